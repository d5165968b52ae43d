#include "decode/words.h"

#include <stdlib.h>

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }
static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

struct text words_trim(struct text t)
{
	while (t.n > 0 && is_blank(t.s[0])) {
		t.s++;
		t.n--;
	}
	while (t.n > 0 && is_blank(t.s[t.n - 1]))
		t.n--;
	return t;
}

struct text words_unquote(struct text t)
{
	if (t.n >= 2 && (t.s[0] == '"' || t.s[0] == '\'') && t.s[t.n - 1] == t.s[0])
		return text_of(t.s + 1, t.n - 2);
	return t;
}

bool words_start(struct text t, const char *word)
{
	for (size_t i = 0; word[i]; i++)
		if (i >= t.n || lower(t.s[i]) != word[i])
			return false;
	return true;
}

bool words_same(struct text t, const char *word)
{
	for (size_t i = 0; i < t.n; i++)
		if (!word[i] || lower(t.s[i]) != word[i])
			return false;
	return !word[t.n];
}

bool words_end(struct text t, const char *word)
{
	size_t n = strlen(word);

	return t.n >= n && words_start(text_of(t.s + t.n - n, n), word);
}

ssize_t words_find(struct text t, const char *word)
{
	size_t n = strlen(word);

	for (size_t i = 0; n > 0 && i + n <= t.n; i++)
		if (lower(t.s[i]) == word[0] && words_start(text_of(t.s + i, t.n - i), word))
			return (ssize_t)i;
	return -1;
}

struct text words_from(struct text t, size_t offset)
{
	return offset < t.n ? text_of(t.s + offset, t.n - offset) : text_of(t.s + t.n, 0);
}

static bool starts_secret(struct text t)
{
	static const char *const words[] = {"password", "passwd", "passwort", "passphrase",
					    "passcode", "pwd",    "psw",      "secret"};

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (words_start(t, words[i]))
			return true;
	return false;
}

/* Asked for every value that is read: one look at each letter, as all of these words begin with one of two. */
bool words_is_secret(struct text name)
{
	for (size_t i = 0; i + 3 <= name.n; i++) {
		char first = lower(name.s[i]);

		if ((first == 'p' || first == 's') && starts_secret(text_of(name.s + i, name.n - i)))
			return true;
	}
	return words_same(name, "pass") || words_end(name, ".pass");
}

struct text words_cut(struct text *t, char at)
{
	const char *p = t->n ? memchr(t->s, at, t->n) : NULL;
	struct text before = *t;

	if (!p) {
		*t = words_from(*t, t->n);
		return before;
	}
	before.n = (size_t)(p - t->s);
	*t = words_from(*t, before.n + 1);
	return before;
}

static int digit_of(char c)
{
	c = lower(c);
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : 99;
}

bool words_number(struct text t, int base, uint64_t *ret_number)
{
	uint64_t v = 0;

	if (t.n == 0 || t.n > 15)
		return false;
	for (size_t i = 0; i < t.n; i++) {
		if (digit_of(t.s[i]) >= base)
			return false;
		v = v * (uint64_t)base + (uint64_t)digit_of(t.s[i]);
	}
	*ret_number = v;
	return true;
}

bool words_double(struct text t, double *ret_number)
{
	char buf[40], *end;

	t = words_trim(t);
	if (t.n == 0 || t.n >= sizeof buf)
		return false;
	for (size_t i = 0; i < t.n; i++) /* no hexadecimal, no "nan", no "inf" */
		if (!memchr("0123456789+-.eE", t.s[i], 15))
			return false;
	memcpy(buf, t.s, t.n);
	buf[t.n] = 0;
	*ret_number = strtod(buf, &end);
	return *end == 0 && end != buf && *ret_number - *ret_number == 0; /* not infinite */
}

bool words_header(struct text line, struct text *ret_name, struct text *ret_value)
{
	struct text rest = line, name = words_cut(&rest, ':');

	if (name.n == 0 || name.n == line.n)
		return false;
	*ret_name = words_trim(name);
	*ret_value = words_trim(rest);
	return ret_name->n > 0;
}

struct text words_parameter(struct text list, const char *key)
{
	bool quoted = false;
	size_t from = 0;

	for (size_t i = 0; i <= list.n; i++) {
		if (i < list.n && list.s[i] == '"')
			quoted = !quoted;
		if (i < list.n && (quoted || (list.s[i] != ',' && list.s[i] != ';')))
			continue;
		struct text value = words_trim(text_of(list.s + from, i - from));
		struct text name = words_trim(words_cut(&value, '='));
		while (memchr(name.s, ' ', name.n)) /* "Digest realm" */
			words_cut(&name, ' ');
		if (words_same(name, key))
			return words_unquote(words_trim(value));
		from = i + 1;
	}
	return text_of(list.s, 0);
}

static int base64_of(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

ssize_t words_base64(struct text t, uint8_t *out, size_t cap)
{
	uint32_t bits = 0;
	unsigned have = 0;
	size_t n = 0;

	while (t.n > 0 && t.s[t.n - 1] == '=')
		t.n--;
	for (size_t i = 0; i < t.n; i++) {
		int v = base64_of(t.s[i]);

		if (v < 0)
			return -1;
		bits = bits << 6 | (uint32_t)v;
		have += 6;
		if (have < 8)
			continue;
		have -= 8;
		if (n == cap)
			return -1;
		out[n++] = (uint8_t)(bits >> have);
	}
	return (ssize_t)n;
}

size_t words_unescape(struct text t, char *out, size_t cap)
{
	size_t n = 0;

	for (size_t i = 0; i < t.n && n < cap; i++) {
		char c = t.s[i];

		if (c == '%' && i + 2 < t.n && digit_of(t.s[i + 1]) < 16 && digit_of(t.s[i + 2]) < 16) {
			c = (char)(digit_of(t.s[i + 1]) << 4 | digit_of(t.s[i + 2]));
			i += 2;
		}
		out[n++] = c == '+' ? ' ' : c;
	}
	return n;
}

bool words_is_address(struct text host)
{
	bool digits = host.n > 0;

	if (host.n > 0 && host.s[0] == '[')
		return true;
	for (size_t i = 0; i < host.n; i++) {
		if (host.s[i] == ':')
			return true;
		if (host.s[i] != '.' && digit_of(host.s[i]) > 9)
			digits = false;
	}
	return digits;
}

bool words_is_domain(struct text host)
{
	bool dot = false;

	if (host.n < 3 || host.n > 253 || words_is_address(host))
		return false;
	for (size_t i = 0; i < host.n; i++) {
		char c = lower(host.s[i]);

		dot |= c == '.' && i > 0 && i + 1 < host.n;
		if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '-' && c != '_' && c != '.')
			return false;
	}
	return dot;
}

size_t words_keep(struct text t, char *out, size_t cap)
{
	size_t n = t.n < cap ? t.n : cap;

	if (n > 0)
		memcpy(out, t.s, n);
	return n;
}
