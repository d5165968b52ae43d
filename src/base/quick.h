/* snprintf() for names that are made thousands of times a second: of registers, tags, channels. The same result; but
 * what is not among %s %.*s %c %u %d %x %X %llu %lld %%, with 0 and a width before numbers, is left to the C library. */
#ifndef MIMAMORI_BASE_QUICK_H
#define MIMAMORI_BASE_QUICK_H

#include <stddef.h>

int quick_fmt(char *buf, size_t cap, const char *format, ...) __attribute__((format(printf, 3, 4)));

#endif
