/* What a workbook says outside its sheets (ECMA-376 part 1, 18): which sheets there are and where, the texts
 * they share, and which styles show dates. Each reader takes one part and adds to the book. Bounded by
 * BOOK_MEMORY_MAX; what does not fit ends the reading. */
#ifndef MIMAMORI_UNPACK_BOOK_H
#define MIMAMORI_UNPACK_BOOK_H

#include "base/arena.h"
#include "unpack/xml.h"

enum { BOOK_SHEETS_MAX = 256, BOOK_MEMORY_MAX = 192 << 20, BOOK_STYLES_MAX = 65536, BOOK_PATH = 256 };

struct book_sheet {
	const char *name, *relation; /* r:id */
	char path[BOOK_PATH];        /* in the archive; "" until the relations were read */
	bool hidden;
};

struct book_text {
	const char *s;
	uint32_t n;
};

struct book {
	struct arena *arena;
	struct book_sheet sheets[BOOK_SHEETS_MAX];
	unsigned sheet_count;
	bool from_1904;
	char strings_path[BOOK_PATH], styles_path[BOOK_PATH];
	struct book_text *strings;
	size_t string_count, string_room;
	uint8_t *formats; /* of each cell style: number.h */
	size_t format_count;
};

int book_init(struct book *b); /* 0, -1 no memory */
void book_clear(struct book *b);

/* NULL or why not. book_relations() after book_workbook(). */
const char *book_workbook(struct book *b, struct part *p);
const char *book_relations(struct book *b, struct part *p);
const char *book_styles(struct book *b, struct part *p);
const char *book_strings(struct book *b, struct part *p);

#endif
