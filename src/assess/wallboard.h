/* Screens on the shop floor. Somebody with the right `wallboard` makes one and gets a code of eight digits,
 * good once and for ten minutes; the screen hands it in and gets a cookie, good until it is taken back. With
 * it a screen looks at the one board it was made for and reports; it is nobody, has no role and no other way
 * in. Codes and cookies are kept as hashes, in a table apart from the journal: eight digits are soon guessed
 * from theirs.
 *
 * What writes needs an open transaction; errors fill err with a key of data/lang/wallboard.yaml. */
#ifndef MIMAMORI_ASSESS_WALLBOARD_H
#define MIMAMORI_ASSESS_WALLBOARD_H

#include "assess/secret.h"
#include "assess/writing.h"
#include "base/err.h"
#include "store/store.h"

#include <stdint.h>

enum {
	WALLBOARDS_MAX = 200,              /* that stand */
	WALLBOARD_NAME = 50,               /* characters */
	WALLBOARD_CODE = 9,                /* digits and the end */
	WALLBOARD_COOKIE = 1 + SECRET_ROOM /* 'w' before it tells it from a person's */
};
#define WALLBOARD_CODE_LASTS INT64_C(600000000) /* us */

enum wallboard_state { WALLBOARD_WAITING, WALLBOARD_PAIRED, WALLBOARD_OVER, WALLBOARD_REVOKED };
extern const char *const wallboard_states[]; /* waiting paired over revoked */

struct wallboard {
	int64_t id, system; /* system 0: the site */
	char name[WALLBOARD_NAME * 4 + 1], line[256], actor[24], origin[64];
	int64_t made, code_until, paired, revoked; /* us; 0: not */
};

int wallboard_get(struct store *s, int64_t id, struct wallboard *ret); /* 0, -ENOENT */
int wallboard_each(struct store *s, int (*fn)(void *ctx, const struct wallboard *b), void *ctx);
enum wallboard_state wallboard_state(const struct wallboard *b, int64_t now);

/* b: name, system, line; id is set. */
int wallboard_make(struct store *s, struct wallboard *b, const struct writing *w,
		   char ret_code[WALLBOARD_CODE], struct err *e);
/* The code a screen shows: -ENOENT there is none, it was used, or its time is over. */
int wallboard_pair(struct store *s, const char *code, const char *origin, int64_t now,
		   char ret_cookie[WALLBOARD_COOKIE], struct wallboard *ret, struct err *e);
int wallboard_revoke(struct store *s, int64_t id, const struct writing *w, struct err *e);
/* By cookie: 0, -ENOENT there is none, or it was revoked. */
int wallboard_find(struct store *s, const char *cookie, size_t n, struct wallboard *ret);

#endif
