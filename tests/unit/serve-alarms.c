/* Alarms through the API: the list and its states, one alarm, acts with their topic, two people at once, a
 * vendor's view, the history, the lamps. Alarms come from signals, as in core. */
#include "api-scene.h"

#include "alarm-scene.h"

static struct browser admin, ot, night, vendor;

static int plant(void **state)
{
	int r = api_scene_open(state);

	alarms = alarms_new(NULL);
	assert_non_null(alarms);
	scene_now = now.at;
	admin = first_admin();
	for (unsigned i = 1; i <= 4; i++)
		device(i);
	EXPECT(201, &admin, "POST", "/systems", "{\"name\":\"press\",\"level\":\"core\"}");
	EXPECT(200, &admin, "POST", "/systems/s1/devices", "{\"add\":[\"d1\"]}");
	ot = somebody(&admin, "ota", "ot", "[{\"role\":\"ot\",\"system\":\"site\"}]");
	night = somebody(&admin, "yano", "ot", "[{\"role\":\"operator\",\"system\":\"site\"}]");
	vendor = somebody(&admin, "maker", "vendor", "[{\"role\":\"vendor\",\"system\":\"s1\"}]");
	say("series-stuck", 1, 1);     /* a1: about the vendor's device */
	say("sign-in-guessing", 2, 1); /* a2: somebody else's does something to it */
	say("silent-device", 3, 3);    /* a3 */
	pass(2);
	written();
	return r;
}

static int leave(void **state)
{
	alarms_free(alarms);
	return api_scene_close(state);
}

static void lists_and_states(void **state)
{
	(void)state;
	EXPECT(200, &ot, "GET", "/alarms", NULL);
	assert_string_equal(got("$.total"), "3");
	EXPECT(200, &ot, "GET", "/alarms?device=d1", NULL);
	assert_string_equal(got("$.total"), "2");
	EXPECT(200, &ot, "GET", "/alarms?lamp=data", NULL);
	assert_string_equal(got("$.items[0].id"), "a1");
	EXPECT(200, &ot, "GET", "/alarms?q=fell", NULL);
	assert_string_equal(got("$.items[0].id"), "a3");
	EXPECT(200, &ot, "GET", "/alarms/a2", NULL);
	assert_string_equal(got("$.alarm.device.name"), "machine 2");
	assert_true(strstr(got("$.came.en"), "machine 1") || strstr(got("$.came.en"), "within a short time"));
	assert_true(strlen(got("$.first.ja[0]")) > 10);
	assert_string_equal(got("$.evidence[0].file"), "1");
	assert_string_equal(got("$.signals_total"), "1");
	assert_string_equal(got("$.timeline[0].kind"), "alarm-raised");
	assert_string_equal(got("$.may_shelve"), "1");
	EXPECT(404, &ot, "GET", "/alarms/a9", NULL);
	EXPECT(200, &ot, "GET", "/signals?alarm=a2", NULL);
	assert_string_equal(got("$.items[0].by.name"), "machine 2");
}

static void acts_and_two_at_once(void **state)
{
	(void)state;
	EXPECT(200, &night, "POST", "/alarms/a2/acknowledge", "{\"words\":\"walking there\"}");
	assert_string_equal(reply_topic, "alarms");
	EXPECT(409, &ot, "POST", "/alarms/a2/acknowledge", "{}");
	assert_true(strstr(reply, "yano") != NULL); /* who was first */
	EXPECT(422, &ot, "POST", "/alarms/a2/dismiss", "{\"reason\":\"other\"}");
	EXPECT(400, &ot, "POST", "/alarms/a2/dismiss", "{\"reason\":\"whatever\"}");
	EXPECT(422, &ot, "POST", "/alarms/a1/shelve", "{\"words\":\"x\",\"until\":\"2030-01-01T00:00:00Z\"}");
	EXPECT(200, &ot, "POST", "/alarms/a1/shelve",
	       "{\"words\":\"sensor is changed tomorrow\",\"hours\":2}");
	EXPECT(409, &night, "POST", "/alarms/a1/shelve", "{\"words\":\"x\",\"hours\":1}");
	EXPECT(200, &ot, "GET", "/alarms?state=shelved", NULL);
	assert_string_equal(got("$.items[0].id"), "a1");
	EXPECT(200, &ot, "POST", "/alarms/a1/unshelve", "{}");
	EXPECT(422, &ot, "POST", "/alarms/a1/unshelve", "{}");
	EXPECT(200, &night, "POST", "/alarms/a3/notes", "{\"words\":\"its power lamp is off\"}");
	EXPECT(200, &night, "POST", "/alarms/a3/dismiss",
	       "{\"reason\":\"known-work\",\"words\":\"switched off for cleaning\"}");
	EXPECT(200, &ot, "GET", "/alarms/a3", NULL);
	assert_string_equal(got("$.alarm.state"), "dismissed");
	assert_string_equal(got("$.timeline[1].note"), "its power lamp is off");
	assert_string_equal(got("$.alarm.dismissed.who"), "yano");
	EXPECT(404, &night, "POST", "/alarms/a9/acknowledge", "{}");
}

static void a_vendor_sees_what_is_about_his_devices_alone(void **state)
{
	(void)state;
	EXPECT(200, &vendor, "GET", "/alarms", NULL);
	assert_string_equal(got("$.total"), "1");
	assert_string_equal(got("$.items[0].id"), "a1");
	EXPECT(404, &vendor, "GET", "/alarms/a2", NULL);
	EXPECT(200, &vendor, "GET", "/signals", NULL);
	assert_string_equal(got("$.total"), "1");
	EXPECT(200, &vendor, "GET", "/lamps", NULL);
	assert_string_equal(got("$.total"), "1");
	assert_null(strstr(reply, "machine 2"));
	EXPECT(403, &vendor, "POST", "/alarms/a1/acknowledge", "{}");
}

static const char *colour(const char *device, const char *lamp)
{
	char path[80];

	snprintf(path, sizeof path, "/lamps?device=%s", device);
	EXPECT(200, &ot, "GET", path, NULL);
	snprintf(path, sizeof path, "$.items[0].%s.colour", lamp);
	return got(path);
}

static void lamps_while_somebody_watches(void **state)
{
	static struct capture_state watching = {.sensor = true};

	(void)state;
	assert_string_equal(colour("d4", "device_lamp"), "grey"); /* nobody watches */
	watching.last_frame = clock_us;
	api.watching = &watching;
	assert_string_equal(colour("d4", "device_lamp"), "green");
	assert_string_equal(colour("d4", "data_lamp"), "none");
	assert_string_equal(colour("d3", "device_lamp"), "red");
	assert_string_equal(colour("d1", "data_lamp"), "red");
	EXPECT(200, &ot, "GET", "/lamps?worst=1", NULL);
	assert_string_equal(got("$.total"), "3");
	assert_string_equal(got("$.counts.device.green"), "1");
	watching.last_frame = clock_us - S(120); /* frames stopped */
	assert_string_equal(colour("d4", "device_lamp"), "grey");
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, plant, leave)
	const struct CMUnitTest tests[] = {
		TEST(lists_and_states),
		TEST(acts_and_two_at_once),
		TEST(a_vendor_sees_what_is_about_his_devices_alone),
		TEST(lamps_while_somebody_watches),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
