/* Whose request gets which answer. Two are core's own, at the control socket only: GET /status, how serve
 * fares, and POST /poke, by which a command says that it wrote to the site. */
#include "core/core.h"

#include "base/lang.h"
#include "base/out.h"
#include "daemon/role.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

static const char *state_of(const struct core_role *r)
{
	return r->missing ? "missing" : r->up ? "running" : r->last_died ? "ended" : "starting";
}

static void put_end(struct out *o, const struct core_role *r)
{
	if (!r->last_died)
		return;
	json_object(o, "last_end");
	json_time(o, "at", r->last_died);
	if (WIFSIGNALED(r->last_status))
		json_int(o, "signal", WTERMSIG(r->last_status));
	else
		json_int(o, "status", WEXITSTATUS(r->last_status));
	json_end_object(o);
}

static void put_role(struct out *o, enum role i, const struct core_role *r)
{
	json_object(o, NULL);
	json_str(o, "name", role_names[i]);
	json_str(o, "state", state_of(r));
	if (r->up)
		json_int(o, "pid", r->pid);
	json_int(o, "restarts", r->restarts);
	json_object(o, "walls");
	json_bool(o, "paths", r->walls & WALL_PATHS);
	json_bool(o, "calls", r->walls & WALL_CALLS);
	json_bool(o, "user", r->walls & WALL_USER);
	json_end_object(o);
	put_end(o, r);
	json_end_object(o);
}

static bool can_write(const struct core *c) { return c->store && !c->read_only && !c->write_error; }

static void put_storage(struct out *o, const struct core *c)
{
	bool writable = can_write(c);

	json_object(o, "storage");
	json_bool(o, "readable", c->store != NULL);
	json_bool(o, "writable", writable);
	json_str(o, "problem", writable ? NULL : c->problem);
	json_int(o, "events_waiting", c->notes);
	json_end_object(o);
}

static void put_detecting(struct out *o, const struct watched_detecting *d)
{
	json_object(o, "detecting");
	json_int(o, "signals", (int64_t)d->signals);
	json_int(o, "alarms", (int64_t)d->alarms);
	json_int(o, "dropped", (int64_t)d->dropped);
	json_int(o, "bytes", (int64_t)d->bytes);
	json_int(o, "writing_ms", d->ms);
	json_bool(o, "blind", d->blind);
	json_end_object(o);
}

static int status(struct core_peer *p, const struct request *r, struct out *o)
{
	const struct core *c = p->core;

	(void)r;
	json_object(o, NULL);
	json_str(o, "site", c->site);
	json_str(o, "version", MIMAMORI_VERSION);
	json_time(o, "began", c->began);
	json_time(o, "now", core_now());
	json_int(o, "state", c->version);
	json_array(o, "addresses");
	for (int i = 0; i < CORE_ADDRESSES && c->address[i]; i++)
		json_str(o, NULL, c->address[i]);
	json_end_array(o);
	put_storage(o, c);
	put_detecting(o, &feed_state(c->feed)->detecting);
	json_array(o, "roles");
	for (int i = 0; i < ROLE_PRESS; i++)
		put_role(o, (enum role)i, &c->role[i]);
	json_end_array(o);
	json_end_object(o);
	return 200;
}

static int poke(struct core_peer *p, const struct request *r, struct out *o)
{
	(void)r;
	core_changed(p->core, NULL);
	json_object(o, NULL);
	json_int(o, "state", p->core->version);
	json_end_object(o);
	return 200;
}

/* POST /restart?web, after its certificate was exchanged: gate starts it anew. */
static int restart(struct core_peer *p, const struct request *r, struct out *o)
{
	int code = -1;

	(void)p;
	for (int i = 0; i < ROLE_PRESS; i++)
		if (i != ROLE_CORE && said_is(r->query, role_names[i]))
			code = line_send(LINE_FD,
					 &(struct line_message){.kind = LINE_RESTART, .role = (uint8_t)i});
	json_object(o, NULL);
	json_bool(o, "asked", code == 0);
	json_end_object(o);
	return code == 0 ? 202 : 400;
}

static const struct own {
	uint8_t method;
	const char *path;
	int (*answer)(struct core_peer *p, const struct request *r, struct out *o);
} own[] = {{METHOD_GET, "/status", status}, {METHOD_POST, "/poke", poke}, {METHOD_POST, "/restart", restart}};

static const struct own *own_of(const struct core_peer *p, const struct request *r)
{
	for (size_t i = 0; p->via == VIA_CONTROL && i < sizeof own / sizeof *own; i++)
		if (own[i].method == r->method && said_is(r->path, own[i].path))
			return &own[i];
	return NULL;
}

static void answer(struct core_peer *p, struct response *head, struct out *body)
{
	size_t n;
	const char *bytes = out_bytes(body, &n);

	head->version = p->core->version;
	if (!bytes || message_answer(&p->channel, head, bytes, n) < 0)
		peer_drop(p); /* it does not read what it asked for */
}

void request_refuse(struct core_peer *p, const struct request *r, int status, const char *key,
		    int retry_after)
{
	enum language in =
		r->accept_language.n >= 2 && memcmp(r->accept_language.s, "ja", 2) == 0 ? LANG_JA : LANG_EN;
	struct response head = {
		.id = r->id, .status = (uint16_t)status, .retry_after = (uint16_t)retry_after};
	struct out o;

	if (out_init(&o, -1) < 0) {
		peer_end(p);
		return;
	}
	json_object(&o, NULL);
	json_str(&o, "type", "about:blank");
	json_str(&o, "title", lang(in, key));
	json_int(&o, "status", status);
	json_end_object(&o);
	head.content_type = said_of("application/problem+json");
	answer(p, &head, &o);
	out_clear(&o);
}

static void answer_own(struct core_peer *p, const struct own *mine, const struct request *r)
{
	struct response head = {.id = r->id, .content_type = said_of("application/json")};
	struct out body;

	if (out_init(&body, -1) < 0) {
		peer_end(p);
		return;
	}
	head.status = (uint16_t)mine->answer(p, r, &body);
	answer(p, &head, &body);
	out_clear(&body);
}

static void answer_by_api(struct core_peer *p, const struct request *r, struct rd bytes)
{
	struct core *c = p->core;
	struct api_answer a;
	int64_t now = core_now();
	int code;

	site_time(c->store, now);
	c->api.read_only = !can_write(c);
	code = api_serve(&c->api, r, now, NULL, &a);

	if (code < 0) {
		request_refuse(p, r, 503, "core.no-memory", 1);
		return;
	}
	if (code == API_SLOW) {
		core_evidence_copied(c, r, &a.viewer);
		reader_take(p, r, bytes, &a.viewer);
	} else
		answer(p, &a.head, &a.body);
	if (code == API_DONE && a.head.status == 507)
		core_wrote(c, -ENOSPC);
	if (code == API_DONE && a.changed)
		core_changed(c, a.changed);
	api_answer_clear(&a);
}

void request_take(struct core_peer *p, struct request *r, struct rd bytes)
{
	const struct own *mine = own_of(p, r);

	if (mine)
		answer_own(p, mine, r);
	else if (!p->core->store)
		request_refuse(p, r, 503, "core.no-site", 10);
	else
		answer_by_api(p, r, bytes);
}
