/* Hours of a week, as people write them: "mon-fri 08:00-20:00; sat,sun 00:00-24:00", "daily 22:00-06:00"
 * (into the next morning), "always"; in Japanese 平日 8:00～17:00, 月～金, 毎日, 土日, 終日, digits and marks
 * of either width. Days go by the calendar: 平日 and "weekdays" are Monday to Friday whether or not a holiday
 * falls on them, because this program has no calendar of holidays; text that speaks of holidays is refused,
 * not guessed at.
 *
 * Times are of the site (setting zone-minutes), where clocks are never moved. No clock here: the minute of
 * the week is handed in, 0 is Monday 0:00. */
#ifndef MIMAMORI_ASSESS_HOURS_H
#define MIMAMORI_ASSESS_HOURS_H

#include "base/err.h"
#include "base/lang.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	HOURS_DAY = 24 * 60,
	HOURS_WEEK = 7 * HOURS_DAY, /* minutes */
	HOURS_SPANS = 14,
	HOURS_TEXT = 800 /* room for any of them in words */
};

struct hours_span {
	uint8_t days; /* bit 0 Monday; the day on which it begins */
	uint16_t from,
		to; /* minutes of that day; to is more than from, and past 1440 when it ends next day */
};

struct hours {
	struct hours_span span[HOURS_SPANS];
	unsigned count; /* 0: never */
};

/* 0, or -EINVAL and err: subject `name`, key "bad-hours" (detail: the piece that is not understood),
 * "hours-holiday", "hours-empty", "hours-many". Keys are of data/lang/records.yaml. */
int hours_parse(const char *name, const char *text, struct hours *ret, struct err *e);

/* As it is stored: "mon-fri 08:00-20:00; sat,sun 00:00-24:00". False: no room. */
bool hours_write(const struct hours *h, char *to, size_t room);
/* As people read it: 平日 8:00～20:00、土・日 0:00～24:00 / Mon-Fri 8:00-20:00, Sat, Sun 0:00-24:00. Returns
 * to. */
char *hours_show(const struct hours *h, enum language l, char *to, size_t room);

unsigned hours_minute(int64_t us, int zone_minutes); /* of the week, where the clock is so far east */
bool hours_cover(const struct hours *h, unsigned minute);
/* Minutes from there until it is otherwise (1 ...); 0: it never is. */
unsigned hours_until_change(const struct hours *h, unsigned minute);

/* The union of several, minute by minute: which minutes of a week nobody has. */
struct hours_week {
	uint64_t bits[(HOURS_WEEK + 63) / 64];
};
void hours_add(struct hours_week *w, const struct hours *h);
/* Each stretch that is not covered, in order, one over Sunday's midnight as one; from < HOURS_WEEK, to may be
 * more. */
void hours_gaps(const struct hours_week *w, void (*gap)(void *ctx, unsigned from, unsigned to), void *ctx);
/* "月 20:00～火 8:00" / "Mon 20:00 to Tue 8:00". Returns buf. */
char *hours_stretch(unsigned from, unsigned to, enum language l, char *buf, size_t room);

#endif
