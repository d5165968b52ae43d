/* People, a roster and records about them, for tests of who is called and told. */
#ifndef MIMAMORI_PEOPLE_SCENE_H
#define MIMAMORI_PEOPLE_SCENE_H

#include "site-scene.h"

#include "assess/record.h"

static __attribute__((unused)) void edit(int64_t id, const char *field, const char *value)
{
	struct contact c;
	struct err e = {0};

	assert_int_equal(contact_get(site, id, &c), 0);
	assert_int_equal(contact_set(&c, field, value, &e), 0);
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(contact_edit(site, &c, &now, &e), 0);
	assert_int_equal(site_commit(site), 0);
}

static __attribute__((unused)) int64_t reachable(const char *name, const char *side, const char *mail,
						 const char *phone)
{
	int64_t id = person(name, side);

	if (mail)
		edit(id, "mail", mail);
	if (phone)
		edit(id, "phone", phone);
	return id;
}

static __attribute__((unused)) void away(int64_t id, const char *from, const char *until)
{
	struct err e = {0};

	assert_int_equal(site_begin(site), 0);
	assert_int_equal(contact_be_away(site, id, from, until, &now, &e), 0);
	assert_int_equal(site_commit(site), 0);
}

/* Names and values, ended by NULL; owner c1 and, unless named, no deputy. */
static __attribute__((unused)) int64_t record(const char *kind, const char *const *pairs)
{
	struct record r;
	struct err e = {0};
	int64_t id;

	record_init(&r, record_kind(kind), -1);
	for (; *pairs; pairs += 2)
		if (record_set(site, &r, pairs[0], pairs[1], now.today, &e) < 0)
			fail_msg("%s: %s %s", pairs[0], e.key, e.detail);
	assert_int_equal(record_set(site, &r, "owner", "c1", now.today, &e), 0);
	if (!r.deputy)
		assert_int_equal(record_set(site, &r, "deputy", "none: 一人", now.today, &e), 0);
	assert_int_equal(record_set(site, &r, "date", "today", now.today, &e), 0);
	assert_int_equal(site_begin(site), 0);
	if (record_add(site, &r, &now, &e) < 0)
		fail_msg("%s: %s %s", e.subject, e.key, e.detail);
	assert_int_equal(site_commit(site), 0);
	id = r.id;
	record_clear(&r);
	return id;
}

static __attribute__((unused)) int64_t roster(const char *system, const char *hours, const char *judge,
					      const char *second, const char *severity, const char *gaps)
{
	return record("roster",
		      (const char *const[]){"system", system, "hours", hours, "judge", judge, "second",
					    second, "severity", severity, "gaps", gaps, NULL});
}

static __attribute__((unused)) void responsible(const char *who, const char *deputy)
{
	record("responsible", (const char *const[]){"person", who, "role", "承認", "reached", "内線",
						    "confirmed_on", "2026-04-01", "deputy", deputy, NULL});
}

static __attribute__((unused)) int64_t at_hour(int day, int hour) /* day 0: Monday 2026-11-30, in Japan */
{
	return (INT64_C(1795996800) + INT64_C(86400) * day + INT64_C(3600) * (hour - 9)) * 1000000;
}

#endif
