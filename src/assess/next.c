#include "assess/next.h"

#include <stdio.h>
#include <string.h>

/* Which items concern which component. Our reading of where each question is settled. */
static const struct {
	const char *word;
	unsigned bit;
	const char *items; /* " 02 23 " */
} components[] = {
	{"device", NEXT_DEVICE, " 01 02 03 11 13 16 23 25 27 32 34 35 36 37 40 41 "},
	{"lan", NEXT_LAN, " 02 10 22 23 24 32 33 43 46 47 "},
	{"server", NEXT_SERVER, " 02 25 26 31 37 38 43 44 47 "},
	{"wan", NEXT_WAN, " 02 17 19 22 24 31 32 42 "},
	{"cloud", NEXT_CLOUD, " 12 16 17 18 19 20 21 26 31 38 "},
};

unsigned next_component(const char *word)
{
	for (size_t i = 0; i < sizeof components / sizeof *components; i++)
		if (strcmp(components[i].word, word) == 0)
			return components[i].bit;
	return 0;
}

static unsigned concerned(const char *parent)
{
	char word[24];
	unsigned bits = 0;

	snprintf(word, sizeof word, " %s ", parent);
	for (size_t i = 0; i < sizeof components / sizeof *components; i++)
		if (strstr(components[i].items, word))
			bits |= components[i].bit;
	return bits;
}

static bool settled(const struct sheet_row *r)
{
	return strcmp(r->state, "good") == 0 || strcmp(r->state, "note") == 0 ||
	       strcmp(r->state, "accepted") == 0 || (!r->decision.choice && strcmp(r->verdict, "met") == 0);
}

/* Rank and reason; 0: nothing to do. */
static int rank(const struct sheet_row *r, char why[24])
{
	bool identify = strncmp(r->category, "ID.", 3) == 0;
	const char *word = "undecided";
	int n = 20;

	if (settled(r) || !r->asked)
		return 0;
	if (r->contradiction)
		n = 100, word = "contradiction";
	else if (r->finding_count)
		n = 80, word = "finding";
	else if (r->expired)
		n = 60, word = "expired";
	else if (identify)
		n = 50, word = "identify";
	snprintf(why, 24, "%s", word);
	return n + (r->levels & LEVEL_POC ? 5 : 0) + (identify ? 2 : 0);
}

static void insert(struct next_rows *n, const struct next_row *one)
{
	size_t at = n->count < NEXT_MAX ? n->count++ : NEXT_MAX - 1;

	if (at == NEXT_MAX - 1 && n->row[at].rank >= one->rank && n->row[at].item[0])
		return;
	while (at > 0 && n->row[at - 1].rank < one->rank) {
		n->row[at] = n->row[at - 1];
		at--;
	}
	n->row[at] = *one;
}

static int take(void *ctx, const struct sheet_row *r)
{
	struct next_rows *n = ctx;
	struct next_row one = {.findings = (int64_t)r->finding_count};

	one.rank = rank(r, one.why);
	one.components = concerned(r->parent) & n->fresh;
	if (!one.rank || (n->fresh && !one.components && strcmp(one.why, "contradiction") != 0))
		return 0;
	snprintf(one.item, sizeof one.item, "%s", r->item);
	for (int l = 0; l < LANG_COUNT; l++) {
		one.given[l] = !r->own && r->title_from[l] == FROM_USER;
		lang_fill_buf(one.title[l], sizeof one.title[l], "{title}",
			      (const struct lang_arg[]){{"title", r->title[l]}, {NULL, NULL}});
		snprintf(one.needs[l], sizeof one.needs[l], "%s", r->needs[l] ? r->needs[l] : "");
	}
	insert(n, &one);
	return 0;
}

int next_load(struct store *s, int64_t now, const char *system, const char *sheet, struct next_rows *n)
{
	n->count = 0;
	memset(n->row, 0, sizeof n->row);
	return sheet_rows(s, now, system, sheet, take, n);
}
