/* What the site knows of the devices concerned: each table as CSV, and all of them in model.json. */
#include "respond/evidence_parts.h"

#include "assess/sql.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { TABLE_ROWS = 50000, TABLE_BYTES = 16 << 20, MODEL_BYTES = 64 << 20 };

/* ?1 the incident, ?2 1: all devices are meant, ?3 from when, us. Columns that end in _at are times, those
 * called packet are numbers in the packet store. */
#define ITS(device) "(?2 = 1 OR " device " IN (SELECT device FROM incident_device WHERE incident = ?1))"

static const struct {
	const char *name, *sql;
} tables[] = {
	{"devices",
	 "SELECT 'd' || d.id AS device, x.role, v.name, v.kind, v.maker, v.model, v.firmware, v.serial, "
	 "d.os, d.mac, d.ip, v.number, "
	 "v.line, v.place, y.state, y.reason, d.first AS first_at, d.last AS last_at, d.packets, d.bytes, "
	 "d.first_packet AS packet, x.cut AS "
	 "cut_at, x.back AS back_at FROM device d JOIN device_shown v ON v.id = d.id LEFT JOIN device_life y "
	 "ON y.device = d.id LEFT JOIN "
	 "incident_device x ON x.incident = ?1 AND x.device = d.id WHERE " ITS("d.id") " ORDER BY d.id"},
	{"addresses",
	 "SELECT 'd' || device AS device, kind, value, first AS first_at, last AS last_at, packet, source, "
	 "confidence FROM address WHERE " ITS("device") " ORDER BY device, kind, value"},
	{"facts", "SELECT 'd' || device AS device, field, value, source, confidence, count, packet FROM fact "
		  "WHERE " ITS("device") " ORDER BY device, field, value"},
	{"services", "SELECT 'd' || device AS device, transport, port, protocol, answered, encrypted, "
		     "clients, outside_clients, first_packet AS packet "
		     "FROM service WHERE " ITS("device") " ORDER BY device, transport, port"},
	{"flows", "SELECT id AS flow, 'd' || client AS client, 'd' || server AS server, client_ip, "
		  "server_ip, transport, port, client_port, protocol, "
		  "packets, bytes, payload, encrypted, answered, refused, connections, scan, first AS "
		  "first_at, last AS last_at, first_packet AS packet "
		  "FROM flow WHERE " ITS("client") " OR " ITS("server") " ORDER BY last DESC, id"},
	{"commands",
	 "SELECT protocol, name, class, deed, code, sub, 'd' || client AS client, 'd' || server AS "
	 "server, client_ip, server_ip, count, answered, "
	 "refused, first AS first_at, first_packet AS packet FROM command WHERE " ITS("client") " OR " ITS(
		 "server") " ORDER BY first, "
			   "protocol, code"},
	{"operations",
	 "SELECT protocol, name, class, deed, detail, code, sub, 'd' || client AS client, 'd' || "
	 "server AS server, client_ip, server_ip, count, answered, refused, at AS done_at, packet "
	 "FROM operation WHERE " ITS("client") " OR " ITS("server") " ORDER BY at, packet"},
	{"logins", "SELECT protocol, port, method, 'd' || client AS client, 'd' || server AS server, "
		   "client_ip, server_ip, clear, ok, failed, unknown, "
		   "default_pair, default_ok, first AS first_at, packet FROM login WHERE " ITS(
			   "client") " OR " ITS("server") " ORDER BY first, protocol"},
	{"points", "SELECT 'd' || device AS device, name, protocol, count, least, most, last_value, type, "
		   "writes, period_us, first AS first_at, last AS last_at, packet FROM point "
		   "WHERE " ITS("device") " ORDER BY device, name"},
	{"approved",
	 "SELECT 'd' || e.device AS device, e.what, e.key, p.version, p.at AS approved_at, 'c' || p.contact "
	 "AS contact FROM profile_entry e "
	 "JOIN profile p ON p.device = e.device WHERE " ITS("e.device") " ORDER BY e.device, e.what, e.key"},
	{"differences",
	 "SELECT 'd' || device AS device, against, what, kind, key, approved, observed, since AS since_at, "
	 "packet FROM difference WHERE " ITS("device") " ORDER BY device, against, what, key"},
	{"findings", "SELECT 'f' || f.id AS finding, f.check_name, f.severity, 'd' || f.device AS device, "
		     "f.key, f.title_ja, f.title_en FROM finding f "
		     "WHERE f.id IN (SELECT finding FROM finding_about WHERE " ITS(
			     "device") ") ORDER BY f.severity, f.id"},
	{"alarms", "SELECT 'a' || a.id AS alarm, a.detector, a.severity, a.cause, a.title_ja, a.title_en, "
		   "a.began AS began_at, a.raised AS raised_at, "
		   "a.last AS last_at, a.ended AS ended_at, a.count, a.acknowledged AS acknowledged_at, "
		   "a.dismissed AS dismissed_at, a.data FROM alarm a "
		   "WHERE a.id IN (SELECT alarm FROM incident_alarm WHERE incident = ?1) OR (a.last >= ?3 "
		   "AND a.id IN (SELECT alarm FROM alarm_device "
		   "WHERE " ITS("device") ")) ORDER BY a.id"},
	{"signals",
	 "SELECT id AS signal, detector, by_text, on_text, 'd' || by_device AS by_device, 'd' || on_device "
	 "AS on_device, key, at AS first_at, "
	 "last AS last_at, standing, count, claimed, learning, 'a' || alarm AS alarm, data, packet FROM "
	 "signal WHERE last >= ?3 AND (" ITS("by_device") " OR " ITS("on_device") ") ORDER BY id"},
	{"clocks", "SELECT 'd' || device AS device, 'd' || server AS server, stratum, offset_us, packet FROM "
		   "time_sync ORDER BY device, server"},
};

/* --- values */

static bool is_time(const char *column)
{
	size_t n = strlen(column);

	return n > 3 && strcmp(column + n - 3, "_at") == 0;
}

static void packet_text(int64_t p, char to[32])
{
	snprintf(to, 32, "%u:%u", store_packet_file(p), store_packet_n(p));
}

static void csv_value(struct out *o, sqlite3_stmt *st, int i)
{
	const char *column = sqlite3_column_name(st, i);
	char packet[32];

	if (sqlite3_column_type(st, i) == SQLITE_NULL)
		return;
	if (is_time(column))
		out_time(o, sqlite3_column_int64(st, i));
	else if (strcmp(column, "packet") == 0) {
		packet_text(sqlite3_column_int64(st, i), packet);
		out_str(o, packet);
	} else
		out_csv(o, (const char *)sqlite3_column_text(st, i));
}

static void json_value(struct out *o, sqlite3_stmt *st, int i)
{
	const char *column = sqlite3_column_name(st, i);
	char packet[32];

	if (sqlite3_column_type(st, i) == SQLITE_NULL)
		json_null(o, column);
	else if (is_time(column))
		json_time(o, column, sqlite3_column_int64(st, i));
	else if (strcmp(column, "packet") == 0) {
		packet_text(sqlite3_column_int64(st, i), packet);
		json_str(o, column, packet);
	} else if (sqlite3_column_type(st, i) == SQLITE_INTEGER)
		json_int(o, column, sqlite3_column_int64(st, i));
	else
		json_str(o, column, (const char *)sqlite3_column_text(st, i));
}

/* --- one table */

static void csv_head(struct out *o, sqlite3_stmt *st)
{
	for (int i = 0; i < sqlite3_column_count(st); i++) {
		if (i)
			out_char(o, ',');
		out_str(o, sqlite3_column_name(st, i));
	}
	out_str(o, "\r\n");
}

static void csv_row(struct out *o, sqlite3_stmt *st)
{
	for (int i = 0; i < sqlite3_column_count(st); i++) {
		if (i)
			out_char(o, ',');
		csv_value(o, st, i);
	}
	out_str(o, "\r\n");
}

static void json_row(struct out *o, sqlite3_stmt *st)
{
	json_object(o, NULL);
	for (int i = 0; i < sqlite3_column_count(st); i++)
		json_value(o, st, i);
	json_end_object(o);
}

/* False: there was more than may be. */
static bool each_row(struct out *o, sqlite3_stmt *st, void (*row)(struct out *o, sqlite3_stmt *st),
		     uint64_t most)
{
	for (int n = 0; sqlite3_step(st) == SQLITE_ROW; n++) {
		if (n == TABLE_ROWS || o->total > most)
			return false;
		row(o, st);
	}
	return true;
}

static sqlite3_stmt *ask_table(struct bag *b, unsigned i)
{
	return sql_of(b->store, tables[i].sql, "iii", b->incident, (int64_t)b->of_site, b->begins);
}

static void one_csv(struct bag *b, unsigned i)
{
	sqlite3_stmt *st = ask_table(b, i);
	char name[40];
	struct out o;
	bool whole;
	int fd, r;

	snprintf(name, sizeof name, "%s.csv", tables[i].name);
	if (!st) {
		bag_lacks(b, name, "unreadable", "%s", "");
		return;
	}
	fd = bag_open(b, name);
	if (fd >= 0 && (r = out_init(&o, fd)) == 0) {
		out_str(&o, "\xef\xbb\xbf"); /* Excel reads it as UTF-8 */
		csv_head(&o, st);
		whole = each_row(&o, st, csv_row, TABLE_BYTES);
		r = out_finish(&o);
		out_clear(&o);
		bag_close(b, fd, name, r, false);
		if (!whole)
			bag_lacks(b, name, "too-large", "%d", TABLE_ROWS);
	} else if (fd >= 0)
		bag_close(b, fd, name, -ENOMEM, false);
	sqlite3_finalize(st);
}

static void model(struct bag *b)
{
	int fd = bag_open(b, "model.json"), r;
	struct out o;

	if (fd < 0)
		return;
	if ((r = out_init(&o, fd)) == 0) {
		json_object(&o, NULL);
		json_str(&o, "made_by", "mimamori " MIMAMORI_VERSION);
		json_time(&o, "as_of", b->now);
		for (unsigned i = 0; i < sizeof tables / sizeof *tables; i++) {
			sqlite3_stmt *st = ask_table(b, i);

			json_array(&o, tables[i].name);
			if (st)
				(void)each_row(&o, st, json_row, MODEL_BYTES);
			json_end_array(&o);
			sqlite3_finalize(st);
		}
		json_end_object(&o);
		r = out_finish(&o);
		out_clear(&o);
	}
	bag_close(b, fd, "model.json", r, false);
}

void bag_rows(struct bag *b)
{
	for (unsigned i = 0; i < sizeof tables / sizeof *tables; i++)
		one_csv(b, i);
	model(b);
}
