/* Acts and questions as a taken-over web may send them, carried out: any operation, hostile paths, queries,
 * headers and bodies, as the site's owner, as a vendor of one system and as nobody. Every answer has a
 * status; what says it is JSON is; the journal stays whole whatever was done (verified each time the site is
 * made anew). */
#include "assess/account.h"
#include "assess/contact.h"
#include "assess/system.h"
#include "respond/incident.h"
#include "respond/parts.h"
#include "serve/api.h"
#include "store/site.h"
#include "store/verify.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { RUNS_EACH = 400, TOKENS = 8 };

static struct api api;
static struct viewer vendor;
static char path[80];
static unsigned runs;
static int64_t now = 1795910400000000;

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void must(bool kept)
{
	if (!kept)
		abort();
}

static void flaw(void *ctx, const struct flaw *f)
{
	(void)ctx;
	fprintf(stderr, "verify: %s %s %s %s\n", f->key, f->table, f->row, f->detail);
	abort();
}

static void clean(void)
{
	static const char *const ends[] = {"", "-wal", "-shm", ".key"};
	char side[100];

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		snprintf(side, sizeof side, "%s%s", path, ends[i]);
		unlink(side);
	}
}

/* Two systems, four devices, two people, an account, an incident. */
static void fill(struct store *s)
{
	struct writing w = {now, "local", "2026-11-29"};
	struct system_row one = {.name = "press", .level = "core", .status = "live"},
			  two = {.name = "paint", .level = "poc", .status = "live"};
	struct contact c = {.name = "A", .side = "ot"}, v = {.name = "V", .side = "vendor"};
	int64_t account, moved, incident, first[] = {1, 3}, second[] = {2, 4};
	struct incident_opening odd = {.title = "odd", .devices = first, .count = 2};
	struct err e = {0};
	char sql[400];

	must(site_begin(s) == 0);
	for (int i = 1; i <= 4; i++) {
		snprintf(sql, sizeof sql,
			 "INSERT INTO device(id, kind, layer, confidence, first, last, first_packet, "
			 "packets, bytes, ip, random_mac, router, "
			 "known, hidden, payload, unnamed_payload) VALUES (%d, 'plc', 'device', 90, 1, 1, 1, "
			 "1, 60, '10.0.0.%d', 0, 0, 0, 0, 0, 0)",
			 i, i);
		must(sqlite3_exec(store_db(s), sql, NULL, NULL, NULL) == SQLITE_OK);
	}
	must(contact_add(s, &c, &w, &e) == 0 && contact_add(s, &v, &w, &e) == 0);
	must(system_add(s, &one, &w, &e) == 0 && system_add(s, &two, &w, &e) == 0);
	must(system_assign(s, 1, first, 2, false, &w, &moved, &e) == 0 &&
	     system_assign(s, 2, second, 2, false, &w, &moved, &e) == 0);
	must(account_add(s, 2, "maker", &w, &account, &e) == 0 &&
	     account_grant(s, account, ROLE_VENDOR, 1, &w, &e) == 0);
	must(incident_open(s, &odd, &w, &incident, &e) == 0);
	must(site_commit(s) == 0);
}

static void anew(void)
{
	struct verified told;
	struct err e = {0};

	if (api.store) {
		must(site_verify(api.store, NULL, flaw, NULL, &told) == 0);
		api_close();
		store_free(api.store);
	}
	snprintf(path, sizeof path, "/tmp/mimamori-fuzz-acts-%d.db", (int)getpid());
	clean();
	must(site_open(path, SITE_CREATE, site_parts(), now, &api.store, &e) == 0);
	sqlite3_exec(store_db(api.store), "PRAGMA synchronous=OFF", NULL, NULL, NULL);
	fill(api.store);
	api.version = "fuzz";
	api.began = now;
	api.inline_slow = true;
	must(api_open(&api) == 0);
	vendor = (struct viewer){.account = 1,
				 .contact = 2,
				 .actor = "c2",
				 .from = "192.0.2.7",
				 .systems = 1,
				 .system = {{1, ROLE_VENDOR}}};
}

/* The next line of the input. */
static struct said line(const uint8_t **at, const uint8_t *end)
{
	const uint8_t *from = *at, *lf = from < end ? memchr(from, '\n', (size_t)(end - from)) : NULL;

	*at = lf ? lf + 1 : end;
	return (struct said){(const char *)from, (size_t)((lf ? lf : end) - from)};
}

/* The operation's path, its {parts} from lines: as web sends it, without NUL. */
static void path_of(const struct route *r, const uint8_t **at, const uint8_t *end, char *to, size_t room)
{
	size_t n = 0;

	for (const char *p = r->path; *p && n + 1 < room; p++) {
		struct said part;

		if (*p != '{') {
			to[n++] = *p;
			continue;
		}
		part = line(at, end);
		for (size_t i = 0; i < part.n && i < 40 && n + 1 < room; i++)
			if (part.s[i])
				to[n++] = part.s[i];
		p = strchr(p, '}');
	}
	to[n] = '\0';
}

/* A document is no JSON, and what prints and packs needs helpers. */
static bool is_json(const struct response *head)
{
	return head->content_type.s && memmem(head->content_type.s, head->content_type.n, "json", 4);
}

static void check(struct api_answer *a)
{
	sqlite3_stmt *st = NULL;
	size_t n;
	const char *body = out_bytes(&a->body, &n);

	must(a->head.status >= 200 && a->head.status < 600);
	if (n && is_json(&a->head)) {
		must(sqlite3_prepare_v2(store_db(api.store), "SELECT json_valid(?1)", -1, &st, NULL) ==
		     SQLITE_OK);
		sqlite3_bind_text(st, 1, body, (int)n, SQLITE_STATIC);
		must(sqlite3_step(st) == SQLITE_ROW && sqlite3_column_int(st, 0) == 1);
		sqlite3_finalize(st);
	}
	must(sqlite3_get_autocommit(store_db(api.store)));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	const uint8_t *at = bytes + 3, *end = bytes + n;
	const struct route *r;
	struct request q = {.id = 1, .via = VIA_WEB, .peer = said_of("192.0.2.7")};
	struct api_answer a;
	char target[400];

	if (n < 3)
		return 0;
	if (runs++ % RUNS_EACH == 0)
		anew();
	r = &api_routes[bytes[0] % api_route_count];
	if (r->flags & ROUTE_SLOW) /* forks, helpers */
		return 0;
	path_of(r, &at, end, target, sizeof target);
	q.method = bytes[1] & 8 ? bytes[1] % METHOD_COUNT : r->method;
	q.path = said_of(target);
	q.query = line(&at, end);
	if (bytes[1] & 16)
		q.if_match = line(&at, end);
	if (bytes[1] & 32)
		q.idempotency_key = line(&at, end);
	if (bytes[1] & 64)
		q.session = line(&at, end);
	if (bytes[1] & 128)
		q.bearer = line(&at, end);
	if (at < end) {
		q.body = (struct said){(const char *)at, (size_t)(end - at)};
		q.content_type = said_of("application/json");
	}
	if (bytes[2] % 3 == 0)
		q.via = VIA_CONTROL;
	now += 1000;
	if (api_serve(&api, &q, now, bytes[2] % 3 == 1 ? &vendor : NULL, &a) == API_DONE)
		check(&a);
	api_answer_clear(&a);
	return 0;
}
