/* Tokens: what a program shows instead of a person (Authorization: Bearer mm_...). Made by somebody, of some
 * of his roles, perhaps for one system, until a day. It can never do more than its maker can now, it signs
 * nothing, and acts in the journal as "t5". Only the hash is kept; the token is shown once. */
#ifndef MIMAMORI_ASSESS_TOKEN_H
#define MIMAMORI_ASSESS_TOKEN_H

#include "assess/role.h"
#include "assess/secret.h"
#include "assess/writing.h"
#include "base/err.h"
#include "store/store.h"

#include <stdbool.h>

enum { TOKEN_ROOM = 3 + SECRET_ROOM /* "mm_" */, TOKENS_MAX = 200 /* that stand */, TOKEN_NAME = 100 };
#define TOKEN_LONGEST (INT64_C(366) * 2 * 86400 * 1000000) /* us: two years */

struct token {
	int64_t id, account, made, until, revoked; /* revoked 0: it stands */
	char name[TOKEN_NAME * 4];
	uint32_t roles;
	int64_t system; /* 0: wherever its maker may */
};

/* t: account, name, roles, system, until; id is set. */
int token_make(struct store *s, struct token *t, const struct writing *w, char ret_token[TOKEN_ROOM],
	       struct err *e);
/* 0; -ENOENT there is none, or it was revoked; -ETIME its time is over. */
int token_find(struct store *s, const char *token, size_t n, int64_t now, struct token *ret);
int token_get(struct store *s, int64_t id, struct token *ret);
int token_each(struct store *s, int64_t account /* 0: all */, int (*fn)(void *ctx, const struct token *t),
	       void *ctx);
int token_revoke(struct store *s, int64_t id, const struct writing *w, struct err *e);

/* What it may: its roles where its maker has them. A token of "viewer" may look wherever he may, whatever his
 * role (but a vendor's). */
void token_grants(const struct token *t, const struct grants *maker, struct grants *ret);

#endif
