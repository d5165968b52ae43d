/* Measured controls: at work, broken, and nothing where nobody looked; what they cover, and the check about
 * it. */
#include "test.h"

#include "model.h"

#include "assess/assess.h"
#include "assess/control.h"

#define DEVICES                                                                                              \
	"INSERT INTO x_device(id, kind, ip, router, behind, last) VALUES (1, 'plc', '192.168.1.10', 0, "     \
	"NULL, 100), (2, "                                                                                   \
	"'pc', '192.168.1.7', 0, NULL, 900), (3, 'router', '192.168.1.1', 1, NULL, 900), (4, 'pc', "         \
	"'10.0.5.7', 0, 3, "                                                                                 \
	"900); INSERT INTO x_outside(id, name, network) VALUES (1, 'www.example.com', '203.0.113.0/24');"    \
	"INSERT INTO setting VALUES ('mirror_incomplete', 0, NULL);"                                         \
	"INSERT INTO x_service(device, transport, port, protocol, answered) VALUES (1, 'tcp', 502, "         \
	"'modbus', 1);"                                                                                      \
	"INSERT INTO x_flow(id, client, server, transport, port, protocol, answered, payload, connections, " \
	"first, "                                                                                            \
	"encrypted) VALUES (1, 2, 1, 'tcp', 502, 'modbus', 1, 5, 1, 10, 0);"
#define WATCHED                                                                                              \
	"INSERT INTO setting VALUES ('watched', 1, NULL), ('tell_within', 600, NULL), ('now', 100000, "      \
	"NULL);"
#define PROFILE                                                                                              \
	"INSERT INTO profile VALUES (1, 1, 5, NULL, NULL, 1); INSERT INTO profile_entry VALUES (1, 'peer', " \
	"'d2'); INSERT INTO setting VALUES ('profile', 1, NULL);"

enum measured { NOT, HELD, BROKEN };

static struct store *judged(const char *sql)
{
	struct store *s = model_new();

	model_exec(s, DEVICES);
	model_exec(s, sql);
	assert_int_equal(store_index(s), 0);
	assert_int_equal(assess_run(s), 0);
	assert_int_equal(model_number(s, "SELECT COUNT(*) FROM limit_"), 0);
	return s;
}

static enum measured of(struct store *s, const char *control)
{
	char sql[200];
	int64_t held;

	snprintf(sql, sizeof sql,
		 "SELECT coalesce(max(held), -1) FROM control_held WHERE device = 1 AND control = '%s'",
		 control);
	held = model_number(s, sql);
	return held < 0 ? NOT : held ? HELD : BROKEN;
}

/* Each control: the scene in which it is seen at work, that in which it is broken, and a near miss that
 * proves nothing. */
static void each_control_says_what_it_saw(void **state)
{
	static const struct {
		const char *control, *held, *broken, *silent;
	} rows[] = {
		{"approved-peers-only",
		 PROFILE "INSERT INTO x_flow(id, client, server, transport, port, answered, connections, "
			 "refused, first) "
			 "VALUES (2, 4, 1, 'tcp', 502, 0, 3, 3, 50)",
		 PROFILE
		 "INSERT INTO x_difference(device, against, what, kind, key, peer, packet, since) VALUES (1, "
		 "'profile', 'peer', 'new', 'd4', 4, 7, 50)",
		 /* a closed port refuses everybody; an approved peer whose try failed is no stranger */
		 PROFILE "INSERT INTO x_flow(id, client, server, transport, port, answered, connections, "
			 "refused) VALUES "
			 "(2, 4, 1, 'tcp', 80, 0, 3, 3), (3, 2, 1, 'tcp', 502, 0, 1, 1)"},
		{"not-from-outside",
		 "INSERT INTO x_flow(id, client_outside, server, transport, port, answered, connections, "
		 "refused) VALUES "
		 "(2, 1, 1, 'tcp', 502, 0, 2, 2)",
		 "INSERT INTO x_flow(id, client_outside, server, transport, port, answered, connections) "
		 "VALUES (2, 1, 1, "
		 "'tcp', 502, 1, 2)",
		 "INSERT INTO x_flow(id, client, server_outside, transport, port, answered, connections) "
		 "VALUES (2, 1, 1, "
		 "'tcp', 443, 1, 2)"},
		{"not-from-other-segment",
		 "INSERT INTO x_flow(id, client, server, transport, port, answered, connections, refused) "
		 "VALUES (2, 4, 1, "
		 "'tcp', 502, 0, 2, 2)",
		 "INSERT INTO x_flow(id, client, server, transport, port, answered, connections) VALUES (2, "
		 "4, 1, 'tcp', 502, "
		 "1, 2)",
		 "INSERT INTO x_flow(id, client, server, transport, port, answered, connections) VALUES (2, "
		 "3, 1, 'tcp', 502, "
		 "0, 2)"},
		{"encrypted-only", "UPDATE flow SET encrypted = 1",
		 "INSERT INTO x_flow(id, client, server, transport, port, answered, payload, encrypted) "
		 "VALUES (2, 2, 1, "
		 "'tcp', 443, 1, 5, 1)",
		 "UPDATE flow SET encrypted = NULL"},
		{"sign-in-asked",
		 "INSERT INTO x_login(client, server, protocol, method, failed) VALUES (2, 1, 'http', "
		 "'plain', 2)",
		 "INSERT INTO x_login(client, server, protocol, method, failed, ok, default_pair, "
		 "default_ok) VALUES (2, 1, "
		 "'http', 'plain', 2, 1, 1, 1)",
		 "INSERT INTO x_login(client, server, protocol, method, unknown) VALUES (2, 1, 'http', "
		 "'plain', 2)"},
		{"wifi-strong",
		 "INSERT INTO x_fact(device, field, value, source) VALUES (1, 'wifi-security', 'wpa2-ccmp', "
		 "'wifi')",
		 "INSERT INTO x_fact(device, field, value, source) VALUES (1, 'wifi-security', 'wpa2-ccmp', "
		 "'wifi'), (1, "
		 "'wifi-security', 'wep', 'wifi')",
		 "INSERT INTO x_hop(station, ap, medium, source) VALUES (1, 2, 'wifi', 'wifi')"},
		{"watched-and-answered",
		 WATCHED "INSERT INTO x_alarm(id, detector, severity, raised, acknowledged) VALUES (1, "
			 "'scan', 1, 1000, 1100); "
			 "INSERT INTO x_alarm_device(alarm, device) VALUES (1, 1)",
		 WATCHED "INSERT INTO x_alarm(id, detector, severity, raised, acknowledged) VALUES (1, "
			 "'scan', 1, 1000, 1100), "
			 "(2, 'scan', 0, 2000, NULL); INSERT INTO x_alarm_device(alarm, device) VALUES (1, "
			 "1), (2, 1)",
		 WATCHED "INSERT INTO x_alarm(id, detector, severity, raised) VALUES (1, 'scan', 1, 99900); "
			 "INSERT INTO "
			 "x_alarm_device(alarm, device) VALUES (1, 1)"},
		{"cut-and-silent",
		 "INSERT INTO x_incident_device(incident, device, role, cut) VALUES (1, 1, 'on', 200); "
		 "INSERT INTO setting "
		 "VALUES ('capture_end', 700000000, NULL)",
		 "UPDATE device SET last = 90000000 WHERE id = 1; INSERT INTO x_incident_device(incident, "
		 "device, role, cut) "
		 "VALUES (1, 1, 'on', 200); INSERT INTO setting VALUES ('capture_end', 700000000, NULL)",
		 /* cut, and nobody watched on */
		 "INSERT INTO x_incident_device(incident, device, role, cut) VALUES (1, 1, 'on', 200); "
		 "INSERT INTO setting "
		 "VALUES ('capture_end', 300, NULL)"},
	};

	(void)state;
	assert_int_equal(sizeof rows / sizeof *rows, control_count);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *const scenes[] = {rows[i].silent, rows[i].held, rows[i].broken};

		for (int k = 0; k < 3; k++) {
			struct store *s = judged(scenes[k]);

			if ((int)of(s, rows[i].control) != k)
				fail_msg("%s: scene %d says %d", rows[i].control, k,
					 (int)of(s, rows[i].control));
			store_free(s);
		}
	}
}

static void words_say_what_and_since_when(void **state)
{
	char text[1024];

	(void)state;
	for (size_t i = 0; i < control_count; i++)
		for (int l = 0; l < LANG_COUNT; l++)
			for (int held = controls[i].broken ? 0 : 1; held < 2; held++) {
				control_seen(&controls[i], held, 3, "2026-11-02", NULL, (enum language)l,
					     text, sizeof text);
				if (!strstr(text, "2026-11-02") || strpbrk(text, "{}"))
					fail_msg("%s: %s", controls[i].name, text);
			}
}

#define TELNET                                                                                               \
	"INSERT INTO x_service(device, transport, port, protocol, answered, first_packet) VALUES (1, "       \
	"'tcp', 23, 'telnet', "                                                                              \
	"1, 4);"
#define STRANGER_REFUSED                                                                                     \
	"INSERT INTO x_flow(id, client, server, transport, port, answered, connections, refused, first) "    \
	"VALUES (9, 4, 1, "                                                                                  \
	"'tcp', 23, 0, 3, 3, 50);"

static int64_t uncovered(struct store *s)
{
	return model_number(
		s, "SELECT COUNT(*) FROM finding WHERE check_name = 'weak-device-uncovered' AND device = 1");
}

static void a_flaw_is_covered_by_another_layer_only(void **state)
{
	struct store *s = judged(PROFILE TELNET STRANGER_REFUSED);

	(void)state;
	assert_int_equal(uncovered(s), 0);
	assert_int_equal(
		model_number(
			s,
			"SELECT COUNT(*) FROM weakness WHERE device = 1 AND check_name = 'telnet-in-use' AND "
			"control = 'approved-peers-only'"),
		1);
	/* met by what was seen, not by silence */
	assert_int_equal(
		model_number(
			s, "SELECT good FROM outcome WHERE check_name = 'weak-device-uncovered' AND system = "
			   "'site'"),
		1);
	store_free(s);
	/* a refused sign-in is of the same layer as a sign-in that can be read */
	s = judged(PROFILE TELNET
		   "INSERT INTO x_login(client, server, protocol, method, failed) VALUES (2, 1, 'telnet', "
		   "'plain', 2)");
	assert_int_equal(of(s, "sign-in-asked"), HELD);
	assert_int_equal(uncovered(s), 1);
	store_free(s);
}

static void one_finding_a_device(void **state)
{
	struct store *s = judged(PROFILE TELNET
				 "INSERT INTO x_login(client, server, protocol, method, ok, default_pair, "
				 "default_ok) VALUES (2, 1, 'telnet', 'plain', 1, 1, 1)");

	(void)state;
	assert_true(model_number(s, "SELECT COUNT(*) FROM weakness WHERE device = 1") >= 2);
	assert_int_equal(uncovered(s), 1);
	store_free(s);
}

/* One capture, nothing approved, nobody watched: nothing could be measured, so nothing is said. */
static void before_anything_is_measured_nothing_is_claimed(void **state)
{
	struct store *s = judged("INSERT INTO setting VALUES ('controls', 0, NULL);" TELNET);

	(void)state;
	assert_true(model_number(s, "SELECT COUNT(*) FROM weakness WHERE device = 1 AND control IS NULL") >
		    0);
	assert_int_equal(uncovered(s), 0);
	store_free(s);
}

static void a_control_that_does_not_end_is_measured_nowhere(void **state)
{
	struct store *s = model_new();

	(void)state;
	model_exec(
		s, DEVICES
		"WITH RECURSIVE n(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 4000) INSERT INTO "
		"x_login(client, server, protocol, method, failed) SELECT 2, 1, 'http', 'plain', 1 FROM n");
	assert_int_equal(store_index(s), 0);
	assert_int_equal(assess_run_with(s, checks, 0, 2000), 0);
	assert_int_equal(model_number(s, "SELECT COUNT(*) FROM control_held WHERE control = 'sign-in-asked'"),
			 0);
	assert_int_equal(
		model_number(
			s,
			"SELECT COUNT(*) FROM limit_ WHERE table_name = 'control sign-in-asked (stopped)'"),
		1);
	store_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_control_says_what_it_saw),
		cmocka_unit_test(words_say_what_and_since_when),
		cmocka_unit_test(a_flaw_is_covered_by_another_layer_only),
		cmocka_unit_test(one_finding_a_device),
		cmocka_unit_test(before_anything_is_measured_nothing_is_claimed),
		cmocka_unit_test(a_control_that_does_not_end_is_measured_nowhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
