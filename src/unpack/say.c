#include "unpack/say.h"

#include "ingest/unpack_form.h"

#include <string.h>

static void be(struct say *s, unsigned bytes, uint32_t v)
{
	while (bytes-- > 0)
		out_char(s->o, (char)(uint8_t)(v >> (8 * bytes)));
}

static void head(struct say *s, char kind, size_t n)
{
	out_char(s->o, kind);
	be(s, 4, (uint32_t)n);
	s->said += 5 + n;
}

void say_begin(struct say *s, struct out *o)
{
	*s = (struct say){.o = o};
	out_str(o, UNPACK_MAGIC);
}

static bool room(struct say *s, size_t n)
{
	if (!s->failed && s->said + n + 1024 > UNPACK_SAID_MAX)
		say_failed(s, "grid-too-large", "");
	return !s->failed;
}

void say_sheet(struct say *s, const char *name, bool hidden, bool read)
{
	size_t n = strlen(name);

	if (!room(s, n))
		return;
	head(s, 'S', 1 + n);
	be(s, 1, (hidden ? UNPACK_HIDDEN : 0) | (read ? UNPACK_READ : 0));
	out_put(s->o, name, n);
}

void say_row(struct say *s, uint32_t number, bool hidden)
{
	if (!room(s, 16))
		return;
	head(s, 'R', 5);
	be(s, 4, number);
	be(s, 1, hidden ? UNPACK_HIDDEN : 0);
}

void say_cell(struct say *s, unsigned column, unsigned flags, const char *text, size_t n)
{
	if (!room(s, n))
		return;
	head(s, 'C', 3 + n);
	be(s, 2, column);
	be(s, 1, flags);
	out_put(s->o, text, n);
}

void say_merged(struct say *s, const uint32_t rows[2], const unsigned columns[2])
{
	if (!room(s, 32))
		return;
	head(s, 'M', 12);
	for (int i = 0; i < 2; i++) {
		be(s, 4, rows[i]);
		be(s, 2, columns[i]);
	}
}

void say_left_out(struct say *s, uint32_t cells)
{
	if (!cells || !room(s, 16))
		return;
	head(s, 'L', 4);
	be(s, 4, cells);
}

int say_failed(struct say *s, const char *key, const char *detail)
{
	size_t n = strlen(key) + 1 + strlen(detail);

	if (s->failed)
		return -1;
	s->failed = true;
	head(s, 'F', n);
	out_put(s->o, key, strlen(key) + 1);
	out_str(s->o, detail);
	return -1;
}

void say_end(struct say *s)
{
	if (!s->failed)
		head(s, 'E', 0);
}
