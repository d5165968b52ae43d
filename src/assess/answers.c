/* Verdicts (DESIGN 3.2), as far as measured evidence goes: not-met when a check has a finding; else unknown,
 * unless the good state itself was seen (met: on every device it could be asked of, partly: on some). Silence
 * never makes anything met. */
#include "assess/ask.h"
#include "assess/run.h"
#include "assess/sheet.h"
#include "base/lang.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Devices seen talking to somebody: what a check could look at unless it says otherwise. */
static const char talked[] = "SELECT CASE WHEN f.to_group = 0 THEN f.client END, f.server FROM flow f";

/* A set of device ids. */
struct marks {
	uint8_t *bit;
	int64_t last, count;
};

static int mark(void *ctx, sqlite3_stmt *row)
{
	struct marks *m = ctx;

	for (int c = 0; c < sqlite3_data_count(row); c++) {
		int64_t id = sqlite3_column_int64(row, c);

		if (id < 1 || id > m->last || m->bit[id / 8] & 1 << id % 8)
			continue;
		m->bit[id / 8] |= (uint8_t)(1 << id % 8);
		m->count++;
	}
	return 0;
}

static int marks_ask(struct marks *m, struct run *r, const char *sql)
{
	m->last = ask_number(r->db, "SELECT MAX(id) FROM device", 0);
	m->bit = calloc((size_t)m->last / 8 + 1, 1);
	return m->bit ? ask(r->db, sql, r->steps, mark, m) : -ENOMEM;
}

static int64_t both(const struct marks *a, const struct marks *b)
{
	int64_t n = 0;

	for (int64_t id = 1; id <= a->last; id++)
		n += a->bit[id / 8] & b->bit[id / 8] & 1 << id % 8 ? 1 : 0;
	return n;
}

/* What checks could look at: several say it in the same words, and are answered once. */
struct looks {
	const char *sql;
	struct marks marks;
	int code; /* of asking */
};

static const struct looks *looks_of(struct run *r, struct looks *all, const char *sql)
{
	struct looks *l = all;

	while (l->sql && strcmp(l->sql, sql) != 0)
		l++;
	if (!l->sql) {
		l->sql = sql;
		l->code = marks_ask(&l->marks, r, sql);
	}
	return l;
}

/* How many devices a check could look at, and on how many of them the good state was seen. */
static int look(struct run *r, struct outcome *o, struct looks *all)
{
	const struct looks *looked = looks_of(r, all, o->check->looks ? o->check->looks : talked);
	struct marks good = {0};
	int e = o->check->looks ? looked->code : 0;

	if (e == 0 && o->check->met && !o->ruled_out)
		e = marks_ask(&good, r, o->check->met);
	if (e != 0)
		o->unfinished = true;
	o->looked = looked->marks.count;
	if (o->check->met && !o->ruled_out && e == 0)
		o->good = both(&good, &looked->marks);
	free(good.bit);
	if (!o->check->looks && looked->code < 0)
		return looked->code;
	return e == -ENOMEM ? e : 0;
}

static int look_all(struct run *r)
{
	struct looks *all = calloc(r->count + 2, sizeof *all);
	int e = all ? 0 : -ENOMEM;

	for (size_t i = 0; i < r->count && e == 0; i++)
		e = look(r, &r->outcome[i], all);
	for (size_t i = 0; all && all[i].sql; i++)
		free(all[i].marks.bit);
	free(all);
	return e;
}

static struct outcome *outcome_of(struct run *r, const char *check)
{
	for (size_t i = 0; i < r->count; i++)
		if (strcmp(r->list[i].name, check) == 0)
			return &r->outcome[i];
	return NULL;
}

/* What the checks of one sub-item say together. */
struct judged {
	const char *verdict, *grade;
	int64_t looked, good, findings;
	unsigned met_by, bound;
	const char *unfinished; /* a check that did not end */
};

static void judge(struct run *r, const struct sheet_item *item, struct judged *j)
{
	bool whole = true, some = false;

	*j = (struct judged){.looked = INT64_MAX};
	for (size_t i = 0; item->checks[i]; i++) {
		const struct outcome *o = outcome_of(r, item->checks[i]);

		if (!o)
			continue;
		j->bound++;
		j->findings += o->findings;
		j->met_by |= o->check->met_by;
		j->looked = o->looked < j->looked ? o->looked : j->looked;
		j->good = o->good > j->good ? o->good : j->good;
		if (o->unfinished)
			j->unfinished = o->check->name;
		some |= o->good > 0;
		whole &= o->good > 0 && o->good == o->looked;
	}
	j->verdict = j->findings ? "not-met" : j->unfinished || !some ? "unknown" : whole ? "met" : "partly";
	j->grade = strcmp(j->verdict, "unknown") == 0 ? "none" : "measured";
}

struct seen {
	int64_t devices, seconds, listed, matched;
	bool mirror_incomplete, payload_cut;
};

static void see(struct run *r, struct seen *s)
{
	s->devices = r->devices;
	s->seconds = (ask_number(r->db, "SELECT MAX(last) FROM source", 0) -
		      ask_number(r->db, "SELECT MIN(first) FROM source", 0)) /
		     1000000;
	s->listed = ask_number(r->db, "SELECT COUNT(*) FROM ledger", 0);
	s->matched = ask_number(r->db, "SELECT COUNT(*) FROM ledger WHERE device IS NOT NULL", 0);
	s->mirror_incomplete =
		ask_number(r->db, "SELECT value FROM setting WHERE key = 'mirror_incomplete'", 0) != 0;
	s->payload_cut = ask_number(r->db, "SELECT value FROM setting WHERE key = 'payload_cut'", 0) != 0;
}

/* One line that grows; what does not fit is left out. */
struct line {
	char text[1024];
	size_t used;
};

static void say(struct line *to, enum language l, const char *key, const struct lang_arg *args)
{
	lang_fill_buf(to->text + to->used, sizeof to->text - to->used, lang(l, key), args);
	to->used = strlen(to->text);
}

static void number(char buf[24], int64_t v) { snprintf(buf, 24, "%lld", (long long)v); }

static void duration(enum language l, int64_t s, char buf[64])
{
	static const struct {
		int64_t below, unit;
		const char *key;
	} units[] = {{120, 1, "assess.seconds"},
		     {7200, 60, "assess.minutes"},
		     {172800, 3600, "assess.hours"},
		     {INT64_MAX, 86400, "assess.days"}};
	size_t i = 0;
	char n[24];

	while (s >= units[i].below)
		i++;
	number(n, s / units[i].unit);
	const struct lang_arg args[] = {{"n", n}, {NULL, NULL}};

	lang_fill_buf(buf, 64, lang(l, units[i].key), args);
}

static void coverage(struct line *to, enum language l, const struct judged *j, const struct seen *s)
{
	char devices[24], looked[24], listed[24], matched[24], good[24], time[64];

	number(devices, s->devices);
	number(looked, j->looked);
	number(listed, s->listed);
	number(matched, s->matched);
	number(good, j->good);
	duration(l, s->seconds, time);
	const struct lang_arg args[] = {{"devices", devices},
					{"looked", looked},
					{"listed", listed},
					{"matched", matched},
					{"good", good},
					{"time", time},
					{"check", j->unfinished ? j->unfinished : ""},
					{NULL, NULL}};

	*to = (struct line){0};
	if (strcmp(j->verdict, "unknown") == 0)
		say(to, l, "assess.not-seen", args);
	say(to, l, "assess.coverage", args);
	if (strcmp(j->grade, "measured") == 0 && j->good > 0)
		say(to, l, "assess.coverage-good", args);
	if (s->listed)
		say(to, l, "assess.coverage-ledger", args);
	if (s->mirror_incomplete)
		say(to, l, "assess.coverage-mirror", args);
	if (s->payload_cut)
		say(to, l, "assess.coverage-cut", args);
	if (j->unfinished)
		say(to, l, "assess.coverage-stopped", args);
	say(to, l, "assess.coverage-end", args);
}

/* The kinds of evidence that would settle a sub-item, as keys; at most NEEDS_MAX. */
enum { NEEDS_MAX = 12, KEY_ROOM = 40 };

struct need {
	char key[KEY_ROOM];
};

static unsigned needs_of(const struct judged *j, const struct sheet_item *item, struct need to[NEEDS_MAX])
{
	static const struct {
		unsigned bit;
		const char *key;
	} by[] = {{MET_REFUSED, "assess.needs-refused"},
		  {MET_SEEN, "assess.needs-seen"},
		  {MET_PERMIT, "assess.needs-permit"},
		  {MET_CONFIG, "assess.needs-config"},
		  {MET_STATEMENT, "assess.needs-statement"}};
	unsigned n = 0;

	for (const char *at = item->needs; *at && n < NEEDS_MAX;) {
		int length = (int)strcspn(at, " ");

		snprintf(to[n++].key, KEY_ROOM, "assess.needs-%.*s", length, at);
		at += length + (at[length] == ' ');
	}
	for (size_t i = 0; i < sizeof by / sizeof *by && n < NEEDS_MAX; i++)
		if (j->met_by & by[i].bit)
			snprintf(to[n++].key, KEY_ROOM, "%s", by[i].key);
	return n;
}

static void needs(struct line *to, enum language l, const struct judged *j, const struct sheet_item *item)
{
	const struct lang_arg none[] = {{NULL, NULL}};
	struct need need[NEEDS_MAX];
	unsigned n = needs_of(j, item, need);
	struct line list = {0};

	for (unsigned i = 0; i < n; i++) {
		if (i)
			say(&list, l, i + 1 < n ? "assess.list-between" : "assess.needs-or", none);
		say(&list, l, need[i].key, none);
	}
	const struct lang_arg args[] = {{"list", list.text}, {NULL, NULL}};

	*to = (struct line){0};
	if (n)
		say(to, l, n > 1 ? "assess.needs-any" : "assess.needs-one", args);
}

static void bind_line(sqlite3_stmt *st, int at, const struct line *l)
{
	if (l->used)
		sqlite3_bind_text(st, at, l->text, -1, SQLITE_TRANSIENT);
	else
		sqlite3_bind_null(st, at);
}

static int answer(struct run *r, sqlite3_stmt *st, const char *sheet, const struct sheet_item *item,
		  const struct seen *seen)
{
	struct judged j;
	struct line covered, needed;

	judge(r, item, &j);
	if (j.bound == 0)
		return 0;
	sqlite3_bind_text(st, 1, sheet, -1, SQLITE_STATIC);
	sqlite3_bind_text(st, 2, item->item, -1, SQLITE_STATIC);
	sqlite3_bind_text(st, 3, j.verdict, -1, SQLITE_STATIC);
	sqlite3_bind_text(st, 4, j.grade, -1, SQLITE_STATIC);
	for (int l = 0; l < LANG_COUNT; l++) {
		coverage(&covered, (enum language)l, &j, seen);
		needed = (struct line){0};
		if (strcmp(j.verdict, "unknown") == 0 || strcmp(j.verdict, "partly") == 0)
			needs(&needed, (enum language)l, &j, item);
		bind_line(st, 5 + l, &covered);
		bind_line(st, 7 + l, &needed);
	}
	if (sqlite3_step(st) != SQLITE_DONE)
		return -EIO;
	sqlite3_reset(st);
	return 0;
}

int answers_make(struct run *r)
{
	sqlite3_stmt *st = NULL;
	struct seen seen;
	int e = look_all(r);

	if (e < 0)
		return e;
	see(r, &seen);
	if (sqlite3_prepare_v2(r->db, "INSERT INTO answer VALUES ('site', ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
			       -1, &st, NULL) != SQLITE_OK)
		return -EIO;
	for (size_t i = 0; i < sheet_count && e == 0; i++)
		for (size_t k = 0; k < sheets[i].count && e == 0; k++)
			e = answer(r, st, sheets[i].name, &sheets[i].items[k], &seen);
	sqlite3_finalize(st);
	return e;
}
