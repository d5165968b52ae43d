/* Signed checkpoints of the journal and proofs that an event is in it. A checkpoint is a few lines of text
 * (note.h): how many events there are and the root of the Merkle tree over them, signed with the site's key.
 * Kept outside - a file elsewhere, a syslog server, a printed QR - it shows later that none of these events
 * was changed. */
#ifndef MIMAMORI_STORE_CHECKPOINT_H
#define MIMAMORI_STORE_CHECKPOINT_H

#include "base/err.h"
#include "store/note.h"
#include "store/site.h"

#include <stdint.h>

/* Signs all events so far, keeps the note in the table checkpoint by an event of its own, and commits.
 * ret_note: on the heap, the caller frees. err keys: key-absent, site-busy, site-no-room, site-damaged. */
int checkpoint_make(struct store *s, int64_t at, const char *actor, char **ret_note, struct err *e);

/* The newest checkpoint that covers event seq; NULL when there is none. On the heap. */
char *checkpoint_covering(struct store *s, int64_t seq);

/* Writes the proof (note.h) of event seq against a checkpoint of this file. err keys: no-such-event,
 * site-damaged. */
int checkpoint_prove(struct store *s, int64_t seq, const char *note, struct out *o, struct err *e);

/* The same of many events that the note covers, in one walk over the journal: fn is handed each proof. */
typedef int proved_fn(void *ctx, int64_t seq, const char *proof, size_t n);
int checkpoint_prove_many(struct store *s, const int64_t *seqs, size_t count, const char *note, proved_fn *fn,
			  void *ctx, struct err *e);

/* What a proof says, without any database. */
struct proved {
	int64_t seq;
	unsigned char event_hash[HASH_BYTES], public_key[PUBLIC_BYTES];
	bool shown; /* the event itself is in the proof: these, borrowed from it */
	int64_t at;
	struct rd kind, actor, body;
	const char *wrong; /* NULL: it holds; else what does not: "root" "signature" "number" */
};
int proof_check(const struct proof *p, struct proved *ret); /* 0, or -EINVAL when its extra is none of ours */

#endif
