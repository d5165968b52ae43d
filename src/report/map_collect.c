/* The cards of the drawing: devices one by one while they are few, gathered by network, layer and kind when
 * they are many. */
#include "report/map.h"

#include "report/map_marks.h"
#include "report/words.h"

#include "base/text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	ZONES_PRINTED = 12,
	ZONES_MAX = 48, /* where one can move and zoom */
	OUTSIDE_SHOWN = 14,
	ALONE_ALWAYS = 24,
	TITLE_EMS_TENTHS = 102,
	SUB_EMS_TENTHS = 128,
	ROOMY = 60
};

static const char *const layer_tokens[LAYERS] = {"device", "lan", "server", "wan", "cloud"};

/* A device as it lies in the model, before it is gathered. */
struct thing {
	int64_t id, record; /* record: entered by hand */
	const char *kind, *name, *ip;
	int layer, zone, severity;
	bool by_hand;        /* entered by people: no frame shows it */
	uint64_t network[2]; /* of its main address: sorts zones */
};

struct things {
	struct thing *all;
	int count;
};

static int layer_of(const char *token)
{
	for (int i = 0; i < LAYERS; i++)
		if (strcmp(layer_tokens[i], token) == 0)
			return i;
	return 1;
}

static const char *kept(struct map *m, const char *s)
{
	return s ? arena_text(m->arena, s, strlen(s)) : NULL;
}

/* The network an address lies in, as /24 or /64; {0, 0} for none. */
static void network_of(const char *ip, uint64_t ret_network[2])
{
	struct ip a;

	ret_network[0] = ret_network[1] = 0;
	if (!ip || !ip_parse(ip, &a))
		return;
	if (ip_is4(a))
		ret_network[1] = 1ull << 32 | (ip_v4(a) & 0xffffff00u);
	else
		for (int i = 0; i < 8; i++)
			ret_network[0] = ret_network[0] << 8 | a.b[i];
	if (!ip_is4(a) && !ret_network[0])
		ret_network[1] = 2ull << 32; /* ::/64 */
}

static void network_name(const struct map *m, const uint64_t network[2], char buf[64])
{
	struct prefix p = {.bits = 64};

	if (network[1] >> 32 == 2) {
		snprintf(buf, 64, "::/64");
	} else if (network[1]) {
		snprintf(buf, 64, "%u.%u.%u.0/24", (unsigned)(network[1] >> 24 & 255),
			 (unsigned)(network[1] >> 16 & 255), (unsigned)(network[1] >> 8 & 255));
	} else if (network[0]) {
		for (int i = 0; i < 8; i++)
			p.ip.b[i] = (uint8_t)(network[0] >> (56 - 8 * i));
		prefix_text(&p, buf);
	} else {
		snprintf(buf, 64, "%s", lang(m->l, "drawing.no-address"));
	}
}

static struct thing *thing_of(struct things *t, int64_t id)
{
	for (int low = 0, high = t->count; low < high;) {
		int middle = (low + high) / 2;

		if (t->all[middle].id == id)
			return &t->all[middle];
		if (t->all[middle].id < id)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* Devices that people entered, in the order of their records; they stand in the network of what they hang on.
 */
static int read_hand(struct map *m, struct things *t, int64_t count, int64_t devices)
{
	struct scan s;

	for (scan_open(&s, m->in->store, MAP_HAND_DEVICES); s.more && t->count < count; scan_next(&s)) {
		const struct thing *below = thing_of(t, scan_int(&s, 4));
		struct thing *d = &t->all[t->count++];

		*d = (struct thing){
			.id = ++devices, .record = s.key, .by_hand = true, .severity = SEVERITY_NONE};
		d->kind = kept(m, scan_null(&s, 1) ? "unknown" : scan_str(&s, 1));
		d->name = kept(m, scan_str(&s, 2));
		d->ip = kept(m, scan_str(&s, 3)); /* where it stands, in place of an address */
		d->layer = 0;
		if (below)
			memcpy(d->network, below->network, sizeof d->network);
		if (!d->kind)
			s.error = -ENOMEM;
	}
	return scan_close(&s);
}

static bool is_seen(const uint8_t *bits, int64_t most, int64_t id)
{
	return !bits || (id >= 0 && id <= most && bits[id / 8] >> id % 8 & 1);
}

static bool device_wanted(const struct map *m, int64_t id)
{
	const struct report_map_filter *f = m->choice ? m->choice->filter : NULL;

	return !f || is_seen(f->devices, f->devices_max, id);
}

static int read_things(struct map *m, struct things *t, int64_t devices)
{
	int64_t count = scan_one(m->in->store, "SELECT count(*) FROM device", 0) +
			scan_one(m->in->store, "SELECT count(*) FROM (" MAP_HAND_DEVICES ")", 0);
	struct scan s;
	int r;

	t->all = calloc((size_t)count + 1, sizeof *t->all);
	if (!t->all)
		return -ENOMEM;
	scan_open(&s, m->in->store,
		  "SELECT d.id, v.kind, coalesce(v.name, v.model), d.ip, v.layer, coalesce(f.worst, "
		  "5), d.mac FROM device d"
		  " JOIN device_shown v ON v.id = d.id LEFT JOIN (SELECT a.device, min(f.severity) AS "
		  "worst FROM finding_about a"
		  " JOIN finding f ON f.id = a.finding WHERE a.device IS NOT NULL GROUP BY a.device) f ON "
		  "f.device = d.id ORDER BY d.id");
	for (; s.more && t->count < count; scan_next(&s)) {
		struct thing *d;

		if (!device_wanted(m, s.key))
			continue;
		d = &t->all[t->count++];
		d->id = s.key;
		d->kind = kept(m, scan_str(&s, 1));
		d->name = kept(m, scan_str(&s, 2));
		d->ip = kept(m, scan_str(&s, scan_null(&s, 3) ? 6 : 3));
		d->layer = layer_of(scan_str(&s, 4));
		d->severity = (int)scan_int(&s, 5);
		network_of(scan_str(&s, 3), d->network);
		if (!d->kind)
			s.error = -ENOMEM;
	}
	r = scan_close(&s);
	if (r < 0 || (m->choice && !m->choice->filter->hand))
		return r;
	return read_hand(m, t, count, devices);
}

/* --- zones
 * -------------------------------------------------------------------------------------------------------- */

struct tally {
	uint64_t network[2];
	int devices;
};

static int by_network(const void *a, const void *b)
{
	const struct tally *x = a, *y = b;

	if (x->network[0] != y->network[0])
		return x->network[0] < y->network[0] ? -1 : 1;
	return x->network[1] < y->network[1] ? -1 : x->network[1] > y->network[1];
}

static int by_devices(const void *a, const void *b)
{
	const struct tally *x = a, *y = b;

	return x->devices != y->devices ? (x->devices > y->devices ? -1 : 1) : by_network(a, b);
}

static bool same_network(const uint64_t a[2], const uint64_t b[2]) { return a[0] == b[0] && a[1] == b[1]; }

/* The networks, most devices first; returns how many. */
static int tally(const struct things *t, struct tally *networks)
{
	int n = 0;

	for (int i = 0; i < t->count; i++)
		networks[i] = (struct tally){{t->all[i].network[0], t->all[i].network[1]}, 1};
	qsort(networks, (size_t)t->count, sizeof *networks, by_network);
	for (int i = 0; i < t->count; i++) {
		if (n > 0 && same_network(networks[n - 1].network, networks[i].network))
			networks[n - 1].devices++;
		else
			networks[n++] = networks[i];
	}
	qsort(networks, (size_t)n, sizeof *networks, by_devices);
	return n;
}

/* The zone of each device: one of the networks that get a box, or the last one, "other networks". */
static int make_zones(struct map *m, struct things *t)
{
	struct tally *networks = calloc((size_t)t->count + 1, sizeof *networks);
	int n, shown, most = m->choice ? ZONES_MAX : ZONES_PRINTED;

	m->zone = arena_get(m->arena, ZONES_MAX + 2, sizeof *m->zone);
	if (!networks || !m->zone) {
		free(networks);
		return -ENOMEM;
	}
	n = tally(t, networks);
	shown = n > most ? most - 1 : n;
	qsort(networks, (size_t)shown, sizeof *networks, by_network);
	for (int i = 0; i < t->count; i++) {
		int z = 0;

		while (z < shown && !same_network(networks[z].network, t->all[i].network))
			z++;
		t->all[i].zone = z;
		m->zone[z].devices++;
	}
	for (int z = 0; z < shown; z++)
		network_name(m, networks[z].network, m->zone[z].name);
	if (n > shown) {
		char count[WORD_TEXT];

		lang_fill_buf(m->zone[shown].name, sizeof m->zone[shown].name,
			      lang(m->l, "drawing.other-networks"),
			      (struct lang_arg[]){{"n", grouped(count, n - shown)}, {NULL, NULL}});
	}
	m->zones = n > shown ? shown + 1 : shown;
	free(networks);
	return 0;
}

static void count_media(struct map *m, const struct things *t)
{
	struct scan s;
	int i = 0;

	for (int z = 0; z < m->zones; z++)
		m->zone[z].medium_unknown = m->zone[z].devices;
	for (int h = 0; h < t->count; h++)
		m->zone[t->all[h].zone].medium_unknown -= t->all[h].by_hand;
	for (scan_open(&s, m->in->store, "SELECT DISTINCT station FROM hop ORDER BY station"); s.more;
	     scan_next(&s)) {
		while (i < t->count && t->all[i].id < s.key)
			i++;
		if (i < t->count && t->all[i].id == s.key)
			m->zone[t->all[i].zone].medium_unknown--;
	}
	scan_close(&s);
}

/* --- cards
 * -------------------------------------------------------------------------------------------------------- */

static int by_place(const void *a, const void *b)
{
	const struct thing *const *px = a, *const *py = b;
	const struct thing *x = *px, *y = *py;
	int kind = strcmp(x->kind, y->kind);

	if (x->zone != y->zone)
		return x->zone - y->zone;
	if (x->layer != y->layer)
		return x->layer - y->layer;
	if (kind)
		return kind;
	if (x->severity != y->severity)
		return x->severity - y->severity;
	return x->id < y->id ? -1 : 1;
}

static bool together(const struct thing *a, const struct thing *b)
{
	return a->zone == b->zone && a->layer == b->layer && strcmp(a->kind, b->kind) == 0;
}

static const char *kind_title(const struct map *m, const char *kind)
{
	char key[96];

	snprintf(key, sizeof key, "kinds.%s", kind);
	return lang(m->l, key);
}

static struct map_node *new_node(struct map *m)
{
	struct map_node *n =
		&m->node[m->nodes < MAP_NODES_MAX - 4 * MAP_LINKS_MAX ? m->nodes++ : m->nodes - 1];

	n->count = 1;
	n->severity = SEVERITY_NONE;
	n->h = 56;
	return n;
}

static void card(struct map *m, const struct thing *d)
{
	struct map_node *n = new_node(m);
	const char *kind = kind_title(m, d->kind), *where = d->ip ? d->ip : "",
		   *name = d->name ? d->name : "";
	char text[512];

	n->record = d->record;
	n->device = d->by_hand ? 0 : d->id; /* only what was seen has a row to lead to */
	n->kind = d->kind;
	n->layer = d->layer;
	n->zone = d->zone;
	n->severity = d->severity;
	n->title = text_fit(m->arena, d->name ? d->name : kind, TITLE_EMS_TENTHS / 10.0);
	n->instead = d->name || !d->ip ? NULL : text_fit(m->arena, d->ip, TITLE_EMS_TENTHS / 10.0);
	snprintf(text, sizeof text, "%s%s%.*s", *name ? kind : "", *name ? "  " : "", text_within(where, 300),
		 where);
	if (text_ems(text) > SUB_EMS_TENTHS / 10.0)
		snprintf(text, sizeof text, "%.*s", text_within(where, 300), where);
	n->sub = text_fit(m->arena, text, SUB_EMS_TENTHS / 10.0);
	snprintf(text, sizeof text, "%.*s  %s  %.*s", text_within(name, 200), name, kind,
		 text_within(where, 150), where);
	n->tip = kept(m, text);
}

/* The kind without what stands in brackets: "タッチパネル（HMI）" leaves room for the count. */
static const char *short_kind(struct map *m, const char *kind)
{
	const char *title = kind_title(m, kind), *bracket = strstr(title, "（");

	return bracket && bracket > title ? arena_text(m->arena, title, (size_t)(bracket - title)) : title;
}

static void group(struct map *m, const struct thing *const *d, int count)
{
	struct map_node *n = new_node(m);
	char text[512], times[WORD_TEXT + 4];
	int used = 0;

	n->kind = d[0]->kind;
	n->layer = d[0]->layer;
	n->zone = d[0]->zone;
	n->count = count;
	n->severity = d[0]->severity;
	snprintf(times, sizeof times, "×%d", count);
	n->times = kept(m, times);
	n->title =
		text_fit(m->arena, short_kind(m, n->kind), TITLE_EMS_TENTHS / 10.0 - text_ems(times) - 0.5);
	text[0] = '\0';
	for (int i = 0; i < count && i < 6; i++) {
		const char *name = d[i]->name ? d[i]->name : d[i]->ip ? d[i]->ip : "?";

		used += snprintf(text + used, sizeof text - (size_t)used, "%s%.*s", i ? ", " : "",
				 text_within(name, 60), name);
	}
	n->tip = kept(m, text);
	n->sub = text_fit(m->arena, text, SUB_EMS_TENTHS / 10.0);
}

/* How many of a kind in one place become one card: few devices stay apart, many are gathered. */
static int gather_from(int devices) { return devices <= 24 ? INT32_MAX : devices <= 80 ? 4 : 2; }

static int make_cards(struct map *m, struct things *t, int *node_of)
{
	const struct thing **order = calloc((size_t)t->count + 1, sizeof *order);
	int from = m->choice ? m->choice->gather_from : gather_from(t->count), alone = 0;

	if (!order)
		return -ENOMEM;
	for (int i = 0; i < t->count; i++)
		order[i] = &t->all[i];
	qsort(order, (size_t)t->count, sizeof *order, by_place);
	for (int i = 0, end; i < t->count; i = end) {
		int k = i;

		for (end = i + 1; end < t->count && together(order[i], order[end]);)
			end++;
		/* those with grave findings stand alone, worst first, as far as there is room */
		while (k < end && (end - k < from || (order[k]->severity <= 1 && alone < ALONE_ALWAYS))) {
			alone += end - k >= from;
			node_of[order[k]->id] = m->nodes;
			card(m, order[k++]);
		}
		for (int rest = k; rest < end; rest++)
			node_of[order[rest]->id] = m->nodes;
		if (k < end)
			group(m, order + k, end - k);
	}
	free(order);
	return 0;
}

/* --- outside
 * ------------------------------------------------------------------------------------------------------ */

static void outside_card(struct map *m, const struct scan *s)
{
	struct map_node *n = new_node(m);
	const char *name = scan_str(s, 1), *network = scan_str(s, 2), *country = scan_str(s, 3);
	char text[512];

	n->outside = s->key;
	n->severity = (int)scan_int(s, 4);
	n->title = text_fit(m->arena, name ? name : network, TITLE_EMS_TENTHS / 10.0);
	snprintf(text, sizeof text, "%s%s%s", name ? network : "", name && country ? "  " : "",
		 country ? country : "");
	n->sub = text_fit(m->arena, text, SUB_EMS_TENTHS / 10.0);
	snprintf(text, sizeof text, "%.*s  %.60s  %.8s", name ? text_within(name, 300) : 0, name ? name : "",
		 network, country ? country : "");
	n->tip = kept(m, text);
	n->kind = "outside";
	n->layer = LAYER_OUTSIDE;
	n->zone = m->zones;
}

static void outside_rest(struct map *m, int count)
{
	struct map_node *n = new_node(m);
	char text[128], number[WORD_TEXT];
	const struct lang_arg args[] = {{"n", grouped(number, count)}, {NULL, NULL}};

	n->kind = "outside";
	n->layer = LAYER_OUTSIDE;
	n->zone = m->zones;
	n->count = count;
	n->title = n->tip =
		kept(m, lang_fill_buf(text, sizeof text, lang(m->l, "drawing.other-outside"), args));
	n->sub = "";
}

static bool outside_wanted(const struct map *m, int64_t id)
{
	const struct report_map_filter *f = m->choice ? m->choice->filter : NULL;

	return !f || is_seen(f->outsides, f->outsides_max, id);
}

/* The rest of those that are wanted is one card. */
static int gather_outside(struct map *m, int *node_of, int64_t outsides)
{
	int rest = 0;

	for (int64_t k = 1; k <= outsides; k++)
		if (node_of[k] < 0 && outside_wanted(m, k)) {
			node_of[k] = m->nodes;
			rest++;
		}
	if (rest)
		outside_rest(m, rest);
	return rest;
}

static int make_outside(struct map *m, int *node_of, int64_t outsides)
{
	int most = m->choice ? m->choice->outside_shown : OUTSIDE_SHOWN, i = 0, all;
	bool some = m->choice && m->choice->filter->outsides;
	struct scan s;
	char sql[800];

	snprintf(sql, sizeof sql,
		 "SELECT o.id, o.name, coalesce((SELECT min(ip) || CASE count(*) WHEN 1 THEN '' ELSE ' "
		 "+' || (count(*) - 1) END"
		 " FROM outside_address a WHERE a.outside = o.id), o.network), o.country, "
		 "coalesce((SELECT min(f.severity) FROM "
		 "finding_about a"
		 " JOIN finding f ON f.id = a.finding WHERE a.outside = o.id), 5) FROM"
		 " (SELECT * FROM outside ORDER BY bytes DESC, id LIMIT %d) o ORDER BY o.bytes DESC, "
		 "o.id",
		 some ? -1 : most);
	for (scan_open(&s, m->in->store, sql); s.more && i < (outsides > most ? most - 1 : most);
	     scan_next(&s)) {
		if (!outside_wanted(m, s.key))
			continue;
		node_of[s.key] = m->nodes;
		outside_card(m, &s);
		i++;
	}
	all = i + gather_outside(m, node_of, outsides);
	snprintf(m->zone[m->zones].name, sizeof m->zone->name, "%s", lang(m->l, "drawing.outside"));
	m->zone[m->zones].outside = true;
	m->zone[m->zones].devices = all;
	m->zones += all > 0;
	return scan_close(&s);
}

/* --- all of it
 * ----------------------------------------------------------------------------------------------------- */

static int *none_of(int64_t n)
{
	int *a = malloc(((size_t)n + 1) * sizeof *a);

	for (int64_t i = 0; a && i <= n; i++)
		a[i] = -1;
	return a;
}

static int collect(struct map *m, struct things *t, int64_t devices, int64_t outsides)
{
	int *node_of = none_of(devices), *node_of_outside = none_of(outsides), r = -ENOMEM;

	m->node = arena_get(m->arena, MAP_NODES_MAX, sizeof *m->node);
	if (node_of && node_of_outside && m->node)
		r = make_zones(m, t);
	if (r == 0) {
		count_media(m, t);
		r = make_cards(m, t, node_of);
	}
	if (r == 0)
		r = make_outside(m, node_of_outside, outsides);
	if (m->nodes > ROOMY) /* one line a card: the rest is in its tip and in the tables */
		for (int i = 0; i < m->nodes; i++) {
			m->node[i].h = 36;
			m->node[i].sub = "";
			if (m->node[i].instead)
				m->node[i].title = m->node[i].instead;
		}
	if (r == 0)
		r = map_link_up(m, node_of, devices, node_of_outside, outsides);
	if (r == 0)
		r = map_marks(m, node_of, node_of_outside, outsides);
	free(node_of);
	free(node_of_outside);
	return r;
}

int map_collect(struct map *m)
{
	int64_t devices = scan_one(m->in->store, "SELECT max(id) FROM device", 0);
	int64_t outsides = scan_one(m->in->store, "SELECT max(id) FROM outside", 0);
	struct things t = {0};
	int r = read_things(m, &t, devices);

	m->seen = devices;
	if (t.count)
		devices = t.all[t.count - 1].id > devices ? t.all[t.count - 1].id : devices;
	if (r == 0)
		r = collect(m, &t, devices, outsides);
	free(t.all);
	return r;
}
