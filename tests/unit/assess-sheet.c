/* The packed sheet: finding sheets, items and sub-items; what each carries. */
#include "test.h"

#include "assess/sheet.h"

#include <string.h>

static const struct sheet *jssec(void)
{
	const struct sheet *s = sheet_named("jssec-2.1");

	assert_non_null(s);
	return s;
}

static void names_find_what_they_name(void **state)
{
	const struct sheet_item *telnet = sheet_item("jssec-2.1", "32-3");

	(void)state;
	assert_non_null(telnet);
	assert_string_equal(telnet->item, "32-3");
	assert_string_equal(telnet->group->item, "32");
	assert_ptr_equal(telnet->group, sheet_group("jssec-2.1", "32"));
	assert_ptr_equal(telnet->group, sheet_group("jssec-2.1", "32-3"));
	assert_null(sheet_named("jssec"));
	assert_null(sheet_item("jssec-2.1", "32"));
	assert_null(sheet_item("jssec-2.1", "32-9"));
	assert_null(sheet_item("other", "32-3"));
	assert_null(sheet_group("jssec-2.1", "3"));
	assert_null(sheet_group("jssec-2.1", ""));
	assert_null(sheet_group("jssec-2.1", "61"));
	assert_null(sheet_group("other", "32"));
}

static void the_sheet_is_whole(void **state)
{
	const struct sheet *s = jssec();
	size_t black = 0, unmeasurable = 0;

	(void)state;
	assert_int_equal(s->group_count, 60);
	assert_int_equal(s->count, 143);
	assert_string_equal(s->csf, "1.1");
	assert_string_equal(s->csf2, "2.0");
	assert_non_null(strstr(s->note_en, "not the official text"));
	for (size_t i = 0; i < s->count; i++) {
		const struct sheet_item *item = &s->items[i];

		black += item->black;
		unmeasurable += item->unmeasurable;
		assert_string_equal(item->category, item->group->category);
		assert_true(item->checks[0] || item->records[0].kind);
		assert_true(item->levels & LEVEL_IMPORTANT);
		assert_true(!(item->levels & LEVEL_POC) || item->levels & LEVEL_CORE);
		assert_true(!item->black || (item->unconfirmed && item->lead_from == FROM_OURS));
		assert_true(item->black || (item->lead == LEAD_IT && item->lead_from == FROM_PRINTED));
		if (i)
			assert_true(strcmp(s->items[i - 1].item, item->item) < 0);
	}
	assert_int_equal(black, 81);
	assert_int_equal(unmeasurable, 56);
	for (size_t i = 0; i < s->group_count; i++) {
		const struct sheet_group *g = &s->groups[i];

		assert_true(*g->why_ja && *g->why_en && *g->examine_ja && *g->examine_en);
		for (size_t k = 0; g->see[k]; k++)
			assert_non_null(sheet_group("jssec-2.1", g->see[k]));
	}
}

static void bindings_are_kind_and_topic(void **state)
{
	const struct sheet_item *ports = sheet_item("jssec-2.1", "07-2"),
				*telnet = sheet_item("jssec-2.1", "32-3");

	(void)state;
	assert_string_equal(ports->records[0].kind, "risk");
	assert_string_equal(ports->records[0].topic, "maintenance-port");
	assert_string_equal(ports->records[1].kind, "model-questions");
	assert_null(ports->records[1].topic);
	assert_null(ports->records[2].kind);
	assert_null(telnet->records[0].kind);
	assert_string_equal(telnet->checks[0], "telnet-in-use");
	assert_null(telnet->checks[1]);
}

static void printed_levels_and_key_points_are_told_apart(void **state)
{
	(void)state;
	assert_int_equal(sheet_item("jssec-2.1", "56-1")->levels_from, FROM_PRINTED);
	assert_int_equal(sheet_item("jssec-2.1", "56-1")->levels, LEVEL_POC | LEVEL_CORE | LEVEL_IMPORTANT);
	assert_int_equal(sheet_item("jssec-2.1", "32-3")->levels_from, FROM_OURS);
	assert_string_equal(sheet_group("jssec-2.1", "43")->key_point, "13");
	assert_string_equal(sheet_group("jssec-2.1", "60")->key_point, "new");
	assert_null(sheet_group("jssec-2.1", "32")->key_point);
}

static void a_category_tells_its_function(void **state)
{
	(void)state;
	assert_int_equal(sheet_function("ID.AM"), CSF_IDENTIFY);
	assert_int_equal(sheet_function("PR.DS"), CSF_PROTECT);
	assert_int_equal(sheet_function("DE.CM"), CSF_DETECT);
	assert_int_equal(sheet_function("RS.MI"), CSF_RESPOND);
	assert_int_equal(sheet_function("RC.RP"), CSF_RECOVER);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_find_what_they_name),
		cmocka_unit_test(the_sheet_is_whole),
		cmocka_unit_test(bindings_are_kind_and_topic),
		cmocka_unit_test(printed_levels_and_key_points_are_told_apart),
		cmocka_unit_test(a_category_tells_its_function),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
