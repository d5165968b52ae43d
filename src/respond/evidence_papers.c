/* What goes with the facts: the incident as it stands, the journal of that time, how and by what was watched,
 * and who asked for it. */
#include "respond/evidence_parts.h"

#include "assess/sql.h"
#include "store/site.h"

#include <errno.h>
#include <string.h>
#include <sys/utsname.h>

enum { EVENTS_MOST = 50000 };

typedef void paper_fn(struct bag *b, struct out *o);

static void paper(struct bag *b, const char *name, paper_fn *fn)
{
	int fd = bag_open(b, name), r;
	struct out o;

	if (fd < 0)
		return;
	if ((r = out_init(&o, fd)) == 0) {
		fn(b, &o);
		r = out_finish(&o);
		out_clear(&o);
	}
	bag_close(b, fd, name, r, false);
}

/* A value as JSON: a list of rows that SQLite has made into text. */
static void put_json(struct bag *b, struct out *o, const char *key, const char *sql)
{
	sqlite3_stmt *st = sql_of(b->store, sql, "iii", b->incident, b->begins, b->ends);
	const char *json =
		st && sqlite3_step(st) == SQLITE_ROW ? (const char *)sqlite3_column_text(st, 0) : NULL;

	if (json)
		json_raw(o, key, json, strlen(json));
	else
		json_null(o, key);
	sqlite3_finalize(st);
}

static void incident(struct bag *b, struct out *o)
{
	json_object(o, NULL);
	json_time(o, "as_of", b->now);
	put_json(b, o, "incident",
		 "SELECT json_object('id', 'i' || id, 'title', title, 'state', state, 'since', since, "
		 "'opened', opened, 'opened_by', opened_by, 'began', "
		 "began, 'noticed', noticed, 'class', class, 'severity', severity, 'impact', impact, "
		 "'cause', cause) FROM incident WHERE id = ?1 AND ?2 = "
		 "?2 AND ?3 = ?3");
	put_json(b, o, "deeds",
		 "SELECT json_group_array(json_object('n', n, 'deed', deed, 'at', at, 'actor', actor, "
		 "'side', side, 'was', was, 'became', became, 'words', "
		 "words, 'fields', json(fields), 'event', seq)) FROM (SELECT * FROM deed WHERE incident = ?1 "
		 "AND ?2 = ?2 AND ?3 = ?3 ORDER BY n)");
	put_json(b, o, "devices",
		 "SELECT json_group_array(json_object('device', 'd' || device, 'role', role, 'cut', cut, "
		 "'back', back)) FROM (SELECT * FROM incident_device "
		 "WHERE incident = ?1 AND ?2 = ?2 AND ?3 = ?3 ORDER BY device)");
	json_end_object(o);
}

/* The events as they are hashed: body is the text itself, so that the chain can be followed elsewhere. */
static void journal(struct bag *b, struct out *o)
{
	static const char sql[] = "SELECT seq, at, kind, actor, body, lower(hex(prev)), lower(hex(hash)) "
				  "FROM event WHERE at >= ?1 OR seq >= (SELECT "
				  "min(seq) FROM deed WHERE incident = ?2) ORDER BY seq LIMIT ?3";
	static const char *const names[] = {"seq", "at", "kind", "actor", "body", "prev", "hash"};
	sqlite3_stmt *st = sql_of(b->store, sql, "iii", b->begins, b->incident, (int64_t)EVENTS_MOST + 1);
	int n = 0;

	while (st && n < EVENTS_MOST && sqlite3_step(st) == SQLITE_ROW) {
		o->first = true;
		json_object(o, NULL);
		for (int i = 0; i < 7; i++)
			if (i < 2)
				json_int(o, names[i], sqlite3_column_int64(st, i));
			else
				json_str(o, names[i], (const char *)sqlite3_column_text(st, i));
		json_end_object(o);
		out_char(o, '\n');
		n++;
	}
	sqlite3_finalize(st);
	if (n == EVENTS_MOST)
		bag_lacks(b, "events.jsonl", "too-large", "%d", EVENTS_MOST);
}

static void checkpoint(struct bag *b, struct out *o)
{
	sqlite3_stmt *st = sql_of(b->store, "SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1", "");

	if (st && sqlite3_step(st) == SQLITE_ROW)
		out_str(o, (const char *)sqlite3_column_text(st, 0));
	sqlite3_finalize(st);
}

/* How good the evidence is: where and by what it was taken, what was lost, whether clocks can be believed. */
static void capture(struct bag *b, struct out *o)
{
	struct utsname u;

	json_object(o, NULL);
	json_str(o, "program", "mimamori " MIMAMORI_VERSION);
	if (uname(&u) == 0) {
		json_str(o, "host", u.nodename);
		json_str(o, "system", u.sysname);
		json_str(o, "release", u.release);
	}
	json_str(o, "site", site_setting(b->store, "name", ""));
	json_time(o, "now", b->now);
	json_time(o, "begins", b->begins);
	json_time(o, "began", b->began);
	json_time(o, "ends", b->ends);
	put_json(b, o, "clock_jumps",
		 "SELECT json_group_array(json_object('at', at, 'seconds', body ->> '$.seconds')) FROM event "
		 "WHERE kind = 'clock-jumped' AND at >= ?2 - "
		 "86400000000 AND ?1 = ?1 AND ?3 = ?3");
	put_json(b, o, "clocks_compared",
		 "SELECT json_group_array(json_object('device', 'd' || device, 'server', 'd' || server, "
		 "'stratum', stratum, 'offset_us', offset_us)) FROM "
		 "(SELECT * FROM time_sync WHERE ?1 = ?1 AND ?2 = ?2 AND ?3 = ?3 ORDER BY device LIMIT 200)");
	put_json(b, o, "interruptions",
		 "SELECT json_group_array(json_object('at', at, 'kind', kind, 'body', json(body))) FROM "
		 "(SELECT * FROM event WHERE at BETWEEN ?2 AND ?3 AND "
		 "?1 = ?1 AND kind IN ('interface-changed', 'packets-stored', 'role-died', 'role-restarted', "
		 "'watching-started', 'watching-stopped') ORDER BY "
		 "seq LIMIT 2000)");
	put_json(b, o, "packet_files",
		 "SELECT json_group_array(json_object('file', p.file, 'number', s.id, 'first', s.first, "
		 "'last', s.last, 'packets', s.packets, 'bytes', "
		 "p.bytes, 'lost', p.dropped, 'deleted', p.gone)) FROM packet_file p JOIN source s ON s.id = "
		 "p.source WHERE s.last >= ?2 AND s.first <= ?3 "
		 "AND ?1 = ?1");
	put_json(b, o, "journal_end",
		 "SELECT json_object('seq', seq, 'hash', lower(hex(hash)), 'signature', "
		 "lower(hex(signature))) FROM tail WHERE ?1 = ?1 "
		 "AND ?2 = ?2 AND ?3 = ?3");
	json_end_object(o);
}

static void line(struct out *o, const char *what, const char *value)
{
	out_fmt(o, "%-10s %s\r\n", what, value);
}

static void line_time(struct out *o, const char *what, int64_t at)
{
	out_fmt(o, "%-10s ", what);
	out_time(o, at);
	out_str(o, "\r\n");
}

/* Plain, in both languages, to be printed and signed on: the chain of custody begins here; the rest of it is
 * in the journal. */
static void custody(struct bag *b, struct out *o)
{
	sqlite3_stmt *st =
		sql_of(b->store,
		       "SELECT 'e' || e.id, 'i' || e.incident, e.asked_by, e.asked, (SELECT body ->> "
		       "'$.where' FROM event WHERE seq = e.seq), "
		       "e.seq, i.title FROM evidence e JOIN incident i ON i.id = e.incident WHERE e.id = ?1",
		       "i", b->id);

	out_str(o, "\xef\xbb\xbf証拠の受け渡しの記録 / Chain of custody\r\n\r\n");
	if (st && sqlite3_step(st) == SQLITE_ROW) {
		line(o, "evidence", (const char *)sqlite3_column_text(st, 0));
		line(o, "incident", (const char *)sqlite3_column_text(st, 1));
		line(o, "title", (const char *)sqlite3_column_text(st, 6));
		line(o, "asked by", (const char *)sqlite3_column_text(st, 2));
		line_time(o, "asked at", sqlite3_column_int64(st, 3));
		line(o, "from", sqlite3_column_text(st, 4) ? (const char *)sqlite3_column_text(st, 4) : "-");
		line(o, "event", (const char *)sqlite3_column_text(st, 5));
	}
	sqlite3_finalize(st);
	line_time(o, "made at", b->now);
	out_str(o, "\r\n確かめ方 / To verify: sha256sum -c SHA256SUMS\r\n\r\n日時 / when          渡した人 / "
		   "from          受け取った人 / to\r\n\r\n\r\n\r\n");
}

void bag_papers(struct bag *b)
{
	paper(b, "incident-record.json", incident);
	paper(b, "events.jsonl", journal);
	if (sql_number(b->store, 0, "SELECT count(*) FROM checkpoint", ""))
		paper(b, "events.note", checkpoint);
	else
		bag_lacks(b, "events.note", "no-checkpoint", "%s", "");
	paper(b, "capture.json", capture);
	paper(b, "custody.txt", custody);
}
