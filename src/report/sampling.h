/* A sample of rows with every proof, for an auditor: which rows is decided by a seed and SHA-256 alone, so
 *that anybody can repeat the choice, and nobody can make it.
 *
 *	key of a row   SHA-256 over  seed LF item LF,  in hex:  printf '%s\n%s\n' "$seed" 32-3 | sha256sum
 *	rank           by key, smallest first; the first `rows` are the sample
 *	by verdict     (or function): rows of each stratum ranked by themselves; strata in the order of their
 *names give or function    one row each, then a second one each, until there are enough
 *
 * The population is every row that is asked at the system's level, own items too. Without a seed of the
 *auditor's own it is the root of the newest checkpoint, in hex: it is fixed by all events before it, and kept
 *outside.
 *
 * A sample is files in folders, handed to the caller one by one (a folder on disk, a ZIP). Everything can be
 *checked without this program: README.txt says how, check.py does it. Packets are those the findings name, no
 *others, from the packet store and from captures that the caller has at hand, which are believed by their
 *SHA-256 alone; what is missing is named. Names of people stand in it unless names is false; addresses,
 *telephone numbers and secrets never. */
#ifndef MIMAMORI_REPORT_SAMPLING_H
#define MIMAMORI_REPORT_SAMPLING_H

#include "base/arena.h"
#include "base/err.h"
#include "base/lang.h"
#include "store/digest.h"
#include "store/store.h"

#include <stdbool.h>
#include <stddef.h>

enum { SAMPLE_ROWS = 50, SAMPLE_SEED = 200, SAMPLE_FILES = 5000 };
enum sample_by { SAMPLE_BY_NONE, SAMPLE_BY_VERDICT, SAMPLE_BY_FUNCTION };

struct sample_cutting; /* sampling_packets.h */

struct sample_pick {
	char item[16], key[HASH_HEX], stratum[16], verdict[12];
	unsigned rank; /* 1, 2 ... within its stratum */
	const char *title[LANG_COUNT];
};

struct sample {
	/* asked */
	struct store *store;
	const char *system, *sheet, *version; /* version: of the program */
	int64_t now;                          /* us */
	int zone_minutes;
	unsigned rows;    /* 1 to SAMPLE_ROWS */
	const char *seed; /* NULL: the newest checkpoint's root */
	enum sample_by by;
	bool names;
	const char *const *captures; /* files that may be originals, by path */
	unsigned capture_count;
	const struct sample_known { /* files that are originals: the caller knows it */
		const char *path;
		int64_t source;
	} * known;
	unsigned known_count;
	/* In place of cutting here: for a process of its own that reads hostile bytes. NULL: here. */
	int (*cut)(void *ctx, struct sample_cutting *k);
	void *cut_ctx;

	/* chosen */
	struct arena *arena;
	char seed_used[SAMPLE_SEED + 1];
	int64_t checkpoint;      /* its size, when the seed is its root; 0 the seed was given */
	struct sample_pick *all; /* the population, in the sheet's order */
	size_t of;
	const struct sample_pick *pick[SAMPLE_ROWS]; /* in the order of choice */
	unsigned picks;
};

const char *sample_by_name(enum sample_by by); /* "none" "verdict" "function" */

/* 0 or negative: -ENOENT no such system or sheet (err no-system), -ENODATA there is no checkpoint and no seed
 * (no-checkpoint), -EINVAL the seed is empty, too long or holds a line break (bad-seed). Keys of audit.yaml.
 * Clear with sample_clear() in any case. */
int sample_choose(struct sample *s, struct err *e);
void sample_clear(struct sample *s);

/* One file, "03-32-3/row.json": 0 or negative, which ends it. */
typedef int sample_put(void *ctx, const char *name, const void *bytes, size_t n);

struct sample_told {
	unsigned files, events, proven; /* events in it; of these with a proof */
	uint64_t packets;
	unsigned lacks; /* things that are missing, named in its files */
};
int sample_write(struct sample *s, sample_put *put, void *ctx, struct sample_told *ret, struct err *e);

#endif
