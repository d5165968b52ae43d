/* Hours of a week as people write them: days, then their times, or times, then their days. */
#include "assess/hours.h"
#include "assess/hours_words.h"

#include <errno.h>
#include <string.h>

struct building {
	struct hours_reader r;
	struct hours *h;
	unsigned days; /* of the times that follow; 0: none were named */
	bool used;     /* times came after them */
	bool trailing; /* they came after their times: "8:00 to 17:00 on weekdays" */
	const char *name;
	struct err *e;
};

static int wrong(struct building *b, const char *key)
{
	return err_set(b->e, -EINVAL, b->name, key, "%.*s", (int)b->r.word_n, b->r.word_at);
}

static int add(struct building *b, unsigned from, unsigned to)
{
	b->used = true;
	if (b->trailing)
		return wrong(b, "bad-hours");
	if (b->h->count == HOURS_SPANS)
		return err_set(b->e, -EINVAL, b->name, "hours-many", "%d", HOURS_SPANS);
	b->h->span[b->h->count++] =
		(struct hours_span){(uint8_t)(b->days ? b->days : EVERY_DAY), (uint16_t)from, (uint16_t)to};
	return 0;
}

/* Days that no time follows are whole days. */
static int whole_days(struct building *b) { return b->days && !b->used ? add(b, 0, HOURS_DAY) : 0; }

/* mon-fri, also over Sunday: fri-mon. */
static unsigned day_range(unsigned from, unsigned to)
{
	unsigned bits = 0;

	for (; from != to; from = from == 64 ? 1 : from << 1)
		bits |= from;
	return bits | to;
}

/* The times before these days had none. */
static int name_days(struct building *b, unsigned bits)
{
	b->days |= bits;
	b->trailing = true;
	for (unsigned i = 0; i < b->h->count; i++)
		b->h->span[i].days = (uint8_t)b->days;
	return 0;
}

static int take_days(struct building *b)
{
	unsigned bits = b->r.value;

	hours_next_word(&b->r);
	if (b->r.word == W_DASH) {
		hours_next_word(&b->r);
		if (b->r.word != W_DAYS || (bits & (bits - 1)) || (b->r.value & (b->r.value - 1)))
			return wrong(b, "bad-hours");
		bits = day_range(bits, b->r.value);
		hours_next_word(&b->r);
	}
	if (b->h->count && (!b->days || b->trailing))
		return name_days(b, bits);
	b->days = b->used ? bits : b->days | bits;
	b->used = false;
	return 0;
}

/* A time with what stands around it: 午後5時, 5pm. */
static int take_time(struct building *b, unsigned *ret)
{
	bool pm = b->r.word == W_PM, am = b->r.word == W_AM;

	if (pm || am)
		hours_next_word(&b->r);
	if (b->r.word != W_TIME)
		return wrong(b, "bad-hours");
	*ret = b->r.value;
	hours_next_word(&b->r);
	if (b->r.word == W_PM || b->r.word == W_AM) {
		pm = b->r.word == W_PM;
		am = !pm;
		hours_next_word(&b->r);
	}
	if (pm && *ret < HOURS_DAY / 2)
		*ret += HOURS_DAY / 2;
	if (am && *ret >= HOURS_DAY / 2 && *ret < HOURS_DAY / 2 + 60) /* 12am is midnight */
		*ret -= HOURS_DAY / 2;
	return 0;
}

static int take_span(struct building *b)
{
	unsigned from, to;
	bool next_day = false;
	int r = take_time(b, &from);

	if (r < 0)
		return r;
	if (b->r.word != W_DASH || from >= HOURS_DAY)
		return wrong(b, "bad-hours");
	hours_next_word(&b->r);
	if (b->r.word == W_NEXT) {
		next_day = true;
		hours_next_word(&b->r);
	}
	if ((r = take_time(b, &to)) < 0)
		return r;
	if (b->r.word == W_NEXT) {
		next_day = true;
		hours_next_word(&b->r);
	}
	if (to <= from || (next_day && to < HOURS_DAY))
		to += HOURS_DAY;
	return add(b, from, to > from + HOURS_DAY ? from + HOURS_DAY : to);
}

static int take_all(struct building *b, bool always)
{
	if (always && (b->used || !b->days)) /* else of the days just named */
		b->days = EVERY_DAY;
	hours_next_word(&b->r);
	return add(b, 0, HOURS_DAY);
}

static int take(struct building *b)
{
	switch (b->r.word) {
	case W_COMMA:
		hours_next_word(&b->r);
		return 0;
	case W_DAYS:
		return take_days(b);
	case W_ALL_DAY:
	case W_ALWAYS:
		return take_all(b, b->r.word == W_ALWAYS);
	case W_TIME:
	case W_AM:
	case W_PM:
		return take_span(b);
	case W_HOLIDAY:
		return wrong(b, "hours-holiday");
	default:
		return wrong(b, "bad-hours");
	}
}

int hours_parse(const char *name, const char *text, struct hours *ret, struct err *e)
{
	char narrowed[HOURS_FIELD_MOST];
	struct building b = {.h = ret, .name = name, .e = e};
	int r = 0;

	ret->count = 0;
	if (strlen(text) >= sizeof narrowed - 4)
		return err_set(e, -EINVAL, name, "hours-many", "%d", HOURS_SPANS);
	hours_narrow(text, narrowed, sizeof narrowed);
	b.r.at = narrowed;
	hours_next_word(&b.r);
	while (r == 0 && b.r.word != W_END)
		r = take(&b);
	if (r == 0)
		r = whole_days(&b);
	if (r == 0 && !ret->count)
		r = err_set(e, -EINVAL, name, "hours-empty", "%s", "");
	return r;
}
