/* mimamori risk first, worst, controls: what an attacker would choose first, what can come of it, what keeps
 * him away. Tables: risk-table.c. */
#include "cli/risk.h"

#include "assess/first.h"
#include "assess/sql.h"
#include "base/date.h"
#include "cli/arguments.h"
#include "cli/commands.h"
#include "cli/table.h"
#include "report/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int no_memory(const struct cli *cli) { return cli_say(cli, EXIT_NO_OUTPUT, "cli.memory", NULL); }

const char *risk_word(const struct cli *cli, const char *before, const char *token)
{
	static char key[96];

	if (!token || strcmp(cli->format, "text") != 0)
		return token;
	snprintf(key, sizeof key, "risk.%s%.60s", before, token);
	return lang(cli->language, key);
}

int risk_open(struct cli *cli, const char *site, const char *system, struct store **ret,
	      struct worst **ret_worst)
{
	char today[DATE_ROOM];
	int64_t now = cli_now();
	int code = cli_site_open(cli, site, SITE_READ, ret);

	*ret_worst = NULL;
	if (code != EXIT_DONE)
		return code;
	if (system && strcmp(system, "site") != 0 &&
	    !sql_number(*ret, 0, "SELECT 1 FROM system WHERE 's' || id = ?1", "t", system))
		return cli_say(cli, EXIT_USAGE, "decision.no-system",
			       (const struct lang_arg[]){{"subject", system}, {NULL, NULL}});
	date_at(now, cli_zone_minutes(cli, now), today);
	code = worst_read(*ret, today, ret_worst);
	return code < 0 ? cli_store_failed(cli, *ret, code) : EXIT_DONE;
}

void risk_name(struct store *s, int64_t device, char *buf, size_t room)
{
	sqlite3_stmt *st =
		sql_of(s,
		       "SELECT coalesce(d.name, d.model, v.ip, v.mac, 'd' || d.id) FROM device_shown d JOIN "
		       "device v ON v.id = d.id WHERE d.id = ?1",
		       "i", device);

	snprintf(buf, room, "d%lld", (long long)device);
	if (st && sqlite3_step(st) == SQLITE_ROW)
		sql_text(st, 0, buf, room);
	sqlite3_finalize(st);
}

/* --- first */

static void row_ids(const struct first_reason *r, char *buf, size_t room)
{
	size_t n = 0;

	buf[0] = '\0';
	for (unsigned i = 0; i < r->rows && n + 26 < room; i++)
		n += (size_t)snprintf(buf + n, room - n, "%s%c%lld", n ? " " : "", r->row[i].letter,
				      (long long)r->row[i].id);
	if (r->total > r->rows && n + 26 < room)
		snprintf(buf + n, room - n, " (+%lld)", (long long)(r->total - r->rows));
}

static int first_text(struct cli *cli, struct store *s, const struct first *f)
{
	char name[256], ids[400], n[24];
	struct out o;
	int r;

	if (out_init(&o, 1) < 0)
		return no_memory(cli);
	if (f->count == 0)
		out_fmt(&o, "%s\n", lang(cli->language, "risk.none-first"));
	for (unsigned i = 0; i < f->count; i++) {
		const struct first_place *p = &f->place[i];

		risk_name(s, p->device, name, sizeof name);
		snprintf(n, sizeof n, " x%lld", (long long)p->count);
		out_fmt(&o, "%2u  d%lld %s%s\n", i + 1, (long long)p->device, name, p->count > 1 ? n : "");
		for (unsigned k = 0; k < p->reasons; k++) {
			row_ids(&p->reason[k], ids, sizeof ids);
			out_fmt(&o, "    - %s%s%s%s\n", p->reason[k].sentence[cli->language],
				*ids ? " [" : "", ids, *ids ? "]" : "");
		}
	}
	r = out_finish(&o);
	out_clear(&o);
	return r < 0 ? EXIT_NO_OUTPUT : EXIT_DONE;
}

static void first_row(struct cli *cli, struct table *t, struct store *s, const struct first_place *p,
		      unsigned rank)
{
	char name[256], ids[400], all[FIRST_REASONS * (FIRST_SENTENCE + 400)] = "", worst[24];
	size_t n = 0;

	risk_name(s, p->device, name, sizeof name);
	snprintf(worst, sizeof worst, "r%lld", (long long)p->worst);
	for (unsigned k = 0; k < p->reasons; k++) {
		row_ids(&p->reason[k], ids, sizeof ids);
		n += (size_t)snprintf(all + n, sizeof all - n, "%s%s [%s]", n ? " / " : "",
				      p->reason[k].sentence[cli->language], ids);
	}
	table_number(t, rank);
	snprintf(ids, sizeof ids, "d%lld", (long long)p->device);
	table_cell(t, ids);
	table_cell(t, name);
	table_number(t, p->count);
	table_cell(t, first_reach_token(p->reach));
	table_cell(t, first_ease_token(p->ease));
	table_cell(t, p->worst ? worst : NULL);
	table_number(t, p->flaws);
	table_number(t, p->uncovered);
	table_cell(t, all);
}

static int first_print(struct cli *cli, struct store *s, const struct first *f)
{
	static const char *const columns[] = {"#first",     "device",  "name",  "#count",
					      "reached",    "ease",    "worst", "#flaws-number",
					      "#uncovered", "reasons", NULL};
	struct table *t;

	if (strcmp(cli->format, "text") == 0)
		return first_text(cli, s, f);
	t = table_new(cli, "risk", columns);
	for (unsigned i = 0; t && i < f->count; i++)
		first_row(cli, t, s, &f->place[i], i + 1);
	return t ? table_print(t, NULL) : no_memory(cli);
}

static int first(struct cli *cli, const char *site, int argc, char **argv)
{
	const char *system = NULL;
	const struct option_of options[] = {{"--system", &system, NULL}, {NULL, NULL, NULL}};
	struct arguments w;
	struct store *s = NULL;
	struct worst *worst = NULL;
	struct first *f = NULL;
	int code = arguments_read(cli, &site, argc, argv, options, &w), r;

	if (code == EXIT_DONE)
		code = arguments_most(cli, &w, 0);
	if (code == EXIT_DONE)
		code = risk_open(cli, site, system, &s, &worst);
	if (code == EXIT_DONE) {
		r = first_read(s, worst, system, &f);
		code = r < 0 ? cli_store_failed(cli, s, r) : first_print(cli, s, f);
	}
	free(f);
	worst_free(worst);
	store_free(s);
	return code;
}

/* --- worst */

/* 12,000,000 for people; programs get the digits alone. */
static void yen(const struct cli *cli, bool known, int64_t loss, char buf[WORD_TEXT])
{
	if (strcmp(cli->format, "text") == 0)
		grouped(buf, loss);
	else
		snprintf(buf, WORD_TEXT, "%lld", (long long)loss);
	if (!known)
		buf[0] = '\0';
}

static void worst_row(struct cli *cli, struct table *t, const struct worst *w, const struct worst_case *c)
{
	const struct worst_business *b = &w->business[c->business];
	char id[24], device[24], money[WORD_TEXT];

	snprintf(id, sizeof id, "r%lld", (long long)c->record);
	snprintf(device, sizeof device, "d%lld", (long long)c->device);
	yen(cli, c->loss_known, c->loss, money);
	table_cell(t, b->name);
	table_cell(t, risk_word(cli, "weight-", worst_weight_token(b->weight)));
	table_cell(t, id);
	table_cell(t, c->device ? device : c->system);
	table_cell(t, risk_word(cli, "harm-", worst_harm_token(c->harm)));
	table_cell(t, risk_word(cli, "effect-", worst_effect_token(c->safety)));
	table_cell(t, risk_word(cli, "effect-", worst_effect_token(c->core)));
	table_cell(t, risk_word(cli, "effect-", worst_effect_token(c->quality)));
	table_cell(t, risk_word(cli, "effect-", worst_effect_token(c->delivery)));
	table_text(t, money);
	table_cell(t, c->story);
	table_cell(t, c->expired       ? lang(cli->language, "risk.expired")
		      : *c->expires_on ? c->expires_on
				       : NULL);
}

static int worst(struct cli *cli, const char *site, int argc, char **argv)
{
	static const char *const columns[] = {"business", "weight",   "worst",   "on",       "harm",
					      "safety",   "core",     "quality", "delivery", "loss",
					      "story",    "+expires", NULL};
	const char *system = NULL;
	const struct option_of options[] = {{"--system", &system, NULL}, {NULL, NULL, NULL}};
	struct arguments words;
	struct store *s = NULL;
	struct worst *w = NULL;
	struct table *t = NULL;
	int code = arguments_read(cli, &site, argc, argv, options, &words);

	if (code == EXIT_DONE)
		code = arguments_most(cli, &words, 0);
	if (code == EXIT_DONE)
		code = risk_open(cli, site, system, &s, &w);
	if (code == EXIT_DONE)
		t = table_new(cli, "risk", columns);
	if (t)
		table_wrap(t, 0), table_wrap(t, 10);
	for (size_t i = 0; t && i < w->count; i++) {
		const struct worst_case *c = &w->list[w->by_business[i]];

		if (!system || strcmp(system, "site") == 0 || strcmp(system, c->system) == 0)
			worst_row(cli, t, w, c);
	}
	if (code == EXIT_DONE)
		code = t ? table_print(t, lang(cli->language, "risk.none-worst")) : no_memory(cli);
	if (code == EXIT_DONE && strcmp(cli->format, "text") == 0 && !cli->quiet && w->count)
		cli_say(cli, 0, "risk.never-added", NULL);
	worst_free(w);
	store_free(s);
	return code;
}

/* --- controls */

static const char all_sql[] =
	"SELECT ?1, sum(held = 1), sum(held = 0), (SELECT count(*) FROM weakness WHERE control = "
	"?1) FROM control_held WHERE control = ?1";

static int all(struct cli *cli, struct store *s)
{
	static const char *const columns[] = {"control", "layer", "control-title", "#held", "#broken",
					      "#covers", NULL};
	struct table *t = table_new(cli, "risk", columns);

	for (size_t i = 0; t && i < control_count; i++) {
		const struct control *c = &controls[i];
		sqlite3_stmt *st = sql_of(s, all_sql, "t", c->name);
		bool row = st && sqlite3_step(st) == SQLITE_ROW;

		table_cell(t, c->name);
		table_cell(t, risk_word(cli, "layer-", control_layer_token(c->layer)));
		table_cell(t, c->title[cli->language]);
		for (int k = 1; k <= 3; k++)
			table_number(t, row ? sqlite3_column_int64(st, k) : 0);
		sqlite3_finalize(st);
	}
	return t ? table_print(t, NULL) : no_memory(cli);
}

static const char held_sql[] = "SELECT h.control, h.device, h.held, h.since, h.count, (SELECT "
			       "coalesce(n.name, n.model, 'd' || n.id) FROM "
			       "device_shown n WHERE n.id = h.about), h.packet FROM control_held h WHERE (?1 "
			       "IS NULL OR 'd' || h.device = ?1) AND "
			       "(?2 IS NULL OR h.control = ?2) ORDER BY h.device, h.control";

static void held_row(struct cli *cli, struct table *t, sqlite3_stmt *st)
{
	const struct control *c = control_named((const char *)sqlite3_column_text(st, 0));
	int64_t since = sqlite3_column_int64(st, 3);
	char device[24], day[DATE_ROOM], about[256], words[1024] = "";
	bool held = sqlite3_column_int(st, 2);

	snprintf(device, sizeof device, "d%lld", (long long)sqlite3_column_int64(st, 1));
	date_at(since, cli_zone_minutes(cli, since), day);
	sql_text(st, 5, about, sizeof about);
	if (c)
		control_seen(c, held, sqlite3_column_int64(st, 4), day, *about ? about : NULL, cli->language,
			     words, sizeof words);
	table_cell(t, device);
	table_cell(t, (const char *)sqlite3_column_text(st, 0));
	table_cell(t, risk_word(cli, "is-", held ? "held" : "broken"));
	table_cell(t, day);
	table_text(t, words);
}

static int held(struct cli *cli, struct store *s, const char *device, const char *control)
{
	static const char *const columns[] = {"device", "control", "state", "since", "seen", NULL};
	struct table *t = table_new(cli, "risk", columns);
	sqlite3_stmt *st = sql_of(s, held_sql, "tt", device, control);

	while (t && st && sqlite3_step(st) == SQLITE_ROW)
		held_row(cli, t, st);
	sqlite3_finalize(st);
	return t ? table_print(t, lang(cli->language, "risk.none-held")) : no_memory(cli);
}

static int controls_verb(struct cli *cli, const char *site, int argc, char **argv)
{
	const char *device = NULL, *control = NULL;
	const struct option_of options[] = {
		{"--device", &device, NULL}, {"--control", &control, NULL}, {NULL, NULL, NULL}};
	struct arguments w;
	struct store *s = NULL;
	int code = arguments_read(cli, &site, argc, argv, options, &w);

	if (code == EXIT_DONE)
		code = arguments_most(cli, &w, 0);
	if (code == EXIT_DONE && control && !control_named(control))
		code = cli_say(cli, EXIT_USAGE, "risk.no-control",
			       (const struct lang_arg[]){{"subject", control}, {NULL, NULL}});
	if (code == EXIT_DONE)
		code = cli_site_open(cli, site, SITE_READ, &s);
	if (code == EXIT_DONE && device &&
	    !sql_number(s, 0, "SELECT count(*) FROM device WHERE 'd' || id = ?1", "t", device))
		code = cli_say(cli, EXIT_USAGE, "keep.no-device",
			       (const struct lang_arg[]){{"subject", device}, {NULL, NULL}});
	if (code == EXIT_DONE)
		code = device || control ? held(cli, s, device, control) : all(cli, s);
	store_free(s);
	return code;
}

int cli_risk(struct cli *cli, int argc, char **argv)
{
	static const struct verb verbs[] = {{"first", first},
					    {"worst", worst},
					    {"table", cli_risk_table},
					    {"zones", cli_risk_zones},
					    {"controls", controls_verb},
					    {NULL, NULL}};

	return cli_noun(cli, "risk", verbs, argc, argv);
}
