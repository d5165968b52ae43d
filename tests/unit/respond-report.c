/* First reports: facts as they stand, what is not known is under investigation, numbers, and the deadlines of
 * an incident. */
#include "site-scene.h"

#include "respond/first_report.h"
#include "respond/incident.h"

#include <stdlib.h>

#define HOUR INT64_C(3600000000)
#define DAY  (24 * HOUR)

static int64_t it, ot;
static struct err e;

static int begin(void **state)
{
	scene_open(state);
	now = (struct writing){INT64_C(1795910400000000), "local", "2026-11-29"}; /* 2026-11-29T00:00Z */
	it = person("Sato", "it");
	ot = person("Tanaka", "ot");
	return 0;
}

static void deed(const char *name, const char *words, const char *fields, int64_t by)
{
	struct incident_asking a = {.incident = 1, .deed = name, .words = words, .fields = fields};
	char actor[24];
	struct writing w = {now.at, actor, now.today};

	snprintf(actor, sizeof actor, "c%lld", (long long)by);
	assert_int_equal(site_begin(site), 0);
	if (incident_deed(site, &a, &w, NULL, &e) < 0)
		fail_msg("%s: %s %s", name, e.key, e.detail);
	assert_int_equal(site_commit(site), 0);
}

static void opened(const char *title)
{
	struct incident_opening o = {.title = title};
	char actor[24];
	struct writing w = {now.at, actor, now.today};
	int64_t id;

	snprintf(actor, sizeof actor, "c%lld", (long long)ot);
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(incident_open(site, &o, &w, &id, &e), 0);
	assert_int_equal(site_commit(site), 0);
	assert_int_equal(id, 1);
}

static const char *written(enum language in, bool final, bool html)
{
	static char text[20000];
	struct first_report *r = NULL;
	struct out o;

	assert_int_equal(first_report_make(site, 1, "inside", final, in, 540, now.at, &r), 0);
	assert_int_equal(out_init(&o, -1), 0);
	if (html)
		first_report_html(r, in, &o);
	else
		first_report_text(r, &o);
	snprintf(text, sizeof text, "%s", out_bytes(&o, NULL));
	out_clear(&o);
	free(r);
	return text;
}

static void says(const char *text, const char *what)
{
	assert_non_null(what);
	if (!strstr(text, what))
		fail_msg("no \"%s\" in:\n%s", what, text);
}

static void what_is_not_known_is_under_investigation(void **state)
{
	const char *text;

	(void)state;
	opened("センサーの値がおかしい");
	text = written(LANG_JA, false, false);
	says(text, "インシデント 第一報（1）\ni1  2026/11/29 09:00 (UTC+9:00)\n");
	says(text, "■ 発生日時\n  調査中");
	says(text, "■ 発見日時\n  2026/11/29 09:00 (UTC+9:00)");
	says(text, "■ 場所\n  調査中");
	says(text, "■ 影響\n  調査中");
	says(text, "■ 対応\n  これから");
	says(text, "■ 次回報告予定時刻\n  2026/11/29 10:00 (UTC+9:00)");
	says(text, "■ 連絡先\n  Tanaka");
	text = written(LANG_EN, false, false);
	says(text, "Incident: first report (1)");
	says(text, "■ Impact\n  under investigation");
}

static void it_says_what_was_done(void **state)
{
	static const char judged[] = "{\"class\":\"attack\",\"severity\":\"high\",\"impact\":"
				     "\"検査が止まる\",\"personal\":\"no\"}";
	const char *text;

	(void)state;
	opened("<script>alert(1)</script>");
	deed("confirm", NULL, judged, it);
	says(written(LANG_JA, false, false), "■ 影響\n  調査中"); /* one side alone is not yet a fact */
	deed("confirm", NULL, judged, ot);
	deed("report", NULL, "{\"to\":\"inside\",\"means\":\"電話\"}", ot);
	text = written(LANG_JA, false, false);
	says(text, "インシデント 続報（第2報）");
	says(text, "検査が止まる");
	says(text, "判定済み");
	says(text, "拡大を防ぐ");
	text = written(LANG_JA, true, false);
	says(text, "最終報（第2報）");
	says(text, "これが最終報です");
	text = written(LANG_JA, false, true);
	says(text, "&lt;script&gt;");
	assert_null(strstr(text, "<script"));
}

static struct incident_timer timer(const char *to)
{
	struct incident_timer t[INCIDENT_TIMERS];
	unsigned n = incident_timers(site, 1, now.at, t);

	for (unsigned i = 0; i < n; i++)
		if (strcmp(t[i].to, to) == 0)
			return t[i];
	return (struct incident_timer){"", 0, 0, false};
}

static void deadlines(void **state)
{
	const int64_t start = now.at;

	(void)state;
	opened("漏れたかもしれない");
	assert_int_equal(timer("inside").due, start + HOUR);
	assert_false(timer("inside").late);
	assert_string_equal(timer("ppc").to, ""); /* only where personal data is concerned */
	assert_string_equal(timer("parent").to, "");
	now.at = start + 2 * HOUR;
	assert_true(timer("inside").late);
	deed("report", NULL, "{\"to\":\"inside\",\"means\":\"電話\"}", ot);
	assert_true(timer("inside").late && timer("inside").done); /* given, but late */
	deed("confirm", NULL,
	     "{\"class\":\"mistake\",\"severity\":\"high\",\"impact\":\"名簿\",\"personal\":\"yes\"}", it);
	deed("confirm", NULL,
	     "{\"class\":\"mistake\",\"severity\":\"high\",\"impact\":\"名簿\",\"personal\":\"yes\"}", ot);
	assert_int_equal(timer("parent").due, start + DAY);
	assert_int_equal(timer("ppc").due, start + 5 * DAY);
	assert_int_equal(timer("ppc-final").due, start + 30 * DAY);
	deed("scope", "CSIRT と決めた", "{\"receivers\":\"個人情報保護委員会\",\"decided_with\":\"CSIRT\"}",
	     it);
	deed("report", NULL, "{\"to\":\"ppc\",\"means\":\"様式\"}", it);
	assert_true(timer("ppc").done && !timer("ppc").late);
	assert_false(timer("ppc-final").done);
	deed("report", NULL, "{\"to\":\"ppc\",\"means\":\"様式\",\"final\":\"yes\"}", it);
	assert_true(timer("ppc-final").done);
}

static void an_attack_has_sixty_days(void **state)
{
	static const char judged[] =
		"{\"class\":\"attack\",\"severity\":\"high\",\"impact\":\"名簿\",\"personal\":\"yes\"}";

	(void)state;
	opened("漏れた");
	deed("confirm", NULL, judged, it);
	deed("confirm", NULL, judged, ot);
	assert_int_equal(timer("ppc-final").due, now.at + 60 * DAY);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_is_not_known_is_under_investigation, begin, scene_close),
		cmocka_unit_test_setup_teardown(it_says_what_was_done, begin, scene_close),
		cmocka_unit_test_setup_teardown(deadlines, begin, scene_close),
		cmocka_unit_test_setup_teardown(an_attack_has_sixty_days, begin, scene_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
