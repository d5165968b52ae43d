/* Acts on devices: values locked, states, merges, splits, approvals. Differences and states are computed anew
 * at once, findings with the next judging. */
#include "assess/life_states.h"
#include "assess/profile.h"
#include "assess/relearn.h"
#include "assess/sql.h"
#include "inventory/keep.h"
#include "inventory/standing.h"
#include "serve/act.h"
#include "serve/pick.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

api_handler api_devices_change, api_devices_relearn, api_devices_merge, api_merges_undo, api_devices_split,
	api_profiles_approve, api_profiles_withdraw;

enum { NAMED_MOST = 20000, LINES_MOST = 1000 };

/* A room's 0 or negative becomes the status. device 0: of all. */
static int settle(struct call *c, int r, const struct err *e, int64_t device, int status)
{
	if (r == 0)
		r = device ? standing_refresh_of(c->store, device, c->now)
			   : standing_refresh(c->store, c->now);
	if (r == 0)
		r = life_states_run(c->store, c->now, NULL);
	c->changed = "devices";
	return r < 0 ? act_problem(c, "keep", r, e) : status;
}

/* The device that the path names, which the caller may change; 0 or a status. */
static int device_of_path(struct call *c, enum right right, int64_t *ret)
{
	*ret = id_number(c->path[0]);
	return act_may_device(c, right, *ret);
}

/* --- locks and states */

static int lock_all(struct call *c, int64_t device, struct err *e)
{
	const char *json = body_json(c, "lock"), *note = body_text(c, "reason");
	sqlite3_stmt *st = json ? sql_of(c->store, "SELECT key, value FROM json_each(?1)", "t", json) : NULL;
	char field[40], value[KEEP_VALUE_MAX + 8];
	int r = 0;

	while (st && r == 0 && sqlite3_step(st) == SQLITE_ROW) {
		sql_text(st, 0, field, sizeof field);
		sql_text(st, 1, value, sizeof value);
		r = keep_lock(c->store, device, field, value, note, c->now, c->viewer.actor, e);
	}
	sqlite3_finalize(st);
	return r;
}

static int unlock_all(struct call *c, int64_t device, struct err *e)
{
	sqlite3_stmt *st = body_list(c, "unlock");
	char field[40];
	int r = 0;

	while (st && r == 0 && sqlite3_step(st) == SQLITE_ROW) {
		sql_text(st, 0, field, sizeof field);
		r = keep_unlock(c->store, device, field, c->now, c->viewer.actor, e);
	}
	sqlite3_finalize(st);
	return r;
}

int api_devices_change(struct call *c)
{
	struct writing w = act_writing(c);
	const char *state = body_text(c, "state");
	struct err e = {0};
	int64_t device;
	int r = device_of_path(c, RIGHT_DEVICE, &device);

	if (r)
		return r;
	r = lock_all(c, device, &e);
	if (r == 0)
		r = unlock_all(c, device, &e);
	if (r == 0 && state)
		r = life_set(c->store, device, state, body_text(c, "reason"), &w, &e);
	json_object(c->out, NULL);
	json_id(c->out, "id", 'd', device);
	json_end_object(c->out);
	return settle(c, r, &e, device, 200);
}

/* --- values learnt anew: detectors read it in the journal */

int api_devices_relearn(struct call *c)
{
	struct writing w = act_writing(c);
	struct err e = {0};
	int64_t device;
	int r = device_of_path(c, RIGHT_PROFILE, &device);

	if (r)
		return r;
	r = relearn_values(c->store, device, body_text(c, "reason"), &w, &e);
	json_object(c->out, NULL);
	json_id(c->out, "id", 'd', device);
	json_end_object(c->out);
	c->changed = "devices";
	return r < 0 ? act_problem(c, "keep", r, &e) : 200;
}

/* --- merge, undo, split */

int api_devices_merge(struct call *c)
{
	const char *text = body_text(c, "into");
	int64_t device, into = text ? id_number(text) : 0, merge = 0;
	struct err e = {0};
	int r = device_of_path(c, RIGHT_JOIN, &device);

	if (!r)
		r = act_may_device(c, RIGHT_JOIN, into);
	if (r)
		return r;
	r = keep_merge(c->store, device, into, body_text(c, "reason"), c->now, c->viewer.actor, &merge, &e);
	json_object(c->out, NULL);
	json_id(c->out, "id", 'm', merge);
	json_id(c->out, "device", 'd', into);
	json_end_object(c->out);
	return settle(c, r, &e, 0, 201); /* others have it as a peer */
}

int api_merges_undo(struct call *c)
{
	int64_t merge = id_number(c->path[0]);
	int64_t gone = sql_number(c->store, 0, "SELECT gone FROM device_merge WHERE id = ?1", "i", merge);
	int64_t into =
		sql_number(c->store, 0, "SELECT into_device FROM device_merge WHERE id = ?1", "i", merge);
	struct err e = {0};
	int r = act_may_device(c, RIGHT_JOIN, into);

	if (r)
		return r;
	r = keep_undo(c->store, merge, c->now, c->viewer.actor, &e);
	json_object(c->out, NULL);
	json_id(c->out, "device", 'd', gone);
	json_id(c->out, "into", 'd', into);
	json_end_object(c->out);
	return settle(c, r, &e, 0, 200);
}

/* Addresses as table address writes them; it knows the kind. */
static size_t addresses_of(struct call *c, int64_t device, struct keep_address *list, size_t most)
{
	sqlite3_stmt *st = body_list(c, "addresses");
	size_t n = 0;

	while (st && n < most && sqlite3_step(st) == SQLITE_ROW) {
		const char *text = (const char *)sqlite3_column_text(st, 0);
		int64_t mac;

		text = text ? arena_text(c->arena, text, strlen(text)) : NULL;
		mac = text ? sql_number(c->store, 0,
					"SELECT 1 FROM address WHERE device = ?1 AND value = ?2 AND kind = "
					"'mac'",
					"it", device, text)
			   : 0;
		if (text)
			list[n++] = (struct keep_address){mac ? "mac" : "ip", text};
	}
	sqlite3_finalize(st);
	return n;
}

int api_devices_split(struct call *c)
{
	struct keep_address list[KEEP_ADDRESSES_MAX + 1];
	int64_t device, fresh = 0;
	struct err e = {0};
	int r = device_of_path(c, RIGHT_JOIN, &device);

	if (r)
		return r;
	r = keep_split(c->store, device, list, addresses_of(c, device, list, KEEP_ADDRESSES_MAX + 1), c->now,
		       c->viewer.actor, &fresh, &e);
	json_object(c->out, NULL);
	json_id(c->out, "id", 'd', fresh);
	json_end_object(c->out);
	return settle(c, r, &e, 0, 201);
}

/* --- profiles */

/* The devices that the body names. A problem's status, or 0. */
static int named(struct call *c, struct profile_group *g)
{
	int64_t *list = arena_get(c->arena, NAMED_MOST + 1, sizeof *list);
	const char *one = body_text(c, "device");
	sqlite3_stmt *st = body_list(c, "devices");
	size_t n = 0;

	if (!list)
		return problem_store(c, -ENOMEM);
	if (one)
		list[n++] = id_number(one);
	while (st && n < NAMED_MOST && sqlite3_step(st) == SQLITE_ROW)
		list[n++] = id_number((const char *)sqlite3_column_text(st, 0));
	sqlite3_finalize(st);
	g->devices = list;
	g->count = n;
	return 0;
}

/* Who is not granted it for the site approves devices of his systems only, each named. */
static int may_approve(struct call *c, const struct profile_group *g)
{
	bool group = g->kind || g->maker || g->line || g->place || g->state || g->system || !g->count;
	int r = 0;

	if (group)
		return act_may(c, RIGHT_PROFILE,
			       g->system && !g->kind && !g->count ? body_text(c, "system") : "site");
	for (size_t i = 0; i < g->count && !r; i++)
		r = act_may_device(c, RIGHT_PROFILE, g->devices[i]);
	return r;
}

struct preview {
	struct call *call;
	int64_t entries;
};

/* What a person calls the device; nothing of one that the viewer does not see. */
static void called(struct call *c, const char *key, int64_t device)
{
	struct scan s = kept_run(
		c,
		"SELECT d.id, coalesce(d.name, d.model, o.ip, o.mac) FROM device_shown d JOIN device o "
		"ON o.id = d.id WHERE d.id = ?1",
		device);

	json_str(c->out, key, s.more && sees_device(c, device) ? scan_str(&s, 1) : NULL);
	kept_end(&s);
}

static int one_line(void *ctx, const struct profile_line *line)
{
	struct preview *l = ctx;
	struct out *o = l->call->out;

	if (++l->entries > LINES_MOST)
		return 0;
	json_object(o, NULL);
	json_id(o, "device", 'd', line->device);
	called(l->call, "name", line->device);
	json_str(o, "what", line->what);
	json_str(o, "key", line->key);
	json_str(o, "change", line->fresh ? "new" : line->gone ? "gone" : "same");
	json_id(o, "peer", 'd', line->peer);
	called(l->call, "peer_name", line->peer);
	json_packet(o, "packet", line->packet);
	json_end_object(o);
	return 0;
}

int api_profiles_approve(struct call *c)
{
	struct profile_group g = {.kind = body_text(c, "kind"),
				  .maker = body_text(c, "maker"),
				  .line = body_text(c, "line"),
				  .place = body_text(c, "place"),
				  .state = body_text(c, "state")};
	const char *system = body_text(c, "system"), *preview = body_json(c, "preview");
	struct writing w = act_writing(c);
	struct preview l = {.call = c};
	int64_t devices = 0;
	struct err e = {0};
	int r = named(c, &g);

	if (system && strcmp(system, "site") != 0)
		g.system = id_number(system);
	if (!r)
		r = may_approve(c, &g);
	if (r)
		return r;
	json_object(c->out, NULL);
	json_array(c->out, "lines");
	r = profile_preview(c->store, &g, one_line, &l, &devices, &e);
	json_end_array(c->out);
	if (r == 0 && !(preview && strcmp(preview, "true") == 0))
		r = profile_approve(c->store, &g, body_text(c, "reason"), &w, &devices, &e);
	json_int(c->out, "devices", devices);
	json_int(c->out, "entries", l.entries);
	json_end_object(c->out);
	if (r == 0 && preview && strcmp(preview, "true") == 0)
		return 200;
	return settle(c, r, &e, g.count == 1 && devices == 1 ? g.devices[0] : 0, 200);
}

int api_profiles_withdraw(struct call *c)
{
	struct writing w = act_writing(c);
	struct err e = {0};
	int64_t device;
	int r = device_of_path(c, RIGHT_PROFILE, &device);

	if (r)
		return r;
	return settle(c, profile_withdraw(c->store, device, &w, &e), &e, device, 204);
}
