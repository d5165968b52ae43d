/* GET /flows/matrix: who talks to whom, put together by layer, network, kind, system or device. */
#include "serve/handler.h"

#include "base/addr.h"

#include <stdio.h>
#include <string.h>

api_handler api_flows_matrix;

enum { SIDES_MOST = 60, CELLS_MOST = 2000 };

/* Under which key a device stands. `zone` is its /24, in SQL by cutting the address at the last dot. */
#define ZONE(d)                                                                                              \
	"CASE WHEN " d ".ip LIKE '%.%.%.%' THEN rtrim(" d ".ip, '0123456789') || '0/24' WHEN " d             \
	".ip IS NOT NULL THEN 'IPv6' ELSE '-' END"
#define SYSTEM_OF(d) "coalesce((SELECT 's' || min(system) FROM system_device WHERE device = " d ".id), '-')"

static const struct by {
	const char *name, *client, *server, *title;
} bys[] = {
	{"layer", "x.layer", "y.layer", NULL},
	{"kind", "x.kind", "y.kind", NULL},
	{"zone", ZONE("x"), ZONE("y"), NULL},
	{"system", SYSTEM_OF("x"), SYSTEM_OF("y"),
	 "SELECT 's' || id, name, (SELECT count(*) FROM system_device WHERE system = t.id) FROM system t"},
	{"device", "'d' || x.id", "'d' || y.id", NULL},
};

static const struct by *by_of(const char *name)
{
	for (size_t i = 0; i < sizeof bys / sizeof *bys; i++)
		if (strcmp(bys[i].name, name) == 0)
			return &bys[i];
	return &bys[0];
}

/* The CTE `cell`: one row a pair of keys and protocol. */
static void cells_of(struct pick *q, struct call *c, const struct by *by)
{
	const char *system = query_text(c, "system"), *protocol = query_text(c, "protocol");

	pick_add(q, "WITH cell AS (SELECT CASE WHEN f.client IS NULL THEN 'outside' WHEN NOT " SEES(
			    "f.client") " THEN '-' ELSE ");
	pick_add(q, by->client);
	pick_add(q, " END AS a, CASE WHEN f.server IS NULL THEN 'outside' WHEN NOT " SEES(
			    "f.server") " THEN '-' "
					"ELSE ");
	pick_add(q, by->server);
	pick_add(q,
		 " END AS b, f.protocol AS protocol, count(*) AS flows, sum(f.packets) AS packets, "
		 "sum(f.bytes) AS bytes, sum(f.encrypted = 1) AS yes, sum(f.encrypted = 0) AS no FROM flow f "
		 "LEFT JOIN device x ON x.id = f.client LEFT "
		 "JOIN "
		 "device y ON y.id = f.server WHERE f.to_group = 0 AND f.scan = 0 AND (f.answered = 1 OR "
		 "f.payload > 0) AND " SEES_FLOW);
	if (system && strcmp(system, "site") != 0) {
		pick_number(q, " AND (f.client IN (SELECT device FROM system_device WHERE system = :)",
			    id_number(system));
		pick_number(q, " OR f.server IN (SELECT device FROM system_device WHERE system = :))",
			    id_number(system));
	}
	if (protocol)
		pick_text(q, " AND f.protocol = :", protocol);
	pick_add(q, " GROUP BY a, b, protocol) ");
}

static void title(struct call *c, const struct by *by, const char *key)
{
	char path[96];
	const char *word;
	struct scan s;

	if (strcmp(key, "outside") == 0) {
		json_str(c->out, "title", lang(c->language, "drawing.outside"));
		return;
	}
	snprintf(path, sizeof path, "%s.%.60s", *by->name == 'l' ? "layers" : "kinds", key);
	word = *by->name == 'l' || *by->name == 'k' ? lang(c->language, path) : key;
	s = *by->name == 's'   ? kept_run(c, "SELECT 0, name FROM system WHERE id = ?1", id_number(key))
	    : *by->name == 'd' ? kept_run(c,
					  "SELECT 0, coalesce(d.name, d.model, o.ip, o.mac) FROM "
					  "device_shown d JOIN device o "
					  "ON o.id = d.id WHERE d.id = ?1",
					  id_number(key))
			       : (struct scan){0};
	json_str(c->out, "title",
		 s.rows && s.more && scan_str(&s, 1) ? scan_str(&s, 1)
		 : word == path                      ? key
						     : word);
	if (s.rows)
		kept_end(&s);
}

static int sides(struct call *c, const struct by *by)
{
	static struct pick q;

	pick_begin(&q, c, "");
	cells_of(&q, c, by);
	pick_number(
		&q,
		"SELECT 0, k, sum(bytes) FROM (SELECT a AS k, bytes FROM cell UNION ALL SELECT b, bytes FROM "
		"cell) GROUP BY k ORDER BY 3 DESC LIMIT :",
		SIDES_MOST);
	json_array(c->out, "sides");
	for (struct scan *s = pick_run(&q); s->more; scan_next(s)) {
		const char *key = scan_str(s, 1);

		json_object(c->out, NULL);
		json_str(c->out, "key", key ? key : "-");
		title(c, by, key ? key : "-");
		json_number(c->out, "bytes", s, 2);
		json_end_object(c->out);
	}
	json_end_array(c->out);
	return pick_end(&q);
}

static void protocols(struct out *o, const char *joined)
{
	json_array(o, "protocols");
	for (int n = 0; joined && *joined && n < 8; n++) {
		size_t length = strcspn(joined, ",");

		json_text(o, NULL, joined, length);
		joined += length + (joined[length] == ',');
	}
	json_end_array(o);
}

static void cell(struct call *c, struct scan *s)
{
	int64_t yes = scan_int(s, 6), no = scan_int(s, 7), flows = scan_int(s, 3);
	struct out *o = c->out;

	json_object(o, NULL);
	json_column(o, "from", s, 1);
	json_column(o, "to", s, 2);
	json_int(o, "flows", flows);
	json_number(o, "packets", s, 4);
	json_number(o, "bytes", s, 5);
	json_str(o, "encrypted", yes && no ? "mixed" : yes && yes == flows ? "yes" : no ? "no" : "unknown");
	protocols(o, scan_str(s, 8));
	json_end_object(o);
}

static int cells(struct call *c, const struct by *by)
{
	static struct pick q;
	int64_t n = 0, more = 0;

	pick_begin(&q, c, "");
	cells_of(&q, c, by);
	pick_add(&q, "SELECT 0, a, b, sum(flows), sum(packets), sum(bytes), sum(yes), sum(no), "
		     "group_concat(DISTINCT protocol) FROM cell GROUP BY a, b ORDER BY 6 DESC");
	json_array(c->out, "cells");
	for (struct scan *s = pick_run(&q); s->more; scan_next(s))
		if (n++ < CELLS_MOST)
			cell(c, s);
		else
			more++;
	json_end_array(c->out);
	json_int(c->out, "left_out", more);
	return pick_end(&q);
}

int api_flows_matrix(struct call *c)
{
	const struct by *by = by_of(query_text(c, "by"));
	int r;

	json_object(c->out, NULL);
	json_str(c->out, "by", by->name);
	r = sides(c, by);
	r = r < 0 ? r : cells(c, by);
	json_end_object(c->out);
	return r < 0 ? r : 200;
}
