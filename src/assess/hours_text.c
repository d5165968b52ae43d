/* Hours of a week as they are stored and as people read them. */
#include "assess/hours.h"
#include "assess/hours_words.h"

#include <stdio.h>
#include <string.h>

struct writer {
	char *at, *end;
	bool full;
};

static void put(struct writer *w, const char *s)
{
	size_t n = strlen(s);

	if ((size_t)(w->end - w->at) <= n) {
		w->full = true;
		return;
	}
	memcpy(w->at, s, n + 1);
	w->at += n;
}

static const char *const day_names[][7] = {{"月", "火", "水", "木", "金", "土", "日"},
					   {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"},
					   {"mon", "tue", "wed", "thu", "fri", "sat", "sun"}};

/* The form of one audience. */
struct form {
	const char *const *days;
	const char *every_day, *workdays, *day_dash, *day_comma, *time_format, *dash, *next_day, *all_day,
		*times, *spans;
};
static const struct form forms[] = {
	{day_names[0], "毎日", "平日", "～", "・", "%u:%02u", "～", "翌", "終日", "、", "、"},
	{day_names[1], "Daily", "Mon-Fri", "-", ", ", "%u:%02u", "-", "next day ", "all day", " and ", "; "},
	{day_names[2], "daily", "mon-fri", "-", ",", "%02u:%02u", "-", NULL, NULL, NULL, "; "},
};

static void put_days(struct writer *w, const struct form *f, unsigned days)
{
	bool first = true;

	if (days == EVERY_DAY || days == WORKDAYS) {
		put(w, days == EVERY_DAY ? f->every_day : f->workdays);
		return;
	}
	for (unsigned day = 0; day < 7; day++) {
		unsigned last = day;

		if (!(days >> day & 1))
			continue;
		while (last < 6 && (days >> (last + 1) & 1))
			last++;
		if (last < day + 2) /* two days are named, three are a range */
			last = day;
		put(w, first ? "" : f->day_comma);
		put(w, f->days[day]);
		if (last > day) {
			put(w, f->day_dash);
			put(w, f->days[last]);
		}
		first = false;
		day = last;
	}
}

static void put_time(struct writer *w, const struct form *f, unsigned minute)
{
	char text[16];

	snprintf(text, sizeof text, f->time_format, minute / 60, minute % 60);
	put(w, text);
}

static void put_span(struct writer *w, const struct form *f, const struct hours_span *s)
{
	unsigned to = s->to;

	if (f->all_day && s->from == 0 && to == HOURS_DAY) {
		put(w, f->all_day);
		return;
	}
	put_time(w, f, s->from);
	put(w, f->dash);
	if (to > HOURS_DAY) {
		put(w, f->next_day ? f->next_day : "");
		to -= HOURS_DAY;
	}
	put_time(w, f, to);
}

static bool put_all(const struct hours *h, const struct form *f, char *buf, size_t room)
{
	struct writer w = {buf, buf + room, false};

	*buf = '\0';
	for (unsigned i = 0; i < h->count; i++) {
		bool same = f->times && i && h->span[i].days == h->span[i - 1].days;

		if (i)
			put(&w, same ? f->times : f->spans);
		if (!same) {
			put_days(&w, f, h->span[i].days);
			put(&w, " ");
		}
		put_span(&w, f, &h->span[i]);
	}
	return !w.full;
}

bool hours_write(const struct hours *h, char *to, size_t room) { return put_all(h, &forms[2], to, room); }

char *hours_show(const struct hours *h, enum language l, char *to, size_t room)
{
	put_all(h, &forms[l == LANG_JA ? 0 : 1], to, room);
	return to;
}

char *hours_stretch(unsigned from, unsigned to, enum language l, char *buf, size_t room)
{
	const struct form *f = &forms[l == LANG_JA ? 0 : 1];
	unsigned last = to % HOURS_WEEK;

	if (to - from >= HOURS_WEEK) {
		snprintf(buf, room, "%s %s", f->every_day, f->all_day);
		return buf;
	}
	snprintf(buf, room, l == LANG_JA ? "%s %u:%02u～%s %u:%02u" : "%s %u:%02u to %s %u:%02u",
		 f->days[from / HOURS_DAY], from % HOURS_DAY / 60, from % 60, f->days[last / HOURS_DAY],
		 last % HOURS_DAY / 60, last % 60);
	return buf;
}
