/* People through the API: the roster of now, the phone list, messages and their links. */
#include "api-scene.h"

#include "respond/messages.h"

static struct browser admin, it, nobody;

static int plant(void **state)
{
	int r = api_scene_open(state);

	admin = first_admin();
	it = somebody(&admin, "inoue", "it", "[{\"role\":\"it\",\"system\":\"site\"}]");
	EXPECT(201, &it, "POST", "/contacts",
	       "{\"name\":\"Sato\",\"side\":\"ot\",\"mail\":\"sato@plant.example\",\"phone\":\"2311\","
	       "\"language\":\"en\"}");
	return r;
}

static const char *me(void)
{
	static char id[24];

	snprintf(id, sizeof id, "%s", ask("SELECT 'c' || max(id) FROM contact WHERE name = 'Sato'"));
	return id;
}

static void write_roster(const char *hours, int status)
{
	char body[600];

	snprintf(body, sizeof body,
		 "{\"kind\":\"roster\",\"owner\":\"%s\",\"no_deputy\":\"alone\",\"fields\":{\"hours\":\"%s\","
		 "\"judge\":\"%s\","
		 "\"second\":\"none: alone\",\"severity\":\"all\",\"gaps\":\"none\"}}",
		 me(), hours, me());
	EXPECT(status, &it, "POST", "/records", body);
}

static void hours_in_a_form(void **state)
{
	(void)state;
	write_roster("whenever", 422);
	assert_non_null(strstr(got("$.detail"), "mon-fri 8:00-17:00"));
	write_roster("平日　8時～20時", 201);
	EXPECT(200, &it, "GET", "/records/r1", NULL);
	assert_string_equal(got("$.fields[0].text"), "mon-fri 08:00-20:00");
	assert_string_equal(got("$.fields[0].shown"), "Mon-Fri 8:00-20:00");
	/* words of an older version stay, and it is said what they are */
	run_sql("UPDATE record SET fields = json_set(fields, '$.hours', 'night crew')");
	EXPECT(200, &it, "GET", "/records/r1", NULL);
	assert_non_null(strstr(got("$.fields[0].shown"), "night crew"));
	assert_non_null(strstr(got("$.fields[0].shown"), "no program can compute"));
	EXPECT(200, &it, "GET", "/roster/today", NULL);
	assert_string_equal(got("$.uncomputed"), "1");
	assert_string_equal(got("$.gap"), "1");
}

static void today(void **state)
{
	(void)state;
	write_roster("always", 201);
	EXPECT(200, &it, "GET", "/roster/today", NULL);
	assert_string_equal(got("$.people[0].name"), "Sato");
	assert_string_equal(got("$.people[0].part"), "judge");
	assert_string_equal(got("$.people[0].phone"), "2311");
	assert_string_equal(got("$.gap"), "0");
	assert_string_equal(got("$.handover"), "");
	assert_string_equal(got("$.gaps[0].what"), "");
	EXPECT(200, &it, "GET", "/phone-list", NULL);
	assert_string_equal(got("$.items[0].section"), "now");
	assert_string_equal(got("$.items[0].order"), "1");
	EXPECT(200, &it, "GET", "/phone-list/print?lang=ja", NULL);
	assert_non_null(strstr(reply, "2311"));
	assert_non_null(strstr(reply, "連絡網"));
	assert_string_equal(reply_type, "text/html; charset=utf-8");
	EXPECT(401, &nobody, "GET", "/phone-list", NULL);
	EXPECT(401, &nobody, "GET", "/roster/today", NULL);
	EXPECT(401, &nobody, "GET", "/messages", NULL);
}

/* A page that was built by somebody else's name is text on paper, too. */
static void names_are_text(void **state)
{
	char path[60];

	(void)state;
	snprintf(path, sizeof path, "/contacts/%s", me());
	EXPECT(200, &it, "PATCH", path, "{\"name\":\"<script>alert(1)</script>\"}");
	run_sql("UPDATE contact SET name = '<b>Sato' WHERE name LIKE '<script%'");
	EXPECT(201, &it, "POST", "/contacts", "{\"name\":\"<img src=x>\",\"side\":\"csirt\"}");
	EXPECT(200, &it, "GET", "/phone-list/print", NULL);
	assert_null(strstr(reply, "<img"));
	assert_non_null(strstr(reply, "&lt;img"));
}

static void a_test_and_its_link(void **state)
{
	struct messages *m = messages_new();
	char path[80], token[40], seq[24];
	struct err e = {0};

	(void)state;
	snprintf(path, sizeof path, "/contacts/%s/test", me());
	EXPECT(401, &nobody, "POST", path, NULL);
	EXPECT(201, &it, "POST", path, NULL);
	assert_string_equal(got("$.message"), "n1");
	assert_string_equal(got("$.held"), "1");
	EXPECT(200, &it, "GET", "/messages", NULL);
	assert_string_equal(got("$.items[0].held"), "1");
	assert_string_equal(got("$.items[0].about"), me());
	EXPECT(200, &it, "GET", "/messages/n1", NULL);
	assert_string_equal(got("$.receivers[0].state"), "held");
	assert_string_equal(got("$.receivers[0].contact.name"), "Sato");
	assert_null(strstr(reply, "sato@plant.example"));
	assert_int_equal(site_begin(site), 0);
	assert_true(messages_step(m, site, clock_us, &e) >= 0);
	assert_int_equal(site_commit(site), 0);
	messages_free(m);
	snprintf(token, sizeof token, "%s", ask("SELECT token FROM message_link"));
	EXPECT(404, &nobody, "GET", "/links/nothing", NULL);
	snprintf(path, sizeof path, "/links/%s", token);
	snprintf(seq, sizeof seq, "%s", ask("SELECT max(seq) FROM event"));
	EXPECT(200, &nobody, "GET", path, NULL); /* mail scanners look, too */
	assert_string_equal(got("$.state"), "waiting");
	assert_string_equal(got("$.name"), "Sato");
	assert_string_equal(ask("SELECT max(seq) FROM event"), seq);
	EXPECT(200, &nobody, "POST", path, "{}");
	assert_string_equal(got("$.state"), "acknowledged");
	assert_string_equal(got("$.acknowledged_by"), "Sato");
	assert_string_equal(reply_topic, "messages");
	snprintf(seq, sizeof seq, "%s", ask("SELECT max(seq) FROM event"));
	EXPECT(200, &nobody, "POST", path, "{}"); /* twice is no error and no event */
	assert_string_equal(ask("SELECT max(seq) FROM event"), seq);
	EXPECT(200, &it, "GET", "/contacts", NULL);
	assert_non_null(strstr(reply, "\"tested\":\"20"));
	assert_string_equal(ask("SELECT count(*) FROM event WHERE body LIKE '%' || (SELECT token FROM "
				"message_link) || '%'"),
			    "0");
	EXPECT(404, &it, "POST", "/messages/n9/acknowledge", "{}");
}

static void nobody_tests_who_has_no_mail(void **state)
{
	char path[80];

	(void)state;
	EXPECT(201, &it, "POST", "/contacts", "{\"name\":\"Kato\",\"side\":\"csirt\"}");
	snprintf(path, sizeof path, "/contacts/%s/test", got("$.id"));
	EXPECT(422, &it, "POST", path, NULL);
	assert_non_null(strstr(got("$.detail"), "mail"));
	assert_string_equal(ask("SELECT count(*) FROM message"), "0");
	EXPECT(404, &it, "POST", "/contacts/c99/test", NULL);
	EXPECT(400, &it, "PATCH", "/contacts/c2", "{\"language\":\"fr\"}");
}

#define SCENE(test) cmocka_unit_test_setup_teardown(test, plant, api_scene_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		SCENE(hours_in_a_form),
		SCENE(today),
		SCENE(names_are_text),
		SCENE(a_test_and_its_link),
		SCENE(nobody_tests_who_has_no_mail),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
