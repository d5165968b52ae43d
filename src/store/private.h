/* struct store, for the files of this room. */
#ifndef MIMAMORI_STORE_PRIVATE_H
#define MIMAMORI_STORE_PRIVATE_H

#include "store/site.h"

#include <stdbool.h>

struct store {
	sqlite3 *db;
	char *path;                            /* NULL: in memory */
	const struct store_part *const *parts; /* NULL-terminated; NULL: no journal */
	char setting[256];                     /* site_setting()'s answer */
};

int store_run(struct store *s, const char *sql); /* trusted statements of ours; 0 or -EIO */
int store_tables(struct store *s);               /* makes the tables of model.sql and site.sql */

#endif
