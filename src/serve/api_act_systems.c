/* Acts on systems and contacts. */
#include "assess/contact.h"
#include "assess/life_states.h"
#include "assess/people.h"
#include "assess/sql.h"
#include "assess/system.h"
#include "serve/act.h"
#include "serve/viewer.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

api_handler api_systems_add, api_systems_change, api_systems_devices, api_contacts_add, api_contacts_edit,
	api_contacts_erase, api_contacts_key;

static int answer_id(struct call *c, char letter, int64_t id, const char *topic, int status)
{
	json_object(c->out, NULL);
	json_id(c->out, "id", letter, id);
	json_end_object(c->out);
	c->changed = topic;
	return status;
}

/* --- systems */

/* A date that is given, or taken away by null. */
static void date_of_body(struct call *c, const char *name, char to[DATE_ROOM])
{
	const char *v;

	if (!body_has(c, name))
		return;
	v = body_text(c, name);
	if (!v || !date_parse(v, to))
		to[0] = '\0';
}

static void row_of_body(struct call *c, struct system_row *r)
{
	body_copy(c, "name", r->name, sizeof r->name);
	body_copy(c, "level", r->level, sizeof r->level);
	body_copy(c, "status", r->status, sizeof r->status);
	date_of_body(c, "planned_start", r->start);
	date_of_body(c, "planned_end", r->end);
}

int api_systems_add(struct call *c)
{
	struct system_row row = {.status = "live"};
	struct writing w = act_writing(c);
	struct err e = {0};
	int r;

	row_of_body(c, &row);
	r = system_add(c->store, &row, &w, &e);
	return r < 0 ? act_problem(c, "system", r, &e) : answer_id(c, 's', row.id, "sheet", 201);
}

/* The system that the path names, which the caller may change; 0 or a status. */
static int system_of_path(struct call *c, struct system_row *row)
{
	int64_t id = system_number(c->path[0]);
	int r = act_may(c, RIGHT_SYSTEM, c->path[0]);

	if (r)
		return r;
	return !id || system_get(c->store, id, c->today, row) < 0
		       ? problem_said(c, 404, "system.no-system", c->path[0], "")
		       : 0;
}

static void one_item(void *ctx, const struct sheet_item *item)
{
	struct call *c = ctx;

	json_str(c->out, NULL, item->item);
}

int api_systems_change(struct call *c)
{
	struct writing w = act_writing(c);
	struct system_row row;
	char before[sizeof row.level];
	struct err e = {0};
	int r = system_of_path(c, &row);

	if (r)
		return r;
	memcpy(before, row.level, sizeof before);
	row_of_body(c, &row);
	if ((r = system_change(c->store, &row, &w, &e)) < 0)
		return act_problem(c, "system", r, &e);
	json_object(c->out, NULL);
	json_id(c->out, "id", 's', row.id);
	json_array(c->out, "newly_asked");
	r = strcmp(before, row.level) == 0 ? 0 : system_newly_asked(c->store, before, row.level, one_item, c);
	json_end_array(c->out);
	json_end_object(c->out);
	if (r >= 0)
		r = life_states_drawn(c->store, c->now);
	c->changed = "sheet";
	return r < 0 ? r : 200;
}

enum { MOVE_MOST = 20000 };

/* Numbers of a list of devices in the body. How many; negative: a problem was told as *ret_status. */
static int devices_of(struct call *c, const char *name, int64_t *list, int *ret_status)
{
	sqlite3_stmt *st = body_list(c, name);
	int n = 0;

	while (st && sqlite3_step(st) == SQLITE_ROW) {
		const char *text = (const char *)sqlite3_column_text(st, 0);
		int64_t id = text && text[0] == 'd' ? id_number(text) : 0;

		if (n == MOVE_MOST || !id ||
		    !sql_number(c->store, 0, "SELECT 1 FROM device WHERE id = ?1", "i", id)) {
			*ret_status = problem_said(c, 422, "system.no-device", text ? text : "?", "");
			n = -1;
			break;
		}
		list[n++] = id;
	}
	sqlite3_finalize(st);
	return n;
}

static int move(struct call *c, int64_t system, const char *name, bool out, int64_t *ret_moved)
{
	int64_t *list = arena_get(c->arena, MOVE_MOST, sizeof *list);
	struct writing w = act_writing(c);
	struct err e = {0};
	int status = 0, n, r;

	*ret_moved = 0;
	if (!list)
		return problem_store(c, -ENOMEM);
	n = devices_of(c, name, list, &status);
	if (status || n == 0)
		return status;
	r = system_assign(c->store, system, list, (size_t)n, out, &w, ret_moved, &e);
	return r < 0 ? act_problem(c, "system", r, &e) : 0;
}

int api_systems_devices(struct call *c)
{
	int64_t added, removed;
	struct system_row row;
	int r = system_of_path(c, &row);

	if (!r)
		r = move(c, row.id, "add", false, &added);
	if (!r)
		r = move(c, row.id, "remove", true, &removed);
	if (!r)
		r = life_states_drawn(c->store, c->now);
	if (r)
		return r;
	json_object(c->out, NULL);
	json_int(c->out, "added", added);
	json_int(c->out, "removed", removed);
	json_end_object(c->out);
	c->changed = "devices";
	return 200;
}

/* --- contacts */

static int fields_of_body(struct call *c, struct contact *who, struct err *e)
{
	static const char *const names[] = {"name", "side", "mail", "phone", "unit", "language"};
	int r = 0;

	for (size_t i = 0; i < sizeof names / sizeof *names && r == 0; i++)
		if (body_has(c, names[i])) {
			const char *v = body_text(c, names[i]);

			r = contact_set(who, names[i], v ? v : "", e);
		}
	return r;
}

int api_contacts_add(struct call *c)
{
	struct writing w = act_writing(c);
	struct contact who = {0};
	struct err e = {0};
	int r = fields_of_body(c, &who, &e);

	if (r == 0)
		r = contact_add(c->store, &who, &w, &e);
	return r < 0 ? act_problem(c, "contact", r, &e) : answer_id(c, 'c', who.id, "records", 201);
}

static int contact_of_path(struct call *c, struct contact *who)
{
	return contact_get(c->store, id_number(c->path[0]), who) < 0 || who->erased
		       ? problem_said(c, 404, "contact.no-such-contact", c->path[0], "")
		       : 0;
}

static bool names_person(struct call *c)
{
	return body_has(c, "name") || body_has(c, "side") || body_has(c, "mail") || body_has(c, "phone") ||
	       body_has(c, "unit");
}

static int absence(struct call *c, int64_t id, const struct writing *w, struct err *e)
{
	const char *from = body_text(c, "away_from"), *until = body_text(c, "away_until");

	if (!body_has(c, "away_from") && !body_has(c, "away_until"))
		return 0;
	if (!from != !until)
		return err_set(e, -EINVAL, from ? "away_until" : "away_from", "away-what", "%s", "");
	return contact_be_away(c->store, id, from, until, w, e);
}

int api_contacts_edit(struct call *c)
{
	struct writing w = act_writing(c);
	struct contact who;
	struct err e = {0};
	int r = contact_of_path(c, &who);

	if (r)
		return r;
	if (names_person(c)) {
		r = fields_of_body(c, &who, &e);
		if (r == 0)
			r = contact_edit(c->store, &who, &w, &e);
	}
	if (r == 0)
		r = absence(c, who.id, &w, &e);
	return r < 0 ? act_problem(c, "contact", r, &e) : answer_id(c, 'c', who.id, "records", 200);
}

/* Older pages of the log hold the name until they are written back. */
static int wipe(struct store *s) { return contact_wipe(s); }

int api_contacts_erase(struct call *c)
{
	struct writing w = act_writing(c);
	struct contact who;
	struct err e = {0};
	int r = contact_of_path(c, &who);

	if (r)
		return r;
	if (who.id == c->viewer.contact)
		return problem_said(c, 403, "account.last-admin", "", "");
	r = contact_erase(c->store, who.id, &w, &e);
	c->changed = "records";
	c->after = wipe;
	return r < 0 ? act_problem(c, "contact", r, &e) : 204;
}

/* Only oneself, signed in: whoever makes the key of another could sign for him. */
int api_contacts_key(struct call *c)
{
	struct writing w = act_writing(c);
	const char *passphrase = body_text(c, "passphrase");
	char hex[PERSON_KEY_HEX];
	struct contact who;
	struct err e = {0};
	int r = contact_of_path(c, &who);

	c->secret = true;
	if (r)
		return r;
	if (!c->viewer.session || c->viewer.contact != who.id)
		return problem_said(c, 403, "account.not-yours", "", "");
	if (!guard_stretch(viewers_guard(c->api->viewers), NULL, "", c->now)) {
		err_set(&e, -EAGAIN, "", "too-many-tries", "1");
		return act_problem(c, "account", -EAGAIN, &e);
	}
	r = person_key_make(c->store, who.id, passphrase ? passphrase : "", &w, &e);
	if (r < 0)
		return act_problem(c, "contact", r, &e);
	person_public_key(c->store, who.id, hex);
	json_object(c->out, NULL);
	json_str(c->out, "public_key", hex);
	json_end_object(c->out);
	c->changed = "records";
	return 200;
}
