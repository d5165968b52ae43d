/* Filling the sentences of an alarm or a signal from its data: a JSON object of texts (table alarm, column
 * data; table signal likewise). Inside the room, and for serve. */
#ifndef MIMAMORI_RESPOND_ALARM_FILL_H
#define MIMAMORI_RESPOND_ALARM_FILL_H

#include "base/lang.h"
#include "respond/alarm_words.h"
#include "store/store.h"

#include <stdbool.h>

enum { FILL_HOLES = 20, FILL_TEXT = 4096, FILL_SENTENCE = 1200 };

/* Members by_ja, by_en, on_ja, on_en fill {by} and {on}; all others the hole of their name. */
struct alarm_fill {
	struct lang_arg arg[LANG_COUNT][FILL_HOLES];
	unsigned count[LANG_COUNT];
	char text[FILL_TEXT];
	size_t used;
	bool many; /* of many devices: {by} and {on} are none in particular */
};

/* 0 or -EIO (data is no JSON object). */
int alarm_fill_begin(struct alarm_fill *f, struct store *s, const char *data);
/* One more; "" or NULL: it is missing. */
void alarm_fill_add(struct alarm_fill *f, const char *name, const char *ja, const char *en);
void alarm_fill_number(struct alarm_fill *f, const char *name, int64_t v);

/* The three sentences of an alarm: many: those that speak of many, where its words have them. */
const struct sentence *alarm_title(const struct alarm_words *w, bool many);
const struct sentence *alarm_expected(const struct alarm_words *w, bool many);
const struct sentence *alarm_came(const struct alarm_words *w, bool many);

/* The sentence, in its second form when a value is missing; without that form, the program's word for
 * somebody. */
char *alarm_fill_sentence(const struct alarm_fill *f, enum language l, const struct sentence *s,
			  char buf[FILL_SENTENCE]);
char *alarm_fill_step(const struct alarm_fill *f, enum language l, const char *text, char buf[FILL_SENTENCE]);

struct alarm_text;
int alarm_words_filled(const struct alarm_fill *f, const struct alarm_words *w,
		       struct alarm_text *ret); /* alarm.h */

#endif
