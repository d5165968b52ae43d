#include "base/quick.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct writer {
	char *buf;
	size_t cap, n; /* n: as much as there would be with room for all */
};

static void put(struct writer *w, const char *s, size_t n)
{
	size_t room = w->n < w->cap ? w->cap - w->n : 0;

	if (n && room)
		memcpy(w->buf + w->n, s, n < room ? n : room);
	w->n += n;
}

struct spec {            /* between % and the letter */
	bool zero, wide; /* wide: ll */
	unsigned width;
	int precision; /* of %s; -1 none */
};

static void put_number(struct writer *w, const struct spec *f, char letter, uint64_t v, bool negative)
{
	const char *digits = letter == 'X' ? "0123456789ABCDEF" : "0123456789abcdef";
	char text[24], *end = text + sizeof text, *p = end;
	bool decimal = letter == 'u' || letter == 'd';

	do
		*--p = decimal ? (char)('0' + v % 10) : digits[v & 15];
	while ((v = decimal ? v / 10 : v >> 4));
	if (negative && !f->zero)
		*--p = '-';
	else if (negative)
		put(w, "-", 1);
	for (size_t have = (size_t)(end - p) + (negative && f->zero); have < f->width; have++)
		put(w, f->zero ? "0" : " ", 1);
	put(w, p, (size_t)(end - p));
}

static void put_text(struct writer *w, const char *s, int precision)
{
	if (!s)
		s = "(null)";
	put(w, s, precision < 0 ? strlen(s) : strnlen(s, (size_t)precision));
}

static void put_signed(struct writer *w, const struct spec *f, int64_t v)
{
	put_number(w, f, 'd', v < 0 ? ~(uint64_t)v + 1 : (uint64_t)v, v < 0);
}

/* 0, a width, ll: what may stand before the letter of a number. */
static const char *flags(const char *p, struct spec *f)
{
	if (*p == '0') {
		f->zero = true;
		p++;
	}
	for (; *p >= '0' && *p <= '9'; p++)
		f->width = f->width * 10 + (unsigned)(*p - '0');
	if (p[0] == 'l' && p[1] == 'l') {
		f->wide = true;
		p += 2;
	}
	return p;
}

/* One conversion, from behind its %. Returns what stands behind it; NULL: it is none of ours. */
static const char *put_one(struct writer *w, const char *p, va_list *args)
{
	struct spec f = {.precision = -1};
	bool plain = *p == 's' || *p == 'c' || *p == '%';

	if (p[0] == '.' && p[1] == '*' && p[2] == 's') {
		f.precision = va_arg(*args, int);
		plain = true;
		p += 2;
	} else if (!plain) {
		p = flags(p, &f);
	}
	if (*p == 's' && plain)
		put_text(w, va_arg(*args, const char *), f.precision);
	else if (*p == 'c' && plain)
		put(w, (const char[]){(char)va_arg(*args, int)}, 1);
	else if (*p == '%' && plain)
		put(w, "%", 1);
	else if (*p == 'd')
		put_signed(w, &f, f.wide ? va_arg(*args, long long) : va_arg(*args, int));
	else if (*p == 'u' || *p == 'x' || *p == 'X')
		put_number(w, &f, *p, f.wide ? va_arg(*args, unsigned long long) : va_arg(*args, unsigned),
			   false);
	else
		return NULL;
	return p + 1;
}

static bool put_all(struct writer *w, const char *p, va_list *args)
{
	while (p && *p) {
		const char *plain = p;

		while (*p && *p != '%')
			p++;
		if (p != plain)
			put(w, plain, (size_t)(p - plain));
		if (*p)
			p = put_one(w, p + 1, args);
	}
	return p != NULL;
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
int quick_fmt(char *buf, size_t cap, const char *format, ...)
{
	struct writer w = {buf, cap, 0};
	va_list args;
	bool done;
	int n;

	va_start(args, format);
	done = put_all(&w, format, &args);
	va_end(args);
	if (done) {
		if (cap)
			buf[w.n < cap ? w.n : cap - 1] = '\0';
		return (int)w.n;
	}
	va_start(args, format);
	n = vsnprintf(buf, cap, format, args);
	va_end(args);
	return n;
}
#pragma GCC diagnostic pop
