#include "assess/sign.h"

#include "assess/contact.h"
#include "assess/kept.h"
#include "assess/people.h"
#include "assess/record_kind.h"
#include "base/out.h"
#include "store/journal.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

unsigned sign_wants(const struct sheet_item *item)
{
	unsigned wants = item->lead == LEAD_IT   ? WANTS_IT
			 : item->lead == LEAD_OT ? WANTS_OT
						 : WANTS_IT | WANTS_OT;

	if (item->unconfirmed)
		wants |= WANTS_IT | WANTS_OT;
	for (const struct sheet_record *r = item->records; r->kind; r++) {
		const struct record_kind *k = record_kind(r->kind);

		if (k && k->writes & 1u << SIDE_EXECUTIVE)
			wants |= WANTS_EXECUTIVE;
	}
	return wants;
}

static unsigned side_bit(const char *side)
{
	return strcmp(side, "it") == 0 ? WANTS_IT : strcmp(side, "ot") == 0 ? WANTS_OT : WANTS_EXECUTIVE;
}

/* --- what is signed: one line each, beginning with what it is */

int sign_text(const struct sign_bound *b, int64_t contact, char *to, size_t room)
{
	return snprintf(to, room, "decision\n%s\n%s\n%s\nc%lld\n%s\n%s\n%s\n%s\n%s\n", b->system, b->sheet,
			b->item, (long long)contact, b->side, b->role, b->decision, b->evidence, b->question);
}

enum { MESSAGE_ROOM = 512 };

/* --- reading */

static const char *kept(struct arena *a, sqlite3_stmt *st, int column)
{
	const char *s = (const char *)sqlite3_column_text(st, column);

	return s ? arena_text(a, s, strlen(s)) : NULL;
}

static bool proven(struct store *s, const struct sign_bound *b, int64_t contact, const char *key,
		   const char *value)
{
	char text[MESSAGE_ROOM];
	int n = sign_text(b, contact, text, sizeof text);

	return key && value && n < MESSAGE_ROOM && person_had_key(s, contact, key) &&
	       person_verify(key, text, (size_t)n, value);
}

static void read_one(struct store *s, sqlite3_stmt *st, struct arena *a, void *place)
{
	struct signature *to = place;
	struct sign_bound b = {.system = (const char *)sqlite3_column_text(st, 11),
			       .sheet = (const char *)sqlite3_column_text(st, 12)};

	to->seen.id = sqlite3_column_int64(st, 0);
	to->item = b.item = kept(a, st, 1);
	to->seen.contact = sqlite3_column_int64(st, 2);
	to->seen.side = b.side = kept(a, st, 3);
	to->seen.role = b.role = kept(a, st, 4);
	to->decision = b.decision = kept(a, st, 5);
	to->evidence = b.evidence = kept(a, st, 6);
	to->question = b.question = kept(a, st, 7);
	to->seen.at = sqlite3_column_int64(st, 8);
	to->seen.who = kept(a, st, 13);
	to->seen.proven = proven(s, &b, to->seen.contact, (const char *)sqlite3_column_text(st, 9),
				 (const char *)sqlite3_column_text(st, 10));
}

int signatures_load(struct store *s, const char *system, const char *sheet, struct arena *a,
		    struct signatures *ret)
{
	struct kept_rows rows;
	int r = kept_rows(s,
			  "SELECT g.id, g.item, g.contact, g.side, g.role, g.decision_hash, g.evidence_hash,"
			  " g.question_hash, g.at, g.public_key, g.value, g.system, g.sheet, c.name, (SELECT"
			  " COUNT(*) FROM signature WHERE system = ?1 AND sheet = ?2) FROM signature g"
			  " LEFT JOIN contact c ON c.id = g.contact WHERE g.system = ?1 AND g.sheet = ?2"
			  " ORDER BY g.id",
			  system, sheet, sizeof *ret->list, read_one, a, &rows);

	*ret = (struct signatures){.list = rows.list, .count = rows.count};
	return r;
}

static bool newer(const struct signatures *all, size_t i)
{
	for (size_t k = i + 1; k < all->count; k++)
		if (all->list[k].seen.contact == all->list[i].seen.contact &&
		    strcmp(all->list[k].seen.side, all->list[i].seen.side) == 0 &&
		    strcmp(all->list[k].item, all->list[i].item) == 0)
			return true;
	return false;
}

size_t sign_of(const struct signatures *all, const struct sheet_row *row, struct sheet_signature *list,
	       size_t room)
{
	size_t n = 0;

	for (size_t i = 0; i < all->count && n < room; i++) {
		const struct signature *g = &all->list[i];

		if (strcmp(g->item, row->item) != 0 || newer(all, i))
			continue;
		list[n] = g->seen;
		if (!row->decision.hash || strcmp(g->decision, row->decision.hash) != 0)
			list[n].reopened |= REOPENED_DECISION;
		if (strcmp(g->evidence, row->evidence_hash) != 0)
			list[n].reopened |= REOPENED_EVIDENCE;
		if (strcmp(g->question, row->question_hash) != 0)
			list[n].reopened |= REOPENED_QUESTION;
		n++;
	}
	return n;
}

/* --- signing */

void sign_row_of(const struct sheet_row *row, struct sign_row *ret)
{
	*ret = (struct sign_row){.wants = row->wants};
	snprintf(ret->item, sizeof ret->item, "%s", row->item);
	snprintf(ret->decision, sizeof ret->decision, "%s", row->decision.hash);
	snprintf(ret->evidence, sizeof ret->evidence, "%s", row->evidence_hash);
	snprintf(ret->question, sizeof ret->question, "%s", row->question_hash);
	for (size_t i = 0; i < row->signature_count; i++) {
		const struct sheet_signature *g = &row->signatures[i];

		if (g->reopened)
			continue;
		ret->signed_by |= side_bit(g->side);
		if (side_bit(g->side) == WANTS_IT)
			ret->other_it = g->contact;
		if (side_bit(g->side) == WANTS_OT)
			ret->other_ot = g->contact;
	}
}

static const char *role_of(const struct sign_row *r, unsigned side)
{
	if (side == WANTS_EXECUTIVE)
		return "approve";
	if (!(r->wants & side))
		return "consulted";
	return (r->wants & (WANTS_IT | WANTS_OT)) == (WANTS_IT | WANTS_OT) &&
			       r->signed_by & (WANTS_IT | WANTS_OT) & ~side
		       ? "countersign"
		       : "lead";
}

/* One person signs a row for one side only. */
static int two_people(struct store *s, const struct signing *g, unsigned side, struct err *e)
{
	if (strcmp(site_setting(s, "two-people", "on"), "off") == 0)
		return 0;
	for (size_t i = 0; i < g->count; i++) {
		int64_t other = side == WANTS_IT   ? g->row[i].other_ot
				: side == WANTS_OT ? g->row[i].other_it
						   : 0;

		if (other == g->contact)
			return err_set(e, -EACCES, g->row[i].item, "two-people", "%s", "");
	}
	return 0;
}

static int side_of(struct store *s, const struct signing *g, char side[12], struct err *e)
{
	struct contact c;
	char who[24];

	snprintf(who, sizeof who, "c%lld", (long long)g->contact);
	if (contact_get(s, g->contact, &c) < 0 || c.erased)
		return err_set(e, -ENOENT, who, "no-contact", "%s", "");
	snprintf(side, 12, "%s", g->side ? g->side : c.side);
	if (strcmp(side, "it") != 0 && strcmp(side, "ot") != 0 && strcmp(side, "executive") != 0)
		return err_set(e, -EACCES, who, "no-side", "%s", side);
	if (g->side && strcmp(g->side, c.side) != 0 &&
	    strcmp(site_setting(s, "two-people", "on"), "off") != 0)
		return err_set(e, -EACCES, who, "other-side", "%s", c.side);
	return 0;
}

static int sign_one(const struct signing *g, const struct sign_row *r, const char *side,
		    const unsigned char *secret, struct out *o)
{
	struct sign_bound b = {g->system,   g->sheet,    r->item,    side, role_of(r, side_bit(side)),
			       r->decision, r->evidence, r->question};
	char text[MESSAGE_ROOM], value[PERSON_SIGN_HEX] = "";
	int n = sign_text(&b, g->contact, text, sizeof text),
	    code = g->passphrase ? person_sign_with(secret, text, (size_t)n, value) : 0;

	if (code < 0)
		return code;
	json_object(o, NULL);
	json_str(o, "item", r->item);
	json_str(o, "role", b.role);
	json_str(o, "decision", r->decision);
	json_str(o, "evidence", r->evidence);
	json_str(o, "question", r->question);
	json_str(o, "value", *value ? value : NULL);
	json_end_object(o);
	return 0;
}

/* Opened once for all rows. */
static int unlock(struct store *s, const struct signing *g, unsigned char secret[PERSON_SECRET],
		  struct err *e)
{
	int code = g->passphrase ? person_unlock(s, g->contact, g->passphrase, secret) : 0;
	char who[24];

	snprintf(who, sizeof who, "c%lld", (long long)g->contact);
	return code == -ENOKEY ? err_set(e, code, who, "no-key", "%s", "")
	       : code < 0      ? err_set(e, code, who, "bad-passphrase", "%s", "")
			       : 0;
}

int sign_rows(struct store *s, const struct signing *g, const struct writing *w, struct err *e)
{
	unsigned char secret[PERSON_SECRET] = {0};
	char side[12], key[PERSON_KEY_HEX];
	struct out o;
	size_t n;
	int r = side_of(s, g, side, e);

	if (r == 0)
		r = two_people(s, g, side_bit(side), e);
	if (r == 0)
		r = unlock(s, g, secret, e);
	if (r < 0 || out_init(&o, -1) < 0)
		return r < 0 ? r : -ENOMEM;
	person_public_key(s, g->contact, key);
	json_object(&o, NULL);
	json_str(&o, "system", g->system);
	json_str(&o, "sheet", g->sheet);
	json_int(&o, "contact", g->contact);
	json_str(&o, "side", side);
	json_str(&o, "public_key", g->passphrase ? key : NULL);
	json_array(&o, "rows");
	for (size_t i = 0; i < g->count && r == 0; i++)
		r = sign_one(g, &g->row[i], side, secret, &o);
	person_lock(secret);
	json_end_array(&o);
	json_end_object(&o);
	if (r == 0)
		r = o.error ? -ENOMEM
			    : journal_append(s, w->at, "decision-signed", w->actor, out_bytes(&o, &n), NULL);
	out_clear(&o);
	return r;
}
