#include "assess/mapping_groups.h"

#include "assess/asof.h"
#include "assess/rows.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { GROUPS_MOST = 64, KEY = 48 };

const char *const group_verdicts[GROUP_VERDICTS] = {"met", "partly", "not-met", "unknown", "person"};

/* CSF 1.1, in its order. */
static const char *const csf1[] = {"ID",    "ID.AM", "ID.BE", "ID.GV", "ID.RA", "ID.RM", "ID.SC",
				   "PR",    "PR.AC", "PR.AT", "PR.DS", "PR.IP", "PR.MA", "PR.PT",
				   "DE",    "DE.AE", "DE.CM", "DE.DP", "RS",    "RS.RP", "RS.CO",
				   "RS.AN", "RS.MI", "RS.IM", "RC",    "RC.RP", "RC.IM", "RC.CO"};
static const char *const functions[] = {"identify", "protect", "detect", "respond", "recover"};

static bool within(const char *category, const char *id)
{
	size_t n = strlen(id);

	return strncmp(category, id, n) == 0 && (category[n] == '\0' || category[n] == '.');
}

bool mapping_in_group(const struct sheet_item *item, const char *id)
{
	return within(item->category, id) || (item->group && within(item->group->csf2, id));
}

struct counting {
	struct group_counts *counts;
	const char *sheet;
	bool csf2;
	size_t most; /* rows a group may have */
	struct arena *arena;
	int error;
};

static struct group_count *added(struct counting *c, const char *id, const char *group)
{
	struct group_count *to = &c->counts->list[c->counts->count++];

	to->id = id;
	to->group = group;
	to->items = arena_get(c->arena, c->most + 1, sizeof *to->items);
	to->others = arena_get(c->arena, GROUPS_MOST, sizeof *to->others);
	if (!to->items || !to->others)
		c->error = -ENOMEM;
	return to;
}

/* "print.category-id-am" of ID.AM, "print.function-identify" of ID. */
static void named_csf1(struct group_count *g)
{
	char key[KEY], *at;

	if (!g->group) {
		snprintf(key, sizeof key, "print.function-%s", functions[sheet_function(g->id)]);
	} else {
		snprintf(key, sizeof key, "print.category-%s", g->id);
		for (at = strchr(key, '-') + 1; *at; at++)
			*at = *at == '.' ? '-' : (char)(*at + ('a' - 'A'));
	}
	for (int l = 0; l < LANG_COUNT; l++)
		g->label[l] = lang((enum language)l, key);
}

static void begin(struct counting *c)
{
	const struct mapping *m = mapping_named("csf-2.0");
	const char *function = NULL;

	for (size_t i = 0; !c->csf2 && i < sizeof csf1 / sizeof *csf1; i++) {
		bool is_function = !strchr(csf1[i], '.');

		named_csf1(added(c, csf1[i], is_function ? NULL : function));
		function = is_function ? csf1[i] : function;
	}
	for (size_t i = 0; c->csf2 && m && i < m->term_count; i++)
		memcpy(added(c, m->terms[i].id, m->terms[i].group)->label, m->terms[i].label,
		       sizeof m->terms[i].label);
}

static void other(struct group_count *g, const char *category)
{
	size_t i = 0;

	while (g->others[i] && strcmp(g->others[i], category) != 0)
		i++;
	if (i + 1 < GROUPS_MOST)
		g->others[i] = category;
}

static void count(struct group_count *g, const struct sheet_row *r, const struct sheet_item *item, bool csf2)
{
	g->rows++;
	other(g, csf2 ? item->category : item->group->csf2);
	if (!r->asked)
		return;
	g->items[g->asked++] = item->item;
	g->decided += r->decision.choice != NULL;
	for (int v = 0; v < GROUP_VERDICTS; v++)
		g->verdict[v] += strcmp(group_verdicts[v], r->verdict) == 0;
}

static int take(void *ctx, const struct sheet_row *r)
{
	struct counting *c = ctx;
	const struct sheet_item *item = r->own ? NULL : sheet_item(c->sheet, r->item);

	for (size_t i = 0; item && i < c->counts->count; i++)
		if (within(c->csf2 ? item->group->csf2 : item->category, c->counts->list[i].id))
			count(&c->counts->list[i], r, item, c->csf2);
	return 0;
}

int mapping_groups(struct store *s, int64_t now, struct asof *asof, const char *system, const char *sheet,
		   bool csf2, struct arena *a, struct group_counts *ret)
{
	const struct sheet *of = sheet_named(sheet);
	struct counting c = {
		.counts = ret, .sheet = sheet, .csf2 = csf2, .most = of ? of->count : 0, .arena = a};

	*ret = (struct group_counts){.list = arena_get(a, GROUPS_MOST, sizeof *ret->list)};
	if (!of || !ret->list)
		return of ? -ENOMEM : -ENOENT;
	begin(&c);
	if (c.error < 0)
		return c.error;
	return asof ? asof_rows(asof, system, sheet, take, &c) : sheet_rows(s, now, system, sheet, take, &c);
}
