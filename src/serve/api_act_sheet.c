/* Acts on a sheet: decisions, own items, signatures, frozen versions. */
#include "assess/contact.h"
#include "assess/decision.h"
#include "assess/freeze.h"
#include "assess/judged.h"
#include "assess/sheet.h"
#include "assess/sign.h"
#include "assess/sql.h"
#include "serve/act.h"
#include "serve/viewer.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

api_handler api_decision_make, api_decision_withdraw, api_own_item_add, api_sheet_sign, api_sheet_freeze;

/* Path: sheet, system, item. */
static const char *sheet_of(const struct call *c) { return c->path[0]; }
static const char *system_of(const struct call *c) { return c->path[1]; }
static const char *item_of(const struct call *c) { return c->path[2]; }

/* Is there such a sheet, and may the caller do this there? 0 or a status. */
static int begin(struct call *c, enum right right)
{
	if (!sheet_named(sheet_of(c)))
		return problem(c, 404, "no-such-path", NULL, NULL);
	return act_may(c, right, system_of(c));
}

static int refused(struct call *c, int code, const struct err *e)
{
	return act_problem(c, "decision", code, e);
}

/* --- decisions */

/* The moment of the decision as it stands, as the API tells times: its version. */
static const char *decided_at(struct call *c)
{
	int64_t at = sql_number(c->store, 0,
				"SELECT at FROM decision WHERE system = ?1 AND sheet = ?2 AND item = ?3",
				"ttt", system_of(c), sheet_of(c), item_of(c));
	struct out o;
	char *text = NULL;
	size_t n;

	if (!at)
		return "none";
	if (out_init(&o, -1) == 0) {
		out_time(&o, at);
		text = arena_text(c->arena, out_bytes(&o, &n), o.used);
		out_clear(&o);
	}
	return text ? text : "none";
}

static void write_decision(struct call *c)
{
	struct decisions all;
	const struct decision *d;
	struct contact who = {0};

	if (decisions_load(c->store, system_of(c), sheet_of(c), c->arena, &all) < 0 ||
	    !(d = decision_of(&all, item_of(c)))) {
		json_null(c->out, "decision");
		return;
	}
	if (d->contact)
		contact_get(c->store, d->contact, &who);
	json_object(c->out, "decision");
	json_str(c->out, "choice", d->choice);
	json_str(c->out, "reason", decision_reason(&all, d));
	json_bool(c->out, "inherited", d->inherit);
	json_str(c->out, "point", decision_point(&all, d));
	json_id(c->out, "contact", 'c', d->contact);
	json_str(c->out, "who", *who.name ? who.name : NULL);
	json_time(c->out, "at", d->at);
	json_end_object(c->out);
}

int api_decision_make(struct call *c)
{
	struct writing w = act_writing(c);
	struct deciding d = {.system = system_of(c),
			     .sheet = sheet_of(c),
			     .item = item_of(c),
			     .choice = body_text(c, "choice"),
			     .reason = body_text(c, "reason"),
			     .point = body_text(c, "point")};
	struct err e = {0};
	int r = begin(c, RIGHT_DECIDE);

	if (!r)
		r = act_unchanged(c, "seen", decided_at(c));
	if (r)
		return r;
	r = decision_make(c->store, &d, &w, &e);
	if (r == 0)
		r = answers_write_of(c->store, c->now, d.system);
	if (r < 0)
		return refused(c, r, &e);
	json_object(c->out, NULL);
	json_str(c->out, "item", d.item);
	write_decision(c);
	json_end_object(c->out);
	c->changed = "sheet";
	return 200;
}

int api_decision_withdraw(struct call *c)
{
	struct writing w = act_writing(c);
	struct err e = {0};
	int r = begin(c, RIGHT_DECIDE);

	if (!r)
		r = act_unchanged(c, "seen", decided_at(c));
	if (r)
		return r;
	r = decision_withdraw(c->store, system_of(c), sheet_of(c), item_of(c), &w, &e);
	if (r == 0)
		r = answers_write_of(c->store, c->now, system_of(c));
	c->changed = "sheet";
	return r < 0 ? refused(c, r, &e) : 204;
}

/* --- own items */

/* Words of a list in the body, joined by commas; "" none. */
static const char *joined(struct call *c, const char *name)
{
	sqlite3_stmt *st = body_list(c, name);
	const char *text = NULL;
	struct out o;
	size_t n;

	if (st && out_init(&o, -1) == 0) {
		while (sqlite3_step(st) == SQLITE_ROW) {
			const char *word = (const char *)sqlite3_column_text(st, 0);

			if (word && *word)
				out_fmt(&o, "%s%s", o.used ? "," : "", word);
		}
		text = out_bytes(&o, &n);
		text = text ? arena_text(c->arena, text, n) : NULL;
		out_clear(&o);
	}
	sqlite3_finalize(st);
	return text ? text : "";
}

int api_own_item_add(struct call *c)
{
	struct writing w = act_writing(c);
	const char *lead = body_text(c, "lead");
	struct own_item o = {.system = system_of(c),
			     .sheet = sheet_of(c),
			     .title = body_text(c, "title"),
			     .lead = lead ? lead : "both",
			     .checks = joined(c, "checks"),
			     .records = joined(c, "records")};
	char item[ITEM_ROOM];
	struct err e = {0};
	int r = begin(c, RIGHT_OWN_ITEM);

	if (r)
		return r;
	r = own_item_add(c->store, &o, &w, item, &e);
	if (r == 0)
		r = answers_write(c->store, c->now);
	if (r < 0)
		return refused(c, r, &e);
	json_object(c->out, NULL);
	json_str(c->out, "item", item);
	json_end_object(c->out);
	c->changed = "sheet";
	return 201;
}

/* --- signatures */

enum { SIGN_MOST = 1000 };

struct batch {
	struct call *call;
	const char *named; /* the items, each between commas */
	bool single;
	struct sign_row *row;
	size_t count;
	struct out left; /* left out, as JSON */
};

static bool is_named(const struct batch *b, const char *item)
{
	char word[40];

	snprintf(word, sizeof word, ",%.32s,", item);
	return strstr(b->named, word) != NULL;
}

/* Only what was decided can be signed; contradictions are looked at one by one. */
static int gather(void *ctx, const struct sheet_row *row)
{
	struct batch *b = ctx;

	if (!row->decision.choice || b->count == SIGN_MOST ||
	    (!is_named(b, row->item) && !is_named(b, row->parent)))
		return 0;
	if (row->contradiction && !b->single)
		json_str(&b->left, NULL, row->item);
	else
		sign_row_of(row, &b->row[b->count++]);
	return 0;
}

static int signer_of(struct call *c, const char *passphrase, struct err *e)
{
	if (c->viewer.token || !c->viewer.contact)
		return problem_said(c, 403, "act.person-only", "", "");
	if (passphrase && !guard_stretch(viewers_guard(c->api->viewers), NULL, "", c->now)) {
		err_set(e, -EAGAIN, "", "too-many-tries", "1");
		return act_problem(c, "account", -EAGAIN, e);
	}
	return 0;
}

/* Whoever may sign as approver or executive signs that side and no other; the others their own. */
static int side_allowed(struct call *c, const char *side)
{
	struct grants g = viewer_grants(&c->viewer);
	uint32_t roles = grants_for(&g, system_of(c)[1] == 'i' ? 0 : id_number(system_of(c)));
	uint32_t want = !side                            ? roles
			: strcmp(side, "executive") == 0 ? (uint32_t)(ROLE_EXECUTIVE | ROLE_APPROVER)
			: strcmp(side, "it") == 0        ? (uint32_t)(ROLE_IT | ROLE_APPROVER)
							 : (uint32_t)(ROLE_OT | ROLE_APPROVER);

	return roles & want ? 0 : problem(c, 403, "no-role", "side", NULL);
}

static int sign(struct call *c, struct batch *b, const char *passphrase)
{
	struct writing w = act_writing(c);
	struct signing g = {.system = system_of(c),
			    .sheet = sheet_of(c),
			    .contact = c->viewer.contact,
			    .side = body_text(c, "side"),
			    .passphrase = passphrase,
			    .row = b->row};
	struct err e = {0};
	int r = sheet_rows(c->store, c->now, g.system, g.sheet, gather, b);

	g.count = b->count;
	if (r == -ENOENT)
		err_set(&e, r, g.system, "no-system", "%s", "");
	if (r == 0 && !b->count && b->left.used <= 1)
		r = err_set(&e, -ENOENT, "", "nothing-to-sign", "%s", "");
	if (r == 0 && b->count)
		r = sign_rows(c->store, &g, &w, &e);
	return r < 0 ? refused(c, r, &e) : 0;
}

static void write_signed(struct call *c, struct batch *b, bool proven)
{
	size_t n;
	const char *left;

	json_end_array(&b->left);
	left = out_bytes(&b->left, &n);
	json_object(c->out, NULL);
	json_array(c->out, "signed");
	for (size_t i = 0; i < b->count; i++)
		json_str(c->out, NULL, b->row[i].item);
	json_end_array(c->out);
	json_raw(c->out, "left_out", left, n);
	json_bool(c->out, "proven", proven);
	json_end_object(c->out);
}

int api_sheet_sign(struct call *c)
{
	const char *passphrase = body_text(c, "passphrase"), *items = joined(c, "items");
	struct batch b = {.call = c, .row = arena_get(c->arena, SIGN_MOST, sizeof *b.row)};
	char *named = NULL;
	struct err e = {0};
	int r = begin(c, RIGHT_SIGN);

	if (!r)
		r = side_allowed(c, body_text(c, "side"));
	if (!r)
		r = signer_of(c, passphrase, &e);
	if (r)
		return r;
	if (!b.row || asprintf(&named, ",%s,", items) < 0 || out_init(&b.left, -1) < 0) {
		free(named);
		return -ENOMEM;
	}
	b.named = named;
	b.single = *items && !strchr(items, ',') && strchr(items, '-');
	json_array(&b.left, NULL);
	r = sign(c, &b, passphrase);
	if (!r)
		write_signed(c, &b, passphrase != NULL);
	out_clear(&b.left);
	free(named);
	if (!r)
		c->changed = "sheet";
	return r ? r : 200;
}

/* --- frozen */

int api_sheet_freeze(struct call *c)
{
	struct writing w = act_writing(c);
	const char *name = body_text(c, "name");
	struct err e = {0};
	int64_t id;
	int r = begin(c, RIGHT_FREEZE);

	if (r)
		return r;
	r = freeze_sheet(c->store, system_of(c), sheet_of(c), name ? name : "", &w, &id, &e);
	if (r < 0)
		return refused(c, r, &e);
	json_object(c->out, NULL);
	json_id(c->out, "id", 'F', id);
	json_str(c->out, "name", name);
	json_time(c->out, "at", c->now);
	json_end_object(c->out);
	c->changed = "sheet";
	return 201;
}
