/* mimamori incident: what is going on, and what can be done. Every deed of respond/incident.def is a verb. */
#include "cli/incident.h"

#include "cli/acting.h"
#include "cli/arguments.h"
#include "cli/commands.h"
#include "cli/table.h"
#include "respond/first_report.h"
#include "respond/incident.h"

#include "assess/evidence.h"
#include "assess/sql.h"
#include "base/out.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int64_t incident_number(const char *word, char letter)
{
	char *end;
	long long n = word[0] == letter && word[1] >= '1' && word[1] <= '9' ? strtoll(word + 1, &end, 10) : 0;

	return n > 0 && !*end ? n : 0;
}

static const char *word(const struct cli *cli, const char *prefix, const char *token)
{
	static char key[96];
	const char *w;

	if (!token || strcmp(cli->format, "text") != 0)
		return token;
	snprintf(key, sizeof key, "incident.%s%.60s", prefix, token);
	w = lang(cli->language, key);
	return w == key ? token : w;
}

static const char *moment(const struct cli *cli, sqlite3_stmt *st, int column)
{
	static char text[32];
	int64_t us = sqlite3_column_int64(st, column), local;
	char day[DATE_ROOM];

	if (sqlite3_column_type(st, column) == SQLITE_NULL)
		return NULL;
	local = us / 1000000 + cli_zone_minutes(cli, us) * 60;
	date_at(us, cli_zone_minutes(cli, us), day);
	snprintf(text, sizeof text, "%.10s %02d:%02d", day, (int)(local / 3600 % 24), (int)(local / 60 % 60));
	return text;
}

static int finish(struct cli *cli, struct store *s, struct table *t, int filled, const char *empty)
{
	if (!t)
		return cli_say(cli, EXIT_NO_INPUT, "cli.memory", NULL);
	if (filled == 0)
		return table_print(t, empty ? lang(cli->language, empty) : NULL);
	table_free(t);
	return cli_store_failed(cli, s, filled);
}

/* --- list */

static int fill_list(struct table *t, const struct cli *cli, struct store *s, bool all)
{
	static const char sql[] =
		"SELECT 'i' || i.id, i.state, i.severity, i.title, i.opened, (SELECT count(*) FROM "
		"incident_device x WHERE x.incident = i.id), (SELECT "
		"count(*) FROM incident_alarm x WHERE x.incident = i.id), (SELECT CASE WHEN count(*) = 0 "
		"THEN 'none' WHEN count(done) < count(*) THEN "
		"'waiting' WHEN min(complete) = 0 THEN 'incomplete' ELSE 'complete' END FROM evidence e "
		"WHERE e.incident = i.id), i.exception FROM incident "
		"i WHERE ?1 = 1 OR i.state NOT IN ('closed', 'dismissed') ORDER BY i.id DESC";
	static const char *const severities[] = {"critical", "high", "medium", "low"};
	sqlite3_stmt *st = sql_of(s, sql, "i", (int64_t)all);
	int step = SQLITE_ERROR;

	while (st && (step = sqlite3_step(st)) == SQLITE_ROW) {
		bool known = sqlite3_column_type(st, 2) != SQLITE_NULL;

		table_cell(t, (const char *)sqlite3_column_text(st, 0));
		table_cell(t, word(cli, "state-", (const char *)sqlite3_column_text(st, 1)));
		table_cell(t, known ? word(cli, "choice-", severities[sqlite3_column_int(st, 2) & 3]) : NULL);
		table_cell(t, (const char *)sqlite3_column_text(st, 3));
		table_cell(t, moment(cli, st, 4));
		table_number(t, sqlite3_column_int64(st, 5));
		table_number(t, sqlite3_column_int64(st, 6));
		table_cell(t, word(cli, "evidence-", (const char *)sqlite3_column_text(st, 7)));
		table_cell(t,
			   sqlite3_column_int(st, 8) ? lang(cli->language, "incident.is-exception") : NULL);
	}
	sqlite3_finalize(st);
	return step == SQLITE_DONE ? 0 : -EIO;
}

static int list(struct cli *cli, const char *site, int argc, char **argv)
{
	static const char *const columns[] = {"incident", "state",   "severity", "title",      "opened",
					      "#devices", "#alarms", "evidence", "+exception", NULL};
	bool all = false;
	const struct option_of options[] = {{"--all", NULL, &all}, {NULL, NULL, NULL}};
	struct arguments words;
	struct store *s = NULL;
	struct table *t;
	int code = arguments_read(cli, &site, argc, argv, options, &words);

	if (code == EXIT_DONE)
		code = arguments_most(cli, &words, 0);
	if (code == EXIT_DONE)
		code = cli_site_open(cli, site, SITE_READ, &s);
	if (code != EXIT_DONE)
		return code;
	t = table_new(cli, "incident", columns);
	if (t)
		table_width(t, 3, 60);
	code = finish(cli, s, t, t ? fill_list(t, cli, s, all) : 0, "incident.none");
	store_free(s);
	return code;
}

/* --- show: what it is, what was done, what can be done */

struct showing {
	struct cli *cli;
	struct store *store;
	struct table *table;
	const char *name;
	int64_t id;
};

static void line(struct showing *g, const char *what, const char *value, const char *at, const char *who)
{
	table_cell(g->table, word(g->cli, "word-", what));
	table_cell(g->table, value);
	table_cell(g->table, at);
	table_cell(g->table, who);
}

/* Rows of: kind of line, value, when, who. ?1 the incident, ?2 1 in Japanese. */
static const char show_sql[] =
	"SELECT * FROM (SELECT 0 AS part, 0 AS n, 'incident' AS what, title AS value, opened AS at, "
	"opened_by AS who FROM incident WHERE id = ?1 AND ?2 = ?2"
	" UNION ALL SELECT 1, 0, 'state', state, since, NULL FROM incident WHERE id = ?1"
	" UNION ALL SELECT 2, 0, 'exception', NULL, NULL, NULL FROM incident WHERE id = ?1 AND exception = 1"
	" UNION ALL SELECT 3, x.device, CASE x.role WHEN 'by' THEN 'device-by' ELSE 'device-on' END, 'd' || "
	"x.device || coalesce('  ' || v.name, ''), x.cut, "
	"CASE WHEN x.cut IS NOT NULL AND x.back IS NULL THEN 'cut' END FROM incident_device x LEFT JOIN "
	"device_shown v ON v.id = x.device WHERE x.incident = ?1"
	" UNION ALL SELECT 4, a.id, 'alarm', 'a' || a.id || '  ' || CASE WHEN ?2 THEN a.title_ja ELSE "
	"a.title_en END, a.began, NULL FROM incident_alarm x JOIN "
	"alarm a ON a.id = x.alarm WHERE x.incident = ?1"
	" UNION ALL SELECT 5, e.id, CASE WHEN e.done IS NULL THEN 'bag-waits' WHEN e.complete THEN 'bag' "
	"ELSE 'bag-incomplete' END, 'e' || e.id || "
	"coalesce('  ' || e.packets, ''), e.done, e.asked_by FROM evidence e WHERE e.incident = ?1"
	" UNION ALL SELECT 6, d.n, 'deed', d.deed, d.at, coalesce(d.side || '  ', '') || d.actor FROM deed d "
	"WHERE d.incident = ?1"
	" UNION ALL SELECT 6, d.n, 'words', d.words, NULL, NULL FROM deed d WHERE d.incident = ?1 AND "
	"d.words IS NOT NULL) ORDER BY part, n, what";

static int fill_show(struct showing *g)
{
	sqlite3_stmt *st = sql_of(g->store, show_sql, "ii", g->id, (int64_t)(g->cli->language == LANG_JA));
	int step = SQLITE_ERROR;

	while (st && (step = sqlite3_step(st)) == SQLITE_ROW) {
		const char *what = (const char *)sqlite3_column_text(st, 2),
			   *value = (const char *)sqlite3_column_text(st, 3);

		if (strcmp(what, "state") == 0)
			value = word(g->cli, "state-", value);
		else if (strcmp(what, "deed") == 0)
			value = word(g->cli, "deed-", value);
		line(g, what, value, moment(g->cli, st, 4), (const char *)sqlite3_column_text(st, 5));
	}
	sqlite3_finalize(st);
	return step == SQLITE_DONE ? 0 : -EIO;
}

static int one_choice(void *ctx, const struct incident_choice *c)
{
	struct showing *g = ctx;
	char key[80], text[600];

	if (!c->here)
		return 0;
	if (c->allowed)
		snprintf(text, sizeof text, "%s  %s", c->line->name, word(g->cli, "deed-", c->line->name));
	else {
		snprintf(key, sizeof key, "incident.%s", c->why);
		snprintf(text, sizeof text, "%s: ", c->line->name);
		lang_fill_buf(
			text + strlen(text), sizeof text - strlen(text), lang(g->cli->language, key),
			(const struct lang_arg[]){{"subject", g->name}, {"detail", c->detail}, {NULL, NULL}});
	}
	line(g, c->allowed ? "may" : "may-not", text, NULL, NULL);
	return 0;
}

static void measure(struct showing *g)
{
	struct incident_measure m;
	static const char *const states[] = {
		[MEASURED_NOT] = "unmeasured", [MEASURED_DIFFERS] = "differs", [MEASURED_EQUAL] = "equal"};
	char number[7][24], key[60], text[400];
	static const char *const names[] = {"watched", "needed",     "differences", "attacker",
					    "alarms",  "unapproved", "unseen"};
	struct lang_arg args[8] = {{NULL, NULL}};

	if (incident_measure(g->store, g->id, cli_now(), &m) < 0)
		return;
	const int64_t values[] = {m.watched / 60000000,
				  m.needed / 60000000,
				  m.differences,
				  m.attacker,
				  m.alarms,
				  m.unapproved,
				  m.unseen};
	for (int i = 0; i < 7; i++) {
		snprintf(number[i], sizeof number[i], "%lld", (long long)values[i]);
		args[i] = (struct lang_arg){names[i], number[i]};
	}
	snprintf(key, sizeof key, "incident.measure-%s", states[m.state]);
	line(g, "measure", lang_fill_buf(text, sizeof text, lang(g->cli->language, key), args), NULL, NULL);
}

static int show(struct cli *cli, const char *site, int argc, char **argv)
{
	static const struct option_of none[] = {{NULL, NULL, NULL}};
	static const char *const columns[] = {"what", "value", "at", "who", NULL};
	struct showing g = {.cli = cli};
	struct arguments words;
	int filled, code = arguments_read(cli, &site, argc, argv, none, &words);

	if (code == EXIT_DONE && (words.count != 1 || !(g.id = incident_number(words.list[0], 'i'))))
		code = cli_say(cli, EXIT_USAGE, "incident.name-one", NULL);
	if (code == EXIT_DONE)
		code = cli_site_open(cli, site, SITE_READ, &g.store);
	if (code != EXIT_DONE)
		return code;
	g.name = words.list[0];
	if (!sql_number(g.store, 0, "SELECT id FROM incident WHERE id = ?1", "i", g.id)) {
		store_free(g.store);
		return cli_say(cli, EXIT_USAGE, "incident.no-incident",
			       (const struct lang_arg[]){{"subject", g.name}, {NULL, NULL}});
	}
	g.table = table_new(cli, "incident", columns);
	filled = g.table ? fill_show(&g) : 0;
	if (g.table && filled == 0) {
		table_width(g.table, 1, 100);
		measure(&g);
		filled = incident_may(g.store, g.id, UINT64_MAX, cli_actor(cli), cli_now(), one_choice, &g);
	}
	code = finish(cli, g.store, g.table, filled, NULL);
	store_free(g.store);
	return code;
}

/* --- verbs: those that read, then every deed */

enum { VERBS_MOST = 40 };

static void add_verb(struct verb *verbs, size_t *n, const char *name,
		     int (*run)(struct cli *, const char *, int, char **))
{
	for (size_t i = 0; i < *n; i++)
		if (strcmp(verbs[i].name, name) == 0)
			return;
	if (*n + 1 < VERBS_MOST)
		verbs[(*n)++] = (struct verb){name, run};
}

int cli_incident(struct cli *cli, int argc, char **argv)
{
	struct verb verbs[VERBS_MOST] = {{NULL, NULL}};
	size_t n = 0;

	add_verb(verbs, &n, "list", list);
	add_verb(verbs, &n, "show", show);
	add_verb(verbs, &n, "open", cli_incident_open);
	add_verb(verbs, &n, "report", cli_incident_report);
	add_verb(verbs, &n, "evidence", cli_incident_evidence);
	for (size_t i = 0; i < incident_deed_count; i++)
		add_verb(verbs, &n, incident_deeds[i].name, cli_incident_deed);
	if (argc > 1)
		incident_verb(argv[1]);
	return cli_noun(cli, "incident", verbs, argc, argv);
}
