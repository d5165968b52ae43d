#include "ingest/csv.h"

#include <string.h>

void csv_init(struct csv *c, char *text, size_t n)
{
	size_t counts[3] = {0};
	const char *separators = ",;\t";

	*c = (struct csv){.at = text, .end = text + n, .separator = ',', .next_line = 1};
	*c->end = '\0';
	for (const char *p = text; p < c->end && *p != '\n'; p++)
		for (int i = 0; i < 3; i++)
			counts[i] += *p == separators[i];
	for (int i = 1; i < 3; i++)
		if (counts[i] > counts[0]) {
			counts[0] = counts[i];
			c->separator = separators[i];
		}
}

static bool ends_row(char ch) { return ch == '\n' || ch == '\r'; }

static char *quoted(struct csv *c)
{
	char *to = ++c->at, *start = to;

	while (c->at < c->end) {
		if (*c->at == '"' && c->at[1] == '"')
			c->at++;
		else if (*c->at == '"')
			break;
		c->next_line += *c->at == '\n';
		*to++ = *c->at++;
	}
	if (c->at < c->end)
		c->at++;
	while (c->at < c->end && *c->at != c->separator &&
	       !ends_row(*c->at)) /* what follows the quote belongs to nobody */
		c->at++;
	if (to < c->at)
		*to = '\0';
	return start;
}

static char *trimmed(char *s, char *end)
{
	while (s < end && (*s == ' ' || *s == '\t'))
		s++;
	while (end > s && (end[-1] == ' ' || end[-1] == '\t'))
		end--;
	*end = '\0';
	return s;
}

/* One cell; what ended it is returned: the separator, a row's end, or 0 at the end of the text. */
static char cell(struct csv *c, char **ret_cell)
{
	char *start = c->at, *end, ended;

	while (c->at < c->end && *c->at == ' ')
		c->at++;
	if (c->at < c->end && *c->at == '"') {
		start = quoted(c);
		end = start + strlen(start);
	} else {
		while (c->at < c->end && *c->at != c->separator && !ends_row(*c->at))
			c->at++;
		end = c->at;
	}
	ended = c->at < c->end ? *c->at++ : '\0';
	if (ended == '\r' && c->at < c->end && *c->at == '\n')
		c->at++;
	*ret_cell = trimmed(start, end);
	return ended;
}

bool csv_next(struct csv *c)
{
	while (c->at < c->end) {
		bool any = false;
		char ended;

		c->cells = 0;
		c->line_no = c->next_line;
		do {
			char *s;

			ended = cell(c, &s);
			any |= *s != '\0';
			if (c->cells < CSV_CELLS_MAX)
				c->cell[c->cells++] = s;
		} while (ended && !ends_row(ended));
		c->next_line++;
		if (any)
			return true;
	}
	return false;
}
