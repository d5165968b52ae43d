#include "serve/device_json.h"

#include "report/parts.h"

static void ledger(struct out *o, const struct scan *s)
{
	static const char *const names[] = {"number", "name", "line", "place", "owner"};

	if (scan_null(s, 24)) {
		json_null(o, "ledger");
		return;
	}
	json_object(o, "ledger");
	for (int i = 0; i < 5; i++)
		json_column(o, names[i], s, 19 + i);
	json_end_object(o);
}

void json_device(struct call *c, const char *key, const struct scan *s)
{
	static const char *const texts[] = {"name",  "maker",    "kind",   "layer",
					    "model", "firmware", "serial", "os"};
	struct out *o = c->out;

	json_object(o, key);
	json_id(o, "id", 'd', s->key);
	for (int i = 0; i < 8; i++)
		json_column(o, texts[i], s, 1 + i);
	json_number(o, "confidence", s, 9);
	json_column(o, "mac", s, 10);
	json_column(o, "ip", s, 11);
	json_when(o, "first", s, 12);
	json_when(o, "last", s, 13);
	json_number(o, "packets", s, 14);
	json_number(o, "bytes", s, 15);
	json_flag(o, "router", s, 16);
	json_id(o, "behind", 'd', sees_device(c, scan_int(s, 17)) ? scan_int(s, 17) : 0);
	json_flag(o, "known", s, 18);
	ledger(o, s);
	json_column(o, "state", s, 25);
	json_str(o, "severity", severity_name(scan_int_or(s, 26, -1)));
	json_number(o, "findings", s, 27);
	json_words(o, "systems", scan_str(s, 28));
	json_end_object(o);
}

/* Of a device without a name and an address: its MAC, which is what everybody else calls it. */
static void end_name(struct call *c, const struct scan *s, const int columns[5], int64_t device)
{
	struct scan d;

	if (device <= 0 || !scan_null(s, columns[2]) || !scan_null(s, columns[3])) {
		json_column(c->out, "name", s, columns[3]);
		return;
	}
	d = kept_run(c, "SELECT id, mac FROM device WHERE id = ?1", device);
	json_str(c->out, "name", d.more ? scan_str(&d, 1) : NULL);
	kept_end(&d);
}

void json_end(struct call *c, const char *key, const struct scan *s, const int columns[5])
{
	int64_t device = scan_int(s, columns[0]), outside = scan_int(s, columns[1]);
	bool seen = !viewer_restricted(&c->viewer) || outside > 0 || (device > 0 && sees_device(c, device));
	char id[NODE_ID_TEXT];

	json_object(c->out, key);
	node_id(id, seen ? device : 0, outside);
	json_str(c->out, "id", *id ? id : NULL);
	if (seen) {
		json_column(c->out, "ip", s, columns[2]);
		end_name(c, s, columns, device);
		json_column(c->out, "kind", s, columns[4]);
	} else {
		json_null(c->out, "ip");
		json_null(c->out, "name");
		json_null(c->out, "kind");
		json_bool(c->out, "elsewhere", true);
	}
	json_end_object(c->out);
}
