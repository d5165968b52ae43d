#include "decode/tally.h"

#include "decode/commands.h"
#include "decode/speech.h"

#include <limits.h>
#include <string.h>

enum { GIVE_UP_ONE_IN = 8 };

/* --- telling --- */

static void tell(const struct tally_place *l, const struct emit *e, enum tally_kind kind)
{
	bool asks = l->asker == e->from_end;
	struct fact f = {.when = e->when,
			 .at = e->at,
			 .kind = kind == TALLY_REQUEST ? FACT_COMMAND : FACT_ANSWER,
			 .source = l->protocol,
			 .confidence = 90,
			 .port = e->server_port,
			 .transport = e->transport,
			 .about = asks ? e->from : e->to,
			 .peer = asks ? e->to : e->from,
			 .num = {l->code, l->sub, kind == TALLY_REFUSED},
			 .more = l->count[kind] - 1};

	if (kind == TALLY_REQUEST) {
		const struct command_word *w = command_word(l->protocol, l->code, l->sub);

		f.value = text_z(w->name);
		f.num[2] = w->class;
		f.num[3] = w->deed;
	}
	e->sink->fact(e->sink->ctx, &f);
}

static void tell_place(const struct tally_place *l, const struct emit *e)
{
	for (unsigned kind = 0; kind < TALLY_KINDS; kind++)
		if (l->count[kind])
			tell(l, e, (enum tally_kind)kind);
}

void tally_tell(struct tally *t, const struct emit *e)
{
	for (unsigned i = 0; i < TALLY_PLACES; i++)
		tell_place(&t->place[i], e);
	memset(t, 0, sizeof *t);
}

/* --- counting --- */

static struct tally_place *find(struct tally *t, unsigned asker, enum protocol p, int64_t code, int64_t sub)
{
	for (struct tally_place *l = t->place; l < t->place + TALLY_PLACES; l++)
		if (l->code == code && l->sub == sub && l->protocol == p && l->asker == asker)
			return l;
	return NULL;
}

/* A place for a new one; NULL, all are taken. Only now and then one is given up: who goes round more requests than there
 * are places would give up each just before it comes again. */
static struct tally_place *room(struct emit *e)
{
	struct tally *t = e->tally;
	uint32_t turn = t->turns++;

	if (turn < TALLY_PLACES)
		return &t->place[turn];
	return turn % GIVE_UP_ONE_IN ? NULL : &t->place[turn / GIVE_UP_ONE_IN % TALLY_PLACES];
}

static struct tally_place *take(struct emit *e, unsigned asker, enum protocol p, int64_t code, int64_t sub)
{
	struct tally_place *l = room(e);

	if (!l)
		return NULL;
	tell_place(l, e);
	*l = (struct tally_place){
		.code = (int32_t)code, .sub = (int32_t)sub, .protocol = (uint16_t)p, .asker = (uint8_t)asker};
	return l;
}

/* Not for codes that would not fit, nor for deeds that are told one by one. */
static bool may_be_counted(enum protocol p, int64_t code, int64_t sub)
{
	return (int32_t)code == code && (int32_t)sub == sub &&
	       !deed_is_operation(command_word(p, code, sub)->deed);
}

/* By addresses: among equals either end asks (emit_asks()). */
static unsigned end_of(const struct emit *e, enum about who)
{
	struct who w = emit_who(e, who);

	return memcmp(&w.ip, &e->from.ip, sizeof w.ip) == 0 ? e->from_end : !e->from_end;
}

static struct tally_place *place_of(struct emit *e, enum about asker, enum protocol p, int64_t code,
				    int64_t sub)
{
	unsigned end = end_of(e, asker);
	struct tally_place *l = find(e->tally, end, p, code, sub);

	if (l || !may_be_counted(p, code, sub))
		return l;
	return take(e, end, p, code, sub);
}

bool tally_counts(struct emit *e, enum about asker, enum protocol p, int64_t code, int64_t sub,
		  enum tally_kind kind)
{
	struct tally_place *l = e->tally ? place_of(e, asker, p, code, sub) : NULL;
	uint8_t bit = (uint8_t)(1 << kind);

	if (!l)
		return false;
	if (!(l->told & bit) || l->count[kind] == UINT32_MAX) {
		l->told |= bit;
		return false;
	}
	l->count[kind]++;
	return true;
}
