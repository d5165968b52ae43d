#include "base/jsontext.h"

#include <stdint.h>
#include <string.h>

struct place {
	const char *at, *end;
	unsigned depth;
	uint8_t objects[JSONTEXT_DEPTH / 8]; /* of each level, whether it is an object */
};

static void skip_blanks(struct place *p)
{
	while (p->at < p->end && (*p->at == ' ' || *p->at == '\t' || *p->at == '\n' || *p->at == '\r'))
		p->at++;
}

static bool take(struct place *p, char c)
{
	if (p->at == p->end || *p->at != c)
		return false;
	p->at++;
	return true;
}

static bool is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* What follows a backslash (RFC 8259, 7). */
static bool take_escape(struct place *p)
{
	if (p->at == p->end || !*p->at || !strchr("\"\\/bfnrtu", *p->at))
		return false;
	if (*p->at++ != 'u')
		return true;
	for (int i = 0; i < 4; i++, p->at++)
		if (p->at == p->end || !is_hex(*p->at))
			return false;
	return true;
}

static bool take_string(struct place *p)
{
	if (!take(p, '"'))
		return false;
	while (p->at < p->end) {
		unsigned char c = (unsigned char)*p->at++;

		if (c == '"')
			return true;
		if (c < 0x20 || (c == '\\' && !take_escape(p)))
			return false;
	}
	return false;
}

static bool take_digits(struct place *p)
{
	const char *from = p->at;

	while (p->at < p->end && *p->at >= '0' && *p->at <= '9')
		p->at++;
	return p->at > from;
}

static bool take_number(struct place *p)
{
	take(p, '-');
	if (!take(p, '0') && !take_digits(p))
		return false;
	if (take(p, '.') && !take_digits(p))
		return false;
	if (!take(p, 'e') && !take(p, 'E'))
		return true;
	if (!take(p, '+'))
		take(p, '-');
	return take_digits(p);
}

static bool take_word(struct place *p, const char *word)
{
	size_t n = strlen(word);

	if ((size_t)(p->end - p->at) < n || memcmp(p->at, word, n) != 0)
		return false;
	p->at += n;
	return true;
}

static bool take_scalar(struct place *p)
{
	if (p->at < p->end && *p->at == '"')
		return take_string(p);
	return take_word(p, "true") || take_word(p, "false") || take_word(p, "null") || take_number(p);
}

static bool in_object(const struct place *p)
{
	return p->depth && p->objects[(p->depth - 1) / 8] >> (p->depth - 1) % 8 & 1;
}

static void enter(struct place *p, bool object)
{
	uint8_t bit = (uint8_t)(1u << p->depth % 8);

	p->objects[p->depth / 8] =
		(uint8_t)(object ? p->objects[p->depth / 8] | bit : p->objects[p->depth / 8] & ~bit);
	p->depth++;
}

static bool take_key(struct place *p)
{
	skip_blanks(p);
	if (!take_string(p))
		return false;
	skip_blanks(p);
	return take(p, ':');
}

/* Behind a value: closes what ends here, and stands before the next value. false: neither a comma nor an end.
 */
static bool go_on(struct place *p)
{
	for (skip_blanks(p); p->depth; skip_blanks(p)) {
		if (take(p, ','))
			return !in_object(p) || take_key(p);
		if (!take(p, in_object(p) ? '}' : ']'))
			return false;
		p->depth--;
	}
	return p->at == p->end;
}

/* One value, or the beginning of one; ret_whole: it is over. */
static bool begin_value(struct place *p, bool *ret_whole)
{
	bool object;

	skip_blanks(p);
	*ret_whole = true;
	if (p->at == p->end || (*p->at != '{' && *p->at != '['))
		return take_scalar(p);
	if (p->depth == JSONTEXT_DEPTH)
		return false;
	object = *p->at++ == '{';
	skip_blanks(p);
	if (take(p, object ? '}' : ']'))
		return true;
	*ret_whole = false;
	enter(p, object);
	return !object || take_key(p);
}

bool jsontext_is_strict(struct text t)
{
	struct place p = {.at = t.s, .end = t.s + t.n};
	bool whole;

	if (!t.n)
		return false;
	do {
		if (!begin_value(&p, &whole) || (whole && !go_on(&p)))
			return false;
	} while (p.depth);
	return p.at == p.end;
}
