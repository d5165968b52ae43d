/* GET /risk/controls, /risk/held: what was seen to protect, and where. */
#include "serve/risk_json.h"

#include "assess/control.h"
#include "base/date.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

api_handler api_risk_controls, api_risk_held;

static void threats(struct out *o, unsigned bits)
{
	json_array(o, "threats");
	for (int t = 1; t <= 12; t++)
		if (bits & 1u << t)
			json_int(o, NULL, t);
	json_end_array(o);
}

static int64_t counted(struct call *c, const char *sql, const char *control, int *e)
{
	struct pick q;
	int64_t n;

	pick_begin(&q, c, "SELECT ");
	pick_text(&q, sql, control);
	n = pick_one(&q, -1);
	*e = n < 0 ? -EIO : *e;
	return n;
}

static bool is_on(struct call *c, const char *setting)
{
	struct pick q;

	pick_begin(&q, c, "SELECT value FROM setting WHERE ");
	pick_text(&q, "key = :", setting);
	return pick_one(&q, 0) == 1;
}

static int control(struct call *c, const struct control *k)
{
	struct out *o = c->out;
	int e = 0;

	json_object(o, NULL);
	json_str(o, "control", k->name);
	json_int(o, "version", k->version);
	json_str(o, "layer", control_layer_token(k->layer));
	risk_pair(o, "title", k->title);
	risk_pair(o, "does", k->does);
	threats(o, k->threats);
	json_bool(o, "asked", !k->given || is_on(c, k->given));
	json_int(o, "held",
		 counted(c, "count(*) FROM control_held WHERE held = 1 AND control = :", k->name, &e));
	json_int(o, "broken",
		 counted(c, "count(*) FROM control_held WHERE held = 0 AND control = :", k->name, &e));
	json_int(o, "covers", counted(c, "count(*) FROM weakness WHERE control = :", k->name, &e));
	json_str(o, "sql", k->held);
	json_end_object(o);
	return e;
}

int api_risk_controls(struct call *c)
{
	int e = 0;

	json_object(c->out, NULL);
	json_array(c->out, "items");
	for (size_t i = 0; i < control_count && e == 0; i++)
		e = control(c, &controls[i]);
	json_end_array(c->out);
	json_int(c->out, "total", (int64_t)control_count);
	json_bool(c->out, "measured", is_on(c, "controls"));
	json_end_object(c->out);
	return e < 0 ? problem_store(c, e) : 200;
}

/* --- where */

static const struct sort_key keys[] = {
	{"control", "h.control"}, {"device", "h.device"}, {"since", "h.since"}, {NULL, NULL}};

static void seen(struct call *c, const struct control *k, const struct scan *s)
{
	char text[LANG_COUNT][1024], since[DATE_ROOM];
	const char *about = scan_null(s, 7) ? NULL : scan_str(s, 7);

	date_at(scan_int(s, 5), c->zone_minutes, since);
	for (int l = 0; l < LANG_COUNT; l++)
		control_seen(k, scan_int(s, 4), scan_int(s, 6), since, about, (enum language)l, text[l],
			     sizeof text[l]);
	json_pair(c->out, "seen", text[LANG_JA], text[LANG_EN]);
}

static void held_row(struct call *c, struct scan *s)
{
	const struct control *k = control_named(scan_str(s, 1));
	struct out *o = c->out;

	json_object(o, NULL);
	json_column(o, "control", s, 1);
	json_column(o, "layer", s, 2);
	if (k)
		risk_pair(o, "title", k->title);
	else
		json_null(o, "title");
	risk_device(c, "device", scan_int(s, 3));
	json_flag(o, "held", s, 4);
	if (k)
		seen(c, k, s);
	else
		json_null(o, "seen");
	json_when(o, "since", s, 5);
	if (scan_null(s, 8))
		json_null(o, "packet");
	else
		json_packet(o, "packet", scan_int(s, 8));
	json_end_object(o);
}

static const struct listing held = {.columns = "h.rowid, h.control, h.layer, h.device, h.held, h.since, "
					       "h.count, (SELECT coalesce(n.name, n.model, 'd' "
					       "|| n.id) FROM device_shown n WHERE n.id = h.about), h.packet",
				    .from = "control_held h",
				    .id = "h.rowid",
				    .keys = keys,
				    .sort = "control,device",
				    .row = held_row};

int api_risk_held(struct call *c)
{
	struct filters f;

	filters_begin(&f, c);
	filter(&f, " AND " SEES("h.device"));
	filter_text(&f, " AND h.control = :", query_text(c, "control"));
	if (query_text(c, "device"))
		filter_number(&f, " AND h.device = :", id_number(query_text(c, "device")));
	if (query_bool(c, "held") >= 0)
		filter_number(&f, " AND h.held = :", query_bool(c, "held"));
	return list_answer(c, &held, &f);
}
