#include "daemon/press.h"

#include "daemon/line.h"

#include <errno.h>
#include <string.h>

static bool is(const struct press_form *f, const struct child *c)
{
	const char *word = c->args[0];

	return strcmp(f->program, c->program) == 0 &&
	       (f->word ? word && strcmp(f->word, word) == 0 : word == NULL);
}

int press_by_gate(const struct child *c, int in, int out)
{
	struct line_message m = {.kind = LINE_PRESS, .hands = (uint8_t)(2 + c->hands), .fd = {in, out}};

	if (c->hands > LINE_HANDS - 2)
		return -ENOTSUP;
	for (unsigned i = 0; i < c->hands; i++)
		m.fd[2 + i] = c->hand[i];
	for (int i = 0; i < PRESS_FORM_COUNT; i++)
		if (is(&press_forms[i], c)) {
			m.number = i;
			return line_send(LINE_FD, &m);
		}
	return -ENOTSUP;
}
