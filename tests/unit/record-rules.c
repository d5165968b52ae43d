/* What a record must hold, who may write it, how long it is valid, and what becomes of it. */
#include "record-scene.h"

#include "assess/people.h"
#include "assess/record_expiry.h"

#include <errno.h>
#include <stdlib.h>

static const char phrase[] = "correct horse battery";

/* --- the fiscal year */

static const char *last(const char *made, const char *start, unsigned years)
{
	static char day[DATE_ROOM];

	fiscal_last_day(made, start, years, day);
	return day;
}

static void reviewed_with_the_fiscal_year(void **state)
{
	(void)state;
	assert_string_equal(last("2026-11-29", "04-01", 1), "2027-04-30");
	assert_string_equal(last("2027-03-31", "04-01", 1), "2027-04-30");
	assert_string_equal(last("2027-04-01", "04-01", 1), "2028-04-30");
	assert_string_equal(last("2026-01-15", "01-01", 1), "2027-01-31");
	assert_string_equal(last("2026-12-31", "01-01", 2), "2028-01-31");
	assert_string_equal(last("2026-03-20", "03-21", 1), "2026-04-20"); /* closing on the 20th */
	assert_string_equal(last("2026-03-21", "03-21", 1), "2027-04-20");
	assert_string_equal(last("2026-11-29", "nonsense", 1), "2027-04-30");
	assert_true(fiscal_start_valid("10-01"));
	assert_false(fiscal_start_valid("02-29"));
	assert_false(fiscal_start_valid("4-1"));
	assert_false(fiscal_start_valid("13-01"));
}

static void the_site_says_when_its_year_begins(void **state)
{
	struct record r;
	struct err e = {0};

	(void)state;
	by_example(&r, "worst-case", NULL, LANG_JA);
	assert_int_equal(add(&r, &now, &e), 0);
	assert_string_equal(r.expires_on, "2027-04-30");
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(journal_append(site, 1, "setting-set", "local",
					"{\"key\":\"fiscal-year-start\",\"value\":\"01-01\"}", NULL),
			 0);
	assert_int_equal(site_commit(site), 0);
	assert_int_equal(edit(&r, &now, &e), 0);
	assert_string_equal(r.expires_on, "2027-01-31");
	assert_true(record_valid(&r, "2027-01-31"));
	assert_false(record_valid(&r, "2027-02-01"));
	record_clear(&r);
}

static void the_earliest_rule_counts(void **state)
{
	struct record r;
	struct err e = {0};

	(void)state;
	by_example(&r, "contract", NULL, LANG_JA); /* [1y, ends_on] */
	assert_int_equal(set(&r, "ends_on", "2027/1/15", &e), 0);
	assert_int_equal(add(&r, &now, &e), 0);
	assert_string_equal(r.expires_on, "2027-01-15");
	assert_int_equal(set(&r, "ends_on", "none: 自動で続く契約", &e), 0);
	assert_int_equal(edit(&r, &now, &e), 0);
	assert_string_equal(r.expires_on, "2027-04-30");
	record_clear(&r);
	by_example(&r, "malware-search", NULL, LANG_JA); /* [90d, 1y] */
	assert_int_equal(add(&r, &now, &e), 0);
	assert_string_equal(r.expires_on, "2027-02-27");
	record_clear(&r);
	by_example(&r, "disposal", NULL, LANG_JA); /* [none] */
	assert_int_equal(add(&r, &now, &e), 0);
	assert_string_equal(r.expires_on, "");
	assert_true(record_valid(&r, "2099-01-01"));
	record_clear(&r);
}

/* --- says */

static void a_choice_makes_the_record_say_no(void **state)
{
	struct record r;
	struct err e = {0};

	(void)state;
	by_example(&r, "model-questions", NULL, LANG_JA);
	assert_int_equal(set(&r, "debug_port", "使える状態で残っている", &e), 0);
	assert_int_equal(add(&r, &now, &e), -EINVAL);
	assert_string_equal(e.subject, "because");
	assert_int_equal(set(&r, "because", "ふたを封印する部品を待っている", &e), 0);
	assert_int_equal(add(&r, &now, &e), -EINVAL);
	assert_string_equal(e.subject, "plan");
	assert_int_equal(set(&r, "plan", "2026-11-28", &e), 0);
	assert_int_equal(add(&r, &now, &e), -EINVAL);
	assert_string_equal(e.key, "plan-past");
	assert_int_equal(set(&r, "plan", "2026-12-20", &e), 0);
	assert_int_equal(add(&r, &now, &e), 0);
	assert_string_equal(ask("SELECT says || ' ' || said || ' ' || plan_on FROM record"),
			    "no yes 2026-12-20");
	assert_int_equal(set(&r, "debug_port", "closed", &e), 0); /* closed at last: it says yes again */
	assert_int_equal(edit(&r, &now, &e), 0);
	assert_string_equal(ask("SELECT says FROM record"), "yes");
	assert_int_equal(set(&r, "says", "一部", &e), 0);
	assert_int_equal(edit(&r, &now, &e), 0);
	assert_string_equal(ask("SELECT says FROM record"), "partly");
	record_clear(&r);
}

/* --- fields */

static void what_is_missing_is_named(void **state)
{
	static const struct {
		const char *name, *text, *subject, *key;
	} rows[] = {
		{"story", "", "story", "wants"},          {"loss", "", "loss", "wants-or-reason"},
		{"owner", "", "owner", "wants-owner"},    {"deputy", "", "deputy", "wants-deputy"},
		{"deputy", "c1", "deputy", "own-deputy"}, {"date", "2026-11-30", "date", "date-ahead"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct record r;
		struct err e = {0};

		by_example(&r, "worst-case", NULL, LANG_JA);
		assert_int_equal(set(&r, rows[i].name, rows[i].text, &e), 0);
		assert_int_equal(add(&r, &now, &e), -EINVAL);
		assert_string_equal(e.subject, rows[i].subject);
		assert_string_equal(e.key, rows[i].key);
		record_clear(&r);
	}
	assert_string_equal(ask("SELECT count(*) FROM record"), "0");
	assert_string_equal(ask("SELECT count(*) FROM event WHERE kind LIKE 'record%'"), "0");
}

static void what_is_wrong_is_named(void **state)
{
	static const struct {
		const char *kind, *name, *text, *key;
	} rows[] = {
		{"worst-case", "loss", "たくさん", "bad-money"},
		{"worst-case", "loss", "-5", "bad-money"},
		{"worst-case", "loss", "99999999999999999999", "bad-money"},
		{"worst-case", "harm", "boom", "bad-choice"},
		{"worst-case", "stroy", "x", "no-such-field"},
		{"worst-case", "spread", "a\nb", "bad-line"},
		{"worst-case", "story", "a\x1b[31mb", "bad-text"},
		{"worst-case", "story", "a\xe2\x80\xae b", "bad-text"},
		{"worst-case", "story", "\xff", "bad-text"},
		{"worst-case", "owner", "c99", "bad-contact"},
		{"worst-case", "owner", "だれか", "bad-contact"},
		{"worst-case", "system", "s9", "bad-system"},
		{"worst-case", "device", "d9", "bad-device"},
		{"worst-case", "says", "maybe", "bad-says"},
		{"worst-case", "date", "yesterday", "bad-date"},
		{"worst-case", "attachment", "/nowhere/at/all", "bad-attachment"},
		{"worst-case", "attachment", "/dev/zero", "bad-attachment"},
		{"worst-case", "item", "99-9", "bad-item"},
		{"business", "endures", "20000", "bad-range"},
		{"business", "endures", "8 furlongs", "bad-number"},
		{"manual-link", "from", "d7", "bad-device"},
		{"manual-link", "from", "r7", "bad-device"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct record r;
		struct err e = {0};

		record_init(&r, record_kind(rows[i].kind), -1);
		assert_int_equal(set(&r, rows[i].name, rows[i].text, &e), -EINVAL);
		assert_string_equal(e.subject, rows[i].name);
		assert_string_equal(e.key, rows[i].key);
		record_clear(&r);
	}
}

static void as_people_type_it(void **state)
{
	static const struct {
		const char *kind, *name, *text, *kept;
	} rows[] = {
		{"worst-case", "loss", "300万円", "3000000"},
		{"worst-case", "loss", "￥１，２００，０００", "1200000"},
		{"worst-case", "loss", "2億円", "200000000"},
		{"worst-case", "loss", "none：まだ見積もっていない", "none: まだ見積もっていない"},
		{"worst-case", "harm", "けが", "injury"},
		{"worst-case", "何が起きるか", "  止まる\r\n半日 ", "止まる\n半日"},
		{"worst-case", "story", "none: it is a plain text here", "none: it is a plain text here"},
		{"business", "endures", "８時間", "8"},
		{"business", "endures", "8 hours", "8"},
		{"contract", "ends_on", "2028年3月31日", "2028-03-31"},
		{"organisation", "units", "保全；生産技術\n情シス;;", "保全; 生産技術; 情シス"},
		{"organisation", "units", "保全  ; 生産技術", "保全; 生産技術"},
		{"drawing-review", "differences", "；none:!ng", "none: !ng"},
		{"drawing-review", "differences", " なし： 違いはなかった ", "none: 違いはなかった"},
		{"drawing-review", "differences", "none:\r", "none:"},
		{"organisation", "leader", "設備の人", "c1"},
		{"organisation", "leader", "c2 情シスの人", "c2"},
		{"worst-case", "date", "today", "2026-11-29"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct record r;
		struct err e = {0};

		record_init(&r, record_kind(rows[i].kind), -1);
		if (set(&r, rows[i].name, rows[i].text, &e) < 0)
			fail_msg("%s: %s (%s)", rows[i].text, e.key, e.detail);
		assert_string_equal(record_text(&r, rows[i].name), rows[i].kept);
		record_clear(&r);
	}
}

static void a_topic_has_its_own_fields(void **state)
{
	struct record r;
	struct err e = {0};

	(void)state;
	record_init(&r, record_kind("update-plan"), record_topic(record_kind("update-plan"), "obtain"));
	assert_int_equal(set(&r, "back", "x", &e), -EINVAL);
	assert_string_equal(e.key, "not-asked");
	record_clear(&r);
	by_example(&r, "update-plan", "rollback", LANG_JA);
	assert_int_equal(set(&r, "back", "", &e), 0);
	assert_int_equal(add(&r, &now, &e), -EINVAL);
	assert_string_equal(e.subject, "back");
	record_clear(&r);
}

static void it_hangs_where_its_kind_may(void **state)
{
	struct record r;
	struct err e = {0};

	(void)state;
	by_example(&r, "protected-function", NULL, LANG_JA); /* system or device */
	assert_int_equal(set(&r, "system", "site", &e), 0);
	assert_int_equal(add(&r, &now, &e), -EINVAL);
	assert_string_equal(e.key, "hangs");
	assert_int_equal(set(&r, "system", "s1", &e), 0);
	assert_int_equal(add(&r, &now, &e), 0);
	record_clear(&r);
	by_example(&r, "statement", NULL, LANG_JA);
	assert_int_equal(set(&r, "item", "", &e), 0);
	assert_int_equal(add(&r, &now, &e), -EINVAL);
	assert_string_equal(e.subject, "item");
	record_clear(&r);
	by_example(&r, "worst-case", NULL, LANG_JA);
	assert_int_equal(set(&r, "item", "32-3", &e), 0);
	assert_int_equal(add(&r, &now, &e), -EINVAL);
	assert_string_equal(e.key, "no-item");
	record_clear(&r);
}

static void one_stands_for_a_subject(void **state)
{
	struct record r, second;
	struct err e = {0};

	(void)state;
	by_example(&r, "organisation", NULL, LANG_JA);
	by_example(&second, "organisation", NULL, LANG_EN);
	assert_int_equal(add(&r, &now, &e), 0);
	assert_int_equal(add(&second, &now, &e), -EEXIST);
	assert_string_equal(e.detail, "r1");
	assert_int_equal(set(&second, "system", "s1", &e), 0);
	assert_int_equal(add(&second, &now, &e), 0);
	assert_int_equal(record_same_content(site, &second, false), 2);
	assert_int_equal(set(&second, "system", "site", &e), 0);
	assert_int_equal(edit(&second, &now, &e), -EEXIST);
	record_clear(&r);
	record_clear(&second);
}

/* --- who */

static void who_may_write(void **state)
{
	struct writing vendor = {now.at, "c3", now.today}, it = {now.at, "c2", now.today},
		       nobody = {now.at, "c9", now.today};
	struct record r;
	struct err e = {0};

	(void)state;
	by_example(&r, "protected-function", NULL, LANG_JA); /* ot, it, admin */
	assert_int_equal(set(&r, "system", "s1", &e), 0);
	assert_int_equal(add(&r, &vendor, &e), -EACCES);
	assert_string_equal(e.key, "may-not-write");
	assert_int_equal(add(&r, &nobody, &e), -EACCES);
	assert_string_equal(e.key, "no-such-writer");
	assert_int_equal(add(&r, &it, &e), 0);
	assert_int_equal(edit(&r, &vendor, &e), -EACCES);
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(record_remove(site, r.id, "x", &vendor, &e), -EACCES);
	site_rollback(site);
	assert_string_equal(ask("SELECT actor FROM event WHERE kind = 'record-added'"), "c2");
	record_clear(&r);
	by_example(&r, "permit", NULL, LANG_JA); /* the plant's to give: not IT's */
	assert_int_equal(add(&r, &it, &e), -EACCES);
	record_clear(&r);
}

/* --- versions */

struct told {
	int n;
	char what[8][96];
};

static int note(void *ctx, const struct record_event *e)
{
	struct told *t = ctx;

	assert_true(t->n < 8);
	snprintf(t->what[t->n++], sizeof t->what[0], "%s v%u %s[%s]%s", e->what, e->version, e->actor,
		 e->changed, e->proven ? " proven" : "");
	return 0;
}

static void every_version_is_kept(void **state)
{
	struct writing later = {now.at + 1, "c2", "2026-12-01"};
	struct told t = {0};
	struct record r;
	struct err e = {0};

	(void)state;
	by_example(&r, "worst-case", NULL, LANG_JA);
	assert_int_equal(add(&r, &now, &e), 0);
	assert_int_equal(set(&r, "loss", "none: 見積もり中", &e), 0);
	assert_int_equal(set(&r, "deputy", "c2", &e), 0);
	assert_int_equal(edit(&r, &later, &e), 0);
	assert_int_equal(record_set(site, &r, "date", "today", later.today, &e), 0);
	assert_int_equal(edit(&r, &later, &e), 0);
	assert_string_equal(ask("SELECT version || ' ' || made_on || ' ' || deputy FROM record"),
			    "3 2026-12-01 2");
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(record_remove(site, 1, "", &later, &e), -EINVAL);
	assert_int_equal(record_remove(site, 1, "取り違えた", &later, &e), 0);
	assert_int_equal(site_commit(site), 0);
	assert_int_equal(record_history(site, 1, note, &t), 0);
	assert_int_equal(t.n, 4);
	assert_string_equal(t.what[0], "added v1 local[]");
	assert_string_equal(t.what[1], "edited v2 c2[deputy, loss]");
	assert_string_equal(t.what[2], "edited v3 c2[date]");
	assert_string_equal(t.what[3], "removed v0 c2[]");
	record_clear(&r);
	assert_int_equal(record_get(site, 1, &r), 0);
	assert_true(r.removed);
	assert_false(record_valid(&r, "2026-12-01"));
	assert_int_equal(edit(&r, &later, &e), -ENOENT);
	record_clear(&r);
}

static void signed_by_its_owner_until_it_changes(void **state)
{
	struct writing owner = {now.at, "c1", now.today}, other = {now.at, "c2", now.today};
	struct told t = {0};
	struct record r;
	struct err e = {0};

	(void)state;
	by_example(&r, "statement", NULL, LANG_JA);
	assert_int_equal(add(&r, &now, &e), 0);
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(record_sign(site, 1, 1, phrase, &owner, &e), -ENOKEY);
	assert_int_equal(person_key_make(site, 1, phrase, &owner, &e), 0);
	assert_int_equal(person_key_make(site, 2, phrase, &other, &e), 0);
	assert_int_equal(site_commit(site), 0);
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(record_sign(site, 1, 2, phrase, &other, &e), -EACCES);
	assert_string_equal(e.key, "not-owner");
	assert_int_equal(record_sign(site, 1, 1, phrase, &other, &e), -EACCES);
	assert_int_equal(record_sign(site, 1, 1, "wrong passphrase", &owner, &e), -EACCES);
	assert_string_equal(e.key, "wrong-passphrase");
	assert_int_equal(record_sign(site, 9, 1, phrase, &owner, &e), -ENOENT);
	assert_int_equal(record_sign(site, 1, 1, phrase, &owner, &e), 0);
	assert_int_equal(site_commit(site), 0);
	assert_string_equal(ask("SELECT signed FROM record"), "1");
	assert_int_equal(record_history(site, 1, note, &t), 0);
	assert_string_equal(t.what[1], "signed v1 c1[] proven");
	assert_int_equal(set(&r, "covers", "検査工程 17台", &e), 0);
	assert_int_equal(edit(&r, &owner, &e), 0);
	assert_string_equal(ask("SELECT signed FROM record"), "0");
	record_clear(&r);
}

static void a_forged_signature_is_not_proven(void **state)
{
	struct told t = {0};
	struct record r;
	struct err e = {0};
	char body[600];

	(void)state;
	by_example(&r, "statement", NULL, LANG_JA);
	assert_int_equal(add(&r, &now, &e), 0);
	snprintf(body, sizeof body,
		 "{\"record\":1,\"version\":1,\"hash\":\"%s\",\"contact\":1,\"public_key\":\"%064d\","
		 "\"signature\":\"%0128d\"}",
		 r.hash, 0, 0);
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(journal_append(site, 1, "record-signed", "c1", body, NULL), 0);
	assert_int_equal(site_commit(site), 0);
	assert_int_equal(record_history(site, 1, note, &t), 0);
	assert_string_equal(t.what[1], "signed v1 c1[]");
	record_clear(&r);
}

static void a_clock_that_went_back(void **state)
{
	struct writing back = {1000, "local", "2026-01-05"};
	struct record r;
	struct err e = {0};

	(void)state;
	by_example(&r, "worst-case", NULL, LANG_JA);
	assert_int_equal(add(&r, &now, &e), 0);
	assert_int_equal(edit(&r, &back, &e), -EINVAL); /* its date lies ahead of this clock */
	assert_string_equal(e.key, "date-ahead");
	record_clear(&r);
	by_example(&r, "worst-case", NULL, LANG_EN);
	assert_int_equal(add(&r, &back, &e), 0); /* order is the journal's, not the clock's */
	assert_int_equal(r.id, 2);
	assert_string_equal(r.made_on, "2026-01-05");
	assert_string_equal(r.expires_on, "2026-04-30");
	assert_string_equal(ask("SELECT count(*) FROM event a JOIN event b ON b.seq > a.seq AND b.at < a.at "
				"WHERE a.kind = "
				"'record-added' AND b.kind = 'record-added'"),
			    "1");
	record_clear(&r);
}

static int count(void *ctx, const struct record *r)
{
	(void)r;
	++*(int *)ctx;
	return 0;
}

static int counted(struct record_filter f)
{
	int n = 0;

	assert_int_equal(record_each(site, &f, count, &n), 0);
	return n;
}

static void listed_by_filter(void **state)
{
	struct record r;
	struct err e = {0};

	(void)state;
	by_example(&r, "risk", "false-peer", LANG_JA);
	assert_int_equal(add(&r, &now, &e), 0);
	record_clear(&r);
	by_example(&r, "risk", "used-goods", LANG_JA);
	assert_int_equal(set(&r, "system", "s1", &e), 0);
	assert_int_equal(add(&r, &now, &e), 0);
	record_clear(&r);
	by_example(&r, "malware-search", NULL, LANG_JA);
	assert_int_equal(add(&r, &now, &e), 0);
	record_clear(&r);
	run_sql("INSERT INTO record SELECT 90, 'kind-of-the-future', topic, system, device, item, says, "
		"said, because, plan_on, owner, "
		"deputy, no_deputy, made_on, expires_on, fields, attachment, attachment_hash, version, hash, "
		"signed, removed, seq "
		"FROM record WHERE id = 1");
	assert_int_equal(counted((struct record_filter){0}), 4);
	assert_int_equal(counted((struct record_filter){.kind = "risk"}), 2);
	assert_int_equal(counted((struct record_filter){.kind = "risk", .topic = "used-goods"}), 1);
	assert_int_equal(counted((struct record_filter){.system = "s1"}), 1);
	assert_int_equal(counted((struct record_filter){.expired_before = "2027-03-01"}), 1);
	assert_int_equal(counted((struct record_filter){.expired_before = "2027-02-27"}), 0);
	assert_int_equal(record_get(site, 90, &r), 0);
	assert_null(r.kind);
	record_clear(&r);
	assert_int_equal(record_get(site, 77, &r), -ENOENT);
}

static void an_attachment_is_hashed(void **state)
{
	char path[100];
	struct record r;
	struct err e = {0};
	FILE *f;

	(void)state;
	snprintf(path, sizeof path, "%s.txt", scene_path);
	f = fopen(path, "wb");
	fputs("abc", f);
	fclose(f);
	by_example(&r, "config-export", NULL, LANG_JA);
	assert_int_equal(set(&r, "attachment", path, &e), 0);
	assert_string_equal(r.attachment_hash,
			    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	assert_int_equal(add(&r, &now, &e), 0);
	record_clear(&r);
	unlink(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reviewed_with_the_fiscal_year),
		SCENE(the_site_says_when_its_year_begins),
		SCENE(the_earliest_rule_counts),
		SCENE(a_choice_makes_the_record_say_no),
		SCENE(what_is_missing_is_named),
		SCENE(what_is_wrong_is_named),
		SCENE(as_people_type_it),
		SCENE(a_topic_has_its_own_fields),
		SCENE(it_hangs_where_its_kind_may),
		SCENE(one_stands_for_a_subject),
		SCENE(who_may_write),
		SCENE(every_version_is_kept),
		SCENE(signed_by_its_owner_until_it_changes),
		SCENE(a_forged_signature_is_not_proven),
		SCENE(a_clock_that_went_back),
		SCENE(listed_by_filter),
		SCENE(an_attachment_is_hashed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
