#include "inventory/kinds.h"

#include "base/hash.h"

#include <stdbool.h>
#include <string.h>

enum { WORDS_MAX = 32, TEXT_LOOKED_AT = 192 }; /* of a text; what a thing is stands at its beginning */

struct words {
	char text[TEXT_LOOKED_AT + WORDS_MAX + 1]; /* the words, each terminated */
	const char *word[WORDS_MAX];
	char last[WORDS_MAX]; /* letter of each */
	bool wide;            /* some word is not ASCII */
	unsigned count;
};

enum letter { OTHER, LETTER, DIGIT, WIDE };

static enum letter letter_of(unsigned char c)
{
	if (c >= '0' && c <= '9')
		return DIGIT;
	if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')
		return LETTER;
	return c >= 0x80 ? WIDE : OTHER;
}

/* Letters, digits and what is not ASCII make words of their own; lower case. */
static void words_of(struct text t, struct words *w)
{
	enum letter before = OTHER;
	size_t n = 0;

	w->count = 0;
	w->wide = false;
	for (size_t i = 0; i < t.n && i < TEXT_LOOKED_AT; i++) {
		unsigned char c = (unsigned char)t.s[i];
		enum letter now = letter_of(c);

		if (now != before && before != OTHER)
			w->text[n++] = '\0';
		if (now != before && now != OTHER) {
			if (w->count == WORDS_MAX)
				break;
			w->word[w->count++] = w->text + n;
		}
		if (now != OTHER)
			w->last[w->count - 1] = w->text[n++] = (char)(now == LETTER ? c | 0x20 : c);
		w->wide |= now == WIDE;
		before = now;
	}
	w->text[n] = '\0';
}

static bool fits_word(const char *p, size_t n, const char *word)
{
	size_t have = strlen(word);

	if (n == 1 && *p == '#')
		return *word >= '0' && *word <= '9';
	if (n > 1 && p[0] == '*' && p[n - 1] == '*' && n > 2) {
		for (size_t at = 0; at + n - 2 <= have; at++)
			if (memcmp(word + at, p + 1, n - 2) == 0)
				return true;
		return false;
	}
	if (p[n - 1] == '*')
		return have >= n - 1 && memcmp(word, p, n - 1) == 0;
	if (*p == '*')
		return have >= n - 1 && memcmp(word + have - (n - 1), p + 1, n - 1) == 0;
	return have == n && memcmp(word, p, n) == 0;
}

/* Japanese is written without spaces: a pattern that is not ASCII fits anywhere in a word. */
static bool fits_wide(const char *p, size_t n, const char *word)
{
	for (; *word; word++)
		if (strncmp(word, p, n) == 0)
			return true;
	return false;
}

static bool fits_from(const char *pattern, const struct words *w, unsigned at)
{
	for (; *pattern; at++) {
		size_t n = strcspn(pattern, " ");

		if (at == w->count)
			return false;
		if ((unsigned char)*pattern >= 0x80 ? !fits_wide(pattern, n, w->word[at])
						    : !fits_word(pattern, n, w->word[at]))
			return false;
		pattern += n;
		pattern += *pattern == ' ';
	}
	return true;
}

/* The order of a pattern's first word and a word, as tools/kinds.py sorts them. */
static int compare_first(const char *pattern, const char *word)
{
	size_t n = strcspn(pattern, " "), have = strlen(word);
	int order = memcmp(pattern, word, n < have ? n : have);

	return order ? order : n < have ? -1 : n > have;
}

static unsigned first_with(const struct kind_range *r, const char *word)
{
	unsigned low = r->first, high = r->open;

	while (low < high) {
		unsigned mid = (low + high) / 2;

		if (compare_first(kind_rules[mid].pattern, word) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static bool hints(const struct kind_rule *r, const struct words *w, unsigned at)
{
	return r->hint == 0 || r->hint == (uint8_t)(r->hint_at_end ? w->last[at] : w->word[at][0]);
}

static void match_words(enum rule_class class, struct text t, kind_told *told, void *ctx)
{
	const struct kind_range *r = &kind_ranges[class];
	struct words w;

	words_of(t, &w);
	for (unsigned at = 0; at < w.count && (class != RULE_MODELS || at < 3); at++) {
		for (unsigned i = first_with(r, w.word[at]);
		     i < r->open && compare_first(kind_rules[i].pattern, w.word[at]) == 0; i++)
			if (fits_from(kind_rules[i].pattern, &w, at))
				told(ctx, &kind_rules[i]);
		for (unsigned i = r->open; i < r->end; i++)
			if (hints(&kind_rules[i], &w, at) && fits_from(kind_rules[i].pattern, &w, at))
				told(ctx, &kind_rules[i]);
	}
	for (unsigned i = r->first; w.wide && i < r->open; i++) /* Japanese first words: few, anywhere */
		if ((unsigned char)*kind_rules[i].pattern >= 0x80)
			for (unsigned at = 0; at < w.count; at++)
				if ((unsigned char)*w.word[at] >= 0x80 &&
				    fits_from(kind_rules[i].pattern, &w, at))
					told(ctx, &kind_rules[i]);
}

static bool same_no_case(const char *a, const char *b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (a[i] != (b[i] >= 'A' && b[i] <= 'Z' ? (b[i] | 0x20) : b[i]))
			return false;
	return true;
}

/* Whole, or the end of a host name, or the beginning of an object identifier. */
static bool fits_exactly(enum rule_class class, const struct kind_rule *r, struct text t)
{
	const char *p = r->pattern;
	size_t n = r->length;

	if (t.n < n || (t.n != n && class != RULE_DOMAINS && class != RULE_OBJECTS))
		return false;
	if (class == RULE_DOMAINS)
		return same_no_case(p, t.s + t.n - n, n) && (t.n == n || t.s[t.n - n - 1] == '.');
	if (class == RULE_OBJECTS)
		return memcmp(p, t.s, n) == 0 && (t.n == n || t.s[n] == '.');
	return same_no_case(p, t.s, n);
}

static bool is_words(enum rule_class class) { return class <= RULE_MAKERS || class == RULE_MODELS; }

void kinds_match(enum rule_class class, struct text t, kind_told *told, void *ctx)
{
	const struct kind_range *r = &kind_ranges[class];

	if (is_words(class)) {
		match_words(class, t, told, ctx);
		return;
	}
	for (unsigned i = r->first; i < r->end; i++)
		if (fits_exactly(class, &kind_rules[i], t))
			told(ctx, &kind_rules[i]);
}

enum { MAKERS_KEPT = 256, RULES_KEPT = 6 };

struct maker_rules {
	const char *maker;
	const struct kind_rule *rule[RULES_KEPT];
	unsigned count; /* more than RULES_KEPT: not all of them are kept */
};

static void keep_rule(void *ctx, const struct kind_rule *r)
{
	struct maker_rules *m = ctx;

	if (m->count < RULES_KEPT)
		m->rule[m->count] = r;
	m->count++;
}

void kinds_match_maker(const char *maker, kind_told *told, void *ctx)
{
	static struct maker_rules kept[MAKERS_KEPT];
	struct maker_rules *m = &kept[hash_mix((uintptr_t)maker) % MAKERS_KEPT];

	if (m->maker != maker) {
		*m = (struct maker_rules){.maker = maker};
		kinds_match(RULE_MAKERS, text_z(maker), keep_rule, m);
	}
	if (m->count > RULES_KEPT) {
		kinds_match(RULE_MAKERS, text_z(maker), told, ctx);
		return;
	}
	for (unsigned i = 0; i < m->count; i++)
		told(ctx, m->rule[i]);
}
