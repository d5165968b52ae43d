/* The API as core runs it: a request becomes a call, a call finds its route, the route's handler answers.
 * Whether it comes by HTTPS (mimamori-web) or by the control socket (mimamori api, status ...) is the same
 * code. Routes are made from data/api/ by tools/api.py: one operation, one handler api_ID() in one of the
 * files api_NAME.c (docs/adding/api.md).
 *
 * A handler is called only when the route's roles allow the caller somewhere (ROUTE_SITE: for the whole
 * site); what of the model he may see is the handler's business, through SEES (pick.h) and
 * viewer_sees_system(). It writes its JSON to call->out and returns the status; on trouble it returns
 * problem(). It never blocks: what takes long is marked slow and runs in a reader (reader.h), a process with
 * its own read-only connection. */
#ifndef MIMAMORI_SERVE_API_H
#define MIMAMORI_SERVE_API_H

#include "assess/role.h"
#include "base/arena.h"
#include "base/lang.h"
#include "base/out.h"
#include "serve/message.h"
#include "serve/outgoing.h"
#include "serve/watching.h"
#include "store/store.h"

enum {
	PARAMETERS_MAX = 24,
	PATH_PARAMETERS_MAX = 4,
	VIEWER_SYSTEMS = 32,
	ETAG_ROOM = 40,
	CALL_BYTES = 8 << 20, /* of a call's arena */
};

/* Who asks. roles: set of ROLE bits (assess/role.h), for the site and for each system. */
struct viewer {
	int64_t account, contact; /* 0: the control socket ("local") */
	char actor[24];           /* as the journal has it: "c3", "local", "t5" a token */
	char from[64];            /* address or "control" */
	uint32_t site_roles;
	struct viewer_system {
		int64_t system;
		uint32_t roles;
	} system[VIEWER_SYSTEMS];
	unsigned systems;
	bool token;        /* by a token, not by a person in a session */
	bool totp;         /* has one-time codes */
	bool enrol;        /* has to set up one-time codes first: no roles until then */
	int64_t session;   /* 0: none */
	int64_t wallboard; /* a screen on the shop floor, who is nobody: it looks and reports, no more; 0 */
	int64_t expires;   /* of the session, us */
};

/* Sees less than the whole: has no role for the site but a vendor's. Such a viewer sees the devices of his
 * systems only, and what is about these alone. */
bool viewer_restricted(const struct viewer *v);
uint32_t viewer_roles(const struct viewer *v);                       /* anywhere */
bool viewer_sees_system(const struct viewer *v, const char *system); /* "site" or "s1" */
bool viewer_staffs(const struct viewer *v, const char *system); /* likewise, and not as a vendor's person */

struct parameter {
	const char *name, *value; /* terminated, decoded, valid UTF-8 */
};

/* What a parameter or a member of a body has to be (tools/api.py). */
enum parameter_type {
	PARAMETER_TEXT,   /* least..most bytes */
	PARAMETER_INT,    /* least..most */
	PARAMETER_BOOL,   /* true false 1 0 */
	PARAMETER_ENUM,   /* one of words */
	PARAMETER_ENUMS,  /* several of words, joined by commas; in a body a list */
	PARAMETER_TIME,   /* RFC 3339 */
	PARAMETER_DATE,   /* 2026-04-01 */
	PARAMETER_ID,     /* one of the letters of words[0] and a number: "d3" */
	PARAMETER_SYSTEM, /* "site" or "s1" */
	PARAMETER_SORT,   /* words, each with a - or without, joined by commas */
	PARAMETER_ANY,    /* in a body: not looked at here */
};

struct rule {
	const char *name;
	uint8_t type; /* enum parameter_type */
	bool required, null;
	int64_t least, most;
	const char *const *words;
	const char *otherwise; /* NULL none */
};

struct call;
typedef int api_handler(struct call *c);

enum {
	ROUTE_SLOW = 1,   /* in a reader */
	ROUTE_OPEN = 2,   /* without sign-in */
	ROUTE_WRITES = 4, /* not GET */
	ROUTE_BODY = 8,   /* wants a JSON object */
	ROUTE_SITE = 16,  /* the roles have to be for the whole site */
	ROUTE_SELF = 64,  /* whoever is signed in, about himself */
	ROUTE_LIVE = 32,  /* changes without a change of the store: the ETag is of what is said */
};

struct route {
	const char *id; /* operationId */
	uint8_t method;
	const char *path; /* "/api/v1/devices/{id}" */
	uint32_t roles;   /* who may, somewhere */
	uint8_t flags;
	api_handler *handler;
	const struct rule *query;
	unsigned queries;
	const struct rule *part; /* of the path's {parameters}, in order */
	unsigned parts;
	const struct rule *body; /* members of the body, when they are told */
	unsigned bodies;
};

extern const struct route api_routes[];
extern const size_t api_route_count;
extern const char openapi_json[];
extern const size_t openapi_json_size;

/* What all calls of a process share. Zeroed and filled by core (or a test) before the first call. */
struct api {
	struct store *store;
	const struct capture_state *watching; /* NULL: nothing is watched */
	struct outgoing *outgoing;            /* NULL: nothing can be sent from here */
	const char *version;                  /* of the program */
	struct viewers *viewers;              /* who asks (viewer.h); NULL in a reader */
	int64_t began;                        /* us: part of ETags, so that none outlives a restart */
	bool inline_slow;                     /* answer slow routes here, too: in a reader, in tests */
	bool read_only;                       /* nothing can be written now: full disk, read-only file */
};

struct call {
	struct api *api;
	struct store *store; /* core's own connection; in a reader its read-only one */
	const struct request *request;
	const struct route *route;
	struct viewer viewer;
	const char *path[PATH_PARAMETERS_MAX]; /* values of {parameters} of the path, in order */
	struct parameter query[PARAMETERS_MAX];
	unsigned queries;
	enum language language;
	int64_t now; /* us */
	int zone_minutes;
	char today[11]; /* where the site stands */
	struct arena *arena;
	struct out *out; /* the body */
	struct response
		answer;      /* status is set from what the handler returns; content_type defaults to JSON */
	const char *changed; /* topic to tell pages of after the commit, or NULL */
	bool commit;         /* an act that was refused is written all the same: a wrong sign-in */
	bool undo;           /* a preview: done, told, and taken back */
	bool secret;         /* the answer holds a secret: it is not kept for Idempotency-Key */
	int (*after)(struct store *s); /* of an act: what is left to do once it is committed */
	const char *mine; /* JSON list of the devices a restricted viewer sees; NULL: not asked yet */
	char etag[ETAG_ROOM];
};

/* The answer to one request. The caller sends it (message_answer()) and clears it. */
struct api_answer {
	struct response head; /* its texts live in arena */
	struct out body;
	struct arena *arena;
	const char *changed;  /* topic, or NULL */
	struct viewer viewer; /* slow: who asks, for the reader */
};

enum { API_DONE, API_SLOW /* nothing is answered yet: reader_ask() with the same request and this viewer */ };

int api_open(struct api *a); /* when the store was opened. 0 or -ENOMEM */
void api_close(void);        /* before it is closed, or another one is opened */
void api_end(struct api *a); /* for good: forgets who was asking, too */

/* API_DONE, or API_SLOW; -ENOMEM: nothing to send. viewer: who asks is known already (a reader); else NULL.
 */
int api_serve(struct api *a, const struct request *r, int64_t now, const struct viewer *viewer,
	      struct api_answer *ret);
void api_answer_clear(struct api_answer *a);

/* Who asks: by session, token or the control socket. 0; -EACCES not signed in (or the session ended); -EPERM
 * signed in, but this request proves not to come from his page (CSRF); others: the store failed. In
 * viewer.c. */
int viewer_of_request(struct api *a, const struct request *r, int64_t now, struct viewer *ret);

#endif
