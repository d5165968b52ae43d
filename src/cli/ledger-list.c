/* mimamori ledger list, diff and export: what the plant's list says, and how it differs from what was seen.
 */
#include "cli/arguments.h"
#include "cli/ledger.h"
#include "cli/table.h"
#include "cli/tablefile.h"

#include "base/date.h"
#include "inventory/ledger.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* --- shared -------------------------------------------------------------------------------------------- */

/* A time of the site as a date in the zone of the command. */
static const char *date(const struct cli *cli, sqlite3_stmt *st, int column, char buf[32])
{
	int64_t us = sqlite3_column_int64(st, column);

	if (sqlite3_column_type(st, column) == SQLITE_NULL)
		return NULL;
	date_at(us, cli_zone_minutes(cli, us), buf);
	return buf;
}

/* How a column of an answer becomes a cell. */
enum as { TEXT, DATE, WORD /* a token that is shown as ledger.word-TOKEN in text */, DEVICE, KIND };

static const char *word(const struct cli *cli, const char *topic, const char *before, const char *token)
{
	static char key[96];
	const char *w;

	if (strcmp(cli->format, "text") != 0)
		return token;
	snprintf(key, sizeof key, "%s.%s%.60s", topic, before, token);
	w = lang(cli->language, key);
	return w == key ? token : w;
}

static const char *cell(const struct cli *cli, sqlite3_stmt *st, int column, enum as as, char buf[32])
{
	const char *text = (const char *)sqlite3_column_text(st, column);

	if (as == DATE)
		return date(cli, st, column, buf);
	if (!text)
		return NULL;
	if (as == WORD)
		return word(cli, "ledger", "word-", text);
	if (as == KIND)
		return word(cli, "kinds", "", text);
	if (as != DEVICE)
		return text;
	snprintf(buf, 32, "d%.20s", text);
	return buf;
}

static int fill(struct table *t, const struct cli *cli, struct store *s, const char *sql, const enum as *as)
{
	sqlite3_stmt *st = NULL;
	int step = SQLITE_ERROR;
	char buf[32];

	if (sqlite3_prepare_v2(store_db(s), sql, -1, &st, NULL) == SQLITE_OK)
		while ((step = sqlite3_step(st)) == SQLITE_ROW)
			for (int c = 0; c < sqlite3_column_count(st); c++)
				table_cell(t, cell(cli, st, c, as[c], buf));
	sqlite3_finalize(st);
	return step == SQLITE_DONE ? 0 : -EIO;
}

static int open_for(struct cli *cli, const char **site, int argc, char **argv, const struct option_of *more,
		    struct store **ret)
{
	static const struct option_of none[] = {{NULL, NULL, NULL}};
	struct arguments words;
	int code = arguments_read(cli, site, argc, argv, more ? more : none, &words);

	if (code == EXIT_DONE)
		code = arguments_most(cli, &words, 0);
	return code == EXIT_DONE ? cli_site_open(cli, *site, SITE_READ, ret) : code;
}

/* Opens, fills one table with the rows of `sql`, prints. */
static int print(struct cli *cli, const char *site, int argc, char **argv, const char *const *columns,
		 const char *sql, const enum as *as, const char *none)
{
	struct store *s = NULL;
	struct table *t;
	int code = open_for(cli, &site, argc, argv, NULL, &s);

	if (code != EXIT_DONE)
		return code;
	t = table_new(cli, "ledger", columns);
	if (!t)
		code = cli_say(cli, EXIT_NO_INPUT, "cli.memory", NULL);
	else if (fill(t, cli, s, sql, as) < 0) {
		code = cli_store_failed(cli, s, -EIO);
		table_free(t);
	} else {
		code = table_print(t, lang(cli->language, none));
	}
	store_free(s);
	return code;
}

/* --- list ---------------------------------------------------------------------------------------------- */

/* Rows of the list, then devices that were entered by hand as records (data/records/manual-device.yaml). */
int ledger_list_verb(struct cli *cli, const char *site, int argc, char **argv)
{
	static const char *const columns[] = {"number", "line",   "place", "name", "owner",  "mac",
					      "ip",     "device", "kind",  "last", "source", NULL};
	static const enum as as[] = {TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, DEVICE, KIND, DATE, WORD};
	static const char sql[] =
		"SELECT * FROM (SELECT l.number AS number, l.line, l.place, l.name, l.owner, coalesce(l.mac, "
		"d.mac), coalesce(l.ip, "
		"d.ip), d.id, d.kind, d.last, 'list' FROM ledger l"
		" LEFT JOIN device d ON d.id = l.device UNION ALL "
		"SELECT json_extract(r.fields, '$.number'), json_extract(r.fields, '$.line'), "
		"json_extract(r.fields, '$.place'), json_extract(r.fields, '$.name'),"
		" NULL, NULL, NULL, NULL, json_extract(r.fields, '$.device_kind'), NULL, 'hand' FROM record "
		"r WHERE r.kind = 'manual-device' AND r.removed = 0)"
		" ORDER BY number IS NULL, number, name";

	return print(cli, site, argc, argv, columns, sql, as, "ledger.none");
}

/* --- diff ---------------------------------------------------------------------------------------------- */

/* since: of a row that was never seen, when watching began; of one that was, when it was seen last. days: up
 * to the newest capture. */
int ledger_diff_verb(struct cli *cli, const char *site, int argc, char **argv)
{
	static const char *const columns[] = {"what", "number", "line",  "place", "name", "ledger",
					      "wire", "device", "since", "#days", NULL};
	static const enum as as[] = {WORD, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, DEVICE, DATE, TEXT};
	static const char sql[] =
		"WITH t AS (SELECT (SELECT min(first) FROM source) AS began, (SELECT max(last) FROM source) "
		"AS now,"
		" (SELECT first FROM source ORDER BY last DESC LIMIT 1) AS newest),"
		" x AS (SELECT 1 AS part, 'never-seen' AS what, l.number, l.line, l.place, l.name, "
		"coalesce(l.mac, l.ip) AS has, NULL AS wire, NULL AS device, t.began AS since"
		" FROM ledger l, t WHERE l.device IS NULL"
		" UNION ALL SELECT 2, 'not-seen-now', l.number, l.line, l.place, l.name, coalesce(l.mac, "
		"l.ip), d.ip, d.id, d.last FROM ledger l JOIN device d"
		" ON d.id = l.device, t WHERE d.last < t.newest"
		" UNION ALL SELECT 3, 'not-listed', NULL, NULL, NULL, d.name, NULL, coalesce(d.ip, d.mac), "
		"d.id, d.first FROM device d WHERE d.known = 0"
		" UNION ALL SELECT 4, 'other-ip', l.number, l.line, l.place, l.name, l.ip, d.ip, d.id, "
		"(SELECT min(a.first) FROM address a WHERE a.device = d.id"
		" AND a.kind = 'ip' AND a.value = d.ip) FROM ledger l JOIN device d ON d.id = l.device WHERE "
		"l.ip IS NOT NULL AND d.ip IS NOT NULL"
		" AND NOT EXISTS (SELECT 1 FROM address a WHERE a.device = d.id AND a.kind = 'ip' AND "
		"a.value = l.ip)"
		" UNION ALL SELECT 5, 'other-mac', l.number, l.line, l.place, l.name, l.mac, d.mac, d.id, "
		"d.first FROM ledger l JOIN address a ON a.kind = 'ip' AND a.value = l.ip"
		" JOIN device d ON d.id = a.device WHERE l.mac IS NOT NULL AND d.mac IS NOT NULL AND "
		"l.device IS NOT d.id)"
		" SELECT what, number, line, place, name, has, wire, device, since, (t.now - since) / "
		"86400000000 FROM x, t ORDER BY part, number IS NULL, number, since";
	int code = print(cli, site, argc, argv, columns, sql, as, "ledger.diff-none");

	if (code == EXIT_DONE && strcmp(cli->format, "text") == 0 && !cli->quiet)
		puts(lang(cli->language, "ledger.diff-note"));
	return code;
}

/* --- export -------------------------------------------------------------------------------------------- */

static void export_columns(struct tablefile *t)
{
	static const struct {
		enum ledger_column column;
		unsigned width;
	} order[LEDGER_COLUMNS] = {{LEDGER_NUMBER, 16}, {LEDGER_NAME, 30},  {LEDGER_LINE, 18},
				   {LEDGER_PLACE, 24},  {LEDGER_OWNER, 18}, {LEDGER_MAC, 20},
				   {LEDGER_IP, 20}};
	char key[48];

	for (size_t i = 0; i < LEDGER_COLUMNS; i++) {
		snprintf(key, sizeof key, "ledger.column-%s", ledger_column_name(order[i].column));
		tablefile_column(t, &(struct tablefile_column){.heading = lang(t->cli->language, key),
							       .width = order[i].width});
	}
}

static int export_rows(struct cli *cli, struct tablefile *t, struct store *s)
{
	sqlite3_stmt *st = NULL;
	int step = SQLITE_ERROR;

	if (sqlite3_prepare_v2(store_db(s),
			       "SELECT number, name, line, place, owner, mac, ip FROM ledger ORDER BY id", -1,
			       &st, NULL) == SQLITE_OK)
		while (!t->error && (step = sqlite3_step(st)) == SQLITE_ROW)
			for (int c = 0; c < LEDGER_COLUMNS; c++)
				tablefile_cell(t, (const char *)sqlite3_column_text(st, c));
	sqlite3_finalize(st);
	return step == SQLITE_DONE || t->error ? EXIT_DONE : cli_store_failed(cli, s, -EIO);
}

int ledger_export_verb(struct cli *cli, const char *site, int argc, char **argv)
{
	const char *path = NULL;
	const struct option_of options[] = {{"-o", &path, NULL}, {NULL, NULL, NULL}};
	enum language l = cli->language;
	struct store *s = NULL;
	struct tablefile t;
	int code = open_for(cli, &site, argc, argv, options, &s);

	if (code != EXIT_DONE)
		return code;
	code = tablefile_open(&t, cli, path,
			      &(struct tablefile_about){.title = lang(l, "tablefile.ledger-title"),
							.foot = lang(l, "tablefile.ledger-foot"),
							.tab = lang(l, "tablefile.ledger-title")});
	if (code == EXIT_DONE) {
		export_columns(&t);
		code = export_rows(cli, &t, s);
	}
	code = tablefile_close(&t, code);
	store_free(s);
	return code;
}
