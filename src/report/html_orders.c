/* Commands, operations and points as rows of the page's data block; html_data.c says how. */
#include "report/html_block.h"

/* protocol, code, sub, name, class, client, server, addresses, count, answered, refused */
#define REQUEST                                                                                              \
	"SELECT rowid, protocol, code, sub, name, class, coalesce(client, 0), coalesce(server, 0), "         \
	"client_ip, server_ip, count, answered, refused, "

static void request(struct block *b, const struct scan *s)
{
	block_word(b, s, 1);
	block_number(b, s, 2);
	block_number(b, s, 3);
	block_word(b, s, 4);
	block_word(b, s, 5);
	block_number(b, s, 6);
	block_number(b, s, 7);
	block_word(b, s, 8);
	block_word(b, s, 9);
	for (int i = 10; i <= 12; i++)
		block_number(b, s, i);
}

/* as a request, then file and frame of the first, deed */
int html_block_commands(struct block *b)
{
	struct scan s;

	json_array(b->o, "commands");
	for (scan_open(&s, b->in->store,
		       REQUEST
		       "first_packet, deed FROM command ORDER BY class = 'read', class = 'diagnose', count "
		       "DESC, protocol, code, sub, client_ip, server_ip, rowid LIMIT 5000");
	     s.more; scan_next(&s)) {
		json_array(b->o, NULL);
		request(b, &s);
		block_packet(b, scan_int(&s, 13));
		block_word(b, &s, 14);
		json_end_array(b->o);
	}
	json_end_array(b->o);
	return scan_close(&s);
}

/* as a request, then file and frame, deed, detail, time */
int html_block_operations(struct block *b)
{
	struct scan s;

	json_array(b->o, "operations");
	for (scan_open(&s, b->in->store,
		       REQUEST
		       "packet, deed, detail, at FROM operation ORDER BY at, packet, rowid LIMIT 5000");
	     s.more; scan_next(&s)) {
		json_array(b->o, NULL);
		request(b, &s);
		block_packet(b, scan_int(&s, 13));
		block_word(b, &s, 14);
		block_word(b, &s, 15);
		block_seconds(b, &s, 16);
		json_end_array(b->o);
	}
	json_end_array(b->o);
	return scan_close(&s);
}

/* device, name, protocol, type, count, writes, last value, least, most, period in ms, file and frame of the first */
int html_block_points(struct block *b)
{
	struct scan s;

	json_array(b->o, "points");
	for (scan_open(&s, b->in->store,
		       "SELECT rowid, device, name, protocol, type, count, writes, last_value, least, most, "
		       "period_us "
		       "/ 1000, packet FROM point ORDER BY device, protocol, name, rowid LIMIT 5000");
	     s.more; scan_next(&s)) {
		json_array(b->o, NULL);
		block_number(b, &s, 1);
		block_text(b, &s, 2);
		block_word(b, &s, 3);
		block_word(b, &s, 4);
		block_number(b, &s, 5);
		block_number(b, &s, 6);
		for (int i = 7; i <= 9; i++)
			json_real_column(b->o, NULL, &s, i);
		block_number(b, &s, 10);
		block_packet(b, scan_int(&s, 11));
		json_end_array(b->o);
	}
	json_end_array(b->o);
	return scan_close(&s);
}
