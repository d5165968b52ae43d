/* What a handler (api_NAME.c) has at hand: its parameters, problems, and the common shapes of JSON. */
#ifndef MIMAMORI_SERVE_HANDLER_H
#define MIMAMORI_SERVE_HANDLER_H

#include "serve/api.h"
#include "serve/list.h"
#include "serve/pick.h"

#include "report/parts.h"

#include <stdbool.h>

/* --- parameters: checked already (struct rule); what was not given has its `otherwise`, or NULL */
const char *query_text(const struct call *c, const char *name); /* NULL: not given */
int64_t query_int(const struct call *c, const char *name, int64_t none);
int query_bool(const struct call *c, const char *name);                   /* 1 0; -1 not given */
int64_t query_time(const struct call *c, const char *name, int64_t none); /* us */
int64_t id_number(const char *id);                                        /* of "d12": 12; 0 none */
bool query_has(const struct call *c, const char *name,
	       const char *word); /* of PARAMETER_ENUMS; true: not given */

/* Members of the body, which is a JSON object and fits its rules. In the arena; NULL: absent or null. */
const char *body_text(struct call *c, const char *name);
int64_t body_int(struct call *c, const char *name, int64_t none);
bool body_has(struct call *c, const char *name);         /* it is there, null or not */
const char *body_json(struct call *c, const char *name); /* the member as JSON */

/* --- problems (RFC 9457): key of data/lang/api.yaml, KEY its title and KEY-why the detail with {detail}.
 * field: parameter or member that is wrong, or NULL. Forgets what was written. Returns the status. */
int problem(struct call *c, int status, const char *key, const char *field, const char *detail);
/* The detail is a sentence of another topic ("decision.no-reason"), as an err of a room below names it. */
int problem_said(struct call *c, int status, const char *lang_key, const char *subject, const char *detail);
/* The same with other holes than these two. field: member of the body that is wrong, or NULL. */
int problem_filled(struct call *c, int status, const char *lang_key, const char *field,
		   const struct lang_arg *args);
int problem_store(struct call *c,
		  int code); /* the store or memory failed: 500, 503 when it is busy, 507 full */

/* --- shapes */
void json_pair(struct out *o, const char *key, const char *ja,
	       const char *en); /* {ja, en}; null without ja */
void json_pair_at(struct out *o, const char *key, const struct scan *s, int ja); /* of two columns */
void json_lang(struct out *o, const char *key, const char *lang_key);            /* a sentence of data/lang */
void json_id(struct out *o, const char *key, char letter, int64_t n);            /* "d3"; null for 0 */
void json_flag(struct out *o, const char *key, const struct scan *s, int column);
void json_words(struct out *o, const char *key, const char *joined); /* list of a text's words, by blanks */
const char *severity_name(int64_t severity);                         /* NULL: none */

#endif
