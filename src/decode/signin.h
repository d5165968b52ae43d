/* A sign-in that waits for its answer: what was tried is kept in the conversation's state until the other
 * side says how it went, told once through emit_login() and wiped. Whoever keeps one calls signin_answer() at
 * the next thing that decides it; a second try before that tells the first as unknown. */
#ifndef MIMAMORI_DECODE_SIGNIN_H
#define MIMAMORI_DECODE_SIGNIN_H

#include "decode/emit.h"

enum { SIGNIN_TEXT = 64 }; /* longer names and secrets are cut: no published default is that long */

struct signin {
	const char *method; /* static; NULL: nothing waits */
	bool in_clear;
	uint8_t user_n, secret_n;
	char user[SIGNIN_TEXT], secret[SIGNIN_TEXT];
};

void signin_user(struct signin *s, struct text user); /* before the secret is known (USER, login:) */
void signin_try(struct signin *s, struct emit *e, const char *method, bool in_clear, struct text user,
		struct text secret);
void signin_secret(struct signin *s, struct emit *e, const char *method,
		   struct text secret); /* user from before */
void signin_answer(struct signin *s, struct emit *e,
		   enum login_result result); /* nothing waits: nothing said */
static inline bool signin_waits(const struct signin *s) { return s->method != NULL; }

/* The value of an Authorization header (HTTP, RTSP): Basic, Digest, NTLM, Negotiate, Bearer. False for
 * anything else. */
bool signin_authorization(struct signin *s, struct emit *e, struct text value);
/* "\0user\0secret" in base64 (SASL PLAIN, RFC 4616). */
bool signin_plain(struct signin *s, struct emit *e, struct text base64);
/* A form (a=b&c=d) or flat JSON with a password-like field: false when there is none. */
bool signin_form(struct signin *s, struct emit *e, struct text body);

#endif
