/* Texts as a search compares them: what a Japanese keyboard, a ledger from a spreadsheet and a device's own
 * name write differently becomes the same. Full and half width (ＰＬＣ, PLC; ｾﾝｻｰ, センサー), capitals,
 * hiragana and katakana, composed and decomposed voicing marks, kinds of hyphens and spaces, and the long
 * vowel mark that ends a word (センサー, センサ). Not a Unicode normalisation: only this subset. */
#ifndef MIMAMORI_BASE_FOLD_H
#define MIMAMORI_BASE_FOLD_H

#include <stdbool.h>
#include <stddef.h>

/* Folds n bytes of UTF-8 into out, terminated; returns the length. Needs room for n + 1 bytes at most, except
 * that half-width katakana never grow either (3 bytes each); what has no room is cut at a character. */
size_t fold(const char *s, size_t n, char *out, size_t room);

/* Is every word of `query` (folded, words parted by one space) somewhere in the folded text? An empty query
 * is in everything. */
bool fold_finds(const char *folded_query, const char *folded, size_t n);

#endif
