/* Decisions, signatures, systems, frozen sheets, on a site whose journal must rebuild all of it
 * (scene_close). */
#include "site-scene.h"

#include "assess/decision.h"
#include "assess/freeze.h"
#include "assess/judged.h"
#include "assess/people.h"
#include "assess/rows.h"
#include "assess/sign.h"
#include "assess/system.h"

#include <errno.h>
#include <stdlib.h>

#define SHEET "jssec-2.1"
static const char phrase[] = "月曜日は朝礼がある";
static struct err err;

static int act(int r)
{
	if (r == 0)
		r = answers_write(site, now.at);
	if (r == 0)
		r = site_commit(site);
	else
		site_rollback(site);
	return r;
}

static int decide(const char *system, const char *item, const char *choice, const char *reason,
		  const char *point)
{
	struct deciding d = {system, SHEET, item, choice, reason, point};

	err = (struct err){0};
	assert_int_equal(site_begin(site), 0);
	return act(decision_make(site, &d, &now, &err));
}

/* --- one row, copied */

struct seen {
	const char *want;
	char state[16], verdict[16], reason[64], point[64], item_choice[8], open_sides[24], evidence[65],
		question[65], decision[65];
	unsigned reopened, proven, signatures;
	bool contradiction, asked, decided;
	char role[16];
	struct sign_row sign;
};

static int look(void *ctx, const struct sheet_row *r)
{
	struct seen *v = ctx;

	if (strcmp(r->item, v->want) != 0)
		return 0;
	snprintf(v->state, sizeof v->state, "%s", r->state);
	snprintf(v->verdict, sizeof v->verdict, "%s", r->verdict);
	snprintf(v->reason, sizeof v->reason, "%s", r->decision.reason ? r->decision.reason : "");
	snprintf(v->point, sizeof v->point, "%s", r->decision.point ? r->decision.point : "");
	snprintf(v->item_choice, sizeof v->item_choice, "%s", r->item_choice ? r->item_choice : "");
	snprintf(v->open_sides, sizeof v->open_sides, "%s", r->open_sides);
	snprintf(v->sign.item, sizeof v->sign.item, "%s", r->item);
	snprintf(v->sign.evidence, sizeof v->sign.evidence, "%s", r->evidence_hash);
	snprintf(v->sign.question, sizeof v->sign.question, "%s", r->question_hash);
	snprintf(v->sign.decision, sizeof v->sign.decision, "%s", r->decision.hash ? r->decision.hash : "");
	v->sign.wants = sheet_item(SHEET, r->item) ? sign_wants(sheet_item(SHEET, r->item)) : WANTS_IT;
	v->reopened = r->reopened;
	v->contradiction = r->contradiction;
	v->asked = r->asked;
	v->decided = r->decision.choice != NULL;
	v->signatures = (unsigned)r->signature_count;
	for (size_t i = 0; i < r->signature_count; i++) {
		v->proven += r->signatures[i].proven;
		snprintf(v->role, sizeof v->role, "%s", r->signatures[i].role);
		if (!r->signatures[i].reopened && strcmp(r->signatures[i].side, "it") == 0)
			v->sign.other_it = r->signatures[i].contact, v->sign.signed_by |= WANTS_IT;
		if (!r->signatures[i].reopened && strcmp(r->signatures[i].side, "ot") == 0)
			v->sign.other_ot = r->signatures[i].contact, v->sign.signed_by |= WANTS_OT;
	}
	return 0;
}

static struct seen row(const char *system, const char *item)
{
	struct seen v = {.want = item};

	assert_int_equal(sheet_rows(site, now.at, system, SHEET, look, &v), 0);
	assert_true(v.state[0]);
	return v;
}

static int sign(const char *item, int64_t contact, const char *passphrase, const char *side)
{
	struct seen v = row("site", item);
	struct signing g = {"site", SHEET, contact, side, passphrase, &v.sign, 1};

	err = (struct err){0};
	assert_int_equal(site_begin(site), 0);
	return act(sign_rows(site, &g, &now, &err));
}

static void key(int64_t contact)
{
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(person_key_make(site, contact, phrase, &now, &err), 0);
	assert_int_equal(site_commit(site), 0);
}

/* --- */

static void a_decision_needs_its_reason_and_point(void **state)
{
	(void)state;
	assert_int_equal(decide("site", "32-3", "maybe", "a", "b"), -EINVAL);
	assert_string_equal(err.key, "bad-choice");
	assert_int_equal(decide("site", "32-3", "adopt", NULL, "b"), -EINVAL);
	assert_string_equal(err.key, "no-reason");
	assert_int_equal(decide("site", "32-3", "part", "a", " "), -EINVAL);
	assert_string_equal(err.key, "no-point");
	assert_int_equal(decide("site", "99-9", "not", "a", NULL), -ENOENT);
	assert_int_equal(decide("s7", "32-3", "not", "a", NULL), -ENOENT);
	assert_string_equal(ask("SELECT count(*) FROM decision"), "0");
	assert_int_equal(decide("site", "32-3", "not", "a", NULL), 0);
	assert_string_equal(row("site", "32-3").state, "accepted");
	assert_string_equal(row("site", "32-3").item_choice, "not");
}

static void reasons_are_inherited_and_marks_rolled_up(void **state)
{
	(void)state;
	assert_int_equal(decide("site", "32", "adopt", "無線を守る", "ラインごと"), 0);
	for (const char *const *i = (const char *const[]){"32-1", "32-2", "32-3", NULL}; *i; i++) {
		assert_string_equal(row("site", *i).reason, "無線を守る");
		assert_string_equal(row("site", *i).item_choice, "adopt");
	}
	assert_int_equal(decide("site", "32-1", "not", "無線がない", NULL), 0);
	assert_string_equal(row("site", "32-2").item_choice, "part");
	assert_string_equal(row("site", "32-1").reason, "無線がない");
	assert_string_equal(row("site", "32-1").point, "");
	assert_int_equal(decide("site", "32-2", "not", NULL, NULL), 0); /* inherits again */
	assert_int_equal(decide("site", "32-3", "not", "x", NULL), 0);
	assert_string_equal(row("site", "32-3").item_choice, "not");
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(act(decision_withdraw(site, "site", SHEET, "32-3", &now, &err)), 0);
	assert_false(row("site", "32-3").decided);
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(act(decision_withdraw(site, "site", SHEET, "32-3", &now, &err)), -ENOENT);
	/* decided anew below an item that was decided: those who decided themselves stay */
	assert_string_equal(ask("SELECT count(*) FROM event WHERE kind = 'decision-made'"), "7");
}

static void the_table_of_decision_and_verdict(void **state)
{
	static const char *const verdicts[] = {"met", "partly", "not-met", "unknown", "person"};
	static const char *const want[4][6] = {
		{"decide", "decide", "decide", "decide", "decide", "decide"},
		{"good", "amber", "amber", "verify", "verify", "review"},
		{"good", "good", "amber", "verify", "verify", "review"},
		{"note", "accepted", "accepted", "accepted", "accepted", "accepted"}};
	static const char *const choices[] = {NULL, "adopt", "part", "not"};

	(void)state;
	for (int c = 0; c < 4; c++)
		for (int v = 0; v < 6; v++)
			assert_string_equal(sheet_state(choices[c], verdicts[v < 5 ? v : 3], v == 5),
					    want[c][v]);
}

static void a_signature_binds_three_things(void **state)
{
	int64_t it = person("Sato", "it");
	struct seen v;

	(void)state;
	key(it);
	assert_int_equal(decide("site", "32-3", "adopt", "a", "b"), 0);
	assert_string_equal(row("site", "32-3").open_sides, "it");
	assert_int_equal(sign("32-3", it, "wrong passphrase", NULL), -EACCES);
	assert_int_equal(sign("32-3", it, phrase, NULL), 0);
	v = row("site", "32-3");
	assert_string_equal(v.open_sides, "");
	assert_int_equal(v.proven, 1);
	assert_string_equal(v.role, "lead");
	assert_int_equal(v.reopened, 0);
	/* the evidence */
	run_sql("INSERT INTO device(id, kind, layer, confidence, first, last, first_packet, packets, bytes, "
		"random_mac,"
		" router, hidden, known, payload, unnamed_payload) VALUES (1, 'plc', 'device', 1, 1, 1, 1, "
		"1, 1, 0, 0, 0, 0, 0,"
		" 0); INSERT INTO service(device, transport, port, protocol, answered, clients, "
		"outside_clients, scanned_only,"
		" first_packet, last_packet) VALUES (1, 'tcp', 23, 'telnet', 1, 1, 0, 0, 7, 8)");
	assert_int_equal(assess_run(site), 0);
	v = row("site", "32-3");
	assert_string_equal(v.verdict, "not-met");
	assert_true(v.contradiction);
	assert_int_equal(v.reopened, REOPENED_EVIDENCE);
	assert_string_equal(v.open_sides, "it");
	assert_int_equal(sign("32-3", it, phrase, NULL), 0);
	assert_int_equal(row("site", "32-3").reopened, 0);
	/* the decision */
	assert_int_equal(decide("site", "32-3", "part", "a", "b"), 0);
	assert_int_equal(row("site", "32-3").reopened, REOPENED_DECISION);
	assert_int_equal(decide("site", "32-3", "adopt", "a", "b"),
			 0); /* decided the same again: it stands */
	assert_int_equal(row("site", "32-3").reopened, 0);
	/* the question: as if it had been another when it was signed */
	run_sql("UPDATE signature SET question_hash = 'another' WHERE id = (SELECT max(id) FROM signature)");
	v = row("site", "32-3");
	assert_int_equal(v.reopened, REOPENED_QUESTION);
	assert_int_equal(v.proven, 0); /* what was signed is not what stands here */
}

static void a_reason_inherited_is_signed_too(void **state)
{
	int64_t it = person("Sato", "it");

	(void)state;
	assert_int_equal(decide("site", "32", "adopt", "a", "b"), 0);
	assert_int_equal(sign("32-3", it, NULL, NULL), 0);
	assert_int_equal(row("site", "32-3").reopened, 0);
	assert_int_equal(decide("site", "32", "adopt", "another", "b"), 0);
	assert_int_equal(row("site", "32-3").reopened, REOPENED_DECISION);
	assert_int_equal(row("site", "32-3").proven, 0); /* no key: declared */
}

/* 03-1 is black: our source lost its colour, so both sides sign, and two people. */
static void two_people_sign_a_joint_row(void **state)
{
	int64_t it = person("Sato", "it"), ot = person("Suzuki", "ot"), boss = person("Mori", "executive"),
		vendor = person("Acme", "vendor");
	struct contact c;

	(void)state;
	assert_int_equal(decide("site", "03-1", "adopt", "a", "b"), 0);
	assert_string_equal(row("site", "03-1").open_sides, "it ot");
	assert_int_equal(sign("03-1", vendor, NULL, NULL), -EACCES);
	assert_string_equal(err.key, "no-side");
	assert_int_equal(sign("03-1", it, NULL, NULL), 0);
	assert_string_equal(row("site", "03-1").open_sides, "ot");
	assert_int_equal(sign("03-1", it, NULL, "ot"), -EACCES);
	assert_string_equal(err.key, "other-side");
	/* moved to the other side: still the same person */
	assert_int_equal(contact_get(site, it, &c), 0);
	assert_int_equal(contact_set(&c, "side", "ot", &err), 0);
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(contact_edit(site, &c, &now, &err), 0);
	assert_int_equal(site_commit(site), 0);
	assert_int_equal(sign("03-1", it, NULL, NULL), -EACCES);
	assert_string_equal(err.key, "two-people");
	assert_int_equal(sign("03-1", ot, NULL, NULL), 0);
	assert_string_equal(row("site", "03-1").role, "countersign");
	assert_string_equal(row("site", "03-1").open_sides, "");
	/* a row that an executive approves: 05-1, the policy */
	assert_int_equal(decide("site", "05-1", "adopt", "a", "b"), 0);
	assert_non_null(strstr(row("site", "05-1").open_sides, "executive"));
	assert_int_equal(sign("05-1", boss, NULL, NULL), 0);
	assert_null(strstr(row("site", "05-1").open_sides, "executive"));
	assert_string_equal(row("site", "05-1").role, "approve");
	/* the other side of a row with one lead is consulted */
	assert_int_equal(decide("site", "32-3", "adopt", "a", "b"), 0);
	assert_int_equal(sign("32-3", ot, NULL, NULL), 0);
	assert_string_equal(row("site", "32-3").role, "consulted");
	assert_string_equal(row("site", "32-3").open_sides, "it");
}

static void own_items_have_their_rule(void **state)
{
	struct own_item o = {"site", SHEET, "現場の合言葉", "ot", "telnet-in-use", "policy:security"};
	char item[ITEM_ROOM];

	(void)state;
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(act(own_item_add(site, &o, &now, item, &err)), 0);
	assert_string_equal(item, "A1");
	assert_string_equal(row("site", "A1").verdict, "unknown");
	assert_int_equal(decide("site", "A1", "part", "a", "b"), 0);
	assert_string_equal(row("site", "A1").state, "verify");
	o.checks = "no-such-check";
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(act(own_item_add(site, &o, &now, item, &err)), -EINVAL);
	o.checks = o.records = "";
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(act(own_item_add(site, &o, &now, item, &err)), -EINVAL);
	assert_string_equal(err.key, "no-evidence-rule");
}

static void a_frozen_sheet_is_read_back(void **state)
{
	static struct snapshot then, today;
	struct snapshot_of of = {.system = "site", .sheet = SHEET, .now = now.at};
	char name[400];
	int64_t id, at;

	(void)state;
	assert_int_equal(decide("site", "32-3", "adopt", "a", "b"), 0);
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(act(freeze_sheet(site, "site", SHEET, "第1版", &now, &id, &err)), 0);
	assert_int_equal(decide("site", "32-3", "not", "c", NULL), 0);
	assert_int_equal(frozen_whole(site, id, name, &at), 1);
	assert_string_equal(name, "第1版");
	assert_string_equal(ask("SELECT json_array_length(body, '$.rows') FROM frozen"), "143");
	assert_string_equal(ask("SELECT body->'states'->>'adopt not-met' FROM frozen"), "amber");
	assert_true(atoi(ask("SELECT body->'checks'->>'telnet-in-use' FROM frozen")) >= 1);
	of.frozen = id;
	assert_int_equal(snapshot_load(site, &of, &then), 0);
	assert_string_equal(snapshot_row(&then, "32-3")->choice, "adopt");
	of.frozen = 0;
	assert_int_equal(snapshot_load(site, &of, &today), 0);
	assert_string_equal(snapshot_row(&today, "32-3")->choice, "not");
	/* by the journal: before anything was decided, and at the end */
	of.until = 1500;
	assert_int_equal(snapshot_load(site, &of, &then), 0);
	assert_int_equal(then.count, 0);
	of.until = now.at + 1;
	assert_int_equal(snapshot_load(site, &of, &then), 0);
	assert_string_equal(snapshot_row(&then, "32-3")->choice, "not");
	assert_string_equal(snapshot_row(&then, "32-3")->verdict, "unknown");
	run_sql("UPDATE frozen SET body = json_replace(body, '$.rows[0].verdict', 'met')");
	assert_int_equal(frozen_whole(site, id, name, &at), 0);
}

static int64_t newly;
static void count_item(void *ctx, const struct sheet_item *item) { (void)ctx, (void)item, newly++; }

static void systems_keep_their_answers(void **state)
{
	struct system_row r = {.name = "検査ライン", .level = "poc", .status = "trial"}, back;

	(void)state;
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(system_add(site, &r, &now, &err), -EINVAL); /* a trial without an end */
	assert_string_equal(err.key, "trial-without-end");
	site_rollback(site);
	snprintf(r.end, sizeof r.end, "2026-11-28");
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(act(system_add(site, &r, &now, &err)), 0);
	assert_int_equal(system_get(site, 1, now.today, &back), 0);
	assert_true(back.stray);
	assert_int_equal(system_get(site, 1, "2026-11-28", &back), 0);
	assert_false(back.stray);
	assert_int_equal(decide("s1", "32-3", "adopt", "a", "b"), 0);
	assert_false(row("s1", "08-1").asked);
	snprintf(r.level, sizeof r.level, "core");
	snprintf(r.status, sizeof r.status, "live");
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(act(system_change(site, &r, &now, &err)), 0);
	assert_true(row("s1", "08-1").asked);
	assert_true(row("s1", "32-3").decided);
	assert_false(row("site", "32-3").decided);
	assert_int_equal(system_get(site, 1, now.today, &back), 0);
	assert_false(back.stray);
	newly = 0;
	assert_true(system_newly_asked(site, "poc", "core", count_item, NULL) > 0);
	assert_true(newly > 0);
	assert_int_equal(system_newly_asked(site, "core", "poc", count_item, NULL), 0);
}

#define SCENE(test) cmocka_unit_test_setup_teardown(test, scene_open, scene_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		SCENE(a_decision_needs_its_reason_and_point),
		SCENE(reasons_are_inherited_and_marks_rolled_up),
		SCENE(the_table_of_decision_and_verdict),
		SCENE(a_signature_binds_three_things),
		SCENE(a_reason_inherited_is_signed_too),
		SCENE(two_people_sign_a_joint_row),
		SCENE(own_items_have_their_rule),
		SCENE(a_frozen_sheet_is_read_back),
		SCENE(systems_keep_their_answers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
