/* What is done to controllers, by what it does: stopped, started, restarted, its program or settings changed, its
 * address or name, who can get into it, what its history tells; and work with engineering tools. Which deed is told by
 * which name, and how gravely, stands in fact/deeds.def, for questions (data/checks) as for this. Whoever does it, known
 * or not: only planned work (work-window) explains it, and a machine that does the same on several days (a backup of
 * programs each night) does its work. Nothing of it waits until the site is learnt, but what only prepares or tends a
 * controller (clocks, sign-ins, errors reset), for that belongs to every day.
 *
 * An order in one datagram is claimed until it is answered: anybody can send one in another's name. */
#include "decode/commands.h"
#include "detect/known.h"
#include "detect/recent.h"

#include <errno.h>
#include <stdio.h>

#define TELL_EVERY (10 * SECOND_US)
#define AGAIN      (10 * MINUTE_US) /* none for so long: the next is another piece of work */
enum { WORKED_MAX = 8192, DAYS_USUAL = 3, DAYS = 14 };

struct worked { /* key: up to group */
	struct who by, on;
	uint16_t protocol, group;

	uint32_t days;      /* of the last DAYS, on which it was done: a bit each, today the lowest */
	int64_t day;        /* of the lowest bit, watched */
	int64_t last, told; /* watched */
	uint32_t claimed, untold, orders, pad;
};

static int begin(struct detect *d, void **ret_state)
{
	static const struct detect_table worked = {"operations", sizeof(struct worked),
						   offsetof(struct worked, days), WORKED_MAX, 2};

	*ret_state = detect_table(d, &worked);
	return *ret_state ? 0 : -ENOMEM;
}

static struct worked key_of(const struct detect *d, const struct fact *f, enum deed_group group)
{
	struct worked key;

	memset(&key, 0, sizeof key);
	key.by = known_key(d, &f->about);
	key.on = known_key(d, &f->peer);
	key.protocol = f->source;
	key.group = (uint16_t)group;
	return key;
}

static void text_value(struct signal *s, const char *name, struct text t)
{
	if (t.n)
		signal_value(s, name, "%.*s", (int)(t.n < 80 ? t.n : 80), t.s);
}

static void say(struct detect *d, struct worked *w, const struct fact *f, bool more)
{
	struct signal s = {.detector = deed_group_detector((enum deed_group)w->group),
			   .what = more ? SIGNAL_MORE : SIGNAL_ON,
			   .when = f->when,
			   .by = f->about,
			   .on = f->peer,
			   .packet = f->at,
			   .claimed = w->claimed,
			   .at_once = w->group != DEED_GROUP_ADJUSTED,
			   .count = w->untold};

	snprintf(s.key, sizeof s.key, "%s", protocol_token(w->protocol));
	signal_value(&s, "protocol", "%s", protocol_title(f->source));
	if (f->kind == FACT_COMMAND) {
		text_value(&s, "order", f->value);
		text_value(&s, "what", f->other);
	}
	w->told = w->last;
	w->untold = 0;
	detect_say(d, &s);
}

static unsigned days_of(struct worked *w, int64_t now)
{
	int64_t past = now / DAY_US - w->day;

	if (past > 0) {
		w->days = past < 32 ? w->days << past : 0;
		w->day = now / DAY_US;
	}
	return (unsigned)__builtin_popcount(w->days & ((1u << DAYS) - 2)); /* today does not count */
}

static void on_order(struct detect *d, struct table *t, const struct fact *f, enum deed_group group)
{
	struct worked key = key_of(d, f, group);
	struct worked *w = recent_row(
		t, &key, &(struct recent){offsetof(struct worked, last), offsetof(struct worked, orders)});
	int64_t now = detect_watched(d);
	bool again;
	unsigned days;

	if (!w)
		return;
	again = !w->last || now - w->last > AGAIN;
	days = days_of(w, now);
	w->days |= 1;
	w->last = now;
	w->untold += f->more + 1;
	w->orders++;
	if (days >= DAYS_USUAL || (!again && now - w->told < TELL_EVERY))
		return;
	if (again)
		w->claimed = f->transport == 17;
	say(d, w, f, !again);
}

/* An answer proves that the order came from where it said. */
static void on_answer(struct detect *d, struct table *t, const struct fact *f)
{
	struct worked key;

	if (!t->count)
		return;
	key = key_of(d, f, DEED_GROUP_NONE);
	for (unsigned group = DEED_GROUP_NONE + 1; group < DEED_GROUPS; group++) {
		struct worked *w;

		key.group = (uint16_t)group;
		w = table_find(t, &key);
		if (!w || !w->claimed)
			continue;
		w->claimed = false;
		w->untold = 1;
		say(d, w, f, false);
	}
}

static bool is_bus(uint32_t protocol)
{
	return protocol < PROTO_COUNT && command_tables[protocol].partners == PARTNERS_BUS;
}

/* As questions do: what has no deed is told by its class (SNMP: network parts, not equipment, left out), and that the
 * controller of a bus prepares its own devices is not told. */
static enum deed_group group_of(const struct fact *f)
{
	enum deed_group group = deed_group((enum deed)f->num[3]);

	if (group == DEED_GROUP_ADJUSTED && is_bus(f->source))
		return DEED_GROUP_NONE;
	if (group || f->num[3] != DEED_none || f->source == PROTO_snmp)
		return group;
	return f->num[2] == CLASS_CONTROL   ? DEED_GROUP_OPERATED
	       : f->num[2] == CLASS_PROGRAM ? DEED_GROUP_PROGRAMMED
					    : DEED_GROUP_NONE;
}

static void on_fact(struct detect *d, void *state, const struct fact *f)
{
	enum deed_group group = f->kind == FACT_COMMAND ? group_of(f) : DEED_GROUP_NONE;

	if (group)
		on_order(d, state, f, group);
	else if (f->kind == FACT_ANSWER && f->transport == 17)
		on_answer(d, state, f);
}

/* One listens for all. */
const struct detector controller_stopped_detector = {.name = "controller-stopped",
						     .facts = DETECT_FACT(COMMAND) | DETECT_FACT(ANSWER),
						     .begin = begin,
						     .fact = on_fact};
const struct detector controller_operated_detector = {.name = "controller-operated"};
const struct detector controller_restarted_detector = {.name = "controller-restarted"};
const struct detector program_changed_detector = {.name = "program-changed"};
const struct detector controller_configured_detector = {.name = "controller-configured"};
const struct detector address_changed_detector = {.name = "address-changed"};
const struct detector account_changed_detector = {.name = "account-changed"};
const struct detector log_cleared_detector = {.name = "log-cleared"};
const struct detector engineering_access_detector = {.name = "engineering-access"};
const struct detector controller_adjusted_detector = {.name = "controller-adjusted"};
