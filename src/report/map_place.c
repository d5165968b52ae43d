/* Where the cards go. Columns are layers, bands are networks; within a column the order follows the
 * barycentre of what a card is linked with (Sugiyama, Tagawa and Toda 1981), so that lines cross little. A
 * line that passes a column gets a lane of its own in it, and so never runs under a card. All of it is a
 * function of the model alone. */
#include "report/map.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
	CARD_W = 200,
	GAP_X = 136,
	GAP_Y = 14,
	LANE_H = 10,
	ZONE_PAD = 16,
	ZONE_HEAD = 40,
	ZONE_GAP = 24,
	MARGIN = 32,
	TOP = 56,
	SWEEPS = 8
};

struct column {
	int *node; /* indexes, in their order */
	int count;
};

struct placing {
	struct map *m;
	struct column column[LAYERS];
};

/* --- lanes
 * -------------------------------------------------------------------------------------------------------- */

/* The access point in this column that is known to be on the way of one of the ends; -1 none. */
static int ap_between(const struct map *m, const struct map_link *k, int layer)
{
	for (int i = 0; i < m->links; i++) {
		const struct map_link *hop = &m->link[i];

		if (hop->medium && (hop->from == k->from || hop->from == k->to) &&
		    m->node[hop->to].layer == layer)
			return hop->to;
	}
	return -1;
}

static int new_lane(struct map *m, const struct map_link *k, int layer, int left)
{
	struct map_node *lane;

	if (m->nodes >= MAP_NODES_MAX)
		return -1;
	lane = &m->node[m->nodes];
	*lane = (struct map_node){
		.lane = true, .layer = layer, .h = LANE_H, .severity = SEVERITY_NONE, .count = 1};
	lane->zone = m->zone[m->node[left].zone].outside ? m->node[k->from == left ? k->to : k->from].zone
							 : m->node[left].zone;
	return m->nodes++;
}

static void add_lanes(struct map *m)
{
	for (int i = 0; i < m->links; i++) {
		struct map_link *k = &m->link[i];
		int left = m->node[k->from].layer <= m->node[k->to].layer ? k->from : k->to;
		int right = left == k->from ? k->to : k->from;

		for (int layer = 0; layer < LAYERS; layer++)
			k->way[layer] = -1;
		for (int layer = m->node[left].layer + 1; layer < m->node[right].layer; layer++) {
			int ap = k->medium || (m->choice && m->choice->straight) ? -1
										 : ap_between(m, k, layer);

			if (m->choice && m->choice->straight)
				continue;
			k->way[layer] = ap >= 0 ? ap : new_lane(m, k, layer, left);
		}
	}
}

/* --- order
 * -------------------------------------------------------------------------------------------------------- */

static int fill_columns(struct placing *p)
{
	for (int layer = 0; layer < LAYERS; layer++) {
		struct column *c = &p->column[layer];

		c->node = arena_get(p->m->arena, (size_t)p->m->nodes + 1, sizeof *c->node);
		if (!c->node)
			return -ENOMEM;
		for (int i = 0; i < p->m->nodes; i++)
			if (p->m->node[i].layer == layer)
				c->node[c->count++] = i;
	}
	return 0;
}

static const struct map *sorting; /* qsort has no context; set just before each sort, used by one thread */

static int by_pull(const void *a, const void *b)
{
	int i = *(const int *)a, k = *(const int *)b;
	const struct map_node *x = &sorting->node[i], *y = &sorting->node[k];

	if (x->zone != y->zone)
		return x->zone - y->zone;
	if (x->pull < y->pull || x->pull > y->pull)
		return x->pull < y->pull ? -1 : 1;
	return i - k;
}

/* Heights of a column whose cards are stacked zone by zone: good enough to order by. */
static void stack(struct placing *p, int layer)
{
	double y = 0;

	for (int i = 0; i < p->column[layer].count; i++) {
		struct map_node *n = &p->m->node[p->column[layer].node[i]];

		n->y = y + n->zone * 10000.0;
		y += n->h + GAP_Y;
	}
}

/* The neighbours of a line's point in one column, on the side we come from: -1 none. side -1: left, 1: right.
 */
static int next_on_line(const struct map *m, const struct map_link *k, int layer, int side)
{
	int left = m->node[k->from].layer <= m->node[k->to].layer ? k->from : k->to,
	    right = left == k->from ? k->to : k->from;
	int to = layer + side;

	if (to < m->node[left].layer || to > m->node[right].layer || to < 0 || to >= LAYERS)
		return -1;
	return to == m->node[left].layer ? left : to == m->node[right].layer ? right : k->way[to];
}

static int on_line(const struct map *m, const struct map_link *k, int layer)
{
	if (m->node[k->from].layer == layer)
		return k->from;
	return m->node[k->to].layer == layer ? k->to : k->way[layer];
}

static void pull(struct placing *p, int layer, int side, double *sum, int *count)
{
	struct map *m = p->m;

	for (int i = 0; i < p->column[layer].count; i++)
		sum[p->column[layer].node[i]] = count[p->column[layer].node[i]] = 0;
	for (int i = 0; i < m->links; i++) {
		int at = on_line(m, &m->link[i], layer),
		    other = at < 0 ? -1 : next_on_line(m, &m->link[i], layer, side);

		if (other < 0)
			continue;
		sum[at] += m->node[other].y + m->node[other].h / 2;
		count[at]++;
	}
	for (int i = 0; i < p->column[layer].count; i++) {
		struct map_node *n = &m->node[p->column[layer].node[i]];
		int at = p->column[layer].node[i];

		n->pull = count[at] ? sum[at] / count[at] : n->y + n->h / 2;
	}
}

static void reorder(struct placing *p, int layer, int side, double *sum, int *count)
{
	struct column *c = &p->column[layer];

	pull(p, layer, side, sum, count);
	sorting = p->m;
	if (c->count)
		qsort(c->node, (size_t)c->count, sizeof *c->node, by_pull);
	stack(p, layer);
}

static void order(struct placing *p, double *sum, int *count)
{
	for (int layer = 0; layer < LAYERS; layer++) {
		for (int i = 0; i < p->column[layer].count; i++)
			p->m->node[p->column[layer].node[i]].pull = p->column[layer].node[i];
		sorting = p->m;
		if (p->column[layer].count)
			qsort(p->column[layer].node, (size_t)p->column[layer].count, sizeof(int), by_pull);
		stack(p, layer);
	}
	for (int sweep = 0; sweep < SWEEPS; sweep++) {
		for (int layer = 1; layer < LAYERS; layer++)
			reorder(p, layer, -1, sum, count);
		for (int layer = LAYERS - 2; layer >= 0; layer--)
			reorder(p, layer, 1, sum, count);
	}
}

/* --- coordinates
 * -------------------------------------------------------------------------------------------------- */

static double column_height(const struct placing *p, int layer, int zone)
{
	double h = 0;

	for (int i = 0; i < p->column[layer].count; i++) {
		const struct map_node *n = &p->m->node[p->column[layer].node[i]];

		if (n->zone == zone)
			h += n->h + GAP_Y;
	}
	return h > 0 ? h - GAP_Y : 0;
}

static void place_columns(struct placing *p)
{
	struct map *m = p->m;
	double x = MARGIN + ZONE_PAD;

	for (int layer = 0; layer < LAYERS; layer++) {
		m->column_x[layer] = -1;
		if (p->column[layer].count == 0)
			continue;
		if (layer == LAYER_OUTSIDE)
			x += ZONE_PAD;
		m->column_x[layer] = x;
		for (int i = 0; i < p->column[layer].count; i++)
			m->node[p->column[layer].node[i]].x = x;
		x += CARD_W + GAP_X;
	}
	m->width = x - GAP_X + ZONE_PAD + MARGIN;
}

static void place_zones(struct placing *p)
{
	struct map *m = p->m;
	double y = TOP, right = m->column_x[LAYER_OUTSIDE] > 0 ? m->column_x[LAYER_OUTSIDE] - GAP_X + ZONE_PAD
							       : m->width - MARGIN;
	double outside = column_height(p, LAYER_OUTSIDE, m->zones - 1);

	for (int z = 0; z < m->zones; z++) {
		struct map_zone *zone = &m->zone[z];

		if (zone->outside)
			continue;
		zone->x = MARGIN;
		zone->y = y;
		zone->w = right - MARGIN - (m->column_x[LAYER_OUTSIDE] > 0 ? ZONE_PAD : 0);
		for (int layer = 0; layer < LAYER_OUTSIDE; layer++) {
			double h = column_height(p, layer, z);

			zone->h = h > zone->h ? h : zone->h;
		}
		zone->h += ZONE_HEAD + ZONE_PAD;
		y += zone->h + ZONE_GAP;
	}
	y -= y > TOP ? ZONE_GAP : 0;
	if (m->zones && m->zone[m->zones - 1].outside) {
		struct map_zone *zone = &m->zone[m->zones - 1];
		double need = outside + ZONE_HEAD + ZONE_PAD;

		*zone = (struct map_zone){.outside = true,
					  .devices = zone->devices,
					  .x = m->column_x[LAYER_OUTSIDE] - ZONE_PAD,
					  .y = TOP,
					  .w = CARD_W + 2 * ZONE_PAD,
					  .h = y - TOP > need ? y - TOP : need};
		memcpy(zone->name, lang(m->l, "drawing.outside"),
		       strnlen(lang(m->l, "drawing.outside"), sizeof zone->name - 1));
		y = TOP + zone->h > y ? TOP + zone->h : y;
	}
	m->height = y;
}

/* The cards of one zone in one column: as near to what they are linked with as the others allow. */
static void settle(struct placing *p, int layer, int zone)
{
	const struct map_zone *z = &p->m->zone[zone];
	double top = z->y + ZONE_HEAD, bottom = z->y + z->h - ZONE_PAD, limit = bottom;
	const struct column *c = &p->column[layer];
	int first = 0, last;

	while (first < c->count && p->m->node[c->node[first]].zone != zone)
		first++;
	for (last = first; last < c->count && p->m->node[c->node[last]].zone == zone; last++) {
		struct map_node *n = &p->m->node[c->node[last]];

		n->y = n->pull - n->h / 2 > top ? n->pull - n->h / 2 : top;
		top = n->y + n->h + GAP_Y;
	}
	while (last-- > first) {
		struct map_node *n = &p->m->node[c->node[last]];

		n->y = n->y + n->h > limit ? limit - n->h : n->y;
		limit = n->y - GAP_Y;
	}
}

/* First stacked in the middle of its zone, then pulled, a few times from both sides. */
static void centre(struct placing *p, int layer)
{
	for (int z = 0; z < p->m->zones; z++) {
		const struct map_zone *zone = &p->m->zone[z];
		double y = zone->y + ZONE_HEAD +
			   (zone->h - ZONE_HEAD - ZONE_PAD - column_height(p, layer, z)) / 2;

		for (int i = 0; i < p->column[layer].count; i++) {
			struct map_node *n = &p->m->node[p->column[layer].node[i]];

			if (n->zone != z)
				continue;
			n->y = y;
			y += n->h + GAP_Y;
		}
	}
}

static void place(struct placing *p, double *sum, int *count)
{
	place_columns(p);
	place_zones(p);
	for (int layer = 0; layer < LAYERS; layer++)
		centre(p, layer);
	for (int round = 0; round < 6; round++)
		for (int i = 0; i < LAYERS; i++) {
			int layer = round % 2 ? LAYERS - 1 - i : i;

			pull(p, layer, round % 2 ? 1 : -1, sum, count);
			for (int z = 0; z < p->m->zones; z++)
				settle(p, layer, z);
		}
}

/* --- where lines meet cards
 * ---------------------------------------------------------------------------------------- */

struct contact {
	int link, at, other;
	bool right;
};

static int by_contact(const void *a, const void *b)
{
	const struct contact *x = a, *y = b;
	const struct map_node *to_x = &sorting->node[x->other], *to_y = &sorting->node[y->other];

	if (x->at != y->at)
		return x->at - y->at;
	if (x->right != y->right)
		return x->right ? 1 : -1;
	if (to_x->y < to_y->y || to_x->y > to_y->y)
		return to_x->y < to_y->y ? -1 : 1;
	return x->link - y->link;
}

/* Lines that meet a card on one side share its height, in the order of their other ends. */
static int spread(struct map *m)
{
	struct contact *c = arena_get(m->arena, (size_t)m->links * 2 + 1, sizeof *c);
	int n = 0;

	if (!c)
		return -ENOMEM;
	for (int i = 0; i < m->links; i++) {
		const struct map_link *k = &m->link[i];
		int from = m->node[k->from].layer, to = m->node[k->to].layer;

		c[n++] = (struct contact){i, k->from,
					  from == to ? k->to : next_on_line(m, k, from, from < to ? 1 : -1),
					  from <= to};
		c[n++] = (struct contact){i, k->to,
					  from == to ? k->from : next_on_line(m, k, to, to < from ? 1 : -1),
					  to <= from};
		if (c[n - 2].other < 0)
			c[n - 2].other = k->to;
		if (c[n - 1].other < 0)
			c[n - 1].other = k->from;
	}
	sorting = m;
	if (n)
		qsort(c, (size_t)n, sizeof *c, by_contact);
	for (int i = 0, end; i < n; i = end) {
		const struct map_node *node = &m->node[c[i].at];

		for (end = i + 1; end < n && c[end].at == c[i].at && c[end].right == c[i].right;)
			end++;
		for (int k = i; k < end; k++) {
			double y = node->y + node->h * (k - i + 1) / (end - i + 1);

			if (m->link[c[k].link].from == c[k].at)
				m->link[c[k].link].from_y = y;
			else
				m->link[c[k].link].to_y = y;
		}
	}
	return 0;
}

int map_place(struct map *m)
{
	struct placing p = {.m = m};
	double *sum;
	int *count, r;

	add_lanes(m);
	sum = arena_get(m->arena, (size_t)m->nodes + 1, sizeof *sum);
	count = arena_get(m->arena, (size_t)m->nodes + 1, sizeof *count);
	if (!sum || !count)
		return -ENOMEM;
	r = fill_columns(&p);
	if (r < 0)
		return r;
	order(&p, sum, count);
	place(&p, sum, count);
	return spread(m);
}
