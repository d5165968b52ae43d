/* The API as core runs it: a request becomes a call, a call finds its route, the route's handler answers.
 * Whether it comes by HTTPS (mimamori-web) or by the control socket (mimamori api, status ...) is the same
 * code. Routes are made from data/api/ by tools/api.py: one operation, one handler api_ID() in one of the
 * files api_NAME.c.
 *
 * A handler is called only when the route's roles allow the caller somewhere; what of the model he may see
 * is the handler's business, through viewer_sees() (a vendor sees the devices of his systems only). It writes
 * its JSON to call->out and returns the status; on trouble it returns problem(). It never blocks: what takes
 * long is marked slow and runs in a reader, a forked process with its own read-only connection. */
#ifndef MIMAMORI_SERVE_API_H
#define MIMAMORI_SERVE_API_H

#include "base/arena.h"
#include "base/lang.h"
#include "base/out.h"
#include "serve/message.h"
#include "store/store.h"

enum { PARAMETERS_MAX = 24, PATH_PARAMETERS_MAX = 4 };

/* Who asks. roles: set of ROLE bits (assess/account.h), for the site and for each system. */
struct viewer {
	int64_t account, contact; /* 0: the control socket ("local") */
	char actor[24];           /* as the journal has it: "c3", "local", "t5" a token */
	char from[64];            /* address or "control" */
	uint32_t site_roles;
	struct viewer_system {
		int64_t system;
		uint32_t roles;
	} system[32];
	unsigned systems;
	bool token; /* by a token, not by a person in a session */
};

struct parameter {
	const char *name, *value; /* terminated, decoded, valid UTF-8 */
};

struct api;

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
	struct arena *arena;
	struct out *out; /* the body */
	struct response
		answer;      /* status is set from what the handler returns; content_type defaults to JSON */
	const char *changed; /* topic to tell pages of after the commit, or NULL */
};

typedef int api_handler(struct call *c);

enum { ROUTE_SLOW = 1 /* in a reader */, ROUTE_OPEN = 2 /* without sign-in */, ROUTE_WRITES = 4 };

struct route {
	const char *id; /* operationId */
	uint8_t method;
	const char *path; /* "/api/v1/devices/{id}" */
	uint32_t roles;   /* who may, somewhere */
	uint8_t flags;
	api_handler *handler;
};

extern const struct route api_routes[];
extern const size_t api_route_count;

#endif
