/* UTF-16 little-endian, as Windows protocols write names, to UTF-8. */
#ifndef MIMAMORI_DECODE_UTF16_H
#define MIMAMORI_DECODE_UTF16_H

#include "base/rd.h"

/* Converts up to the end or the first NUL; returns the length, cut at cap. Half surrogates become U+FFFD. */
size_t utf16_text(struct rd r, char *out, size_t cap);

#endif
