#include "assess/hours_words.h"

#include <stdbool.h>
#include <string.h>

enum { LATEST = 36 * 60 };

/* The longest that fits is taken; words of Latin letters end where letters end. */
static const struct {
	const char *text;
	enum hours_word word;
	unsigned value;
} words[] = {
#define WORD(text, word, value) {text, word, value},
#include "assess/hours_words.def"
#undef WORD
};

/* --- one width: full-width ASCII becomes ASCII, letters small */

void hours_narrow(const char *s, char *to, size_t room)
{
	char *end = to + room - 4;

	while (*s && to < end) {
		const unsigned char *p = (const unsigned char *)s;

		if (p[0] == 0xef && p[1] == 0xbc && p[2] >= 0x81 && p[2] <= 0xbf) { /* ！ to ＿ */
			*to++ = (char)(p[2] - 0x81 + '!');
			s += 3;
		} else if (p[0] == 0xef && p[1] == 0xbd && p[2] >= 0x81 && p[2] <= 0x9a) { /* ａ to ｚ */
			*to++ = (char)(p[2] - 0x81 + 'a');
			s += 3;
		} else if (p[0] == 0xe3 && p[1] == 0x80 && p[2] == 0x80) { /* ideographic space */
			*to++ = ' ';
			s += 3;
		} else {
			*to++ = *s == '\t' || *s == '\r' ? ' ' : *s;
			s++;
		}
		if (to[-1] >= 'A' && to[-1] <= 'Z')
			to[-1] = (char)(to[-1] - 'A' + 'a');
	}
	*to = '\0';
}

/* --- words */

static bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

/* Two digits at most; -1 none. */
static int two_digits(const char **s)
{
	int v = -1;

	for (int n = 0; n < 2 && **s >= '0' && **s <= '9'; n++, (*s)++)
		v = (v < 0 ? 0 : v * 10) + (**s - '0');
	return v;
}

static bool skips(const char **s, const char *word)
{
	size_t n = strlen(word);

	if (strncmp(*s, word, n) != 0)
		return false;
	*s += n;
	return true;
}

/* 8, 8:00, 8時, 8時半, 8時30分. Its length; 0: none. */
static size_t time_at(const char *s, unsigned *ret)
{
	const char *at = s;
	int hour = two_digits(&at), minute = 0;

	if (hour < 0 || (*at >= '0' && *at <= '9'))
		return 0;
	if (skips(&at, "時半")) {
		minute = 30;
	} else if (skips(&at, "時")) {
		const char *after = at;

		minute = two_digits(&after);
		if (minute >= 0 && skips(&after, "分"))
			at = after;
		else
			minute = 0;
	} else if (*at == ':' && at[1] >= '0' && at[1] <= '9') {
		at++;
		minute = two_digits(&at);
	}
	if (minute > 59 || (*at >= '0' && *at <= '9') || hour * 60 + minute > LATEST)
		return 0;
	*ret = (unsigned)(hour * 60 + minute);
	return (size_t)(at - s);
}

static size_t known_at(const char *s, size_t *ret_row)
{
	size_t longest = 0;

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		size_t n = strlen(words[i].text);

		if (n <= longest || strncmp(s, words[i].text, n) != 0)
			continue;
		if (is_letter(words[i].text[n - 1]) && is_letter(s[n]))
			continue;
		longest = n;
		*ret_row = i;
	}
	return longest;
}

void hours_next_word(struct hours_reader *r)
{
	size_t row = 0, known, time;
	unsigned minutes = 0;

	r->at += strspn(r->at, " ");
	r->word_at = r->at;
	known = known_at(r->at, &row);
	time = time_at(r->at, &minutes);
	if (!*r->at) {
		r->word = W_END;
	} else if (known >= time && known) {
		r->word = words[row].word;
		r->value = words[row].value;
	} else if (time) {
		r->word = W_TIME;
		r->value = minutes;
	} else {
		r->word = W_UNKNOWN;
	}
	r->word_n = known > time ? known : time;
	if (r->word == W_UNKNOWN)
		r->word_n = strcspn(r->at, " ,;\n");
	r->at += r->word_n;
	if (r->word == W_NOTHING)
		hours_next_word(r);
}
