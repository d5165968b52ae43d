/* Events about the file itself and its settings. */
#include "store/part.h"

/* The hash of a table's content (seal.h), the newest one. */
#define SEAL                                                                                                 \
	"INSERT INTO seal SELECT key, value, ?2 FROM json_each(?1, '$.tables') WHERE true"                   \
	" ON CONFLICT (table_name) DO UPDATE SET hash = excluded.hash, seq = excluded.seq"

static const struct event_kind events[] = {
	/* where it comes from and who signs for it, as settings that nothing else writes */
	{"site-made", "INSERT INTO site VALUES ('origin', 'mimamori/' || json_extract(?1, '$.site')),"
		      " ('public-key', json_extract(?1, '$.public_key'))"},
	{"site-migrated", NULL},
	/* a setting of people's; who the site is and who signs for it is none */
	{"setting-set", "INSERT INTO site SELECT json_extract(?1, '$.key'), json_extract(?1, '$.value')"
			" WHERE json_extract(?1, '$.key') IS NULL OR json_extract(?1, '$.key') NOT IN "
			"('origin', 'public-key', 'epoch')"
			" ON CONFLICT (key) DO UPDATE SET value = excluded.value"},
	{"model-saved", SEAL}, /* a capture was taken in: its hash, and the hash of each table of the model */
	{"tables-sealed", SEAL},
	/* while the site is watched these are written to every few seconds (seal.h) */
	{"tables-opened", "INSERT INTO seal SELECT value, '', ?2 FROM json_each(?1, '$.tables') WHERE true"
			  " ON CONFLICT (table_name) DO UPDATE SET hash = '', seq = excluded.seq"},
	{"device-seen", NULL}, /* a device appeared */
	{"device-changed", NULL},
	{"finding-opened", NULL},
	{"finding-closed", NULL},
	{"checkpoint-made",
	 "INSERT INTO checkpoint VALUES (json_extract(?1, '$.size'), ?3, json_extract(?1, '$.root'),"
	 " json_extract(?1, '$.note'))"},
	{"backup-made", NULL},
	{"site-restored", "INSERT INTO site VALUES ('epoch', json_extract(?1, '$.epoch'))"
			  " ON CONFLICT (key) DO UPDATE SET value = excluded.value;"
			  /* a copy, perhaps on another machine, sends nothing because the original might */
			  "UPDATE courier SET permitted = NULL, permitted_by = NULL, seq = ?2"},
};

static const char *const tables[] = {"site(key, value) BY key", "seal(table_name, hash, seq) BY table_name",
				     "checkpoint(size, at, root, note) BY size", NULL};

const struct store_part site_part = {"site", events, sizeof events / sizeof *events, tables};
