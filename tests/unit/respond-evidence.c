/* Bags of evidence: what is in them, what is named as missing - packets deleted, cut, a full disk -, an
 * attempt that was killed, and files that somebody touched. */
#include "site-scene.h"

#include "capture/write.h"
#include "respond/evidence.h"
#include "respond/incident.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#define SECOND INT64_C(1000000)

static const int64_t start = INT64_C(1795910400000000);
static struct err e;
static char report[EVIDENCE_REPORT];

static void shell(const char *format, ...) __attribute__((format(printf, 1, 2)));
static void shell(const char *format, ...)
{
	char command[600];
	va_list values;

	va_start(values, format);
	vsnprintf(command, sizeof command, format, values);
	va_end(values);
	if (system(command) != 0)
		fail_msg("%s", command);
}

static void past_the_journal(const char *sql)
{
	assert_int_equal(site_begin(site), 0);
	if (sqlite3_exec(store_db(site), sql, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, store_error(site));
	assert_int_equal(site_commit(site), 0);
}

/* A UDP datagram from 10.0.0.A to 10.0.0.B; addresses of cards are 02:00:00:00:00:A. */
static void datagram(struct writer *w, int from, int to, int64_t when, uint32_t n, size_t payload)
{
	static uint8_t b[1400];
	struct frame f = {.when = when, .at = {.file = 0, .n = n}, .link = LINK_ETHERNET, .bytes = b};
	size_t ip = 28 + payload;

	memset(b, 0, sizeof b);
	b[0] = b[6] = 2;
	b[5] = (uint8_t)to;
	b[11] = (uint8_t)from;
	b[12] = 8;
	b[14] = 0x45;
	b[16] = (uint8_t)(ip >> 8);
	b[17] = (uint8_t)ip;
	b[22] = 64;
	b[23] = 17;
	memcpy(b + 26, (uint8_t[]){10, 0, 0, (uint8_t)from, 10, 0, 0, (uint8_t)to, 0x12, 0x34, 0, 53}, 12);
	b[38] = (uint8_t)((payload + 8) >> 8);
	b[39] = (uint8_t)(payload + 8);
	f.captured = f.wire = (uint32_t)(14 + ip);
	assert_int_equal(writer_frame(w, &f, NULL), 0);
}

/* A file of the packet store: a datagram a second; d1 speaks with d2, and d3 with d4, which is nobody's
 * business. */
static int64_t step = SECOND;

static void store_file(int number, int64_t from, int seconds, size_t payload)
{
	char path[200], sql[400];
	struct writer w;
	int fd;

	snprintf(path, sizeof path, "%s.packets/%06d.pcapng", scene_path, number);
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	assert_true(fd >= 0);
	assert_int_equal(writer_init(&w, fd, false, NULL), 0);
	for (int i = 0; i < seconds; i++) {
		datagram(&w, 1, 2, from + i * step, (uint32_t)(2 * i + 1), payload);
		datagram(&w, 3, 4, from + i * step + 1, (uint32_t)(2 * i + 2), payload);
	}
	assert_int_equal(writer_finish(&w), 0);
	writer_clear(&w);
	close(fd);
	snprintf(sql, sizeof sql,
		 "INSERT INTO source(id, name, format, packets, bytes, first, last, truncated) VALUES (%d, "
		 "'x', 'pcapng', 1, 1, %lld, %lld, 0);"
		 "INSERT INTO packet_file VALUES (%d, '%06d.pcapng', 1, 0, 0)",
		 number, (long long)from, (long long)(from + seconds * step), number, number);
	past_the_journal(sql);
}

static int begin(void **state)
{
	scene_open(state);
	shell("rm -rf %s.evidence %s.packets && mkdir %s.packets", scene_path, scene_path, scene_path);
	now.at = start;
	past_the_journal("INSERT INTO device(id, name, kind, layer, confidence, first, last, first_packet, "
			 "packets, bytes, random_mac, router, hidden, known, payload, "
			 "unnamed_payload) VALUES (1, '=cmd|x', 'sensor', 'device', 90, 1, 2, 1, 1, 1, 0, 0, "
			 "0, 0, 1, 0);"
			 "INSERT INTO address VALUES (1, 'mac', '02:00:00:00:00:01', 1, 2, 1, 'frame', 90), "
			 "(1, 'ip', '10.0.0.1', 1, 2, 1, 'frame', 90)");
	return 0;
}

static int end(void **state)
{
	shell("rm -rf %s.evidence %s.packets", scene_path, scene_path);
	return scene_close(state);
}

static int64_t opened(bool with_device)
{
	struct incident_opening o = {.title = "odd", .devices = (const int64_t[]){1}, .count = with_device};
	int64_t id;

	assert_int_equal(site_begin(site), 0);
	assert_int_equal(incident_open(site, &o, &now, &id, &e), 0);
	assert_int_equal(site_commit(site), 0);
	return id;
}

static void told(void)
{
	assert_int_equal(site_begin(site), 0);
	if (evidence_told(site, report, &now, &e) < 0)
		fail_msg("%s: %s", e.key, report);
	assert_int_equal(site_commit(site), 0);
}

static void checkpoint(void) { past_the_journal("INSERT INTO checkpoint VALUES (1, 1, 'x', 'mimamori')"); }

static void no_checkpoint(void) { past_the_journal("DELETE FROM checkpoint"); }

static int files_in(const char *folder)
{
	char command[300], text[32] = "";
	FILE *f;

	snprintf(command, sizeof command, "ls -A %s.evidence/%s 2>/dev/null | wc -l", scene_path, folder);
	f = popen(command, "r");
	assert_non_null(f);
	assert_non_null(fgets(text, sizeof text, f));
	pclose(f);
	return atoi(text);
}

/* --- what is in it */

static void a_bag_is_whole(void **state)
{
	int64_t id = opened(true);

	(void)state;
	checkpoint();
	store_file(1, start - 3600 * SECOND, 1800, 100); /* until half an hour before: not wanted */
	store_file(2, start - 1800 * SECOND + 5 * SECOND, 1700,
		   100); /* 85 s are left out before it was opened */
	assert_int_equal(evidence_waiting(site), 1);
	assert_int_equal(evidence_make(site, 1, now.at, report), 0);
	told();
	assert_int_equal(evidence_waiting(site), 0);
	assert_string_equal(ask("SELECT complete || ' ' || missing FROM evidence"), "1 []");
	/* only d1's, all of them: a quarter of an hour is in the second file */
	assert_string_equal(ask("SELECT packets FROM evidence"), "1700");
	shell("cd %s.evidence/i%lld/e1 && sha256sum -c --strict --quiet SHA256SUMS && [ $(stat -c %%a .) = "
	      "700 ] && [ $(stat -c %%a packets.pcapng) = 600 ]",
	      scene_path, (long long)id);
	/* a name from the wire is no formula, and JSON is JSON */
	shell("cd %s.evidence/i1/e1 && grep -q \"'=cmd\" devices.csv && python3 -m json.tool < model.json > "
	      "/dev/null && python3 -m json.tool < capture.json > "
	      "/dev/null && python3 -m json.tool < incident-record.json > /dev/null",
	      scene_path);
	shell("cd %s.evidence/i1/e1 && python3 -c 'import json; [json.loads(l) for l in "
	      "open(\"events.jsonl\")]'",
	      scene_path);
	assert_int_equal(files_in("i1"), 1);
	no_checkpoint();
}

static void of_the_whole_site_without_a_device(void **state)
{
	(void)state;
	opened(false);
	store_file(1, start - 60 * SECOND, 60, 100);
	assert_int_equal(evidence_make(site, 1, now.at, report), 0);
	told();
	assert_string_equal(ask("SELECT packets FROM evidence"), "120");
}

/* --- what is missing */

static void deleted_packets_are_named(void **state)
{
	(void)state;
	opened(true);
	store_file(1, start - 1700 * SECOND, 800, 100);
	store_file(2, start - 900 * SECOND, 900, 100);
	past_the_journal("UPDATE packet_file SET gone = 1 WHERE source = 1");
	shell("rm %s.packets/000001.pcapng", scene_path);
	assert_int_equal(evidence_make(site, 1, now.at, report), 0);
	told();
	assert_string_equal(ask("SELECT complete FROM evidence"), "0");
	assert_string_equal(
		ask("SELECT group_concat(value ->> '$.why', ' ') FROM evidence, json_each(missing)"),
		"no-checkpoint packets-gone");
	assert_string_equal(ask("SELECT packets FROM evidence"), "900");
}

static void without_any_packets(void **state)
{
	(void)state;
	opened(true);
	assert_int_equal(evidence_make(site, 1, now.at, report), 0);
	told();
	assert_string_equal(
		ask("SELECT group_concat(value ->> '$.why', ' ') FROM evidence, json_each(missing)"),
		"no-checkpoint no-packets");
	assert_string_equal(ask("SELECT files > 15 FROM evidence"), "1");
}

/* 64 MB are enough: those from shortly before it began come first, and where it was cut is said. */
static void too_many_packets_are_cut(void **state)
{
	struct stat st;
	char path[200];

	(void)state;
	opened(false);
	store_file(1, start - 1799 * SECOND, 1799, 100);
	step = SECOND / 8;
	for (int i = 2; i < 22; i++)
		store_file(i, start - 200 * SECOND, 1500, 1300); /* several interfaces at once: 78 MB */
	step = SECOND;
	assert_int_equal(evidence_make(site, 1, now.at, report), 0);
	told();
	assert_non_null(strstr(ask("SELECT missing FROM evidence"), "\"cut\""));
	snprintf(path, sizeof path, "%s.evidence/i1/e1/packets.pcapng", scene_path);
	assert_int_equal(stat(path, &st), 0);
	assert_true(st.st_size <= (EVIDENCE_PACKETS_MB << 20) + (1 << 20));
}

/* As a disk that is full at this many bytes a file: in a process of its own. */
static int on_a_full_disk(rlim_t most)
{
	int pipes[2], status;
	ssize_t n;
	pid_t child;

	assert_int_equal(pipe(pipes), 0);
	child = fork();
	if (child == 0) {
		struct rlimit limit = {most, most};

		signal(SIGXFSZ, SIG_IGN);
		if (setrlimit(RLIMIT_FSIZE, &limit) < 0 || evidence_make(site, 1, now.at, report) < 0)
			_exit(1);
		_exit(write(pipes[1], report, strlen(report)) < 0);
	}
	close(pipes[1]);
	n = read(pipes[0], report, sizeof report - 1);
	close(pipes[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	report[n > 0 ? n : 0] = '\0';
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void a_full_disk_costs_packets_first(void **state)
{
	(void)state;
	opened(true);
	store_file(1, start - 250 * SECOND, 250, 1000);
	assert_int_equal(on_a_full_disk(40000), 0);
	told();
	assert_string_equal(ask("SELECT group_concat(value ->> '$.what' || ' ' || (value ->> '$.why'), ', ') "
				"FROM evidence, json_each(missing) WHERE value ->> '$.why' = "
				"'no-room'"),
			    "packets.pcapng no-room");
	assert_string_equal(ask("SELECT packets > 5 AND packets < 250 FROM evidence"),
			    "1"); /* whole ones, as many as found room */
	shell("cd %s.evidence/i1/e1 && sha256sum -c --strict --quiet SHA256SUMS", scene_path);
}

static void with_no_room_at_all_it_says_so(void **state)
{
	struct incident_asking a = {
		.incident = 1,
		.deed = "cut",
		.fields = "{\"devices\":[\"d1\"],\"how\":\"x\",\"allowed_by\":\"y\",\"safe_stop\":\"done\"}"};

	(void)state;
	opened(true);
	assert_int_equal(on_a_full_disk(100), 0);
	told();
	assert_string_equal(ask("SELECT complete || files || missing FROM evidence"),
			    "00[{\"what\":\"all\",\"why\":\"no-room\",\"detail\":\"File too large\"}]");
	assert_int_equal(files_in("i1"), 0); /* nothing half made is left */
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(incident_deed(site, &a, &now, NULL, &e), 0);
	assert_int_equal(site_commit(site), 0);
}

/* --- killed */

static void killed_in_the_middle(void **state)
{
	char aside[200];

	(void)state;
	opened(true);
	store_file(1, start - 1700 * SECOND, 1700, 1200);
	for (int i = 1; i <= 12; i++) {
		pid_t child = fork();

		if (child == 0)
			_exit(evidence_make(site, 1, now.at, report) < 0);
		usleep((useconds_t)(i * 700));
		kill(child, SIGKILL);
		waitpid(child, NULL, 0);
	}
	assert_int_equal(evidence_waiting(site),
			 1); /* it is asked for as long as nobody told that it is done */
	assert_int_equal(evidence_make(site, 1, now.at, report), 0);
	told();
	shell("cd %s.evidence/i1/e1 && sha256sum -c --strict --quiet SHA256SUMS", scene_path);
	snprintf(aside, sizeof aside, "%s.evidence/i1/.e1.new", scene_path);
	assert_int_equal(access(aside, F_OK), -1);
	assert_int_equal(files_in("i1"), 1);
}

/* Whole, but who made it ended before the journal heard of it: the same bag is told, not another. */
static void ended_before_it_was_told(void **state)
{
	static char first[EVIDENCE_REPORT];

	(void)state;
	opened(true);
	assert_int_equal(evidence_make(site, 1, now.at, first), 0);
	assert_int_equal(evidence_make(site, 1, now.at + SECOND, report), 0);
	assert_string_equal(first, report);
	told();
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(evidence_told(site, report, &now, &e), -EINVAL); /* once only */
	site_rollback(site);
	for (const char *const *bad = (const char *const[]){"", "{", "[]", "{\"evidence\":77,\"files\":[]}",
							    "{\"evidence\":1,\"files\":3}", NULL};
	     *bad; bad++) {
		assert_int_equal(site_begin(site), 0);
		assert_int_equal(evidence_told(site, *bad, &now, &e), -EINVAL);
		site_rollback(site);
	}
}

/* --- touched */

static int flaws;
static char flawed[200];

static void one_file(void *ctx, const char *name, const char *flaw)
{
	(void)ctx;
	if (*flaw) {
		flaws++;
		snprintf(flawed + strlen(flawed), sizeof flawed - strlen(flawed), "%s %s; ", name, flaw);
	}
}

static void check(void)
{
	int64_t damaged;

	flaws = 0;
	*flawed = '\0';
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(evidence_check(site, 1, one_file, NULL, &now, &damaged, &e), 0);
	assert_int_equal(site_commit(site), 0);
	assert_int_equal(damaged, flaws);
}

static void what_was_touched_is_named(void **state)
{
	(void)state;
	opened(true);
	assert_int_equal(evidence_make(site, 1, now.at, report), 0);
	told();
	check();
	assert_int_equal(flaws, 0);
	shell("cd %s.evidence/i1/e1 && echo >> flows.csv && rm facts.csv && echo > planted.txt && ln -sf "
	      "/etc/passwd services.csv && echo >> SHA256SUMS",
	      scene_path);
	check();
	assert_string_equal(flawed, "facts.csv absent; flows.csv differs; services.csv unreadable; "
				    "planted.txt extra; SHA256SUMS differs; ");
	assert_string_equal(ask("SELECT damaged FROM evidence"), "5");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_bag_is_whole, begin, end),
		cmocka_unit_test_setup_teardown(of_the_whole_site_without_a_device, begin, end),
		cmocka_unit_test_setup_teardown(deleted_packets_are_named, begin, end),
		cmocka_unit_test_setup_teardown(without_any_packets, begin, end),
		cmocka_unit_test_setup_teardown(too_many_packets_are_cut, begin, end),
		cmocka_unit_test_setup_teardown(a_full_disk_costs_packets_first, begin, end),
		cmocka_unit_test_setup_teardown(with_no_room_at_all_it_says_so, begin, end),
		cmocka_unit_test_setup_teardown(killed_in_the_middle, begin, end),
		cmocka_unit_test_setup_teardown(ended_before_it_was_told, begin, end),
		cmocka_unit_test_setup_teardown(what_was_touched_is_named, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
