#include "cli/table.h"

#include "base/arena.h"
#include "base/out.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A terminal of 160 columns; what is broken into lines is never narrower than WRAP_LEAST. */
enum { TABLE_MEMORY = 256 << 20, CUT_ROOM = 4096, TERMINAL = 160, WRAP_LEAST = 10 };

struct table {
	const struct cli *cli;
	const char *topic, *column[TABLE_COLUMNS];
	int columns, most[TABLE_COLUMNS];
	bool wrapped[TABLE_COLUMNS]; /* broken into lines where the terminal ends */
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

void table_wrap(struct table *t, int column) { t->wrapped[column] = true; }

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

/* Whether a line may end before s[n]: not within an address or a word, and no line begins with what closes.
 */
static bool may_break(const char *s, size_t n)
{
	static const char *const closing[] = {"、", "。", "）", "」", "ー", NULL};

	for (int i = 0; closing[i]; i++)
		if (strncmp(s + n, closing[i], strlen(closing[i])) == 0)
			return false;
	return (s[n - 1] & 0x80) || s[n - 1] == ' ' || (s[n] & 0x80) || s[n] == ' ';
}

/* Bytes of s that fit into so many columns, at least one character; broken where it may, not too near the
 * beginning.
 */
static size_t piece(const char *s, int most)
{
	char buf[CUT_ROOM];
	size_t n = 0, good = 0, next;

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
		good = s[n] && may_break(s, n) && text_columns(buf) > most / 3 ? n : good;
	}
	return s[n] && good ? good : n;
}

/* A line of a row: what is left of each cell, as much as fits; whole cells only on the first. Spaces are owed
 * until something follows them. Returns whether more is left. */
static bool text_line(const struct table *t, struct out *o, const char **rest, const int *width)
{
	int last = last_shown(t), owed = 0;
	bool more = false;

	for (int c = 0; c <= last; c++) {
		size_t n = t->wrapped[c] ? piece(rest[c], width[c]) : strlen(rest[c]);
		char part[CUT_ROOM];
		int pad;

		if (t->column[c][0] == '+')
			continue;
		snprintf(part, sizeof part, "%.*s", t->wrapped[c] ? (int)n : 0, rest[c]);
		pad = width[c] - text_columns(t->wrapped[c] ? part : rest[c]);
		pad = pad < 0 ? 0 : pad;
		owed += number(t, c) ? pad : 0;
		for (; n && owed; owed--)
			out_char(o, ' ');
		out_put(o, rest[c], n);
		owed += (number(t, c) ? 0 : pad) + 2;
		rest[c] += n;
		rest[c] += strspn(rest[c], " ");
		more |= *rest[c] != '\0';
	}
	out_char(o, '\n');
	return more;
}

static void text_row(const struct table *t, struct out *o, int row, const int *width)
{
	const char *rest[TABLE_COLUMNS];
	char buf[TABLE_COLUMNS][CUT_ROOM];

	for (int c = 0; c < t->columns; c++)
		rest[c] = shown(t, row, c, buf[c]);
	while (text_line(t, o, rest, width))
		;
}

static int together(const struct table *t, const int *width)
{
	int all = -2;

	for (int c = 0; c < t->columns; c++)
		all += t->column[c][0] == '+' ? 0 : width[c] + 2;
	return all;
}

/* Until the terminal holds it, the widest of the wrapped columns gives. */
static void narrow(const struct table *t, int *width)
{
	for (int over = together(t, width) - TERMINAL; over > 0; over--) {
		int widest = -1;

		for (int c = 0; c < t->columns; c++)
			if (t->wrapped[c] && t->column[c][0] != '+' && width[c] > WRAP_LEAST &&
			    (widest < 0 || width[c] > width[widest]))
				widest = c;
		if (widest < 0)
			return;
		width[widest]--;
	}
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
