/* Checkpoints and proofs as text, in the forms of C2SP that other tools read: signed-note
 * (c2sp.org/signed-note), tlog-checkpoint (c2sp.org/tlog-checkpoint), tlog-proof (c2sp.org/tlog-proof). They
 * come from outside: read through base/rd.h, every length is bounded. */
#ifndef MIMAMORI_STORE_NOTE_H
#define MIMAMORI_STORE_NOTE_H

#include "base/out.h"
#include "base/rd.h"
#include "store/keys.h"
#include "store/merkle.h"

enum {
	NOTE_NAME = 96,
	NOTE_SIGNATURES = 8,
	NOTE_MAX = 16384 /* bytes of a note or proof */,
	EXTRA_MAX = 8192
};

struct note_signature {
	char name[NOTE_NAME];
	unsigned char id[4], value[SIGNATURE_BYTES]; /* of one that is no Ed25519 signature: not kept */
};

/* A checkpoint: the first `size` events have this root. */
struct note {
	char origin[NOTE_NAME];
	uint64_t size;
	unsigned char root[HASH_BYTES];
	const uint8_t *text; /* what is signed, borrowed from what was read */
	size_t text_n;
	struct note_signature signatures[NOTE_SIGNATURES];
	unsigned signature_count;
};

/* 0 or -EINVAL. The bytes must outlive the note. */
int note_read(struct rd r, struct note *ret);
void note_write(struct out *o, const char *origin, uint64_t size, const unsigned char root[HASH_BYTES],
		const struct site_key *k);
/* Does it bear a signature of this key, under its origin's name? */
bool note_signed_by(const struct note *n, const unsigned char public_key[PUBLIC_BYTES]);

/* A proof that one event stands in the tree of a checkpoint. extra: the public key, then the bytes whose
 * SHA-256 is the event's hash (journal.h), so that the proof shows the event itself. */
struct proof {
	struct merkle_path path;
	unsigned char extra[EXTRA_MAX];
	size_t extra_n;
	struct note checkpoint;
};
int proof_read(struct rd r, struct proof *ret); /* 0 or -EINVAL */
void proof_write(struct out *o, const struct merkle_path *path, const void *extra, size_t extra_n,
		 const char *note);

#endif
