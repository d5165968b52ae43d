/* mimamori system list, show, propose: what is there, in words. */
#include "assess/system.h"
#include "cli/acting.h"
#include "cli/system.h"
#include "cli/table.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* Words for people in the text form; tokens for programs. */
static const char *word(const struct cli *cli, const char *token)
{
	const char *said;
	char key[48];

	if (strcmp(cli->format, "text") != 0)
		return token;
	snprintf(key, sizeof key, "system.%s", token);
	said = lang(cli->language, key);
	return said == key ? token : said;
}

struct listing {
	struct table *table;
	const struct cli *cli;
};

static int list_words(void *ctx, const struct system_row *r)
{
	struct listing *l = ctx;
	char number[24];

	snprintf(number, sizeof number, "s%lld", (long long)r->id);
	table_cell(l->table, number);
	table_cell(l->table, r->name);
	table_cell(l->table, word(l->cli, r->level));
	table_cell(l->table, word(l->cli, r->status));
	table_cell(l->table, r->start[0] ? r->start : NULL);
	table_cell(l->table, r->end[0] ? r->end : NULL);
	table_number(l->table, r->devices);
	table_cell(l->table, r->stray ? word(l->cli, "stray") : NULL);
	return 0;
}

int cli_system_list(struct cli *cli, const char *site)
{
	static const char *const columns[] = {"system", "name",     "level", "status", "start",
					      "end",    "#devices", "note",  NULL};
	struct listing l = {NULL, cli};
	struct acting a;
	int code = acting_open(&a, cli, site, SITE_READ);

	if (code != EXIT_DONE)
		return code;
	l.table = table_new(cli, "system", columns);
	if (l.table && system_each(a.store, a.today, list_words, &l) < 0)
		code = cli_store_failed(cli, a.store, -EIO);
	store_free(a.store);
	return code != EXIT_DONE || !l.table ? EXIT_NO_OUTPUT
					     : table_print(l.table, lang(cli->language, "system.none"));
}

/* The system that is asked for, on a site that stays open for it. */
static int found(struct acting *a, struct cli *cli, const char *site, int64_t id, struct system_row *ret)
{
	char number[24];
	int code = acting_open(a, cli, site, SITE_READ);

	if (code != EXIT_DONE)
		return code;
	if (system_get(a->store, id, a->today, ret) == 0)
		return EXIT_DONE;
	snprintf(number, sizeof number, "s%lld", (long long)id);
	return cli_say(cli, EXIT_USAGE, "system.no-system",
		       (const struct lang_arg[]){{"subject", number}, {NULL, NULL}});
}

static int show_devices(struct cli *cli, struct store *s, int64_t id)
{
	static const char *const columns[] = {"device", "number", "line", "name", "kind", "address", NULL};
	struct table *t = table_new(cli, "system", columns);
	sqlite3_stmt *st = NULL;
	const char *said;
	char number[24], key[64];

	if (!t ||
	    sqlite3_prepare_v2(
		    store_db(s),
		    "SELECT d.id, l.number, l.line, coalesce(l.name, d.name, d.model), d.kind, coalesce(d.ip,"
		    " d.mac) FROM system_device m JOIN device d ON d.id = m.device LEFT JOIN ledger l"
		    " ON l.id = d.ledger WHERE m.system = ?1 ORDER BY d.id",
		    -1, &st, NULL) != SQLITE_OK) {
		table_free(t);
		return cli_store_failed(cli, s, -EIO);
	}
	sqlite3_bind_int64(st, 1, id);
	while (sqlite3_step(st) == SQLITE_ROW) {
		snprintf(number, sizeof number, "d%lld", (long long)sqlite3_column_int64(st, 0));
		table_cell(t, number);
		for (int i = 1; i < 4; i++)
			table_cell(t, (const char *)sqlite3_column_text(st, i));
		snprintf(key, sizeof key, "kinds.%s", sqlite3_column_text(st, 4));
		said = lang(cli->language, key);
		table_cell(t, strcmp(cli->format, "text") == 0 && said != key
				      ? said
				      : (const char *)sqlite3_column_text(st, 4));
		table_cell(t, (const char *)sqlite3_column_text(st, 5));
	}
	sqlite3_finalize(st);
	return table_print(t, lang(cli->language, "system.no-devices-yet"));
}

static void show_head(const struct cli *cli, const struct system_row *r)
{
	const struct lang_arg args[] = {{"name", r->name},
					{"level", word(cli, r->level)},
					{"status", word(cli, r->status)},
					{"start", r->start[0] ? r->start : "-"},
					{"end", r->end[0] ? r->end : "-"},
					{NULL, NULL}};
	struct out o;

	if (strcmp(cli->format, "text") != 0 || out_init(&o, 1) < 0)
		return;
	out_fmt(&o, "s%lld  ", (long long)r->id);
	lang_fill(&o, lang(cli->language, "system.head"), args);
	out_char(&o, '\n');
	if (r->stray)
		out_fmt(&o, "%s\n", lang(cli->language, "system.stray-why"));
	out_finish(&o);
	out_clear(&o);
}

int cli_system_show(struct cli *cli, const char *site, int64_t id)
{
	struct system_row row;
	struct acting a;
	int code = found(&a, cli, site, id, &row);

	if (code == EXIT_DONE) {
		show_head(cli, &row);
		code = show_devices(cli, a.store, id);
	}
	store_free(a.store);
	return code;
}

static int say_proposal(const struct cli *cli, const struct system_row *now, const struct system_proposal *p)
{
	char n[4][24];
	const int64_t v[] = {p->watched, p->controllers, p->written, p->outside};
	struct out o;

	for (int i = 0; i < 4; i++)
		snprintf(n[i], sizeof n[i], "%lld", (long long)v[i]);
	if (out_init(&o, 1) < 0)
		return EXIT_NO_OUTPUT;
	lang_fill(&o, lang(cli->language, p->watched ? "system.proposal" : "system.proposal-none"),
		  (const struct lang_arg[]){{"level", word(cli, p->level)},
					    {"now", word(cli, now->level)},
					    {"devices", n[0]},
					    {"controllers", n[1]},
					    {"written", n[2]},
					    {"outside", n[3]},
					    {NULL, NULL}});
	out_char(&o, '\n');
	out_finish(&o);
	out_clear(&o);
	return EXIT_DONE;
}

int cli_system_propose(struct cli *cli, const char *site, int64_t id)
{
	struct system_proposal p;
	struct system_row row;
	struct acting a;
	int code = found(&a, cli, site, id, &row);

	if (code == EXIT_DONE)
		code = system_propose(a.store, id, &p) < 0 ? cli_store_failed(cli, a.store, -EIO)
							   : say_proposal(cli, &row, &p);
	store_free(a.store);
	return code;
}
