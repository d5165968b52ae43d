/* The form of director_paper.h, read; the press links this and no more of the page. */
#include "report/director_paper.h"
#include "report/press_texts.h"

#include <errno.h>
#include <string.h>

static const struct {
	char kind;
	size_t texts;
} lists[LISTS] = {[LIST_BUSINESS] = {'B', BUSINESS_TEXTS}, [LIST_FUNCTION] = {'F', FUNCTION_TEXTS},
		  [LIST_CASE] = {'C', CASE_TEXTS},         [LIST_CHANGE] = {'N', CHANGE_TEXTS},
		  [LIST_REQUEST] = {'A', REQUEST_TEXTS},   [LIST_ANSWER] = {'Y', ANSWER_TEXTS},
		  [LIST_SOURCE] = {'G', SOURCE_TEXTS}};

static int list_of(uint8_t kind)
{
	for (int i = 0; i < LISTS; i++)
		if ((uint8_t)lists[i].kind == kind)
			return i;
	return -1;
}

static int read_line(struct rd body, struct arena *a, struct paper *p, int list)
{
	if (list < 0 || !p->word[0] || p->lines[list] == PAPER_LINES_MAX)
		return -EINVAL;
	if (!p->line[list])
		p->line[list] = arena_get(a, PAPER_LINES_MAX, sizeof *p->line[list]);
	if (!p->line[list])
		return -ENOMEM;
	return press_read_texts(body, a, p->line[list][p->lines[list]++].text, lists[list].texts);
}

int paper_read(struct rd in, const char *version, struct arena *a, struct paper *ret)
{
	int r = rd_left(&in) > PAPER_DOCUMENT_MAX ? -EINVAL : press_read_begin(&in, version);

	memset(ret, 0, sizeof *ret);
	while (r == 0) {
		uint8_t kind = rd_u8(&in);
		struct rd body = rd_sub(&in, rd_be32(&in));

		if (!rd_ok(&in))
			return -EINVAL;
		if (kind == 'E')
			return ret->word[0] && rd_empty(&body) && rd_empty(&in) ? 0 : -EINVAL;
		if (kind == 'W' && !ret->word[0])
			r = press_read_texts(body, a, ret->word, PAPER_WORDS);
		else
			r = read_line(body, a, ret, list_of(kind));
	}
	return r;
}
