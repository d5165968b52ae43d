/* One request after another through api_serve(): paths, methods, parameters, languages, ETags, roles, bodies.
 */
#include "site-scene.h"

#include "serve/api.h"
#include "serve/query.h"
#include "serve/viewer.h"

static struct api api;
static struct api_answer answer;
static char body[1 << 16];

enum { ALL = 511, IT_OF_SITE = 4, VENDOR_ONLY = 64 };

static int open_api(void **state)
{
	scene_open(state);
	api = (struct api){.store = site, .version = "test", .inline_slow = true, .began = 1};
	assert_int_equal(api_open(&api), 0);
	run_sql("INSERT INTO device(id, name, kind, layer, confidence, first, last, first_packet, packets, "
		"bytes, mac, ip, "
		"random_mac, router, hidden, known, payload, unnamed_payload) VALUES (1, 'センサー 1', "
		"'sensor', 'device', 90, 1000000, "
		"5000000, 1, 10, 100, '00:00:5e:00:53:01', '192.0.2.10', 0, 0, 0, 1, 0, 0), (2, NULL, 'plc', "
		"'device', 90, 2000000, "
		"4000000, 1, 20, 50, '00:00:5e:00:53:02', '192.0.2.9', 0, 0, 0, 0, 0, 0), (7, 'b', 'pc', "
		"'server', 90, 3000000, 3000000, "
		"1, 30, 70, NULL, NULL, 0, 0, 0, 0, 0, 0); INSERT INTO system(id, name, level, status, seq) "
		"VALUES (1, 'line', 'core', "
		"'live', 1); INSERT INTO system_device VALUES (1, 2, 1)");
	return 0;
}

static int close_api(void **state)
{
	api_answer_clear(&answer);
	api_close();
	viewers_free(api.viewers);
	return scene_close(state);
}

static struct viewer viewer_of(uint32_t roles, int64_t system)
{
	struct viewer v = {.site_roles = system ? 0 : roles};

	snprintf(v.actor, sizeof v.actor, "c1");
	if (system)
		v.system[v.systems++] = (struct viewer_system){system, roles};
	return v;
}

static int say(struct request r, uint32_t roles, int64_t system)
{
	struct viewer v = viewer_of(roles, system);
	size_t n;

	api_answer_clear(&answer);
	assert_int_equal(api_serve(&api, &r, 1795910400000000, roles ? &v : NULL, &answer), API_DONE);
	snprintf(body, sizeof body, "%s", out_bytes(&answer.body, &n));
	return answer.head.status;
}

static int get(const char *path, const char *query)
{
	return say((struct request){.path = said_of(path), .query = said_of(query), .via = VIA_WEB}, ALL, 0);
}

static bool holds(const char *text) { return strstr(body, text) != NULL; }

static void paths(void **state)
{
	(void)state;
	assert_int_equal(get("/api/v1/health", ""), 200);
	assert_int_equal(get("/api/v1/devices/d7", ""), 200);
	for (const char *const *p =
		     (const char *const[]){"", "/", "/api/v1", "/api/v1/", "/api/v1/devices/",
					   "/api/v1/devices//", "/api/v1/devices/d0", "/api/v1/devices/d",
					   "/api/v1/devices/7", "/api/v1/devices/d7/x", "/api/v2/devices",
					   "/api/v1/records/due/", "/api/v1/sheets//site",
					   "/api/v1/devices/d99999999999999999999", NULL};
	     *p; p++)
		assert_int_equal(get(*p, ""), 404);
	assert_int_equal(get("/api/v1/records/due", ""), 200); /* not the record "due" */
	assert_int_equal(
		say((struct request){.path = said_of("/api/v1/devices"), .method = METHOD_DELETE}, ALL, 0),
		405);
	assert_true(said_is(answer.head.allow, "GET, HEAD"));
	/* a NUL in the path is no end of it */
	assert_int_equal(say((struct request){.path = {"/api/v1/health\0x", 16}}, ALL, 0), 404);
}

static void parameters(void **state)
{
	static const struct {
		const char *query, *field; /* NULL: it is right */
	} cases[] = {{"", NULL},
		     {"limit=1", NULL},
		     {"limit=0", "limit"},
		     {"limit=1001", "limit"},
		     {"limit=+1", "limit"},
		     {"limit=1&limit=2", "limit"},
		     {"&&limit=1&", NULL},
		     {"limit=", NULL},
		     {"limit", NULL},
		     {"nothing=1", "nothing"},
		     {"%6cimit=1", NULL},
		     {"q=%E3%82%BB%E3%83%B3%E3%82%B5", NULL},
		     {"q=a+b%2Bc", NULL},
		     {"q=%", "q"},
		     {"q=%4", "q"},
		     {"q=%gg", "q"},
		     {"q=%ff", "q"},
		     {"q=%00", "q"},
		     {"q=%c0%80", "q"},
		     {"q=%e2%80%ae", "q"},
		     {"%ff=1", "?"},
		     {"sort=-last,name", NULL},
		     {"sort=last,", "sort"},
		     {"sort=--last", "sort"},
		     {"sort=last;DROP", "sort"},
		     {"layer=device,lan", NULL},
		     {"layer=moon", "layer"},
		     {"kind=plc", NULL},
		     {"kind=rocket", "kind"},
		     {"known=yes", "known"},
		     {"cursor=o2", NULL},
		     {"cursor=2", "cursor"},
		     {"cursor=o-1", "cursor"},
		     {"cursor=o99999999999999999999", "cursor"},
		     {"new_since=2026-11-21T02:42:00Z", NULL},
		     {"new_since=2026-11-21", "new_since"},
		     {"lang=de", "lang"}};
	char field[64];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int status = get("/api/v1/devices", cases[i].query);

		if (status != (cases[i].field ? 400 : 200))
			fail_msg("%s: %d %s", cases[i].query, status, body);
		snprintf(field, sizeof field, "\"field\":\"%s\"", cases[i].field ? cases[i].field : "");
		if (cases[i].field && !holds(field))
			fail_msg("%s: does not name %s: %s", cases[i].query, cases[i].field, body);
	}
}

static void times(void **state)
{
	(void)state;
	assert_true(time_of("1970-01-01T00:00:01Z") == 1000000);
	assert_true(time_of("1970-01-01t09:00:00.25+09:00") == 250000);
	assert_true(time_of("1969-12-31T23:30:00-00:30") == 0);
	for (const char *const *p =
		     (const char *const[]){"", "1970-01-01", "1970-01-01T00:00:01", "1970-13-01T00:00:00Z",
					   "1970-01-01T24:00:00Z", "1970-01-01T00:60:00Z",
					   "1970-01-01T00:00:00Zx", "1970-01-01T00:00:00+0900",
					   "1970-01-01 00:00:00Z", "1970-1-01T00:00:00Z ", NULL};
	     *p; p++)
		assert_true(time_of(*p) == INT64_MIN);
}

static void order(void **state)
{
	(void)state;
	get("/api/v1/devices", "sort=name");
	assert_true(strstr(body, "\"d7\"") < strstr(body, "\"d1\"") &&
		    strstr(body, "\"d1\"") < strstr(body, "\"d2\""));
	get("/api/v1/devices", "sort=-name"); /* what has none comes last, whichever way */
	assert_true(strstr(body, "\"d1\"") < strstr(body, "\"d7\"") &&
		    strstr(body, "\"d7\"") < strstr(body, "\"d2\""));
	get("/api/v1/devices", "sort=ip"); /* .9 before .10 */
	assert_true(strstr(body, "\"d2\"") < strstr(body, "\"d1\""));
	get("/api/v1/devices", "sort=-bytes&limit=1&cursor=o1");
	assert_true(holds("\"d7\"") && !holds("\"d1\"") && holds("\"total\":3,\"next\":\"o2\""));
	get("/api/v1/devices", "q=%EF%BD%BE%EF%BE%9D%EF%BD%BB"); /* half width */
	assert_true(holds("\"d1\"") && holds("\"total\":1"));
}

static void language(void **state)
{
	static const struct {
		const char *query, *accept;
		bool japanese;
	} cases[] = {{"", NULL, true},          {"", "en-US,en;q=0.5", false},
		     {"", "ja,en;q=0.9", true}, {"", "fr,en;q=0.2,ja;q=0.8", true},
		     {"", "de", true},          {"lang=en", "ja", false},
		     {"lang=ja", "en", true},   {"", "en;q=0,ja;q=0.1", true},
		     {"", ";q=,,", true},       {"xlang=en", NULL, true}};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct request r = {.path = said_of("/api/v1/nowhere"), .query = said_of(cases[i].query)};

		if (cases[i].accept)
			r.accept_language = said_of(cases[i].accept);
		say(r, ALL, 0);
		if (holds("見つかりません") != cases[i].japanese)
			fail_msg("%s %s: %s", cases[i].query, cases[i].accept ? cases[i].accept : "", body);
	}
}

static void etags(void **state)
{
	struct request r = {.path = said_of("/api/v1/devices"), .query = said_of("limit=2")};
	char tag[80], list[200];

	(void)state;
	assert_int_equal(say(r, ALL, 0), 200);
	assert_true(said_copy(answer.head.etag, tag, sizeof tag) && tag[0] == '"');
	r.if_none_match = said_of(tag);
	assert_int_equal(say(r, ALL, 0), 304);
	assert_int_equal(answer.body.used, 0);
	snprintf(list, sizeof list, "\"x\", %s", tag);
	r.if_none_match = said_of(list);
	assert_int_equal(say(r, ALL, 0), 304);
	assert_int_equal(say(r, IT_OF_SITE, 0), 200); /* another viewer */
	assert_int_equal(say(r, VENDOR_ONLY, 1), 200);
	r.query = said_of("limit=3");
	assert_int_equal(say(r, ALL, 0), 200); /* another question */
	r.query = said_of("limit=2");
	run_sql("UPDATE device SET packets = packets + 1 WHERE id = 7");
	assert_int_equal(say(r, ALL, 0), 200); /* another state */
	assert_true(holds("\"d1\""));
}

static void roles(void **state)
{
	struct request r = {.path = said_of("/api/v1/devices"), .via = VIA_WEB};

	(void)state;
	assert_int_equal(say(r, 0, 0), 401);
	assert_int_equal(say(r, VENDOR_ONLY, 1), 200);
	assert_true(holds("\"d2\"") && holds("\"total\":1") && !holds("\"d1\""));
	assert_int_equal(say(r, VENDOR_ONLY, 0), 200); /* of the site, without a system: sees nothing */
	assert_true(holds("\"total\":0"));
	r.path = said_of("/api/v1/devices/d1");
	assert_int_equal(say(r, VENDOR_ONLY, 1), 404);
	assert_int_equal(say(r, IT_OF_SITE, 0), 200);
	r.path = said_of("/api/v1/journal");
	assert_int_equal(say(r, IT_OF_SITE, 1), 403); /* IT of one system: the journal is the site's */
	assert_int_equal(say(r, IT_OF_SITE, 0), 200);
}

static int post(const char *text, const char *type)
{
	return say((struct request){.path = said_of("/api/v1/systems"),
				    .method = METHOD_POST,
				    .body = said_of(text),
				    .content_type = type ? said_of(type) : (struct said){0}},
		   ALL, 0);
}

static void bodies(void **state)
{
	(void)state;
	for (const char *const *p =
		     (const char *const[]){"", "[]", "{", "1", "null", "{\"name\":1,\"level\":\"core\"}",
					   "{\"name\":\"x\"}", "{\"name\":\"x\",\"level\":\"moon\"}",
					   "{\"name\":\"x\",\"level\":\"core\",\"more\":1}",
					   "{\"name\":\"\xff\",\"level\":\"core\"}",
					   "{\"name\":null,\"level\":\"core\"}", NULL};
	     *p; p++)
		if (post(*p, "application/json") != 400)
			fail_msg("%s: %s", *p, body);
	assert_int_equal(post("{\"name\":\"x\",\"level\":\"core\"}", "text/plain"), 400);
	assert_string_equal(ask("SELECT count(*) FROM system"), "1");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_api, close_api)

int main(void)
{
	const struct CMUnitTest tests[] = {TEST(paths),    TEST(parameters), TEST(times), TEST(order),
					   TEST(language), TEST(etags),      TEST(roles), TEST(bodies)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
