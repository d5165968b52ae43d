#include "serve/finding_json.h"

static void about(struct call *c, int64_t finding)
{
	static const char sql[] = "SELECT a.device, a.outside, (SELECT coalesce(d.name, d.model, v.ip, "
				  "v.mac) FROM device_shown d JOIN "
				  "device v ON v.id = d.id WHERE d.id = a.device), (SELECT coalesce(o.name, "
				  "o.network) FROM outside o "
				  "WHERE o.id = a.outside) FROM finding_about a WHERE a.finding = ?1 AND "
				  "coalesce(a.device, a.outside) IS "
				  "NOT NULL LIMIT 100";
	struct scan s = kept_run(c, sql, finding);
	char id[NODE_ID_TEXT];

	json_array(c->out, "about");
	for (; s.more; scan_next(&s)) {
		bool device = !scan_null(&s, 0);

		json_object(c->out, NULL);
		json_str(c->out, "id", node_id(id, device ? scan_int(&s, 0) : 0, scan_int(&s, 1)));
		json_column(c->out, "name", &s, device ? 2 : 3);
		json_end_object(c->out);
	}
	json_end_array(c->out);
	kept_end(&s);
}

static void items(struct call *c, int64_t finding)
{
	struct scan s = kept_run(c, "SELECT 0, substr('0' || item, -4) FROM finding_item WHERE finding = ?1",
				 finding);

	json_array(c->out, "items");
	for (; s.more; scan_next(&s))
		json_column(c->out, NULL, &s, 1);
	json_end_array(c->out);
	kept_end(&s);
}

void finding_object(struct call *c, const char *key, struct scan *s)
{
	struct out *o = c->out;

	json_object(o, key);
	json_id(o, "id", 'f', s->key);
	json_column(o, "check", s, 1);
	json_str(o, "severity", severity_name(scan_int(s, 2)));
	about(c, s->key);
	json_pair_at(o, "title", s, 4);
	json_pair_at(o, "why", s, 6);
	json_pair_at(o, "do", s, 8);
	items(c, s->key);
	json_number(o, "evidence_total", s, 3);
	json_when(o, "first_seen", s, 10);
	json_when(o, "last_seen", s, 11);
	json_when(o, "evidence_first", s, 12);
	json_when(o, "evidence_last", s, 13);
	json_end_object(o);
}

void json_finding(struct call *c, struct scan *s) { finding_object(c, NULL, s); }

int json_findings_of(struct call *c, const char *key, struct pick *q)
{
	json_array(c->out, key);
	for (struct scan *s = pick_run(q); s->more; scan_next(s))
		json_finding(c, s);
	json_end_array(c->out);
	return pick_end(q);
}
