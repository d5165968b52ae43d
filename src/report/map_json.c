/* The drawing for a page that draws it itself: cards with their places, boxes, lines. More of it than fits a
 * sheet of paper, and bounded: of some 10,000 devices the cards stand for groups. */
#include "report/map_marks.h"

#include <errno.h>
#include <math.h>
#include <string.h>

enum {
	CARD_W = 200,
	DEVICES_ALONE = 300, /* up to so many each has a card of its own */
	DEVICES_MOST = 900,  /* also when it is asked for */
	LINKS_MOST = 2000,
	OUTSIDE_MOST = 60,
	GATHERED = 2, /* so many of a kind become one card */
	MEMORY = 128 << 20,
};

static const char *const layers[LAYERS] = {"device", "lan", "server", "wan", "cloud"};
static const char *const secrecies[] = {"unknown", "no", "yes", "mixed"};

static void whole(struct out *o, const char *key, double v) { json_int(o, key, (int64_t)lround(v)); }

static void columns(const struct map *m, struct out *o)
{
	json_array(o, "columns");
	for (int i = 0; i < LAYERS; i++) {
		if (m->column_x[i] < 0)
			continue;
		json_object(o, NULL);
		json_str(o, "layer", layers[i]);
		whole(o, "x", m->column_x[i]);
		json_int(o, "w", CARD_W);
		json_end_object(o);
	}
	json_end_array(o);
}

static void zones(const struct map *m, struct out *o)
{
	json_array(o, "zones");
	for (int i = 0; i < m->zones; i++) {
		const struct map_zone *z = &m->zone[i];

		json_object(o, NULL);
		json_str(o, "name", z->name);
		whole(o, "x", z->x);
		whole(o, "y", z->y);
		whole(o, "w", z->w);
		whole(o, "h", z->h);
		json_int(o, "devices", z->devices);
		json_int(o, "medium_unknown", z->medium_unknown);
		json_bool(o, "outside", z->outside);
		json_end_object(o);
	}
	json_end_array(o);
}

static const char *const weights[] = {"now", "eased", "placed"};

static void mark(const struct map *m, const struct map_mark *k, struct out *o)
{
	json_object(o, NULL);
	json_str(o, "what", map_mark_what(m, k->kind));
	json_int(o, "n", k->n);
	json_int(o, "accepted", k->accepted);
	json_str(o, "weight", m->show == SHOW_ATTACKS && k->weight < 3 ? weights[k->weight] : NULL);
	if (k->loss >= 0)
		json_int(o, "loss", k->loss);
	json_end_object(o);
}

static void marks(const struct map *m, const char *key, const struct mark_row *row, struct out *o)
{
	if (!row->marks)
		return;
	json_array(o, key);
	for (int i = 0; i < row->marks; i++)
		mark(m, &row->mark[i], o);
	json_end_array(o);
	if (row->more)
		json_int(o, "more", row->more);
}

static void mark_kinds(const struct map *m, struct out *o)
{
	if (m->show == SHOW_PLAIN)
		return;
	json_array(o, "mark_kinds");
	for (int i = 0; i < map_mark_kinds(m); i++) {
		json_object(o, NULL);
		json_str(o, "what", map_mark_what(m, i));
		json_str(o, "word", map_mark_word(m, i));
		json_str(o, "title", map_mark_title(m, i));
		json_end_object(o);
	}
	json_end_array(o);
	if (m->show == SHOW_WORST)
		marks(m, "whole", &m->whole, o);
}

static void node(const struct map *m, struct out *o, int i)
{
	const struct map_node *n = &m->node[i];
	char id[NODE_ID_TEXT];

	json_object(o, NULL);
	json_int(o, "n", i);
	node_id(id, n->device, n->outside);
	json_str(o, "id", *id ? id : NULL);
	node_id(id, n->record, 0);
	*id = *id ? 'r' : '\0';
	json_str(o, "record", *id ? id : NULL);
	json_str(o, "kind", n->kind);
	json_str(o, "layer", layers[n->layer]);
	json_int(o, "zone", n->zone);
	json_str(o, "title", n->title ? n->title : "");
	json_str(o, "sub", n->sub ? n->sub : "");
	json_str(o, "tip", n->tip ? n->tip : "");
	json_int(o, "count", n->count);
	json_str(o, "severity", n->severity < SEVERITY_NONE ? report_severities[n->severity] : NULL);
	whole(o, "x", n->x);
	whole(o, "y", n->y);
	json_int(o, "w", CARD_W);
	whole(o, "h", n->h);
	if (n->pinned)
		json_bool(o, "pinned", true);
	json_bool(o, "by_hand", n->record != 0);
	marks(m, "marks", &n->marks, o);
	json_end_object(o);
}

/* Cards go where people put them; the drawing grows with them. */
static void pin(struct map *m, const struct report_map_filter *f)
{
	char id[NODE_ID_TEXT];

	for (int i = 0; f->pin && i < m->nodes; i++) {
		struct map_node *n = &m->node[i];

		if (n->lane)
			continue;
		node_id(id, n->record ? n->record : n->device, n->record ? 0 : n->outside);
		if (!*id)
			continue;
		if (n->record)
			*id = 'r';
		n->pinned = f->pin(f->pin_ctx, id, &n->x, &n->y);
		if (n->pinned && n->x + CARD_W + 20 > m->width)
			m->width = n->x + CARD_W + 20;
		if (n->pinned && n->y + n->h + 20 > m->height)
			m->height = n->y + n->h + 20;
	}
}

static void nodes(const struct map *m, struct out *o)
{
	json_array(o, "nodes");
	for (int i = 0; i < m->nodes; i++)
		if (!m->node[i].lane)
			node(m, o, i);
	json_end_array(o);
}

static void link(const struct map *m, const struct map_link *k, struct out *o)
{
	json_object(o, NULL);
	json_int(o, "from", k->from);
	json_int(o, "to", k->to);
	json_array(o, "protocols");
	for (int i = 0; i < k->protocols && i < MAP_PROTOCOLS; i++)
		json_str(o, NULL, k->protocol[i]);
	json_end_array(o);
	json_array(o, "titles");
	for (int i = 0; i < k->protocols && i < MAP_PROTOCOLS; i++)
		json_str(o, NULL, k->titles[i]);
	json_end_array(o);
	json_int(o, "protocol_count", k->protocols);
	json_int(o, "bytes", k->bytes);
	json_int(o, "packets", k->packets);
	json_str(o, "encrypted", secrecies[k->secrecy]);
	json_str(o, "medium", k->medium);
	json_bool(o, "by_hand", k->by_hand);
	marks(m, "marks", &k->marks, o);
	json_end_object(o);
}

/* Lines lie largest first: what does not fit any more is the smallest. */
static int links(const struct map *m, struct out *o, size_t most)
{
	int left_out = m->left_out;

	json_array(o, "links");
	for (int i = 0; i < m->links; i++) {
		if (!m->link[i].shown)
			continue;
		if (most && o->used + 800 > most)
			left_out++;
		else
			link(m, &m->link[i], o);
	}
	json_end_array(o);
	return left_out;
}

static int gather_from(const struct report_input *in, const struct report_map_filter *f)
{
	static const int64_t most[] = {
		[MAP_AUTO] = DEVICES_ALONE, [MAP_DEVICES] = DEVICES_MOST, [MAP_GROUPS] = 0};
	int64_t devices = scan_one(in->store, "SELECT count(*) FROM device", 0);

	if (f->devices) {
		devices = 0;
		for (int64_t i = 0; i <= f->devices_max / 8; i++)
			devices += __builtin_popcount(f->devices[i]);
	}
	return devices <= most[f->detail] ? INT32_MAX : GATHERED;
}

/* The members into `to`; -E2BIG: the cards alone are more than there may be. One by one they leave a third to
 * the lines: cards without lines tell nothing. */
static int draw(const struct map_choice *choice, const struct report_input *in, enum language l,
		struct out *to)
{
	struct map m = {
		.in = in, .l = l, .arena = arena_new(MEMORY), .choice = choice, .show = choice->filter->show};
	int r = m.arena ? map_collect(&m) : -ENOMEM, left_out;
	size_t most = choice->filter->bytes_max;

	if (r == 0)
		r = map_place(&m);
	if (r == 0) {
		pin(&m, choice->filter);
		whole(to, "width", m.width);
		whole(to, "height", m.height);
		columns(&m, to);
		zones(&m, to);
		mark_kinds(&m, to);
		nodes(&m, to);
		r = most && to->used > (choice->gather_from == GATHERED ? most : most / 3 * 2) ? -E2BIG : 0;
	}
	if (r == 0) {
		left_out = links(&m, to, most);
		json_object(to, "left_out");
		json_int(to, "nodes", 0);
		json_int(to, "links", left_out);
		if (m.show != SHOW_PLAIN)
			json_int(to, "marks", m.marks_left_out);
		json_end_object(to);
	}
	arena_free(m.arena);
	return r;
}

int report_map_json(const struct report_input *in, const struct report_map_filter *f, enum language l,
		    struct out *o)
{
	struct map_choice choice = {.gather_from = gather_from(in, f),
				    .links_max = LINKS_MOST,
				    .outside_shown = OUTSIDE_MOST,
				    .straight = true,
				    .filter = f};
	struct out to;
	int r = out_init(&to, -1);

	if (r < 0)
		return r;
	to.first = true;
	r = draw(&choice, in, l, &to);
	if (r == -E2BIG && choice.gather_from != GATHERED) { /* many, or long names: gathered after all */
		choice.gather_from = GATHERED;
		to.used = 0;
		to.first = true;
		r = draw(&choice, in, l, &to);
	}
	if (r == 0 && to.error)
		r = -ENOMEM;
	if (r == 0) {
		out_put(o, to.buf, to.used);
		o->first = false;
	}
	out_clear(&to);
	return r;
}
