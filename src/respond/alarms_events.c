/* What happened to alarms, as events: what memory holds is compared with what the file has. */
#include "respond/alarms_parts.h"

#include "assess/event.h"
#include "respond/alarm_fill.h"

#include <errno.h>
#include <string.h>

static const char *const lamps[] = {"none", "device", "data"};
static const char *const kinds[] = {"by", "on", "claimed", "many", "own"};
static const char *const ends[] = {"", "over", "person", "approved", "joined"};

static int put_title(struct out *o, struct store *site, const struct alarm *g, const char *data)
{
	char buf[FILL_SENTENCE];
	struct alarm_fill f;
	int r = alarm_fill_begin(&f, site, data);

	if (r < 0)
		return r;
	alarm_fill_number(&f, "count", (int64_t)g->count);
	alarm_fill_number(&f, "devices", g->concerned);
	f.many = g->many;
	json_str(o, "title_ja", alarm_fill_sentence(&f, LANG_JA, alarm_title(g->words, g->many), buf));
	json_str(o, "title_en", alarm_fill_sentence(&f, LANG_EN, alarm_title(g->words, g->many), buf));
	return 0;
}

/* Members of raised, graver and gathered. */
static int put_words(struct out *o, struct store *site, const struct alarm *g)
{
	char data[2048];
	int r = group_data(g, site, data, sizeof data);

	if (r < 0)
		return r;
	json_str(o, "detector", g->words->name);
	json_int(o, "severity", g->severity);
	json_str(o, "grouped", g->many ? "many" : kinds[g->kind]);
	json_str(o, "lamp", lamps[g->words->lamp]);
	r = put_title(o, site, g, data);
	json_raw(o, "data", data, strlen(data));
	return r;
}

static void put_id(struct out *o, const char *key, int64_t id)
{
	if (id)
		json_int(o, key, id);
	else
		json_null(o, key);
}

static int told(struct event_body *b, struct store *site, const char *kind, int64_t at)
{
	return event_told(b, site, kind, &(struct writing){.at = at, .actor = "mimamori"}, NULL);
}

static int tell_words(struct store *site, const struct alarm *g, const char *kind, int64_t at)
{
	struct event_body b;
	char cause[MAC_TEXT + IP_TEXT + 24];
	int r;

	event_begin(&b);
	json_int(&b.o, "id", g->id);
	if ((r = put_words(&b.o, site, g)) < 0) {
		out_clear(&b.o);
		return r;
	}
	if (!g->file.written) {
		cause_text(g, cause, sizeof cause);
		json_str(&b.o, "cause", cause);
		json_int(&b.o, "began", g->began);
		put_id(&b.o, "work", g->work);
	}
	return told(&b, site, kind, at);
}

static int tell_end(struct alarms *a, struct store *site, const struct alarm *g, int64_t at)
{
	struct event_body b;

	event_begin(&b);
	json_int(&b.o, "id", g->id);
	json_int(&b.o, "ended", g->ended);
	json_str(&b.o, "by", ends[g->end]);
	put_id(&b.o, "joined", g->joined == NO_INDEX ? 0 : a->group[g->joined].id);
	json_int(&b.o, "count", (int64_t)g->count);
	return told(&b, site, "alarm-ended", at);
}

static int tell_id(struct store *site, const struct alarm *g, const char *kind, int64_t until, int64_t at)
{
	struct event_body b;

	event_begin(&b);
	json_int(&b.o, "id", g->id);
	if (until)
		json_int(&b.o, "until", until);
	return told(&b, site, kind, at);
}

/* --- one alarm: each step says what the file will have; 1: told, 0: nothing to tell */

static int done(int r) { return r < 0 ? r : 1; }

static int step_words(struct store *site, struct alarm *g, int64_t at)
{
	const char *kind = !g->file.written                 ? "alarm-raised"
			   : g->severity < g->file.severity ? "alarm-graver"
			   : g->many && !g->file.many       ? "alarm-gathered"
							    : NULL;

	if (!kind)
		return 0;
	g->next.written = true;
	g->next.severity = g->severity;
	g->next.many = g->many;
	if (g->severity < g->file.severity)
		g->next.acknowledged = false;
	return done(tell_words(site, g, kind, at));
}

static int step_again(struct store *site, struct alarm *g, int64_t at)
{
	if (!g->file.ended || g->ended)
		return 0;
	g->next.ended = false;
	return done(tell_id(site, g, "alarm-begun-again", 0, at));
}

static int step_shelf(struct store *site, struct alarm *g, int64_t at)
{
	bool out = g->file.shelved_until && at >= g->file.shelved_until;

	if (g->ended || g->next.dismissed || (!out && !g->flaps))
		return 0;
	g->next.shelved_until = out ? 0 : at + ALARM_FLAP_S * ALARM_SECOND;
	return done(tell_id(site, g, out ? "alarm-unshelved" : "alarm-shelved", g->next.shelved_until, at));
}

static int step_end(struct alarms *a, struct store *site, struct alarm *g, int64_t at)
{
	if (!g->ended || g->file.ended)
		return 0;
	g->next.ended = true;
	g->next.shelved_until = 0;
	return done(tell_end(a, site, g, at));
}

/* How many events. */
static int tell_group(struct alarms *a, struct store *site, struct alarm *g, int64_t at)
{
	int words, again, shelf, end;

	g->next = g->file;
	if ((words = step_words(site, g, at)) < 0 || (again = step_again(site, g, at)) < 0 ||
	    (shelf = step_shelf(site, g, at)) < 0 || (end = step_end(a, site, g, at)) < 0)
		return -EIO;
	return words + again + shelf + end;
}

/* Numbers in the order in which they began. What joined before it was told needs none. */
static int number_groups(struct alarms *a, struct store *site)
{
	sqlite3_stmt *st = NULL;
	int64_t last = -1;

	for (;;) {
		struct alarm *first = NULL;

		for (uint32_t i = 0; i < a->groups_most; i++) {
			struct alarm *g = &a->group[i];

			if (g->used && !g->id && g->end == END_JOINED)
				group_free(a, g);
			else if (g->used && !g->id && (!first || g->began < first->began))
				first = g;
		}
		if (!first)
			return 0;
		if (last < 0) {
			if (sqlite3_prepare_v2(store_db(site), "SELECT coalesce(max(id), 0) FROM alarm", -1,
					       &st, NULL) != SQLITE_OK ||
			    sqlite3_step(st) != SQLITE_ROW) {
				sqlite3_finalize(st);
				return -EIO;
			}
			last = sqlite3_column_int64(st, 0);
			sqlite3_finalize(st);
		}
		first->id = ++last;
	}
}

int events_of_groups(struct alarms *a, struct store *site, int64_t at)
{
	int told_of = 0, r = number_groups(a, site);

	for (uint32_t i = 0; i < a->groups_most && r >= 0; i++)
		if (a->group[i].used)
			told_of += (r = tell_group(a, site, &a->group[i], at)) > 0 ? r : 0;
	return r < 0 ? r : told_of;
}
