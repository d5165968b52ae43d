/* Attack assumptions: every reason of every kind of attack raises on what it is about and is silent without
 * it; what people say beats what is proposed, follows merges and is what the journal rebuilds; measures. */
#include "site-scene.h"

#include "model.h"

#include "assess/attack.h"
#include "assess/measure.h"
#include "assess/record.h"

#include <errno.h>

#define PLANT                                                                                                \
	"INSERT INTO x_device(id, kind, ip, known) VALUES (1, 'plc', '192.168.1.10', 1), (2, 'pc', "         \
	"'192.168.1.7', 1), (3, 'sensor', '192.168.1.31', 1), (4, 'wifi-ap', '192.168.1.20', 1), (5, "       \
	"'server', '192.168.1.5', 1);"

/* A scene for each reason with a question of its own: what raises it, what it hangs on, and a twin in which
 * the telling detail is another. */
static const struct scene {
	const char *attack, *reason, *key, *noisy, *quiet;
} scenes[] = {
	{"eavesdrop", "clear-sign-in", "d2~d1",
	 "INSERT INTO x_login(client, server, protocol, method, clear, ok) VALUES (2, 1, 'http', 'basic', 1, "
	 "1)",
	 "INSERT INTO x_login(client, server, protocol, method, clear, ok) VALUES (2, 1, 'http', "
	 "'anonymous', 1, "
	 "1), (2, 1, 'ssh', 'password', 0, 1)"},
	{"eavesdrop", "weak-radio", "d3~d4",
	 "INSERT INTO x_hop(station, ap, medium) VALUES (3, 4, 'wifi'); INSERT INTO x_fact(device, field, "
	 "value) "
	 "VALUES (4, 'wifi-security', 'wep')",
	 "INSERT INTO x_hop(station, ap, medium) VALUES (3, 4, 'wifi'); INSERT INTO x_fact(device, field, "
	 "value) "
	 "VALUES (4, 'wifi-security', 'wpa2-psk-ccmp')"},
	{"eavesdrop", "clear-outside", "d2~o1",
	 "INSERT INTO x_outside(id, network) VALUES (1, '198.51.100.0/24'); INSERT INTO x_flow(id, client, "
	 "server_outside, protocol, encrypted, answered, payload) VALUES (1, 2, 1, 'http', 0, 1, 9)",
	 "INSERT INTO x_outside(id, network) VALUES (1, '198.51.100.0/24'); INSERT INTO x_flow(id, client, "
	 "server_outside, protocol, encrypted, answered, payload) VALUES (1, 2, 1, 'tls', 1, 1, 9), (2, 2, "
	 "1, "
	 "'dns', 0, 1, 9)"},
	{"eavesdrop", "clear-values", "d3~d5",
	 "INSERT INTO x_flow(id, client, server, protocol, encrypted, answered, payload) VALUES (1, 3, 5, "
	 "'mqtt', "
	 "0, 1, 9)",
	 "INSERT INTO x_flow(id, client, server, protocol, encrypted, answered, payload) VALUES (1, 3, 5, "
	 "'mqtt', "
	 "1, 1, 9), (2, 3, 5, 'mqtt', 0, 0, 9)"},
	{"eavesdrop", "radio", "d3~d4", "INSERT INTO x_hop(station, ap, medium) VALUES (3, 4, 'wifi')",
	 "INSERT INTO x_hop(station, ap, medium) VALUES (3, 4, 'cable')"},
	{"tamper", "orders-in-clear", "d2~d1",
	 "INSERT INTO x_command(protocol, name, class, client, server, count) VALUES ('modbus', 'Write', "
	 "'write', "
	 "2, 1, 3)",
	 "INSERT INTO x_command(protocol, name, class, client, server, count, refused) VALUES ('modbus', "
	 "'Write', "
	 "'write', 2, 1, 3, 3), ('modbus', 'Read', 'read', 2, 1, 3, 0)"},
	{"tamper", "weak-radio", "d3~d4",
	 "INSERT INTO x_hop(station, ap, medium) VALUES (3, 4, 'wifi'); INSERT INTO x_fact(device, field, "
	 "value) "
	 "VALUES (4, 'wifi-security', 'open')",
	 "INSERT INTO x_hop(station, ap, medium) VALUES (3, 4, 'wifi')"},
	{"tamper", "values-unprotected", "d2~d1",
	 "INSERT INTO x_flow(id, client, server, protocol, encrypted, answered, payload) VALUES (1, 2, 1, "
	 "'modbus', 0, 1, 9)",
	 "INSERT INTO x_flow(id, client, server, protocol, encrypted, answered, payload) VALUES (1, 2, 1, "
	 "'modbus', 1, 1, 9), (2, 2, 1, 'http', 0, 1, 9)"},
	{"dos", "many-depend", "d5",
	 "INSERT INTO x_service(device, transport, port, protocol, answered, clients) VALUES (5, 'udp', 123, "
	 "'ntp', 1, 3)",
	 "INSERT INTO x_service(device, transport, port, protocol, answered, clients, scanned_only) VALUES "
	 "(5, "
	 "'udp', 123, 'ntp', 1, 2, 0), (5, 'tcp', 80, 'http', 1, 9, 1)"},
	{"dos", "access-point", "d4", "SELECT 1", "UPDATE device SET kind = 'switch' WHERE id = 4"},
	{"dos", "controller", "d1", "SELECT 1", "UPDATE device SET kind = 'pc' WHERE id = 1"},
	{"arbitrary-operation", "takes-orders", "d1",
	 "INSERT INTO x_service(device, transport, port, protocol, answered) VALUES (1, 'tcp', 502, "
	 "'modbus', 1)",
	 "INSERT INTO x_service(device, transport, port, protocol, answered) VALUES (1, 'tcp', 502, "
	 "'modbus', 0), "
	 "(1, 'tcp', 80, 'http', 1)"},
	{"theft", "in-the-open", "d3",
	 "INSERT INTO x_ledger(id, place, device) VALUES (1, '屋外ポンプ横', 3); UPDATE device SET ledger = "
	 "1 "
	 "WHERE id = 3",
	 "INSERT INTO x_ledger(id, place, device) VALUES (1, '電気室', 3); UPDATE device SET ledger = 1 "
	 "WHERE id = "
	 "3"},
	{"theft", "not-listed", "d3",
	 "INSERT INTO setting(key, value) VALUES ('ledger', 1); UPDATE device SET known = 0 WHERE id = 3",
	 "INSERT INTO setting(key, value) VALUES ('ledger', 0); UPDATE device SET known = 0 WHERE id = 3"},
	{"theft", "small", "d3", "SELECT 1", "UPDATE device SET kind = 'server' WHERE id = 3"},
	{"destruction", "in-the-open", "d1",
	 "INSERT INTO x_ledger(id, place, device) VALUES (1, 'Outdoor, pump 3', 1); UPDATE device SET ledger "
	 "= 1 "
	 "WHERE id = 1",
	 "INSERT INTO x_ledger(id, place, device) VALUES (1, 'Panel 3', 1); UPDATE device SET ledger = 1 "
	 "WHERE id "
	 "= 1"},
	{"relay", "access-point", "d4", "SELECT 1", "UPDATE device SET kind = 'switch' WHERE id = 4"},
	{"false-message", "nobody-asked", "d3~d5",
	 "INSERT INTO x_login(client, server, protocol, method, clear, ok) VALUES (3, 5, 'mqtt', "
	 "'anonymous', 1, "
	 "1)",
	 "INSERT INTO x_login(client, server, protocol, method, clear, ok, failed) VALUES (3, 5, 'mqtt', "
	 "'anonymous', 1, 0, 1), (3, 5, 'mqtt', 'plain', 1, 1, 0)"},
	{"false-message", "nothing-proves", "d2~d1",
	 "INSERT INTO x_command(protocol, name, class, client, server, count, answered) VALUES ('modbus', "
	 "'Read', "
	 "'read', 2, 1, 3, 3)",
	 "INSERT INTO x_command(protocol, name, class, client, server, count, answered) VALUES ('modbus', "
	 "'Read', "
	 "'read', 2, 1, 3, 0)"},
	{"disposal", "holds-secrets", "d4",
	 "INSERT INTO x_login(client, server, protocol, method, ok, default_pair) VALUES (2, 4, 'http', "
	 "'basic', "
	 "1, 1)",
	 "INSERT INTO x_login(client, server, protocol, method, ok, default_pair) VALUES (2, 4, 'http', "
	 "'basic', "
	 "1, 0), (2, 3, 'http', 'basic', 1, 1)"},
	{"mistake", "many-writers", "d1",
	 "INSERT INTO x_command(protocol, name, class, client, server, count) VALUES ('modbus', 'Write', "
	 "'write', "
	 "2, 1, 3), ('modbus', 'Write', 'write', 5, 1, 1)",
	 "INSERT INTO x_command(protocol, name, class, client, server, count) VALUES ('modbus', 'Write', "
	 "'write', "
	 "2, 1, 3), ('modbus', 'Read', 'read', 5, 1, 1)"},
};

static struct store *judged(const char *sql)
{
	struct store *s = model_new();

	model_exec(s, PLANT);
	model_exec(s, sql);
	assert_int_equal(store_index(s), 0);
	assert_int_equal(assess_run(s), 0);
	return s;
}

static int64_t holds(struct store *s, const struct scene *c)
{
	char sql[400];

	snprintf(sql, sizeof sql,
		 "SELECT count(*) FROM assumption a JOIN assumption_why w ON w.assumption = a.id WHERE "
		 "a.attack = '%s' AND w.reason = '%s' AND a.key = '%s'",
		 c->attack, c->reason, c->key);
	return model_number(s, sql);
}

static void every_question_raises_and_its_twin_does_not(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof scenes / sizeof *scenes; i++) {
		struct store *s = judged(scenes[i].noisy);

		if (holds(s, &scenes[i]) != 1)
			fail_msg("%s: %s does not raise at %s", scenes[i].attack, scenes[i].reason,
				 scenes[i].key);
		assert_int_equal(model_number(s, "SELECT count(*) FROM assumption_why WHERE say_ja || say_en "
						 "LIKE '%{%' OR say_ja = '' OR say_en = ''"),
				 0);
		store_free(s);
		s = judged(scenes[i].quiet);
		if (holds(s, &scenes[i]) != 0)
			fail_msg("%s: %s raises on its twin", scenes[i].attack, scenes[i].reason);
		store_free(s);
	}
}

static bool has_scene(const char *attack, const char *reason)
{
	for (size_t i = 0; i < sizeof scenes / sizeof *scenes; i++)
		if (strcmp(scenes[i].attack, attack) == 0 && strcmp(scenes[i].reason, reason) == 0)
			return true;
	return false;
}

/* A check's finding is a reason in the finding's own words, and leads to it. */
static void a_finding_is_a_reason(const struct attack *a, const struct attack_reason *r)
{
	char path[512], sql[500], *scene;
	struct store *s = model_new();

	snprintf(path, sizeof path, "%s/tests/checks/%s.sql", SOURCE_ROOT, r->name);
	scene = model_read(path);
	assert_non_null(scene);
	model_exec(s, scene);
	free(scene);
	assert_int_equal(store_index(s), 0);
	assert_int_equal(assess_run(s), 0);
	snprintf(
		sql, sizeof sql,
		"SELECT count(*) FROM assumption x JOIN assumption_why w ON w.assumption = x.id JOIN finding "
		"f ON f.id = w.finding WHERE x.attack = '%s' AND w.reason = '%s' AND f.check_name = '%s' AND "
		"w.say_ja = f.title_ja AND w.say_en = f.title_en AND x.weight <= %d",
		a->name, r->name, r->name, r->weight);
	if (model_number(s, sql) == 0)
		fail_msg("%s: the finding %s is no reason", a->name, r->name);
	store_free(s);
}

static void every_reason_is_tried(void **state)
{
	(void)state;
	for (size_t i = 0; i < attack_count; i++)
		for (size_t k = 0; k < attacks[i].reason_count; k++) {
			const struct attack_reason *r = &attacks[i].reasons[k];

			assert_true(k == 0 || attacks[i].reasons[k - 1].weight <= r->weight);
			if (!r->say.ja)
				a_finding_is_a_reason(&attacks[i], r);
			else if (!has_scene(attacks[i].name, r->name))
				fail_msg("%s: no scene for %s", attacks[i].name, r->name);
		}
}

/* What finds no room is counted, and the gravest is kept. */
static void many_are_bounded_and_counted(void **state)
{
	struct store *s = model_new();

	(void)state;
	model_exec(
		s,
		"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500) INSERT INTO "
		"x_device(id, kind) SELECT i, 'sensor' FROM n; INSERT INTO x_ledger(id, place, device) "
		"VALUES "
		"(1, '屋外', 2500); UPDATE device SET ledger = 1 WHERE id = 2500");
	assert_int_equal(store_index(s), 0);
	assert_int_equal(assess_run(s), 0);
	assert_int_equal(model_number(s, "SELECT count(*) FROM assumption WHERE attack = 'theft'"),
			 ATTACK_ROWS);
	assert_int_equal(
		model_number(s, "SELECT weight FROM assumption WHERE attack = 'theft' AND key = 'd2500'"),
		ATTACK_EASED);
	assert_int_equal(model_number(s, "SELECT dropped FROM limit_ WHERE table_name = 'attack theft'"),
			 2500 + 1 - ATTACK_ROWS); /* reasons: one of the first, one of each */
	store_free(s);
}

/* --- a site */

static void plant(void)
{
	run_sql("INSERT INTO device(id, kind, layer, confidence, first, last, first_packet, packets, bytes, "
		"ip, "
		"random_mac, router, hidden, known, payload, unnamed_payload) SELECT value ->> 0, value ->> "
		"1, "
		"'device', 90, 1, 2, 1, 1, 1, '192.168.1.' || (value ->> 0), 0, 0, 0, 1, 1, 0 FROM "
		"json_each('[[1,\"plc\"],[2,\"pc\"],[3,\"sensor\"],[4,\"sensor\"]]')");
	assert_int_equal(assess_run(site), 0);
	scene_touched = false; /* nothing that an event rebuilds */
}

enum verb { ACCEPT, REJECT, WITHDRAW };

static int say(enum verb verb, const char *attack, const char *place, const char *words, struct err *e)
{
	static int (*const verbs[])(struct store *, const struct attack_saying *, const struct writing *,
				    struct err *) = {attack_accept, attack_reject, attack_withdraw};
	const struct attack_saying said = {
		.system = "site", .attack = attack, .place = place, .words = words};
	int r;

	*e = (struct err){0};
	assert_int_equal(site_begin(site), 0);
	r = verbs[verb](site, &said, &now, e);
	if (r == 0)
		assert_int_equal(site_commit(site), 0);
	else
		site_rollback(site);
	return r;
}

static void state_is(const char *id, const char *state)
{
	char sql[200];

	snprintf(sql, sizeof sql, "SELECT state FROM assumption WHERE attack || '@' || key = '%s'", id);
	if (strcmp(ask(sql), state) != 0)
		fail_msg("%s is %s, not %s", id, ask(sql), state);
}

static void what_people_say_stands_beside(void **state)
{
	struct err e;

	(void)state;
	plant();
	state_is("theft@d3", "proposed");
	assert_int_equal(say(ACCEPT, "theft", "d3", NULL, &e), 0);
	state_is("theft@d3", "accepted");
	state_is("theft@d4", "proposed");
	assert_int_equal(say(REJECT, "theft", "sensor", NULL, &e), -EINVAL); /* why? */
	assert_string_equal(e.key, "wants-reason");
	assert_int_equal(say(REJECT, "theft", "sensor", "柵の中", &e), 0);
	state_is("theft@d3", "accepted"); /* the place itself goes before its kind */
	state_is("theft@d4", "rejected");
	assert_int_equal(assess_run(site), 0); /* and outlives a judging */
	state_is("theft@d4", "rejected");
	assert_int_equal(say(WITHDRAW, "theft", "d3", NULL, &e), 0);
	state_is("theft@d3", "rejected");
	assert_int_equal(say(WITHDRAW, "theft", "d3", NULL, &e), -ENOENT);
	assert_string_equal(ask("SELECT value FROM setting WHERE key = 'attacks-judged'"), "1");
	assert_string_equal(ask("SELECT group_concat(kind, ' ') FROM event WHERE kind LIKE 'attack-%'"),
			    "attack-accepted attack-rejected attack-withdrawn");
}

static void what_nobody_proposed_is_added(void **state)
{
	struct err e;

	(void)state;
	plant();
	assert_int_equal(say(ACCEPT, "other", "d2", NULL, &e), -EINVAL);
	assert_string_equal(e.key, "wants-words");
	assert_int_equal(say(ACCEPT, "other", "d2", "清掃の人が電源を抜く", &e), 0);
	assert_int_equal(say(ACCEPT, "eavesdrop", "d2~d1", NULL, &e), 0);
	assert_int_equal(say(ACCEPT, "theft", "plc", NULL, &e), 0);
	assert_string_equal(
		ask("SELECT say_ja FROM assumption a JOIN assumption_why w ON w.assumption = a.id "
		    "WHERE key = 'd2' AND added = 1"),
		"清掃の人が電源を抜く");
	assert_string_equal(ask("SELECT kind || ' ' || far_kind FROM assumption WHERE key = 'd2~d1'"),
			    "pc plc");
	assert_string_equal(
		ask("SELECT count(*) FROM assumption WHERE key = 'plc' AND kind = 'plc' AND added"), "1");
	assert_string_equal(ask("SELECT count(*) FROM event WHERE kind = 'attack-added'"), "3");
	assert_int_equal(assess_run(site), 0);
	assert_string_equal(ask("SELECT count(*) FROM assumption WHERE added = 1"), "3");
	assert_int_equal(say(WITHDRAW, "other", "d2", NULL, &e), 0);
	assert_string_equal(ask("SELECT count(*) FROM assumption WHERE attack = 'other'"), "0");
}

static void what_makes_no_sense_is_refused(void **state)
{
	static const struct {
		const char *attack, *place, *key;
	} tries[] = {{"none", "d1", "no-attack"},
		     {"theft", "d9", "no-end"},
		     {"theft", "d1~d2", "on-element"},
		     {"eavesdrop", "d1", "on-link"},
		     {"eavesdrop", "d1~d1", "bad-place"},
		     {"eavesdrop", "d1~sensor", "bad-place"},
		     {"theft", "", "bad-place"},
		     {"theft", "d01", "bad-place"},
		     {"theft", "'; DROP TABLE x", "bad-place"},
		     {"theft", "toaster", "no-end"},
		     {"eavesdrop", "o1~d1", "bad-place"},
		     {"theft", "r7", "no-end"}};
	struct err e;

	(void)state;
	plant();
	for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
		assert_true(say(ACCEPT, tries[i].attack, tries[i].place, NULL, &e) < 0);
		if (strcmp(e.key, tries[i].key) != 0)
			fail_msg("%s@%s: %s, not %s", tries[i].attack, tries[i].place, e.key, tries[i].key);
	}
	assert_string_equal(ask("SELECT count(*) FROM event WHERE kind LIKE 'attack-%'"), "0");
}

/* --- measures */

static int plan(const char *place, const char *measure, const char *it, const char *ot, enum language l,
		int64_t *ret)
{
	const struct measure_plan p = {.attack = "theft",
				       .place = place,
				       .measure = measure,
				       .it_owner = it,
				       .ot_owner = ot,
				       .done_by = "2027-03-31",
				       .language = l};
	struct err e = {0};
	bool records;
	int r;

	assert_int_equal(site_begin(site), 0);
	r = measure_plan(site, &p, &now, ret, &records, &e);
	if (r == 0)
		assert_int_equal(site_commit(site), 0);
	else
		site_rollback(site);
	return r;
}

static void a_measure_is_a_record_with_two_owners(void **state)
{
	int64_t first, second;
	struct err e;

	(void)state;
	person("情報 一郎", "it");
	person("保全 太郎", "ot");
	plant();
	assert_int_equal(say(ACCEPT, "theft", "d3", NULL, &e), 0);
	assert_int_equal(plan("d3", "fasten", "c1", "c2", LANG_JA, &first), 0);
	assert_string_equal(ask("SELECT layer || ' ' || it_owner || ot_owner || device FROM measure"),
			    "physical 123");
	assert_string_equal(ask("SELECT what FROM measure"), attack_find("theft")->measures[0].what[LANG_JA]);
	assert_string_equal(ask("SELECT measures FROM assumption WHERE attack = 'theft' AND key = 'd3'"),
			    "1");
	assert_string_equal(ask("SELECT measures FROM assumption WHERE attack = 'theft' AND key = 'd4'"),
			    "0");
	/* for all of a kind, by one side */
	assert_int_equal(plan("sensor", "stock-take", "none: 現品はOTが数える", "c2", LANG_EN, &second), 0);
	assert_string_equal(ask("SELECT measures FROM assumption WHERE attack = 'theft' AND key = 'd4'"),
			    "1");
	assert_int_equal(assess_run(site), 0);
	assert_string_equal(ask("SELECT count(*) FROM finding WHERE check_name = 'measure-one-sided'"), "1");
	assert_string_equal(ask("SELECT count(*) FROM finding WHERE check_name = 'theft-without-measure'"),
			    "0");
	/* withdrawn: the assumption is bare again */
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(record_remove(site, first, "箱が届かない", &now, &e), 0);
	assert_int_equal(record_remove(site, second, "数えない", &now, &e), 0);
	assert_int_equal(site_commit(site), 0);
	assert_int_equal(assess_run(site), 0);
	assert_string_equal(ask("SELECT count(*) FROM measure"), "0");
	assert_string_equal(ask("SELECT count(*) FROM finding WHERE check_name = 'theft-without-measure'"),
			    "1");
	assert_true(plan("d3", "no-such", "c1", "c2", LANG_JA, &first) < 0);
	assert_true(plan("d3", "fasten", "c9", "c2", LANG_JA, &first) < 0);
}

/* A device that became another takes along what was said of it and planned for it. */
static void a_merged_device_is_followed(void **state)
{
	struct err e;
	int64_t record;

	(void)state;
	person("情報 一郎", "it");
	person("保全 太郎", "ot");
	plant();
	assert_int_equal(say(ACCEPT, "theft", "d4", NULL, &e), 0);
	assert_int_equal(plan("d4", "fasten", "c1", "c2", LANG_JA, &record), 0);
	run_sql("INSERT INTO device_merge(id, gone, into_device, at, seq) VALUES (1, 4, 3, 1, 1); DELETE "
		"FROM "
		"device WHERE id = 4");
	assert_int_equal(assess_run(site), 0);
	state_is("theft@d3", "accepted");
	assert_string_equal(ask("SELECT measures FROM assumption WHERE attack = 'theft' AND key = 'd3'"),
			    "1");
	assert_string_equal(ask("SELECT attack FROM measure"), "theft@d3");
	run_sql("UPDATE device_merge SET undone = 2");
	assert_int_equal(assess_run(site), 0);
	state_is("theft@d3", "proposed");
	/* what is shown there can be taken back there */
	assert_int_equal(say(WITHDRAW, "theft", "d3", NULL, &e), -ENOENT);
	run_sql("UPDATE device_merge SET undone = NULL");
	assert_int_equal(say(WITHDRAW, "theft", "d3", NULL, &e), 0);
	state_is("theft@d3", "proposed");
	assert_string_equal(ask("SELECT count(*) FROM assumption_said"), "0");
}

static void an_id_is_read(void **state)
{
	char attack[ATTACK_NAME], place[ATTACK_PLACE];

	(void)state;
	plant();
	assert_int_equal(attack_id_read(site, "eavesdrop@d3~o1", attack, place), 0);
	assert_string_equal(attack, "eavesdrop");
	assert_string_equal(place, "d3~o1");
	assert_int_equal(attack_id_read(site, "t1", attack, place), 0);
	assert_int_equal(attack_id_read(site, "t99999", attack, place), -ENOENT);
	assert_int_equal(attack_id_read(site, "d3", attack, place), -EINVAL);
	assert_int_equal(
		attack_id_read(site, "an-attack-whose-name-is-longer-than-names-are@d3", attack, place),
		-EINVAL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_question_raises_and_its_twin_does_not),
		cmocka_unit_test(every_reason_is_tried),
		cmocka_unit_test(many_are_bounded_and_counted),
		cmocka_unit_test_setup_teardown(what_people_say_stands_beside, scene_open, scene_close),
		cmocka_unit_test_setup_teardown(what_nobody_proposed_is_added, scene_open, scene_close),
		cmocka_unit_test_setup_teardown(what_makes_no_sense_is_refused, scene_open, scene_close),
		cmocka_unit_test_setup_teardown(a_measure_is_a_record_with_two_owners, scene_open,
						scene_close),
		cmocka_unit_test_setup_teardown(a_merged_device_is_followed, scene_open, scene_close),
		cmocka_unit_test_setup_teardown(an_id_is_read, scene_open, scene_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
