/* Acts: what writes. Each is one transaction, with its events and their effect; who acts and from where
 * stands in every event (journal_where()). The handler of a route that writes is called inside it; what it
 * returns decides: below 400 it is committed before anything is answered, else forgotten (but c->commit: a
 * wrong sign-in is told).
 *
 * With an Idempotency-Key (1 to 100 visible characters) the answer is kept for a day beside the act, in the
 * same transaction: the same request gets the same answer and nothing happens again, another request under
 * the same key is refused (422). Answers that hold a secret (c->secret) are not kept. */
#ifndef MIMAMORI_SERVE_ACT_H
#define MIMAMORI_SERVE_ACT_H

#include "assess/role.h"
#include "assess/writing.h"
#include "base/err.h"
#include "serve/handler.h"

int act_run(struct call *c); /* the route's handler, as above. A status */

struct writing act_writing(const struct call *c); /* who and when, for the rooms above */

/* May the caller do this for this system ("site" or "s1")? 0, or the status of the problem that was told. */
int act_may(struct call *c, enum right right, const char *system);
/* The same for what belongs to a device: any of its systems will do; none: the site. */
int act_may_device(struct call *c, enum right right, int64_t device);
bool viewer_may(const struct viewer *v, enum right right, int64_t system /* 0: the site */);
struct grants viewer_grants(const struct viewer *v);

/* What a room refused, as a problem in the words of its topic (data/lang/TOPIC.yaml). */
int act_problem(struct call *c, const char *topic, int code, const struct err *e);
int act_status(struct call *c, int status, const char *topic, int code,
	       const struct err *e); /* with a status of its own */

/* The same of a record, in the words of its kind (data/lang/records.yaml). */
struct record_kind;
int act_record_refused(struct call *c, const struct record_kind *k, int code, const struct err *e);

int act_status_of(int code); /* the status of what a room returned */

/* Was what the caller saw changed meanwhile? If-Match with the version of now in quotes, or the body's member
 * `name`; neither given: not asked. 0, or 412. */
int act_unchanged(struct call *c, const char *name, const char *now);

/* The members of a list in the body: rows of (value, type). The caller finalizes; NULL: no memory. */
sqlite3_stmt *body_list(struct call *c, const char *name);
/* The members of an object or list in the body, copied: what acts on them may change tables, which SQLite
 * refuses while a statement is open. name NULL in a list; value NULL: null. How many, at most `most`. */
struct body_pair {
	const char *name, *value;
};
size_t body_pairs(struct call *c, const char *member, struct body_pair *list, size_t most);
/* A file in the body, on the heap: member csv as it is, or base64. NULL: none, or no Base64. */
char *body_content(struct call *c, size_t *ret_n);
/* A member as text, copied; false when it is absent, null or longer. */
bool body_copy(struct call *c, const char *name, char *to, size_t room);

#endif
