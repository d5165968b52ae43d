/* Marks of the drawing: what is counted where. Drawn by map_marks_draw.c. */
#include "report/map_marks.h"

#include "assess/attack.h"
#include "assess/worst.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KINDS_MAX = 64 };

/* One line between two cards, so that it is found by its ends. */
struct pair {
	int low, high, link;
};

struct tally {
	struct map *m;
	int kinds;
	struct map_mark *of_node, *of_link, *of_whole; /* [place * kinds + kind] */
	struct pair *pair;
	int pairs;
	const int *node_of, *node_of_outside;
	int64_t outsides;
};

/* --- kinds
 * -------------------------------------------------------------------------------------------------------- */

int map_mark_kinds(const struct map *m)
{
	size_t n = m->show == SHOW_WORST ? WORST_UNKNOWN + 1 : attack_count;

	return n < KINDS_MAX ? (int)n : KINDS_MAX;
}

const char *map_mark_what(const struct map *m, int kind)
{
	if (m->show == SHOW_WORST)
		return worst_harm_token((enum worst_harm)kind);
	return attacks[kind].name;
}

const char *map_mark_title(const struct map *m, int kind)
{
	return m->show == SHOW_ATTACKS ? attacks[kind].title[m->l] : map_mark_word(m, kind);
}

/* A kind without a short word of its own stands with its title. */
const char *map_mark_word(const struct map *m, int kind)
{
	char key[64];
	const char *word;

	snprintf(key, sizeof key, "mark.%s-%.40s", m->show == SHOW_WORST ? "harm" : "attack",
		 map_mark_what(m, kind));
	word = lang(m->l, key);
	if (word != key)
		return word;
	return m->show == SHOW_ATTACKS ? attacks[kind].title[m->l] : map_mark_what(m, kind);
}

/* What people named in words of their own is "other" (data/attacks/other.yaml). -1: no such kind. */
static int kind_of_attack(const char *name)
{
	const struct attack *a = attack_find(name);

	a = a ? a : attack_find("other");
	return a && a - attacks < KINDS_MAX ? (int)(a - attacks) : -1;
}

/* --- places
 * -------------------------------------------------------------------------------------------------------- */

static int by_ends(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;

	if (x->low != y->low)
		return x->low - y->low;
	return x->high != y->high ? x->high - y->high : x->link - y->link;
}

static int pair_up(struct tally *t)
{
	t->pair = calloc((size_t)t->m->links + 1, sizeof *t->pair);
	if (!t->pair)
		return -ENOMEM;
	for (int i = 0; i < t->m->links; i++) {
		int a = t->m->link[i].from, b = t->m->link[i].to;

		t->pair[i] = (struct pair){a < b ? a : b, a < b ? b : a, i};
	}
	t->pairs = t->m->links;
	qsort(t->pair, (size_t)t->pairs, sizeof *t->pair, by_ends);
	return 0;
}

/* The line between two cards: the one of their traffic before that of a hop. -1 none is drawn. */
static int link_between(const struct tally *t, int a, int b)
{
	int low = a < b ? a : b, high = a < b ? b : a, from = 0, to = t->pairs;

	while (from < to) {
		int middle = (from + to) / 2;
		const struct pair *p = &t->pair[middle];

		if (p->low < low || (p->low == low && p->high < high))
			from = middle + 1;
		else
			to = middle;
	}
	if (from >= t->pairs || t->pair[from].low != low || t->pair[from].high != high)
		return -1;
	return t->m->link[t->pair[from].link].shown ? t->pair[from].link : -1;
}

/* "d3" "o1" "r4", as far as it is drawn. */
static int node_named(const struct tally *t, const char *end)
{
	int64_t n = strtoll(end + 1, NULL, 10);

	if (*end == 'd')
		return n > 0 && n <= t->m->seen ? t->node_of[n] : -1;
	if (*end == 'o')
		return n > 0 && n <= t->outsides ? t->node_of_outside[n] : -1;
	for (int i = 0; *end == 'r' && i < t->m->nodes; i++)
		if (t->m->node[i].record == n)
			return i;
	return -1;
}

/* Where a mark goes: a card, a line, or nowhere (NULL). What happens inside one card is the card's. */
static struct map_mark *place_of(struct tally *t, const char *key, int kind)
{
	const char *far = strchr(key, '~');
	int a = node_named(t, key), b = far ? node_named(t, far + 1) : a, link;

	if (a < 0 || b < 0)
		return NULL;
	if (a == b)
		return &t->of_node[a * t->kinds + kind];
	link = link_between(t, a, b);
	if (link < 0)
		t->m->marks_left_out++;
	return link < 0 ? NULL : &t->of_link[link * t->kinds + kind];
}

static void add(struct map_mark *to, int kind, bool accepted, int weight, int64_t loss)
{
	if (!to)
		return;
	if (to->n++ == 0)
		*to = (struct map_mark){.kind = kind, .n = 1, .weight = weight, .loss = -1};
	to->accepted += accepted;
	to->weight = weight < to->weight ? weight : to->weight;
	to->loss = loss > to->loss ? loss : to->loss;
}

/* --- what there is
 * ------------------------------------------------------------------------------------------------ */

static int count_attacks(struct tally *t)
{
	struct scan s;

	for (scan_open(&s, t->m->in->store,
		       "SELECT id, attack, key, state = 'accepted', weight FROM assumption WHERE state <> "
		       "'rejected' ORDER BY id");
	     s.more; scan_next(&s)) {
		int kind = kind_of_attack(scan_str(&s, 1));

		if (kind < 0)
			continue;
		add(place_of(t, scan_str(&s, 2), kind), kind, scan_int(&s, 3) == 1, (int)scan_int(&s, 4), -1);
	}
	return scan_close(&s);
}

/* A case of no device stands beside the drawing of its own system, and of the whole site. */
static bool is_asked(const struct tally *t, const struct worst_case *c)
{
	const char *system = t->m->choice && t->m->choice->filter ? t->m->choice->filter->system : NULL;

	return c->device || !system || strcmp(system, c->system) == 0;
}

static int count_worst(struct tally *t)
{
	struct worst *w = NULL;
	int r = worst_read(t->m->in->store, "", &w);

	for (size_t i = 0; r == 0 && i < w->count; i++) {
		const struct worst_case *c = &w->list[i];
		int kind = (int)c->harm, node = -1;

		if (c->device > 0 && c->device <= t->m->seen)
			node = t->node_of[c->device];
		if ((c->device && node < 0) /* of a device that is not shown */ || !is_asked(t, c))
			continue;
		add(c->device ? &t->of_node[node * t->kinds + kind] : &t->of_whole[kind], kind, c->is_signed,
		    0, c->loss_known ? c->loss : -1);
	}
	worst_free(w);
	return r;
}

/* --- the gravest few
 * ---------------------------------------------------------------------------------------------- */

/* What people accepted first, then by weight, by how much is at stake, by number. */
static int by_gravity(const void *a, const void *b)
{
	const struct map_mark *x = a, *y = b;

	if ((x->accepted > 0) != (y->accepted > 0))
		return x->accepted > 0 ? -1 : 1;
	if (x->weight != y->weight)
		return x->weight - y->weight;
	if (x->loss != y->loss)
		return x->loss > y->loss ? -1 : 1;
	return x->n != y->n ? y->n - x->n : x->kind - y->kind;
}

/* The marks of one place, gravest first, into memory of the map. */
static int gravest(const struct tally *t, struct map_mark *all, struct mark_row *ret)
{
	int n = 0;
	struct map_mark *kept;

	for (int i = 0; i < t->kinds; i++)
		if (all[i].n)
			all[n++] = all[i];
	if (!n)
		return 0;
	qsort(all, (size_t)n, sizeof *all, by_gravity);
	ret->marks = n < MARKS_SHOWN ? n : MARKS_SHOWN;
	ret->more = n - ret->marks;
	kept = arena_get(t->m->arena, (size_t)ret->marks, sizeof *kept);
	if (!kept)
		return -ENOMEM;
	memcpy(kept, all, (size_t)ret->marks * sizeof *kept);
	ret->mark = kept;
	return 0;
}

static int keep(struct tally *t)
{
	struct map *m = t->m;
	int r = gravest(t, t->of_whole, &m->whole);

	for (int i = 0; r == 0 && i < m->nodes; i++) {
		r = gravest(t, &t->of_node[i * t->kinds], &m->node[i].marks);
		m->node[i].h += m->node[i].marks.marks ? MARKS_H : 0;
	}
	for (int i = 0; r == 0 && i < m->links; i++)
		r = gravest(t, &t->of_link[i * t->kinds], &m->link[i].marks);
	return r;
}

int map_marks(struct map *m, const int *node_of, const int *node_of_outside, int64_t outsides)
{
	struct tally t = {.m = m,
			  .kinds = map_mark_kinds(m),
			  .node_of = node_of,
			  .node_of_outside = node_of_outside,
			  .outsides = outsides};
	size_t kinds = (size_t)t.kinds;
	int r = -ENOMEM;

	if (m->show == SHOW_PLAIN)
		return 0;
	t.of_node = calloc((size_t)m->nodes * kinds + 1, sizeof *t.of_node);
	t.of_link = calloc((size_t)m->links * kinds + 1, sizeof *t.of_link);
	t.of_whole = calloc(kinds + 1, sizeof *t.of_whole);
	if (t.of_node && t.of_link && t.of_whole)
		r = pair_up(&t);
	if (r == 0)
		r = m->show == SHOW_WORST ? count_worst(&t) : count_attacks(&t);
	if (r == 0)
		r = keep(&t);
	free(t.of_node);
	free(t.of_link);
	free(t.of_whole);
	free(t.pair);
	return r;
}
