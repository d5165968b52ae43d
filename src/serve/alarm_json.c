#include "serve/alarm_json.h"

#include "respond/alarm_fill.h"

#include <stdio.h>
#include <string.h>

enum {
	ID,
	DETECTOR,
	SEVERITY,
	STATE,
	LAMP,
	TITLE_JA,
	TITLE_EN,
	CAUSE,
	DEVICE,
	DEVICE_NAME,
	BEGAN,
	LAST,
	RAISED,
	GRAVER,
	ENDED,
	ENDED_BY,
	AGAIN,
	COUNT,
	CONCERNED,
	ACKNOWLEDGED,
	ACKNOWLEDGED_BY,
	ACKNOWLEDGED_NAME,
	DISMISSED,
	DISMISSED_BY,
	DISMISSED_NAME,
	DISMISSED_AS,
	SHELVED_UNTIL,
	SHELVED_BY,
	SHELVED_WORDS,
	WORK
};

static void moment(struct out *o, const char *key, const struct scan *s, int column)
{
	json_time(o, key, scan_int_or(s, column, INT64_MIN));
}

/* Who did it is not told to vendors. */
static void act(struct call *c, const char *key, const struct scan *s, int column)
{
	bool restricted = viewer_restricted(&c->viewer);

	if (scan_null(s, column)) {
		json_null(c->out, key);
		return;
	}
	json_object(c->out, key);
	json_time(c->out, "at", scan_int(s, column));
	json_id(c->out, "contact", 'c', restricted ? 0 : scan_int(s, column + 1));
	if (restricted)
		json_null(c->out, "who");
	else
		json_column(c->out, "who", s, column + 2);
	json_end_object(c->out);
}

static void named(struct out *o, const char *key, const struct scan *s, int device, int name)
{
	if (scan_null(s, device)) {
		json_null(o, key);
		return;
	}
	json_object(o, key);
	json_id(o, "id", 'd', scan_int(s, device));
	json_column(o, "name", s, name);
	json_end_object(o);
}

void alarm_object(struct call *c, const char *key, const struct scan *s)
{
	struct out *o = c->out;

	json_object(o, key);
	json_id(o, "id", 'a', scan_int(s, ID));
	json_column(o, "detector", s, DETECTOR);
	json_str(o, "severity", severity_name(scan_int(s, SEVERITY)));
	json_column(o, "state", s, STATE);
	json_column(o, "lamp", s, LAMP);
	json_pair_at(o, "title", s, TITLE_JA);
	json_str(o, "cause", scan_str(s, CAUSE) ? scan_str(s, CAUSE) : "");
	named(o, "device", s, DEVICE, DEVICE_NAME);
	moment(o, "began", s, BEGAN);
	moment(o, "last", s, LAST);
	moment(o, "raised", s, RAISED);
	moment(o, "graver", s, GRAVER);
	moment(o, "ended", s, ENDED);
	json_column(o, "ended_by", s, ENDED_BY);
	json_int(o, "again", scan_int(s, AGAIN));
	json_int(o, "count", scan_int(s, COUNT));
	json_int(o, "devices", scan_int(s, CONCERNED));
	act(c, "acknowledged", s, ACKNOWLEDGED);
	act(c, "dismissed", s, DISMISSED);
	json_column(o, "dismissed_as", s, DISMISSED_AS);
	moment(o, "shelved_until", s, SHELVED_UNTIL);
	json_bool(o, "shelved_by_itself",
		  !scan_null(s, SHELVED_UNTIL) && scan_null(s, SHELVED_BY) && scan_null(s, SHELVED_WORDS));
	json_id(o, "work", 'r', scan_int(s, WORK));
	json_end_object(o);
}

void json_alarm(struct call *c, struct scan *s) { alarm_object(c, NULL, s); }

bool sees_alarm(struct call *c, int64_t id)
{
	struct scan s = kept_run(c, "SELECT a.id FROM alarm a WHERE a.id = ?1 AND " SEES_ALARM("a.id"), id);
	bool found = s.more;

	kept_end(&s);
	return found;
}

/* --- signals */

enum {
	S_ID,
	S_DETECTOR,
	S_AT,
	S_LAST,
	S_STANDING,
	S_COUNT,
	S_BY_TEXT,
	S_BY,
	S_BY_NAME,
	S_ON_TEXT,
	S_ON,
	S_ON_NAME,
	S_KEY,
	S_CLAIMED,
	S_LEARNING,
	S_DATA,
	S_PACKET,
	S_ALARM,
	S_WORK
};

/* The last of its addresses: the IP, where it has one. */
static const char *address_of(const struct scan *s, int column)
{
	const char *text = scan_str(s, column), *ip = text ? strrchr(text, ' ') : NULL;

	return ip ? ip + 1 : text;
}

static void end(struct call *c, const char *key, const struct scan *s, int text)
{
	const char *address = veil_text(c, c->language, address_of(s, text));
	struct out *o = c->out;

	if (scan_null(s, text + 1) && !address) {
		json_null(o, key);
		return;
	}
	json_object(o, key);
	if (scan_null(s, text + 1))
		json_str(o, "id", address);
	else
		json_id(o, "id", 'd', scan_int(s, text + 1));
	if (scan_null(s, text + 2))
		json_str(o, "name", address);
	else
		json_column(o, "name", s, text + 2);
	json_end_object(o);
}

static void title(struct call *c, const struct scan *s, const struct alarm_words *w)
{
	char ja[FILL_SENTENCE], en[FILL_SENTENCE];
	const char *by = scan_str(s, S_BY_NAME), *on;
	struct alarm_fill f;

	if (!w || alarm_fill_begin(&f, c->store, scan_str(s, S_DATA)) < 0) {
		json_pair(c->out, "title", scan_str(s, S_DETECTOR), scan_str(s, S_DETECTOR));
		return;
	}
	by = by ? by : address_of(s, S_BY_TEXT);
	alarm_fill_add(&f, "by", by, by);
	on = scan_str(s, S_ON_NAME);
	on = on ? on : address_of(s, S_ON_TEXT);
	alarm_fill_add(&f, "on", on, on);
	alarm_fill_add(&f, "key", scan_str(s, S_KEY), scan_str(s, S_KEY));
	alarm_fill_number(&f, "count", scan_int(s, S_COUNT));
	json_pair(c->out, "title", veil_text(c, LANG_JA, alarm_fill_sentence(&f, LANG_JA, &w->title, ja)),
		  veil_text(c, LANG_EN, alarm_fill_sentence(&f, LANG_EN, &w->title, en)));
}

void json_signal(struct call *c, struct scan *s)
{
	const char *detector = scan_str(s, S_DETECTOR);
	const struct alarm_words *w = alarm_words_of(detector);
	struct out *o = c->out;

	json_object(o, NULL);
	json_int(o, "id", scan_int(s, S_ID));
	json_str(o, "detector", detector);
	title(c, s, w);
	json_str(o, "severity", severity_name(w ? (int64_t)w->severity : SEVERITY_INFO));
	moment(o, "at", s, S_AT);
	moment(o, "last", s, S_LAST);
	json_flag(o, "standing", s, S_STANDING);
	json_int(o, "count", scan_int(s, S_COUNT));
	end(c, "by", s, S_BY_TEXT);
	end(c, "about", s, S_ON_TEXT);
	json_str(o, "key", scan_str(s, S_KEY) ? scan_str(s, S_KEY) : "");
	json_flag(o, "claimed", s, S_CLAIMED);
	json_flag(o, "learning", s, S_LEARNING);
	json_id(o, "alarm", 'a', scan_int(s, S_ALARM));
	json_id(o, "work", 'r', scan_int(s, S_WORK));
	if (scan_null(s, S_PACKET))
		json_null(o, "packet");
	else
		json_packet(o, "packet", scan_int(s, S_PACKET));
	json_end_object(o);
}
