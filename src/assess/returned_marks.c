/* Marks and hashes of a table that goes out and comes back. */
#include "assess/returned.h"
#include "base/lang.h"
#include "store/digest.h"

#include <stdio.h>
#include <string.h>

static const struct {
	const char *choice, *mark;
	const char *also[6]; /* what people type, and what fonts and input methods make of it */
} marks[] = {
	{"adopt", "◎", {"⊚", "⦾", NULL}},
	{"part", "△", {"▲", "∆", "Δ", NULL}},
	{"not", "×", {"✕", "✖", "x", "X", "ｘ", NULL}},
};

const char *returned_mark(const char *choice)
{
	for (size_t i = 0; choice && i < sizeof marks / sizeof *marks; i++)
		if (strcmp(marks[i].choice, choice) == 0)
			return marks[i].mark;
	return NULL;
}

/* Bytes of the mark that the text begins with; 0: it does not. */
static size_t begins(const char *typed, size_t i)
{
	if (strncmp(typed, marks[i].mark, strlen(marks[i].mark)) == 0)
		return strlen(marks[i].mark);
	for (const char *const *also = marks[i].also; *also; also++)
		if (strncmp(typed, *also, strlen(*also)) == 0)
			return strlen(*also);
	return 0;
}

/* Nothing, or the choice's own word. */
static bool is_word_of(const char *rest, const char *choice)
{
	char key[64];

	while (*rest == ' ' || strncmp(rest, "\u3000", 3) == 0)
		rest += *rest == ' ' ? 1 : 3;
	snprintf(key, sizeof key, "print.choice-%s", choice);
	return !*rest || strcmp(rest, lang(LANG_JA, key)) == 0 || strcmp(rest, lang(LANG_EN, key)) == 0;
}

const char *returned_choice(const char *typed)
{
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		size_t n = begins(typed, i);

		if (n && is_word_of(typed + n, marks[i].choice))
			return marks[i].choice;
	}
	return NULL;
}

static void short_hash(const char *const *text, int count, char ret[RETURNED_HASH])
{
	unsigned char hash[HASH_BYTES];
	char hex[HASH_HEX];
	struct digest d;

	digest_start(&d);
	for (int i = 0; i < count; i++)
		digest_text(&d, text[i], strlen(text[i]));
	digest_end(&d, hash);
	digest_hex(hash, hex);
	memcpy(ret, hex, RETURNED_HASH - 1);
	ret[RETURNED_HASH - 1] = '\0';
}

void returned_was(const char *mark, const char *reason, const char *point, char ret[RETURNED_HASH])
{
	short_hash((const char *const[]){mark, reason, point}, 3, ret);
}

void returned_asked(const char *question, char ret[RETURNED_HASH])
{
	const char *after = strchr(question, ' '); /* Excel writes CSV in Shift_JIS, which has no ❶ */

	short_hash((const char *const[]){after ? after : question}, 1, ret);
}
