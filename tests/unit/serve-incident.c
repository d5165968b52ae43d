/* Incidents through the API: who may which deed, what is possible is told as it is, two people at once,
 * emergency mode, lists. */
#include "api-scene.h"

#include "respond/evidence.h"

static struct browser admin, it, ot, night;

#define JUDGED                                                                                               \
	"\"fields\":{\"class\":\"attack\",\"severity\":\"high\",\"impact\":\"line "                          \
	"stops\",\"personal\":\"no\"}"

static int plant(void **state)
{
	int r = api_scene_open(state);

	admin = first_admin();
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(sqlite3_exec(store_db(site),
				      "INSERT INTO device(id, kind, layer, confidence, first, last, "
				      "first_packet, packets, bytes, ip, random_mac, router, "
				      "known, hidden, payload, unnamed_payload) VALUES (1, 'plc', 'device', "
				      "90, 1, 1, 1, 1, 60, '10.0.0.1', 0, 0, 0, 0, 0, 0)",
				      NULL, NULL, NULL),
			 SQLITE_OK);
	assert_int_equal(site_commit(site), 0);
	it = somebody(&admin, "inoue", "it", "[{\"role\":\"it\",\"system\":\"site\"}]");
	ot = somebody(&admin, "ota", "ot", "[{\"role\":\"ot\",\"system\":\"site\"}]");
	night = somebody(&admin, "yoru", "ot", "[{\"role\":\"operator\",\"system\":\"site\"}]");
	return r;
}

static int leave(void **state)
{
	char command[160];

	snprintf(command, sizeof command, "rm -rf '%s.evidence'", scene_path);
	assert_int_equal(system(command), 0);
	return api_scene_close(state);
}

static void opened(void)
{
	EXPECT(201, &night, "POST", "/incidents", "{\"title\":\"odd\",\"devices\":[\"d1\"]}");
	assert_string_equal(got("$.id"), "i1");
	assert_string_equal(got("$.evidence"), "e1");
	assert_string_equal(reply_topic, "incidents");
}

static void freeze(void)
{
	static char report[EVIDENCE_REPORT];
	struct err e = {0};

	assert_int_equal(evidence_make(site, 1, clock_us, report), 0);
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(evidence_told(site, report, &now, &e), 0);
	assert_int_equal(site_commit(site), 0);
}

/* A member of one deed in the list of what is possible. */
static const char *deed(const char *name, const char *member)
{
	static char sql[300], value[2000];
	sqlite3_stmt *st = NULL;

	snprintf(sql, sizeof sql,
		 "SELECT value ->> '$.%s' FROM json_each(?1, '$.deeds') WHERE value ->> '$.deed' = '%s'",
		 member, name);
	assert_int_equal(sqlite3_prepare_v2(store_db(site), sql, -1, &st, NULL), SQLITE_OK);
	sqlite3_bind_text(st, 1, reply, -1, SQLITE_STATIC);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	snprintf(value, sizeof value, "%s",
		 sqlite3_column_text(st, 0) ? (const char *)sqlite3_column_text(st, 0) : "");
	sqlite3_finalize(st);
	return value;
}

static void the_night_shift_opens_and_notes(void **state)
{
	(void)state;
	opened();
	EXPECT(200, &night, "POST", "/incidents/i1/notes", "{\"words\":\"smells of smoke\"}");
	EXPECT(200, &night, "POST", "/incidents/i1/deeds",
	       "{\"deed\":\"cut\",\"fields\":{\"devices\":[\"d1\"],\"how\":\"cable\",\"allowed_by\":\"boss\","
	       "\"safe_stop\":\"danger\"}}");
	EXPECT(403, &night, "POST", "/incidents/i1/deeds", "{\"deed\":\"confirm\"," JUDGED "}");
	EXPECT(403, &night, "POST", "/incidents/i1/deeds", "{\"deed\":\"dismiss\",\"words\":\"false\"}");
	EXPECT(200, &night, "GET", "/incidents/i1", NULL);
	assert_string_equal(deed("note", "allowed"), "1");
	assert_string_equal(deed("dismiss", "allowed"), "0");
	assert_string_equal(deed("dismiss", "why.en"), "you may not do this");
	assert_string_equal(got("$.timeline[1].words"), "smells of smoke");
	assert_string_equal(got("$.affected[0].quiet"), "unknown"); /* nothing was watched: no green */
	assert_string_equal(got("$.bags[0].done"), "");
	assert_string_equal(got("$.measure.state"), "unmeasured");
	assert_string_equal(got("$.timers[0].to"), "inside");
}

/* What two people have to agree on is agreed by people. */
static void a_program_speaks_for_nobody(void **state)
{
	struct browser program = {.peer = "192.0.2.9"};

	(void)state;
	opened();
	EXPECT(201, &it, "POST", "/tokens", "{\"name\":\"bot\",\"roles\":[\"it\"],\"days\":30}");
	snprintf(program.bearer, sizeof program.bearer, "%s", got("$.token"));
	EXPECT(403, &program, "POST", "/incidents/i1/deeds", "{\"deed\":\"confirm\"," JUDGED "}");
	EXPECT(200, &program, "POST", "/incidents/i1/notes", "{\"words\":\"seen by the ticket system\"}");
}

static void both_sides_and_what_is_possible(void **state)
{
	char body[300];

	(void)state;
	opened();
	EXPECT(200, &it, "POST", "/incidents/i1/deeds", "{\"deed\":\"confirm\"," JUDGED "}");
	assert_string_equal(got("$.waits"), "1");
	assert_string_equal(got("$.state"), "suspected");
	EXPECT(200, &ot, "GET", "/incidents/i1", NULL);
	assert_string_equal(deed("confirm", "said[0]"), "it");
	assert_string_equal(deed("confirm", "waits[0]"), "ot");
	assert_string_equal(deed("confirm", "fields[0].choices[2].title.ja"), "攻撃");
	assert_string_equal(deed("contain", "allowed"), "0");
	assert_non_null(strstr(deed("contain", "why.en"), "confirm, dismiss"));
	EXPECT(200, &ot, "POST", "/incidents/i1/deeds", "{\"deed\":\"confirm\"," JUDGED "}");
	assert_string_equal(got("$.state"), "confirmed");
	EXPECT(409, &ot, "POST", "/incidents/i1/deeds",
	       "{\"deed\":\"contain\",\"fields\":{\"how\":\"x\",\"allowed_by\":\"y\",\"safe_stop\":\"done\"}"
	       "}");
	assert_non_null(strstr(reply, "being frozen"));
	freeze();
	EXPECT(200, &ot, "GET", "/incidents/i1", NULL);
	snprintf(body, sizeof body,
		 "{\"deed\":\"contain\",\"version\":%s,\"fields\":{\"how\":\"x\",\"allowed_by\":\"y\",\"safe_"
		 "stop\":\"done\"}}",
		 got("$.incident.version"));
	EXPECT(200, &it, "POST", "/incidents/i1/notes",
	       "{\"words\":\"on my way\"}"); /* somebody was faster */
	EXPECT(412, &ot, "POST", "/incidents/i1/deeds", body);
	EXPECT(409, &ot, "POST", "/incidents/i1/deeds", "{\"deed\":\"close\"}");
	assert_non_null(strstr(reply, "contain"));
	EXPECT(422, &ot, "POST", "/incidents/i1/deeds", "{\"deed\":\"contain\"}");
	EXPECT(422, &ot, "POST", "/incidents/i1/deeds", "{\"deed\":\"dance\"}");
	EXPECT(400, &ot, "POST", "/incidents/i1/deeds", "{}");
	EXPECT(404, &ot, "POST", "/incidents/i7/deeds", "{\"deed\":\"note\",\"words\":\"x\"}");
	EXPECT(404, &ot, "GET", "/incidents/i7", NULL);
}

/* The same button pressed twice, by a tablet that lost the answer. */
static void once_only(void **state)
{
	(void)state;
	snprintf(idempotency, sizeof idempotency, "report-1");
	opened();
	EXPECT(201, &night, "POST", "/incidents", "{\"title\":\"odd\",\"devices\":[\"d1\"]}");
	assert_string_equal(got("$.id"), "i1");
	*idempotency = '\0';
	assert_string_equal(ask("SELECT count(*) FROM incident"), "1");
}

static void emergency_mode(void **state)
{
	(void)state;
	opened();
	EXPECT(409, &it, "PUT", "/emergency", "{\"on\":true}");
	EXPECT(200, &it, "POST", "/incidents/i1/deeds", "{\"deed\":\"confirm\"," JUDGED "}");
	EXPECT(200, &ot, "POST", "/incidents/i1/deeds", "{\"deed\":\"confirm\"," JUDGED "}");
	EXPECT(200, &it, "PUT", "/emergency", "{\"on\":true,\"reason\":\"all hands\"}");
	assert_string_equal(got("$.incident"), "i1");
	EXPECT(200, &night, "GET", "/session", NULL);
	assert_string_equal(got("$.emergency_mode"), "1");
	EXPECT(200, &it, "POST", "/incidents/i1/deeds", "{\"deed\":\"dismiss\",\"words\":\"a drill\"}");
	EXPECT(200, &ot, "POST", "/incidents/i1/deeds", "{\"deed\":\"dismiss\",\"words\":\"a drill\"}");
	EXPECT(200, &night, "GET", "/emergency", NULL);
	assert_string_equal(got("$.on"), "0");
	assert_string_equal(got("$.may"), "0");
}

static void listed_and_reported(void **state)
{
	(void)state;
	EXPECT(200, &it, "PATCH", "/settings", "{\"first_report_minutes\":5}");
	opened();
	EXPECT(201, &it, "POST", "/incidents", "{\"title\":\"second\"}");
	EXPECT(200, &it, "POST", "/incidents/i2/deeds", "{\"deed\":\"dismiss\",\"words\":\"false\"}");
	EXPECT(200, &it, "GET", "/incidents?open=true", NULL);
	assert_string_equal(got("$.total"), "1");
	assert_string_equal(got("$.items[0].evidence"), "waiting");
	EXPECT(200, &it, "GET", "/incidents?open=false", NULL);
	assert_string_equal(got("$.items[0].id"), "i2");
	EXPECT(200, &it, "GET", "/incidents?device=d1&q=odd", NULL);
	assert_string_equal(got("$.total"), "1");
	clock_us += INT64_C(360000000);
	EXPECT(200, &it, "GET", "/incidents?open=true", NULL);
	assert_string_equal(got("$.items[0].overdue"), "1");
	EXPECT(200, &it, "GET", "/incidents/i1/first-report?lang=ja", NULL);
	assert_non_null(strstr(got("$.text"), "調査中"));
	assert_non_null(strstr(got("$.html"), "<table>"));
	EXPECT(200, &it, "POST", "/incidents/i1/deeds",
	       "{\"deed\":\"report\",\"fields\":{\"to\":\"inside\",\"means\":\"phone\"}}");
	EXPECT(200, &it, "GET", "/incidents/i1/first-report?lang=ja", NULL);
	assert_string_equal(got("$.number"), "2");
	EXPECT(200, &it, "GET", "/incidents/i1", NULL);
	assert_string_equal(got("$.timers[0].state"), "late"); /* given, and late all the same */
	assert_string_equal(got("$.reports[0].to"), "inside");
	EXPECT(404, &it, "GET", "/incidents/i1/evidence", NULL);
	freeze();
	EXPECT(200, &it, "GET", "/incidents/i1/evidence", NULL);
	assert_string_equal(reply_type, "application/x-tar");
	EXPECT(403, &night, "GET", "/incidents/i1/evidence", NULL);
	EXPECT(200, &it, "POST", "/incidents/i1/evidence/check", "{}");
	assert_string_equal(got("$.damaged"), "[]");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_night_shift_opens_and_notes, plant, leave),
		cmocka_unit_test_setup_teardown(a_program_speaks_for_nobody, plant, leave),
		cmocka_unit_test_setup_teardown(both_sides_and_what_is_possible, plant, leave),
		cmocka_unit_test_setup_teardown(once_only, plant, leave),
		cmocka_unit_test_setup_teardown(emergency_mode, plant, leave),
		cmocka_unit_test_setup_teardown(listed_and_reported, plant, leave),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
