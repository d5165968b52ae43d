/* devices[]: five scans side by side by device id, no query per device. */
#include "report/parts.h"

struct device_scans {
	struct scan device, mac, ip, name, service, fact;
};

static void list(struct out *o, const char *key, struct scan *s, int64_t device)
{
	json_array(o, key);
	for (; scan_at(s, device); scan_next(s))
		json_column(o, NULL, s, 1);
	json_end_array(o);
}

static void services(struct out *o, struct scan *s, int64_t device)
{
	json_array(o, "services");
	for (; scan_at(s, device); scan_next(s)) {
		json_object(o, NULL);
		json_column(o, "transport", s, 1);
		json_number(o, "port", s, 2);
		json_column(o, "protocol", s, 3);
		json_bool(o, "answered", scan_int(s, 4) != 0);
		json_end_object(o);
	}
	json_end_array(o);
}

static void facts(struct out *o, struct scan *s, int64_t device)
{
	json_array(o, "facts");
	for (; scan_at(s, device); scan_next(s)) {
		json_object(o, NULL);
		json_column(o, "field", s, 1);
		json_column(o, "value", s, 2);
		json_column(o, "source", s, 3);
		json_packet(o, "packet", scan_int(s, 4));
		json_number(o, "confidence", s, 5);
		json_end_object(o);
	}
	json_end_array(o);
}

static void one(struct out *o, struct device_scans *d)
{
	static const char *const texts[] = {"maker", "kind", "layer", "model", "firmware", "serial", "os"};
	int64_t id = d->device.key;
	char buf[NODE_ID_TEXT];

	json_object(o, NULL);
	json_str(o, "id", node_id(buf, id, 0));
	list(o, "macs", &d->mac, id);
	list(o, "ips", &d->ip, id);
	list(o, "names", &d->name, id);
	for (int i = 0; i < 7; i++)
		json_column(o, texts[i], &d->device, 1 + i);
	json_number(o, "confidence", &d->device, 8);
	json_when(o, "first", &d->device, 9);
	json_when(o, "last", &d->device, 10);
	json_number(o, "packets", &d->device, 11);
	json_number(o, "bytes", &d->device, 12);
	services(o, &d->service, id);
	facts(o, &d->fact, id);
	json_end_object(o);
}

int json_devices(const struct report_input *in, struct out *o)
{
	struct device_scans d;
	struct scan *all = (struct scan *)&d;
	int r = 0;

	scan_open(&d.device, in->store,
		  "SELECT id, maker, kind, layer, model, firmware, serial, os, confidence, first, last, "
		  "packets,"
		  " bytes FROM device ORDER BY id");
	scan_open_keyed(&d.mac, in->store, "address", "device, value", " WHERE kind = 'mac'");
	scan_open_keyed(&d.ip, in->store, "address", "device, value", " WHERE kind = 'ip'");
	scan_open(&d.name, in->store,
		  "SELECT device, value FROM (SELECT id AS device, name AS value, 101 AS confidence, 0 AS "
		  "row FROM"
		  " device WHERE name IS NOT NULL UNION ALL SELECT device, value, confidence, rowid FROM fact"
		  " WHERE field = 'name') GROUP BY device, value ORDER BY device, max(confidence) DESC, "
		  "min(row)");
	scan_open_keyed(&d.service, in->store, "service", "device, transport, port, protocol, answered", "");
	scan_open_keyed(&d.fact, in->store, "fact", "device, field, value, source, packet, confidence", "");
	json_array(o, "devices");
	for (; d.device.more; scan_next(&d.device))
		one(o, &d);
	json_end_array(o);
	for (size_t i = 0; i < sizeof d / sizeof *all; i++) {
		int e = scan_close(&all[i]);

		r = r ? r : e;
	}
	return r;
}
