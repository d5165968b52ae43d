/* struct store, for the files of this room. */
#ifndef MIMAMORI_STORE_PRIVATE_H
#define MIMAMORI_STORE_PRIVATE_H

#include "store/held-own.h"
#include "store/journal.h"
#include "store/keys.h"
#include "store/site.h"

#include <stdbool.h>

enum { TABLES_MAX = 160, STATEMENTS_MAX = 24 /* in one apply */ };

/* The statements of one kind of event, prepared once. */
struct prepared {
	const struct event_kind *kind;
	sqlite3_stmt *statements[STATEMENTS_MAX];
	struct prepared *next;
};

/* The last event, while a transaction is open; else the file is asked. */
struct tail {
	bool known, grown; /* grown: events were appended in this transaction */
	int64_t seq, at;   /* at: of the last one appended here */
	unsigned char hash[HASH_BYTES];
};

/* A table whose rows no event holds: its content hash stands in the journal instead (seal.h). */
struct sealed {
	char *name;
	bool changed; /* since the last seal */
	bool watched; /* one of store_watched */
};

struct store {
	sqlite3 *db;
	char *path;                            /* NULL: in memory */
	const struct store_part *const *parts; /* NULL-terminated; NULL: no journal */
	char setting[256];                     /* site_setting()'s answer */
	int64_t now;                           /* of site_open() */
	struct site_key *key; /* of the site, when it lies beside it and is its own; else NULL */
	const char *where;    /* journal_where() */
	struct tail tail;
	sqlite3_stmt *insert;      /* into event */
	struct prepared *prepared; /* one a kind that was used */
	struct script *scripts;    /* script.h */
	struct sealed sealed[TABLES_MAX];
	size_t sealed_count;
	struct held *held;  /* its long tables, when they are no ordinary ones (held.h) */
	bool watching;      /* store_watch() */
	const char *hooked; /* the hook's last table, by address, and what it is */
	struct sealed *hooked_is;
};

int store_code(int sqlite); /* of an SQLite result: 0 -EBUSY -ENOSPC -EBADMSG (damaged) -EIO */
int store_failed(const struct store *s, int code, struct err *e); /* tells which; returns code */
int store_run(struct store *s, const char *sql); /* trusted statements of ours; 0 or negative */
/* An empty model in memory, by its name there; assessed: with the tables that verdicts go to. */
int store_model(const char *name, bool assessed, struct store **ret_store);
int store_functions(sqlite3 *db);   /* of ours, on each connection; 0 or negative */
int store_tables(struct store *s);  /* makes the tables of model.sql and site.sql */
void store_forget(struct store *s); /* finalizes what journal.c prepared */
void script_forget(struct store *s);
sqlite3_stmt *store_prepare(struct store *s, const char *sql);        /* NULL: store_error() */
int64_t store_number(struct store *s, const char *sql, int64_t none); /* one number */

/* Applies an event to the tables, as journal_append() and as verify's rebuilding do. -EINVAL: unknown kind.
 */
int journal_apply(struct store *s, const struct event *e);

/* seal.c */
int seal_open(struct store *s); /* which tables, and watches them */
void seal_forget(struct store *s, bool changed);
void seal_close(struct store *s);

void site_take_key(struct store *s,
		   const char *site); /* that lies beside this file, when it is this site's */

/* What the signature in the table tail is over: "mimamori tail", origin, number and hash of the last event.
 */
int tail_text(char *buf, size_t room, const char *origin, int64_t seq, const unsigned char hash[HASH_BYTES]);
/* In a transaction; signed when the key is at hand. */
int tail_write(struct store *s, int64_t seq, const unsigned char hash[HASH_BYTES]);

/* A line of store_part.tables, taken apart. */
struct covered {
	char table[48], columns[400], by[100];
};
bool covered_read(const char *spec, struct covered *ret);

#endif
