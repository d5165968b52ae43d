/* The database in which the model lives. `inspect` uses one in memory; a site is a file (from issue 3). One
 * connection, owned here. Errors are returned as negative codes; store_error() gives SQLite's own words for
 * the one who logs. */
#ifndef MIMAMORI_STORE_STORE_H
#define MIMAMORI_STORE_STORE_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

struct store;

int store_memory(struct store **ret_store); /* an empty model in memory, tables made, no indexes yet */

/* The same, readable for a second connection: store_join() attaches it to a site, as schema `run`, before the
 * site's transaction begins. One at a time in a process. */
int store_shared(struct store **ret_store);
int store_period(struct store **ret_store); /* the same with what is observed alone: joins, is not judged */
int store_join(struct store *site);         /* once it is, it stays so */
bool store_clear(
	struct store *run); /* its rows are gone, for the next; false: it is to be freed, as a large one is */
void store_part(struct store *site);       /* the other way: before a run is freed and another one made */
int store_empty(struct store **ret_store); /* in memory, without tables: for a copy of a site */

sqlite3 *store_db(struct store *s); /* borrowed */
int store_begin(struct store *s);
int store_commit(struct store *s);
int store_index(struct store *s); /* of one run, after the rows: the indexes that checks are asked by */
const char *store_error(const struct store *s);
void store_free(struct store *s);

/* packet columns */
static inline int64_t store_packet(uint32_t file, uint32_t n) { return (int64_t)file << 32 | n; }
static inline uint32_t store_packet_file(int64_t p) { return (uint32_t)((uint64_t)p >> 32); }
static inline uint32_t store_packet_n(int64_t p) { return (uint32_t)p; }

#endif
