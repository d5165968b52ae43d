/* A pack that came back as JSON, as any bytes, into a site that has one pack. With "A" as the first byte the
 * rest stands as the answers of a file whose content is whole, so that mutation gets behind the comparison.
 * Whatever is not refused is answered with; what was refused left nothing. */
#include "assess/pack_file.h"
#include "assess/sql.h"
#include "base/out.h"
#include "respond/parts.h"
#include "store/site.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ARENA = 32 << 20 };

static struct store *site;
static char content[1 << 17];
static const struct writing now = {INT64_C(1800000000000000), "local", "2027-01-15"};

static void must(int r, const char *what, const struct err *e)
{
	if (r == 0)
		return;
	fprintf(stderr, "%s: %d %s %s\n", what, r, e->key, e->detail);
	abort();
}

static void keep_content(void)
{
	sqlite3_stmt *st = sql_of(site, "SELECT content FROM pack", "");

	if (!st || sqlite3_step(st) != SQLITE_ROW)
		abort();
	sql_text(st, 0, content, sizeof content);
	sqlite3_finalize(st);
}

/* The open file stays; no name is left behind. */
static void forget(const char *path)
{
	static const char *const ends[] = {"", ".key", "-wal", "-shm"};
	char name[100];

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		snprintf(name, sizeof name, "%s%s", path, ends[i]);
		unlink(name);
	}
}

/* The site's id is made of chance: seeds know it as this one. */
static void made(void)
{
	char path[80];
	struct err e = {0};
	struct pack p;
	const int64_t devices[] = {1};

	snprintf(path, sizeof path, "/tmp/fuzz-pack-%ld.db", (long)getpid());
	must(site_open(path, SITE_CREATE, site_parts(), now.at, &site, &e), "site", &e);
	must(site_begin(site), "begin", &e);
	must(sql_run(site,
		     "INSERT INTO device(id, maker, model, kind, layer, confidence, first, last, "
		     "first_packet, packets, "
		     "bytes, random_mac, router, known, hidden, payload, unnamed_payload) VALUES (1, 'A', "
		     "'M', 'plc', "
		     "'device', 90, 1, 1, 1, 1, 60, 0, 0, 0, 0, 0, 0)",
		     ""),
	     "device", &e);
	must(pack_make(site,
		       &(struct pack_making){.kind = PACK_QUESTIONS,
					     .vendor = "Alpha Works",
					     .title = "One",
					     .due_on = "2099-12-31",
					     .device = devices,
					     .devices = 1},
		       &now, &p, &e),
	     "pack", &e);
	must(sql_run(site, "UPDATE site SET value = 'mimamori/fuzz' WHERE key = 'origin'", ""), "origin", &e);
	must(sql_run(site,
		     "UPDATE pack SET hash = 'fuzz', content = json_set(content, '$.site', 'mimamori/fuzz')",
		     ""),
	     "content", &e);
	must(site_commit(site), "commit", &e);
	keep_content();
	forget(path);
}

static void answer(const struct pack_back *back)
{
	struct pack_counted n;
	struct err e = {0};
	int64_t before = sql_number(site, 0, "SELECT count(*) FROM event", "");
	int r;

	if (site_begin(site) < 0)
		abort();
	r = pack_answer(site, back->pack, back->said, back->count, NULL, &now, &n, &e);
	if (r < 0 && !e.key[0])
		abort();
	if (r < 0 && sql_number(site, 0, "SELECT count(*) FROM event", "") != before)
		abort();
	site_rollback(site);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);
static char *file_of(const uint8_t *bytes, size_t n, size_t *ret_n)
{
	struct out o;
	char *file;

	if (out_init(&o, -1) < 0)
		abort();
	if (n && bytes[0] == 'A') {
		out_str(&o, "{\"form\":\"mimamori-pack/1\",\"hash\":\"fuzz\",\"content\":");
		out_str(&o, content);
		out_str(&o, ",\"answers\":");
		out_put(&o, bytes + 1, n - 1);
		out_char(&o, '}');
	} else {
		out_put(&o, bytes, n);
	}
	file = malloc(o.used + 1);
	if (!file)
		abort();
	memcpy(file, out_bytes(&o, ret_n), o.used);
	*ret_n = o.used;
	out_clear(&o);
	return file;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct pack_back back;
	struct err e = {0};
	struct arena *a = arena_new(ARENA);
	char *file;
	int r;

	if (!site)
		made();
	if (!a)
		return 0;
	file = file_of(bytes, n, &n);
	r = pack_read_json(site, file, n, &(struct pack_bringer){0}, a, &back, &e);
	if (r < 0 && !e.key[0])
		abort();
	if (r == 0)
		answer(&back);
	free(file);
	arena_free(a);
	return 0;
}
