/* GET /devices/{id}: all about one device. */
#include "serve/device_json.h"
#include "serve/device_parts.h"
#include "serve/event_json.h"
#include "serve/finding_json.h"
#include "serve/record_json.h"
#include "serve/veil.h"

#include <stdio.h>

api_handler api_devices_get;

static void addresses(struct call *c, int64_t id)
{
	struct scan s =
		kept_run(c,
			 "SELECT packet, kind, value, source, confidence, first, last FROM address WHERE "
			 "device = ?1 ORDER BY kind DESC, confidence DESC, value LIMIT 500",
			 id);
	struct out *o = c->out;

	json_array(o, "addresses");
	for (; s.more; scan_next(&s)) {
		json_object(o, NULL);
		json_column(o, "kind", &s, 1);
		json_column(o, "value", &s, 2);
		json_column(o, "source", &s, 3);
		json_number(o, "confidence", &s, 4);
		json_when(o, "first", &s, 5);
		json_when(o, "last", &s, 6);
		json_packet(o, "packet", s.key);
		json_end_object(o);
	}
	json_end_array(o);
	kept_end(&s);
}

static void facts(struct call *c, int64_t id)
{
	struct scan s = kept_run(c,
				 "SELECT f.packet, f.field, " VEILED(
					 "f.value") ", f.source, f.confidence, f.count, EXISTS (SELECT "
						    "1 FROM device_lock k WHERE k.device = f.device AND "
						    "k.field = f.field) FROM fact f "
						    "WHERE f.device = ?1 ORDER BY f.field, f.confidence "
						    "DESC, f.count DESC LIMIT 1000",
				 id);
	struct out *o = c->out;

	json_array(o, "facts");
	for (; s.more; scan_next(&s)) {
		json_object(o, NULL);
		json_column(o, "field", &s, 1);
		json_column(o, "value", &s, 2);
		json_column(o, "source", &s, 3);
		json_packet(o, "packet", s.key);
		json_number(o, "confidence", &s, 4);
		json_number(o, "count", &s, 5);
		json_flag(o, "locked", &s, 6);
		json_end_object(o);
	}
	json_end_array(o);
	kept_end(&s);
}

static int findings(struct call *c, int64_t id)
{
	struct pick q;

	pick_begin(&q, c, "SELECT " FINDING_COLUMNS " FROM " FINDING_FROM " WHERE " SEES_FINDING("f.id"));
	pick_number(&q, " AND f.id IN (SELECT finding FROM finding_about WHERE device = :)", id);
	pick_add(&q, " ORDER BY f.severity, f.id LIMIT 200");
	return json_findings_of(c, "findings", &q);
}

static int records(struct call *c, int64_t id)
{
	struct pick q;

	pick_begin(&q, c, "SELECT " RECORD_COLUMNS " FROM record r WHERE r.removed = 0 AND " SEES_RECORD);
	pick_number(&q, " AND r.device = : ORDER BY r.id DESC LIMIT 200", id);
	json_array(c->out, "records");
	for (struct scan *s = pick_run(&q); s->more; scan_next(s))
		json_record_short(c, s);
	json_end_array(c->out);
	return pick_end(&q);
}

static void systems(struct call *c, int64_t id)
{
	struct scan s =
		kept_run(c,
			 "SELECT t.id, t.name FROM system_device m JOIN system t ON t.id = m.system WHERE "
			 "m.device = ?1 AND " SEES_SYSTEM("('s' || t.id)") " ORDER BY t.id",
			 id);

	json_array(c->out, "systems");
	for (; s.more; scan_next(&s)) {
		json_object(c->out, NULL);
		json_id(c->out, "id", 's', s.key);
		json_column(c->out, "name", &s, 1);
		json_end_object(c->out);
	}
	json_end_array(c->out);
	kept_end(&s);
}

static int history(struct call *c, int64_t id)
{
	char mentions[40];

	snprintf(mentions, sizeof mentions, "\"d%lld\"", (long long)id);
	return json_history(
		c, "history", mentions,
		viewer_restricted(&c->viewer) ? " AND e.kind IN ('device-seen', 'device-changed')" : "", 100);
}

static int parts(struct call *c, int64_t id)
{
	static int (*const written[])(struct call * c, int64_t id) = {
		device_services,     device_peers,  device_commands, device_points,
		device_certificates, device_logins, findings,        records};
	int r = 0;

	addresses(c, id);
	facts(c, id);
	for (size_t i = 0; r == 0 && i < sizeof written / sizeof *written; i++)
		r = written[i](c, id);
	systems(c, id);
	if (r == 0)
		r = history(c, id);
	return r < 0 ? r : device_standing(c, id);
}

int api_devices_get(struct call *c)
{
	static const char one[] = DEVICE_SELECT "WHERE d.id = ?1 AND " SEES("d.id");
	int64_t id = id_number(c->path[0]);
	struct scan s = kept_run(c, one, id);
	bool found = s.more;
	int r;

	json_object(c->out, NULL);
	if (found)
		json_device(c, "device", &s);
	if ((r = kept_end(&s)) < 0)
		return r;
	if (!found)
		return problem(c, 404, "no-such-path", NULL, NULL);
	r = parts(c, id);
	json_end_object(c->out);
	return r < 0 ? r : 200;
}
