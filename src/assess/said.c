#include "assess/said.h"

#include "assess/record_kind.h"

#include <stdio.h>
#include <string.h>

void line_say(struct line *to, enum language l, const char *key, const struct lang_arg *args)
{
	static const struct lang_arg none[] = {{NULL, NULL}};

	lang_fill_buf(to->text + to->used, sizeof to->text - to->used, lang(l, key), args ? args : none);
	to->used += strlen(to->text + to->used);
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

/* --- coverage */

static void measured(struct line *to, enum language l, const struct evidence *e, const struct verdict *v)
{
	char devices[24], looked[24], listed[24], matched[24], good[24], time[64];

	number(devices, e->devices);
	number(looked, v->looked);
	number(listed, e->listed);
	number(matched, e->matched);
	number(good, v->good);
	duration(l, e->seconds, time);
	const struct lang_arg args[] = {{"devices", devices},
					{"looked", looked},
					{"listed", listed},
					{"matched", matched},
					{"good", good},
					{"time", time},
					{"check", v->unfinished ? v->unfinished : ""},
					{NULL, NULL}};

	if (strcmp(v->word, "unknown") == 0 && v->good == 0)
		line_say(to, l, "assess.not-seen", args);
	line_say(to, l, "assess.coverage", args);
	if (v->good > 0)
		line_say(to, l, "assess.coverage-good", args);
	if (e->listed)
		line_say(to, l, "assess.coverage-ledger", args);
	if (e->mirror_incomplete)
		line_say(to, l, "assess.coverage-mirror", args);
	if (e->payload_cut)
		line_say(to, l, "assess.coverage-cut", args);
	if (v->unfinished)
		line_say(to, l, "assess.coverage-stopped", args);
	line_say(to, l, "assess.coverage-end", args);
}

static void recorded(struct line *to, enum language l, const struct verdict *v)
{
	char n[24];

	number(n, v->counts);
	const struct lang_arg args[] = {
		{"n", n}, {"date", v->oldest}, {"until", v->expires ? v->expires : ""}, {NULL, NULL}};

	if (to->used && l == LANG_EN)
		to->text[to->used++] = ' ';
	line_say(to, l, v->expires ? "assess.coverage-records-until" : "assess.coverage-records", args);
}

void said_coverage(struct line *to, enum language l, const struct evidence *e, const struct verdict *v)
{
	*to = (struct line){0};
	if (v->asks_measure)
		measured(to, l, e, v);
	if (v->counts)
		recorded(to, l, v);
}

/* --- what would make it met */

/* The kinds of evidence that would settle the checks, as keys; at most NEEDS_MAX. */
enum { NEEDS_MAX = 12, KEY_ROOM = 40 };

struct need {
	char key[KEY_ROOM];
};

/* "person" is said by the records themselves where the sub-item names them. */
static bool left_out(const char *at, int length, const struct sheet_item *item)
{
	return length == 6 && strncmp(at, "person", 6) == 0 && item->records[0].kind;
}

static unsigned needs_of(const struct verdict *v, const struct sheet_item *item, struct need to[NEEDS_MAX])
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

		if (!left_out(at, length, item))
			snprintf(to[n++].key, KEY_ROOM, "assess.needs-%.*s", length, at);
		at += length + (at[length] == ' ');
	}
	for (size_t i = 0; i < sizeof by / sizeof *by && n < NEEDS_MAX; i++)
		if (v->met_by & by[i].bit)
			snprintf(to[n++].key, KEY_ROOM, "%s", by[i].key);
	return n;
}

static void clause(struct line *to, enum language l, const char *key, const struct lang_arg *args)
{
	if (to->used)
		line_say(to, l, "assess.needs-then", NULL);
	line_say(to, l, key, args);
}

static void needs_checks(struct line *to, enum language l, const struct sheet_item *item,
			 const struct verdict *v)
{
	struct need need[NEEDS_MAX];
	unsigned n = v->open ? needs_of(v, item, need) : 0;
	struct line list = {0};

	for (unsigned i = 0; i < n; i++) {
		if (i)
			line_say(&list, l, i + 1 < n ? "assess.list-between" : "assess.needs-or", NULL);
		line_say(&list, l, need[i].key, NULL);
	}
	if (n)
		clause(to, l, n > 1 ? "assess.needs-any" : "assess.needs-one",
		       (const struct lang_arg[]){{"list", list.text}, {NULL, NULL}});
}

static void needs_records(struct line *to, enum language l, const struct sheet_item *item,
			  const struct verdict *v)
{
	static const char *const keys[] = {"assess.needs-record", "assess.needs-renew",
					   "assess.needs-complete"};
	char title[160];

	for (size_t i = 0; item->records[i].kind && i < NEEDED_MAX; i++) {
		if (v->needed[i] == RECORD_VALID)
			continue;
		said_record(l, &item->records[i], title, sizeof title);
		clause(to, l, keys[v->needed[i]], (const struct lang_arg[]){{"title", title}, {NULL, NULL}});
	}
}

void said_needs(struct line *to, enum language l, const struct sheet_item *item, const struct verdict *v)
{
	char n[24];

	*to = (struct line){0};
	if (strcmp(v->word, "met") == 0)
		return;
	number(n, v->findings);
	if (v->findings)
		clause(to, l, "assess.needs-fix", (const struct lang_arg[]){{"n", n}, {NULL, NULL}});
	if (v->denied)
		clause(to, l, "assess.needs-denied", NULL);
	needs_checks(to, l, item, v);
	needs_records(to, l, item, v);
}

void said_provisional(struct line *to, enum language l, unsigned open, const char *first)
{
	char n[24];

	*to = (struct line){0};
	number(n, open);
	if (open)
		line_say(to, l, "assess.provisional",
			 (const struct lang_arg[]){{"n", n}, {"first", first}, {NULL, NULL}});
}

void said_record(enum language l, const struct sheet_record *r, char *buf, size_t room)
{
	const struct record_kind *k = record_kind(r->kind);
	int topic = k && r->topic ? record_topic(k, r->topic) : -1;

	if (!k)
		snprintf(buf, room, "%s", r->kind);
	else if (topic < 0)
		snprintf(buf, room, "%s", k->title[l]);
	else
		lang_fill_buf(buf, room, lang(l, "assess.record-topic"),
			      (const struct lang_arg[]){{"kind", k->title[l]},
							{"topic", k->topics[topic].title[l]},
							{NULL, NULL}});
}
