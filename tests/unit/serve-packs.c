/* Packs through the API: a vendor's account sees and answers what was sent to its company and nothing else,
 * staff of one system what is of it; what a person takes becomes records; what is refused changes nothing. */
#include "api-scene.h"

#include "assess/sql.h"

static struct browser admin, it, ot, alpha, alphas_other, beta, line_ot;

/* Two systems; two companies, one with two people; p1 alpha's about d1, p2 beta's about d2, p3 alpha's
 * requirements. */
static int plant(void **state)
{
	int r = api_scene_open(state);

	admin = first_admin();
	assert_int_equal(site_begin(site), 0);
	for (int i = 1; i <= 2; i++) {
		char sql[400];

		snprintf(sql, sizeof sql,
			 "INSERT INTO device(id, name, maker, model, kind, layer, confidence, first, last, "
			 "first_packet, packets, bytes, ip, random_mac, router, known, hidden, payload, "
			 "unnamed_payload) VALUES (%d, 'device-%d', '%s', 'M-%d', 'plc', 'device', 90, 1, 1, "
			 "1, 1, 60, '10.0.0.%d', 0, 0, 0, 0, 0, 0)",
			 i, i, i == 1 ? "Alpha Works" : "Beta Works", i, i);
		if (sqlite3_exec(store_db(site), sql, NULL, NULL, NULL) != SQLITE_OK)
			fail_msg("%s", store_error(site));
	}
	assert_int_equal(site_commit(site), 0);
	EXPECT(201, &admin, "POST", "/systems", "{\"name\":\"press\",\"level\":\"core\"}");
	EXPECT(201, &admin, "POST", "/systems", "{\"name\":\"paint\",\"level\":\"poc\"}");
	EXPECT(200, &admin, "POST", "/systems/s1/devices", "{\"add\":[\"d1\",\"d2\"]}");
	it = somebody(&admin, "inoue", "it", "[{\"role\":\"it\",\"system\":\"site\"}]");           /* c2 */
	ot = somebody(&admin, "ota", "ot", "[{\"role\":\"ot\",\"system\":\"site\"}]");             /* c3 */
	alpha = somebody(&admin, "saburo", "vendor", "[{\"role\":\"vendor\",\"system\":\"s1\"}]"); /* c4 */
	alphas_other =
		somebody(&admin, "goro", "vendor", "[{\"role\":\"vendor\",\"system\":\"s2\"}]"); /* c5 */
	beta = somebody(&admin, "shiro", "vendor", "[{\"role\":\"vendor\",\"system\":\"s1\"}]"); /* c6 */
	line_ot = somebody(&admin, "jiro", "ot", "[{\"role\":\"ot\",\"system\":\"s2\"}]");       /* c7 */
	EXPECT(200, &admin, "PATCH", "/contacts/c5", "{\"unit\":\"Alpha Works\"}");
	EXPECT(200, &admin, "PATCH", "/contacts/c6", "{\"unit\":\"Beta Works\"}");
	EXPECT(201, &it, "POST", "/packs",
	       "{\"kind\":\"questions\",\"vendor\":\"Alpha "
	       "Works\",\"title\":\"One\",\"due_on\":\"2099-12-31\","
	       "\"devices\":[\"d1\"],\"contact\":\"c4\"}");
	EXPECT(201, &it, "POST", "/packs",
	       "{\"kind\":\"questions\",\"vendor\":\"Beta "
	       "Works\",\"title\":\"Two\",\"due_on\":\"2099-12-31\","
	       "\"devices\":[\"d2\"]}");
	EXPECT(201, &ot, "POST", "/packs",
	       "{\"kind\":\"requirements\",\"vendor\":\"Alpha "
	       "Works\",\"title\":\"Three\",\"due_on\":\"2099-12-31\",\"system\":\"s2\",\"items\":[\"25\"]}");
	return r;
}

static int64_t events(void) { return sql_number(site, -1, "SELECT count(*) FROM event", ""); }

static void everybody_sees_their_own(void **state)
{
	static const struct {
		struct browser *who;
		const char *ids;
	} seen[] = {{&it, "[\"p1\",\"p2\",\"p3\"]"},
		    {&alpha, "[\"p1\"]"},
		    {&alphas_other, "[\"p1\",\"p3\"]"},
		    {&beta, "[\"p2\"]"},
		    {&line_ot, "[\"p3\"]"}};
	char path[40];

	(void)state;
	for (size_t i = 0; i < sizeof seen / sizeof *seen; i++) {
		EXPECT(200, seen[i].who, "GET", "/packs", NULL);
		for (int p = 1; p <= 3; p++) {
			char id[8];

			snprintf(id, sizeof id, "\"p%d\"", p);
			if (!strstr(seen[i].ids, id) != !strstr(reply, id))
				fail_msg("%zu: %s of %s: %s", i, id, seen[i].ids, reply);
		}
		for (int p = 1; p <= 3; p++) {
			char id[8];
			static const char *const below[] = {"", "/file?format=json", "/file?format=csv",
							    "/boundary.svg"};

			snprintf(id, sizeof id, "\"p%d\"", p);
			for (size_t k = 0; k < 4; k++) {
				snprintf(path, sizeof path, "/packs/p%d%s", p, below[k]);
				EXPECT(strstr(seen[i].ids, id) ? 200 : 404, seen[i].who, "GET", path, NULL);
			}
		}
	}
	EXPECT(404, &it, "GET", "/packs/p9", NULL);
}

/* No person, no system, no reason, no device of others. */
static void a_vendor_is_told_nothing_of_the_plant(void **state)
{
	static const char *const never[] = {"inoue",  "ota", "press",  "paint",       "device-2", "Beta",
					    "10.0.0", "M-2", "\"c2\"", "\"maker\":[", "chosen"};

	(void)state;
	EXPECT(200, &ot, "PUT", "/packs/p1/answers/m1.usb", "{\"choice\":\"none\"}"); /* typed in for them */
	EXPECT(200, &alpha, "GET", "/packs/p1", NULL);
	assert_string_equal(got("$.questions[5].answer.choice"), "none");
	assert_string_equal(got("$.devices[0].name"), "device-1");
	assert_string_equal(got("$.system"), "");
	assert_string_equal(got("$.devices[0].why"), "[]");
	for (size_t i = 0; i < sizeof never / sizeof *never; i++)
		if (strstr(reply, never[i]))
			fail_msg("%s: %.400s", never[i], strstr(reply, never[i]));
	EXPECT(200, &it, "GET", "/packs/p1", NULL);
	assert_string_equal(got("$.devices[0].why"), "[\"maker\",\"chosen\"]");
	assert_string_equal(got("$.questions[5].answer.who"), "ota");
	EXPECT(403, &alpha, "GET", "/vendors", NULL);
	EXPECT(403, &alpha, "GET", "/vendors/devices?vendor=Beta%20Works", NULL);
}

static void answers_are_theirs_alone(void **state)
{
	static const char body[] = "{\"choice\":\"settled\",\"day\":\"2031-03-31\"}";
	int64_t before;

	(void)state;
	EXPECT(200, &alpha, "PUT", "/packs/p1/answers/m1.support-end", body);
	assert_string_equal(got("$.changed"), "1");
	EXPECT(200, &alphas_other, "PUT", "/packs/p1/answers/m1.updates-end",
	       "{\"choice\":\"open\",\"words\":\"in April\"}");
	before = events();
	EXPECT(200, &alpha, "PUT", "/packs/p1/answers/m1.support-end", body);
	assert_string_equal(got("$.changed"), "0");
	EXPECT(404, &alpha, "PUT", "/packs/p2/answers/m1.support-end", body);
	EXPECT(404, &beta, "PUT", "/packs/p1/answers/m1.support-end", body);
	EXPECT(404, &line_ot, "PUT", "/packs/p1/answers/m1.support-end", body);
	EXPECT(422, &alpha, "PUT", "/packs/p1/answers/m7.usb", "{\"choice\":\"none\"}");
	EXPECT(422, &alpha, "PUT", "/packs/p1/answers/m1.usb", "{\"choice\":\"perhaps\"}");
	EXPECT(422, &alpha, "PUT", "/packs/p1/answers/m1.support-end",
	       "{\"choice\":\"settled\",\"day\":\"soon\"}");
	EXPECT(403, &alpha, "POST", "/packs/p1/take", "{}");
	EXPECT(403, &alpha, "DELETE", "/packs/p1", "{\"because\":\"no\"}");
	EXPECT(403, &line_ot, "POST", "/packs/p3/take",
	       "{}"); /* of one system: the site decides what is an answer */
	EXPECT(403, &alpha, "POST", "/packs",
	       "{\"kind\":\"questions\",\"vendor\":\"Alpha Works\",\"title\":\"x\",\"due_on\":\"2099-12-31\","
	       "\"devices\":[\"d2\"]}");
	assert_int_equal(events(), before);
	assert_int_equal(sql_number(site, -1, "SELECT count(*) FROM record", ""), 0);
}

/* What GET /packs/ID/file says, as the body of an import. */
static char *file_of(const char *path, const char *member, const char *was, const char *becomes)
{
	struct out o;
	char *file, *at, *body;
	size_t n;

	EXPECT(200, &it, "GET", path, NULL);
	file = strdup(reply);
	at = strstr(file, was);
	assert_non_null(at);
	assert_int_equal(out_init(&o, -1), 0);
	json_object(&o, NULL);
	json_str(&o, "name", "back");
	{
		char *whole = malloc(strlen(file) + strlen(becomes) + 1);

		sprintf(whole, "%.*s%s%s", (int)(at - file), file, becomes, at + strlen(was));
		json_str(&o, member, whole);
		free(whole);
	}
	json_end_object(&o);
	body = strdup(out_bytes(&o, &n));
	out_clear(&o);
	free(file);
	return body;
}

static void files_come_back(void **state)
{
	char *json = file_of("/packs/p1/file?format=json", "json", "{\"question\":\"m1.usb\",\"choice\":null",
			     "{\"question\":\"m1.usb\",\"choice\":\"closed\"");
	char *altered = file_of("/packs/p1/file?format=json", "json", "USB and card slots", "Anything");
	char *betas = file_of("/packs/p2/file?format=json", "json", "\"choice\":null", "\"choice\":\"open\"");
	char *csv = file_of("/packs/p3/file?format=csv", "csv", "q1,", "q1,");
	int64_t before = events();

	(void)state;
	EXPECT(200, &alpha, "POST", "/packs/import?preview=1", json);
	assert_string_equal(got("$.changed"), "1");
	EXPECT(422, &beta, "POST", "/packs/import", json);
	assert_non_null(strstr(reply, "another vendor"));
	EXPECT(422, &alpha, "POST", "/packs/import", betas);
	EXPECT(422, &alpha, "POST", "/packs/import", altered);
	assert_non_null(strstr(reply, "altered"));
	EXPECT(422, &alpha, "POST", "/packs/import",
	       csv); /* sent to the company by name, and his contact names none */
	assert_int_equal(events(), before);
	EXPECT(200, &alpha, "POST", "/packs/import", json);
	assert_int_equal(events(), before + 1);
	EXPECT(200, &alpha, "POST", "/packs/import", json);
	assert_string_equal(got("$.changed"), "0");
	assert_int_equal(events(), before + 1);
	EXPECT(200, &alphas_other, "POST", "/packs/import", csv);
	free(json);
	free(altered);
	free(betas);
	free(csv);
}

static void taken_by_a_person(void **state)
{
	(void)state;
	EXPECT(200, &alpha, "PUT", "/packs/p1/answers/m1.support-end",
	       "{\"choice\":\"settled\",\"day\":\"2031-03-31\"}");
	EXPECT(200, &alpha, "PUT", "/packs/p1/answers/m1.debug-port",
	       "{\"choice\":\"open\",\"words\":\"behind the lid\"}");
	EXPECT(422, &ot, "POST", "/packs/p1/take", "{\"questions\":[\"m1.usb\"]}");
	EXPECT(422, &ot, "POST", "/packs/p1/take",
	       "{}"); /* an open port wants a plan: nothing of it is written */
	assert_non_null(strstr(reply, "--plan"));
	assert_int_equal(sql_number(site, -1, "SELECT count(*) FROM record", ""), 0);
	EXPECT(200, &ot, "POST", "/packs/p1/take", "{\"plan_on\":\"2099-12-31\",\"owner\":\"c2\"}");
	assert_string_equal(got("$.questions"), "2");
	assert_int_equal(
		sql_number(site, -1, "SELECT count(*) FROM record WHERE device = 1 AND owner = 2", ""), 2);
	assert_int_equal(sql_number(site, -1,
				    "SELECT count(*) FROM event WHERE kind = 'record-added' AND actor = 'c3'",
				    ""),
			 2);
	EXPECT(422, &alpha, "PUT", "/packs/p1/answers/m1.support-end",
	       "{\"choice\":\"ended\",\"day\":\"2020-01-01\"}");
	EXPECT(204, &it, "DELETE", "/packs/p1", "{\"because\":\"sold\"}");
	EXPECT(422, &alpha, "PUT", "/packs/p1/answers/m1.usb", "{\"choice\":\"none\"}");
	EXPECT(200, &alpha, "GET", "/packs/p1", NULL);
	assert_string_equal(got("$.may_answer"), "0");
	assert_string_equal(got("$.because"), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(everybody_sees_their_own, plant, api_scene_close),
		cmocka_unit_test_setup_teardown(a_vendor_is_told_nothing_of_the_plant, plant,
						api_scene_close),
		cmocka_unit_test_setup_teardown(answers_are_theirs_alone, plant, api_scene_close),
		cmocka_unit_test_setup_teardown(files_come_back, plant, api_scene_close),
		cmocka_unit_test_setup_teardown(taken_by_a_person, plant, api_scene_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
