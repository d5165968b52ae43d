#include "cli/ledger-take.h"

#include "store/journal.h"

#include <string.h>

static void say(const char *key, const struct ledger_taking *t, const struct lang_arg *args)
{
	char text[2048];

	fprintf(t->to, "%s\n", lang_fill_buf(text, sizeof text, lang(t->cli->language, key), args));
}

static void number(char buf[24], int64_t v) { snprintf(buf, 24, "%lld", (long long)v); }

/* --- columns, remembered ------------------------------------------------------------------------------- */

static void setting_of(int column, char buf[40])
{
	snprintf(buf, 40, "ledger-map-%s", ledger_column_name((enum ledger_column)column));
}

/* Is this heading said of another column now? Then what was said of it earlier is over. */
static bool said_elsewhere(const struct ledger_taking *t, const char *heading)
{
	for (int c = 0; c < LEDGER_COLUMNS; c++)
		if (*t->said.heading[c] && ledger_same_heading(t->said.heading[c], heading))
			return true;
	return false;
}

static void recall(struct ledger_taking *t, struct store *s)
{
	char key[40];

	for (int c = 0; c < LEDGER_COLUMNS; c++) {
		const char *was;

		setting_of(c, key);
		was = site_setting(s, key, "");
		if (*t->said.heading[c])
			was = t->said.heading[c];
		else if (said_elsewhere(t, was))
			was = "";
		snprintf(t->map.heading[c], sizeof t->map.heading[c], "%s", was);
	}
}

/* One event for each column whose heading is not the one of last time. */
static int remember(struct ledger_taking *t, struct store *s, int64_t now)
{
	for (int c = 0; c < LEDGER_COLUMNS; c++) {
		char key[40];
		struct out o;
		size_t n;
		int r;

		setting_of(c, key);
		if (!*t->sheet.heading[c] || strlen(t->sheet.heading[c]) >= LEDGER_HEADING_ROOM ||
		    strcmp(site_setting(s, key, ""), t->sheet.heading[c]) == 0)
			continue;
		if ((r = out_init(&o, -1)) < 0)
			return r;
		json_object(&o, NULL);
		json_str(&o, "key", key);
		json_str(&o, "value", t->sheet.heading[c]);
		json_end_object(&o);
		r = journal_append(s, now, "setting-set", cli_actor(t->cli), out_bytes(&o, &n), NULL);
		out_clear(&o);
		if (r < 0)
			return r;
	}
	return 0;
}

int ledger_take_read(struct ledger_taking *t, struct store *s, const char *sheet_name)
{
	struct err e = {0};

	recall(t, s);
	if (grid_read(t->path, sheet_name, &t->grid, &e) == 0 &&
	    ledger_sheet_read(&t->grid, &t->map, t->path, &t->sheet, &e) == 0)
		return EXIT_DONE;
	return cli_fail(t->cli, EXIT_NO_INPUT, &e);
}

int ledger_take_import(struct ledger_taking *t, struct store *s, bool replace, int64_t now,
		       ledger_told_fn *told, void *ctx)
{
	int r = ledger_import(s, &t->sheet, replace, now, cli_actor(t->cli), told, ctx, &t->done);

	return r == 0 ? remember(t, s, now) : r;
}

/* --- told ---------------------------------------------------------------------------------------------- */

void ledger_take_columns(const struct ledger_taking *t)
{
	char rows[24], key[48];

	number(rows, (int64_t)t->sheet.count);
	say(*t->grid.sheet ? "ledger.read-sheet" : "ledger.read", t,
	    (const struct lang_arg[]){{"subject", t->path},
				      {"rows", rows},
				      {"encoding", t->grid.encoding},
				      {"sheet", t->grid.sheet},
				      {NULL, NULL}});
	for (int c = 0; c < LEDGER_COLUMNS; c++) {
		snprintf(key, sizeof key, "ledger.column-%s", ledger_column_name((enum ledger_column)c));
		if (t->sheet.column[c] >= 0)
			say(t->sheet.guessed[c] ? "ledger.column-guessed" : "ledger.column", t,
			    (const struct lang_arg[]){{"heading", t->sheet.heading[c]},
						      {"meaning", lang(t->cli->language, key)},
						      {NULL, NULL}});
	}
}

void ledger_take_bad(const struct ledger_taking *t)
{
	char key[48], line[24], n[24];

	for (size_t k = 0; k < t->sheet.bad_count && k < LEDGER_BAD_MAX; k++) {
		snprintf(key, sizeof key, "ledger.bad-%s", t->sheet.bad[k].reason);
		number(line, t->sheet.bad[k].line_no);
		say(key, t, (const struct lang_arg[]){{"subject", t->path}, {"line", line}, {NULL, NULL}});
	}
	number(n, (int64_t)t->sheet.formulas);
	if (t->sheet.formulas)
		say("ledger.formulas", t, (const struct lang_arg[]){{"n", n}, {NULL, NULL}});
	number(n, (int64_t)t->sheet.hidden);
	if (t->sheet.hidden)
		say("ledger.hidden", t, (const struct lang_arg[]){{"n", n}, {NULL, NULL}});
}

void ledger_take_told(void *taking, const struct ledger_told *told)
{
	struct ledger_taking *t = taking;
	char key[48], line[24], other[24];

	if (t->cli->quiet || t->shown++ >= LEDGER_TOLD_SHOWN)
		return;
	snprintf(key, sizeof key, "ledger.told-%s", told->reason);
	number(line, told->line);
	number(other, told->other);
	say(key, t,
	    (const struct lang_arg[]){{"line", line},
				      {"other", other},
				      {"number", *told->number ? told->number : "-"},
				      {"value", told->value},
				      {"wire", told->wire},
				      {NULL, NULL}});
}

void ledger_take_done(const struct ledger_taking *t)
{
	char n[6][24];
	const int64_t values[6] = {t->done.added,   t->done.changed, t->done.same,
				   t->done.removed, t->done.missing, t->shown - LEDGER_TOLD_SHOWN};

	for (int k = 0; k < 6; k++)
		number(n[k], values[k]);
	const struct lang_arg args[] = {{"added", n[0]},   {"changed", n[1]}, {"same", n[2]},
					{"removed", n[3]}, {"missing", n[4]}, {"more", n[5]},
					{NULL, NULL}};

	if (t->shown > LEDGER_TOLD_SHOWN)
		say("ledger.told-more", t, args);
	say(t->dry ? "ledger.would" : "ledger.imported", t, args);
	if (t->done.missing)
		say("ledger.missing", t, args);
}

void ledger_take_clear(struct ledger_taking *t)
{
	ledger_sheet_clear(&t->sheet);
	grid_clear(&t->grid);
}
