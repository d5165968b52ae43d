#include "report/parts.h"

#include <stdio.h>

const char *const report_severities[5] = {"critical", "high", "medium", "low", "info"};

char *node_id(char buf[NODE_ID_TEXT], int64_t device, int64_t outside)
{
	buf[0] = '\0';
	if (device > 0)
		snprintf(buf, NODE_ID_TEXT, "d%lld", (long long)device);
	else if (outside > 0)
		snprintf(buf, NODE_ID_TEXT, "o%lld", (long long)outside);
	return buf;
}

const char *encrypted_token(const struct scan *s, int column)
{
	return scan_null(s, column) ? "unknown" : scan_int(s, column) ? "yes" : "no";
}

void json_column(struct out *o, const char *key, const struct scan *s, int column)
{
	size_t n;
	const char *t = scan_text(s, column, &n);

	if (t)
		json_text(o, key, t, n);
	else
		json_null(o, key);
}

void json_number(struct out *o, const char *key, const struct scan *s, int column)
{
	if (scan_null(s, column))
		json_null(o, key);
	else
		json_int(o, key, scan_int(s, column));
}

void json_real_column(struct out *o, const char *key, const struct scan *s, int column)
{
	if (scan_null(s, column))
		json_null(o, key);
	else
		json_real(o, key, sqlite3_column_double(s->rows, column));
}

void json_node(struct out *o, const char *key, const struct scan *s, const int columns[3])
{
	char buf[NODE_ID_TEXT];

	node_id(buf, scan_int(s, columns[0]), scan_int(s, columns[1]));
	json_object(o, key);
	json_str(o, "id", *buf ? buf : NULL);
	json_column(o, "ip", s, columns[2]);
	json_end_object(o);
}

void json_when(struct out *o, const char *key, const struct scan *s, int column)
{
	json_time(o, key, scan_int_or(s, column, INT64_MIN));
}

void json_packet(struct out *o, const char *key, int64_t packet)
{
	if (store_packet_n(packet) == 0) {
		json_null(o, key);
		return;
	}
	json_object(o, key);
	json_int(o, "file", store_packet_file(packet));
	json_int(o, "n", store_packet_n(packet));
	json_end_object(o);
}
