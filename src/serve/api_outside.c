/* GET /outside: what lies outside the site. */
#include "serve/handler.h"

#include <string.h>

api_handler api_outside_list;

static void texts(struct call *c, const char *key, const char *sql, int64_t id)
{
	struct scan s = kept_run(c, sql, id);

	json_array(c->out, key);
	for (; s.more; scan_next(&s))
		json_column(c->out, NULL, &s, 1);
	json_end_array(c->out);
	kept_end(&s);
}

static void row(struct call *c, struct scan *s)
{
	struct out *o = c->out;

	json_object(o, NULL);
	json_id(o, "id", 'o', s->key);
	json_column(o, "name", s, 1);
	texts(c, "names",
	      "SELECT DISTINCT 0, name FROM outside_name WHERE outside = ?1 ORDER BY name LIMIT 20", s->key);
	json_column(o, "network", s, 2);
	texts(c, "ips", "SELECT 0, ip FROM outside_address WHERE outside = ?1 ORDER BY rowid LIMIT 20",
	      s->key);
	json_column(o, "country", s, 3);
	json_number(o, "packets", s, 4);
	json_number(o, "bytes", s, 5);
	json_when(o, "first", s, 6);
	json_when(o, "last", s, 7);
	json_number(o, "devices", s, 8);
	json_str(o, "severity", severity_name(scan_int_or(s, 9, -1)));
	json_end_object(o);
}

#define TALKS                                                                                                \
	"(SELECT client AS device FROM flow WHERE server_outside = o.id UNION SELECT server FROM flow "      \
	"WHERE "                                                                                             \
	"client_outside = o.id) t WHERE t.device IS NOT NULL AND " SEES("t.device")

static const struct sort_key keys[] = {{"id", "o.id"},           {"name", "o.name COLLATE NOCASE"},
				       {"country", "o.country"}, {"packets", "o.packets"},
				       {"bytes", "o.bytes"},     {"first", "o.first"},
				       {"last", "o.last"},       {NULL, NULL}};

static const struct listing listing = {
	.columns = "o.id, o.name, o.network, o.country, o.packets, o.bytes, o.first, o.last, (SELECT "
		   "count(*) FROM " TALKS "), (SELECT min(f.severity) FROM finding f WHERE " SEES_FINDING(
			   "f.id") " AND f.id IN (SELECT finding FROM finding_about WHERE outside = o.id))",
	.from = "outside o",
	.id = "o.id",
	.keys = keys,
	.sort = "-bytes",
	.row = row};

int api_outside_list(struct call *c)
{
	struct filters f;

	filters_begin(&f, c);
	filter(&f, " AND (@all OR EXISTS (SELECT 1 FROM " TALKS "))");
	filter_text(&f, " AND o.country = upper(:)", query_text(c, "country"));
	filter_search(
		&f,
		"o.name, o.network, (SELECT group_concat(name, ' ') FROM outside_name WHERE outside = o.id), "
		"(SELECT group_concat(ip, ' ') FROM outside_address WHERE outside = o.id), 'o' || o.id",
		query_text(c, "q"));
	return list_answer(c, &listing, &f);
}
