/* snprintf() for names that are made thousands of times a second: of registers, tags, channels. The same result; but
 * what is not among %s %.*s %c %u %d %x %X %llu %lld %%, with 0 and a width before numbers, is left to the C library. */
#ifndef MIMAMORI_BASE_QUICK_H
#define MIMAMORI_BASE_QUICK_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

int quick_fmt(char *buf, size_t cap, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Names that are made with every value, put together without a format. What does not fit is left out; nothing is
 * ended by NUL. */
struct spell {
	char *start, *at, *end;
};

static inline struct spell spell_in(char *buf, size_t cap) { return (struct spell){buf, buf, buf + cap}; }
static inline size_t spell_n(const struct spell *w) { return (size_t)(w->at - w->start); }

static inline void spell_text(struct spell *w, const char *s, size_t n)
{
	size_t room = (size_t)(w->end - w->at);

	n = n < room ? n : room;
	if (n)
		memcpy(w->at, s, n);
	w->at += n;
}

static inline void spell_z(struct spell *w, const char *s)
{
	while (*s && w->at < w->end)
		*w->at++ = *s++;
}

static inline void spell_char(struct spell *w, char c)
{
	if (w->at < w->end)
		*w->at++ = c;
}

static inline void spell_number(struct spell *w, uint32_t v, uint32_t base)
{
	char digits[10];
	unsigned n = 0;

	do
		digits[n++] = "0123456789ABCDEF"[v % base];
	while (v /= base);
	while (n)
		spell_char(w, digits[--n]);
}

static inline void spell_u(struct spell *w, uint32_t v) { spell_number(w, v, 10); }

#endif
