/* devices.csv and flows.csv: UTF-8 with a byte order mark (spreadsheets of Japanese Windows need it), CRLF
 * (RFC 4180), safe from formulas. Column names are the words of inspect.json. */
#include "report/csv.h"

#include "report/community.h"

#include <string.h>

const char csv_bom[] = "\xef\xbb\xbf";

void csv_cell(struct out *o, const char *text)
{
	if (text)
		out_csv(o, text);
	out_char(o, ',');
}

void csv_text(struct out *o, const struct scan *s, int column) { csv_cell(o, scan_str(s, column)); }

void csv_number(struct out *o, const struct scan *s, int column)
{
	if (!scan_null(s, column))
		out_int(o, scan_int(s, column));
	out_char(o, ',');
}

void csv_time(struct out *o, const struct scan *s, int column)
{
	if (!scan_null(s, column))
		out_time(o, scan_int(s, column));
	out_char(o, ',');
}

static bool is_address(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!((s[i] >= '0' && s[i] <= ':') || (s[i] >= 'a' && s[i] <= 'f') || s[i] == '.'))
			return false;
	return true;
}

/* All addresses of the key as two cells, MAC and IP, each joined by blanks. They are our own writing and need
 * no quotes. ips is emptied and filled: the two may come in turns. */
static void address_cells(struct out *o, struct out *ips, struct scan *s, int64_t key)
{
	bool any_mac = false;

	for (ips->used = 0; scan_at(s, key); scan_next(s)) {
		bool ip = strcmp(scan_str(s, 1), "ip") == 0;
		struct out *to = ip ? ips : o;
		size_t n = 0;
		const char *t = scan_text(s, 2, &n);

		if (ip ? ips->used > 0 : any_mac)
			out_char(to, ' ');
		if (t && is_address(t, n))
			out_put(to, t, n);
		else
			out_char(to, '?');
		any_mac |= !ip;
	}
	out_char(o, ',');
	out_put(o, ips->buf, ips->used);
	out_char(o, ',');
}

/* tcp/502/modbus udp/161/snmp */
static void services_cell(struct out *o, struct scan *s, int64_t key)
{
	for (bool any = false; scan_at(s, key); scan_next(s), any = true) {
		out_str(o, any ? " " : "");
		out_str(o, scan_str(s, 1));
		out_char(o, '/');
		out_int(o, scan_int(s, 2));
		out_char(o, '/');
		out_str(o, scan_str(s, 3));
	}
	out_char(o, ',');
}

struct device_scans {
	struct scan device, address, service, finding;
};

static void device_row(struct out *o, struct out *ips, struct device_scans *d)
{
	char id[NODE_ID_TEXT];

	csv_cell(o, node_id(id, d->device.key, 0));
	for (int i = 1; i <= 13; i++)
		csv_text(o, &d->device, i);
	address_cells(o, ips, &d->address, d->device.key);
	services_cell(o, &d->service, d->device.key);
	out_int(o, scan_at(&d->finding, d->device.key) ? scan_int(&d->finding, 1) : 0);
	out_char(o, ',');
	csv_number(o, &d->device, 14);
	csv_time(o, &d->device, 15);
	csv_time(o, &d->device, 16);
	csv_number(o, &d->device, 17);
	out_int(o, scan_int(&d->device, 18));
	out_str(o, "\r\n");
}

int report_devices_csv(const struct report_input *in, struct out *o)
{
	struct device_scans d;
	struct scan *all = (struct scan *)&d;
	struct out ips;
	int r = report_ready(in);

	if (r == 0)
		r = out_init(&ips, -1);
	if (r < 0)
		return r;
	scan_open(
		&d.device, in->store,
		"SELECT d.id, l.number, d.name, l.name, l.line, l.place, l.owner, d.kind, d.layer, d.maker, "
		"d.model,"
		" d.firmware, d.serial, d.os, d.confidence, d.first, d.last, d.packets, d.bytes FROM device d"
		" LEFT JOIN ledger l ON l.id = d.ledger ORDER BY d.id");
	scan_open_keyed(&d.address, in->store, "address", "device, kind, value", "");
	scan_open_keyed(&d.service, in->store, "service", "device, transport, port, protocol", "");
	scan_open(&d.finding, in->store,
		  "SELECT device, count(*) FROM (SELECT DISTINCT device, finding FROM finding_about"
		  " WHERE device IS NOT NULL) GROUP BY device ORDER BY device");
	out_str(o, csv_bom);
	out_str(o, "id,number,name,ledger_name,line,place,owner,kind,layer,maker,model,firmware,serial,os,"
		   "macs,ips,services,findings,"
		   "confidence,first,last,packets,bytes\r\n");
	for (; d.device.more; scan_next(&d.device))
		device_row(o, &ips, &d);
	out_clear(&ips);
	for (size_t i = 0; i < sizeof d / sizeof *all; i++) {
		int e = scan_close(&all[i]);

		r = r ? r : e;
	}
	return r;
}

static void community_cell(struct out *o, const struct scan *s)
{
	int ports[2] = {(int)scan_int_or(s, 18, -1), (int)scan_int_or(s, 8, -1)};
	const char *a = scan_str(s, 5), *b = scan_str(s, 6);
	char text[COMMUNITY_TEXT];
	struct ip client, server;

	if (a && b && ip_parse(a, &client) && ip_parse(b, &server) &&
	    community_id(transport_number(scan_str(s, 7)), client, server, ports, text))
		out_str(o, text);
}

static void flow_row(struct out *o, const struct scan *s)
{
	char id[NODE_ID_TEXT];

	out_int(o, s->key);
	out_char(o, ',');
	csv_cell(o, node_id(id, scan_int(s, 1), scan_int(s, 3)));
	csv_text(o, s, 5);
	csv_cell(o, node_id(id, scan_int(s, 2), scan_int(s, 4)));
	csv_text(o, s, 6);
	csv_text(o, s, 7);
	csv_number(o, s, 8);
	csv_text(o, s, 9);
	csv_number(o, s, 10);
	csv_number(o, s, 11);
	csv_cell(o, encrypted_token(s, 12));
	csv_time(o, s, 13);
	csv_time(o, s, 14);
	out_int(o, store_packet_file(scan_int(s, 15)));
	out_char(o, ',');
	out_int(o, store_packet_n(scan_int(s, 15)));
	out_char(o, ',');
	csv_cell(o, scan_int(s, 16) ? "yes" : "no");
	csv_number(o, s, 17);
	community_cell(o, s);
	out_str(o, "\r\n");
}

int report_flows_csv(const struct report_input *in, struct out *o)
{
	struct scan s;
	int64_t n = 0;
	int r = report_ready(in);

	if (r < 0)
		return r;
	out_str(o, csv_bom);
	out_str(o, "n,client,client_ip,server,server_ip,transport,server_port,protocol,packets,bytes,"
		   "encrypted,first,last,first_file,"
		   "first_packet,answered,connections,community_id\r\n");
	for (scan_open(&s, in->store, REPORT_FLOW_COLUMNS); s.more && n < REPORT_FLOWS_MAX;
	     scan_next(&s), n++)
		flow_row(o, &s);
	return scan_close(&s);
}
