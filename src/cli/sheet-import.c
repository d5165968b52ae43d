/* mimamori sheet import: a table that sheet export wrote comes back. All of it or nothing. */
#include "assess/decision.h"
#include "assess/judged.h"
#include "assess/returned.h"
#include "cli/acting.h"
#include "cli/arguments.h"
#include "cli/sheet.h"
#include "cli/table.h"
#include "ingest/grid.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { ARENA_MAX = 256 << 20, SENTENCE = 1024 };

struct import {
	struct cli *cli;
	const char *file, *system, *sheet;
	bool dry;
	struct grid grid;
	struct arena *arena;
	struct store *store;
	struct returned back;
};

static int say(const struct import *m, int code, const char *key, const char *detail)
{
	return cli_say(m->cli, code, key,
		       (const struct lang_arg[]){{"subject", m->file}, {"detail", detail}, {NULL, NULL}});
}

/* The decision's own refusal becomes one of ours, at the same cell. */
static void refused(struct import *m, struct returned_row *row, const struct err *e)
{
	char key[sizeof e->key + 16];
	const char *sentence;

	snprintf(key, sizeof key, "decision.%s", e->key);
	sentence = lang(m->cli->language, key);
	row->wrong = "refused";
	row->detail = arena_text(m->arena, sentence, strlen(sentence));
	m->back.decide -= row->what == RETURNED_DECIDE;
	m->back.withdraw -= row->what == RETURNED_WITHDRAW;
	m->back.wrong++;
	row->what = RETURNED_WRONG;
}

static int apply_row(struct import *m, struct returned_row *row, const struct writing *w)
{
	struct err e = {0};
	int code = 0;

	if (row->what == RETURNED_DECIDE)
		code = decision_make(m->store,
				     &(struct deciding){m->back.system, m->sheet, row->item, row->choice,
							row->reason, row->point},
				     w, &e);
	else if (row->what == RETURNED_WITHDRAW)
		code = decision_withdraw(m->store, m->back.system, m->sheet, row->item, w, &e);
	if (code < 0 && e.key[0]) {
		refused(m, row, &e);
		code = 0;
	}
	return code;
}

/* In the transaction: what the table says, then each of its changes. Negative when the store failed. */
static int take(struct import *m, const struct writing *w, struct err *e)
{
	int code = returned_read(&m->grid, m->store, m->system, m->sheet, w->at, m->arena, &m->back, e);

	for (size_t i = 0; code == 0 && m->back.wrong == 0 && i < m->back.rows; i++)
		code = apply_row(m, &m->back.row[i], w);
	return code;
}

static void show_detail(struct import *m, const struct returned_row *row, char buf[SENTENCE])
{
	char key[64];

	snprintf(key, sizeof key, "sheet-import.wrong-%s", row->what == RETURNED_WRONG ? row->wrong : "");
	if (row->what == RETURNED_WRONG)
		lang_fill_buf(buf, SENTENCE, lang(m->cli->language, key),
			      (const struct lang_arg[]){{"detail", row->detail}, {NULL, NULL}});
	else
		snprintf(buf, SENTENCE, "%s %s", row->choice ? returned_mark(row->choice) : "",
			 row->reason ? row->reason : "");
}

/* The changes, or, when there are any, what stands in their way. */
static int show(struct import *m)
{
	static const char *const columns[] = {"cell", "item", "change", "detail", NULL};
	static const char *const changes[] = {"", "sheet-import.decide", "sheet-import.withdraw",
					      "sheet-import.wrong"};
	struct table *t = table_new(m->cli, "sheet-import", columns);
	char detail[SENTENCE];

	if (!t)
		return cli_say(m->cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	if (m->back.same == m->back.rows && strcmp(m->cli->format, "text") == 0) {
		table_free(t);
		return EXIT_DONE;
	}
	table_width(t, 3, 90);
	for (size_t i = 0; i < m->back.rows; i++) {
		const struct returned_row *row = &m->back.row[i];

		if (row->what == RETURNED_SAME || (m->back.wrong && row->what != RETURNED_WRONG))
			continue;
		show_detail(m, row, detail);
		table_cell(t, row->cell);
		table_cell(t, *row->item ? row->item : NULL);
		table_cell(t, lang(m->cli->language, changes[row->what]));
		table_cell(t, detail);
	}
	return table_print(t, NULL);
}

static int sum_up(const struct import *m, int code, const char *key)
{
	char n[6][24];
	const size_t of[] = {m->back.decide, m->back.withdraw, m->back.same,
			     m->back.wrong,  m->back.moved,    m->back.absent};
	static const char *const names[] = {"decide", "withdraw", "same", "wrong", "moved", "absent"};
	struct lang_arg args[8] = {{"subject", m->file}};

	for (int i = 0; i < 6; i++) {
		snprintf(n[i], sizeof n[i], "%zu", of[i]);
		args[i + 1] = (struct lang_arg){names[i], n[i]};
	}
	if ((m->back.moved || m->back.absent) && !m->cli->quiet)
		cli_say(m->cli, 0, "sheet-import.moved", args);
	return code || !m->cli->quiet ? cli_say(m->cli, code, key, args) : code;
}

static int failed(struct import *m, int code, const struct err *e)
{
	char key[sizeof e->key + 16];

	if (!e->key[0])
		return cli_store_failed(m->cli, m->store, code);
	snprintf(key, sizeof key, "sheet-import.%s", e->key);
	return say(m, code == -ENOENT ? EXIT_USAGE : EXIT_NO_INPUT, key,
		   *e->subject ? e->subject : e->detail);
}

static int finish(struct import *m)
{
	int code = show(m);

	if (code != EXIT_DONE || m->back.wrong || m->dry)
		site_rollback(m->store);
	else if (answers_write(m->store, cli_now()) < 0 || site_commit(m->store) < 0) {
		site_rollback(m->store);
		return cli_store_failed(m->cli, m->store, -EIO);
	}
	if (code != EXIT_DONE)
		return code;
	if (m->back.wrong)
		return sum_up(m, EXIT_REFUSED, "sheet-import.refused");
	return sum_up(m, EXIT_DONE, m->dry ? "sheet-import.would" : "sheet-import.done");
}

static int import(struct import *m, const char *site)
{
	struct err e = {0};
	struct acting a;
	int code = acting_open(&a, m->cli, site, SITE_WRITE), r;

	if (code != EXIT_DONE)
		return code;
	m->store = a.store;
	r = site_begin(m->store);
	if (r < 0)
		return cli_store_failed(m->cli, m->store, r);
	r = take(m, &a.writing, &e);
	if (r == 0)
		return finish(m);
	site_rollback(m->store);
	return failed(m, r, &e);
}

static int read_table(struct import *m)
{
	struct err e = {0};

	m->arena = arena_new(ARENA_MAX);
	if (!m->arena)
		return cli_say(m->cli, EXIT_NO_INPUT, "cli.memory", NULL);
	return grid_read(m->file, NULL, &m->grid, &e) < 0 ? cli_fail(m->cli, EXIT_NO_INPUT, &e) : EXIT_DONE;
}

int cli_sheet_import(struct cli *cli, const char *site, int argc, char **argv)
{
	struct import m = {.cli = cli, .sheet = "jssec-2.1"};
	bool official = false;
	const struct option_of options[] = {{"--system", &m.system, NULL},
					    {"--sheet", &m.sheet, NULL},
					    {"--dry-run", NULL, &m.dry},
					    {"--official", NULL, &official},
					    {NULL, NULL, NULL}};
	struct arguments a;
	int code = arguments_read(cli, &site, argc, argv, options, &a);

	if (code != EXIT_DONE)
		return code;
	if (a.count != 1)
		return a.count ? arguments_wrong(cli, a.list[1])
			       : cli_say(cli, EXIT_USAGE, "sheet-import.no-file", NULL);
	m.file = a.list[0];
	if (official)
		return cli_sheet_import_official(cli, site, m.sheet, m.file, m.dry);
	code = read_table(&m);
	if (code == EXIT_DONE)
		code = import(&m, site);
	store_free(m.store);
	grid_clear(&m.grid);
	arena_free(m.arena);
	return code;
}
