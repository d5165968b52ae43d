/* Sessions of people who signed in: a cookie whose hash is kept, twelve hours long at most, half an hour
 * without use (who keeps the last use: guard.h). Bound to nothing that changes with the Wi-Fi: neither
 * address nor browser is compared. A sign-in always makes a new one, whatever cookie came with it. */
#ifndef MIMAMORI_ASSESS_SESSION_H
#define MIMAMORI_ASSESS_SESSION_H

#include "assess/secret.h"
#include "assess/writing.h"
#include "base/err.h"
#include "store/store.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SESSION_IDLE    INT64_C(1800000000)  /* us: 30 minutes */
#define SESSION_LONGEST INT64_C(43200000000) /* 12 hours */
#define SESSION_SEALED  INT64_C(14400000000) /* of the emergency account: 4 hours */

enum { SESSIONS_EACH = 8 /* of one account; the oldest ends */ };

struct session {
	int64_t id, account, at, until; /* us */
	char origin[64], agent[128], factor[12];
};

struct session_start {
	int64_t account, longest; /* us */
	const char *factor;       /* password totp recovery sealed */
	int64_t step;             /* of the code that was used; 0 */
	const char *agent;        /* the browser's words; NULL */
};

/* In a transaction: signs the account in. */
int session_begin(struct store *s, const struct session_start *b, const struct writing *w,
		  char ret_cookie[SECRET_ROOM], int64_t *ret_id, struct err *e);
/* By cookie: 0; -ENOENT there is none; -ETIME its time is over, or the clock went back behind its start. */
int session_find(struct store *s, const char *cookie, size_t n, int64_t now, struct session *ret);
int session_get(struct store *s, int64_t id, struct session *ret);
int session_each(struct store *s, int64_t account /* 0: all */,
		 int (*fn)(void *ctx, const struct session *one), void *ctx);
/* why: person idle over password locked closed too-many ... */
int session_end(struct store *s, int64_t id, const char *why, const struct writing *w, struct err *e);
int session_end_all(struct store *s, int64_t account, int64_t except, const char *why,
		    const struct writing *w, struct err *e);

/* The value that every act of a session has to carry: of its cookie, so that nothing needs to be kept. */
enum { CSRF_TEXT = 33 };
void session_csrf(const char *cookie, size_t n, char ret[CSRF_TEXT]);

#endif
