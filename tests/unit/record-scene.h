/* Records made from the examples of their kinds. */
#ifndef MIMAMORI_RECORD_SCENE_H
#define MIMAMORI_RECORD_SCENE_H

#include "site-scene.h"

#include "assess/record.h"

static __attribute__((unused)) int set(struct record *r, const char *name, const char *text, struct err *e)
{
	return record_set(site, r, name, text, now.today, e);
}

/* What the example of a field stands for. */
static const char *example(const struct record_field *f, enum language l)
{
	const char *x = f->example[l];

	return !x ? NULL : f->type == RECORD_CONTACT ? "c1" : f->type == RECORD_DEVICE ? "none: 該当なし" : x;
}

/* Everything that is asked, from examples, owner c1 without a deputy. */
static __attribute__((unused)) void by_example(struct record *r, const char *kind, const char *topic,
					       enum language l)
{
	const struct record_kind *k = record_kind(kind);
	struct err e = {0};

	assert_non_null(k);
	record_init(r, k, topic ? record_topic(k, topic) : -1);
	for (unsigned i = 0; i < k->field_count; i++)
		if (record_has_field(k, r->topic, (int)i) && example(&k->fields[i], l) &&
		    set(r, k->fields[i].name, example(&k->fields[i], l), &e) != 0)
			fail_msg("%s: %s: %s (%s)", kind, e.subject, e.key, e.detail);
	assert_int_equal(set(r, "owner", "c1", &e), 0);
	assert_int_equal(set(r, "deputy", "なし：一人しかいない", &e), 0);
	if (k->item)
		assert_int_equal(set(r, "item", "32-3", &e), 0);
	if (!(k->hangs_on & HANGS_SITE))
		assert_int_equal(set(r, "system", "s1", &e), 0);
}

static __attribute__((unused)) int add(struct record *r, const struct writing *w, struct err *e)
{
	int code;

	assert_int_equal(site_begin(site), 0);
	code = record_add(site, r, w, e);
	if (code < 0)
		site_rollback(site);
	else
		assert_int_equal(site_commit(site), 0);
	return code;
}

static __attribute__((unused)) int edit(struct record *r, const struct writing *w, struct err *e)
{
	int code;

	assert_int_equal(site_begin(site), 0);
	code = record_edit(site, r, w, e);
	if (code < 0)
		site_rollback(site);
	else
		assert_int_equal(site_commit(site), 0);
	return code;
}

/* With c1 (ot), c2 (it), c3 (vendor) and the system s1. */
static __attribute__((unused)) int record_open(void **state)
{
	scene_open(state);
	person("設備の人", "ot");
	person("情シスの人", "it");
	person("SIerの人", "vendor");
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(
		journal_append(site, now.at, "system-added", "local",
			       "{\"id\":1,\"name\":\"検査工程\",\"level\":\"core\",\"status\":\"live\"}",
			       NULL),
		0);
	assert_int_equal(site_commit(site), 0);
	return 0;
}

#define SCENE(test) cmocka_unit_test_setup_teardown(test, record_open, scene_close)

#endif
