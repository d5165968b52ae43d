/* GET /reports/points and /reports/operations: what devices told and what was done to them, as files; what a viewer sees,
 * and no more. */
#include "serve/controller_json.h"
#include "serve/tabular.h"

#include "fact/protocol_name.h"

#include <stdio.h>
#include <string.h>

api_handler api_report_points, api_report_operations;

static void number(struct tabular *t, const struct scan *s, int column)
{
	char text[40];

	snprintf(text, sizeof text, "%.10g", sqlite3_column_double(s->rows, column));
	tabular_cell(t, scan_null(s, column) ? NULL : text);
}

/* 12345 in file 1 of several: 1:12345; the same pair that `mimamori slice` and the reports know. */
static void packet(struct tabular *t, int64_t packet)
{
	char text[48];

	snprintf(text, sizeof text, "%lld:%lld", (long long)store_packet_file(packet),
		 (long long)store_packet_n(packet));
	tabular_cell(t, packet ? text : NULL);
}

static const char *called(const struct call *c, const char *token)
{
	return protocol_name(protocol_of(token ? token : ""), c->language);
}

/* --- values */

static const struct tabular_column point_columns[] = {
	{"api.column-id", 8},        {"api.column-name", 26},   {"api.column-point", 26},
	{"api.column-protocol", 16}, {"api.column-type", 10},   {"api.column-last-value", 14},
	{"api.column-at", 20},       {"api.column-least", 14},  {"api.column-most", 14},
	{"api.column-count", 10},    {"api.column-writes", 10}, {"api.column-period", 12},
	{"api.column-first", 20},    {"api.column-packet", 14},
};
enum { POINT_CELLS = sizeof point_columns / sizeof *point_columns };

static void point(struct tabular *t, const struct scan *s)
{
	tabular_cell(t, scan_str(s, 0));
	tabular_cell(t, scan_str(s, 1));
	tabular_cell(t, scan_str(s, 2));
	tabular_cell(t, called(t->call, scan_str(s, 3)));
	tabular_cell(t, scan_str(s, 4));
	number(t, s, 5);
	tabular_when(t, scan_int_or(s, 6, INT64_MIN));
	number(t, s, 7);
	number(t, s, 8);
	tabular_number(t, scan_int(s, 9));
	tabular_number(t, scan_int(s, 10));
	number(t, s, 11);
	tabular_when(t, scan_int_or(s, 12, INT64_MIN));
	packet(t, scan_int(s, 13));
}

int api_report_points(struct call *c)
{
	int64_t device = id_number(query_text(c, "device"));
	const char *system = query_text(c, "system");
	struct tabular t;
	struct pick q;
	int r = tabular_begin(&t, c, query_text(c, "format"), "api.title-points", point_columns, POINT_CELLS);

	if (r < 0)
		return r;
	pick_begin(
		&q, c,
		"SELECT 'd' || p.device, (SELECT coalesce(d.name, d.model) FROM device_shown d WHERE d.id = "
		"p.device), p.name, p.protocol, p.type, p.last_value, p.last, p.least, p.most, p.count, "
		"p.writes, p.period_us / 1e6, p.first, p.packet FROM point p WHERE " SEES("p.device"));
	if (device)
		pick_number(&q, " AND p.device = :", device);
	if (system && strcmp(system, "site") != 0)
		pick_number(&q, " AND p.device IN (SELECT device FROM system_device WHERE system = :)",
			    id_number(system));
	pick_add(&q, " ORDER BY p.device, name_order(p.name), p.protocol, p.rowid");
	for (struct scan *s = pick_run(&q); s->more && !t.failed; scan_next(s))
		point(&t, s);
	r = pick_end(&q);
	return r < 0 ? (tabular_end(&t, "points"), r) : tabular_end(&t, "points");
}

/* --- operations */

static const struct tabular_column operation_columns[] = {
	{"api.column-at", 20},       {"api.column-server", 24}, {"api.column-server-ip", 16},
	{"api.column-gravity", 10},  {"api.column-deed", 24},   {"api.column-request", 24},
	{"api.column-detail", 24},   {"api.column-client", 24}, {"api.column-client-ip", 16},
	{"api.column-protocol", 16}, {"api.column-count", 10},  {"api.column-answered", 10},
	{"api.column-refused", 10},  {"api.column-packet", 14},
};
enum { OPERATION_CELLS = sizeof operation_columns / sizeof *operation_columns };

#define SHOWN(end, what) "CASE WHEN " SEES_END("k." end, "k." end "_outside") " THEN " what " END"
#define CALLED(end)                                                                                          \
	"coalesce((SELECT coalesce(name, model) FROM device_shown WHERE id = k." end                         \
	"), (SELECT coalesce(name, network) FROM outside WHERE id = k." end "_outside))"
#define OPERATIONS                                                                                           \
	"SELECT k.at, " SHOWN("server", CALLED("server")) ", " SHOWN(                                        \
		"server",                                                                                    \
		"k.server_ip") ", gravity(k.deed), k.deed, k.name, "                                         \
			       "" VEILED("k.detail") ", " SHOWN("client", CALLED("client")) ", " SHOWN(      \
				       "client",                                                             \
				       "k.client_ip") ", k.protocol, k.count, k.answered, k.refused, "       \
						      "k.packet "                                            \
						      "FROM operation k WHERE (@all OR k.client IN (SELECT " \
						      "value FROM json_each(@mine)) OR "                     \
						      "k.server IN (SELECT value FROM json_each(@mine)))"

static void operation(struct tabular *t, const struct scan *s)
{
	enum language l = t->call->language;
	char key[80];

	tabular_when(t, s->key);
	tabular_cell(t, scan_str(s, 1));
	tabular_cell(t, scan_str(s, 2));
	snprintf(key, sizeof key, "deeds.gravity-%.20s", gravity_token((enum gravity)scan_int(s, 3)));
	tabular_cell(t, lang(l, key));
	snprintf(key, sizeof key, "deeds.deed-%.60s", scan_str(s, 4));
	tabular_cell(t, lang(l, key));
	for (int i = 5; i <= 8; i++)
		tabular_cell(t, scan_str(s, i));
	tabular_cell(t, called(t->call, scan_str(s, 9)));
	for (int i = 10; i <= 12; i++)
		tabular_number(t, scan_int(s, i));
	packet(t, scan_int(s, 13));
}

int api_report_operations(struct call *c)
{
	int64_t controller = id_number(query_text(c, "controller"));
	const char *system = query_text(c, "system");
	struct tabular t;
	struct pick q;
	int r = tabular_begin(&t, c, query_text(c, "format"), "api.title-operations", operation_columns,
			      OPERATION_CELLS);

	if (r < 0)
		return r;
	pick_begin(&q, c, OPERATIONS);
	if (controller)
		pick_number(&q, " AND k.server = :", sees_device(c, controller) ? controller : -1);
	if (system && strcmp(system, "site") != 0)
		pick_number(&q, " AND k.server IN (SELECT device FROM system_device WHERE system = :)",
			    id_number(system));
	pick_add(&q, " ORDER BY k.at, k.packet, k.rowid");
	for (struct scan *s = pick_run(&q); s->more && !t.failed; scan_next(s))
		operation(&t, s);
	r = pick_end(&q);
	return r < 0 ? (tabular_end(&t, "operations"), r) : tabular_end(&t, "operations");
}
