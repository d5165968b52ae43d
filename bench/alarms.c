/* What alarms cost: alarms [SECONDS]. A thousand alarm-raising signals each second, written each second as
 * core does, in three mixes: known causes that go on, ever new causes, ever new claimed sources. And all
 * lamps of 10,000 devices. Grouped without loss: the sum of the alarms' counts is what was said. */
#include "respond/alarms.h"
#include "respond/lamps.h"
#include "respond/parts.h"
#include "store/seal.h"
#include "store/site.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define SECOND INT64_C(1000000)

enum { A_SECOND = 1000, DEVICES = 10000 };

static double cpu_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void must(int r, struct store *s)
{
	if (r >= 0)
		return;
	fprintf(stderr, "%d %s\n", r, s ? store_error(s) : "");
	exit(1);
}

static int64_t number(struct store *s, const char *sql)
{
	sqlite3_stmt *st = NULL;
	int64_t v = -1;

	if (sqlite3_prepare_v2(store_db(s), sql, -1, &st, NULL) == SQLITE_OK &&
	    sqlite3_step(st) == SQLITE_ROW)
		v = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return v;
}

static struct signal signal_of(const char *kind, uint32_t i, int64_t when)
{
	uint8_t mac[6] = {2, 0, (uint8_t)(i >> 24), (uint8_t)(i >> 16), (uint8_t)(i >> 8), (uint8_t)i},
		ip[4] = {10, (uint8_t)(i >> 16), (uint8_t)(i >> 8), (uint8_t)i};

	return (struct signal){.detector = kind,
			       .what = SIGNAL_ON,
			       .when = when,
			       .by = {mac_of(mac), ip_of4(ip)},
			       .on = {.ip = ip_of4((uint8_t[]){10, 200, 0, 1})},
			       .packet = {1, i + 1},
			       .count = 1};
}

struct mix {
	const char *name;
	uint32_t causes; /* 0: each a new one */
	bool claimed;
};

static void write_all(struct alarms *a, struct store *s, int64_t at)
{
	must(site_begin(s), s);
	must(alarms_write(a, s, at), s);
	must(site_commit(s), s);
	alarms_wrote(a, true);
}

static void run(struct store *s, const struct mix *m, int seconds)
{
	struct alarms *a = alarms_new(NULL);
	int64_t now = INT64_C(1795910400000000),
		before = number(s, "SELECT coalesce(sum(count), 0) FROM alarm"), counted;
	double taken = 0, written = 0, from;
	uint32_t n = 0;

	must(alarms_load(a, s), s);
	for (int i = 0; i < seconds; i++) {
		from = cpu_ms();
		for (int k = 0; k < A_SECOND; k++, n++) {
			struct signal one = signal_of(m->claimed ? "scan" : "sign-in-guessing",
						      m->causes ? n % m->causes : n + 1000, now + k * 900);

			one.claimed = m->claimed;
			alarms_take(a, &one);
		}
		alarms_tick(a, now += SECOND);
		taken += cpu_ms() - from;
		from = cpu_ms();
		write_all(a, s, now);
		written += cpu_ms() - from;
	}
	counted = number(s, "SELECT coalesce(sum(count), 0) FROM alarm") - before;
	printf("%-28s %8u signals, %8lld counted: %s; %9.0f signals/s taken, %6.2f ms CPU a second with "
	       "writing; %3lld alarms, "
	       "%5.1f MB\n",
	       m->name, n, (long long)counted, counted == (int64_t)n ? "none lost" : "LOST", n / taken * 1e3,
	       (taken + written) / seconds, (long long)number(s, "SELECT count(*) FROM alarm"),
	       (double)alarms_counts(a).bytes / 1e6);
	alarms_free(a);
	if (sqlite3_exec(store_db(s), "DELETE FROM signal; UPDATE alarm SET ended = last, ended_by = 'over'",
			 NULL, NULL, NULL))
		must(-1, s);
}

static int nothing(void *ctx, const struct lamps *l)
{
	unsigned *n = ctx;

	*n += l->device.colour != LAMP_NONE;
	return 0;
}

static void lamps(struct store *s)
{
	struct lamps_sight sight = {INT64_C(1795910400000000), true};
	double best = 1e9;
	unsigned n = 0;
	char sql[900];

	snprintf(sql, sizeof sql,
		 "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) INSERT INTO "
		 "device(id, name, kind, "
		 "layer, confidence, first, last, first_packet, packets, bytes, ip, random_mac, router, "
		 "known, hidden, payload, "
		 "unnamed_payload) SELECT i, 'machine ' || i, 'plc', 'device', 90, 1, 1795910399000000, 1, "
		 "1, 60, '10.0.0.' || i, "
		 "0, 0, 0, 0, 0, 0 FROM n; INSERT INTO device_rhythm SELECT id, 60000000 FROM device; INSERT "
		 "INTO point(device, "
		 "name, protocol, count, first, last, packet) SELECT id, 'v', 'modbus', 9, 1, last, 1 FROM "
		 "device",
		 DEVICES);
	if (sqlite3_exec(store_db(s), sql, NULL, NULL, NULL))
		must(-1, s);
	for (int i = 0; i < 20; i++) {
		double from = cpu_ms();

		n = 0;
		must(lamps_each(s, &sight, nothing, &n), s);
		if (cpu_ms() - from < best)
			best = cpu_ms() - from;
	}
	printf("%-28s %8u devices in %.1f ms CPU   goal 20 ms: %s\n", "lamps", n, best,
	       best < 20 ? "met" : "MISSED");
}

int main(int argc, char **argv)
{
	static const struct mix mixes[] = {{"100 attackers go on", 100, false},
					   {"each a new attacker", 0, false},
					   {"each a new claimed source", 0, true}};
	char path[] = "/tmp/mimamori-bench-alarms-XXXXXX";
	int seconds = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 120, fd = mkstemp(path);
	struct store *s = NULL;
	struct err e = {0};

	if (fd < 0 || close(fd) < 0 || unlink(path) < 0)
		return 1;
	must(site_open(path, SITE_CREATE, site_parts(), 1, &s, &e), NULL);
	store_watch(s, true);
	for (size_t i = 0; i < sizeof mixes / sizeof *mixes; i++)
		run(s, &mixes[i], seconds);
	lamps(s);
	store_free(s);
	for (const char *const *end = (const char *const[]){"", "-wal", "-shm", ".key", NULL}; *end; end++) {
		char side[80];

		snprintf(side, sizeof side, "%s%s", path, *end);
		unlink(side);
	}
	return 0;
}
