/* Incidents: every deed from every state, what each needs, two people at once, and that the journal makes the
 * tables again (site-scene.h verifies at the end of each test). */
#include "site-scene.h"

#include "assess/people.h"
#include "respond/evidence.h"
#include "respond/incident.h"

#include <errno.h>
#include <stdlib.h>

static int64_t it, ot, boss;
static struct err e;

static struct writing by(int64_t contact)
{
	static char actor[8][24];
	static unsigned at;
	char *to = actor[at++ % 8];

	snprintf(to, 24, "c%lld", (long long)contact);
	now.at += 1000000;
	return (struct writing){now.at, contact ? to : "local", now.today};
}

static int act(int64_t incident, const char *deed, const char *words, const char *fields, int64_t contact,
	       bool keep)
{
	struct incident_asking a = {.incident = incident, .deed = deed, .words = words, .fields = fields};
	struct writing w = by(contact);
	int r;

	e = (struct err){0};
	assert_int_equal(site_begin(site), 0);
	r = incident_deed(site, &a, &w, NULL, &e);
	if (r < 0 || !keep)
		site_rollback(site);
	else
		assert_int_equal(site_commit(site), 0);
	return r;
}

static void done(int64_t incident, const char *deed, const char *words, const char *fields, int64_t contact)
{
	if (act(incident, deed, words, fields, contact, true) != 0)
		fail_msg("%s: %s (%s %s)", deed, e.key, e.subject, e.detail);
}

static void refused(int64_t incident, const char *deed, const char *words, const char *fields,
		    int64_t contact, const char *key)
{
	if (act(incident, deed, words, fields, contact, true) == 0)
		fail_msg("%s was taken", deed);
	assert_string_equal(e.key, key);
}

static int64_t opened(void)
{
	struct writing w = by(ot);
	struct incident_opening o = {
		.title = "センサーがおかしい", .devices = (const int64_t[]){1}, .count = 1};
	int64_t id = 0;

	e = (struct err){0};
	assert_int_equal(site_begin(site), 0);
	if (incident_open(site, &o, &w, &id, &e) < 0)
		fail_msg("%s %s", e.key, e.detail);
	assert_int_equal(site_commit(site), 0);
	return id;
}

static void freeze(void)
{
	char report[EVIDENCE_REPORT];
	struct writing w = {now.at, "mimamori", now.today};
	int64_t id;

	while ((id = evidence_waiting(site))) {
		assert_int_equal(evidence_make(site, id, now.at, report), 0);
		assert_int_equal(site_begin(site), 0);
		e = (struct err){0};
		if (evidence_told(site, report, &w, &e) < 0)
			fail_msg("%s %s: %s", e.key, e.detail, report);
		assert_int_equal(site_commit(site), 0);
	}
}

/* Rows of others' rooms, in a transaction of their own, so that what is sealed is sealed. */
static void past_the_journal(const char *sql)
{
	assert_int_equal(site_begin(site), 0);
	if (sqlite3_exec(store_db(site), sql, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, store_error(site));
	assert_int_equal(site_commit(site), 0);
}

/* Devices: d1 a sensor that asks d2, d9 an attacker. Times are us after 1970; watched from 1000 s on. */
static void model(void)
{
	past_the_journal(
		"INSERT INTO device(id, name, kind, layer, confidence, first, last, first_packet, packets, "
		"bytes, ip, random_mac, router, hidden, known, "
		"payload, unnamed_payload) VALUES (1, 'sensor', 'sensor', 'device', 90, 1, 2, 1, 1, 1, "
		"'10.0.0.1', 0, 0, 0, 0, 1, 0), (2, 'plc', 'plc', "
		"'device', 90, 1, 2, 1, 1, 1, '10.0.0.2', 0, 0, 0, 0, 1, 0), (9, 'stranger', 'pc', 'device', "
		"90, 1, 2, 1, 1, 1, '10.0.0.9', 0, 0, 0, 0, 1, 0)");
}

static int begin(void **state)
{
	char command[300];

	scene_open(state);
	snprintf(command, sizeof command, "rm -rf %s.evidence %s.packets", scene_path, scene_path);
	assert_int_equal(system(command), 0);
	now.at = INT64_C(1795910400000000);
	it = person("Sato", "it");
	ot = person("Tanaka", "ot");
	boss = person("Suzuki", "executive");
	model();
	return 0;
}

static int end(void **state)
{
	char command[300];

	snprintf(command, sizeof command, "rm -rf %s.evidence %s.packets", scene_path, scene_path);
	assert_int_equal(system(command), 0);
	past_the_journal("DELETE FROM alarm; DELETE FROM alarm_device; DELETE FROM profile; DELETE FROM "
			 "profile_entry; DELETE FROM record"); /* what events would make */
	return scene_close(state);
}

/* --- the way */

static const char judged[] =
	"{\"class\":\"attack\",\"severity\":\"high\",\"impact\":\"検査が止まる\",\"personal\":\"no\"}";
static const char cut[] = "{\"devices\":[\"d1\"],\"how\":\"盤7の3番を抜いた\",\"allowed_by\":\"工場長\","
			  "\"safe_stop\":\"done\"}";
static const char clean[] =
	"{\"cause\":\"telnet の既定パスワード\",\"sure\":\"likely\",\"how\":\"書き直した\",\"fix\":\"telnet "
	"を止めた\"}";
static const char team[] = "{\"team\":\"Sato, Tanaka\",\"cost\":\"200000\"}";
static const char swept[] = "{\"looked_for\":\"telnet\",\"searched\":\"全12台\",\"found\":\"なし\"}";
static const char lessons[] =
	"{\"lessons\":\"夜間の連絡先が古い\",\"response_plan\":\"unchanged\",\"recovery_"
	"plan\":\"unchanged\",\"measures\":\"毎月試す\"}";
static const char checked[] = "{\"checked\":\"値と通信\",\"resumed_by\":\"工場長\"}";

static const struct step {
	const char *deed, *words, *fields;
	int64_t *who;
	enum incident_state becomes;
} way[] = {
	{"confirm", NULL, judged, &it, INCIDENT_SUSPECTED},
	{"confirm", NULL, judged, &ot, INCIDENT_CONFIRMED},
	{"contain", NULL, cut, &ot, INCIDENT_CONTAINED},
	{"eradicate", NULL, clean, &it, INCIDENT_ERADICATED},
	{"approve", "生産に要る", team, &boss, INCIDENT_ERADICATED},
	{"restore", NULL, "{\"steps\":\"センサー、ゲートウェイの順\"}", &ot, INCIDENT_RESTORED},
	{"except", "監視していない区画です", NULL, &it, INCIDENT_RESTORED},
	{"except", "監視していない区画です", NULL, &ot, INCIDENT_RESTORED},
	{"verify", NULL, checked, &ot, INCIDENT_VERIFIED},
	{"sweep", NULL, swept, &it, INCIDENT_VERIFIED},
	{"review", "振り返った", lessons, &it, INCIDENT_REVIEWED},
	{"close", NULL, NULL, &ot, INCIDENT_CLOSED},
};

static const char *state_of(int64_t id)
{
	char sql[80];

	snprintf(sql, sizeof sql, "SELECT state FROM incident WHERE id = %lld", (long long)id);
	return ask(sql);
}

/* As far as this state on its own way, or dismissed. */
static int64_t at_state(enum incident_state to)
{
	int64_t id = opened();

	freeze();
	if (to == INCIDENT_DISMISSED)
		done(id, "dismiss", "誤報", NULL, ot);
	for (size_t i = 0; to < INCIDENT_DISMISSED && i < sizeof way / sizeof *way &&
			   strcmp(state_of(id), incident_states[to]) != 0;
	     i++)
		done(id, way[i].deed, way[i].words, way[i].fields, *way[i].who);
	assert_string_equal(state_of(id), incident_states[to]);
	return id;
}

static void the_whole_way(void **state)
{
	int64_t id = opened();

	(void)state;
	freeze();
	for (size_t i = 0; i < sizeof way / sizeof *way; i++) {
		done(id, way[i].deed, way[i].words, way[i].fields, *way[i].who);
		assert_string_equal(state_of(id), incident_states[way[i].becomes]);
	}
	assert_string_equal(
		ask("SELECT class || severity || exception || (closed IS NOT NULL) FROM incident"),
		"attack111");
	assert_string_equal(ask("SELECT count(*) FROM deed"), "13");
	assert_string_equal(
		ask("SELECT cut IS NOT NULL AND back IS NOT NULL FROM incident_device WHERE device = 1"),
		"1");
}

/* Something that fits, for each deed. */
static const char *fields_of(const char *deed)
{
	static const struct {
		const char *deed, *fields;
	} known[] = {{"confirm", judged},
		     {"contain", cut},
		     {"cut", cut},
		     {"eradicate", clean},
		     {"approve", team},
		     {"sweep", swept},
		     {"review", lessons},
		     {"verify", checked},
		     {"restore", "{\"steps\":\"x\"}"},
		     {"scope", "{\"receivers\":\"IPA\",\"decided_with\":\"CSIRT\"}"},
		     {"report", "{\"to\":\"inside\",\"means\":\"電話\"}"},
		     {"hand-over", "{\"to\":\"c1\"}"},
		     {"add-device", "{\"devices\":[\"d2\"],\"role\":\"on\"}"},
		     {"remove-device", "{\"devices\":\"d1\"}"},
		     {"add-alarm", "{\"alarms\":[\"a1\"]}"},
		     {"remove-alarm", "{\"alarms\":[\"a1\"]}"},
		     {"merge", "{\"into\":\"i1\"}"}};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strcmp(known[i].deed, deed) == 0)
			return known[i].fields;
	return NULL;
}

static void an_alarm(void)
{
	past_the_journal(
		"INSERT INTO alarm(id, detector, severity, grouped, cause, lamp, title_ja, title_en, data, "
		"began, raised, again, seq, device, count, last, "
		"concerned) VALUES (1, 'sign-in-guessing', 1, 'by', 'd9', 'device', 'パスワードの総当たり', "
		"'password guessing', '{}', 100, 200, 0, 1, 9, 3, "
		"300, 2)");
	past_the_journal(
		"INSERT INTO alarm_device(alarm, device, part, lamp, severity, since) VALUES (1, 9, 'by', "
		"'device', 1, 100), (1, 1, 'on', 'device', 1, 100)");
}

static void each_deed_from_each_state(void **state)
{
	int tried = 0, taken = 0;

	(void)state;
	an_alarm();
	assert_int_equal(opened(), 1); /* to merge into */
	freeze();
	for (enum incident_state from = 0; from < INCIDENT_STATES; from++) {
		int64_t id = at_state(from);

		for (size_t i = 0; i < incident_deed_count; i++) {
			const char *deed = incident_deeds[i].name;
			bool may = false, guarded = false;
			int r = act(id, deed, "理由", fields_of(deed),
				    strcmp(deed, "approve") == 0 ? boss : it, false);

			for (size_t k = 0; k < incident_deed_count; k++)
				if (strcmp(incident_deeds[k].name, deed) == 0 &&
				    incident_deeds[k].from & 1u << from)
					may = true;
			/* what is not told of the way so far */
			guarded = r < 0 &&
				  (strcmp(e.key, "not-approved") == 0 || strcmp(e.key, "not-swept") == 0 ||
				   strcmp(e.key, "not-measured") == 0 || strcmp(e.key, "alarms-last") == 0 ||
				   strcmp(e.key, "not-approved-devices") == 0);
			if (may ? r != 0 && !guarded : r == 0)
				fail_msg("%s from %s: %d %s %s", deed, incident_states[from], r, e.key,
					 e.detail);
			if (!may) {
				assert_string_equal(e.key, "not-now");
				assert_true(from == INCIDENT_DISMISSED || strlen(e.detail) > 3 ||
					    from == INCIDENT_CLOSED);
			}
			taken += r == 0;
			tried++;
		}
	}
	assert_int_equal(tried, (int)incident_deed_count * INCIDENT_STATES);
	assert_true(taken > 80);
}

/* --- guards */

static void evidence_comes_first(void **state)
{
	int64_t id = opened();

	(void)state;
	done(id, "confirm", NULL, judged, it);
	done(id, "confirm", NULL, judged, ot);
	refused(id, "contain", NULL, cut, ot, "evidence-waits");
	done(id, "cut", NULL, cut, ot); /* people in danger need not wait */
	freeze();
	done(id, "contain", NULL, cut, ot);
}

static void both_sides_judge(void **state)
{
	static const char breakdown[] =
		"{\"class\":\"breakdown\",\"severity\":\"low\",\"impact\":\"なし\",\"personal\":\"no\"}";
	int64_t id = opened();

	(void)state;
	refused(id, "confirm", NULL, judged, 0, "say-who");
	refused(id, "confirm", NULL, judged, boss, "no-side");
	done(id, "confirm", NULL, judged, it);
	assert_string_equal(state_of(id), "suspected");
	done(id, "confirm", NULL, breakdown, ot); /* they do not agree: it stays */
	assert_string_equal(state_of(id), "suspected");
	assert_string_equal(ask("SELECT class IS NULL FROM incident"), "1");
	done(id, "confirm", NULL, breakdown, it);
	assert_string_equal(state_of(id), "confirmed");
	assert_string_equal(ask("SELECT class FROM incident"), "breakdown");
}

static void what_is_missing_is_named(void **state)
{
	int64_t id = opened();

	(void)state;
	refused(id, "confirm", NULL, NULL, it, "field-missing");
	assert_string_equal(e.subject, "class");
	refused(id, "confirm", NULL,
		"{\"class\":\"ufo\",\"severity\":\"high\",\"impact\":\"x\",\"personal\":\"no\"}", it,
		"bad-field");
	refused(id, "confirm", NULL, "{\"klass\":\"attack\"}", it, "no-such-field");
	refused(id, "confirm", NULL, "[1]", it, "bad-field");
	refused(id, "confirm", NULL, "{", it, "bad-field");
	refused(id, "dismiss", " ", NULL, it, "no-words");
	refused(id, "note", NULL, NULL, it, "no-words");
	refused(id, "add-device", NULL, "{\"devices\":[\"d77\"],\"role\":\"on\"}", it, "no-device");
	refused(id, "hand-over", NULL, "{\"to\":\"c99\"}", it, "no-person");
	refused(id, "dance", NULL, NULL, it, "no-deed");
	refused(99, "note", "x", NULL, it, "no-incident");
	refused(id, "report", NULL, "{\"to\":\"jpcert\",\"means\":\"mail\"}", it, "no-scope");
	done(id, "scope", "CSIRT と決めた", "{\"receivers\":\"JPCERT/CC\",\"decided_with\":\"CSIRT 高橋\"}",
	     it);
	done(id, "report", NULL, "{\"to\":\"jpcert\",\"means\":\"mail\"}", it);
	done(id, "report", NULL, "{\"to\":\"jpcert\",\"means\":\"mail\",\"final\":\"yes\"}", it);
	assert_string_equal(ask("SELECT group_concat(number || final, ' ') FROM incident_report"), "10 21");
}

static void two_people_at_once(void **state)
{
	int64_t id = opened();
	struct incident_asking a = {.incident = id, .deed = "note", .words = "見に行きます"};
	struct writing w = by(it);

	(void)state;
	a.version = strtoll(ask("SELECT seq FROM incident"), NULL, 10);
	done(id, "dismiss", "誤報", NULL, ot); /* somebody was faster */
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(incident_deed(site, &a, &w, NULL, &e), -ESTALE);
	site_rollback(site);
	assert_string_equal(e.key, "changed");
	refused(id, "confirm", NULL, judged, it, "not-now");
	assert_string_equal(e.detail, "reopen");
}

static void approval_taken_back(void **state)
{
	int64_t id = at_state(INCIDENT_REVIEWED);

	(void)state;
	done(id, "withdraw", "費用が足りない", NULL, boss);
	refused(id, "close", NULL, NULL, ot, "not-approved");
	done(id, "approve", "続ける", team, boss);
	done(id, "close", NULL, NULL, ot);
	done(id, "reopen", "また来た", NULL, it);
	assert_string_equal(ask("SELECT state || round || exception || (verified IS NULL) || (closed IS "
				"NULL) FROM incident"),
			    "confirmed2011");
	done(id, "contain", NULL, cut, ot);
	done(id, "eradicate", NULL, clean, it);
	refused(id, "restore", NULL, "{\"steps\":\"x\"}", ot, "not-approved"); /* that was another round */
}

static void the_approver_does_not_restore(void **state)
{
	int64_t id = at_state(INCIDENT_ERADICATED);

	(void)state;
	done(id, "approve", "要る", team, ot);
	refused(id, "restore", NULL, "{\"steps\":\"x\"}", ot, "approved-it-himself");
	done(id, "restore", NULL, "{\"steps\":\"x\"}", it);
}

/* A person with a key signs an exception with it, and with no other. */
static void an_exception_wants_keys(void **state)
{
	int64_t id = at_state(INCIDENT_RESTORED);
	struct incident_asking a = {.incident = id, .deed = "except", .words = "区画は監視外"};
	struct writing w;

	(void)state;
	w = by(it);
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(person_key_make(site, it, "correct horse", &w, &e), 0);
	assert_int_equal(site_commit(site), 0);
	refused(id, "except", "区画は監視外", NULL, it, "key-wanted");
	a.passphrase = "wrong horse";
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(incident_deed(site, &a, &w, NULL, &e), -EACCES);
	site_rollback(site);
	a.passphrase = "correct horse";
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(incident_deed(site, &a, &w, NULL, &e), 0);
	assert_int_equal(site_commit(site), 0);
	assert_string_equal(ask("SELECT proven FROM deed WHERE deed = 'except'"), "1");
	assert_string_equal(ask("SELECT exception FROM incident"), "0"); /* the other side has not spoken */
	done(id, "except", "同じく", NULL, ot);
	assert_string_equal(ask("SELECT exception FROM incident"), "1");
}

/* --- the measure */

static void flow(int client, int server, int64_t last)
{
	char sql[512];

	snprintf(sql, sizeof sql,
		 "INSERT INTO flow(client, server, client_ip, server_ip, transport, port, protocol, packets, "
		 "bytes, payload, first, last, first_packet, "
		 "last_packet, answered, refused, connections, scan, to_group) VALUES (%d, %d, '10.0.0.%d', "
		 "'10.0.0.%d', 'tcp', 502, 'modbus', 1, 1, 1, 1, "
		 "%lld, 1, 1, 1, 0, 1, 0, 0)",
		 client, server, client, server, (long long)last);
	past_the_journal(sql);
}

static void watched(int64_t from, int64_t to)
{
	char sql[300];

	snprintf(sql, sizeof sql,
		 "INSERT INTO source(name, format, packets, bytes, first, last, truncated) VALUES ('x', "
		 "'pcapng', 1, 1, %lld, %lld, 0);"
		 "UPDATE device SET last = %lld WHERE id < 9",
		 (long long)from, (long long)to, (long long)to);
	past_the_journal(sql);
}

static struct incident_measure measured(int64_t id)
{
	struct incident_measure m;

	assert_int_equal(incident_measure(site, id, now.at, &m), 0);
	return m;
}

static void closes_only_as_approved(void **state)
{
	const int64_t minute = 60000000;
	int64_t id = opened(), since;

	(void)state;
	freeze();
	for (int i = 0; i < 6; i++)
		done(id, way[i].deed, way[i].words, way[i].fields, *way[i].who);
	since = now.at;
	refused(id, "verify", NULL, checked, ot, "not-approved-devices");
	past_the_journal("INSERT INTO profile(device, version, at, seq) VALUES (1, 1, 1, 1); INSERT INTO "
			 "profile_entry VALUES (1, 'peer', 'd2'), (1, 'protocol', "
			 "'modbus')");
	refused(id, "verify", NULL, checked, ot, "not-seen");
	assert_int_equal(measured(id).state, MEASURED_NOT); /* nothing was watched: no green */
	watched(since, since + 10 * minute);
	flow(1, 2, since + minute); /* as approved */
	assert_int_equal(measured(id).state, MEASURED_EQUAL);
	flow(9, 1, since + 2 * minute); /* the attacker is back */
	assert_int_equal(measured(id).state, MEASURED_DIFFERS);
	refused(id, "verify", NULL, checked, ot, "differs");
	past_the_journal("DELETE FROM flow WHERE client = 9");
	an_alarm(); /* not of this incident, but it keeps the sensor's lamp red */
	refused(id, "verify", NULL, checked, ot, "alarms-last");
	past_the_journal("UPDATE alarm SET ended = 1");
	now.at = since + 11 * minute;
	done(id, "verify", NULL, checked, ot);
	since = now.at;
	done(id, "sweep", NULL, swept, it);
	done(id, "review", "済", lessons, it);
	watched(since, since + 30 * minute);
	now.at = since + 600 * minute; /* ten hours went by, but half an hour was seen */
	refused(id, "close", NULL, NULL, ot, "not-long-enough");
	assert_string_equal(e.detail, "30/60");
	watched(since + 500 * minute, since + 540 * minute);
	past_the_journal("DELETE FROM profile WHERE device = 1"); /* the approval is withdrawn meanwhile */
	refused(id, "close", NULL, NULL, ot, "not-approved-devices");
	past_the_journal("INSERT INTO profile(device, version, at, seq) VALUES (1, 1, 1, 1)");
	done(id, "close", NULL, NULL, ot);
}

static void the_attacker_counts(void **state)
{
	int64_t id = opened();

	(void)state;
	freeze();
	done(id, "add-device", NULL, "{\"devices\":[\"d9\"],\"role\":\"by\"}", it);
	watched(now.at, now.at + 600000000);
	flow(9, 2, now.at + 5);
	assert_int_equal(measured(id).attacker, 1);
	assert_int_equal(measured(id).unapproved, 1); /* d1; the attacker needs no approval */
	/* one who is no device: an address; and an alarm that became a part of another */
	past_the_journal("DELETE FROM flow");
	an_alarm();
	past_the_journal("UPDATE alarm SET cause = '10.0.0.77', ended = 5, joined = 2");
	done(id, "add-alarm", NULL, "{\"alarms\":\"a1\"}", it);
	assert_int_equal(measured(id).alarms, 0);
	past_the_journal("INSERT INTO alarm SELECT 2, detector, severity, grouped, cause, lamp, title_ja, "
			 "title_en, data, began, raised, graver, NULL, NULL, NULL, "
			 "again, began_again, acknowledged, acknowledged_by, dismissed, dismissed_by, "
			 "dismissed_as, dismissed_words, shelved_until, shelved_by, "
			 "shelved_words, work, seq, device, count, last, concerned FROM alarm WHERE id = 1");
	assert_int_equal(measured(id).alarms, 1);
	flow(77, 1, now.at + 9);
	assert_int_equal(measured(id).attacker, 1);
}

/* Who says that the plan was changed shows it. */
static void a_changed_plan_is_newer(void **state)
{
	static const char better[] = "{\"lessons\":\"x\",\"response_plan\":\"changed\",\"recovery_plan\":"
				     "\"unchanged\",\"measures\":\"x\"}";
	int64_t id = at_state(INCIDENT_VERIFIED);

	(void)state;
	done(id, "sweep", NULL, swept, it);
	refused(id, "review", "済", better, it, "no-plan-newer");
	assert_string_equal(e.detail, "response-plan");
	past_the_journal("INSERT INTO record(id, kind, topic, system, says, said, made_on, fields, version, "
			 "hash, signed, removed, seq) VALUES (1, 'improvement', "
			 "'response', 'site', 'yes', 'yes', '2026-11-30', '{}', 1, '', 0, 0, (SELECT "
			 "max(seq) FROM event))");
	done(id, "review", "済", better, it);
}

/* --- alarms, merging, emergency */

static void from_an_alarm(void **state)
{
	struct incident_opening o = {.alarm = 1};
	struct writing w = by(it);
	int64_t id = 0;

	(void)state;
	an_alarm();
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(incident_open(site, &o, &w, &id, &e), 0);
	assert_int_equal(incident_open(site, &o, &w, &id, &e), -EEXIST);
	assert_string_equal(e.key, "has-incident");
	assert_string_equal(e.subject, "i1");
	assert_int_equal(site_commit(site), 0);
	assert_string_equal(
		ask("SELECT title || began || noticed || (report_due = 200 + 3600000000) FROM incident"),
		"パスワードの総当たり1002001");
	assert_string_equal(ask("SELECT group_concat(device || role, ' ') FROM (SELECT * FROM "
				"incident_device ORDER BY device)"),
			    "1on 9by");
	o = (struct incident_opening){.alarm = 7};
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(incident_open(site, &o, &w, &id, &e), -ENOENT);
	o = (struct incident_opening){.title = "\n"};
	assert_int_equal(incident_open(site, &o, &w, &id, &e), -EINVAL);
	site_rollback(site);
	freeze();
}

static void two_become_one(void **state)
{
	int64_t a = opened(), b = opened();

	(void)state;
	freeze();
	done(b, "add-device", NULL, "{\"devices\":[\"d2\"],\"role\":\"on\"}", it);
	refused(b, "merge", "同じ件", "{\"into\":\"i2\"}", it, "merge-itself");
	done(b, "merge", "同じ件", "{\"into\":\"i1\"}", it);
	assert_string_equal(state_of(b), "dismissed");
	assert_string_equal(ask("SELECT group_concat(device) FROM incident_device WHERE incident = 1"),
			    "1,2");
	refused(b, "reopen", "違った", NULL, it, "merged");
	assert_string_equal(e.detail, "i1");
	done(a, "note", "まとめた", NULL, it);
}

static int emergency(bool on, int64_t contact)
{
	struct writing w = by(contact);
	int r;

	e = (struct err){0};
	assert_int_equal(site_begin(site), 0);
	r = emergency_set(site, on, "全員、工場へ", &w, &e);
	if (r < 0)
		site_rollback(site);
	else
		assert_int_equal(site_commit(site), 0);
	return r;
}

static void emergency_while_confirmed(void **state)
{
	int64_t id = opened(), incident;

	(void)state;
	freeze();
	assert_int_equal(emergency(true, it), -EBUSY);
	assert_string_equal(e.key, "no-confirmed");
	done(id, "confirm", NULL, judged, it);
	done(id, "confirm", NULL, judged, ot);
	assert_true(emergency_may(site));
	assert_int_equal(emergency(true, it), 0);
	assert_true(emergency_is_on(site, &incident, NULL));
	assert_int_equal(incident, id);
	assert_int_equal(emergency(true, it), -EBUSY);
	done(id, "contain", NULL, cut, ot); /* the last one is contained: off by itself */
	assert_false(emergency_is_on(site, NULL, NULL));
	assert_int_equal(emergency(false, it), -EBUSY);
}

/* --- what is possible */

static int count_choice(void *ctx, const struct incident_choice *c)
{
	unsigned *n = ctx;

	if (strcmp(c->line->name, "confirm") == 0)
		assert_true(c->here && c->said_it && !c->said_ot);
	if (strcmp(c->line->name, "contain") == 0)
		assert_string_equal(c->why, "not-now");
	if (strcmp(c->line->name, "approve") == 0)
		assert_string_equal(c->why, "not-now");
	n[c->allowed]++;
	return 0;
}

static void the_possible_is_told(void **state)
{
	int64_t id = opened();
	unsigned n[2] = {0};

	(void)state;
	done(id, "confirm", NULL, judged, it);
	assert_int_equal(incident_may(site, id, UINT64_MAX, "c2", now.at, count_choice, n), 0);
	assert_true(n[1] >= 9 && n[0] >= 8);
	n[0] = n[1] = 0;
	assert_int_equal(incident_may(site, id, UINT64_C(1) << RIGHT_INCIDENT, "c2", now.at, count_choice, n),
			 0);
	assert_true(n[1] >= 5 && n[1] < 9);
	freeze();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_whole_way, begin, end),
		cmocka_unit_test_setup_teardown(each_deed_from_each_state, begin, end),
		cmocka_unit_test_setup_teardown(evidence_comes_first, begin, end),
		cmocka_unit_test_setup_teardown(both_sides_judge, begin, end),
		cmocka_unit_test_setup_teardown(what_is_missing_is_named, begin, end),
		cmocka_unit_test_setup_teardown(two_people_at_once, begin, end),
		cmocka_unit_test_setup_teardown(approval_taken_back, begin, end),
		cmocka_unit_test_setup_teardown(the_approver_does_not_restore, begin, end),
		cmocka_unit_test_setup_teardown(an_exception_wants_keys, begin, end),
		cmocka_unit_test_setup_teardown(closes_only_as_approved, begin, end),
		cmocka_unit_test_setup_teardown(the_attacker_counts, begin, end),
		cmocka_unit_test_setup_teardown(a_changed_plan_is_newer, begin, end),
		cmocka_unit_test_setup_teardown(from_an_alarm, begin, end),
		cmocka_unit_test_setup_teardown(two_become_one, begin, end),
		cmocka_unit_test_setup_teardown(emergency_while_confirmed, begin, end),
		cmocka_unit_test_setup_teardown(the_possible_is_told, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
