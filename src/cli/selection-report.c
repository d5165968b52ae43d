/* From a line of a report to addresses, packets and conversations. */
#include "cli/selection.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { REPORT_MAX = 512 << 20 };

/* --- the document */

static char *slurp(const char *path, struct err *e)
{
	FILE *f = fopen(path, "rb");
	char *text = NULL;
	long size = -1;

	if (!f) {
		err_set(e, -errno, path, "no-report", "%s", strerror(errno));
		return NULL;
	}
	if (fseek(f, 0, SEEK_END) == 0)
		size = ftell(f);
	if (size >= 0 && size <= REPORT_MAX && fseek(f, 0, SEEK_SET) == 0 &&
	    (text = calloc(1, (size_t)size + 1)) && fread(text, 1, (size_t)size, f) != (size_t)size) {
		free(text);
		text = NULL;
	}
	fclose(f);
	if (!text)
		err_set(e, -EIO, path, "not-a-report", "%s", "");
	return text;
}

/* A document and the questions asked of it. */
struct report {
	sqlite3 *db;
	char *text;
	const char *id;
};

static int report_open(struct report *r, const char *path, struct err *e)
{
	r->text = slurp(path, e);
	if (!r->text)
		return e->code;
	if (sqlite3_open(":memory:", &r->db) != SQLITE_OK)
		return err_set(e, -ENOMEM, path, "no-memory", "%s", "");
	return 0;
}

static void report_close(struct report *r)
{
	sqlite3_close(r->db);
	free(r->text);
}

/* Each row to `row`; ?1 is the document, ?2 the id. False when SQL fails or row said so. */
static bool ask(struct report *r, const char *sql, bool (*row)(void *ctx, sqlite3_stmt *q), void *ctx)
{
	sqlite3_stmt *q = NULL;
	bool ok = sqlite3_prepare_v2(r->db, sql, -1, &q, NULL) == SQLITE_OK;

	if (ok) {
		sqlite3_bind_text(q, 1, r->text, -1, SQLITE_STATIC);
		if (sqlite3_bind_parameter_count(q) > 1)
			sqlite3_bind_text(q, 2, r->id ? r->id : "", -1, SQLITE_STATIC);
		while (ok && sqlite3_step(q) == SQLITE_ROW)
			ok = row(ctx, q);
	}
	return sqlite3_finalize(q) == SQLITE_OK && ok;
}

static const char *column(sqlite3_stmt *q, int i)
{
	const char *s = (const char *)sqlite3_column_text(q, i);

	return s ? s : "";
}

static bool add_address(struct ends *ends, const char *s)
{
	struct mac mac, *m;
	struct ip ip, *p;

	if (ip_parse(s, &ip)) {
		p = selection_more(&ends->ips, &ends->ip_count, sizeof *p);
		if (p)
			*p = ip;
		return p;
	}
	if (mac_parse(s, &mac)) {
		m = selection_more(&ends->macs, &ends->mac_count, sizeof *m);
		if (m)
			*m = mac;
		return m;
	}
	return true;
}

static bool row_address(void *ctx, sqlite3_stmt *q) { return add_address(ctx, column(q, 0)); }

static bool row_file(void *ctx, sqlite3_stmt *q)
{
	struct selection *s = ctx;
	char **name = selection_more(&s->files, &s->file_count, sizeof *name);

	return name && (*name = strdup(column(q, 0)));
}

static bool row_packet(void *ctx, sqlite3_stmt *q)
{
	struct selection *s = ctx;
	struct span *span = selection_more(&s->packets, &s->packet_count, sizeof *span);

	if (span)
		span->first = span->last = (uint64_t)(uint32_t)sqlite3_column_int64(q, 0) << 32 |
					   (uint32_t)sqlite3_column_int64(q, 1);
	return span;
}

static uint8_t transport_of(const char *token)
{
	static const struct {
		const char *token;
		uint8_t number;
	} tokens[] = {{"tcp", 6},    {"udp", 17},  {"icmp", 1},  {"icmpv6", 58}, {"igmp", 2},
		      {"sctp", 132}, {"gre", 47},  {"esp", 50},  {"ah", 51},     {"ospf", 89},
		      {"vrrp", 112}, {"pim", 103}, {"eigrp", 88}};

	for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++)
		if (strcmp(tokens[i].token, token) == 0)
			return tokens[i].number;
	return 0;
}

/* Below IP an end is known by its device's MACs. */
static const char macs_of_end[] =
	"SELECT m.value FROM json_each(?1, '$.flows') f, json_each(?1, '$.devices') d,"
	" json_each(d.value, '$.macs') m WHERE f.value ->> 'n' = CAST(?2 AS INTEGER)"
	" AND f.value ->> '$.client.ip' IS NULL AND f.value ->> '$.server.ip' IS NULL"
	" AND d.value ->> 'id' = f.value ->> '$.%s.id'";

static bool row_flow(void *ctx, sqlite3_stmt *q)
{
	struct selection *s = ctx;

	s->transport = transport_of(column(q, 0));
	s->port = (uint16_t)sqlite3_column_int(q, 1);
	s->client.no_address = !*column(q, 2) && *column(q, 3);
	s->server.no_address = *column(q, 2) && !*column(q, 3);
	return add_address(&s->client, column(q, 2)) && add_address(&s->server, column(q, 3));
}

static bool ask_end(struct report *r, const char *side, struct ends *ends)
{
	char sql[sizeof macs_of_end + 32];

	snprintf(sql, sizeof sql, macs_of_end, side);
	return ask(r, sql, row_address, ends);
}

static bool look_up(struct selection *s, struct report *r)
{
	switch (s->wanted) {
	case WANT_DEVICE:
		return ask(r,
			   "SELECT m.value FROM json_each(?1, '$.devices') d, json_each(d.value, '$.macs') m"
			   " WHERE d.value ->> 'id' = ?2",
			   row_address, &s->client) &&
		       ask(r,
			   "SELECT i.value FROM json_each(?1, '$.devices') d, json_each(d.value, '$.ips') i"
			   " WHERE d.value ->> 'id' = ?2",
			   row_address, &s->client) &&
		       ask(r,
			   "SELECT i.value FROM json_each(?1, '$.outside') o, json_each(o.value, '$.ips') i"
			   " WHERE o.value ->> 'id' = ?2",
			   row_address, &s->client);
	case WANT_FLOW:
		return ask(r,
			   "SELECT value ->> 'transport', value ->> 'server_port', value ->> '$.client.ip',"
			   " value ->> '$.server.ip' FROM json_each(?1, '$.flows')"
			   " WHERE value ->> 'n' = CAST(?2 AS INTEGER)",
			   row_flow, s) &&
		       ask_end(r, "client", &s->client) && ask_end(r, "server", &s->server);
	case WANT_FINDING:
		return ask(r,
			   "SELECT e.value ->> 'file', e.value ->> 'n' FROM json_each(?1, '$.findings') f,"
			   " json_each(f.value, '$.evidence') e"
			   " WHERE f.value ->> 'id' = ?2 OR f.value ->> 'check' = ?2",
			   row_packet, s);
	default:
		return true;
	}
}

static bool row_readable(void *ctx, sqlite3_stmt *q)
{
	int *readable = ctx;

	*readable = sqlite3_column_int(q, 0);
	return true;
}

static int by_span(const void *a, const void *b)
{
	const struct span *x = a, *y = b;

	return (x->first > y->first) - (x->first < y->first);
}

/* Sorted, and none overlaps another. */
static void settle_packets(struct selection *s)
{
	size_t kept = 0;

	if (!s->packet_count)
		return;
	qsort(s->packets, s->packet_count, sizeof *s->packets, by_span);
	for (size_t i = 1; i < s->packet_count; i++) {
		struct span *last = &s->packets[kept], *next = &s->packets[i];

		if (next->first > last->last)
			s->packets[++kept] = *next;
		else if (next->last > last->last)
			last->last = next->last;
	}
	s->packet_count = kept + 1;
}

static int resolved(struct selection *s, struct report *r, const char *path, struct err *e)
{
	int readable = 0;

	if (!ask(r, "SELECT CASE WHEN json_valid(?1) THEN ?1 ->> 'schema' = 'mimamori-inspect/1' END",
		 row_readable, &readable) ||
	    !readable)
		return err_set(e, ERR_USAGE, path, "not-a-report", "%s", "");
	if (ask(r, "SELECT ?1 ->> 'pseudonymised'", row_readable, &readable) && readable)
		return err_set(e, ERR_USAGE, path, "report-of-stand-ins", "%s", "");
	if (!ask(r, "SELECT value ->> 'name' FROM json_each(?1, '$.capture.files') ORDER BY key", row_file,
		 s) ||
	    !look_up(s, r))
		return err_set(e, -ENOMEM, path, "no-memory", "%s", "");
	if (!s->client.mac_count && !s->client.ip_count && !s->server.mac_count && !s->server.ip_count &&
	    !s->packet_count)
		return err_set(e, ERR_USAGE, path, "not-in-report", "%s", s->id);
	settle_packets(s);
	return 0;
}

int selection_resolve(struct selection *s, const char *folder, struct err *ret_err)
{
	struct report r = {.id = s->id};
	char *path = NULL;
	int code;

	if (asprintf(&path, "%s/inspect.json", folder) < 0)
		return err_set(ret_err, -ENOMEM, folder, "no-memory", "%s", "");
	code = report_open(&r, path, ret_err);
	if (code == 0)
		code = resolved(s, &r, path, ret_err);
	report_close(&r);
	free(path);
	return code;
}

/* --- packets by number */

static bool number(const char **at, uint32_t *ret)
{
	char *end;
	unsigned long v;

	if (**at < '0' || **at > '9')
		return false;
	errno = 0;
	v = strtoul(*at, &end, 10);
	*at = end;
	*ret = (uint32_t)v;
	return errno == 0 && v <= UINT32_MAX;
}

static bool one_span(const char **at, struct span *ret)
{
	uint32_t file = 0, first, last;

	if (!number(at, &first))
		return false;
	if (**at == ':') {
		file = first;
		++*at;
		if (!number(at, &first))
			return false;
	}
	last = first;
	if (**at == '-') {
		++*at;
		if (!number(at, &last))
			return false;
	}
	*ret = (struct span){(uint64_t)file << 32 | first, (uint64_t)file << 32 | last};
	return first && last >= first;
}

int selection_packets(struct selection *s, const char *list, struct err *ret_err)
{
	const char *at = list;

	do {
		struct span *span = selection_more(&s->packets, &s->packet_count, sizeof *span);

		if (!span)
			return err_set(ret_err, -ENOMEM, list, "no-memory", "%s", "");
		if (!one_span(&at, span) || (*at && *at != ','))
			return err_set(ret_err, ERR_USAGE, list, "bad-packet-list", "%s", "");
	} while (*at++ == ',');
	settle_packets(s);
	return 0;
}
