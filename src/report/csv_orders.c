/* operations.csv and points.csv, as csv.c. */
#include "report/csv.h"

static void ends(struct out *o, const struct scan *s, int device)
{
	char id[NODE_ID_TEXT];

	csv_cell(o, node_id(id, scan_int(s, device), scan_int(s, device + 1)));
	csv_text(o, s, device + 2);
}

static void place(struct out *o, int64_t packet)
{
	out_int(o, store_packet_file(packet));
	out_char(o, ',');
	out_int(o, store_packet_n(packet));
	out_str(o, "\r\n");
}

int report_operations_csv(const struct report_input *in, struct out *o)
{
	struct scan s;
	int r = report_ready(in);

	if (r < 0)
		return r;
	out_str(o, csv_bom);
	out_str(o, "at,client,client_ip,server,server_ip,deed,class,name,detail,protocol,code,sub,count,"
		   "answered,"
		   "refused,file,packet\r\n");
	for (scan_open(&s, in->store,
		       "SELECT rowid, at, client, client_outside, client_ip, server, server_outside, "
		       "server_ip, deed, "
		       "class, name, detail, protocol, code, sub, count, answered, refused, packet FROM "
		       "operation ORDER "
		       "BY at, packet, rowid");
	     s.more; scan_next(&s)) {
		csv_time(o, &s, 1);
		ends(o, &s, 2);
		ends(o, &s, 5);
		for (int i = 8; i <= 12; i++)
			csv_text(o, &s, i);
		for (int i = 13; i <= 17; i++)
			csv_number(o, &s, i);
		place(o, scan_int(&s, 18));
	}
	return scan_close(&s);
}

static void real(struct out *o, const struct scan *s, int column)
{
	if (!scan_null(s, column))
		out_fmt(o, "%.10g", sqlite3_column_double(s->rows, column));
	out_char(o, ',');
}

int report_points_csv(const struct report_input *in, struct out *o)
{
	struct scan s;
	int r = report_ready(in);

	if (r < 0)
		return r;
	out_str(o, csv_bom);
	out_str(o, "device,protocol,name,type,count,writes,first,last,min,max,last_value,period_ms,file,"
		   "packet\r\n");
	for (scan_open(&s, in->store,
		       "SELECT device, protocol, name, type, count, writes, first, last, least, most, "
		       "last_value, "
		       "period_us / 1000.0, packet FROM point ORDER BY device, protocol, name, rowid");
	     s.more; scan_next(&s)) {
		char id[NODE_ID_TEXT];

		csv_cell(o, node_id(id, s.key, 0));
		for (int i = 1; i <= 3; i++)
			csv_text(o, &s, i);
		csv_number(o, &s, 4);
		csv_number(o, &s, 5);
		csv_time(o, &s, 6);
		csv_time(o, &s, 7);
		for (int i = 8; i <= 11; i++)
			real(o, &s, i);
		place(o, scan_int(&s, 12));
	}
	return scan_close(&s);
}
