/* What it costs that detectors know the site: bench-known [DEVICES]. A site of so many devices (10,000), each
 * with two addresses, an approved profile of twenty lines and a rhythm, made in memory of the machine (/tmp);
 * then each kind of change, one by one. */
#include "detect/known.h"
#include "detect/detect.h"
#include "respond/parts.h"
#include "store/journal.h"
#include "store/site.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static struct store *site;
static struct detect *room;

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static void must(int r)
{
	if (r >= 0)
		return;
	fprintf(stderr, "%s\n", store_error(site));
	exit(1);
}

static void run(const char *sql, const char *event)
{
	must(site_begin(site));
	must(sqlite3_exec(store_db(site), sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : -1);
	if (event)
		must(journal_append(site, 1, event, "local", "{\"device\":1,\"profiles\":[]}", NULL));
	must(site_commit(site));
}

static void took(const char *what)
{
	double begin = now();

	must(detect_site(room, site));
	printf("%-60s %10.0f us\n", what, now() - begin);
}

static void fill(int devices)
{
	char sql[3000];

	snprintf(sql, sizeof sql,
		 "CREATE TEMP TABLE n AS WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c "
		 "WHERE i < %d) SELECT i FROM c;"
		 "CREATE TEMP TABLE k AS WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c "
		 "WHERE i < 20) SELECT i FROM c;"
		 "INSERT INTO device(id, kind, layer, confidence, first, last, first_packet, packets, bytes, "
		 "mac, ip, random_mac, router, hidden, "
		 "known, payload, unnamed_payload) SELECT i, 'plc', 'device', 90, 1, 2, 1, 1, 1, "
		 "printf('00:1b:1b:%%02x:%%02x:%%02x', i >> 16, "
		 "i >> 8 & 255, i & 255), printf('10.0.%%d.%%d', i >> 8, i & 255), 0, 0, 0, 0, 0, 0 FROM n;"
		 "INSERT INTO address SELECT id, 'mac', mac, 1, 2, 1, 'frame', 90 FROM device;"
		 "INSERT INTO address SELECT id, 'ip', ip, 1, 2, 1, 'frame', 90 FROM device;"
		 "INSERT INTO device_rhythm SELECT i, 60000000 FROM n;"
		 "INSERT INTO profile SELECT i, 1, 1, NULL, NULL, i FROM n;"
		 "INSERT INTO profile_entry SELECT n.i, CASE k.i %% 2 WHEN 0 THEN 'peer' ELSE 'service' END, "
		 "CASE k.i %% 2 WHEN 0 THEN 'd' || "
		 "((n.i + k.i) %% %d) ELSE 'tcp/' || k.i || '/http' END FROM n, k;",
		 devices, devices);
	run(sql, NULL);
}

static void changes(void)
{
	char sql[400];

	took("all of it, at the beginning");
	took("nothing changed");
	run("UPDATE device SET last = 3 WHERE id < 100", NULL);
	took("a period in which nobody is new");
	snprintf(sql, sizeof sql,
		 "INSERT INTO device(id, kind, layer, confidence, first, last, first_packet, packets, bytes, "
		 "random_mac, router, hidden, known, "
		 "payload, unnamed_payload) SELECT max(id) + 1, 'hmi', 'device', 90, 1, 2, 1, 1, 1, 0, 0, 0, "
		 "0, 0, 0 FROM device; INSERT INTO "
		 "address SELECT max(id), 'mac', '02:00:00:00:00:01', 1, 2, 1, 'frame', 90 FROM device");
	run(sql, NULL);
	took("a new device");
	run("UPDATE device SET kind = 'hmi' WHERE id = 7", "device-changed");
	took("a device is of another kind");
	run("INSERT OR REPLACE INTO profile SELECT device, 2, 1, NULL, NULL, 1000000 FROM profile WHERE "
	    "device = 5",
	    "profile-approved");
	took("one profile approved");
	run("DELETE FROM profile WHERE device = 6", "profile-withdrawn");
	took("one withdrawn");
	run("UPDATE address SET device = 8 WHERE device = 9; DELETE FROM device WHERE id = 9",
	    "device-split");
	took("two devices became one: all is read again");
}

int main(int argc, char **argv)
{
	int devices = argc > 1 ? atoi(argv[1]) : 10000;
	char path[64];
	struct err e = {0};

	snprintf(path, sizeof path, "/tmp/mimamori-known-%d.db", (int)getpid());
	if (site_open(path, SITE_CREATE, site_parts(), 1, &site, &e) < 0)
		return 1;
	fill(devices);
	room = detect_new(&(struct detect_options){.devices_max = (size_t)devices + 10});
	changes();
	printf("%-60s %10zu kB of tables that are kept\n", "", detect_counts(room).bytes / 1024);
	detect_free(room);
	store_free(site);
	for (const char *const *end = (const char *const[]){"", "-wal", "-shm", ".key", NULL}; *end; end++) {
		char side[80];

		snprintf(side, sizeof side, "%s%s", path, *end);
		unlink(side);
	}
	return 0;
}
