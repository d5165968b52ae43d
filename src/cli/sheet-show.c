/* mimamori sheet show: the rows of a sheet, or everything about one. */
#include "cli/sheet-asof.h"
#include "cli/sheet.h"

#include "assess/evidence.h"
#include "assess/sql.h"
#include "assess/system.h"
#include "cli/table.h"
#include "report/words.h"

#include <stdio.h>
#include <string.h>

struct show {
	struct cli *cli;
	struct store *store;
	struct sheet_filter filter;
	const char *system, *sheet, *moment;
	struct asof *asof; /* as it stood then: store is the site of then, live that of now */
	struct store *live;
	struct table *table;
	struct out out;
	int shown, given, other_words, counts[5];
};

static const char *const leads[] = {"it", "ot", "both"};

/* The rows of now, or of the moment that was asked for. */
static int walk(struct show *v, sheet_row_fn *fn)
{
	return v->asof ? sheet_asof_walk(v->cli, v->asof, v->system, v->sheet, fn, v)
		       : sheet_walk(v->cli, v->store, v->system, v->sheet, fn, v);
}

static bool words_of_today(const struct show *v)
{
	return v->asof && strcmp(asof_words(v->asof), "today") == 0;
}

static void levels_text(const struct sheet_row *row, char buf[32])
{
	snprintf(buf, 32, "%s%s%s", row->levels & LEVEL_POC ? "P" : "-", row->levels & LEVEL_CORE ? "C" : "-",
		 row->levels & LEVEL_IMPORTANT ? "I" : "-");
}

static const char *day(const struct show *v, int64_t us, char buf[WORD_TEXT])
{
	if (!us)
		return NULL;
	local_minute(buf, us, cli_zone_minutes(v->cli, us));
	buf[10] = '\0';
	return buf;
}

static void count(struct show *v, const struct sheet_row *row)
{
	static const char *const verdicts[] = {"met", "partly", "not-met", "unknown", "person"};

	for (int i = 0; i < 5; i++)
		v->counts[i] += strcmp(row->verdict, verdicts[i]) == 0;
}

/* Who has signed: "it ot"; with "!" behind what does not stand any more. */
static void signed_text(const struct sheet_row *row, char *buf, size_t room)
{
	size_t used = 0;

	buf[0] = '\0';
	for (size_t i = 0; i < row->signature_count && used < room; i++)
		used += (size_t)snprintf(buf + used, room - used, "%s%s%s", i ? " " : "",
					 row->signatures[i].side, row->signatures[i].reopened ? "!" : "");
}

static int row_cells(void *ctx, const struct sheet_row *row)
{
	struct show *v = ctx;
	struct table *t = v->table;
	enum language l = v->cli->language;
	char item[WORD_TEXT], levels[32], date[WORD_TEXT], signatures[160];

	if (!sheet_wanted(&v->filter, row))
		return 0;
	count(v, row);
	v->shown++;
	v->given += !row->own && row->title_from[l] == FROM_USER;
	v->other_words += words_of_today(v);
	levels_text(row, levels);
	signed_text(row, signatures, sizeof signatures);
	table_cell(t, strcmp(v->cli->format, "text") == 0 && !row->own ? item_mark(item, row->item, l)
								       : row->item);
	table_cell(t, row->title[l]);
	table_cell(t, sheet_word(v->cli, "lead", leads[row->lead]));
	table_cell(t, levels);
	table_cell(t, sheet_choice(v->cli, row->decision.choice));
	table_cell(t, sheet_word(v->cli, "verdict", row->verdict));
	table_cell(t, sheet_word(v->cli, "state", row->state));
	table_number(t, (int64_t)row->finding_count);
	table_cell(t, signatures);
	table_cell(t, sheet_word(v->cli, "grade", row->grade));
	table_cell(t, day(v, row->as_of, date));
	table_cell(t, row->expires);
	table_cell(t, row->provisional[l] ? "provisional" : NULL);
	table_cell(t, row->coverage[l]);
	table_cell(t, row->needs[l]);
	table_cell(t, row->decision.reason);
	table_cell(t, row->decision.point);
	table_cell(t, row->open_sides);
	table_cell(t, row->evidence_hash);
	table_cell(t, row->question_hash);
	table_cell(t, row->mark);
	table_cell(t, sheet_from(row->title_from[l]));
	table_cell(t, row->own ? NULL : sheet_from(row->mark_from));
	table_cell(t, sheet_from(row->lead_from));
	table_cell(t, sheet_from(row->levels_from));
	table_cell(t, row->own ? NULL : row->category);
	table_cell(t, row->csf2);
	return 0;
}

static void counts_line(const struct show *v)
{
	char n[5][24];
	struct out o;

	if (strcmp(v->cli->format, "text") != 0 || out_init(&o, 1) < 0)
		return;
	for (int i = 0; i < 5; i++)
		snprintf(n[i], sizeof n[i], "%d", v->counts[i]);
	lang_fill(&o, lang(v->cli->language, "sheet.counts"),
		  (const struct lang_arg[]){{"met", n[0]},
					    {"partly", n[1]},
					    {"not", n[2]},
					    {"unknown", n[3]},
					    {"person", n[4]},
					    {NULL, NULL}});
	out_char(&o, '\n');
	out_finish(&o);
	out_clear(&o);
}

static int show_table(struct show *v)
{
	static const char *const columns[] = {
		"item",           "title",          "lead",       "levels",      "decision",   "verdict",
		"state",          "#findings",      "signatures", "grade",       "+as_of",     "+expires",
		"+provisional",   "+coverage",      "+needs",     "+reason",     "+point",     "+open_sides",
		"+evidence_hash", "+question_hash", "+mark",      "+title_from", "+mark_from", "+lead_from",
		"+levels_from",   "+csf",           "+csf2",      NULL};
	int code;

	v->table = table_new(v->cli, "sheet", columns);
	if (!v->table)
		return cli_say(v->cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	table_width(v->table, 1, 60);
	code = walk(v, row_cells);
	if (code == EXIT_DONE)
		code = table_print(v->table, lang(v->cli->language, "sheet.no-rows"));
	else
		table_free(v->table);
	if (code == EXIT_DONE && v->shown)
		counts_line(v);
	if (code == EXIT_DONE)
		sheet_say_given(v->cli, v->given);
	return code;
}

/* --- one row, in full */

static void part(struct show *v, const char *key, const char *text)
{
	if (text && *text)
		out_fmt(&v->out, "%s\n  %s\n", lang(v->cli->language, key), text);
}

/* Of a finding that stood then the journal tells which check it was of and on whom, no more. */
static void findings_then(struct show *v, const struct sheet_row *row)
{
	static const char sql[] = "SELECT body->>'check', body->>'subject', seq, at FROM event WHERE kind = "
				  "'finding-opened' AND"
				  " body->>'finding' = 'f' || ?1 AND seq <= ?2 ORDER BY seq DESC LIMIT 1";
	char n[24], seq[24], at[WORD_TEXT];

	for (size_t i = 0; i < row->finding_count; i++) {
		sqlite3_stmt *st = sql_of(v->live, sql, "ii", row->findings[i], asof_of(v->asof)->seq);

		if (st && sqlite3_step(st) == SQLITE_ROW) {
			snprintf(n, sizeof n, "%lld", (long long)row->findings[i]);
			snprintf(seq, sizeof seq, "%lld", (long long)sqlite3_column_int64(st, 2));
			local_minute(at, sqlite3_column_int64(st, 3),
				     cli_zone_minutes(v->cli, sqlite3_column_int64(st, 3)));
			out_str(&v->out, "  ");
			lang_fill(&v->out, lang(v->cli->language, "audit.asof-finding"),
				  (const struct lang_arg[]){
					  {"n", n},
					  {"check", (const char *)sqlite3_column_text(st, 0)},
					  {"subject", (const char *)sqlite3_column_text(st, 1)},
					  {"seq", seq},
					  {"at", at},
					  {NULL, NULL}});
			out_char(&v->out, '\n');
		}
		sqlite3_finalize(st);
	}
}

static void findings(struct show *v, const struct sheet_row *row)
{
	sqlite3_stmt *st = NULL;
	const char *title = v->cli->language == LANG_JA ? "title_ja" : "title_en";
	char sql[512];

	if (row->finding_count == 0)
		return;
	snprintf(sql, sizeof sql,
		 "SELECT %s, (SELECT group_concat(packet & 4294967295, ' ') FROM (SELECT packet FROM "
		 "finding_packet WHERE"
		 " finding = ?1 ORDER BY packet LIMIT 8)) FROM finding WHERE id = ?1",
		 title);
	out_fmt(&v->out, "%s\n", lang(v->cli->language, "sheet.p-findings"));
	if (v->asof) {
		findings_then(v, row);
		return;
	}
	if (sqlite3_prepare_v2(store_db(v->store), sql, -1, &st, NULL) != SQLITE_OK)
		return;
	for (size_t i = 0; i < row->finding_count; i++) {
		sqlite3_reset(st);
		sqlite3_bind_int64(st, 1, row->findings[i]);
		if (sqlite3_step(st) != SQLITE_ROW)
			continue;
		out_fmt(&v->out, "  f%lld  %s", (long long)row->findings[i], sqlite3_column_text(st, 0));
		if (sqlite3_column_text(st, 1))
			out_fmt(&v->out, "  %s %s", lang(v->cli->language, "sheet.p-packets"),
				sqlite3_column_text(st, 1));
		out_char(&v->out, '\n');
	}
	sqlite3_finalize(st);
}

static void reopened(struct show *v, unsigned why)
{
	static const struct {
		unsigned bit;
		const char *key;
	} words[] = {{REOPENED_DECISION, "sheet.reopened-decision"},
		     {REOPENED_EVIDENCE, "sheet.reopened-evidence"},
		     {REOPENED_QUESTION, "sheet.reopened-question"}};

	for (size_t i = 0; i < 3; i++)
		if (why & words[i].bit)
			out_fmt(&v->out, "  %s", lang(v->cli->language, words[i].key));
}

static void signatures(struct show *v, const struct sheet_row *row)
{
	char when[WORD_TEXT], who[32];

	if (row->signature_count || *row->open_sides)
		out_fmt(&v->out, "%s\n", lang(v->cli->language, "sheet.p-signatures"));
	for (size_t i = 0; i < row->signature_count; i++) {
		const struct sheet_signature *g = &row->signatures[i];

		snprintf(who, sizeof who, "c%lld", (long long)g->contact);
		out_fmt(&v->out, "  %s  %s %s  %s  %s  %s",
			local_minute(when, g->at, cli_zone_minutes(v->cli, g->at)), who, g->who ? g->who : "",
			sheet_word(v->cli, "side", g->side), sheet_word(v->cli, "role", g->role),
			lang(v->cli->language, g->proven ? "sheet.proven" : "sheet.declared"));
		reopened(v, g->reopened);
		out_char(&v->out, '\n');
	}
	if (*row->open_sides)
		out_fmt(&v->out, "  %s %s\n", lang(v->cli->language, "sheet.p-open-sides"), row->open_sides);
}

/* What the word of an event is one of. */
static const char *kind_of(const char *event)
{
	return strcmp(event, "answers-changed") == 0   ? "verdict"
	       : strcmp(event, "decision-signed") == 0 ? "side"
						       : "choice";
}

static void history(struct show *v, const struct sheet_row *row)
{
	static const char sql[] = "SELECT e.at, e.kind, e.actor, coalesce(e.body->>'choice', (SELECT "
				  "c.value->>1 FROM json_each(e.body,"
				  " '$.changes') c WHERE c.value->>0 = ?2), e.body->>'side'), "
				  "e.body->>'reason' FROM event e WHERE e.kind IN"
				  " ('decision-made', 'decision-withdrawn', 'decision-signed', "
				  "'answers-changed') AND e.body->>'system' = ?1"
				  " AND (e.body->>'item' = ?2 OR EXISTS (SELECT 1 FROM json_each(e.body, "
				  "'$.changes') c WHERE c.value->>0 ="
				  " ?2) OR EXISTS (SELECT 1 FROM json_each(e.body, '$.rows') g WHERE "
				  "g.value->>'item' = ?2)) ORDER BY e.seq";
	sqlite3_stmt *st = NULL;
	char when[WORD_TEXT], key[64], before[WORD_TEXT] = "";

	if (sqlite3_prepare_v2(store_db(v->store), sql, -1, &st, NULL) != SQLITE_OK)
		return;
	sqlite3_bind_text(st, 1, v->system, -1, SQLITE_STATIC);
	sqlite3_bind_text(st, 2, row->item, -1, SQLITE_STATIC);
	out_fmt(&v->out, "%s\n", lang(v->cli->language, "sheet.p-history"));
	while (sqlite3_step(st) == SQLITE_ROW) {
		int64_t at = sqlite3_column_int64(st, 0);
		const char *what = sheet_word(v->cli, kind_of((const char *)sqlite3_column_text(st, 1)),
					      (const char *)sqlite3_column_text(st, 3));
		const char *reason = (const char *)sqlite3_column_text(st, 4);

		snprintf(key, sizeof key, "sheet.e-%s", sqlite3_column_text(st, 1));
		if (strcmp(key, "sheet.e-answers-changed") == 0 && what) {
			if (strcmp(before, what) == 0)
				snprintf(key, sizeof key, "sheet.e-answers-same");
			snprintf(before, sizeof before, "%s", what);
		}
		out_fmt(&v->out, "  %s  %s  %s  %s%s%s\n",
			local_minute(when, at, cli_zone_minutes(v->cli, at)), sqlite3_column_text(st, 2),
			lang(v->cli->language, key), what ? what : "", reason ? "  " : "",
			reason ? reason : "");
	}
	sqlite3_finalize(st);
}

static void verdict_lines(struct show *v, const struct sheet_row *row)
{
	enum language l = v->cli->language;
	char date[WORD_TEXT];

	out_fmt(&v->out, "%s  %s（%s）\n", lang(l, "sheet.p-verdict"),
		sheet_word(v->cli, "verdict", row->verdict), sheet_word(v->cli, "grade", row->grade));
	if (row->expired)
		out_fmt(&v->out, "  %s\n", lang(l, "sheet.p-expired"));
	if (row->as_of)
		out_fmt(&v->out, "  %s %s\n", lang(l, "sheet.p-as-of"), day(v, row->as_of, date));
	if (row->expires)
		out_fmt(&v->out, "  %s %s\n", lang(l, "sheet.p-expires"), row->expires);
	if (row->coverage[l])
		out_fmt(&v->out, "  %s\n", row->coverage[l]);
	if (row->provisional[l])
		out_fmt(&v->out, "  %s\n", row->provisional[l]);
}

static const char *from_words(const struct show *v, const struct sheet_row *row, enum from from)
{
	static const char *const keys[] = {"sheet.from-printed", "sheet.from-ours", "sheet.from-user"};

	return lang(v->cli->language, row->own ? "sheet.from-own" : keys[from]);
}

/* "推奨 基幹・重要（当製品の提案）": the levels in words and where they come from. */
static void recommended(struct show *v, const struct sheet_row *row)
{
	static const char *const names[] = {"system.poc", "system.core", "system.important"};
	enum language l = v->cli->language;
	bool first = true;

	out_fmt(&v->out, "%s  ", lang(l, "sheet.p-levels"));
	for (int i = 0; i < 3; i++)
		if (row->levels & 1u << i) {
			out_fmt(&v->out, "%s%s", first ? "" : lang(l, "sheet.comma"), lang(l, names[i]));
			first = false;
		}
	out_fmt(&v->out, "%s\n", from_words(v, row, row->levels_from));
}

/* Who asks, who leads, at which levels; and whose word that is. */
static void question_lines(struct show *v, const struct sheet_row *row)
{
	enum language l = v->cli->language;

	if (!row->own && row->title_from[l] == FROM_USER)
		out_fmt(&v->out, "  %s\n", lang(l, "sheet.p-title-user"));
	out_fmt(&v->out, "%s  %s%s\n", lang(l, "sheet.p-lead"), sheet_word(v->cli, "lead", leads[row->lead]),
		from_words(v, row, row->lead_from));
	if (!row->own)
		recommended(v, row);
	if (row->csf2)
		cli_sheet_mapped(v->cli, &v->out, row);
}

static int row_full(void *ctx, const struct sheet_row *row)
{
	struct show *v = ctx;
	enum language l = v->cli->language;
	char item[WORD_TEXT];

	if (!sheet_wanted(&v->filter, row))
		return 0;
	if (v->shown++)
		out_char(&v->out, '\n');
	out_fmt(&v->out, "%s  %s\n", row->own ? row->item : item_mark(item, row->item, l), row->title[l]);
	if (v->asof && strcmp(asof_words(v->asof), "same") != 0)
		out_fmt(&v->out, "  %s\n",
			lang(l, words_of_today(v) ? "audit.asof-words-row" : "audit.asof-words-frozen"));
	question_lines(v, row);
	part(v, "sheet.p-why", row->why[l]);
	part(v, "sheet.p-examine", row->examine[l]);
	verdict_lines(v, row);
	findings(v, row);
	for (size_t i = 0; i < row->record_count; i++)
		out_fmt(&v->out, "%s r%lld\n", lang(l, "sheet.p-record"), (long long)row->records[i]);
	part(v, "sheet.p-needs", row->needs[l]);
	out_fmt(&v->out, "%s  %s\n", lang(l, "sheet.p-decision"),
		row->decision.choice ? sheet_choice(v->cli, row->decision.choice)
				     : lang(l, "sheet.undecided"));
	part(v, "sheet.p-reason", row->decision.reason);
	part(v, "sheet.p-point", row->decision.point);
	out_fmt(&v->out, "%s  %s\n", lang(l, "sheet.p-state"), sheet_word(v->cli, "state", row->state));
	signatures(v, row);
	history(v, row);
	return 0;
}

static int show_full(struct show *v)
{
	int code, r;

	if (out_init(&v->out, 1) < 0)
		return cli_say(v->cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	code = walk(v, row_full);
	r = out_finish(&v->out);
	out_clear(&v->out);
	if (code == EXIT_DONE && r < 0)
		return EXIT_NO_OUTPUT;
	if (code == EXIT_DONE && !v->shown)
		return cli_say(v->cli, EXIT_USAGE, "decision.no-item",
			       (const struct lang_arg[]){{"subject", v->filter.item}, {NULL, NULL}});
	return code;
}

/* Before the rows of a system whose trial ran on past its end. */
static void stray_line(const struct show *v)
{
	struct system_row row;
	struct out o;
	char today[DATE_ROOM];

	date_at(v->asof ? asof_of(v->asof)->at : cli_now(), site_zone(v->store), today);
	if (strcmp(v->cli->format, "text") != 0 || !system_number(v->system) ||
	    system_get(v->store, system_number(v->system), today, &row) < 0 || !row.stray ||
	    out_init(&o, 1) < 0)
		return;
	out_fmt(&o, "%s  %s\n%s\n\n", v->system, row.name, lang(v->cli->language, "system.stray-why"));
	out_finish(&o);
	out_clear(&o);
}

static int by_known(struct cli *cli, const char *by)
{
	if (!by || strcmp(by, "csf") == 0 || strcmp(by, "csf2") == 0)
		return EXIT_DONE;
	return cli_say(cli, EXIT_USAGE, "mapping.no-by",
		       (const struct lang_arg[]){{"subject", by}, {NULL, NULL}});
}

int cli_sheet_show(struct cli *cli, const char *site, int argc, char **argv)
{
	static struct arguments words;
	static struct show v;
	const char *by = NULL;
	const struct option_of options[] = {{"--system", &v.system, NULL},
					    {"--sheet", &v.sheet, NULL},
					    {"--item", &v.filter.item, NULL},
					    {"--mine", &v.filter.mine, NULL},
					    {"--state", &v.filter.state, NULL},
					    {"--as-of", &v.moment, NULL},
					    {"--category", &v.filter.category, NULL},
					    {"--by", &by, NULL},
					    {NULL, NULL, NULL}};
	int code;

	v = (struct show){.cli = cli, .system = "site", .sheet = SHEET_NAME};
	code = arguments_read(cli, &site, argc, argv, options, &words);
	if (code == EXIT_DONE && words.count)
		v.filter.item = words.list[0];
	if (code == EXIT_DONE)
		code = sheet_filter_check(cli, &v.filter);
	if (code == EXIT_DONE)
		code = by_known(cli, by);
	if (code == EXIT_DONE)
		code = sheet_known(cli, v.sheet);
	if (code == EXIT_DONE)
		code = cli_site_open(cli, site, SITE_READ, &v.live);
	if (code != EXIT_DONE)
		return code;
	v.filter.sheet = v.sheet;
	code = sheet_asof_open(cli, v.live, v.moment, &v.asof);
	v.store = v.asof ? asof_store(v.asof) : v.live;
	if (code == EXIT_DONE) {
		stray_line(&v);
		code = by ? cli_sheet_groups(cli, v.store, v.asof, v.system, v.sheet, strcmp(by, "csf2") == 0)
		       : v.filter.item && strcmp(cli->format, "text") == 0 ? show_full(&v)
									   : show_table(&v);
	}
	if (code == EXIT_DONE && v.asof)
		sheet_asof_say(cli, v.asof, v.other_words, asof_frozen(v.asof, v.system, v.sheet));
	asof_free(v.asof);
	store_free(v.live);
	return code;
}
