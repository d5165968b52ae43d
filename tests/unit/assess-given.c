/* The customer's own copy of the official sheet counts wherever rows are judged or shown, and a frozen sheet
 * is read back as rows with the words and levels of its day. */
#include "site-scene.h"

#include "assess/freeze.h"
#include "assess/frozen.h"
#include "assess/judged.h"
#include "assess/next.h"
#include "assess/rows.h"
#include "assess/sign.h"
#include "assess/system.h"
#include "report/print.h"

#include <errno.h>
#include <stdlib.h>

#define SHEET "jssec-2.1"
static struct err err;

static void import(const char *rows)
{
	char body[4096];

	snprintf(body, sizeof body, "{\"sheet\":\"" SHEET "\",\"rows\":[%s]}", rows);
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(journal_append(site, now.at, "wording-imported", now.actor, body, NULL), 0);
	assert_int_equal(answers_write(site, now.at), 0);
	assert_int_equal(site_commit(site), 0);
}

/* --- one row, copied */

struct seen {
	const char *want;
	struct sheet_row row;
	char title[LANG_COUNT][128], item_title[LANG_COUNT][128], question[65], mark[8], state[12];
};

static int look(void *ctx, const struct sheet_row *r)
{
	struct seen *v = ctx;

	if (strcmp(r->item, v->want) != 0)
		return 0;
	v->row = *r;
	for (int l = 0; l < LANG_COUNT; l++) {
		snprintf(v->title[l], sizeof v->title[l], "%s", r->title[l]);
		snprintf(v->item_title[l], sizeof v->item_title[l], "%s", r->item_title[l]);
	}
	snprintf(v->question, sizeof v->question, "%s", r->question_hash);
	snprintf(v->mark, sizeof v->mark, "%s", r->mark);
	snprintf(v->state, sizeof v->state, "%s", r->state);
	return 0;
}

static struct seen row(const char *system, const char *item)
{
	struct seen v = {.want = item};

	assert_int_equal(sheet_rows(site, now.at, system, SHEET, look, &v), 0);
	return v;
}

static const char copy[] =
	"{\"item\":\"01\",\"title\":\"自社の項目一\"},"
	"{\"item\":\"01-2\",\"title\":\"自社の一の二\",\"mark\":\"black\",\"levels\":\"important\"},"
	"{\"item\":\"01-1\",\"title\":\"VPN\",\"mark\":\"white\"},"
	"{\"item\":\"03-1\",\"title\":\"自社の三の一\",\"lead\":\"ot\",\"levels\":\"poc core important\"}";

static void it_counts_in_the_rows(void **state)
{
	struct seen before = row("site", "01-2"), after;

	(void)state;
	assert_int_equal(before.row.title_from[LANG_JA], FROM_OURS);
	assert_int_equal(before.row.lead, LEAD_IT);
	import(copy);
	after = row("site", "01-2");
	assert_string_equal(after.title[LANG_JA], "自社の一の二");
	assert_int_equal(after.row.title_from[LANG_JA], FROM_USER);
	assert_string_equal(after.item_title[LANG_JA], "自社の項目一");
	assert_string_equal(after.mark, "black");
	assert_int_equal(after.row.mark_from, FROM_USER);
	assert_int_equal(after.row.levels, LEVEL_IMPORTANT);
	assert_int_equal(after.row.levels_from, FROM_USER);
	/* black where ours is white: nobody knows who leads */
	assert_int_equal(after.row.lead, LEAD_BOTH);
	assert_int_equal(after.row.lead_from, FROM_OURS);
	assert_int_equal(after.row.wants & (WANTS_IT | WANTS_OT), WANTS_IT | WANTS_OT);
	/* the English sheet keeps our words, whatever a single title looks like */
	assert_string_equal(after.title[LANG_EN], before.title[LANG_EN]);
	assert_int_equal(after.row.title_from[LANG_EN], FROM_OURS);
	assert_string_equal(after.item_title[LANG_EN], before.item_title[LANG_EN]);
	assert_string_equal(row("site", "01-1").title[LANG_JA], "VPN");
	assert_string_not_equal(row("site", "01-1").title[LANG_EN], "VPN");
	/* what it does not hold stays */
	assert_int_equal(row("site", "02-1").row.title_from[LANG_JA], FROM_OURS);
	assert_int_equal(row("site", "02-1").row.mark_from, FROM_PRINTED);
}

static void it_says_who_signs(void **state)
{
	(void)state;
	assert_int_equal(row("site", "01-1").row.wants & WANTS_OT, WANTS_OT);
	import(copy);
	assert_int_equal(row("site", "01-1").row.wants & (WANTS_IT | WANTS_OT), WANTS_IT);
	assert_int_equal(row("site", "01-1").row.lead_from, FROM_USER);
	assert_int_equal(row("site", "03-1").row.wants & (WANTS_IT | WANTS_OT), WANTS_OT);
	assert_int_equal(row("site", "03-1").row.lead, LEAD_OT);
}

static void an_english_copy_is_for_the_english_sheet(void **state)
{
	char ours[128];

	(void)state;
	snprintf(ours, sizeof ours, "%s", row("site", "01-1").title[LANG_JA]);
	import("{\"item\":\"01-1\",\"title\":\"Our own words\"}");
	assert_string_equal(row("site", "01-1").title[LANG_EN], "Our own words");
	assert_string_equal(row("site", "01-1").title[LANG_JA], ours);
}

/* Other questions re-open; the journal tells so. A later import takes the place of all of the earlier one. */
static void answers_are_written_anew(void **state)
{
	char before[65];

	(void)state;
	import("");
	snprintf(before, sizeof before, "%s", row("site", "01-2").question);
	import(copy);
	assert_string_not_equal(row("site", "01-2").question, before);
	assert_string_equal(ask("SELECT question_hash FROM answered WHERE system = 'site' AND item = '01-2'"),
			    row("site", "01-2").question);
	import("");
	assert_string_equal(row("site", "01-2").question, before);
	assert_string_equal(ask("SELECT question_hash FROM answered WHERE system = 'site' AND item = '01-2'"),
			    before);
}

static bool newly, given;
static void one(void *ctx, const struct sheet_item *item)
{
	if (strcmp(item->item, ctx) == 0)
		newly = true, given = item->levels_from == FROM_USER;
}

static void levels_are_the_customers(void **state)
{
	struct system_row r = {.name = "検査ライン", .level = "core", .status = "live"};
	char item[] = "01-2";

	(void)state;
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(system_add(site, &r, &now, &err), 0);
	assert_int_equal(site_commit(site), 0);
	assert_true(row("s1", "01-2").row.asked);
	assert_true(system_newly_asked(site, "core", "important", one, item) > 0);
	assert_false(newly);
	import(copy);
	assert_false(row("s1", "01-2").row.asked);
	assert_true(system_newly_asked(site, "core", "important", one, item) > 0);
	assert_true(newly && given);
}

static void next_uses_its_words(void **state)
{
	static struct next_rows n;
	int found = 0;

	(void)state;
	import(copy);
	assert_int_equal(next_load(site, now.at, "site", SHEET, &n), 0);
	for (size_t i = 0; i < n.count; i++)
		if (strcmp(n.row[i].item, "01-2") == 0 || strcmp(n.row[i].item, "03-1") == 0) {
			assert_true(n.row[i].given[LANG_JA]);
			assert_false(n.row[i].given[LANG_EN]);
			assert_memory_equal(n.row[i].title[LANG_JA], "自社の", 9);
			found++;
		}
	assert_true(found > 0);
}

/* --- frozen sheets */

static char *csv(const struct frozen *f)
{
	struct print p = {.store = site,
			  .system = "s1",
			  .sheet = SHEET,
			  .frozen = f,
			  .now = now.at,
			  .language = LANG_JA,
			  .version = "1"};
	struct out o;
	size_t n;
	const char *bytes;
	char *copied;

	assert_int_equal(out_init(&o, -1), 0);
	assert_int_equal(print_csv(&p, &o), 0);
	bytes = out_bytes(&o, &n);
	copied = calloc(1, n + 1);
	assert_non_null(copied);
	memcpy(copied, bytes, n);
	out_clear(&o);
	return copied;
}

static void a_frozen_sheet_prints_as_it_was(void **state)
{
	struct system_row r = {.name = "検査ライン", .level = "poc", .status = "trial", .end = "2026-11-28"};
	struct arena *a = arena_new(1 << 20);
	struct frozen f;
	struct seen v = {.want = "01-2"};
	char *then, *again, *foot;
	int64_t id;

	(void)state;
	import(copy);
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(system_add(site, &r, &now, &err), 0);
	assert_int_equal(freeze_sheet(site, "s1", SHEET, "第1版", &now, &id, &err), 0);
	assert_int_equal(site_commit(site), 0);
	then = csv(NULL);
	assert_non_null(strstr(then, "自社の一の二"));
	assert_non_null(strstr(then, "持ち主不明として扱います"));

	/* all of it changes: the words, the levels, the system */
	import("");
	snprintf(r.level, sizeof r.level, "important");
	snprintf(r.status, sizeof r.status, "live");
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(system_change(site, &r, &now, &err), 0);
	assert_int_equal(site_commit(site), 0);
	again = csv(NULL);
	assert_null(strstr(again, "自社の一の二"));
	assert_null(strstr(again, "持ち主不明として扱います"));
	free(again);

	assert_int_equal(frozen_open(site, frozen_number("F1"), a, &f), 0);
	assert_string_equal(f.system_name, "検査ライン");
	assert_string_equal(f.level, "poc");
	assert_true(f.stray);
	assert_int_equal(frozen_rows(site, &f, look, &v), 0);
	assert_string_equal(v.title[LANG_JA], "自社の一の二");
	assert_int_equal(v.row.title_from[LANG_JA], FROM_USER);
	assert_int_equal(v.row.levels, LEVEL_IMPORTANT);
	assert_string_equal(v.state, "decide");
	/* every row is the one that was printed that day; below them stands which version it is */
	again = csv(&f);
	foot = strstr(again, "提出版 F1「第1版」");
	assert_non_null(foot);
	assert_memory_equal(then, again, (size_t)(foot - again));
	free(then);
	free(again);

	assert_int_equal(frozen_open(site, 9, a, &f), -ENOENT);
	assert_int_equal(frozen_open(site, frozen_number("F"), a, &f), -ENOENT);
	scene_touched = true;
	assert_int_equal(
		sqlite3_exec(store_db(site),
			     "UPDATE frozen SET body = json_replace(body, '$.rows[0].verdict', 'met')", NULL,
			     NULL, NULL),
		SQLITE_OK);
	assert_int_equal(frozen_open(site, 1, a, &f), -EBADMSG);
	arena_free(a);
}

/* A sheet that an earlier version froze: fewer fields, and today's sheet fills in. */
static void a_leaner_frozen_sheet_is_read_too(void **state)
{
	struct arena *a = arena_new(1 << 20);
	struct frozen f;
	struct seen v = {.want = "01-2"};
	int64_t id;

	(void)state;
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(freeze_sheet(site, "site", SHEET, "前の版", &now, &id, &err), 0);
	assert_int_equal(site_commit(site), 0);
	assert_int_equal(frozen_open(site, id, a, &f), 0);
	scene_touched = true;
	assert_int_equal(
		sqlite3_exec(store_db(site),
			     "UPDATE frozen SET body = json_set(body, '$.rows', (SELECT "
			     "json_group_array(json_remove(value, '$.parent', '$.own', '$.item_title_ja', "
			     "'$.item_title_en', '$.key_point', '$.levels_ours', '$.given_ja', '$.given_en', "
			     "'$.finding_count', '$.decision')) FROM json_each(body, '$.rows')))",
			     NULL, NULL, NULL),
		SQLITE_OK);
	assert_int_equal(frozen_rows(site, &f, look, &v), 0);
	assert_string_equal(v.item_title[LANG_JA], sheet_group(SHEET, "01")->title_ja);
	assert_int_equal(v.row.levels_from, sheet_item(SHEET, "01-2")->levels_from);
	assert_false(v.row.own);
	arena_free(a);
}

#define SCENE(test) cmocka_unit_test_setup_teardown(test, scene_open, scene_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		SCENE(it_counts_in_the_rows),
		SCENE(it_says_who_signs),
		SCENE(an_english_copy_is_for_the_english_sheet),
		SCENE(answers_are_written_anew),
		SCENE(levels_are_the_customers),
		SCENE(next_uses_its_words),
		SCENE(a_frozen_sheet_prints_as_it_was),
		SCENE(a_leaner_frozen_sheet_is_read_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
