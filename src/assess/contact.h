/* People and units: who is responsible, who stands in, who decides and signs. A site keeps name, mail and
 * phone in the table contact alone; events hold the number, side, unit, absence and a salted hash of the
 * personal fields, so that they can be erased and the chain stays valid.
 *
 * What writes needs an open transaction (site_begin()), so that several can be one commit; on any error the
 * caller rolls back and nothing is written. Errors fill err with a key of data/lang/contact.yaml, without the
 * topic. */
#ifndef MIMAMORI_ASSESS_CONTACT_H
#define MIMAMORI_ASSESS_CONTACT_H

#include "assess/writing.h"
#include "base/date.h"
#include "base/err.h"
#include "store/store.h"

#include <stdbool.h>

enum { CONTACT_TEXT = 512 };

struct contact {
	int64_t id;
	char name[CONTACT_TEXT], mail[CONTACT_TEXT], phone[CONTACT_TEXT], unit[CONTACT_TEXT]; /* "" none */
	char side[12];                                    /* it ot executive vendor csirt other */
	char away_from[DATE_ROOM], away_until[DATE_ROOM]; /* "" not away */
	char public_key[65];                              /* hex; "" no key */
	char language[4]; /* ja en: in which they are written to; "" as the site */
	bool erased;
};

bool contact_away(const struct contact *c, const char *today);

/* 0, or -ENOENT. */
int contact_get(struct store *s, int64_t id, struct contact *ret);
/* "c3", "c3 Yamada", or a name or mail that exactly one has; 0 when there is none or several. Erased ones are
 * not found. */
int64_t contact_find(struct store *s, const char *text);
/* Who is meant by an actor of the journal: "c3" that one, "t5" whoever made the token; 0: nobody. */
int64_t contact_of_actor(struct store *s, const char *actor);
/* In order of their numbers; fn returning negative ends it with that. */
int contact_each(struct store *s, int (*fn)(void *ctx, const struct contact *c), void *ctx);

/* A field by its name (name mail phone unit side language), checked: -EINVAL and err. */
int contact_set(struct contact *c, const char *field, const char *value, struct err *e);

int contact_add(struct store *s, struct contact *c, const struct writing *w, struct err *e); /* sets c->id */
int contact_edit(struct store *s, const struct contact *c, const struct writing *w, struct err *e);
/* First and last day of an absence; both NULL: is back. */
int contact_be_away(struct store *s, int64_t id, const char *from, const char *until, const struct writing *w,
		    struct err *e);
/* Takes name, mail, phone and the private key away for good, from the file's free pages, too, once the caller
 * has committed and called contact_wipe(). What the person wrote and signed stays, under its number. */
int contact_erase(struct store *s, int64_t id, const struct writing *w, struct err *e);
int contact_wipe(struct store *s);

#endif
