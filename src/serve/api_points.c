/* GET /devices/{id}/points: the values of one device, which may be many thousands. */
#include "serve/device_parts.h"

#include <string.h>

api_handler api_devices_points;

static void row(struct call *c, struct scan *s) { json_point(c->out, s); }

static const struct sort_key keys[] = {
	{"name", "name_order(p.name)"}, {"protocol", "p.protocol"}, {"type", "p.type"},
	{"value", "p.last_value"},      {"least", "p.least"},       {"most", "p.most"},
	{"count", "p.count"},           {"writes", "p.writes"},     {"period", "p.period_us"},
	{"first", "p.first"},           {"last", "p.last"},         {NULL, NULL}};

static const struct listing points = {.columns = POINT_COLUMNS,
				      .from = "point p",
				      .id = "p.rowid",
				      .keys = keys,
				      .sort = "name",
				      .row = row};

static bool is_there(struct call *c, int64_t id)
{
	struct scan s = kept_run(c, "SELECT id FROM device WHERE id = ?1", id);
	bool there = s.more;

	kept_end(&s);
	return there;
}

int api_devices_points(struct call *c)
{
	int64_t id = id_number(c->path[0]);
	int set = query_bool(c, "set");
	struct filters f;

	if (!sees_device(c, id) || !is_there(c, id))
		return problem(c, 404, "no-such-path", NULL, NULL);
	filters_begin(&f, c);
	filter_number(&f, " AND p.device = :", id);
	filter_text(&f, " AND p.protocol = :", query_text(c, "protocol"));
	if (set >= 0)
		filter(&f, set ? " AND p.writes > 0" : " AND p.writes = 0");
	filter_search(&f, "p.name", query_text(c, "q"));
	return list_answer(c, &points, &f);
}
