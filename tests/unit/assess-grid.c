/* The grids: each kind of binding says yes, no or nothing device by device; unknown never becomes "have" by
 * counting; a record covers whom it is about; lines of advice alone are not shown; gates; a big site. */
#include "site-scene.h"

#include "assess/grid.h"

#include <errno.h>
#include <time.h>

static struct grid_judging *judging;

static int open_plant(void **state)
{
	int r = scene_open(state);

	run_sql("INSERT INTO device(id, kind, layer, confidence, first, last, first_packet, packets, bytes, "
		"random_mac, router, hidden, known, payload, unnamed_payload) VALUES "
		"(1, 'sensor', 'device', 90, 1, 50, 1, 1, 1, 0, 0, 0, 1, 1, 0), "
		"(2, 'sensor', 'device', 90, 1, 50, 1, 1, 1, 0, 0, 0, 1, 1, 0), "
		"(3, 'sensor', 'device', 90, 1, 5, 1, 1, 1, 0, 0, 0, 1, 1, 0), "
		"(4, 'camera', 'device', 90, 1, 50, 1, 1, 1, 0, 0, 0, 1, 1, 0), "
		"(9, 'server', 'server', 90, 1, 50, 1, 1, 1, 0, 0, 0, 1, 1, 0)");
	run_sql("INSERT INTO system(id, name, level, status, seq) VALUES (1, 'Line', 'core', 'live', 1)");
	run_sql("INSERT INTO system_device VALUES (1, 1, 1), (1, 2, 1)");
	return r;
}

static void judge_as(const char *system)
{
	grid_judging_free(judging);
	judging = NULL;
	assert_int_equal(grid_judge(site, system, now.at, now.today, &judging), 0);
}

static int close_plant(void **state)
{
	grid_judging_free(judging);
	judging = NULL;
	return scene_close(state);
}

static struct grid_said said(const struct grid_binding *b, unsigned n, const char *kind)
{
	const struct grid_function f = {.bindings = b, .binding_count = n};
	struct grid_said s;

	assert_int_equal(grid_judge_function(judging, &f, (struct grid_of){kind, NULL}, &s), 0);
	return s;
}

#define SAYS(s, state_, have_, lack_, unknown_)                                                              \
	do {                                                                                                 \
		struct grid_said x = (s);                                                                    \
		assert_string_equal(grid_state_name(x.state), grid_state_name(state_));                      \
		assert_int_equal(x.devices.have, have_);                                                     \
		assert_int_equal(x.devices.lack, lack_);                                                     \
		assert_int_equal(x.devices.unknown, unknown_);                                               \
	} while (0)

static const struct grid_binding telnet = {GRID_CHECK, "telnet-in-use", NULL, false},
				 rule = {GRID_RECORD, "account-rule", "initial", false},
				 any_rule = {GRID_RECORD, "account-rule", NULL, false},
				 silent = {GRID_DETECTOR, "silent-device", NULL, false},
				 stuck = {GRID_DETECTOR, "series-stuck", NULL, true},
				 asked = {GRID_CONTROL, "sign-in-asked", NULL, false};

static void finding(int id, const char *check, const char *device)
{
	char sql[400];

	snprintf(sql, sizeof sql,
		 "INSERT INTO finding(id, check_name, severity, device, evidence_total, title_ja, title_en, "
		 "why_ja, "
		 "why_en, do_ja, do_en) VALUES (%d, '%s', 1, %s, 1, '', '', '', '', '', '')",
		 id, check, device);
	run_sql(sql);
}

static void a_check_says_no_and_yes_only_where_good_was_seen(void **state)
{
	(void)state;
	finding(1, "telnet-in-use", "1");
	judge_as("site");
	SAYS(said(&telnet, 1, "sensor"), GRID_LACK, 0, 1, 2); /* nothing found about 2 and 3: no proof */
	SAYS(said(&telnet, 1, "camera"), GRID_UNKNOWN, 0, 0, 1);
	/* the good state was seen on 1 (an old one: a finding outweighs it) and 2: bits 1 and 2 */
	run_sql("INSERT INTO outcome VALUES ('telnet-in-use', 'site', 1, 1, 5, 2, 0, '', 1)");
	run_sql("INSERT INTO outcome_marks VALUES ('telnet-in-use', x'ff', x'06')");
	judge_as("site");
	SAYS(said(&telnet, 1, "sensor"), GRID_LACK, 1, 1, 1);
	assert_int_equal(said(&telnet, 1, "sensor").by, GRID_BY_MEASURE);
	/* a check that did not end shows nothing good */
	run_sql("UPDATE outcome SET unfinished = 1");
	judge_as("site");
	SAYS(said(&telnet, 1, "sensor"), GRID_LACK, 0, 1, 2);
}

static void a_finding_about_nobody_is_everybodys_and_one_about_a_flow_its_ends(void **state)
{
	(void)state;
	finding(1, "telnet-in-use", "NULL");
	judge_as("site");
	SAYS(said(&telnet, 1, "sensor"), GRID_LACK, 0, 3, 0);
	run_sql("INSERT INTO finding_about VALUES (1, 4, NULL, NULL)");
	judge_as("site");
	SAYS(said(&telnet, 1, "sensor"), GRID_UNKNOWN, 0, 0, 3);
	SAYS(said(&telnet, 1, "camera"), GRID_LACK, 0, 1, 0);
}

static void record(int id, const char *kind, const char *topic, const char *system, const char *device,
		   const char *says, const char *expires)
{
	char sql[700];

	snprintf(sql, sizeof sql,
		 "INSERT INTO record(id, kind, topic, system, device, says, said, made_on, expires_on, "
		 "fields, "
		 "version, hash, signed, removed, seq) VALUES (%d, '%s', %s, '%s', %s, '%s', '%s', "
		 "'2026-01-01', "
		 "%s, '{}', 1, '', 0, 0, 1)",
		 id, kind, topic, system, device, says, says, expires);
	run_sql(sql);
}

static void a_record_covers_whom_it_is_about_and_ends(void **state)
{
	(void)state;
	judge_as("site");
	SAYS(said(&rule, 1, "sensor"), GRID_UNKNOWN, 0, 0, 3);
	record(1, "account-rule", "'initial'", "s1", "NULL", "yes", "'2026-12-31'");
	judge_as("site");
	SAYS(said(&rule, 1, "sensor"), GRID_UNKNOWN, 2, 0, 1); /* devices 1 and 2 are in s1 */
	judge_as("s1");
	SAYS(said(&rule, 1, "sensor"), GRID_HAVE, 2, 0, 0);
	assert_int_equal(said(&rule, 1, "sensor").by, GRID_BY_RECORD);
	record(2, "account-rule", "'initial'", "site", "3", "partly", "NULL");
	judge_as("site");
	SAYS(said(&rule, 1, "sensor"), GRID_LACK, 2, 1, 0);
	/* another topic is no answer; any topic where none is named */
	record(3, "account-rule", "'reuse'", "site", "NULL", "no", "NULL");
	judge_as("site");
	SAYS(said(&rule, 1, "sensor"), GRID_LACK, 2, 1, 0);
	SAYS(said(&any_rule, 1, "sensor"), GRID_LACK, 0, 3, 0);
	/* one that has expired, or was removed, says nothing */
	run_sql("UPDATE record SET expires_on = '2026-11-28' WHERE id = 1");
	run_sql("UPDATE record SET removed = 1 WHERE id = 2");
	judge_as("site");
	SAYS(said(&rule, 1, "sensor"), GRID_UNKNOWN, 0, 0, 3);
}

static void a_detector_listens_only_while_the_site_is_watched(void **state)
{
	(void)state;
	judge_as("site");
	SAYS(said(&silent, 1, "sensor"), GRID_UNKNOWN, 0, 0, 3);
	run_sql("INSERT OR REPLACE INTO setting VALUES ('watched', 1, NULL), ('watched_from', 40, NULL), "
		"('watched_until', 1795910399000000, NULL)");
	run_sql("INSERT INTO point(device, name, protocol, count, first, last, packet) VALUES (1, 't', "
		"'mqtt', 1, "
		"1, 1, 1)");
	judge_as("site");
	SAYS(said(&silent, 1, "sensor"), GRID_UNKNOWN, 2, 0, 1); /* 3 was last seen before */
	SAYS(said(&stuck, 1, "sensor"), GRID_UNKNOWN, 1, 0, 2);  /* only 1 sends values */
	/* watching that ended more than a day ago shows nothing */
	run_sql("UPDATE setting SET value = 1795910400000000 - 90000000000 WHERE key = 'watched_until'");
	judge_as("site");
	SAYS(said(&silent, 1, "sensor"), GRID_UNKNOWN, 0, 0, 3);
}

static void a_control_is_as_measured_and_no_outweighs_yes(void **state)
{
	const struct grid_binding both[] = {asked, rule};

	(void)state;
	run_sql("INSERT INTO control_held(control, layer, device, held, since, count) VALUES "
		"('sign-in-asked', "
		"'identity', 1, 1, 1, 1), ('sign-in-asked', 'identity', 2, 0, 1, 1)");
	judge_as("site");
	SAYS(said(&asked, 1, "sensor"), GRID_LACK, 1, 1, 1);
	record(1, "account-rule", "'initial'", "site", "NULL", "yes", "NULL");
	judge_as("site");
	SAYS(said(both, 2, "sensor"), GRID_LACK, 2, 1, 0);
	assert_int_equal(said(both, 2, "sensor").by, GRID_BY_MEASURE);
	SAYS(said(both, 2, "camera"), GRID_HAVE, 1, 0, 0);
	assert_int_equal(said(both, 2, "camera").by, GRID_BY_RECORD);
}

static void what_nothing_shows_is_unknown_and_never_there(void **state)
{
	(void)state;
	judge_as("site");
	SAYS(said(NULL, 0, "sensor"), GRID_UNKNOWN, 0, 0, 3); /* a guide alone */
	for (size_t g = 0; g < grid_count; g++)
		for (unsigned line = 0; line < grids[g].line_count; line++)
			for (unsigned step = 0; step < grids[g].step_count; step++) {
				struct grid_place p;

				assert_int_equal(grid_judge_place(judging, &grids[g], line, step,
								  grids[g].by_kind ? "sensor" : NULL, &p),
						 0);
				assert_int_not_equal(p.state, GRID_HAVE);
				assert_int_equal(p.functions.have, 0);
			}
}

static void a_line_of_advice_alone_is_not_shown(void **state)
{
	static const struct grid_axis one = {.name = "one"};
	static const char *const cameras[] = {"camera", NULL};
	const struct grid_function list[] = {{.name = "a", .kinds = cameras, .guide = {"ja", "en"}},
					     {.name = "b", .guide = {"ja", "en"}}};
	const struct grid_def g = {.by_kind = true,
				   .lines = &one,
				   .line_count = 1,
				   .steps = &one,
				   .step_count = 1,
				   .functions = list,
				   .function_count = 2};
	struct grid_place p;

	(void)state;
	judge_as("site");
	assert_false(grid_line_shown(&g, 0, "camera"));
	assert_int_equal(grid_judge_place(judging, &g, 0, 0, "camera", &p), 0);
	assert_int_equal(p.functions.unknown, 2);
	assert_int_equal(p.ask, 2);
	assert_int_equal(grid_judge_place(judging, &g, 0, 0, "sensor", &p), 0);
	assert_int_equal(p.functions.unknown, 1);
	/* no place at all, where nothing belongs to the kind */
	assert_int_equal(grid_judge_place(judging, &g, 0, 1, "sensor", &p), 0);
	assert_int_equal(p.state, GRID_NONE);
}

struct found {
	int64_t id[8];
	int n;
};

static int keep(void *ctx, int64_t id)
{
	struct found *f = ctx;

	f->id[f->n++ % 8] = id;
	return 0;
}

static int keep_record(void *ctx, const struct grid_record *r)
{
	return keep(ctx, r->lapsed ? -r->id : r->id);
}

static void every_number_leads_to_its_rows(void **state)
{
	const struct grid_function f = {.bindings = &telnet, .binding_count = 1};
	const struct grid_of sensors = {"sensor", NULL}, cameras = {"camera", NULL};
	struct found d = {0}, x = {0}, r = {0}, none = {0};

	(void)state;
	finding(1, "telnet-in-use", "1");
	finding(2, "telnet-in-use", "1");
	finding(3, "telnet-in-use", "4");
	finding(4, "wifi-weak", "2");
	record(1, "account-rule", "'initial'", "s1", "NULL", "yes", "'2026-11-28'");
	record(2, "account-rule", "'initial'", "site", "4", "yes", "NULL");
	judge_as("site");
	assert_int_equal(grid_each_device(judging, &f, sensors, GRID_LACK, keep, &d), 0);
	assert_int_equal(d.n, said(&telnet, 1, "sensor").devices.lack);
	assert_int_equal(d.id[0], 1);
	assert_int_equal(grid_each_finding(judging, &telnet, sensors, keep, &x), 0);
	assert_int_equal(x.n, 2);
	assert_int_equal(grid_each_record(judging, &rule, sensors, keep_record, &r), 0);
	assert_int_equal(r.n, 1);
	assert_int_equal(r.id[0], -1); /* the one that has expired is shown as such */
	assert_int_equal(grid_each_record(judging, &rule, cameras, keep_record, &none), 0);
	assert_int_equal(none.n, 1);
	assert_int_equal(none.id[0], 2);
}

struct gates {
	int functions, documents;
	bool acceptance;
};

static int open_one(void *ctx, const struct grid_axis *line, const struct grid_function *f, enum grid_state s)
{
	struct gates *g = ctx;

	(void)s;
	g->functions += line != NULL;
	g->documents += line == NULL;
	g->acceptance |= strcmp(f->name, "acceptance-report") == 0;
	return 0;
}

static void a_gate_names_what_is_open_before_the_next_step(void **state)
{
	const struct grid_def *g = grid_named("process");
	struct gates before = {0}, after = {0};
	unsigned step = 0;

	(void)state;
	while (strcmp(g->steps[step].name, "installation") != 0)
		step++;
	judge_as("s1");
	assert_int_equal(grid_each_open(judging, g, step, open_one, &before), 0);
	assert_true(before.acceptance);
	record(1, "acceptance", "NULL", "s1", "NULL", "yes", "NULL");
	judge_as("s1");
	assert_int_equal(grid_each_open(judging, g, step, open_one, &after), 0);
	assert_false(after.acceptance);
	assert_int_equal(after.documents, before.documents - 1);
	assert_int_equal(after.functions, before.functions - 1); /* device: accepted */
}

static void a_system_without_devices_is_judged_by_its_records(void **state)
{
	const struct grid_def *g = grid_named("process");
	const struct grid_function *f = grid_function(g, "functions-named");
	struct grid_said s;

	(void)state;
	run_sql("INSERT INTO system(id, name, level, status, seq) VALUES (2, 'Planned', 'core', 'trial', 2)");
	record(1, "protected-function", "NULL", "s2", "NULL", "yes", "NULL");
	judge_as("s2");
	assert_int_equal(grid_judge_function(judging, f, grid_of(g, f->line, NULL), &s), 0);
	SAYS(s, GRID_HAVE, 1, 0, 0);
	assert_null(grid_kind(judging, 0, NULL));
	assert_int_equal(grid_judge(site, "s3", now.at, now.today, &(struct grid_judging *){NULL}), -ENOENT);
	assert_int_equal(grid_judge(site, "x", now.at, now.today, &(struct grid_judging *){NULL}), -ENOENT);
}

static int count_entry(void *ctx, const struct grid_entry *e)
{
	(void)e;
	++*(int *)ctx;
	return 0;
}

static void ten_thousand_devices_take_a_moment(void **state)
{
	int entries = 0;
	clock_t began;
	double seconds;

	(void)state;
	run_sql("WITH RECURSIVE n(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 10000) INSERT "
		"INTO "
		"device(id, kind, layer, confidence, first, last, first_packet, packets, bytes, random_mac, "
		"router, "
		"hidden, known, payload, unnamed_payload) SELECT i, CASE i % 12 WHEN 0 THEN 'plc' WHEN 1 "
		"THEN "
		"'hmi' WHEN 2 THEN 'pc' WHEN 3 THEN 'switch' WHEN 4 THEN 'camera' WHEN 5 THEN 'server' WHEN "
		"6 THEN "
		"'printer' WHEN 7 THEN 'actuator' WHEN 8 THEN 'iot-gateway' ELSE 'sensor' END, 'device', 90, "
		"1, 1, "
		"1, 1, 1, 0, 0, 0, 1, 1, 0 FROM n");
	run_sql("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) INSERT INTO "
		"finding(id, check_name, severity, device, evidence_total, title_ja, title_en, why_ja, "
		"why_en, "
		"do_ja, do_en) SELECT i, 'telnet-in-use', 1, i, 1, '', '', '', '', '', '' FROM n");
	began = clock();
	judge_as("site");
	assert_int_equal(grid_each(judging, grid_named("threats"), NULL, count_entry, &entries), 0);
	seconds = (double)(clock() - began) / CLOCKS_PER_SEC;
	assert_true(entries > 500);
	print_message("%d functions of 10,000 devices: %.3f s\n", entries, seconds);
	assert_true(seconds < 3); /* with sanitizers on a loaded machine; as built for use some 0.06 s */
}

int main(void)
{
#define SCENE(f) cmocka_unit_test_setup_teardown(f, open_plant, close_plant)
	const struct CMUnitTest tests[] = {
		SCENE(a_check_says_no_and_yes_only_where_good_was_seen),
		SCENE(a_finding_about_nobody_is_everybodys_and_one_about_a_flow_its_ends),
		SCENE(a_record_covers_whom_it_is_about_and_ends),
		SCENE(a_detector_listens_only_while_the_site_is_watched),
		SCENE(a_control_is_as_measured_and_no_outweighs_yes),
		SCENE(what_nothing_shows_is_unknown_and_never_there),
		SCENE(a_line_of_advice_alone_is_not_shown),
		SCENE(every_number_leads_to_its_rows),
		SCENE(a_gate_names_what_is_open_before_the_next_step),
		SCENE(a_system_without_devices_is_judged_by_its_records),
		SCENE(ten_thousand_devices_take_a_moment),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
