/* What the parts of the data block share (html_data.c): how a cell is written. Inside the room only. */
#ifndef MIMAMORI_REPORT_HTML_BLOCK_H
#define MIMAMORI_REPORT_HTML_BLOCK_H

#include "report/html.h"
#include "report/intern.h"

struct block {
	const struct report_input *in;
	struct out *o;
	struct intern words;
	int64_t base, devices;
	bool thin;
	uint64_t start; /* bytes of the page before this block */
};

static inline void block_word(struct block *b, const struct scan *s, int column)
{
	json_int(b->o, NULL, intern_number(&b->words, scan_str(s, column)));
}
static inline void block_text(struct block *b, const struct scan *s, int column)
{
	json_column(b->o, NULL, s, column);
}
static inline void block_number(struct block *b, const struct scan *s, int column)
{
	json_number(b->o, NULL, s, column);
}

static inline void block_seconds(struct block *b, const struct scan *s, int column)
{
	if (scan_null(s, column))
		json_null(b->o, NULL);
	else
		json_int(b->o, NULL, (scan_int(s, column) - b->base) / 1000000);
}

static inline void block_packet(struct block *b, int64_t p)
{
	json_int(b->o, NULL, store_packet_file(p));
	json_int(b->o, NULL, store_packet_n(p));
}

/* html_orders.c: members "commands", "operations", "points"; 0 or negative. */
int html_block_commands(struct block *b);
int html_block_operations(struct block *b);
int html_block_points(struct block *b);

#endif
