/* No shipped check scans inside a loop: within one SELECT only the outermost table may be read whole, and no
 * subquery that runs once a row may scan. Asked of SQLite's own plan, with the indexes made and tables of a
 * size that matters. */
#include "test.h"

#include "model.h"

#include "assess/assess.h"
#include "assess/attack.h"
#include "assess/control.h"

static void fill(struct store *s)
{
	model_exec(
		s,
		"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)"
		" INSERT INTO x_device(id, kind, layer, packets) SELECT i, 'plc', 'device', 200 FROM n;"
		"INSERT INTO x_flow(id, client, server, transport, port, protocol, answered)"
		" SELECT id, id, 2001 - id, 'tcp', 502, 'modbus', 1 FROM device;"
		"INSERT INTO x_fact(device, field, value, source) SELECT id, 'name', 'a', 'dhcp' FROM device;"
		"INSERT INTO x_service(device, transport, port, protocol) SELECT id, 'tcp', 502, 'modbus' "
		"FROM device;"
		"INSERT INTO x_address(device, kind, value, source) SELECT id, 'ip', id, 'arp' FROM device;"
		"INSERT INTO x_login(client, server, protocol) SELECT id, 2001 - id, 'http' FROM device;");
}

enum { STEPS_MAX = 200 };

struct step {
	int id, parent;
	char what[160];
};

static int plan_of(struct store *s, const char *question, struct step step[STEPS_MAX])
{
	sqlite3_stmt *st;
	char *sql = malloc(strlen(question) + 32);
	int n = 0;

	sprintf(sql, "EXPLAIN QUERY PLAN %s", question);
	if (sqlite3_prepare_v2(store_db(s), sql, -1, &st, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, store_error(s));
	for (; n < STEPS_MAX && sqlite3_step(st) == SQLITE_ROW; n++) {
		step[n].id = sqlite3_column_int(st, 0);
		step[n].parent = sqlite3_column_int(st, 1);
		snprintf(step[n].what, sizeof step[n].what, "%s", sqlite3_column_text(st, 3));
	}
	sqlite3_finalize(st);
	free(sql);
	return n;
}

static bool begins(const char *s, const char *with) { return strncmp(s, with, strlen(with)) == 0; }

/* Is this step inside a subquery that runs for each row? */
static bool repeated(const struct step *step, int n, int i)
{
	for (int parent = step[i].parent; parent;) {
		int k = 0;

		while (k < n && step[k].id != parent)
			k++;
		if (k == n)
			return false;
		if (begins(step[k].what, "CORRELATED"))
			return true;
		parent = step[k].parent;
	}
	return false;
}

static const char *bad_step(const struct step *step, int n)
{
	for (int i = 0; i < n; i++) {
		if (!begins(step[i].what, "SCAN") || begins(step[i].what, "SCAN CONSTANT ROW"))
			continue;
		if (repeated(step, n, i))
			return step[i].what;
		for (int k = 0; k < i; k++)
			if (step[k].parent == step[i].parent &&
			    (begins(step[k].what, "SCAN") || begins(step[k].what, "SEARCH")))
				return step[i].what;
	}
	return NULL;
}

static void no_scan_inside_a_loop(void **state)
{
	struct store *s = model_new();
	struct step step[STEPS_MAX];

	(void)state;
	fill(s);
	assert_int_equal(store_index(s), 0);
	for (size_t i = 0; i < check_count; i++) {
		const char *const asked[] = {checks[i].question, checks[i].met, checks[i].looks};

		for (int q = 0; q < 3; q++) {
			const char *bad = asked[q] ? bad_step(step, plan_of(s, asked[q], step)) : NULL;

			if (bad)
				fail_msg("%s: %s, inside a loop", checks[i].name, bad);
		}
	}
	for (size_t i = 0; i < control_count; i++) {
		const char *const asked[] = {controls[i].held, controls[i].broken};

		for (int q = 0; q < 2; q++) {
			const char *bad = asked[q] ? bad_step(step, plan_of(s, asked[q], step)) : NULL;

			if (bad)
				fail_msg("control %s: %s, inside a loop", controls[i].name, bad);
		}
	}
	for (size_t i = 0; i < attack_count; i++)
		for (size_t k = 0; k < attacks[i].reason_count; k++) {
			const struct attack_reason *r = &attacks[i].reasons[k];
			const char *bad = bad_step(step, plan_of(s, r->question, step));

			if (bad)
				fail_msg("attack %s, %s: %s, inside a loop", attacks[i].name, r->name, bad);
		}
	store_free(s);
}

static void the_test_sees_a_nested_scan(void **state)
{
	struct store *s = model_new();
	struct step step[STEPS_MAX];

	(void)state;
	assert_int_equal(store_index(s), 0);
	assert_non_null(
		bad_step(step, plan_of(s, "SELECT 1 FROM login a JOIN scan b ON a.ok < b.packets", step)));
	assert_non_null(bad_step(
		step,
		plan_of(s, "SELECT 1 FROM login a WHERE EXISTS (SELECT 1 FROM scan b WHERE b.packets < a.ok)",
			step)));
	assert_null(
		bad_step(step, plan_of(s, "SELECT 1 FROM login a JOIN device d ON d.id = a.server", step)));
	store_free(s);
}

/* 10,000 devices and 100,000 flows: every check ends within its budget. */
static void every_check_ends_within_its_budget(void **state)
{
	struct store *s = model_new();

	(void)state;
	model_exec(
		s,
		"BEGIN; WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)"
		" INSERT INTO device SELECT i, NULL, NULL, CASE WHEN i % 3 THEN 'plc' ELSE 'pc' END, "
		"'device', NULL, NULL, NULL, NULL, 30,"
		" 0, 9000000000, i, 900, 90000, '00:00:5e:00:53:01', '10.0.0.' || i, 0, 0, CASE WHEN i % 5 "
		"THEN 1 END, 0, NULL, 0, 400, 4"
		" FROM n;"
		"WITH RECURSIVE k(j) AS (SELECT 0 UNION ALL SELECT j + 1 FROM k WHERE j < 9)"
		" INSERT INTO flow SELECT (d.id - 1) * 10 + j + 1, d.id, CASE WHEN j < 8 THEN (d.id * 7 + j) "
		"% 10000 + 1 END, NULL,"
		" CASE WHEN j > 7 THEN d.id % 100 + 1 END, d.ip, '10.0.0.1', 'tcp', 500 + j, CASE WHEN j % 2 "
		"THEN 'modbus' ELSE 'unknown' END,"
		" 10, 1000 + j, 8, 0, 1, 2, d.id, d.id, 1, 0, 1, 5000, 0, 0 FROM device d, k;"
		"INSERT INTO service SELECT server, transport, port, protocol, 1, 0, 1, 0, port % 2, "
		"first_packet, last_packet FROM flow"
		" WHERE server IS NOT NULL GROUP BY server, transport, port;"
		"INSERT INTO address SELECT id, 'ip', '10.0.0.' || (id / 2), 0, 9, id, 'arp', 90 FROM device;"
		"INSERT INTO x_outside(id, network) SELECT id, '203.0.113.0/24' FROM device WHERE id <= 101;"
		"INSERT INTO fact SELECT id, 'crypto', 'ssh-1.99', 'ssh', id, 90, 1 FROM device;"
		"INSERT INTO x_command(protocol, code, name, class, client, server, client_ip, count) SELECT "
		"protocol, 6, 'Write', 'write',"
		" client, server, client_ip, 3 FROM flow WHERE server IS NOT NULL;"
		"INSERT INTO x_login(client, server, protocol, clear, failed) SELECT client, server, 'http', "
		"1, 20 FROM flow WHERE port = 500;"
		"INSERT INTO profile SELECT id, 1, 5, NULL, NULL, 1 FROM device;"
		"INSERT INTO profile_entry SELECT DISTINCT server, 'peer', 'd' || client FROM flow WHERE "
		"server IS "
		"NOT NULL AND port < 504;"
		"INSERT INTO x_alarm(id, detector, raised) SELECT id, 'scan', 5 FROM device;"
		"INSERT INTO x_alarm_device(alarm, device) SELECT id, id FROM device;"
		"INSERT INTO setting VALUES ('profile', 1, NULL), ('watched', 1, NULL), ('tell_within', 600, "
		"NULL), "
		"('now', 9000000000, NULL), ('mirror_incomplete', 0, NULL);"
		"COMMIT");
	assert_int_equal(store_index(s), 0);
	assert_int_equal(assess_run(s), 0);
	assert_int_equal(model_number(s, "SELECT COUNT(*) FROM limit_ WHERE table_name LIKE '%stopped%'"), 0);
	assert_true(model_number(s, "SELECT COUNT(*) FROM finding") > 5000);
	store_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_scan_inside_a_loop),
		cmocka_unit_test(the_test_sees_a_nested_scan),
		cmocka_unit_test(every_check_ends_within_its_budget),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
