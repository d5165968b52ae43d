/* The drawing: cards never overlap nor leave their boxes, few devices stand alone, many are gathered and none
 * is lost, and the medium of a hop is drawn only where a record names it. Marks of attacks and worst cases
 * are counted where they belong, hit no card and no other mark, and none is lost silently. */
#include "test.h"

#include "report-fixture.h"
#include "report/map_marks.h"

#include "assess/attack.h"

#include <stdlib.h>
#include <string.h>

static int setup(void **state)
{
	*state = fixture_store();
	return *state ? 0 : -1;
}

static int teardown(void **state)
{
	store_free(*state);
	return 0;
}

static struct map made(struct report_input *in)
{
	struct map m = {.in = in, .l = in->language, .arena = arena_new((size_t)64 << 20)};

	assert_non_null(m.arena);
	assert_int_equal(map_collect(&m), 0);
	assert_int_equal(map_place(&m), 0);
	return m;
}

static bool is_card(const struct map_node *n) { return !n->lane; }

static void nothing_overlaps(const struct map *m)
{
	for (int i = 0; i < m->nodes; i++) {
		const struct map_node *a = &m->node[i];
		const struct map_zone *z = &m->zone[a->zone];

		assert_true(a->y >= z->y && a->y + a->h <= z->y + z->h + 0.5);
		assert_true(a->x >= 0 && a->x + 200 <= m->width);
		for (int k = i + 1; k < m->nodes; k++) {
			const struct map_node *b = &m->node[k];

			if (a->layer == b->layer)
				assert_true(a->y + a->h <= b->y + 0.5 || b->y + b->h <= a->y + 0.5);
		}
	}
}

static int devices_drawn(const struct map *m)
{
	int n = 0;

	for (int i = 0; i < m->nodes; i++)
		if (is_card(&m->node[i]) && !m->node[i].outside && m->node[i].layer != LAYER_OUTSIDE)
			n += m->node[i].count;
	return n;
}

static void the_small_plant(void **state)
{
	struct report_input in = fixture_input(*state, LANG_JA);
	struct map m = made(&in);
	int hops = 0;

	nothing_overlaps(&m);
	assert_int_equal(devices_drawn(&m), 8);
	for (int i = 0; i < m.nodes; i++)
		assert_int_equal(m.node[i].count, 1); /* few: each by itself */
	for (int i = 0; i < m.links; i++)
		if (m.link[i].medium) {
			hops++;
			assert_int_equal(m.node[m.link[i].from].device, 1);
			assert_int_equal(m.node[m.link[i].to].device, 2);
			assert_string_equal(m.link[i].medium_source, "syslog");
		}
	assert_int_equal(hops, 1);
	assert_int_equal(m.zone[0].medium_unknown, 7);
	arena_free(m.arena);
}

static void no_record_no_medium(void **state)
{
	struct report_input in = fixture_input(*state, LANG_JA);
	struct out o;

	assert_int_equal(out_init(&o, -1), 0);
	assert_int_equal(report_map(&in, &o), 0);
	assert_non_null(strstr(out_bytes(&o, NULL), "Wi-Fi（syslog）"));
	out_clear(&o);
	assert_int_equal(sqlite3_exec(store_db(*state), "DELETE FROM hop", NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(out_init(&o, -1), 0);
	assert_int_equal(report_map(&in, &o), 0);
	assert_null(strstr(out_bytes(&o, NULL), "Wi-Fi（"));
	assert_non_null(strstr(out_bytes(&o, NULL), "うち 8台は有線か無線か見えていません"));
	out_clear(&o);
}

/* Devices of six kinds in several networks, each talking to the next. */
static struct store *plant_of(int devices, int networks)
{
	static const char *const kinds[] = {"plc", "sensor", "camera", "pc", "server", "switch"},
				 *const layers[] = {"device", "device", "device", "server", "server", "lan"};
	char sql[1024];
	struct store *s = NULL;

	assert_int_equal(store_memory(&s), 0);
	assert_int_equal(store_begin(s), 0);
	for (int i = 1; i <= devices; i++) {
		int k = i % 6;

		snprintf(sql, sizeof sql,
			 "INSERT INTO device(id, kind, layer, confidence, first, last, first_packet, "
			 "packets, bytes, mac, ip, random_mac, router, hidden,"
			 " known, payload, unnamed_payload) VALUES (%d, '%s', '%s', 50, 0, 0, 1, 1, 60, "
			 "NULL, '10.%d.%d.%d', 0, 0, 0, 0, 0, 0);"
			 "INSERT INTO flow(id, client, server, transport, port, protocol, packets, bytes, "
			 "payload, encrypted, first, last, first_packet,"
			 " last_packet, answered, refused, connections, scan, to_group) VALUES (%d, %d, %d, "
			 "'tcp', 80, 'http', 1, %d, 1, 0, 0, 0, 1, 1, 1, 0,"
			 " 1, 0, 0)",
			 i, kinds[k], layers[k], i % networks, i / 250, i % 250, i, i, i % devices + 1,
			 i * 100);
		assert_int_equal(sqlite3_exec(store_db(s), sql, NULL, NULL, NULL), SQLITE_OK);
	}
	assert_int_equal(store_commit(s), 0);
	return s;
}

static void many_devices_are_gathered(void **state)
{
	static const int sizes[][2] = {{10, 1}, {25, 2}, {60, 3}, {500, 8}, {5000, 40}};

	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		struct store *s = plant_of(sizes[i][0], sizes[i][1]);
		struct report_input in = fixture_input(s, LANG_EN);
		struct map m = made(&in);
		int cards = 0;

		nothing_overlaps(&m);
		assert_int_equal(devices_drawn(&m), sizes[i][0]);
		for (int k = 0; k < m.nodes; k++)
			cards += is_card(&m.node[k]);
		assert_true(cards <= 130);
		assert_true(m.links <= MAP_LINKS_MAX);
		assert_true(m.zones <= 12);
		arena_free(m.arena);
		store_free(s);
	}
}

static int told(const char *json, const char *what)
{
	int n = 0;

	for (const char *at = json; (at = strstr(at, what)); at++)
		n++;
	return n;
}

/* One by one as long as the lines find room beside the cards; of the networks 48 have a box at
 * most. */
static void a_drawing_of_a_page_is_bounded(void **state)
{
	static const int sizes[][4] = {{200, 4, 4, 1}, {1400, 8, 48, 0}, {5000, 40, 48, 0}};
	const struct report_map_filter f = {
		.from = INT64_MIN, .to = INT64_MAX, .detail = MAP_DEVICES, .bytes_max = 290000};

	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		struct store *s = plant_of(sizes[i][0], sizes[i][1]);
		struct report_input in = fixture_input(s, LANG_EN);
		const char *json;
		struct out o;
		size_t n;

		assert_int_equal(out_init(&o, -1), 0);
		json_object(&o, NULL);
		assert_int_equal(report_map_json(&in, &f, LANG_EN, &o), 0);
		json_end_object(&o);
		json = out_bytes(&o, &n);
		assert_true(n <= f.bytes_max);
		assert_true(told(json, "\"protocol_count\"") > 0);
		assert_int_equal(told(json, "\"medium_unknown\""), sizes[i][2]);
		if (sizes[i][3])
			assert_int_equal(told(json, "\"severity\""), sizes[i][0]);
		else
			assert_true(told(json, "\"severity\"") < sizes[i][0] / 2);
		out_clear(&o);
		store_free(s);
	}
}

/* Short names stand on the lines, in the language of the page; the titles are for who points at one. */
static void protocols_by_their_short_names(void **state)
{
	static const struct {
		enum language l;
		const char *name;
	} said[] = {{LANG_JA, "FA-M3 パソコンリンク"}, {LANG_EN, "FA-M3 link"}};
	struct store *s = plant_of(3, 1);

	(void)state;
	assert_int_equal(sqlite3_exec(store_db(s), "UPDATE flow SET protocol = 'fa-m3'", NULL, NULL, NULL),
			 SQLITE_OK);
	for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
		struct report_input in = fixture_input(s, said[i].l);
		struct map m = made(&in);
		char tip[96];
		const char *svg;
		struct out o;

		assert_true(m.links > 0);
		assert_string_equal(m.link[0].protocol[0], said[i].name);
		assert_string_equal(m.link[0].titles[0], "FA-M3 personal computer link");
		arena_free(m.arena);
		assert_int_equal(out_init(&o, -1), 0);
		assert_int_equal(report_map(&in, &o), 0);
		svg = out_bytes(&o, NULL);
		snprintf(tip, sizeof tip, ">%s", said[i].name);
		assert_non_null(strstr(svg, tip));                              /* on the line */
		assert_non_null(strstr(svg, ": FA-M3 personal computer link")); /* of its title */
		assert_null(strstr(svg, ">FA-M3 personal computer link"));
		out_clear(&o);
	}
	store_free(s);
}

/* Software that speaks to all and is answered by one: the drawing shows the two as talking, once. */
static void who_was_given_orders_by_a_call_to_all(void **state)
{
	struct store *s = plant_of(3, 1);
	struct report_input in = fixture_input(s, LANG_EN);
	struct map m;

	(void)state;
	assert_int_equal(
		sqlite3_exec(store_db(s),
			     "UPDATE flow SET to_group = 1, protocol = 'melsoft' WHERE client = 1;"
			     "INSERT INTO command(protocol, code, name, class, client, server, client_ip, "
			     "server_ip, "
			     "count, answered, refused, first_packet, first) VALUES "
			     "('melsoft', 1, 'Remote STOP', 'control', 1, 2, '10.0.0.1', '10.0.0.2', 1, 1, "
			     "0, 1, 1),"
			     "('melsoft', 2, 'Read', 'read', 1, 2, '10.0.0.1', '10.0.0.2', 1, 1, 0, 1, 1),"
			     "('cip', 1, 'Stop', 'control', 2, 3, '10.0.0.2', '10.0.0.3', 1, 1, 0, 1, 1),"
			     "('fins', 1, 'Run', 'control', 3, 2, '10.0.0.3', '10.0.0.2', 1, 0, 0, 1, 1)",
			     NULL, NULL, NULL),
		SQLITE_OK);
	m = made(&in);
	assert_int_equal(m.links, 3);
	for (int i = 0; i < m.links; i++) {
		const struct map_link *k = &m.link[i];
		bool orders = m.node[k->from].device == 1 && m.node[k->to].device == 2;

		assert_int_equal(
			k->protocols,
			1); /* a flow with its orders is told once; who does not answer is not told */
		assert_string_equal(k->protocol[0], orders ? "MELSOFT" : "HTTP");
	}
	arena_free(m.arena);
	store_free(s);
}

/* --- marks
 * ------------------------------------------------------------------------------------------------ */

static void sql(struct store *s, const char *text)
{
	if (sqlite3_exec(store_db(s), text, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s: %s", text, store_error(s));
}

#define ASSUMED                                                                                              \
	"INSERT INTO assumption(attack, key, device, peer, outside, kind, far_kind, weight, state, added, "  \
	"measures) VALUES "

static void assume(struct store *s)
{
	sql(s, ASSUMED "('theft', 'd1', 1, NULL, NULL, 'sensor', NULL, 1, 'accepted', 0, 0),"
		       "('theft', 'd6', 6, NULL, NULL, 'camera', NULL, 2, 'proposed', 0, 0),"
		       "('eavesdrop', 'd4~d6', 4, 6, NULL, 'pc', 'camera', 0, 'proposed', 0, 0),"
		       "('theft', 'd6~d4', 6, 4, NULL, 'camera', 'pc', 2, 'accepted', 0, 0),"
		       "('eavesdrop', 'd4~d5', 4, 5, NULL, 'pc', 'plc', 0, 'rejected', 0, 0),"
		       "('eavesdrop', 'd6~o1', 6, NULL, 1, 'camera', 'outside', 0, 'proposed', 0, 0),"
		       "('eavesdrop', 'd2~d8', 2, 8, NULL, 'x', 'y', 0, 'proposed', 0, 0),"
		       "('no-such-kind', 'd5', 5, NULL, NULL, 'plc', NULL, 0, 'proposed', 1, 0);"
		       "INSERT INTO record(kind, system, device, says, said, made_on, fields, version, hash, "
		       "signed, removed, seq) VALUES "
		       "('worst-case', 'site', 5, 'yes', 'yes', '2026-11-01', "
		       "'{\"harm\":\"stop\",\"loss\":12500000}', 1, 'x', 1, 0, 1),"
		       "('worst-case', 'site', 5, 'yes', 'yes', '2026-11-01', "
		       "'{\"harm\":\"stop\",\"loss\":\"none: nobody knows\"}', 1, 'x', 0, 0, 1),"
		       "('worst-case', 'site', 1, 'yes', 'yes', '2026-11-01', "
		       "'{\"harm\":\"wrong-value\",\"loss\":1234567890123}', 1, 'x', 0, 0, 1),"
		       "('worst-case', 'site', NULL, 'yes', 'yes', '2026-11-01', "
		       "'{\"harm\":\"leak\",\"loss\":500000}', 1, 'x', 0, 0, 1)");
}

static const struct map_node *node_of(const struct map *m, int64_t device)
{
	for (int i = 0; i < m->nodes; i++)
		if (m->node[i].device == device)
			return &m->node[i];
	return NULL;
}

static const struct map_link *link_of(const struct map *m, int64_t a, int64_t b)
{
	for (int i = 0; i < m->links; i++)
		if (!m->link[i].medium && m->node[m->link[i].from].device == a &&
		    (m->node[m->link[i].to].device == b || m->node[m->link[i].to].outside == -b))
			return &m->link[i];
	return NULL;
}

static struct map marked(struct report_input *in, enum report_show show)
{
	struct map m = {.in = in,
			.l = in->language,
			.show = show,
			.alone = true,
			.arena = arena_new((size_t)64 << 20)};

	assert_non_null(m.arena);
	assert_int_equal(map_collect(&m), 0);
	assert_int_equal(map_place(&m), 0);
	return m;
}

/* How many marks stand beside the drawing of a system for a page. */
static int of_system(const struct report_input *in, const char *system)
{
	const struct report_map_filter f = {
		.from = INT64_MIN, .to = INT64_MAX, .show = SHOW_WORST, .system = system};
	struct out o;
	int n;

	assert_int_equal(out_init(&o, -1), 0);
	json_object(&o, NULL);
	assert_int_equal(report_map_json(in, &f, LANG_EN, &o), 0);
	json_end_object(&o);
	n = told(out_bytes(&o, NULL), "\"whole\"");
	out_clear(&o);
	return n;
}

static void a_mark(const struct map *m, const struct mark_row *row, int at, const char *what, int n,
		   int accepted)
{
	assert_true(at < row->marks);
	assert_string_equal(map_mark_what(m, row->mark[at].kind), what);
	assert_int_equal(row->mark[at].n, n);
	assert_int_equal(row->mark[at].accepted, accepted);
}

static void attacks_are_counted_where_they_belong(void **state)
{
	struct report_input in = fixture_input(*state, LANG_JA);
	struct map m, plain;

	assume(*state);
	plain = made(&in);
	m = marked(&in, SHOW_ATTACKS);
	nothing_overlaps(&m);
	a_mark(&m, &node_of(&m, 1)->marks, 0, "theft", 1, 1);
	a_mark(&m, &node_of(&m, 6)->marks, 0, "theft", 1, 0);
	a_mark(&m, &node_of(&m, 5)->marks, 0, "other", 1, 0);
	assert_int_equal(node_of(&m, 4)->marks.marks, 0);
	assert_true(node_of(&m, 1)->h > node_of(&plain, 1)->h);
	assert_true(node_of(&m, 4)->h <= node_of(&plain, 4)->h);
	/* both directions of one line; what people accepted first */
	a_mark(&m, &link_of(&m, 4, 6)->marks, 0, "theft", 1, 1);
	a_mark(&m, &link_of(&m, 4, 6)->marks, 1, "eavesdrop", 1, 0);
	a_mark(&m, &link_of(&m, 6, -1)->marks, 0, "eavesdrop", 1, 0);
	assert_int_equal(link_of(&m, 4, 5)->marks.marks, 0); /* people said no */
	assert_int_equal(m.marks_left_out, 1);               /* these two do not talk */
	assert_int_equal(node_of(&plain, 1)->marks.marks, 0);
	arena_free(m.arena);
	arena_free(plain.arena);
}

static void worst_cases_are_counted_and_never_added_up(void **state)
{
	struct report_input in = fixture_input(*state, LANG_JA);
	struct map m;
	struct out o;

	assume(*state);
	m = marked(&in, SHOW_WORST);
	a_mark(&m, &node_of(&m, 5)->marks, 0, "stop", 2, 1);
	assert_int_equal(node_of(&m, 5)->marks.mark[0].loss, 12500000);
	a_mark(&m, &m.whole, 0, "leak", 1, 0);
	assert_int_equal(of_system(&in, "s1"), 0); /* that leak is nobody's of the first system */
	assert_int_equal(of_system(&in, "site"), 1);
	assert_int_equal(node_of(&m, 6)->marks.marks, 0);
	assert_int_equal(out_init(&o, -1), 0);
	map_draw(&m, &o);
	assert_non_null(strstr(out_bytes(&o, NULL), "止まる 2  1,250万円"));
	assert_non_null(strstr(out_bytes(&o, NULL), "漏れる  50万円"));
	out_clear(&o);
	arena_free(m.arena);
}

struct rect {
	double x, y, w, h;
};

static double number_of(const char *at, const char *name)
{
	const char *found = strstr(at, name);

	assert_non_null(found);
	return atof(found + strlen(name));
}

/* The frames of the marks as they were drawn. */
static int frames(const char *svg, struct rect *ret, int room)
{
	int n = 0;

	for (const char *at = svg; (at = strstr(at, "<rect class=\"m-mb\"")) && n < room; at++)
		ret[n++] = (struct rect){number_of(at, " x=\""), number_of(at, " y=\""),
					 number_of(at, " width=\""), number_of(at, " height=\"")};
	return n;
}

static bool hit(const struct rect *a, const struct rect *b)
{
	return a->x < b->x + b->w && b->x < a->x + a->w && a->y < b->y + b->h && b->y < a->y + a->h;
}

/* Each frame lies within one card or outside all of them, and hits no other frame. */
static void marks_hit_nothing(const struct map *m, const char *svg)
{
	static struct rect r[4000];
	int n = frames(svg, r, 4000);

	assert_true(n > 0);
	for (int i = 0; i < n; i++) {
		for (int k = i + 1; k < n; k++)
			if (hit(&r[i], &r[k]))
				fail_msg("two marks at %.0f %.0f and %.0f %.0f", r[i].x, r[i].y, r[k].x,
					 r[k].y);
		for (int k = 0; k < m->nodes; k++) {
			const struct map_node *c = &m->node[k];
			struct rect card = {c->x, c->y, 200, c->h};
			bool within = r[i].x >= card.x && r[i].x + r[i].w <= card.x + card.w &&
				      r[i].y >= card.y && r[i].y + r[i].h <= card.y + card.h;

			if (!c->lane && hit(&r[i], &card) && !within)
				fail_msg("a mark at %.0f %.0f leaves the card at %.0f %.0f", r[i].x, r[i].y,
					 card.x, card.y);
		}
	}
}

/* On a page it stays within what is promised, with every card's marks. */
static void a_page_of_it_is_bounded(struct store *s)
{
	const struct report_map_filter f = {.from = INT64_MIN,
					    .to = INT64_MAX,
					    .detail = MAP_DEVICES,
					    .show = SHOW_ATTACKS,
					    .bytes_max = 290000};
	struct report_input in = fixture_input(s, LANG_JA);
	const char *json;
	struct out o;
	size_t n;

	assert_int_equal(out_init(&o, -1), 0);
	json_object(&o, NULL);
	assert_int_equal(report_map_json(&in, &f, LANG_JA, &o), 0);
	json_end_object(&o);
	json = out_bytes(&o, &n);
	assert_true(n <= f.bytes_max);
	assert_true(told(json, "\"marks\":[") > 5);
	assert_true(told(json, "\"protocol_count\"") > 0);
	out_clear(&o);
}

static void drawn_without_a_hit(struct store *s, enum language l, enum report_show show)
{
	struct report_input in = fixture_input(s, l);
	struct map m = marked(&in, show);
	struct out o;

	nothing_overlaps(&m);
	assert_int_equal(out_init(&o, -1), 0);
	map_draw(&m, &o);
	marks_hit_nothing(&m, out_bytes(&o, NULL));
	out_clear(&o);
	arena_free(m.arena);
}

/* The report has these drawings once people said something, and is as it was before. */
static void the_report_has_them_when_people_spoke(void **state)
{
	struct report_input in = fixture_input(*state, LANG_EN);
	struct out before, after;

	assert_int_equal(out_init(&before, -1), 0);
	assert_int_equal(out_init(&after, -1), 0);
	assert_int_equal(report_html(&in, &before), 0);
	assert_null(strstr(out_bytes(&before, NULL), "Who talks to whom: attack assumptions"));
	assume(*state);
	assert_int_equal(report_html(&in, &after), 0);
	assert_non_null(strstr(out_bytes(&after, NULL), "Who talks to whom: attack assumptions"));
	assert_non_null(strstr(out_bytes(&after, NULL), "Who talks to whom: worst cases"));
	out_clear(&before);
	out_clear(&after);
}

static void marks_hit_no_card_and_no_mark(void **state)
{
	assume(*state);
	for (int l = 0; l < LANG_COUNT; l++) {
		drawn_without_a_hit(*state, (enum language)l, SHOW_ATTACKS);
		drawn_without_a_hit(*state, (enum language)l, SHOW_WORST);
	}
}

/* Every attack at every device and every line, from few devices to many. */
static void marks_of_a_large_plant(void **state)
{
	static const int sizes[][2] = {{10, 1}, {25, 2}, {60, 3}, {500, 8}, {10000, 40}};

	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		struct store *s = plant_of(sizes[i][0], sizes[i][1]);
		char text[800];

		assert_int_equal(store_begin(s), 0);
		for (size_t a = 0; a < attack_count; a++) {
			snprintf(text, sizeof text,
				 "INSERT INTO assumption(attack, key, device, kind, weight, state, added, "
				 "measures) SELECT '%s', 'd' || id, id, kind, id %% 3, 'proposed', 0, 0 FROM "
				 "device ORDER BY id LIMIT 2000;"
				 "INSERT INTO assumption(attack, key, device, peer, kind, weight, state, "
				 "added, measures) SELECT '%s', 'd' || client || '~d' || server, client, "
				 "server, 'x', 0, 'proposed', 0, 0 FROM flow ORDER BY id LIMIT 2000",
				 attacks[a].name, attacks[a].name);
			sql(s, text);
		}
		assert_int_equal(store_commit(s), 0);
		drawn_without_a_hit(s, LANG_EN, SHOW_ATTACKS);
		a_page_of_it_is_bounded(s);
		store_free(s);
	}
}

/* The drawing speaks of every kind there is with a word of its own. */
static void every_attack_has_a_short_word(void **state)
{
	struct map m = {.show = SHOW_ATTACKS};

	(void)state;
	for (int l = 0; l < LANG_COUNT; l++)
		for (int i = 0; i < map_mark_kinds(&m); i++) {
			m.l = (enum language)l;
			if (text_ems(map_mark_word(&m, i)) > 7.5)
				fail_msg("data/lang/mark.yaml has no short word for attack-%s",
					 map_mark_what(&m, i));
		}
}

static void texts_are_cut_to_their_room(void **state)
{
	struct arena *a = arena_new(1 << 20);

	(void)state;
	assert_string_equal(text_fit(a, "plc-1", 10), "plc-1");
	assert_true(text_ems(text_fit(a, "a-very-long-name-of-a-controller.plant.example.com", 9)) <= 9.7);
	assert_true(text_ems(text_fit(a, "とても長い名前の温度センサーと圧力センサー", 9)) <= 9.7);
	assert_string_equal(text_fit(a, "", 9), "");
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_small_plant, setup, teardown),
		cmocka_unit_test_setup_teardown(no_record_no_medium, setup, teardown),
		cmocka_unit_test(many_devices_are_gathered),
		cmocka_unit_test(a_drawing_of_a_page_is_bounded),
		cmocka_unit_test(protocols_by_their_short_names),
		cmocka_unit_test(who_was_given_orders_by_a_call_to_all),
		cmocka_unit_test_setup_teardown(attacks_are_counted_where_they_belong, setup, teardown),
		cmocka_unit_test_setup_teardown(worst_cases_are_counted_and_never_added_up, setup, teardown),
		cmocka_unit_test_setup_teardown(marks_hit_no_card_and_no_mark, setup, teardown),
		cmocka_unit_test_setup_teardown(the_report_has_them_when_people_spoke, setup, teardown),
		cmocka_unit_test(marks_of_a_large_plant),
		cmocka_unit_test(every_attack_has_a_short_word),
		cmocka_unit_test(texts_are_cut_to_their_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
