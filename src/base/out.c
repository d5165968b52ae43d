#include "base/out.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ROOM = 128 * 1024 };

int out_init(struct out *o, int fd)
{
	*o = (struct out){.fd = fd, .first = true, .room = ROOM, .day = INT64_MIN};
	o->buf = malloc(ROOM);
	return o->buf ? 0 : -ENOMEM;
}

static void flush(struct out *o)
{
	for (size_t done = 0; done < o->used && !o->error;) {
		ssize_t n = write(o->fd, o->buf + done, o->used - done);

		if (n >= 0)
			done += (size_t)n;
		else if (errno != EINTR)
			o->error = errno;
	}
	o->used = 0;
}

/* Makes room for n more bytes: by writing out, or for a memory out by growing. */
static bool make_room(struct out *o, size_t n)
{
	char *more;

	if (o->fd >= 0) {
		flush(o);
		return true;
	}
	more = realloc(o->buf, o->room * 2 + n);
	if (!more) {
		o->error = ENOMEM;
		return false;
	}
	o->buf = more;
	o->room = o->room * 2 + n;
	return true;
}

void out_put(struct out *o, const void *bytes, size_t n)
{
	const char *p = bytes;

	o->total += n;
	if (n <= o->room - o->used && !o->error) {
		memcpy(o->buf + o->used, p, n);
		o->used += n;
		return;
	}
	while (n > 0 && !o->error) {
		size_t part = o->room - o->used;

		if (part > n)
			part = n;
		if (part == 0) {
			if (!make_room(o, n))
				return;
			continue;
		}
		memcpy(o->buf + o->used, p, part);
		o->used += part;
		p += part;
		n -= part;
	}
}

int out_finish(struct out *o)
{
	if (o->fd >= 0)
		flush(o);
	return -o->error;
}

void out_clear(struct out *o)
{
	free(o->buf);
	o->buf = NULL;
}

const char *out_bytes(struct out *o, size_t *ret_n)
{
	size_t n = o->used;

	out_char(o, '\0');
	o->used = n;
	if (ret_n)
		*ret_n = n;
	return o->error ? "" : o->buf;
}

void out_str(struct out *o, const char *s) { out_put(o, s, strlen(s)); }
void out_char_slow(struct out *o, char c) { out_put(o, &c, 1); }

void out_int(struct out *o, int64_t v)
{
	char digits[21], *p = digits + sizeof digits;
	uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;

	do
		*--p = (char)('0' + u % 10);
	while (u /= 10);
	if (v < 0)
		*--p = '-';
	out_put(o, p, (size_t)(digits + sizeof digits - p));
}

void out_fmt(struct out *o, const char *format, ...)
{
	char line[1024], *longer = NULL;
	va_list ap;
	int n;

	va_start(ap, format);
	n = vsnprintf(line, sizeof line, format, ap);
	va_end(ap);
	if (n >= (int)sizeof line) { /* never cut: it may be half of a record */
		va_start(ap, format);
		n = vasprintf(&longer, format, ap);
		va_end(ap);
		if (n < 0 && !o->error)
			o->error = ENOMEM;
	}
	if (n > 0)
		out_put(o, longer ? longer : line, (size_t)n);
	free(n < 0 ? NULL : longer);
}

/* Days since 1970-01-01 to a civil date; the era arithmetic of H. Hinnant, "chrono-compatible low-level date
 * algorithms", re-derived: years begin in March so that the leap day is the last. */
static void civil(int64_t days, int64_t *ret_year, unsigned *ret_month, unsigned *ret_day)
{
	int64_t z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097;
	unsigned doe = (unsigned)(z - era * 146097);
	unsigned yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	unsigned doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;

	*ret_day = doy - (153 * mp + 2) / 5 + 1;
	*ret_month = mp < 10 ? mp + 3 : mp - 9;
	*ret_year = (int64_t)yoe + era * 400 + (*ret_month <= 2);
}

static char *digits(char *p, unsigned v, int width)
{
	for (int i = width; i-- > 0; v /= 10)
		p[i] = (char)('0' + v % 10);
	return p + width;
}

/* "2026-11-29T" of a day; the days of a report are few and stand together. */
static const char *date_of(struct out *o, int64_t day)
{
	unsigned month, of_month;
	int64_t year;
	char *p = o->date;

	if (day == o->day)
		return o->date;
	civil(day, &year, &month, &of_month);
	if (year < 0 || year > 9999) {
		out_fmt(o, "%lld-%02u-%02uT", (long long)year, month, of_month);
		return "";
	}
	p = digits(p, (unsigned)year, 4);
	*p++ = '-';
	p = digits(p, month, 2);
	*p++ = '-';
	p = digits(p, of_month, 2);
	memcpy(p, "T", 2);
	o->day = day;
	return o->date;
}

void out_time(struct out *o, int64_t us)
{
	int64_t seconds = us >= 0 ? us / 1000000 : -((-us + 999999) / 1000000);
	int64_t days = seconds >= 0 ? seconds / 86400 : -((-seconds + 86399) / 86400);
	unsigned s = (unsigned)(seconds - days * 86400);
	char line[40], *p = line;

	out_str(o, date_of(o, days));
	p = digits(p, s / 3600, 2);
	*p++ = ':';
	p = digits(p, s / 60 % 60, 2);
	*p++ = ':';
	p = digits(p, s % 60, 2);
	*p++ = '.';
	p = digits(p, (unsigned)(us - seconds * 1000000), 6);
	*p++ = 'Z';
	out_put(o, line, (size_t)(p - line));
}

void out_html(struct out *o, const char *s)
{
	static const char *const as[128] = {
		['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;", ['\''] = "&#39;"};
	const char *from = s;

	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;

		if (c < 128 && as[c]) {
			out_put(o, from, (size_t)(s - from));
			out_str(o, as[c]);
			from = s + 1;
		}
	}
	out_put(o, from, (size_t)(s - from));
}

/* Spreadsheets of Japanese Windows compute what begins with a full-width one, too (a lone one says "none"). */
bool out_is_formula(const char *s)
{
	static const char wide[][4] = {"\xef\xbc\x9d", "\xef\xbc\x8b", "\xef\xbc\x8d", "\xef\xbc\xa0"};

	for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
		if (strncmp(s, wide[i], 3) == 0)
			return s[3] != 0;
	return *s && strchr("=+-@\t\r\n", *s);
}

void out_csv(struct out *o, const char *s)
{
	static const bool special[256] = {
		[','] = true, ['"'] = true, ['\r'] = true, ['\n'] = true, [';'] = true};
	bool formula = out_is_formula(s), quote = formula;
	size_t n;

	for (n = 0; s[n]; n++)
		quote |= special[(unsigned char)s[n]];
	if (!quote) {
		out_put(o, s, n);
		return;
	}
	out_str(o, formula ? "\"'" : "\"");
	for (const char *mark; (mark = strchr(s, '"')); s = mark + 1) {
		out_put(o, s, (size_t)(mark - s) + 1);
		out_char(o, '"');
	}
	out_str(o, s);
	out_char(o, '"');
}
