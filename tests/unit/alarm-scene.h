/* Signals by hand, alarms in a site of its own: who, whom, when; and what the file says afterwards. */
#ifndef MIMAMORI_TESTS_ALARM_SCENE_H
#define MIMAMORI_TESTS_ALARM_SCENE_H

#include "site-scene.h"

#include "respond/alarm.h"
#include "respond/alarms.h"

#define S(n) (INT64_C(1000000) * (n))

static struct alarms *alarms;
static int64_t scene_now; /* the source's clock */

static inline int alarm_scene_open(void **state)
{
	int r = scene_open(state);

	alarms = alarms_new(NULL);
	assert_non_null(alarms);
	scene_now = now.at;
	return r;
}

static inline int alarm_scene_close(void **state)
{
	alarms_free(alarms);
	alarms = NULL;
	return scene_close(state);
}

/* Host n of the plant: its MAC and IP. 0: nobody. */
static inline struct who host(unsigned n)
{
	uint8_t mac[6] = {2, 0, 0, 0, (uint8_t)(n >> 8), (uint8_t)n},
		ip[4] = {10, (uint8_t)(n >> 16), (uint8_t)(n >> 8), (uint8_t)n};

	return n ? (struct who){mac_of(mac), ip_of4(ip)} : (struct who){0};
}

static inline struct signal said(const char *detector, unsigned by, unsigned on)
{
	return (struct signal){.detector = detector,
			       .what = SIGNAL_ON,
			       .when = scene_now,
			       .by = host(by),
			       .on = host(on),
			       .by_device = by < 1000 ? by : 0,
			       .on_device = on < 1000 ? on : 0,
			       .packet = {1, (uint32_t)(scene_now / 1000 % 1000000 + 1)},
			       .count = 1};
}

static inline void say(const char *detector, unsigned by, unsigned on)
{
	struct signal s = said(detector, by, on);

	alarms_take(alarms, &s);
}

static inline void over(const char *detector, unsigned by, unsigned on)
{
	struct signal s = said(detector, by, on);

	s.what = SIGNAL_OFF;
	alarms_take(alarms, &s);
}

static inline void pass(int64_t seconds)
{
	for (int64_t i = 0; i < seconds; i++)
		alarms_tick(alarms, scene_now += S(1));
	now.at += S(seconds);
}

static inline int written(void)
{
	int r;

	assert_int_equal(site_begin(site), 0);
	assert_int_equal(alarms_site(alarms, site), 0);
	r = alarms_write(alarms, site, now.at);
	assert_true(r >= 0);
	assert_int_equal(site_commit(site), 0);
	alarms_wrote(alarms, true);
	return r;
}

static inline void restart(void)
{
	alarms_free(alarms);
	alarms = alarms_new(NULL);
	assert_int_equal(alarms_load(alarms, site), 0);
	assert_int_equal(alarms_site(alarms, site), 0);
}

static inline int64_t number(const char *sql)
{
	sqlite3_stmt *st = NULL;
	int64_t v = -1;

	if (sqlite3_prepare_v2(store_db(site), sql, -1, &st, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, store_error(site));
	if (sqlite3_step(st) == SQLITE_ROW)
		v = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return v;
}

static inline void expect_text(const char *sql, const char *want)
{
	sqlite3_stmt *st = NULL;

	if (sqlite3_prepare_v2(store_db(site), sql, -1, &st, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, store_error(site));
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	assert_string_equal((const char *)sqlite3_column_text(st, 0), want);
	sqlite3_finalize(st);
}

static inline void device(unsigned n)
{
	char sql[500], ip[IP_TEXT];
	struct who w = host(n);

	ip_text(w.ip, ip);
	snprintf(sql, sizeof sql,
		 "INSERT INTO device(id, name, kind, layer, confidence, first, last, first_packet, packets, "
		 "bytes, ip, "
		 "random_mac, router, known, hidden, payload, unnamed_payload) VALUES (%u, 'machine %u', "
		 "'plc', 'device', 90, 1, "
		 "%lld, 1, 1, 60, '%s', 0, 0, 0, 0, 0, 0); INSERT INTO address VALUES (%u, 'ip', '%s', 1, 1, "
		 "1, 'arp', 90)",
		 n, n, (long long)scene_now, ip, n, ip);
	assert_int_equal(site_begin(site), 0);
	if (sqlite3_exec(store_db(site), sql, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s", store_error(site));
	assert_int_equal(site_commit(site), 0);
}

#define ACT(call)                                                                                            \
	do {                                                                                                 \
		struct err e = {0};                                                                          \
		assert_int_equal(site_begin(site), 0);                                                       \
		if ((call) < 0)                                                                              \
			fail_msg("%s: %s %s", #call, e.key, e.detail);                                       \
		assert_int_equal(site_commit(site), 0);                                                      \
	} while (0)

#define REFUSED(call, wanted)                                                                                \
	do {                                                                                                 \
		struct err e = {0};                                                                          \
		assert_int_equal(site_begin(site), 0);                                                       \
		assert_true((call) < 0);                                                                     \
		assert_string_equal(e.key, wanted);                                                          \
		site_rollback(site);                                                                         \
	} while (0)

#endif
