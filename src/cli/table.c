#include "cli/table.h"

#include "base/arena.h"
#include "base/out.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A terminal of 160 columns; what is broken into lines is never narrower than WRAP_LEAST. */
enum { TABLE_MEMORY = 256 << 20, CUT_ROOM = 4096, TERMINAL = 160, WRAP_LEAST = 30, WRAP_NONE = -1 };

struct table {
	const struct cli *cli;
	const char *topic, *column[TABLE_COLUMNS];
	int columns, most[TABLE_COLUMNS],
		wrapped; /* wrapped: WRAP_NONE, or the column that is broken into lines */
	struct arena *arena;
	const char **cell;
	size_t cells, room;
	bool failed;
};

struct table *table_new(const struct cli *cli, const char *topic, const char *const *columns)
{
	struct table *t = calloc(1, sizeof *t);

	if (!t || !(t->arena = arena_new(TABLE_MEMORY))) {
		free(t);
		return NULL;
	}
	t->cli = cli;
	t->topic = topic;
	t->wrapped = WRAP_NONE;
	while (columns[t->columns] && t->columns < TABLE_COLUMNS) {
		t->column[t->columns] = columns[t->columns];
		t->columns++;
	}
	return t;
}

void table_cell(struct table *t, const char *text)
{
	if (t->cells == t->room) {
		size_t room = t->room ? t->room * 2 : 256;
		const char **more = realloc(t->cell, room * sizeof *more);

		t->failed |= !more;
		if (!more)
			return;
		t->cell = more;
		t->room = room;
	}
	t->cell[t->cells] = text ? arena_text(t->arena, text, strlen(text)) : NULL;
	t->failed |= text && !t->cell[t->cells];
	t->cells++;
}

void table_text(struct table *t, const char *text) { table_cell(t, text && *text ? text : NULL); }

void table_number(struct table *t, int64_t v)
{
	char n[24];

	snprintf(n, sizeof n, "%lld", (long long)v);
	table_cell(t, n);
}

void table_width(struct table *t, int column, int most) { t->most[column] = most; }

void table_wrap(struct table *t, int column) { t->wrapped = column; }

int table_rows(const struct table *t) { return (int)(t->cells / (size_t)t->columns); }

static const char *name_of(const struct table *t, int column)
{
	return t->column[column] + strspn(t->column[column], "#+");
}

static bool number(const struct table *t, int column) { return strchr(t->column[column], '#') != NULL; }

static const char *heading(const struct table *t, int column)
{
	char key[64];
	const char *said;

	snprintf(key, sizeof key, "%s.c-%s", t->topic, name_of(t, column));
	said = lang(t->cli->language, key);
	return said == key ? name_of(t, column) : said;
}

static const char *at(const struct table *t, int row, int column)
{
	return t->cell[(size_t)row * (size_t)t->columns + (size_t)column];
}

/* Cut to so many columns, with "…" where it was. */
static const char *cut(const char *s, int most, char buf[CUT_ROOM])
{
	size_t n = strlen(s);

	if (!most || text_columns(s) <= most || n >= CUT_ROOM)
		return s;
	memcpy(buf, s, n + 1);
	while (n && text_columns(buf) > most - 2) {
		do
			n--;
		while (n && (buf[n] & 0xc0) == 0x80);
		buf[n] = '\0';
	}
	snprintf(buf + n, CUT_ROOM - n, "…");
	return buf;
}

static const char *shown(const struct table *t, int row, int column, char buf[CUT_ROOM])
{
	const char *s = row < 0 ? heading(t, column) : at(t, row, column);

	return s && *s ? cut(s, row < 0 ? 0 : t->most[column], buf) : "-";
}

static int last_shown(const struct table *t)
{
	int last = t->columns - 1;

	while (last > 0 && t->column[last][0] == '+')
		last--;
	return last;
}

/* Bytes of s that fit into so many columns, at least one character; broken after a space in the second half.
 */
static size_t piece(const char *s, int most)
{
	char buf[CUT_ROOM];
	size_t n = 0, space = 0, next;

	while (s[n]) {
		for (next = n + 1; (s[next] & 0xc0) == 0x80; next++)
			;
		if (next >= CUT_ROOM)
			break;
		memcpy(buf, s, next);
		buf[next] = '\0';
		if (n && text_columns(buf) > most)
			break;
		n = next;
		space = s[n] == ' ' && text_columns(buf) > most / 2 ? n : space;
	}
	return s[n] && space ? space : n;
}

/* What did not fit of the wrapped column, on lines of its own below. */
static void rest_below(const struct table *t, struct out *o, const char *rest, const int *width)
{
	int before = 0;

	for (int c = 0; c < t->wrapped; c++)
		before += t->column[c][0] == '+' ? 0 : width[c] + 2;
	while (*(rest += strspn(rest, " "))) {
		size_t n = piece(rest, width[t->wrapped]);

		for (int i = 0; i < before; i++)
			out_char(o, ' ');
		out_put(o, rest, n);
		out_char(o, '\n');
		rest += n;
	}
}

static void text_row(const struct table *t, struct out *o, int row, const int *width)
{
	char buf[CUT_ROOM], first[CUT_ROOM];
	const char *rest = "";
	int last = last_shown(t);

	for (int c = 0; c <= last; c++) {
		const char *s;
		int pad;

		if (t->column[c][0] == '+')
			continue;
		s = shown(t, row, c, buf);
		if (c == t->wrapped && row >= 0) {
			size_t n = piece(s, width[c]);

			rest = at(t, row, c) ? at(t, row, c) + n : "";
			snprintf(first, sizeof first, "%.*s", (int)n, s);
			s = first;
		}
		pad = width[c] - text_columns(s);
		for (int i = 0; number(t, c) && i < pad; i++)
			out_char(o, ' ');
		out_str(o, s);
		for (int i = 0; c < last && !number(t, c) && i < pad; i++)
			out_char(o, ' ');
		out_str(o, c < last ? "  " : "");
	}
	out_char(o, '\n');
	if (*rest)
		rest_below(t, o, rest, width);
}

/* The wrapped column gets what the others leave of a terminal. */
static void narrow(const struct table *t, int *width)
{
	int left = TERMINAL;

	if (t->wrapped == WRAP_NONE)
		return;
	for (int c = 0; c < t->columns; c++)
		left -= c == t->wrapped || t->column[c][0] == '+' ? 0 : width[c] + 2;
	left = left < WRAP_LEAST ? WRAP_LEAST : left;
	width[t->wrapped] = width[t->wrapped] > left ? left : width[t->wrapped];
}

static void as_text(const struct table *t, struct out *o, const char *empty)
{
	int width[TABLE_COLUMNS] = {0}, rows = table_rows(t);
	char buf[CUT_ROOM];

	if (rows == 0 && empty) {
		out_fmt(o, "%s\n", empty);
		return;
	}
	for (int c = 0; c < t->columns; c++)
		for (int r = -1; r < rows && t->column[c][0] != '+'; r++) {
			int n = text_columns(shown(t, r, c, buf));

			width[c] = n > width[c] ? n : width[c];
		}
	narrow(t, width);
	for (int r = -1; r < rows; r++)
		text_row(t, o, r, width);
}

static void as_csv(const struct table *t, struct out *o)
{
	for (int r = -1; r < table_rows(t); r++)
		for (int c = 0; c < t->columns; c++) {
			const char *s = r < 0 ? name_of(t, c) : at(t, r, c);

			out_csv(o, s ? s : "");
			out_str(o, c + 1 < t->columns ? "," : "\r\n");
		}
}

static void as_json(const struct table *t, struct out *o)
{
	json_array(o, NULL);
	for (int r = 0; r < table_rows(t); r++) {
		json_object(o, NULL);
		for (int c = 0; c < t->columns; c++)
			if (number(t, c) && at(t, r, c))
				json_int(o, name_of(t, c), strtoll(at(t, r, c), NULL, 10));
			else
				json_str(o, name_of(t, c), at(t, r, c));
		json_end_object(o);
	}
	json_end_array(o);
	out_char(o, '\n');
}

int table_print(struct table *t, const char *empty)
{
	struct out o;
	int r;

	if (t->failed || out_init(&o, STDOUT_FILENO) < 0) {
		const struct cli *cli = t->cli;

		table_free(t);
		return cli_say(cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	}
	if (strcmp(t->cli->format, "json") == 0)
		as_json(t, &o);
	else if (strcmp(t->cli->format, "csv") == 0)
		as_csv(t, &o);
	else
		as_text(t, &o, empty);
	r = out_finish(&o);
	out_clear(&o);
	if (r < 0)
		cli_say(t->cli, 0, "error.cannot-write",
			(const struct lang_arg[]){{"subject", "-"}, {"detail", strerror(-r)}, {NULL, NULL}});
	table_free(t);
	return r < 0 ? EXIT_NO_OUTPUT : EXIT_DONE;
}

void table_free(struct table *t)
{
	if (t) {
		arena_free(t->arena);
		free(t->cell);
	}
	free(t);
}
