/* The order of what an attacker would choose first, its reasons and the rows behind them; the tables by asset
 * and zone. */
#include "test.h"

#include "model.h"
#include "site-scene.h"

#include "assess/first.h"
#include "assess/risk_table.h"

#include <stdlib.h>
#include <time.h>

static void easy(const char *sql)
{
	scene_touched = true;
	model_exec(site, sql);
}

static int open_scene(void **state)
{
	static const char *const tables[] = {"device",       "flow",        "finding", "weakness",
					     "control_held", "command",     "outside", "record",
					     "assumption",   "device_life", NULL};

	scene_open(state);
	for (const char *const *t = tables; *t; t++)
		model_easy(site, *t);
	return 0;
}

#define SCENE(test) cmocka_unit_test_setup_teardown(test, open_scene, scene_close)

/* A worst case of a device: `core` says how grave. */
static void worst_case(int record, int device, const char *core)
{
	char sql[700];

	snprintf(sql, sizeof sql,
		 "INSERT INTO x_record(id, kind, system, device, says, said, made_on, fields, version, hash) "
		 "VALUES (%d, "
		 "'worst-case', 'site', %d, 'yes', 'yes', '2026-05-01', '{\"harm\":\"stop\",\"story\":\"case "
		 "%d\",\"safety\":\"none\",\"quality\":\"none\",\"delivery\":\"none\",\"serious\":\"%s\","
		 "\"loss\":1000,"
		 "\"business-none\":\"-\"}', 1, 'h')",
		 record, device, record, core);
	easy(sql);
}

static void flaw(int finding, int device, const char *check, int severity, const char *control)
{
	char sql[700];

	snprintf(sql, sizeof sql,
		 "INSERT INTO x_finding(id, check_name, severity, device, title_ja, title_en) VALUES (%d, "
		 "'%s', %d, %d, "
		 "'題%d', 'title %d'); INSERT INTO x_weakness(device, check_name, severity, findings, "
		 "control) VALUES (%d, '%s', "
		 "%d, 1, %s)",
		 finding, check, severity, device, finding, finding, device, check, severity, control);
	easy(sql);
}

static struct worst *worst;

static struct first *asked(const char *system)
{
	struct first *f;

	assert_int_equal(worst_read(site, now.today, &worst), 0);
	assert_int_equal(first_read(site, worst, system, &f), 0);
	return f;
}

static void done(struct first *f)
{
	free(f);
	worst_free(worst);
	worst = NULL;
}

/* Five devices that differ in one thing each. */
static void plant(void)
{
	easy("INSERT INTO x_device(id, kind, ip, router, behind) VALUES (1, 'plc', '10.0.0.1', 0, NULL), (2, "
	     "'camera', "
	     "'10.0.0.2', 0, NULL), (3, 'sensor', '10.0.0.3', 0, NULL), (4, 'sensor', '10.0.0.4', 0, NULL), "
	     "(5, 'pc', "
	     "'10.1.0.5', 0, 6), (6, 'router', '10.0.0.6', 1, NULL), (7, 'pc', '10.0.0.7', 0, NULL);"
	     "INSERT INTO x_outside(id, name, network) VALUES (1, 'visitor', '203.0.113.0/24');"
	     "INSERT INTO x_flow(id, client_outside, server, transport, port, answered) VALUES (1, 1, 2, "
	     "'tcp', 80, 1);"
	     "INSERT INTO x_flow(id, client, server, transport, port, answered) VALUES (2, 5, 1, 'tcp', 502, "
	     "1), (3, 7, 3, "
	     "'tcp', 23, 1), (4, 7, 4, 'tcp', 23, 1)");
	flaw(1, 1, "mqtt-anonymous", 2, "NULL");
	flaw(2, 3, "telnet-in-use", 1, "NULL");
	flaw(3, 4, "telnet-in-use", 1, "NULL");
	flaw(4, 4, "default-password", 0, "'approved-peers-only'");
	worst_case(70, 3, "serious");
}

static void reach_then_ease_then_worth(void **state)
{
	static const int64_t order[] = {2, 1, 4, 3};
	struct first *f;

	(void)state;
	plant();
	f = asked(NULL);
	assert_int_equal(f->count, 4);
	assert_int_equal(f->devices, 7);
	for (unsigned i = 0; i < 4; i++)
		assert_int_equal(f->place[i].device, order[i]);
	assert_int_equal(f->place[0].reach, REACH_INTERNET);
	assert_int_equal(f->place[0].ease, EASE_NONE);
	assert_int_equal(f->place[1].reach, REACH_OTHER);
	assert_int_equal(f->place[2].ease, EASE_DEFAULT);
	assert_int_equal(f->place[2].flaws, 2);
	assert_int_equal(f->place[2].uncovered, 1);
	done(f);
	easy("UPDATE weakness SET control = NULL WHERE check_name = 'default-password'; DELETE FROM weakness "
	     "WHERE check_name = "
	     "'default-password'; DELETE FROM finding WHERE id = 4");
	f = asked(NULL);
	assert_int_equal(f->place[2].device, 3); /* as easy to reach and to use: the worse case decides */
	done(f);
}

static const struct first_reason *reason(const struct first_place *p, enum first_why why)
{
	for (unsigned i = 0; i < p->reasons; i++)
		if (p->reason[i].why == why)
			return &p->reason[i];
	fail_msg("no reason %s", first_why_token(why));
	return NULL;
}

static void each_reason_has_its_rows(void **state)
{
	struct first *f;
	const struct first_place *p;

	(void)state;
	plant();
	easy("INSERT INTO x_command(protocol, code, name, class, client, server, count) VALUES ('modbus', 6, "
	     "'Write', 'write', "
	     "2, 3, 1); INSERT INTO x_assumption(id, attack, key, device, kind, state) VALUES (5, 'theft', "
	     "'d2', 2, 'camera', "
	     "'proposed'), (6, 'theft', 'd2', 2, 'camera', 'rejected')");
	f = asked(NULL);
	p = &f->place[0];
	assert_int_equal(reason(p, WHY_REACH)->row[0].letter, 'n');
	assert_int_equal(reason(p, WHY_REACH)->row[0].id, 1);
	assert_non_null(strstr(reason(p, WHY_REACH)->sentence[LANG_EN], "visitor"));
	assert_int_equal(reason(p, WHY_COMMANDS)->row[0].id, 70);
	assert_int_equal(reason(p, WHY_COMMANDS)->row[1].id, 3);
	assert_int_equal(reason(p, WHY_ATTACKS)->total, 1);
	assert_int_equal(reason(p, WHY_ATTACKS)->row[0].id, 5);
	p = &f->place[2];
	assert_int_equal(reason(p, WHY_EASE)->row[0].id, 4);
	assert_int_equal(reason(p, WHY_UNCOVERED)->total, 1);
	assert_int_equal(reason(p, WHY_UNCOVERED)->row[0].id, 3);
	assert_int_equal(reason(p, WHY_COVERED)->row[0].id, 4);
	assert_non_null(strstr(reason(p, WHY_WORTH)->sentence[LANG_EN], "no worst case"));
	for (unsigned i = 0; i < f->count; i++)
		for (unsigned k = 0; k < f->place[i].reasons; k++)
			for (int l = 0; l < LANG_COUNT; l++)
				assert_null(strpbrk(f->place[i].reason[k].sentence[l], "{}"));
	done(f);
}

static void unknown_is_worse_than_harmless(void **state)
{
	struct first *f;

	(void)state;
	plant();
	easy("DELETE FROM weakness WHERE check_name = 'default-password'; DELETE FROM record");
	worst_case(71, 3, "none");
	f = asked(NULL);
	assert_int_equal(f->place[2].device, 4); /* nobody said anything of it */
	assert_int_equal(f->place[2].worst, 0);
	assert_int_equal(f->place[3].device, 3); /* somebody said that nothing can come of it */
	done(f);
}

static void retired_ones_and_other_systems_are_left_out(void **state)
{
	struct first *f;

	(void)state;
	plant();
	easy("INSERT INTO x_device_life(device, state) VALUES (2, 'retired'); INSERT INTO system(id, name, "
	     "level, status, seq) "
	     "VALUES (1, 'line', 'core', 'live', 1); INSERT INTO system_device VALUES (1, 3, 1)");
	f = asked(NULL);
	assert_int_equal(f->place[0].device, 1);
	done(f);
	f = asked("s1");
	assert_int_equal(f->count, 1);
	assert_int_equal(f->devices, 1);
	assert_int_equal(f->place[0].device, 3);
	done(f);
}

static void big_sites_are_grouped(void **state)
{
	struct first *f;
	int64_t of = 0;

	(void)state;
	easy("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300) INSERT INTO "
	     "x_device(id, kind, model) "
	     "SELECT i, CASE WHEN i % 2 THEN 'camera' ELSE 'plc' END, 'm' || (i % 3) FROM n;"
	     "INSERT INTO x_finding(id, check_name, severity, device, title_ja, title_en) SELECT id, "
	     "'telnet-in-use', 1, id, 'a', "
	     "'a' FROM device; INSERT INTO x_weakness(device, check_name, severity, findings) SELECT id, "
	     "'telnet-in-use', 1, 1 "
	     "FROM device");
	f = asked(NULL);
	assert_int_equal(f->count, 6);
	assert_int_equal(f->dropped, 0);
	for (unsigned i = 0; i < f->count; i++)
		of += f->place[i].count;
	assert_int_equal(of, 300);
	assert_int_equal(f->place[0].count, 50);
	assert_int_equal(f->place[0].devices[1], 7);
	done(f);
}

/* --- tables */

static struct risk_table *table(void)
{
	struct risk_table *t;

	assert_int_equal(worst_read(site, now.today, &worst), 0);
	assert_int_equal(risk_table_read(site, worst, NULL, &t), 0);
	return t;
}

static const struct risk_row *row(const struct risk_table *t, int64_t device, unsigned threat)
{
	for (size_t i = 0; i < t->count; i++)
		if (t->row[i].device == device && t->row[i].threat == threat)
			return &t->row[i];
	return NULL;
}

static void a_level_without_evidence_is_empty(void **state)
{
	struct risk_table *t;
	const struct risk_row *r;

	(void)state;
	plant();
	easy("INSERT INTO x_control_held(control, layer, device, held, since) VALUES ('encrypted-only', "
	     "'network', 7, 1, 5), "
	     "('approved-peers-only', 'network', 4, 1, 5), ('sign-in-asked', 'identity', 3, 0, 5); INSERT "
	     "INTO x_assumption(id, attack, key, device, "
	     "kind, state) VALUES (1, 'theft', 'd6', 6, 'router', 'accepted'), (2, 'theft', 'd5', 5, 'pc', "
	     "'proposed')");
	t = table();
	r = row(t, 3, 5); /* eavesdropping: telnet, serious, from its own segment */
	assert_non_null(r);
	assert_int_equal(r->importance, 3);
	assert_int_equal(r->level, 1);
	assert_int_equal(r->vulnerability, 3);
	assert_int_equal(r->rank, risk_rank(3, 1, 3));
	assert_int_equal(r->flaws[0], 2);
	assert_int_equal(r->controls, 0); /* broken is no measure */
	r = row(t, 4, 7);
	assert_int_equal(r->importance, 0); /* nobody recorded a worst case */
	assert_int_equal(r->rank, 0);
	assert_int_equal(r->vulnerability, 3); /* one of its flaws is open */
	r = row(t, 7, 5); /* no flaw, and a control at work; nobody was seen to reach it */
	assert_int_equal(r->vulnerability, 1);
	assert_int_equal(r->level, 0);
	assert_int_equal(r->rank, 0);
	r = row(t, 6, 3); /* people reckon with theft: a row, and nothing that shows how weak it is */
	assert_non_null(r);
	assert_int_equal(r->vulnerability, 0);
	assert_int_equal(r->rank, 0);
	assert_null(row(t, 7, 10)); /* a cell that nothing fills is no row */
	assert_null(row(t, 6, 7));
	assert_null(row(t, 5, 3)); /* a proposal is nobody's word yet */
	for (size_t i = 1; i < t->count; i++)
		assert_false(!t->row[i - 1].rank && t->row[i].rank);
	risk_table_free(t);
	worst_free(worst);
}

static void importance_is_the_gravest_effect(void **state)
{
	static const struct {
		enum worst_harm harm;
		enum worst_effect safety, core, quality, delivery;
		unsigned importance;
	} rows[] = {
		{WORST_STOP, EFFECT_NONE, EFFECT_NONE, EFFECT_NONE, EFFECT_NONE, 1},
		{WORST_STOP, EFFECT_NONE, EFFECT_LIMITED, EFFECT_NONE, EFFECT_NONE, 2},
		{WORST_STOP, EFFECT_NONE, EFFECT_NONE, EFFECT_NONE, EFFECT_SERIOUS, 3},
		{WORST_STOP, EFFECT_UNKNOWN, EFFECT_NONE, EFFECT_NONE, EFFECT_SERIOUS, 3},
		{WORST_STOP, EFFECT_UNKNOWN, EFFECT_LIMITED, EFFECT_NONE, EFFECT_NONE, 0},
		{WORST_INJURY, EFFECT_NONE, EFFECT_NONE, EFFECT_NONE, EFFECT_NONE, 2},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_int_equal(risk_importance(&(struct worst_case){.harm = rows[i].harm,
								      .safety = rows[i].safety,
								      .core = rows[i].core,
								      .quality = rows[i].quality,
								      .delivery = rows[i].delivery}),
				 rows[i].importance);
	assert_int_equal(risk_rank(0, 3, 3), 0);
	assert_int_equal(risk_rank(3, 3, 3), 'A');
	assert_int_equal(risk_rank(1, 1, 1), 'E');
	assert_string_equal(risk_levels.ranks_status, "unverified");
	for (unsigned t = 1; t <= RISK_THREATS; t++)
		assert_true(*risk_threat_title(t, LANG_JA) && *risk_threat_title(t, LANG_EN));
}

static void zones_are_systems_and_segments(void **state)
{
	struct risk_zones *z;
	char title[300];

	(void)state;
	plant();
	easy("INSERT INTO system(id, name, level, status, seq) VALUES (1, 'line', 'core', 'live', 1); INSERT "
	     "INTO system_device "
	     "VALUES (1, 3, 1), (1, 5, 1); INSERT INTO x_record(id, kind, system, says, said, made_on, "
	     "fields, version, hash) "
	     "VALUES (80, 'business', 's1', 'yes', 'yes', '2026-05-01', "
	     "'{\"business\":\"press\",\"weight\":\"core\"}', 1, 'h');"
	     "INSERT INTO x_control_held(control, layer, device, held, since) VALUES ('wifi-strong', "
	     "'radio', 3, 1, 5)");
	assert_int_equal(worst_read(site, now.today, &worst), 0);
	assert_int_equal(risk_zones_read(site, worst, &z), 0);
	assert_int_equal(z->count, 3); /* the line here, the line behind d6, the rest */
	assert_int_equal(z->zone[0].system, 1);
	assert_int_equal(z->zone[0].devices, 1);
	assert_int_equal(z->zone[0].importance, 3);
	assert_int_equal(z->zone[0].worst, 70);
	assert_int_equal(z->zone[0].threat[7], 1);
	assert_int_equal(z->zone[0].control[control_named("wifi-strong") - controls], 1);
	assert_int_equal(z->zone[1].behind, 6);
	assert_int_equal(z->zone[1].importance, 0);
	assert_string_equal(worst->business[z->zone[1].business[0]].name, "press");
	assert_int_equal(z->zone[2].system, 0);
	assert_int_equal(z->zone[2].devices, 5);
	assert_non_null(
		strstr(risk_zone_title(site, &z->zone[1], LANG_EN, title, sizeof title), "line / behind"));
	risk_zones_free(z);
	worst_free(worst);
}

/* 10,000 devices and 100,000 flows: CPU seconds, generous for sanitizers; what is quadratic takes minutes. */
static void ten_thousand_devices(void **state)
{
	enum { SECONDS = 10 };
	struct risk_table *t;
	struct risk_zones *z;
	struct first *f;
	clock_t at;

	(void)state;
	easy("BEGIN; WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000) INSERT "
	     "INTO x_device(id, kind, "
	     "model, behind) SELECT i, CASE WHEN i % 3 THEN 'plc' ELSE 'camera' END, 'm' || (i % 400), CASE "
	     "WHEN i % 5 THEN i % 40 "
	     "END FROM n;"
	     "WITH RECURSIVE k(j) AS (SELECT 0 UNION ALL SELECT j + 1 FROM k WHERE j < 9) INSERT INTO "
	     "x_flow(id, client, server, "
	     "transport, port, answered) SELECT (d.id - 1) * 10 + j + 1, d.id, (d.id * 7 + j) % 10000 + 1, "
	     "'tcp', 500 + j, 1 FROM "
	     "device d, k;"
	     "INSERT INTO x_finding(id, check_name, severity, device, title_ja, title_en) SELECT id, "
	     "'telnet-in-use', 1, id, 'a', "
	     "'a' FROM device; INSERT INTO x_finding(id, check_name, severity, device, title_ja, title_en) "
	     "SELECT 10000 + id, "
	     "'mqtt-anonymous', 2, id, 'a', 'a' FROM device; INSERT INTO x_weakness(device, check_name, "
	     "severity, findings, "
	     "control) SELECT device, check_name, severity, 1, CASE WHEN device % 7 = 0 THEN "
	     "'approved-peers-only' END FROM "
	     "finding; INSERT INTO x_control_held(control, layer, device, held, since) SELECT "
	     "'encrypted-only', 'network', id, id % "
	     "2, 5 FROM device; INSERT INTO x_command(protocol, code, name, class, client, server, count) "
	     "SELECT 'modbus', 6, "
	     "'Write', 'write', id, (id * 7) % 10000 + 1, 1 FROM device; COMMIT");
	for (int i = 1; i <= 200; i++)
		worst_case(100000 + i, i * 50, i % 3 ? "limited" : "serious");
	at = clock();
	f = asked(NULL);
	print_message("first: %.0f ms, %u places\n", (double)(clock() - at) / CLOCKS_PER_SEC * 1e3, f->count);
	assert_int_equal(f->devices, 10000);
	done(f);
	t = table();
	print_message("and table: %.0f ms, %zu rows\n", (double)(clock() - at) / CLOCKS_PER_SEC * 1e3,
		      t->count);
	assert_int_equal(t->dropped, 0);
	assert_int_equal(risk_zones_read(site, worst, &z), 0);
	print_message("and zones: %.0f ms, %zu zones\n", (double)(clock() - at) / CLOCKS_PER_SEC * 1e3,
		      z->count);
	assert_true((clock() - at) / CLOCKS_PER_SEC < SECONDS);
	risk_zones_free(z);
	risk_table_free(t);
	worst_free(worst);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SCENE(reach_then_ease_then_worth),
		SCENE(each_reason_has_its_rows),
		SCENE(unknown_is_worse_than_harmless),
		SCENE(retired_ones_and_other_systems_are_left_out),
		SCENE(big_sites_are_grouped),
		SCENE(a_level_without_evidence_is_empty),
		SCENE(importance_is_the_gravest_effect),
		SCENE(zones_are_systems_and_segments),
		SCENE(ten_thousand_devices),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
