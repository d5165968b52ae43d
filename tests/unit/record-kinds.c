/* Every kind and topic can be added from the examples of its file, in both languages, and comes back as it
 * was written. */
#include "record-scene.h"

#include <stdlib.h>

static void comes_back(const struct record *r)
{
	struct record back;

	assert_int_equal(record_get(site, r->id, &back), 0);
	assert_ptr_equal(back.kind, r->kind);
	assert_int_equal(back.topic, r->topic);
	assert_string_equal(back.hash, r->hash);
	assert_string_equal(back.expires_on, r->expires_on);
	for (const char *const *name = record_common; *name; name++) {
		char mine[4096];

		snprintf(mine, sizeof mine, "%s", record_text(r, *name));
		assert_string_equal(record_text(&back, *name), mine);
	}
	for (unsigned i = 0; i < r->kind->field_count; i++) {
		if (!r->values[i].text) {
			assert_null(back.values[i].text);
			continue;
		}
		assert_non_null(back.values[i].text);
		assert_string_equal(back.values[i].text, r->values[i].text);
		assert_int_equal(back.values[i].none, r->values[i].none);
	}
	record_clear(&back);
}

static void one(const struct record_kind *k, const char *topic, enum language l)
{
	struct record r;
	struct err e = {0};

	by_example(&r, k->name, topic, l);
	if (l == LANG_EN && !k->many) /* the first stands already */
		assert_int_equal(set(&r, "system", k->hangs_on & HANGS_SYSTEM ? "s1" : "site", &e), 0);
	if (add(&r, &now, &e) < 0 && !(l == LANG_EN && strcmp(e.key, "exists") == 0))
		fail_msg("%s: %s: %s (%s)", k->name, e.subject, e.key, e.detail);
	if (r.id) {
		assert_int_equal(r.says, SAYS_YES);
		assert_true(record_valid(&r, now.today));
		comes_back(&r);
	}
	record_clear(&r);
}

static void each_is_added_by_its_example(void **state)
{
	unsigned rows = 0;

	(void)state;
	for (int l = 0; l < LANG_COUNT; l++)
		for (size_t i = 0; i < record_kind_count; i++) {
			const struct record_kind *k = &record_kinds[i];

			for (unsigned t = 0; t < k->topic_count; t++)
				one(k, k->topics[t].name, (enum language)l);
			if (!k->topic_count)
				one(k, NULL, (enum language)l);
			rows += k->topic_count ? k->topic_count : 1;
		}
	assert_true(rows > 250);
	assert_string_equal(ask("SELECT count(*) FROM record WHERE removed = 0 AND says = 'yes' AND signed = "
				"0 AND version = 1"),
			    ask("SELECT count(*) FROM event WHERE kind = 'record-added'"));
	/* What is hashed is what stands in the event. */
	assert_string_equal(
		ask("SELECT count(*) FROM event e JOIN record r ON r.id = json_extract(e.body, '$.record') "
		    "WHERE e.kind = 'record-added' AND r.hash <> json_extract(e.body, '$.hash')"),
		"0");
}

static void the_hash_is_of_the_body_as_it_stands(void **state)
{
	struct record r;
	struct err e = {0};
	char hash[65], want[65];
	const char *body;

	(void)state;
	by_example(&r, "risk", "theft-loss-damage", LANG_JA);
	assert_int_equal(set(&r, "impact_detail", "引用符 \" と \\ と <b> と\n二行目", &e), 0);
	assert_int_equal(add(&r, &now, &e), 0);
	snprintf(want, sizeof want, "%s", r.hash);
	body = ask("SELECT json_extract(body, '$.body') FROM event WHERE kind = 'record-added'");
	hash_hex(body, strlen(body), hash);
	assert_string_equal(hash, want);
	comes_back(&r);
	record_clear(&r);
}

static void no_choice_of_an_example_says_no(void **state)
{
	(void)state;
	for (size_t i = 0; i < record_kind_count; i++) {
		const struct record_kind *k = &record_kinds[i];

		assert_true(k->writes && k->hangs_on && k->field_count && *k->title[LANG_JA] &&
			    *k->help[LANG_EN]);
		for (const char *const *until = k->expires_until; *until; until++)
			assert_true(record_field(k, *until) >= 0);
	}
	assert_null(record_kind("no-such-kind"));
	assert_int_equal(record_topic(record_kind("risk"), "no-such-topic"), -1);
	assert_int_equal(record_field(record_kind("worst-case"), "何が起きるか"),
			 record_field(record_kind("worst-case"), "story"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SCENE(each_is_added_by_its_example),
		SCENE(the_hash_is_of_the_body_as_it_stands),
		SCENE(no_choice_of_an_example_says_no),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
