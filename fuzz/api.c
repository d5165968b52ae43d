/* Requests as the API takes them from a web that was taken over: any path, query and headers, read by the
 * whole of the site, by somebody of one system, or by nobody; bodies of one act that is never carried out.
 * Whatever comes, the answer is one of the statuses that are promised, its JSON is JSON, and no "<" is in it.
 * One site with a few rows in a file, made once. */
#include "serve/api.h"
#include "respond/parts.h"
#include "store/site.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static struct api api;

static void must(bool kept)
{
	if (!kept)
		abort();
}

static void run(const char *sql)
{
	must(sqlite3_exec(store_db(api.store), sql, NULL, NULL, NULL) == SQLITE_OK);
}

static void begin(void)
{
	char path[64];
	struct err e = {0};

	snprintf(path, sizeof path, "/tmp/mimamori-fuzz-api-%d.db", (int)getpid());
	unlink(path);
	must(site_open(path, SITE_CREATE, site_parts(), 1, &api.store, &e) == 0 && api_open(&api) == 0);
	api.version = "fuzz";
	api.inline_slow = true;
	run("INSERT INTO device(id, name, kind, layer, confidence, first, last, first_packet, packets, "
	    "bytes, mac, ip, random_mac, "
	    "router, hidden, known, payload, unnamed_payload) VALUES (1, '<b>', 'plc', 'device', 90, 1, 2, "
	    "1, 1, 1, "
	    "'00:00:5e:00:53:01', '192.0.2.1', 0, 0, 0, 1, 0, 0), (2, NULL, 'pc', 'server', 90, 1, 2, 1, 1, "
	    "1, NULL, NULL, 0, 0, 0, 0, "
	    "0, 0); INSERT INTO flow(client, server, client_ip, server_ip, transport, port, protocol, "
	    "packets, bytes, payload, "
	    "first, last, first_packet, last_packet, answered, refused, connections, scan, to_group) VALUES "
	    "(2, 1, '192.0.2.2', "
	    "'192.0.2.1', 'tcp', 502, 'modbus', 1, 1, 1, 1, 2, 1, 1, 1, 0, 1, 0, 0); INSERT INTO finding(id, "
	    "check_name, severity, "
	    "device, evidence_total, title_ja, title_en, why_ja, why_en, do_ja, do_en) VALUES (1, "
	    "'telnet-in-use', 1, 1, 1, 'a', 'b', "
	    "'c', 'd', 'e', 'f'); INSERT INTO finding_about(finding, device) VALUES (1, 1); INSERT INTO "
	    "system(id, name, level, "
	    "status, seq) VALUES (1, 'line', 'core', 'live', 1); INSERT INTO system_device VALUES (1, 1, 1)");
	unlink(path);
}

/* Up to the next newline. */
static struct said part(const uint8_t **at, const uint8_t *end)
{
	const uint8_t *from = *at, *stop = from < end ? memchr(from, '\n', (size_t)(end - from)) : NULL;
	struct said s = {(const char *)from, (size_t)((stop ? stop : end) - from)};

	*at = stop ? stop + 1 : end;
	return s;
}

static bool is_json(const char *text, size_t n)
{
	sqlite3_stmt *st = NULL;
	bool valid;

	must(sqlite3_prepare_v2(store_db(api.store), "SELECT json_valid(?1)", -1, &st, NULL) == SQLITE_OK);
	sqlite3_bind_text(st, 1, text, (int)n, SQLITE_STATIC);
	valid = sqlite3_step(st) == SQLITE_ROW && sqlite3_column_int(st, 0);
	sqlite3_finalize(st);
	return valid;
}

static void look_at(const struct api_answer *a)
{
	const struct response *h = &a->head;
	size_t n;
	const char *body = out_bytes((struct out *)(uintptr_t)&a->body, &n);

	must(h->status == 200 || h->status == 304 ||
	     (h->status >= 400 && h->status < 600 && h->status != 500));
	must(body || h->status == 304);
	if (n && memmem(h->content_type.s, h->content_type.n, "json", 4)) {
		must(is_json(body, n));
		must(a->head.disposition.s || memmem(body, n, "openapi", 7) || !memchr(body, '<', n));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	const uint8_t *at = bytes + 1, *end = bytes + n;
	struct viewer all = {.site_roles = 511}, one = {.system[0] = {1, 64}, .systems = 1};
	struct request r = {.via = VIA_WEB};
	struct api_answer answer;

	if (n < 2)
		return 0;
	if (!api.store)
		begin();
	r.path = part(&at, end);
	r.query = part(&at, end);
	r.accept_language = part(&at, end);
	r.if_none_match = part(&at, end);
	r.content_type = part(&at, end);
	r.body = (struct said){(const char *)at, (size_t)(end - at)};
	if (bytes[0] & 4) { /* a body is looked at before anybody may do anything */
		r.method = METHOD_POST;
		r.path = said_of("/api/v1/contacts");
		all.site_roles = 1;
	}
	must(api_serve(&api, &r, 1795910400000000,
		       bytes[0] % 3 == 0   ? &all
		       : bytes[0] % 3 == 1 ? &one
					   : NULL,
		       &answer) == API_DONE);
	look_at(&answer);
	api_answer_clear(&answer);
	return 0;
}
