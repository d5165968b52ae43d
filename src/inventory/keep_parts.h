/* What the files of keeping share. Inside the room only. */
#ifndef MIMAMORI_INVENTORY_KEEP_PARTS_H
#define MIMAMORI_INVENTORY_KEEP_PARTS_H

#include "base/out.h"
#include "inventory/keep.h"
#include "inventory/save_parts.h"

/* A merge under way. Rows that will be one again after it bear one number (bundle). */
struct merging {
	struct store *site;
	sqlite3 *db;
	int64_t merge, gone, into;
};

/* keep_join.c: rows of all tables but device. keep_undo.c: the way back. 0 or -EIO. */
int keep_join_rows(const struct merging *m);
int keep_undo_rows(const struct merging *m);
/* keep_device.c: the row of table device itself, and tables that only name it. */
int keep_join_device(const struct merging *m);
int keep_undo_device(const struct merging *m);

/* Tables that save_rows.c does not know: joined by their own rules in save-after.sql, here by the same. */
extern const struct save_table keep_more_tables[];

/* keep_split.c: of the database schema ("main" or "run") the addresses of TEMP TABLE chosen(device, fresh,
 * kind, value) leave `device` for `fresh`, whose row is made. */
int keep_split_rows(sqlite3 *db, const char *schema);

/* Before a run joins: what it shows under one device and people said are two becomes two. */
int keep_claims(sqlite3 *db);

/* Small helpers: a statement of ours with numbers in it; a script. */
int keep_exec(sqlite3 *db, const char *format, ...) __attribute__((format(printf, 2, 3)));
int keep_run(sqlite3 *db, struct out *o);                          /* runs what was collected and clears it */
void keep_name(struct out *o, const char *form, const char *name); /* %1$s is the name */
bool keep_is_key(enum save_how how);
void keep_apart(struct out *o, const struct save_table *t, const char *one, const char *other);
void keep_row(struct out *o, const struct save_table *t,
	      const char *alias); /* json_array(...) of its columns */

/* Every table that has a column of a device: save_tables, then keep_more_tables. */
const struct save_table *keep_table(size_t i); /* NULL at the end */

#endif
