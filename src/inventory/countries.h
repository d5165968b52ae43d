/* Which country an address range belongs to, from a table the person brings (--countries FILE): CSV lines
 * "prefix,CC" or "start,end,CC" with CC of ISO 3166-1 alpha-2; lines of # and a heading are passed over.
 * mimamori carries no such table. */
#ifndef MIMAMORI_INVENTORY_COUNTRIES_H
#define MIMAMORI_INVENTORY_COUNTRIES_H

#include "base/addr.h"
#include "base/err.h"

struct country_range {
	struct ip first, last;
	char code[3];
};

struct countries {
	struct country_range
		*ranges; /* sorted by first; where ranges lie in one another the narrowest wins */
	size_t count;
	unsigned bad_lines, first_bad_line;
};

enum { COUNTRIES_RANGES_MAX = 2000000 };

/* err keys: countries-unreadable, countries-empty, countries-too-large. 0 or negative. */
int countries_read(const char *path, struct countries *ret_countries, struct err *e);
int countries_parse(const char *bytes, size_t n, const char *path, struct countries *ret_countries,
		    struct err *e);
const char *countries_of(const struct countries *c, struct ip ip); /* "JP", or NULL; borrowed */
void countries_clear(struct countries *c);

#endif
