/* Orders to controllers: the first write, stop, start or program transfer by somebody who never gave this controller
 * such orders. What an order does is told besides, whoever gave it (operations.c); so who only signs in, sets a clock or
 * reads the program is no new master.
 *
 * Writes while the site is learnt are how it works and history only; a stop never waits. */
#include "detect/known.h"
#include "detect/recent.h"

#include <errno.h>
#include <stdio.h>

#define TELL_EVERY (10 * SECOND_US)
#define AGAIN      (10 * MINUTE_US) /* no order for so long: the next is another operation */
enum { MASTERS_MAX = 8192 };

struct master { /* key: up to class */
	struct who by, on;
	uint16_t protocol, class;

	int64_t last, told; /* watched */
	uint32_t claimed;   /* told with no proof that `by` sent it */
	uint32_t untold;
	int64_t first; /* when it was told as new; 0 not */
	uint32_t orders, pad;
};

static const char new_master[] = "new-master";

static int begin(struct detect *d, void **ret_state)
{
	static const struct detect_table masters = {"new-master", sizeof(struct master),
						    offsetof(struct master, last), MASTERS_MAX, 2};

	*ret_state = detect_table(d, &masters);
	return *ret_state ? 0 : -ENOMEM;
}

static struct master *master_of(struct table *t, const struct detect *d, const struct fact *f, uint16_t class)
{
	struct master key;

	memset(&key, 0, sizeof key);
	key.by = known_key(d, &f->about);
	key.on = known_key(d, &f->peer);
	key.protocol = f->source;
	key.class = class;
	return recent_row(t, &key,
			  &(struct recent){offsetof(struct master, last), offsetof(struct master, orders)});
}

static bool is_grave(unsigned class) { return class == CLASS_CONTROL || class == CLASS_PROGRAM; }

static void say(struct detect *d, struct master *m, const struct fact *f, bool more)
{
	struct signal s = {.detector = new_master,
			   .what = more ? SIGNAL_MORE : SIGNAL_ON,
			   .when = f->when,
			   .by = f->about,
			   .on = f->peer,
			   .packet = f->at,
			   .claimed = m->claimed,
			   .at_once = is_grave(m->class),
			   .count = m->untold};

	snprintf(s.key, sizeof s.key, "%s/%s", protocol_token(m->protocol),
		 command_class_token((enum command_class)m->class));
	signal_value(&s, "protocol", "%s", protocol_title(f->source));
	signal_value(&s, "order", "%.*s", (int)(f->value.n < 80 ? f->value.n : 80),
		     f->value.n ? f->value.s : "");
	m->told = m->last;
	m->untold = 0;
	detect_say(d, &s);
}

/* People approved that it gives such orders, or the site saw it do so before detectors listened. */
static bool is_known(const struct detect *d, const struct fact *f, enum command_class class)
{
	const struct known_device *client = known_who(d, &f->about), *server = known_who(d, &f->peer);

	if (!client || !server)
		return false;
	if (server->approved && known_peer(d, server, client->id) &&
	    known_class(d, server, true, f->source, class))
		return true;
	return known_commanded(d, client->id, server->id, f->source, class);
}

/* An order over a conversation without proof of its sender: one datagram, until it is answered. */
static bool only_claims(const struct fact *f) { return f->transport == 17; }

static void on_order(struct detect *d, struct table *t, const struct fact *f)
{
	enum command_class class = (enum command_class)f->num[2];
	struct master *m = master_of(t, d, f, (uint16_t) class);
	int64_t now = detect_watched(d);
	bool first;

	if (!m)
		return;
	first = !m->last;
	m->last = now;
	m->untold += f->more + 1;
	m->orders++;
	if (first && !is_known(d, f, class)) {
		m->claimed = only_claims(f);
		m->first = now;
		say(d, m, f, false);
	} else if (m->first && now - m->first < AGAIN && now - m->told >= TELL_EVERY) {
		say(d, m, f, true);
	}
}

/* An answer proves that the order came from where it said. */
static void on_answer(struct detect *d, struct table *t, const struct fact *f)
{
	for (uint16_t class = CLASS_WRITE; class <= CLASS_PROGRAM; class ++) {
		struct master key, *m;

		memset(&key, 0, sizeof key);
		key.by = known_key(d, &f->about);
		key.on = known_key(d, &f->peer);
		key.protocol = f->source;
		key.class = class;
		m = table_find(t, &key);
		if (!m || !m->claimed)
			continue;
		m->claimed = false;
		m->untold = 1;
		say(d, m, f, false);
	}
}

static bool is_order(const struct fact *f)
{
	enum deed_group group = deed_group((enum deed)f->num[3]);

	return f->kind == FACT_COMMAND && (f->num[2] == CLASS_WRITE || is_grave((unsigned)f->num[2])) &&
	       group != DEED_GROUP_ADJUSTED && group != DEED_GROUP_READ_OUT;
}

static void on_fact(struct detect *d, void *state, const struct fact *f)
{
	if (f->source == PROTO_snmp) /* configuration of network parts, not of equipment */
		return;
	if (is_order(f))
		on_order(d, state, f);
	else if (f->kind == FACT_ANSWER && f->transport == 17)
		on_answer(d, state, f);
}

const struct detector new_master_detector = {.name = new_master,
					     .facts = DETECT_FACT(COMMAND) | DETECT_FACT(ANSWER),
					     .begin = begin,
					     .fact = on_fact};
