/* GET /reports/devices and /reports/flows: the lists as files; what a viewer sees, and no more. */
#include "serve/tabular.h"

#include "fact/protocol_name.h"
#include "report/words.h"

#include <stdio.h>
#include <string.h>

api_handler api_report_devices, api_report_flows;

static const struct tabular_column device_columns[] = {
	{"api.column-number", 14},   {"api.column-line", 14},    {"api.column-place", 18},
	{"api.column-id", 8},        {"api.column-name", 26},    {"api.column-kind", 18},
	{"api.column-layer", 16},    {"api.column-state", 12},   {"api.column-ip", 16},
	{"api.column-mac", 18},      {"api.column-maker", 20},   {"api.column-model", 20},
	{"api.column-firmware", 14}, {"api.column-serial", 16},  {"api.column-known", 8},
	{"api.column-owner", 14},    {"api.column-findings", 8}, {"api.column-first", 20},
	{"api.column-last", 20},     {"api.column-packets", 10},
};
enum { DEVICE_COLUMNS = sizeof device_columns / sizeof *device_columns };

static const char *word(const struct call *c, const char *topic, const char *before, const char *token)
{
	static char key[96];
	const char *w;

	if (!token)
		return NULL;
	snprintf(key, sizeof key, "%s.%s%.60s", topic, before, token);
	w = lang(c->language, key);
	return w == key ? token : w;
}

static void device(struct tabular *t, const struct scan *s)
{
	struct call *c = t->call;

	for (int i = 1; i <= 3; i++)
		tabular_cell(t, scan_str(s, i));
	tabular_cell(t, scan_str(s, 4));
	tabular_cell(t, scan_str(s, 5));
	tabular_cell(t, word(c, "kinds", "", scan_str(s, 6)));
	tabular_cell(t, word(c, "layers", "", scan_str(s, 7)));
	tabular_cell(t, word(c, "keep", "state-", scan_str(s, 8)));
	for (int i = 9; i <= 14; i++)
		tabular_cell(t, scan_str(s, i));
	tabular_cell(t, lang(c->language, scan_int(s, 15) ? "api.yes" : "api.no"));
	tabular_cell(t, scan_str(s, 16));
	tabular_number(t, scan_int(s, 17));
	tabular_when(t, scan_int_or(s, 18, INT64_MIN));
	tabular_when(t, scan_int_or(s, 19, INT64_MIN));
	tabular_number(t, scan_int(s, 20));
}

static void of_system(struct pick *q, const char *sql, const char *system)
{
	if (system && strcmp(system, "site") != 0)
		pick_number(q, sql, id_number(system));
}

int api_report_devices(struct call *c)
{
	struct tabular t;
	struct pick q;
	int r = tabular_begin(&t, c, query_text(c, "format"), "api.title-devices", device_columns,
			      DEVICE_COLUMNS);

	if (r < 0)
		return r;
	pick_begin(
		&q, c,
		"SELECT d.id, d.number, d.line, d.place, 'd' || d.id, d.name, d.kind, d.layer, "
		"coalesce(y.state, "
		"'introduced'), o.ip, o.mac, d.maker, d.model, d.firmware, d.serial, o.known, l.owner, "
		"(SELECT "
		"count(DISTINCT finding) FROM finding_about WHERE device = d.id), o.first, o.last, o.packets "
		"FROM "
		"device_shown d JOIN device o ON o.id = d.id LEFT JOIN ledger l ON l.id = o.ledger LEFT JOIN "
		"device_life y ON y.device = d.id WHERE " SEES("d.id"));
	of_system(&q, " AND d.id IN (SELECT device FROM system_device WHERE system = :)",
		  query_text(c, "system"));
	pick_add(&q, " ORDER BY d.id");
	for (struct scan *s = pick_run(&q); s->more && !t.failed; scan_next(s))
		device(&t, s);
	r = pick_end(&q);
	return r < 0 ? (tabular_end(&t, "devices"), r) : tabular_end(&t, "devices");
}

static const struct tabular_column flow_columns[] = {
	{"api.column-n", 8},        {"api.column-client", 24},    {"api.column-client-ip", 16},
	{"api.column-server", 24},  {"api.column-server-ip", 16}, {"api.column-transport", 8},
	{"api.column-port", 8},     {"api.column-protocol", 16},  {"api.column-encrypted", 10},
	{"api.column-packets", 10}, {"api.column-bytes", 12},     {"api.column-first", 20},
	{"api.column-last", 20},
};
enum { FLOW_COLUMNS = sizeof flow_columns / sizeof *flow_columns };

#define NAME_OF(end)                                                                                         \
	"coalesce((SELECT coalesce(name, model) FROM device_shown WHERE id = f." end                         \
	"), (SELECT coalesce(name, network) FROM outside WHERE id = f." end "_outside))"
/* An end of which a restricted viewer is told nothing. */
#define HIDDEN(end)                                                                                          \
	"((f." end " IS NOT NULL AND NOT " SEES("f." end) ") OR (f." end " IS NULL AND f." end               \
							  "_outside IS NULL AND NOT @all))"

#define SHOWN(end, what) "CASE WHEN NOT " HIDDEN(end) " THEN " what " END"
#define CLIENT           SHOWN("client", NAME_OF("client"))
#define CLIENT_IP        SHOWN("client", "f.client_ip")
#define SERVER           SHOWN("server", NAME_OF("server"))
#define SERVER_IP        SHOWN("server", "f.server_ip")

/* As people call it; a token that this version does not know stays as it is. */
static const char *called(const struct call *c, const char *token)
{
	enum protocol p = token ? protocol_of(token) : PROTO_none;

	return p == PROTO_none && token && strcmp(token, "unknown") != 0 ? token
									 : protocol_name(p, c->language);
}

static void flow(struct tabular *t, const struct scan *s)
{
	struct call *c = t->call;

	tabular_number(t, s->key);
	for (int i = 1; i <= 5; i++)
		tabular_cell(t, scan_str(s, i));
	tabular_cell(t, scan_null(s, 6) ? NULL : scan_str(s, 6));
	tabular_cell(t, called(c, scan_str(s, 7)));
	tabular_cell(t, scan_null(s, 8) ? NULL : lang(c->language, scan_int(s, 8) ? "api.yes" : "api.no"));
	tabular_number(t, scan_int(s, 9));
	tabular_number(t, scan_int(s, 10));
	tabular_when(t, scan_int_or(s, 11, INT64_MIN));
	tabular_when(t, scan_int_or(s, 12, INT64_MIN));
}

int api_report_flows(struct call *c)
{
	struct tabular t;
	struct pick q;
	int r = tabular_begin(&t, c, query_text(c, "format"), "api.title-flows", flow_columns, FLOW_COLUMNS);

	if (r < 0)
		return r;
	pick_begin(&q, c,
		   "SELECT f.id, " CLIENT ", " CLIENT_IP ", " SERVER ", " SERVER_IP
		   ", f.transport, f.port, f.protocol, f.encrypted, f.packets, f.bytes, f.first, f.last"
		   " FROM flow f WHERE " SEES_FLOW);
	of_system(&q, " AND (f.client IN (SELECT device FROM system_device WHERE system = :)",
		  query_text(c, "system"));
	of_system(&q, " OR f.server IN (SELECT device FROM system_device WHERE system = :))",
		  query_text(c, "system"));
	pick_add(&q, " ORDER BY f.id");
	for (struct scan *s = pick_run(&q); s->more && !t.failed; scan_next(s))
		flow(&t, s);
	r = pick_end(&q);
	return r < 0 ? (tabular_end(&t, "flows"), r) : tabular_end(&t, "flows");
}
