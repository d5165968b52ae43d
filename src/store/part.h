/* What a room keeps in a site file. A room that has state hands the store a part: the kinds of events it
 * knows and the SQL by which each becomes rows of site.sql. The same SQL runs when the event happens and when
 * the tables are rebuilt from the journal, so that the two cannot differ; `journal verify` rebuilds and
 * compares. Nothing else writes these tables. */
#ifndef MIMAMORI_STORE_PART_H
#define MIMAMORI_STORE_PART_H

#include <stddef.h>

/* One kind of event. apply: one or more statements with the parameters ?1 body (JSON), ?2 seq, ?3 at, ?4
 * actor; they read the body with json_extract(?1, '$.name') and nothing but the body and the tables that the
 * journal rebuilds. NULL: the event is told, and changes no table. */
struct event_kind {
	const char *kind, *apply;
};

struct store_part {
	const char *name;
	const struct event_kind *events;
	size_t event_count;
	/* Tables rebuilt from these events, with their columns and the order in which two of them are
	 * compared: "system(id, name, level) BY id"; ended by NULL. Columns that the journal does not hold
	 * (names that can be erased, matches that are computed) are left out. */
	const char *const *tables;
};

#endif
