/* Words of hours.h's texts, for the one who takes them apart (hours_parse.c). The text is brought to one
 * width first: full-width signs become ASCII, letters small. */
#ifndef MIMAMORI_ASSESS_HOURS_WORDS_H
#define MIMAMORI_ASSESS_HOURS_WORDS_H

#include <stddef.h>

enum { HOURS_FIELD_MOST = 600 /* bytes */, EVERY_DAY = 0x7f, WORKDAYS = 0x1f, WEEKEND = 0x60 };

enum hours_word {
	W_END,
	W_DAYS,    /* value: bits */
	W_ALL_DAY, /* 0:00 to 24:00 */
	W_ALWAYS,
	W_DASH,
	W_COMMA,
	W_NEXT, /* the day after */
	W_PM,
	W_AM,
	W_NOTHING, /* says nothing */
	W_HOLIDAY,
	W_TIME, /* value: minutes */
	W_UNKNOWN
};

struct hours_reader {
	const char *at;
	const char *word_at; /* where the word begins, and how long it is */
	size_t word_n;
	enum hours_word word;
	unsigned value;
};

/* False: it does not fit. */
void hours_narrow(const char *s, char *to, size_t room);
void hours_next_word(struct hours_reader *r);

#endif
