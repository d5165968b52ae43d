/* The drawing: cards never overlap nor leave their boxes, few devices stand alone, many are gathered and none
 * is lost, and the medium of a hop is drawn only where a record names it. */
#include "test.h"

#include "report-fixture.h"
#include "report/map.h"

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
		cmocka_unit_test(texts_are_cut_to_their_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
