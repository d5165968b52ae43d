/* What radio networks cost a save (docs/measured.md): a site that knows so many access points and stations takes in
 * a capture that saw a few of them again. wifi [ACCESS-POINTS STATIONS]. Milliseconds, the median of nine. */
#include "inventory/save.h"
#include "respond/parts.h"
#include "store/seal.h"
#include "store/site.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { SECOND = 1000000, SAVES = 9, SEEN_POINTS = 20, SEEN_STATIONS = 200 };

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1000 + (double)t.tv_nsec / 1e6;
}

static void must(int r, struct store *s)
{
	if (r >= 0)
		return;
	fprintf(stderr, "%d: %s\n", r, s ? store_error(s) : "");
	exit(1);
}

static void fill(struct store *run, unsigned points, unsigned stations, int64_t at)
{
	char sql[3000];

	snprintf(
		sql, sizeof sql,
		"INSERT INTO source VALUES (0, 'run', 'pcap', NULL, 9, 9, %lld, %lld, 0);"
		"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < %u) INSERT INTO "
		"access_point SELECT NULL, printf('02:00:00:00:%%02x:%%02x', i / 256, i %% 256), 'ap', "
		"'net', 1, "
		"6, 0, 'wpa2-psk', NULL, 'ccmp', 'ccmp', 'optional', 0, 0, 0, 9, 9, 'ccmp', %lld, %lld, 7 "
		"FROM n;"
		"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < %u) INSERT INTO "
		"wifi_client SELECT NULL, printf('02:00:00:00:%%02x:%%02x', i / 5 / 256, i / 5 %% 256), "
		"NULL, "
		"printf('06:00:00:%%02x:%%02x:%%02x', i / 65536, i / 256 %% 256, i %% 256), 3, 'ccmp', 1, 1, "
		"1, 1, "
		"1, 0, 0, %lld, %lld, 7 FROM n;"
		"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < %u) INSERT INTO "
		"wifi_leave SELECT NULL, NULL, printf('02:00:00:00:%%02x:%%02x', i / 5 / 256, i / 5 %% 256), "
		"printf('06:00:00:%%02x:%%02x:%%02x', i / 65536, i / 256 %% 256, i %% 256), "
		"'ff:ff:ff:ff:ff:ff', 0, "
		"7, 0, 1, 1, %lld, %lld, 7 FROM n;",
		(long long)at, (long long)at + SECOND, points - 1, (long long)at, (long long)at + SECOND,
		stations - 1, (long long)at, (long long)at + SECOND, stations - 1, (long long)at,
		(long long)at + SECOND);
	must(sqlite3_exec(store_db(run), sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : -1, run);
}

static double save(struct store *site, unsigned points, unsigned stations, int n)
{
	int64_t at = (INT64_C(1800000000) + 5 * n) * SECOND;
	struct save_file file = {.size = 1};
	struct saved saved;
	struct store *run;
	double began;

	snprintf(file.digest, sizeof file.digest, "%d", n);
	must(store_shared(&run), NULL);
	fill(run, points, stations, at);
	began = now();
	must(store_join(site), site);
	must(site_begin(site), site);
	must(save_run(site, &file, 1, at, "local", &saved), site);
	must(site_commit(site), site);
	began = now() - began;
	sqlite3_exec(store_db(site), "DETACH run", NULL, NULL, NULL);
	store_free(run);
	return began;
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void plant(unsigned points, unsigned stations)
{
	static const char *const ends[] = {"", "-wal", "-shm", ".key"};
	char path[64], name[80];
	struct store *site;
	struct err e = {0};
	double first, again[SAVES];

	snprintf(path, sizeof path, "/tmp/mimamori-wifi-%d.db", (int)getpid());
	must(site_open(path, SITE_CREATE, site_parts(), 1, &site, &e), NULL);
	store_watch(site, true);
	first = save(site, points, stations, 0);
	for (int n = 0; n < SAVES; n++)
		again[n] = save(site, SEEN_POINTS, SEEN_STATIONS, n + 1);
	qsort(again, SAVES, sizeof *again, by_size);
	printf("%8u %9u %10.1f %10.1f\n", points, stations, first, again[SAVES / 2]);
	store_free(site);
	for (size_t i = 0; i < 4; i++) {
		snprintf(name, sizeof name, "%s%s", path, ends[i]);
		unlink(name);
	}
}

int main(int argc, char **argv)
{
	printf("  points  stations  all, new  few, again\n");
	if (argc == 3) {
		plant((unsigned)strtoul(argv[1], NULL, 10), (unsigned)strtoul(argv[2], NULL, 10));
		return 0;
	}
	plant(100, 500);
	plant(2000, 10000);
	plant(20000, 100000);
	return 0;
}
