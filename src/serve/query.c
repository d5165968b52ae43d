#include "serve/query.h"
#include "serve/handler.h"

#include "base/date.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* --- rules */

static bool is_word(const char *const *words, const char *s, size_t n)
{
	for (; *words; words++)
		if (strlen(*words) == n && memcmp(*words, s, n) == 0)
			return true;
	return false;
}

static bool words_fit(const struct rule *r, const char *s, bool minus)
{
	int n = 0;

	for (;; n++) {
		size_t word = strcspn(s + (minus && *s == '-'), ",") + (minus && *s == '-');
		size_t skip = minus && *s == '-';

		if (n > 16 || !is_word(r->words, s + skip, word - skip))
			return false;
		if (!s[word])
			return true;
		s += word + 1;
	}
}

static bool number_fits(const struct rule *r, const char *s)
{
	char *end;
	long long v;

	if (*s != '-' && (*s < '0' || *s > '9'))
		return false;
	v = strtoll(s, &end, 10);
	return !*end && strlen(s) < 20 && v >= r->least && v <= r->most;
}

/* A letter and a number from 1. */
static bool id_fits(const char *letters, const char *s)
{
	return *s && strchr(letters, *s) && s[1] >= '1' && s[1] <= '9' && strlen(s) < 18 &&
	       strspn(s + 1, "0123456789") == strlen(s + 1);
}

static bool date_fits(const char *s)
{
	char date[DATE_ROOM];

	return date_parse(s, date) && strcmp(date, s) == 0;
}

static int two(const char *s)
{
	return s[0] >= '0' && s[0] <= '9' && s[1] >= '0' && s[1] <= '9' ? (s[0] - '0') * 10 + s[1] - '0' : -1;
}

/* ".25" in us; *s moves behind it. */
static int64_t fraction(const char **s)
{
	int64_t us = 0, unit = 100000;

	if (**s != '.' && **s != ',')
		return 0;
	for (++*s; **s >= '0' && **s <= '9'; ++*s, unit /= 10)
		us += (**s - '0') * unit;
	return us;
}

/* "Z", "+09:00": minutes east; -10000 it is neither. */
static int zone_of(const char *s)
{
	int hours, minutes;

	if ((*s | 32) == 'z' && !s[1])
		return 0;
	if ((*s != '+' && *s != '-') || strlen(s) != 6 || s[3] != ':' || (hours = two(s + 1)) < 0 ||
	    hours > 23 || (minutes = two(s + 4)) < 0 || minutes > 59)
		return -10000;
	return (*s == '-' ? -1 : 1) * (hours * 60 + minutes);
}

int64_t time_of(const char *s)
{
	char day[DATE_ROOM], date[DATE_ROOM];
	int hours, minutes, seconds, zone;
	int64_t us;

	if (strlen(s) < 20 || strlen(s) > 35 || (s[10] | 32) != 't' || s[13] != ':' || s[16] != ':')
		return INT64_MIN;
	memcpy(day, s, 10);
	day[10] = '\0';
	if (!date_parse(day, date) || strcmp(day, date) != 0)
		return INT64_MIN;
	hours = two(s + 11), minutes = two(s + 14), seconds = two(s + 17);
	s += 19;
	us = fraction(&s);
	zone = zone_of(s);
	if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || seconds < 0 || seconds > 60 ||
	    zone == -10000)
		return INT64_MIN;
	return ((int64_t)date_days(day) * 86400 + hours * 3600 + (minutes - zone) * 60 + seconds) * 1000000 +
	       us;
}

bool rule_fits(const struct rule *r, const char *s)
{
	switch ((enum parameter_type)r->type) {
	case PARAMETER_TEXT:
		return strlen(s) <= (size_t)r->most * 4 && text_columns(s) <= 2 * r->most;
	case PARAMETER_INT:
		return number_fits(r, s);
	case PARAMETER_BOOL:
		return !strcmp(s, "true") || !strcmp(s, "false") || !strcmp(s, "1") || !strcmp(s, "0");
	case PARAMETER_ENUM:
		return is_word(r->words, s, strlen(s));
	case PARAMETER_ENUMS:
		return words_fit(r, s, false);
	case PARAMETER_SORT:
		return words_fit(r, s, true);
	case PARAMETER_TIME:
		return time_of(s) != INT64_MIN;
	case PARAMETER_DATE:
		return date_fits(s);
	case PARAMETER_ID:
		return id_fits(r->words[0], s);
	case PARAMETER_SYSTEM:
		return !strcmp(s, "site") || id_fits("s", s);
	case PARAMETER_ANY:
		return true;
	}
	return false;
}

/* --- the query */

static int digit(char c)
{
	const char *hex = "0123456789abcdef", *p = strchr(hex, c | ('A' <= c && c <= 'F' ? 32 : 0));

	return c && p ? (int)(p - hex) : -1;
}

/* Percent and + decoded, in the arena; NULL: it is not text. */
static char *decoded(struct arena *a, const char *s, size_t n)
{
	char *to = arena_get(a, n + 1, 1), *at = to;

	for (size_t i = 0; to && i < n; i++) {
		if (s[i] != '%') {
			*at++ = s[i] == '+' ? ' ' : s[i];
			continue;
		}
		if (i + 2 >= n || digit(s[i + 1]) < 0 || digit(s[i + 2]) < 0)
			return NULL;
		*at++ = (char)(digit(s[i + 1]) << 4 | digit(s[i + 2]));
		i += 2;
	}
	return to && text_shows(text_of(to, (size_t)(at - to))) && strlen(to) == (size_t)(at - to) ? to
												   : NULL;
}

static const struct rule *rule_named(const struct rule *r, unsigned n, const char *name)
{
	for (unsigned i = 0; i < n; i++)
		if (strcmp(r[i].name, name) == 0)
			return &r[i];
	return NULL;
}

static int wrong(const char **ret_wrong, const char **ret_key, const char *what, const char *key)
{
	*ret_wrong = what;
	*ret_key = key;
	return -1;
}

static int one(struct call *c, const char *s, size_t n, const char **ret_wrong, const char **ret_key)
{
	const char *equals = memchr(s, '=', n);
	size_t name_n = equals ? (size_t)(equals - s) : n;
	const char *name = decoded(c->arena, s, name_n), *value;
	const struct rule *r;

	if (!name)
		return wrong(ret_wrong, ret_key, "?", "bad-text");
	value = equals ? decoded(c->arena, equals + 1, n - name_n - 1) : "";
	if (!value)
		return wrong(ret_wrong, ret_key, name, "bad-text");
	if (strcmp(name, "lang") == 0)
		return strcmp(value, "ja") && strcmp(value, "en")
			       ? wrong(ret_wrong, ret_key, name, "bad-parameter")
			       : 0;
	r = rule_named(c->route->query, c->route->queries, name);
	if (!r)
		return wrong(ret_wrong, ret_key, name, "unknown-parameter");
	if (query_text(c, name) || c->queries == PARAMETERS_MAX)
		return wrong(ret_wrong, ret_key, name, "twice");
	if (!*value && !r->required)
		return 0; /* an empty field of a form */
	if (!rule_fits(r, value))
		return wrong(ret_wrong, ret_key, name, "bad-parameter");
	c->query[c->queries++] = (struct parameter){r->name, value};
	return 0;
}

int query_read(struct call *c, const char **ret_wrong, const char **ret_key)
{
	const char *s = c->request->query.s, *end = s ? s + c->request->query.n : NULL;

	while (s && s < end) {
		const char *and = memchr(s, '&', (size_t)(end - s));
		size_t n = (size_t)((and? and : end) - s);

		if (n && one(c, s, n, ret_wrong, ret_key) < 0)
			return -1;
		s += n + 1;
	}
	for (unsigned i = 0; i < c->route->queries; i++) {
		const struct rule *r = &c->route->query[i];

		if (query_text(c, r->name))
			continue;
		if (r->required)
			return wrong(ret_wrong, ret_key, r->name, "missing-parameter");
		if (r->otherwise && c->queries < PARAMETERS_MAX)
			c->query[c->queries++] = (struct parameter){r->name, r->otherwise};
	}
	return 0;
}

/* --- the path */

/* One segment of a pattern against one of the path: 1 equal, 2 a parameter, 0 neither. */
static int segment(const char *pattern, size_t pn, const char *s, size_t n)
{
	if (*pattern == '{')
		return n ? 2 : 0;
	return pn == n && memcmp(pattern, s, n) == 0;
}

/* How many parameters the pattern takes from the path; -1: it does not fit. */
static int fits(const struct route *r, const char *path, const char *value[], size_t length[])
{
	const char *p = r->path;
	int parts = 0;

	for (;;) {
		size_t pn = strcspn(p, "/"), n = strcspn(path, "/");
		int is = segment(p, pn, path, n);

		if (!is && pn + n)
			return -1;
		if (is == 2 && parts < PATH_PARAMETERS_MAX) {
			value[parts] = path;
			length[parts++] = n;
		}
		p += pn;
		path += n;
		if (!*p || !*path)
			return !*p && !*path ? parts : -1;
		p++;
		path++;
	}
}

static bool parts_fit(struct call *c, const struct route *r, const char *value[], const size_t length[])
{
	for (unsigned i = 0; i < r->parts; i++) {
		c->path[i] = arena_text(c->arena, value[i], length[i]);
		if (!c->path[i] || !rule_fits(&r->part[i], c->path[i]))
			return false;
	}
	return true;
}

int route_find(struct call *c, const char **ret_allow)
{
	static const char *const names[METHOD_COUNT] = {"GET, HEAD", "POST", "PUT", "PATCH", "DELETE"};
	char *path = c->request->path.s ? arena_text(c->arena, c->request->path.s, c->request->path.n) : NULL;
	const char *value[PATH_PARAMETERS_MAX];
	size_t length[PATH_PARAMETERS_MAX];
	unsigned methods = 0;
	int best = PATH_PARAMETERS_MAX + 1;
	struct out allow;

	for (size_t i = 0; path && strlen(path) == c->request->path.n && i < api_route_count; i++) {
		const struct route *r = &api_routes[i];
		int parts = fits(r, path, value, length);

		if (parts < 0 || parts > best)
			continue;
		if (parts < best) { /* "/records/due" goes before "/records/{id}" */
			best = parts;
			methods = 0;
			c->route = NULL;
		}
		methods |= 1u << r->method;
		if (r->method == c->request->method)
			c->route = r;
	}
	if (c->route)
		return fits(c->route, path, value, length) >= 0 && parts_fit(c, c->route, value, length)
			       ? 0
			       : 404;
	if (!methods || out_init(&allow, -1) < 0)
		return 404;
	for (int m = 0; m < METHOD_COUNT; m++)
		if (methods & 1u << m)
			out_fmt(&allow, "%s%s", allow.used ? ", " : "", names[m]);
	*ret_allow = arena_text(c->arena, out_bytes(&allow, &(size_t){0}), allow.used);
	out_clear(&allow);
	return 405;
}

/* --- language */

/* The weight of a language in Accept-Language, in thousandths; -1 it is not named. */
static int weight(struct said s, const char *tag)
{
	const char *p = s.s, *end = p ? p + s.n : NULL;
	int found = -1;

	while (p && p < end) {
		const char *comma = memchr(p, ',', (size_t)(end - p)), *stop = comma ? comma : end;
		const char *semicolon;
		int w = 1000;

		while (p < stop && *p == ' ')
			p++;
		semicolon = memchr(p, ';', (size_t)(stop - p));
		if (semicolon && stop - semicolon > 3) { /* ;q=0.8 */
			const char *dot = memchr(semicolon, '.', (size_t)(stop - semicolon));

			w = dot && dot + 1 < stop ? (dot[1] - '0') * 100 : dot || stop[-1] == '0' ? 0 : 1000;
		}
		if (stop - p >= 2 && (p[0] | 32) == tag[0] && (p[1] | 32) == tag[1] && w > found)
			found = w;
		p = stop + 1;
	}
	return found;
}

enum language language_of(const struct request *r)
{
	const char *q = r->query.s;
	int ja, en;

	for (size_t i = 0; q && i + 7 <= r->query.n; i++)
		if ((i == 0 || q[i - 1] == '&') && memcmp(q + i, "lang=", 5) == 0)
			return q[i + 5] == 'e' ? LANG_EN : LANG_JA;
	ja = weight(r->accept_language, "ja");
	en = weight(r->accept_language, "en");
	return en > ja ? LANG_EN : LANG_JA;
}
