#include "decode/tally.h"

#include "decode/commands.h"
#include "decode/speech.h"

#include <string.h>

enum { GIVE_UP_ONE_IN = 8 };

/* --- telling --- */

static void tell(const struct tally_place *l, const struct emit *e, enum tally_kind kind)
{
	bool asks = l->asker == e->from_end;
	int32_t code = (int32_t)(uint32_t)l->code, sub = (int32_t)(uint32_t)(l->code >> 32);
	struct fact f = {.when = e->when,
			 .at = e->at,
			 .kind = kind == TALLY_REQUEST ? FACT_COMMAND : FACT_ANSWER,
			 .source = l->protocol,
			 .confidence = 90,
			 .port = e->server_port,
			 .transport = e->transport,
			 .about = *e->who[asks ? SENDER : RECEIVER],
			 .peer = *e->who[asks ? RECEIVER : SENDER],
			 .num = {code, sub, kind == TALLY_REFUSED},
			 .more = l->count[kind] - 1};

	if (kind == TALLY_REQUEST) {
		const struct command_word *w = command_word(l->protocol, code, sub);

		f.value = text_z(w->name);
		f.num[2] = w->class;
		f.num[3] = w->deed;
	}
	e->home->sink->fact(e->home->sink->ctx, &f);
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

/* What is counted, as places are compared: by words. */
struct counted {
	uint64_t code;
	uint16_t protocol;
	uint8_t asker;
};

static struct tally_place *find(struct tally *t, const struct counted *c)
{
	for (struct tally_place *l = t->place; l < t->place + TALLY_PLACES; l++)
		if (l->code == c->code && l->protocol == c->protocol && l->asker == c->asker)
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

static struct tally_place *take(struct emit *e, const struct counted *c)
{
	struct tally_place *l = room(e);

	if (!l)
		return NULL;
	tell_place(l, e);
	*l = (struct tally_place){.code = c->code, .protocol = c->protocol, .asker = c->asker};
	return l;
}

/* By addresses: among equals either end asks (emit_asks()). */
static unsigned end_of(const struct emit *e, enum about who)
{
	const struct who *w = e->who[who], *sender = e->who[SENDER];

	return w == sender || ip_same(w->ip, sender->ip) ? e->from_end : !e->from_end;
}

/* Not for codes that would not fit, nor for deeds that are told one by one. */
static struct tally_place *place_of(struct emit *e, enum about asker, enum protocol p, int64_t code,
				    int64_t sub)
{
	const struct counted c = {(uint32_t)code | (uint64_t)(uint32_t)sub << 32, (uint16_t)p,
				  (uint8_t)end_of(e, asker)};
	struct tally_place *l;

	if ((int32_t)code != code || (int32_t)sub != sub)
		return NULL;
	l = find(e->tally, &c);
	return l || deed_is_operation(command_word(p, code, sub)->deed) ? l : take(e, &c);
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
