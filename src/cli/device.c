/* mimamori device: the devices of a site over all captures. */
#include "cli/device.h"
#include "assess/evidence.h"
#include "assess/life_states.h"
#include "assess/system.h"
#include "cli/arguments.h"
#include "cli/commands.h"
#include "inventory/keep.h"

#include "base/date.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const char *day(const struct cli *cli, sqlite3_stmt *st, int column, char buf[DATE_ROOM])
{
	int64_t us = sqlite3_column_int64(st, column);

	if (sqlite3_column_type(st, column) == SQLITE_NULL)
		return NULL;
	date_at(us, cli_zone_minutes(cli, us), buf);
	return buf;
}

static const char *word(const struct cli *cli, const char *topic, const char *before, const char *token)
{
	static char key[96];
	const char *w;

	if (!token || strcmp(cli->format, "text") != 0)
		return token;
	snprintf(key, sizeof key, "%s.%s%.60s", topic, before, token);
	w = lang(cli->language, key);
	return w == key ? token : w;
}

/* The day it is where the site stands. */
static void bind_today(struct store *s, sqlite3_stmt *st)
{
	char today[DATE_ROOM];

	date_at(cli_now(), site_zone(s), today);
	sqlite3_bind_text(st, sqlite3_bind_parameter_index(st, "@today"), today, -1, SQLITE_TRANSIENT);
}

/* --- list ---------------------------------------------------------------------------------------------- */

enum { KIND_AT = 5, STATE_AT = 6, FIRST_AT = 13, LAST_AT = 14, LIST_COLUMNS = 20 };

/* Kind, line and state as asked for, or NULL. Values as people see them: locked ones first. */
static int fill_list(struct table *t, const struct cli *cli, struct store *s, const char *kind,
		     const char *line, const char *state)
{
	static const char sql[] =
		"SELECT l.number, l.line, v.place, 'd' || d.id, v.name, v.kind, coalesce(y.state, "
		"'introduced'), coalesce(y.reason, 'new'), d.ip, d.mac, v.maker, v.model, v.firmware, "
		"d.first, d.last,"
		" d.packets, (SELECT group_concat('s' || m.system, ' ') FROM system_device m WHERE m.device "
		"= d.id), (SELECT group_concat('s' || t.id, ' ') FROM system_device m JOIN system t ON t.id "
		"= "
		"m.system WHERE m.device = d.id AND " SYSTEM_IS_STRAY "),"
		" (SELECT count(DISTINCT a.finding) FROM finding_about a WHERE a.device = d.id),"
		" (SELECT count(*) FROM difference x WHERE x.device = d.id) FROM device d JOIN device_shown "
		"v ON v.id = d.id LEFT JOIN ledger l ON l.id = d.ledger LEFT JOIN device_life y ON y.device "
		"= "
		"d.id WHERE (@kind IS NULL OR v.kind = @kind) AND (@line IS NULL OR l.line = @line) AND "
		"(@state "
		"IS NULL OR coalesce(y.state, 'introduced') = @state) ORDER BY d.id";
	sqlite3_stmt *st = NULL;
	int step = SQLITE_ERROR;
	char buf[DATE_ROOM];

	if (sqlite3_prepare_v2(store_db(s), sql, -1, &st, NULL) != SQLITE_OK)
		return -EIO;
	if (kind)
		sqlite3_bind_text(st, sqlite3_bind_parameter_index(st, "@kind"), kind, -1, SQLITE_STATIC);
	if (line)
		sqlite3_bind_text(st, sqlite3_bind_parameter_index(st, "@line"), line, -1, SQLITE_STATIC);
	if (state)
		sqlite3_bind_text(st, sqlite3_bind_parameter_index(st, "@state"), state, -1, SQLITE_STATIC);
	bind_today(s, st);
	while ((step = sqlite3_step(st)) == SQLITE_ROW)
		for (int c = 0; c < LIST_COLUMNS; c++) {
			const char *text = (const char *)sqlite3_column_text(st, c);

			table_cell(t, c == FIRST_AT || c == LAST_AT ? day(cli, st, c, buf)
				      : c == KIND_AT                ? word(cli, "kinds", "", text)
				      : c == STATE_AT               ? keep_word(cli, "state-", text)
								    : text);
		}
	sqlite3_finalize(st);
	return step == SQLITE_DONE ? 0 : -EIO;
}

static int finish(struct cli *cli, struct store *s, struct table *t, int filled)
{
	if (!t)
		return cli_say(cli, EXIT_NO_INPUT, "cli.memory", NULL);
	if (filled == 0)
		return table_print(t, lang(cli->language, "device.none"));
	table_free(t);
	return cli_store_failed(cli, s, filled);
}

static int list(struct cli *cli, const char *site, int argc, char **argv)
{
	static const char *const columns[LIST_COLUMNS + 1] = {
		"number",  "line",      "place",   "device", "name",      "kind",         "state",
		"+reason", "ip",        "mac",     "+maker", "+model",    "+firmware",    "first",
		"last",    "+#packets", "systems", "stray",  "#findings", "#differences", NULL};
	const char *kind = NULL, *line = NULL, *state = NULL;
	const struct option_of options[] = {{"--kind", &kind, NULL},
					    {"--line", &line, NULL},
					    {"--state", &state, NULL},
					    {NULL, NULL, NULL}};
	struct arguments words;
	struct store *s = NULL;
	struct table *t;
	int code = arguments_read(cli, &site, argc, argv, options, &words);

	if (code == EXIT_DONE)
		code = arguments_most(cli, &words, 0);
	if (code == EXIT_DONE && state && !life_is_state(state))
		code = cli_say(cli, EXIT_USAGE, "keep.bad-state",
			       (const struct lang_arg[]){{"subject", state}, {NULL, NULL}});
	if (code == EXIT_DONE)
		code = cli_site_open(cli, site, SITE_READ, &s);
	if (code != EXIT_DONE)
		return code;
	t = table_new(cli, "device", columns);
	code = finish(cli, s, t, t ? fill_list(t, cli, s, kind, line, state) : 0);
	store_free(s);
	return code;
}

/* --- show ---------------------------------------------------------------------------------------------- */

/* what, value, from, packet as file:number, first, last */
static const char head_sql[] =
	"SELECT 0, 'device', coalesce(l.number || '  ', '') || "
	"coalesce(l.line || '  ', '') || coalesce(v.place || '  ', '') ||"
	" coalesce(v.name, '') || '  ' || v.kind || coalesce('  ' || v.maker, '') || coalesce('  ' "
	"|| v.model, '') || coalesce('  ' || v.firmware, ''),"
	" NULL, d.first_packet, d.first, d.last FROM device d JOIN device_shown v ON v.id = d.id LEFT JOIN "
	"ledger l "
	"ON l.id = d.ledger WHERE d.id = @d AND @ja = @ja AND @today = @today";

static const char show_sql[] =
	"SELECT * FROM (SELECT 1 AS part, CASE WHEN " SYSTEM_IS_STRAY
	" THEN 'system-stray' ELSE 'system' END, 's' || t.id || '"
	"  ' || t.name || coalesce('  > ' || t.planned_end, ''), NULL, NULL, NULL, NULL FROM system_device m "
	"JOIN system t ON t.id = m.system WHERE m.device = @d"
	" UNION ALL SELECT 1, 'address', value, source, packet, first, last FROM address WHERE device = @d"
	" UNION ALL SELECT 2, CASE WHEN s.answered = 0 AND c.since IS NOT NULL THEN 'service-closed' ELSE "
	"'service' END, s.transport || '/' || s.port || '  ' || s.protocol,"
	" NULL, coalesce(c.packet, s.last_packet), NULL, c.since FROM service s LEFT JOIN service_closed c "
	"ON c.device = s.device AND c.transport = s.transport"
	" AND c.port = s.port WHERE s.device = @d AND (s.answered = 1 OR c.since IS NOT NULL)"
	" UNION ALL SELECT 3, 'fact', field || '  ' || value, source, packet, NULL, NULL FROM fact WHERE "
	"device = @d"
	" UNION ALL SELECT 4, 'finding', 'f' || f.id || '  ' || CASE WHEN @ja THEN f.title_ja ELSE "
	"f.title_en END, f.check_name, (SELECT min(p.packet) FROM finding_packet p"
	" WHERE p.finding = f.id), f.evidence_first, f.evidence_last FROM finding f WHERE f.id IN (SELECT "
	"finding FROM finding_about WHERE device = @d)"
	" UNION ALL SELECT 5, 'finding-gone', 'f' || id || '  ' || check_name, check_name, NULL, first_seen, "
	"closed FROM finding_life WHERE subject = 'd' || @d AND closed IS NOT NULL"
	" UNION ALL SELECT 6, 'changed', json_extract(c.value, '$.field') || '  ' || "
	"coalesce(json_extract(c.value, '$.old'), '-') || ' > ' ||"
	" coalesce(json_extract(c.value, '$.new'), '-'), NULL, json_extract(c.value, '$.packet'), e.at, e.at "
	"FROM event e, json_each(e.body, '$.changes') c"
	" WHERE e.kind = 'device-changed' AND json_extract(e.body, '$.device') = 'd' || @d) ORDER BY part";

static int fill_show(struct table *t, const struct cli *cli, struct store *s, const char *sql, int64_t device)
{
	sqlite3_stmt *st = NULL;
	int step = SQLITE_ERROR;
	char buf[DATE_ROOM], packet[48];

	if (sqlite3_prepare_v2(store_db(s), sql, -1, &st, NULL) != SQLITE_OK)
		return -EIO;
	sqlite3_bind_int64(st, sqlite3_bind_parameter_index(st, "@d"), device);
	sqlite3_bind_int(st, sqlite3_bind_parameter_index(st, "@ja"), cli->language == LANG_JA);
	bind_today(s, st);
	while ((step = sqlite3_step(st)) == SQLITE_ROW) {
		int64_t p = sqlite3_column_int64(st, 4);

		table_cell(t, word(cli, "device", "word-", (const char *)sqlite3_column_text(st, 1)));
		table_cell(t, (const char *)sqlite3_column_text(st, 2));
		table_cell(t, (const char *)sqlite3_column_text(st, 3));
		snprintf(packet, sizeof packet, "%u:%u", store_packet_file(p), store_packet_n(p));
		table_cell(t, store_packet_n(p) ? packet : NULL);
		table_cell(t, day(cli, st, 5, buf));
		table_cell(t, day(cli, st, 6, buf));
	}
	sqlite3_finalize(st);
	return step == SQLITE_DONE ? 0 : -EIO;
}

/* A number that was merged away still finds its device, and that is said. */
static int64_t stands_for(struct cli *cli, struct store *s, const char *name)
{
	int64_t asked = keep_number(name, 'd'), is = keep_device(s, asked);
	char device[24];

	snprintf(device, sizeof device, "d%lld", (long long)is);
	if (is && is != asked)
		cli_say(cli, 0, "keep.is-now",
			(const struct lang_arg[]){{"subject", name}, {"device", device}, {NULL, NULL}});
	return is;
}

static int show_one(struct cli *cli, struct store *s, const char *name)
{
	static const char *const columns[] = {"what", "value", "from", "packet", "first", "last", NULL};
	int64_t id = stands_for(cli, s, name);
	struct table *t;
	int filled = 0;

	if (!id)
		return cli_say(cli, EXIT_USAGE, "device.absent",
			       (const struct lang_arg[]){{"subject", name}, {NULL, NULL}});
	t = table_new(cli, "device", columns);
	if (t)
		filled = fill_show(t, cli, s, head_sql, id);
	if (t && filled == 0)
		filled = device_said(t, cli, s, id);
	if (t && filled == 0)
		filled = fill_show(t, cli, s, show_sql, id);
	if (t)
		table_width(t, 1, 100);
	return finish(cli, s, t, filled);
}

static int show(struct cli *cli, const char *site, int argc, char **argv)
{
	static const struct option_of none[] = {{NULL, NULL, NULL}};
	struct arguments words;
	struct store *s = NULL;
	int code = arguments_read(cli, &site, argc, argv, none, &words);

	if (code == EXIT_DONE && words.count != 1)
		code = cli_say(cli, EXIT_USAGE, "device.name-one", NULL);
	if (code == EXIT_DONE)
		code = cli_site_open(cli, site, SITE_READ, &s);
	if (code == EXIT_DONE)
		code = show_one(cli, s, words.list[0]);
	store_free(s);
	return code;
}

int cli_device(struct cli *cli, int argc, char **argv)
{
	static const struct verb verbs[] = {{"list", list},
					    {"show", show},
					    {"merge", cli_device_merge},
					    {"undo", cli_device_undo},
					    {"split", cli_device_split},
					    {"lock", cli_device_lock},
					    {"unlock", cli_device_unlock},
					    {"state", cli_device_state},
					    {"relearn", cli_device_relearn},
					    {NULL, NULL}};

	return cli_noun(cli, "device", verbs, argc, argv);
}
