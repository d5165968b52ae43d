/* GET /map and /map.svg: the drawing. A viewer who does not see all gets his devices, whom of outside they
 * talk to, and the lines between these. */
#include "serve/board.h"

#include "serve/handler.h"
#include "serve/map_pins.h"

#include "assess/sql.h"

#include "report/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

api_handler api_map, api_map_svg;

enum { MAP_BYTES = 276000 /* of the 300 kB that are promised: boundaries and the guide follow */ };

/* Numbers as bits. */
struct numbers {
	uint8_t *bits; /* NULL: all */
	int64_t most;
};

static bool numbers_of(struct numbers *n, struct pick *q, int64_t most)
{
	n->most = most;
	n->bits = calloc((size_t)most / 8 + 1, 1);
	for (struct scan *s = pick_run(q); n->bits && s->more; scan_next(s))
		if (s->key > 0 && s->key <= most)
			n->bits[s->key / 8] |= (uint8_t)(1 << s->key % 8);
	return pick_end(q) == 0 && n->bits;
}

static void layers(struct pick *q, struct call *c)
{
	const char *s = query_text(c, "layer"), *between = "";

	if (!s)
		return;
	pick_add(q, " AND d.layer IN (");
	while (*s) {
		size_t n = strcspn(s, ",");

		pick_add(q, between);
		pick_text(q, ":", arena_text(c->arena, s, n));
		between = ", ";
		s += n + (s[n] == ',');
	}
	pick_add(q, ")");
}

static bool is_whole(struct call *c, const char *system)
{
	return !viewer_restricted(&c->viewer) && strcmp(system, "site") == 0 && !query_text(c, "layer") &&
	       !query_text(c, "finding");
}

static bool devices(struct call *c, const char *system, struct numbers *ret)
{
	int64_t finding = id_number(query_text(c, "finding"));
	struct pick q;

	if (is_whole(c, system))
		return true;
	pick_begin(&q, c, "SELECT d.id FROM device_shown d WHERE " SEES("d.id"));
	if (strcmp(system, "site") != 0)
		pick_number(&q, " AND d.id IN (SELECT device FROM system_device WHERE system = :)",
			    id_number(system));
	layers(&q, c);
	if (finding)
		pick_number(&q, " AND d.id IN (SELECT device FROM finding_about WHERE finding = :)", finding);
	return numbers_of(ret, &q, scan_one(c->store, "SELECT max(id) FROM device", 0));
}

static bool outsides(struct call *c, const char *system, struct numbers *ret)
{
	struct pick q;

	if (is_whole(c, system))
		return true;
	pick_begin(
		&q, c,
		"SELECT server_outside FROM flow f WHERE server_outside IS NOT NULL AND " SEES("f.client"));
	if (strcmp(system, "site") != 0)
		pick_number(&q, " AND f.client IN (SELECT device FROM system_device WHERE system = :)",
			    id_number(system));
	pick_add(&q, " UNION SELECT client_outside FROM flow f WHERE client_outside IS NOT NULL AND " SEES(
			     "f.server"));
	if (strcmp(system, "site") != 0)
		pick_number(&q, " AND f.server IN (SELECT device FROM system_device WHERE system = :)",
			    id_number(system));
	return numbers_of(ret, &q, scan_one(c->store, "SELECT max(id) FROM outside", 0));
}

static enum map_detail detail(const char *word)
{
	return *word == 'd' ? MAP_DEVICES : *word == 'g' ? MAP_GROUPS : MAP_AUTO;
}

static void guide(struct call *c)
{
	static const char *const names[] = {"device", "lan", "server", "wan", "cloud"};
	static const char *const items[] = {"02 25 27 32 34 36", "10 22 23 24 46", "26 31 37 38 43 44",
					    "17 22 24 31 42", "12 16 18 19 20 21"};
	static const char *const parts[] = {"risks", "why", "measures"};
	char key[64];

	json_array(c->out, "guide");
	for (int i = 0; i < 5; i++) {
		json_object(c->out, NULL);
		json_str(c->out, "layer", names[i]);
		snprintf(key, sizeof key, "layers.%s", names[i]);
		json_lang(c->out, "title", key);
		for (int k = 0; k < 3; k++) {
			snprintf(key, sizeof key, "guide.%s-%s", names[i], parts[k]);
			json_lang(c->out, parts[k], key);
		}
		json_words(c->out, "items", items[i]);
		json_end_object(c->out);
	}
	json_end_array(c->out);
}

/* What could come of it is for those who work here; so are assumptions of attacks (/attacks). */
static enum report_show show(struct call *c)
{
	const char *word = query_text(c, "show");

	if (!word || *word == 'p' || !(viewer_roles(&c->viewer) & ~(uint32_t)ROLE_VENDOR))
		return SHOW_PLAIN;
	return *word == 'a' ? SHOW_ATTACKS : viewer_restricted(&c->viewer) ? SHOW_PLAIN : SHOW_WORST;
}

/* --- where a vendor's responsibility ends: the devices of its records. Nothing of it for a vendor's people
 */

enum { BOUNDARIES = 20, BOUNDARY_DEVICES = 300 };

static const char boundary_sql[] =
	"SELECT r.id, substr(r.fields->>'vendor', 1, 60), substr(r.fields->>'boundary', 1, 60), "
	"r.fields->>'agreed', (SELECT "
	"json_group_array('d' || device) FROM (SELECT r.device WHERE r.device IS NOT NULL UNION SELECT "
	"m.device FROM "
	"system_device m WHERE r.device IS NULL AND 's' || m.system = r.system ORDER BY 1 LIMIT ?1)), "
	"r.device IS NOT NULL FROM "
	"record r WHERE "
	"r.kind = 'responsibility-boundary' AND r.removed = 0 ORDER BY r.device IS NULL, r.id LIMIT ?2";

static int boundaries(struct call *c)
{
	sqlite3_stmt *st = sql_of(c->store, boundary_sql, "ii", (int64_t)(BOUNDARY_DEVICES / BOUNDARIES),
				  (int64_t)(viewer_restricted(&c->viewer) ? 0 : BOUNDARIES));
	int step = SQLITE_ERROR;

	json_array(c->out, "boundaries");
	while (st && (step = sqlite3_step(st)) == SQLITE_ROW) {
		const char *devices = (const char *)sqlite3_column_text(st, 4);

		json_object(c->out, NULL);
		json_id(c->out, "record", 'r', sqlite3_column_int64(st, 0));
		json_str(c->out, "vendor", (const char *)sqlite3_column_text(st, 1));
		json_str(c->out, "where", (const char *)sqlite3_column_text(st, 2));
		json_str(c->out, "agreed", (const char *)sqlite3_column_text(st, 3));
		json_bool(c->out, "at_device", sqlite3_column_int(st, 5) != 0);
		json_raw(c->out, "devices", devices ? devices : "[]", devices ? strlen(devices) : 2);
		json_end_object(c->out);
	}
	sqlite3_finalize(st);
	json_end_array(c->out);
	return st && step == SQLITE_DONE ? 0 : -5;
}

static int draw(struct call *c, const struct report_map_filter *f)
{
	const struct report_input in = {.store = c->store,
					.version = c->api->version,
					.zone_minutes = c->zone_minutes,
					.language = c->language};
	int r;

	json_object(c->out, NULL);
	r = report_map_json(&in, f, c->language, c->out);
	json_time(c->out, "from", scan_one(c->store, "SELECT min(first) FROM source", INT64_MIN));
	json_time(c->out, "to", scan_one(c->store, "SELECT max(last) FROM source", INT64_MIN));
	if (r >= 0)
		r = boundaries(c);
	guide(c);
	json_end_object(c->out);
	return r < 0 ? r : 200;
}

int api_map(struct call *c)
{
	const char *system = query_text(c, "system") ? query_text(c, "system") : "site";
	struct numbers d = {0}, o = {0};
	struct map_pins pins;
	int r = map_pins_load(c, &pins);

	if (!viewer_sees_system(&c->viewer, system) && strcmp(system, "site") != 0)
		return problem(c, 404, "no-such-path", "system", NULL);
	if (r < 0)
		return r;
	r = -12;
	if (devices(c, system, &d) && outsides(c, system, &o))
		r = draw(c, &(struct report_map_filter){.devices = d.bits,
							.devices_max = d.most,
							.outsides = o.bits,
							.outsides_max = o.most,
							.system = strcmp(system, "site") == 0 ? NULL : system,
							.hand = !viewer_restricted(&c->viewer),
							.show = show(c),
							.protocol = query_text(c, "protocol"),
							.clear = query_bool(c, "clear") == 1,
							.leaves = query_bool(c, "outside") == 1,
							.from = query_time(c, "from", INT64_MIN),
							.to = query_time(c, "to", INT64_MAX),
							.detail = detail(query_text(c, "detail")),
							.pin = map_pins_find,
							.pin_ctx = &pins,
							.bytes_max = MAP_BYTES});
	free(d.bits);
	free(o.bits);
	return r;
}

int api_map_svg(struct call *c)
{
	const struct report_input in = {.store = c->store,
					.version = c->api->version,
					.zone_minutes = c->zone_minutes,
					.language = c->language,
					.show = show(c)};

	c->answer.content_type = said_of("image/svg+xml");
	c->answer.disposition = said_of("attachment; filename=\"map.svg\"");
	return report_map(&in, c->out) < 0 ? -5 : 200;
}
