/* Worst cases in their order, by element, system and business; records of version 1; money never added. */
#include "test.h"

#include "record-scene.h"

#include "assess/worst.h"

struct words {
	const char *name, *text;
};

static int64_t worst_case(const char *system, const char *device, const struct words *more)
{
	struct record r;
	struct err e = {0};
	int64_t id;

	by_example(&r, "worst-case", NULL, LANG_JA);
	assert_int_equal(set(&r, "business", "none: まだ決めていない", &e), 0);
	if (system)
		assert_int_equal(set(&r, "system", system, &e), 0);
	if (device)
		assert_int_equal(set(&r, "device", device, &e), 0);
	for (; more && more->name; more++)
		if (set(&r, more->name, more->text, &e) != 0)
			fail_msg("%s: %s", e.subject, e.key);
	if (add(&r, &now, &e) != 0)
		fail_msg("%s: %s (%s)", e.subject, e.key, e.detail);
	id = r.id;
	record_clear(&r);
	return id;
}

static int64_t business(const char *system, const char *name, const char *weight)
{
	struct record r;
	struct err e = {0};
	int64_t id;

	by_example(&r, "business", NULL, LANG_JA);
	assert_int_equal(set(&r, "business", name, &e), 0);
	assert_int_equal(set(&r, "weight", weight, &e), 0);
	assert_int_equal(set(&r, "system", system, &e), 0);
	assert_int_equal(add(&r, &now, &e), 0);
	id = r.id;
	record_clear(&r);
	return id;
}

static struct worst *asked(void)
{
	struct worst *w;

	assert_int_equal(worst_read(site, now.today, &w), 0);
	return w;
}

#define WORDS(...) ((const struct words[]){__VA_ARGS__, {NULL, NULL}})

static void people_come_first_then_business_then_money(void **state)
{
	int64_t cheap = worst_case(NULL, NULL, WORDS({"loss", "1000"}));
	int64_t dear = worst_case(NULL, NULL, WORDS({"loss", "900000000"}));
	int64_t unknown = worst_case(NULL, NULL, WORDS({"loss", "none: 見積もりなし"}));
	int64_t core = worst_case(NULL, NULL, WORDS({"loss", "1"}, {"serious", "serious"}));
	int64_t hurt =
		worst_case(NULL, NULL, WORDS({"loss", "0"}, {"safety", "serious"}, {"harm", "injury"}));
	int64_t injury =
		worst_case(NULL, NULL, WORDS({"loss", "0"}, {"harm", "injury"}, {"serious", "none"}));
	const int64_t order[] = {hurt, injury, core, dear, cheap, unknown};
	struct worst *w = asked();

	(void)state;
	assert_int_equal(w->count, 6);
	for (size_t i = 0; i < 6; i++)
		assert_int_equal(w->list[i].record, order[i]);
	worst_free(w);
}

static void what_nobody_knows_is_graver_than_nothing(void **state)
{
	int64_t none = worst_case(NULL, NULL, WORDS({"quality", "none"}, {"serious", "none"}));
	int64_t unknown = worst_case(NULL, NULL,
				     WORDS({"quality", "unknown"}, {"serious", "none"}, {"says", "partly"},
					   {"because", "調べている"}, {"plan", "2027-03-31"}));
	struct worst *w = asked();

	(void)state;
	assert_int_equal(w->list[0].record, unknown);
	assert_int_equal(w->list[0].quality, EFFECT_UNKNOWN);
	assert_int_equal(w->list[1].record, none);
	worst_free(w);
}

static void each_hangs_on_its_business(void **state)
{
	int64_t press = business("s1", "自動車部品のプレス", "core"),
		office = business("site", "事務", "support");
	int64_t a = worst_case("s1", NULL, WORDS({"business", "自動車部品のﾌﾟﾚｽ"}, {"loss", "3000000"}));
	int64_t b = worst_case("s1", NULL, WORDS({"business", "自動車部品のプレス"}, {"loss", "8000000"}));
	int64_t c = worst_case("site", NULL,
			       WORDS({"business", "だれも書いていない事業"}, {"serious", "serious"}));
	struct worst *w = asked();
	struct worst_money m;
	size_t n, at = 0;

	(void)state;
	(void)a;
	assert_int_equal(w->business_count, 3);
	assert_int_equal(w->business[0].record, 0); /* the gravest is nobody's record, and it is shown */
	assert_int_equal(worst_of_business(w, 0, &n)->record, c);
	assert_int_equal(w->business[2].record, office);
	assert_null(worst_of_business(w, 2, &n));
	assert_int_equal(n, 0);
	while (w->business[at].record != press)
		at++;
	assert_int_equal(worst_of_business(w, at, &n)->record, b);
	assert_int_equal(n, 2);
	m = worst_money(w, at);
	assert_true(m.known);
	assert_int_equal(m.largest, 8000000); /* not 11000000 */
	assert_int_equal(m.record, b);
	assert_int_equal(m.unknown, 0);
	assert_int_equal(worst_of_system(site, w, "s1", &n)->record, b);
	assert_int_equal(n, 2);
	assert_int_equal(worst_of_system(site, w, "site", &n)->record, c);
	assert_int_equal(n, 3);
	worst_free(w);
}

/* As they were written before safety, quality, delivery and business were asked. */
static void records_of_version_1_are_read(void **state)
{
	int64_t press = business("s1", "プレス", "core");
	struct worst *w;

	(void)state;
	run_sql("INSERT INTO record(id, kind, system, says, said, owner, made_on, expires_on, "
		"fields, version, hash, "
		"signed, removed, seq) VALUES (90, 'worst-case', 's1', 'yes', 'yes', 1, "
		"'2026-05-01', '2027-04-30', "
		"'{\"harm\":\"injury\",\"story\":\"手をはさむ\",\"loss-none\":\"見積もれない\","
		"\"spread\":\"1人\",\"serious\":"
		"\"limited\",\"measure\":\"非常停止\"}', 1, 'aa', 0, 0, 9), (91, 'worst-case', "
		"'site', 'yes', 'yes', 1, "
		"'2024-05-01', '2025-04-30', "
		"'{\"harm\":\"stop\",\"story\":\"止まる\",\"loss\":5000000,\"serious\":\"limited\"}'"
		", 1, 'bb', 0, 0, 10)");
	w = asked();
	assert_int_equal(w->count, 2);
	assert_int_equal(w->list[0].record, 90);
	assert_int_equal(w->list[0].harm, WORST_INJURY);
	assert_int_equal(w->list[0].safety, EFFECT_UNKNOWN);
	assert_int_equal(w->list[0].quality, EFFECT_UNKNOWN);
	assert_false(w->list[0].loss_known);
	assert_string_equal(w->list[0].loss_why, "見積もれない");
	assert_int_equal(w->business[w->list[0].business].record, press); /* the only one of its system */
	assert_int_equal(w->list[1].loss, 5000000);
	assert_true(w->list[1].expired);
	assert_null(w->business[w->list[1].business].name);
	worst_free(w);
}

static void an_element_has_its_own(void **state)
{
	struct worst *w;
	size_t n;
	int64_t id;

	(void)state;
	run_sql("INSERT INTO device(id, kind, layer, confidence, first, last, first_packet, "
		"packets, bytes, random_mac, "
		"router, hidden, known, payload, unnamed_payload) VALUES (7, 'plc', 'device', 90, "
		"1, 2, 1, 1, 1, 0, 0, 0, "
		"0, 0, 0)");
	id = worst_case(NULL, "d7", NULL);
	worst_case(NULL, NULL, NULL);
	w = asked();
	assert_int_equal(worst_of_device(w, 7, &n)->record, id);
	assert_int_equal(n, 1);
	assert_null(worst_of_device(w, 8, &n));
	worst_free(w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SCENE(people_come_first_then_business_then_money),
		SCENE(what_nobody_knows_is_graver_than_nothing),
		SCENE(each_hangs_on_its_business),
		SCENE(records_of_version_1_are_read),
		SCENE(an_element_has_its_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
