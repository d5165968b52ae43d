/* The program's own sentences, Japanese and English side by side in data/lang/TOPIC.yaml, packed at build
 * time. A key is "topic.name" ("error.not-a-capture"). A sentence has {holes}, filled by lang_fill(). A test
 * finds keys that code uses and no file has, and words the glossary forbids. */
#ifndef MIMAMORI_BASE_LANG_H
#define MIMAMORI_BASE_LANG_H

#include "base/out.h"

#include <stddef.h>

enum language { LANG_JA, LANG_EN, LANG_COUNT };

struct lang_entry {
	const char *key, *text[LANG_COUNT];
};

extern const struct lang_entry lang_table[]; /* sorted by key */
extern const size_t lang_count;

/* The sentence, static; the key itself when there is none (a test keeps that from happening). */
const char *lang(enum language l, const char *key);

/* One hole's filling: name without braces, value as it is to be shown. */
struct lang_arg {
	const char *name, *value;
};

/* The text with its {holes} filled, written to out; an unknown hole stays as it is. args ends with name NULL.
 */
void lang_fill(struct out *o, const char *text, const struct lang_arg *args);
/* Same into a buffer; returns buf, cut at a character if it must be. */
char *lang_fill_buf(char *buf, size_t room, const char *text, const struct lang_arg *args);

#endif
