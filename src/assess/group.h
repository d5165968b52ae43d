/* The rows of one check, put together: rows with the same subject and key are one finding. Bounded: at most
 * FINDINGS_MAX findings a check; rows beyond are counted. Everything lives in the arena given. */
#ifndef MIMAMORI_ASSESS_GROUP_H
#define MIMAMORI_ASSESS_GROUP_H

#include "assess/assess.h"
#include "base/arena.h"

enum {
	EVIDENCE_MAX = 20,
	OTHERS_MAX = 20,
	LIST_SHOWN = 3,
	LIST_DISTINCT = 64,
	VALUES_MAX = 16,
	FINDINGS_MAX = 1000
};

/* One value column over the rows of a finding. Texts are as they will be shown, never NULL up to shown. */
struct value {
	const char *shown[LIST_SHOWN]; /* distinct, in the rows' order; [0] is the first row's value */
	uint64_t seen[LIST_DISTINCT];  /* hashes of the distinct ones */
	unsigned distinct;             /* LIST_DISTINCT: that many or more */
	int64_t sum;
	bool missing; /* the first row had none */
};

/* Ids of other devices or outside entries of a finding: the first ones, and how many. */
struct others {
	int64_t id[OTHERS_MAX];
	unsigned kept, total;
};

struct group {
	struct group *chain; /* next of the same hash */
	int64_t device, outside, flow;
	int64_t peer,
		finding; /* of questions of attacks (attack.h): the other end; the finding it rests on */
	const char *key;
	int64_t packet[EVIDENCE_MAX]; /* the earliest, ascending */
	unsigned packets;
	int64_t total;
	struct others about, elsewhere; /* elsewhere: the `outside` of rows whose subject is a device */
	struct value *value;
};

struct groups {
	struct arena *arena;
	const char *name[VALUES_MAX]; /* of the value columns */
	unsigned names;
	bool columns_known, pairs;
	struct group **list;
	size_t count, most;
	int64_t dropped; /* rows */
	struct group *bucket[1024];
	int column[VALUES_MAX];
	int device, outside, flow, packet, packet2, key, about, total, peer, finding; /* columns, -1 none */
};

int groups_init(struct groups *g, struct arena *a); /* 0 or -ENOMEM */
/* The same for an attack: up to `most`, and with a column `peer` or `outside` each pair is one of its own. */
int groups_init_pairs(struct groups *g, struct arena *a, size_t most);
int groups_row(void *groups, sqlite3_stmt *row); /* a row_fn */
void groups_sort(struct groups *g);              /* by subject, then key */

/* 12345 as "12,345". */
void group_number(char *buf, size_t room, int64_t v);

#endif
