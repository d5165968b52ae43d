/* Signatures on decisions. A signer is a contact of side it, ot or executive; with a key his signature is
 * proven, without one it is told as declared. It binds three hashes (the decision, the evidence shown beside
 * it, the question); what changed since re-opens the row, and which of the three it was is told.
 *
 * Whose signatures a row wants: the side that leads; both sides where the mark says together or where our
 * source lost its colour; an executive as well where a record that executives write answers the row. The
 * other side of a row with one lead may sign as consulted. With the site's setting two-people (on unless
 * "off"), one person signs a row for one side only. */
#ifndef MIMAMORI_ASSESS_SIGN_H
#define MIMAMORI_ASSESS_SIGN_H

#include "assess/rows.h"
#include "assess/sheet.h"
#include "assess/writing.h"
#include "base/arena.h"
#include "base/err.h"

enum { WANTS_IT = 1, WANTS_OT = 2, WANTS_EXECUTIVE = 4, SIGN_HEX = 65 };

/* Sides whose signature the row wants: set of WANTS_. item NULL group: an own item. */
unsigned sign_wants(const struct sheet_item *item);

/* The signatures of a system and sheet, in the order given. */
struct signature {
	const char *item;
	struct sheet_signature seen; /* reopened is worked out by sign_of() */
	const char *decision, *evidence, *question;
};
struct signatures {
	struct signature *list;
	size_t count;
};
int signatures_load(struct store *s, const char *system, const char *sheet, struct arena *a,
		    struct signatures *ret);

/* Those of one row, against its hashes of now; the newest of each side and person counts, older ones of the
 * same are left out. Into list (room); returns how many. */
size_t sign_of(const struct signatures *all, const struct sheet_row *row, struct sheet_signature *list,
	       size_t room);

/* One row to sign. */
struct sign_row {
	char item[16], decision[SIGN_HEX], evidence[SIGN_HEX], question[SIGN_HEX];
	unsigned wants, signed_by;  /* sides that stand: of WANTS_ */
	int64_t other_it, other_ot; /* who stands for these sides; 0 nobody */
};

/* The bytes that a signature is over: whoever has them, the key and the signature needs no mimamori to check
 * it. The length, as snprintf(). */
struct sign_bound {
	const char *system, *sheet, *item, *side, *role, *decision, *evidence, *question;
};
int sign_text(const struct sign_bound *b, int64_t contact, char *to, size_t room);

/* A row as it is shown, to be signed like that. */
void sign_row_of(const struct sheet_row *row, struct sign_row *ret);

struct signing {
	const char *system, *sheet;
	int64_t contact;
	const char *side;       /* NULL: the contact's own */
	const char *passphrase; /* NULL: declared, not proven */
	const struct sign_row *row;
	size_t count;
};

/* In an open transaction. err keys of decision.yaml: no-contact, no-side, two-people, other-side, no-key,
 * bad-passphrase. */
int sign_rows(struct store *s, const struct signing *g, const struct writing *w, struct err *e);

#endif
