/* GET /findings/{id}: what a finding rests on: its question, the question's rows about it, its packets. */
#include "serve/device_json.h"
#include "serve/finding_json.h"

#include "assess/assess.h"
#include "assess/evidence.h"
#include "assess/sheet.h"
#include "base/addr.h"

#include <stdio.h>
#include <string.h>

api_handler api_findings_get;

enum { ROWS_MOST = 100, STEPS_MOST = 20 /* thousand instructions of SQLite, some 20 ms each */ };

static void met_by(struct out *o, unsigned set)
{
	static const char *const words[] = {"refused", "permit", "config", "statement", "seen"};

	json_array(o, "met_by");
	for (int i = 0; i < 5; i++)
		if (set & 1u << i)
			json_str(o, NULL, words[i]);
	json_end_array(o);
}

static void question(struct out *o, const struct check *k)
{
	json_object(o, "question");
	json_str(o, "check", k->name);
	json_int(o, "version", k->version);
	json_str(o, "sql", k->question);
	met_by(o, k->met_by);
	json_end_object(o);
}

/* --- the question's rows about this finding */

struct subject {
	int64_t device, outside, flow;
	char key[300];
	bool keyed;
};

static bool has_column(sqlite3_stmt *st, const char *name)
{
	for (int i = 0; i < sqlite3_column_count(st); i++)
		if (strcmp(sqlite3_column_name(st, i), name) == 0)
			return true;
	return false;
}

static void value(struct out *o, const struct scan *s, int i)
{
	const char *name = sqlite3_column_name(s->rows, i);
	int type = sqlite3_column_type(s->rows, i);

	if (type == SQLITE_NULL)
		json_null(o, NULL);
	else if (strncmp(name, "packet", 6) == 0)
		json_packet(o, NULL, scan_int(s, i));
	else if (strcmp(name, "device") == 0 || strcmp(name, "about") == 0)
		json_id(o, NULL, 'd', scan_int(s, i));
	else if (strcmp(name, "outside") == 0)
		json_id(o, NULL, 'o', scan_int(s, i));
	else if (type == SQLITE_INTEGER && strlen(name) > 3 && strcmp(name + strlen(name) - 3, "_on") == 0)
		json_time(o, NULL, scan_int(s, i));
	else if (type == SQLITE_INTEGER)
		json_int(o, NULL, scan_int(s, i));
	else if (type == SQLITE_FLOAT)
		json_real(o, NULL, sqlite3_column_double(s->rows, i));
	else
		json_column(o, NULL, s, i);
}

/* SELECT * FROM (the question) WHERE it is about this subject. */
static sqlite3_stmt *ask_again(struct call *c, const struct check *k, const struct subject *of)
{
	static const char *const columns[] = {"device", "outside", "flow"};
	const int64_t ids[] = {of->device, of->outside, of->flow};
	int n = (int)strlen(k->question), at = 0;
	sqlite3_stmt *st = NULL, *asked = NULL;
	char sql[8192];

	while (n && strchr("; \n\t", k->question[n - 1]))
		n--;
	if (sqlite3_prepare_v2(store_db(c->store), k->question, n, &st, NULL) != SQLITE_OK)
		return NULL;
	while (at < 2 && !ids[at])
		at++;
	snprintf(sql, sizeof sql, "SELECT * FROM (%.*s) LIMIT 1000", n, k->question);
	if (has_column(st, columns[at]) && ids[at])
		snprintf(sql, sizeof sql, "SELECT * FROM (%.*s) WHERE %s = ?1%s LIMIT 1000", n, k->question,
			 columns[at],
			 of->keyed && has_column(st, "key") ? " AND CAST(key AS TEXT) = ?2" : "");
	sqlite3_finalize(st);
	if (sqlite3_prepare_v2(store_db(c->store), sql, -1, &asked, NULL) != SQLITE_OK)
		return NULL;
	sqlite3_bind_int64(asked, 1, ids[at]);
	if (sqlite3_bind_parameter_count(asked) > 1)
		sqlite3_bind_text(asked, 2, of->key, -1, SQLITE_STATIC);
	return asked;
}

static int too_long(void *left) { return --*(int *)left < 0; }

static void rows(struct call *c, const struct check *k, const struct subject *of)
{
	struct scan s = {0};
	struct out *o = c->out;
	int64_t total = 0;
	int left = STEPS_MOST;

	/* Rows may name devices that are not about it: not for a viewer who does not see all. */
	if (!viewer_restricted(&c->viewer))
		s.rows = ask_again(c, k, of);
	json_array(o, "columns");
	for (int i = 0; s.rows && i < sqlite3_column_count(s.rows); i++)
		json_str(o, NULL, sqlite3_column_name(s.rows, i));
	json_end_array(o);
	json_array(o, "rows");
	sqlite3_progress_handler(store_db(c->store), 100000, too_long, &left);
	for (s.rows ? scan_next(&s) : (void)0; s.more; scan_next(&s)) {
		if (total++ >= ROWS_MOST)
			continue;
		json_array(o, NULL);
		for (int i = 0; i < sqlite3_column_count(s.rows); i++)
			value(o, &s, i);
		json_end_array(o);
	}
	sqlite3_progress_handler(store_db(c->store), 0, NULL, NULL);
	json_end_array(o);
	json_int(o, "rows_total", total);
	json_bool(o, "rows_complete", s.rows && s.error == 0);
	scan_close(&s);
}

/* --- packets */

static void evidence(struct call *c, int64_t id)
{
	struct scan s = kept_run(
		c, "SELECT packet FROM finding_packet WHERE finding = ?1 ORDER BY packet LIMIT 20", id);

	json_array(c->out, "evidence");
	for (; s.more; scan_next(&s))
		json_packet(c->out, NULL, s.key);
	json_end_array(c->out);
	kept_end(&s);
}

/* Wireshark's display filter: the flow, else the device's address. */
static void filter_of(struct call *c, const struct subject *of)
{
	struct scan s =
		kept_run(c, "SELECT port, client_ip, server_ip, transport FROM flow WHERE id = ?1", of->flow);
	const char *kind, *a, *b;
	char text[300] = "";

	if (s.more && (a = scan_str(&s, 1)) && (b = scan_str(&s, 2))) {
		kind = strchr(a, ':') ? "ipv6" : "ip";
		snprintf(text, sizeof text, "%s.addr == %.60s && %s.addr == %.60s", kind, a, kind, b);
		if (s.key && scan_str(&s, 3) &&
		    (!strcmp(scan_str(&s, 3), "tcp") || !strcmp(scan_str(&s, 3), "udp")))
			snprintf(text + strlen(text), sizeof text - strlen(text), " && %.8s.port == %lld",
				 scan_str(&s, 3), (long long)s.key);
	}
	kept_end(&s);
	if (!*text && of->device) {
		s = kept_run(c, "SELECT 0, ip, mac FROM device WHERE id = ?1", of->device);
		a = s.more ? scan_str(&s, 1) : NULL;
		b = s.more ? scan_str(&s, 2) : NULL;
		if (a)
			snprintf(text, sizeof text, "%s.addr == %.60s", strchr(a, ':') ? "ipv6" : "ip", a);
		else if (b)
			snprintf(text, sizeof text, "eth.addr == %.60s", b);
		kept_end(&s);
	}
	json_str(c->out, "filter", *text ? text : NULL);
}

/* --- what it means for the sheet */

static void labels(struct out *o, const struct check *k)
{
	json_array(o, "threats");
	for (int i = 1; i <= 12; i++)
		if (k->threats & 1u << i)
			json_int(o, NULL, i);
	json_end_array(o);
	json_array(o, "techniques");
	for (size_t i = 0; k->techniques && k->techniques[i]; i++)
		json_str(o, NULL, k->techniques[i]);
	json_end_array(o);
	json_array(o, "rows_of_sheet");
	for (size_t i = 0; k->items[i]; i++) {
		char item[16];
		const struct sheet_item *at;

		snprintf(item, sizeof item, "%s%s", strchr(k->items[i], '-') == k->items[i] + 1 ? "0" : "",
			 k->items[i]);
		at = sheet_item("jssec-2.1", item);
		json_object(o, NULL);
		json_str(o, "item", item);
		json_pair(o, "title", at ? at->title_ja : item, at ? at->title_en : item);
		json_end_object(o);
	}
	json_end_array(o);
}

static void devices(struct call *c, int64_t id)
{
	static const char one[] =
		DEVICE_SELECT "WHERE d.id IN (SELECT device FROM finding_about WHERE finding = ?1) AND " SEES(
			"d.id") " LIMIT 100";
	struct scan s = kept_run(c, one, id);

	json_array(c->out, "devices");
	for (; s.more; scan_next(&s))
		json_device(c, NULL, &s);
	json_end_array(c->out);
	kept_end(&s);
}

static struct subject subject_of(struct call *c, int64_t id)
{
	struct scan s = kept_run(c, "SELECT device, outside, flow, key FROM finding WHERE id = ?1", id);
	struct subject of = {.device = s.key, .outside = scan_int(&s, 1), .flow = scan_int(&s, 2)};

	of.keyed = !scan_null(&s, 3);
	snprintf(of.key, sizeof of.key, "%s", of.keyed ? scan_sentence(&s, 3) : "");
	kept_end(&s);
	return of;
}

int api_findings_get(struct call *c)
{
	static const char one[] =
		"SELECT " FINDING_COLUMNS " FROM " FINDING_FROM " WHERE f.id = ?1 AND " SEES_FINDING("f.id");
	int64_t id = id_number(c->path[0]);
	struct scan s = kept_run(c, one, id);
	const struct check *k = s.more ? check_by_name(scan_str(&s, 1)) : NULL;
	struct subject of;

	if (!k) {
		kept_end(&s);
		return problem(c, 404, "no-such-path", NULL, NULL);
	}
	json_object(c->out, NULL);
	finding_object(c, "finding", &s);
	kept_end(&s);
	of = subject_of(c, id);
	question(c->out, k);
	rows(c, k, &of);
	evidence(c, id);
	filter_of(c, &of);
	labels(c->out, k);
	devices(c, id);
	json_end_object(c->out);
	return 200;
}
