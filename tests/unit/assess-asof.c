/* The sheet as it stood: at every moment of a history with a clock of its own, what --as-of gives is what was
 * shown then, and what the journal does not hold is left out. */
#include "site-scene.h"

#include "assess/asof.h"
#include "assess/decision.h"
#include "assess/freeze.h"
#include "assess/judged.h"
#include "assess/people.h"
#include "assess/proof.h"
#include "assess/record.h"
#include "assess/rows.h"
#include "assess/sign.h"
#include "assess/system.h"
#include "base/out.h"

#include <errno.h>
#include <stdlib.h>

#define SHEET "jssec-2.1"
static const int64_t day_us = 86400000000;
static const char phrase[] = "月曜日は朝礼がある";
static struct err err;
static char today[DATE_ROOM];

static void days_later(int days)
{
	now.at += days * day_us;
	date_at(now.at, 540, today);
	now.today = today;
}

static void judged(int r)
{
	assert_int_equal(r, 0);
	assert_int_equal(answers_write(site, now.at), 0);
	assert_int_equal(site_commit(site), 0);
}

static void decide(const char *system, const char *item, const char *choice, const char *reason)
{
	struct deciding d = {system, SHEET, item, choice, reason, "what to look at"};

	assert_int_equal(site_begin(site), 0);
	judged(decision_make(site, &d, &now, &err));
}

static int64_t responsible(int64_t who)
{
	char c[24];
	struct record r;
	int64_t id;

	snprintf(c, sizeof c, "c%lld", (long long)who);
	record_init(&r, record_kind("responsible"), -1);
	const char *const fields[][2] = {
		{"person", c}, {"role", "answers for it"}, {"reached", "2310"}, {"confirmed_on", today},
		{"owner", c},  {"deputy", "none: alone"},  {"date", today}};

	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		assert_int_equal(record_set(site, &r, fields[i][0], fields[i][1], today, &err), 0);
	assert_int_equal(site_begin(site), 0);
	judged(record_add(site, &r, &now, &err));
	id = r.id;
	record_clear(&r);
	return id;
}

/* --- what a moment shows, as text: all that the journal holds */

struct dump {
	struct out o;
	bool lapsed; /* some row's hash is not known: what lapsed since the last judging */
	int rows;
	const struct asof *asof;
};

static int dump_row(void *ctx, const struct sheet_row *r)
{
	struct dump *d = ctx;
	bool unknown_hash = !*r->evidence_hash;

	d->rows++;
	d->lapsed |= unknown_hash;
	if (d->asof) {
		assert_null(r->coverage[LANG_JA]);
		assert_string_equal(asof_words(d->asof), "same");
	}
	out_fmt(&d->o, "%s|%s|%s|%s|%d|%s|%s|%d|%s|%s|%s|%s|%s|%lld|%s|%s|%d|%s|%s|", r->item,
		r->title[LANG_JA], r->title[LANG_EN], r->verdict, r->expired, r->grade, r->state, r->asked,
		r->decision.choice ? r->decision.choice : "-", r->decision.reason ? r->decision.reason : "-",
		r->decision.point ? r->decision.point : "-", r->decision.who ? r->decision.who : "-",
		r->decision.hash ? r->decision.hash : "-", (long long)r->decision.at,
		r->item_choice ? r->item_choice : "-", r->open_sides, r->provisional[LANG_EN] != NULL,
		r->provisional[LANG_EN] ? r->provisional[LANG_EN] : "", r->question_hash);
	for (size_t i = 0; i < r->signature_count; i++)
		out_fmt(&d->o, "%lld %s %s %d %u;", (long long)r->signatures[i].at, r->signatures[i].side,
			r->signatures[i].who, r->signatures[i].proven, r->signatures[i].reopened);
	for (size_t i = 0; i < r->record_count; i++)
		out_fmt(&d->o, " r%lld", (long long)r->records[i]);
	out_fmt(&d->o, " %s\n", r->expires ? r->expires : "");
	return 0;
}

static char *shown(const char *system)
{
	struct dump d = {0};
	char *text;

	assert_int_equal(out_init(&d.o, -1), 0);
	assert_int_equal(sheet_rows(site, now.at, system, SHEET, dump_row, &d), 0);
	text = strdup(out_bytes(&d.o, NULL));
	out_clear(&d.o);
	return text;
}

static int then_is(const char *when, const char *system, char **ret_text, bool *ret_lapsed)
{
	struct asof_moment m;
	struct asof *a = NULL;
	struct dump d = {0};
	int r;

	assert_int_equal(asof_moment(site, when, 540, now.at, &m, &err), 0);
	assert_int_equal(asof_open(site, &m, &a), 0);
	d.asof = a;
	assert_int_equal(out_init(&d.o, -1), 0);
	r = asof_rows(a, system, SHEET, dump_row, &d);
	*ret_text = r == 0 ? strdup(out_bytes(&d.o, NULL)) : NULL;
	*ret_lapsed = d.lapsed;
	out_clear(&d.o);
	asof_free(a);
	return r;
}

static void line_of(const char *text, size_t at, char *buf, size_t room)
{
	while (at > 0 && text[at - 1] != '\n')
		at--;
	snprintf(buf, room, "%.*s", (int)strcspn(text + at, "\n"), text + at);
}

static void same(const char *when, const char *system, const char *was)
{
	char a[4096], b[4096];
	char *then = NULL;
	bool lapsed;
	size_t i = 0;

	assert_int_equal(then_is(when, system, &then, &lapsed), 0);
	while (was[i] && was[i] == then[i])
		i++;
	line_of(was, i, a, sizeof a);
	line_of(then, i, b, sizeof b);
	if (was[i] || then[i])
		fail_msg("as of %s, %s\nwas  %s\nthen %s", when, system, a, b);
	free(then);
}

/* --- a history */

enum { MOMENTS_MAX = 24 };
static struct moment {
	char day[DATE_ROOM + 8], system[8];
	char *was;
} moments[MOMENTS_MAX];
static size_t moment_count;

static void keep(const char *system)
{
	struct moment *m = &moments[moment_count++];

	snprintf(m->day, sizeof m->day, "%s", today);
	snprintf(m->system, sizeof m->system, "%s", system);
	m->was = shown(system);
}

static void forget(void)
{
	while (moment_count)
		free(moments[--moment_count].was);
}

static struct sign_row to_sign;
static const char *signing_item;

static int take(void *ctx, const struct sheet_row *r)
{
	(void)ctx;
	if (strcmp(r->item, signing_item) == 0)
		sign_row_of(r, &to_sign);
	return 0;
}

static void sign(const char *system, const char *item, int64_t who)
{
	struct signing g = {system, SHEET, who, NULL, phrase, &to_sign, 1};

	signing_item = item;
	assert_int_equal(sheet_rows(site, now.at, system, SHEET, take, NULL), 0);
	assert_int_equal(site_begin(site), 0);
	judged(sign_rows(site, &g, &now, &err));
}

static void setting(const char *body)
{
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(journal_append(site, now.at, "setting-set", "local", body, NULL), 0);
	assert_int_equal(site_commit(site), 0);
}

static void a_history_is_read_back_day_by_day(void **state)
{
	int64_t it, ot, record;
	char expires[DATE_ROOM + 1];

	(void)state;
	moment_count = 0;
	days_later(0);
	assert_int_equal(site_begin(site), 0);
	judged(0);
	keep("site");
	days_later(1);
	it = person("Sato", "it");
	ot = person("Suzuki", "ot");
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(person_key_make(site, it, phrase, &now, &err), 0);
	assert_int_equal(site_commit(site), 0);
	record = responsible(ot);
	keep("site");
	days_later(1);
	decide("site", "03-1", "adopt", "somebody has to");
	decide("site", "02", "part", "the item's own reason");
	sign("site", "02-1", it);
	keep("site");
	days_later(1);
	assert_int_equal(site_begin(site), 0);
	judged(journal_append(site, now.at, "system-added", "local",
			      "{\"name\":\"Furnace\",\"level\":\"poc\",\"status\":\"live\",\"system\":1}",
			      NULL));
	decide("s1", "32-3", "adopt", "no Telnet");
	keep("s1");
	keep("site");
	days_later(2);
	decide("site", "02-1", "not", "another reason, so the signature is open again");
	setting("{\"key\":\"two-people\",\"value\":\"off\"}");
	assert_int_equal(site_begin(site), 0);
	judged(decision_withdraw(site, "site", SHEET, "03-1", &now, &err));
	keep("site");
	/* the record expires, and nobody judges: whoever looks sees it expired, and so does as-of */
	snprintf(expires, sizeof expires, "%s", ask("SELECT expires_on FROM record"));
	assert_true(strlen(expires) == 10);
	days_later(date_days(expires) - date_days(today));
	keep("site");
	days_later(1);
	keep("site");
	assert_non_null(strstr(moments[moment_count - 1].was, "03-1|"));
	assert_string_not_equal(moments[moment_count - 1].was, moments[moment_count - 2].was);
	days_later(1);
	assert_int_equal(site_begin(site), 0);
	judged(0);
	keep("site");
	days_later(1);
	assert_int_equal(site_begin(site), 0);
	judged(record_remove(site, record, "nobody any more", &now, &err));
	keep("site");
	decide("s1", "32-3", "not", "replaced");
	keep("s1");
	for (size_t i = 0; i < moment_count; i++)
		same(moments[i].day, moments[i].system, moments[i].was);
	forget();
}

static void what_lapsed_is_said_and_its_hash_is_not_made_up(void **state)
{
	char *then = NULL, day[DATE_ROOM];
	bool lapsed = false;

	(void)state;
	days_later(0);
	responsible(person("Sato", "ot"));
	same(today, "site", moments[0].was = shown("site"));
	free(moments[0].was);
	days_later(date_days(ask("SELECT expires_on FROM record")) - date_days(today) + 1);
	snprintf(day, sizeof day, "%s", today);
	assert_int_equal(then_is(day, "site", &then, &lapsed), 0);
	assert_true(lapsed);
	assert_non_null(strstr(then, "|unknown|1|none|"));
	free(then);
}

/* --- words */

struct one {
	const char *item, *system;
	struct asof *asof;
	char words[12], title[200];
};

static int look(void *ctx, const struct sheet_row *r)
{
	struct one *o = ctx;

	if (strcmp(r->item, o->item) == 0) {
		snprintf(o->words, sizeof o->words, "%s", asof_words(o->asof));
		snprintf(o->title, sizeof o->title, "%s", r->title[LANG_JA]);
	}
	return 0;
}

static struct one words_of(const char *when, const char *item)
{
	struct one o = {.item = item};
	struct asof_moment m;

	assert_int_equal(asof_moment(site, when, 540, now.at, &m, &err), 0);
	assert_int_equal(asof_open(site, &m, &o.asof), 0);
	assert_int_equal(asof_rows(o.asof, "site", SHEET, look, &o), 0);
	asof_free(o.asof);
	return o;
}

static void imported(const char *title)
{
	char body[400];

	snprintf(body, sizeof body,
		 "{\"sheet\":\"" SHEET
		 "\",\"rows\":[{\"item\":\"32-3\",\"title\":\"%s\",\"mark\":null,\"lead\":null,"
		 "\"levels\":null}]}",
		 title);
	assert_int_equal(site_begin(site), 0);
	judged(journal_append(site, now.at, "wording-imported", "local", body, NULL));
}

static void changed_question(const char *question)
{
	char body[600];

	snprintf(body, sizeof body,
		 "{\"system\":\"site\",\"sheet\":\"" SHEET
		 "\",\"changes\":[[\"32-3\",\"unknown\",\"none\",0,\"e\",\"%s\"]]}",
		 question);
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(journal_append(site, now.at, "answers-changed", "mimamori", body, NULL), 0);
	assert_int_equal(site_commit(site), 0);
}

static void words_are_those_of_the_day_or_it_is_said(void **state)
{
	const char *ours = sheet_item(SHEET, "32-3")->title_ja;
	char first[DATE_ROOM], second[DATE_ROOM], third[DATE_ROOM];
	int64_t id;

	(void)state;
	days_later(0);
	assert_int_equal(site_begin(site), 0);
	judged(0);
	snprintf(first, sizeof first, "%s", today);
	days_later(1);
	imported("社内の言い方");
	snprintf(second, sizeof second, "%s", today);
	days_later(1);
	imported("新しい言い方");
	assert_string_equal(words_of(first, "32-3").title, ours);
	assert_string_equal(words_of(second, "32-3").title, "社内の言い方");
	assert_string_equal(words_of(today, "32-3").title, "新しい言い方");
	assert_string_equal(words_of(second, "32-3").words, "same");
	/* a question that the program of today does not know: its words are lost, unless a frozen sheet holds
	 * them */
	days_later(1);
	changed_question("of another version");
	snprintf(third, sizeof third, "%s", today);
	assert_string_equal(words_of(third, "32-3").words, "today");
	assert_string_equal(words_of(third, "02-1").words, "same");
	days_later(1);
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(freeze_sheet(site, "site", SHEET, "kept", &now, &id, &err), 0);
	assert_int_equal(site_commit(site), 0);
	changed_question(ask("SELECT r.value->>'question' FROM frozen f, json_each(f.body, '$.rows') r WHERE"
			     " r.value->>'item' = '32-3'"));
	assert_string_equal(words_of(today, "32-3").words, "same");
	days_later(1);
	imported("さらに新しい言い方");
	days_later(-1);
	assert_string_equal(words_of(today, "32-3").title, "新しい言い方");
	days_later(1);
}

/* --- moments */

static int moment_of(const char *text, struct asof_moment *m)
{
	err = (struct err){0};
	return asof_moment(site, text, 540, now.at, m, &err);
}

static void moments_are_days_times_events_and_frozen_sheets(void **state)
{
	static const char *const wrong[][2] = {{"", "asof-unreadable"},
					       {"2026-02-30", "asof-unreadable"},
					       {"2026-11-29 24:00", "asof-unreadable"},
					       {"2026-11-29 9", "asof-unreadable"},
					       {"2026-11-29 09:00x", "asof-unreadable"},
					       {"F", "asof-unreadable"},
					       {"F1", "asof-no-event"},
					       {"e99", "asof-no-event"},
					       {"e0", "asof-unreadable"},
					       {"99999999999999999999", "asof-unreadable"},
					       {"2026-12-02", "asof-future"},
					       {"1969-01-01", "asof-before"}};
	struct asof_moment m;
	int64_t noon = 1795910400000000; /* 2026-11-29 09:00 in Japan */

	(void)state;
	now.at = noon;
	days_later(0);
	assert_int_equal(site_begin(site), 0);
	judged(0);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		if (moment_of(wrong[i][0], &m) != -EINVAL)
			fail_msg("%s is a moment", wrong[i][0]);
		assert_string_equal(err.key, wrong[i][1]);
	}
	assert_int_equal(moment_of("e1", &m), 0);
	assert_int_equal(m.seq, 1);
	assert_true(m.exact);
	assert_int_equal(moment_of("1", &m), 0);
	assert_int_equal(moment_of("2026-11-29", &m), 0);
	assert_int_equal(m.at, now.at); /* not yet over: until now */
	assert_int_equal(m.seq, site_events(site));
	assert_int_equal(moment_of("2026-11-29 08:59", &m), 0);
	assert_true(m.seq < site_events(site));
	assert_int_equal(m.at, noon - 60000000);
	assert_int_equal(moment_of("2026-11-29T00:00:00Z", &m), 0);
	assert_int_equal(m.at, noon);
	assert_int_equal(moment_of("2026-11-28", &m), 0);
	assert_int_equal(m.at, noon - 9 * 3600000000 - 1);
}

static void what_was_not_there_yet_is_not_shown(void **state)
{
	struct asof_moment m;
	struct asof *a = NULL;
	struct one o = {.item = "32-3"};

	(void)state;
	days_later(0);
	assert_int_equal(moment_of("e1", &m), 0);
	assert_int_equal(asof_open(site, &m, &a), 0);
	o.asof = a;
	assert_int_equal(asof_rows(a, "site", SHEET, look, &o), -ENODATA);
	assert_int_equal(asof_rows(a, "s1", SHEET, look, &o), -ENOENT);
	assert_int_equal(asof_rows(a, "site", "none", look, &o), -ENOENT);
	asof_free(a);
}

/* --- proofs */

struct proofs {
	int what[PROOF_WHATS], rows, lacking;
};

static int a_row(void *ctx, const struct sheet_row *r)
{
	(void)r;
	((struct proofs *)ctx)->rows++;
	return 0;
}

static int a_proof(void *ctx, const struct row_proof *p)
{
	struct proofs *n = ctx;

	n->what[p->what]++;
	n->lacking += p->lacks[LANG_JA] && p->lacks[LANG_EN];
	assert_non_null(p->id);
	assert_true(*p->id && *p->validity | (p->what == PROOF_MISSING));
	if (p->seq)
		assert_int_equal(strlen(p->event_hash), 64);
	return 0;
}

static void every_row_has_its_proofs(void **state)
{
	const struct sheet *sheet = sheet_named(SHEET);
	struct proof_ask now_ask = {.system = "site", .sheet = SHEET};
	struct proofs n = {0}, then = {0};
	struct asof_moment m;
	int checks_asked = 0;
	int64_t it;

	(void)state;
	days_later(0);
	it = person("Sato", "it");
	responsible(it);
	snprintf(moments[0].day, sizeof moments[0].day, "%s", today);
	days_later(1);
	decide("site", "32-3", "adopt", "no Telnet");
	now_ask.now = now.at;
	assert_int_equal(proof_rows(site, &now_ask, a_row, a_proof, &n), 0);
	for (size_t i = 0; i < sheet->count; i++)
		for (size_t c = 0; sheet->items[i].checks[c]; c++)
			checks_asked++;
	assert_int_equal(n.rows, sheet->count);
	assert_int_equal(n.what[PROOF_VERDICT], n.rows);
	assert_int_equal(n.what[PROOF_CHECK], checks_asked);
	assert_int_equal(n.what[PROOF_DECISION], 1);
	assert_int_equal(n.what[PROOF_RECORD], 1);
	assert_true(n.what[PROOF_MISSING] > 50 && n.lacking > 100);
	assert_int_equal(moment_of(moments[0].day, &m), 0);
	assert_int_equal(asof_open(site, &m, &now_ask.asof), 0);
	assert_int_equal(proof_rows(site, &now_ask, a_row, a_proof, &then), 0);
	asof_free(now_ask.asof);
	assert_int_equal(then.what[PROOF_DECISION], 0);
	assert_int_equal(then.what[PROOF_RECORD], 1);
	assert_int_equal(then.rows, n.rows);
	now_ask = (struct proof_ask){.system = "s9", .sheet = SHEET, .now = now.at};
	assert_int_equal(proof_rows(site, &now_ask, a_row, a_proof, &then), -ENOENT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_history_is_read_back_day_by_day, scene_open, scene_close),
		cmocka_unit_test_setup_teardown(what_lapsed_is_said_and_its_hash_is_not_made_up, scene_open,
						scene_close),
		cmocka_unit_test_setup_teardown(words_are_those_of_the_day_or_it_is_said, scene_open,
						scene_close),
		cmocka_unit_test_setup_teardown(moments_are_days_times_events_and_frozen_sheets, scene_open,
						scene_close),
		cmocka_unit_test_setup_teardown(what_was_not_there_yet_is_not_shown, scene_open, scene_close),
		cmocka_unit_test_setup_teardown(every_row_has_its_proofs, scene_open, scene_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
