#include "respond/incident_parts.h"

#include "assess/contact.h"
#include "assess/people.h"
#include "assess/sql.h"
#include "respond/evidence.h"
#include "store/journal.h"
#include "store/site.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- who */

static void who(struct deed_now *d, struct store *s, const char *actor, const char *side)
{
	struct contact c;

	d->contact = contact_of_actor(s, actor);
	d->two_people = strcmp(site_setting(s, "two-people", "on"), "off") != 0;
	if (d->contact && contact_get(s, d->contact, &c) == 0)
		snprintf(d->own_side, sizeof d->own_side, "%s", c.side);
	d->side = side ? side : *d->own_side ? d->own_side : NULL;
}

/* --- both sides */

/* Did the other side say something else than this one does? */
static bool differ(struct doing *g, int64_t other)
{
	sqlite3_stmt *st = sql_of(g->d.store, "SELECT fields FROM deed WHERE incident = ?1 AND n = ?2", "ii",
				  g->d.i.id, other);
	char fields[16384], theirs[24], ours[24];

	*fields = '\0';
	if (st && sqlite3_step(st) == SQLITE_ROW)
		sql_text(st, 0, fields, sizeof fields);
	sqlite3_finalize(st);
	return deed_field(g->d.store, g->json, "class", ours, sizeof ours) &&
	       deed_field(g->d.store, fields, "class", theirs, sizeof theirs) && strcmp(ours, theirs) != 0;
}

static void both(struct doing *g)
{
	struct deed_sides spoken;
	bool it = strcmp(g->d.side, "it") == 0;
	int64_t other;

	deed_sides(g->d.store, &g->d.i, g->d.line->name, &spoken);
	other = it ? spoken.n_ot : spoken.n_it;
	g->waits = !other || differ(g, other);
}

/* With a key of his own, whoever signs proves it. */
static int sign(struct doing *g, struct err *e)
{
	const struct incident_asking *a = g->asking;
	char text[512], hash[HASH_HEX];
	int n, r;

	person_public_key(g->d.store, g->d.contact, g->key);
	if (!*g->key)
		return a->passphrase
			       ? err_set(e, -ENOKEY, "passphrase", "no-key", "c%lld", (long long)g->d.contact)
			       : 0;
	if (!a->passphrase)
		return err_set(e, -EACCES, "passphrase", "key-wanted", "c%lld", (long long)g->d.contact);
	hash_hex(a->words, strlen(a->words), hash);
	n = snprintf(text, sizeof text, "incident\ni%lld\n%lld\n%s\nc%lld\n%s\n%lld\n%s\n",
		     (long long)a->incident, (long long)g->n, a->deed, (long long)g->d.contact, g->d.side,
		     (long long)g->d.i.round, hash);
	r = person_sign(g->d.store, g->d.contact, a->passphrase, text, (size_t)n, g->signature);
	if (r == -EACCES)
		return err_set(e, r, "passphrase", "bad-passphrase", "%s", "");
	return r < 0 ? event_failed(g->d.store, r, e) : 0;
}

/* Emergency mode ends with the last incident that is confirmed and not contained. */
static void put_emergency(struct doing *g, struct out *o)
{
	if (g->d.i.state == INCIDENT_CONFIRMED && g->became != INCIDENT_CONFIRMED &&
	    emergency_is_on(g->d.store, NULL, NULL) &&
	    sql_number(g->d.store, 0, "SELECT count(*) FROM incident WHERE state = 'confirmed' AND id <> ?1",
		       "i", g->d.i.id) == 0)
		json_int(o, "emergency_over", 1);
}

static int tell(struct doing *g, struct err *e)
{
	struct event_body b;
	int r;

	event_begin(&b);
	json_int(&b.o, "incident", g->d.i.id);
	json_int(&b.o, "n", g->n);
	json_str(&b.o, "deed", g->asking->deed);
	if (g->d.side)
		json_str(&b.o, "side", g->d.side);
	json_str(&b.o, "was", incident_states[g->d.i.state]);
	json_str(&b.o, "became", incident_states[g->became]);
	json_str(&b.o, "words", g->asking->words && *g->asking->words ? g->asking->words : NULL);
	json_raw(&b.o, "fields", g->json, strlen(g->json));
	json_int(&b.o, "proven", *g->signature != '\0');
	json_int(&b.o, "round", g->d.i.round);
	if (*g->signature) {
		json_str(&b.o, "public_key", g->key);
		json_str(&b.o, "value", g->signature);
	}
	r = deed_follows(g, &b.o, e);
	put_emergency(g, &b.o);
	if (r < 0) {
		out_clear(&b.o);
		return r;
	}
	return event_told(&b, g->d.store, "incident-deed", g->w, e);
}

/* --- one deed */

static int look(struct doing *g, struct err *e)
{
	const struct incident_asking *a = g->asking;
	char name[24];
	const char *why;

	snprintf(name, sizeof name, "i%lld", (long long)a->incident);
	if (incident_read(g->d.store, a->incident, &g->d.i) < 0)
		return err_set(e, -ENOENT, name, "no-incident", "%s", "");
	g->d.line = incident_line(a->deed, g->d.i.state);
	if (!g->d.line)
		return err_set(e, -EINVAL, a->deed, "no-deed", "%s", "");
	if (a->version && a->version != g->d.i.seq)
		return err_set(e, -ESTALE, name, "changed", "%lld", (long long)g->d.i.seq);
	if (a->words && a->words[strspn(a->words, " ")] && !words_fit(a->words, INCIDENT_WORDS))
		return err_set(e, -EINVAL, "words", "too-long", "%d", INCIDENT_WORDS);
	why = deed_guarded(&g->d);
	if (why)
		return err_set(e,
			       strcmp(why, "no-words") == 0                ? -EINVAL
			       : strstr(why, "side") || strstr(why, "who") ? -EACCES
									   : -EBUSY,
			       strcmp(why, "no-words") == 0 ? "words" : name, why, "%s", g->d.detail);
	return 0;
}

static int do_it(struct doing *g, struct err *e)
{
	int r = look(g, e);

	if (r < 0)
		return r;
	g->n = 1 + sql_number(g->d.store, 0, "SELECT max(n) FROM deed WHERE incident = ?1", "i", g->d.i.id);
	if (g->d.line->needs & NEEDS_BOTH)
		both(g);
	if (g->d.line->needs & NEEDS_KEY && (r = sign(g, e)) < 0)
		return r;
	g->became = g->waits || g->d.line->to == INCIDENT_STAYS ? g->d.i.state : g->d.line->to;
	r = tell(g, e);
	if (r == 0 && strcmp(g->asking->deed, "freeze") == 0)
		r = evidence_ask(g->d.store, g->d.i.id, "again", g->w, NULL, e);
	return r;
}

int incident_deed(struct store *s, const struct incident_asking *a, const struct writing *w, bool *ret_waits,
		  struct err *e)
{
	struct doing g = {.asking = a, .w = w, .d = {.store = s, .at = w->at, .words = a->words}};
	int r = out_init(&g.fields, -1);

	if (r < 0)
		return event_failed(s, r, e);
	who(&g.d, s, w->actor, a->side);
	if (incident_line(a->deed, INCIDENT_SUSPECTED)) /* an unknown one is told as such */
		r = deed_fields(s, a->deed, a->fields, &g.fields, e);
	g.json = g.d.fields = out_bytes(&g.fields, NULL);
	if (r == 0 && (g.fields.error || !g.json))
		r = event_failed(s, -ENOMEM, e);
	if (r == 0 && !*g.json)
		g.json = g.d.fields = "{}";
	if (r == 0)
		r = do_it(&g, e);
	if (ret_waits)
		*ret_waits = g.waits;
	out_clear(&g.fields);
	return r;
}

/* --- what is possible */

int incident_may(struct store *s, int64_t id, uint64_t rights, const char *actor, int64_t now,
		 incident_choice_fn *fn, void *ctx)
{
	struct deed_now d = {.store = s, .at = now};
	struct deed_sides spoken;
	int r = incident_read(s, id, &d.i);

	who(&d, s, actor, NULL);
	for (size_t i = 0; i < incident_deed_count && r >= 0; i++) {
		struct incident_choice c = {.line = &incident_deeds[i]};

		d.line = c.line;
		c.here = d.line->from & 1u << d.i.state;
		if (!c.here && incident_line(d.line->name, d.i.state) != d.line)
			continue; /* another line of the same deed is told */
		c.why = deed_guarded(&d);
		if (!c.why && !(rights & UINT64_C(1) << d.line->right))
			c.why = "no-right";
		c.allowed = !c.why;
		snprintf(c.detail, sizeof c.detail, "%s", d.detail);
		if (d.line->needs & NEEDS_BOTH) {
			deed_sides(s, &d.i, d.line->name, &spoken);
			c.said_it = spoken.n_it;
			c.said_ot = spoken.n_ot;
		}
		r = fn(ctx, &c);
	}
	return r;
}
