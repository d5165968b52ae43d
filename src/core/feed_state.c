/* serve/watching.h, filled from what sensor tells. */
#include "core/feed_parts.h"

#include "base/out.h"
#include "base/text.h"

#include <stdio.h>

enum { CONVERSATIONS_FEW = 20, TWO_WAY_PERCENT = 5, FRAMES_FEW = 50 };

_Static_assert((int)RELAY_INTERFACES == (int)WATCHED_MAX && (int)RELAY_NAME == (int)WATCHED_NAME,
	       "as many interfaces, as long names");
_Static_assert((int)RELAY_UP == (int)WATCHED_UP && (int)RELAY_REFUSED == (int)WATCHED_REFUSED &&
		       (int)RELAY_STATES == (int)WATCHED_STATES,
	       "the same states");
_Static_assert((int)RELAY_STORE_NOT == (int)STORING_NOT && (int)RELAY_STORE_FULL == (int)STORING_FULL,
	       "the same states of the store");

void state_hello(struct feed *f, const struct relay_hello *h)
{
	struct capture_state *s = &f->state;

	s->sensor = true;
	s->interfaces = h->interfaces;
	s->payload = h->payload;
	s->replay = h->replay;
	s->replay_first = h->replay_first ? h->replay_first : s->replay_first;
}

/* {"interface":"eth1","state":"down"}; a name bears whatever its machine allows. */
static void note_interface(struct feed *f, const struct relay_interface *i)
{
	char name[TEXT_ROOM];
	struct out o;

	if (out_init(&o, -1) < 0)
		return;
	json_object(&o, NULL);
	text_clean(text_z(i->name), name);
	json_str(&o, "interface", name);
	json_str(&o, "state", watched_states[i->state]);
	json_end_object(&o);
	f->core.note(f->core.ctx, "interface-changed", out_bytes(&o, NULL));
	out_clear(&o);
}

void state_interface(struct feed *f, const struct relay_interface *i)
{
	struct watched_interface *w = &f->state.interface[i->index];

	if (!w->name[0])
		w->last = INT64_MIN;
	if (w->state == WATCHED_UP && i->state != RELAY_UP && w->name[0])
		w->times_down++;
	if (i->state != (w->name[0] ? w->state : RELAY_UP))
		note_interface(f, i);
	snprintf(w->name, sizeof w->name, "%s", i->name);
	w->state = i->state;
	w->since = i->since;
}

void state_input(struct feed *f, const struct relay_input *i)
{
	struct capture_state *s = &f->state;

	snprintf(s->replay_name, sizeof s->replay_name, "%s", i->name);
	s->replay_first = i->first;
	s->replay_ended = i->ended;
	s->replay_frames = i->packets;
}

static void count_interfaces(struct capture_state *s, struct watched_period *w, const struct relay_period *p)
{
	for (unsigned i = 0; i < p->interfaces; i++) {
		struct watched_interface *to = &s->interface[i];
		const struct relay_meter *m = &p->meter[i];

		w->interface[i].frames = m->frames;
		w->interface[i].bytes = m->bytes;
		w->interface[i].dropped = m->dropped;
		w->dropped += m->dropped;
		to->frames += m->frames;
		to->bytes += m->bytes;
		to->dropped += m->dropped;
		if (m->last > to->last && m->last)
			to->last = m->last;
		if (to->last > s->last_frame)
			s->last_frame = to->last;
	}
}

static void count(struct capture_state *s, const struct watched_period *w)
{
	s->frames += w->frames;
	s->bytes += w->bytes;
	s->dropped += w->dropped;
	s->unsaid += w->unsaid;
	s->malformed += w->malformed;
	s->duplicates += w->duplicates;
	s->cut += w->cut;
}

/* Fewer than one TCP conversation of twenty both ways; or nothing that was meant for one station alone. */
static enum watched_mirror mirror_of(const struct capture_state *s, uint64_t frames, uint64_t group)
{
	if (frames >= FRAMES_FEW && group == frames)
		return MIRROR_BROADCAST;
	if (s->conversations < CONVERSATIONS_FEW)
		return frames >= FRAMES_FEW && frames > group && s->two_way ? MIRROR_GOOD : MIRROR_QUIET;
	return s->two_way * 100 < s->conversations * TWO_WAY_PERCENT ? MIRROR_ONE_WAY : MIRROR_GOOD;
}

/* Sums of some minutes: halved now and then, so that what was mended shows. */
static void judge_mirror(struct feed *f, const struct relay_period *p)
{
	struct capture_state *s = &f->state;
	struct feed_mirror *m = &f->mirror;

	if (++m->periods > WATCHED_PERIODS) {
		m->periods /= 2;
		m->frames /= 2;
		m->group /= 2;
		s->conversations /= 2;
		s->two_way /= 2;
	}
	m->frames += p->frames;
	m->group += p->group;
	s->conversations += p->conversations;
	s->two_way += p->two_way;
	s->mirror = (uint8_t)mirror_of(s, m->frames, m->group);
}

void state_period(struct feed *f, const struct relay_period *p)
{
	struct capture_state *s = &f->state;
	struct watched_period *w = &s->period[s->periods % WATCHED_PERIODS];
	char body[64];

	*w = (struct watched_period){.from = p->from,
				     .to = p->to,
				     .frames = p->frames,
				     .bytes = p->bytes,
				     .unsaid = p->unsaid,
				     .malformed = p->malformed,
				     .duplicates = p->duplicates,
				     .cut = p->cut,
				     .clock_jump = p->clock_jump};
	s->periods++;
	s->now = p->now;
	if (p->interfaces > s->interfaces)
		s->interfaces = p->interfaces;
	count_interfaces(s, w, p);
	if (s->replay && p->frames)
		s->last_frame = p->to;
	count(s, w);
	judge_mirror(f, p);
	if (p->storing != s->storing && (p->storing == STORING_FULL || s->storing == STORING_FULL))
		f->core.note(f->core.ctx, "packets-stored",
			     p->storing == STORING_FULL ? "{\"stored\":false}" : "{\"stored\":true}");
	s->storing = p->storing;
	s->storing_error = p->store_error;
	if (p->clock_jump) {
		s->clock_jumped = p->to;
		s->clock_jump = p->clock_jump;
		s->clock_jumps++;
		snprintf(body, sizeof body, "{\"seconds\":%lld}", (long long)(p->clock_jump / 1000000));
		f->core.note(f->core.ctx, "clock-jumped", body);
	}
}

void state_took(struct feed *f, int64_t ms)
{
	struct capture_state *s = &f->state;

	if (s->periods)
		s->period[(s->periods - 1) % WATCHED_PERIODS].ms = (uint32_t)ms;
}

void state_files(struct feed *f, struct store *site)
{
	static const char sql[] =
		"SELECT count(*), coalesce(sum(p.bytes), 0), min(s.first) FROM packet_file p JOIN "
		"source s ON s.id = p.source WHERE p.gone = 0";
	struct capture_state *s = &f->state;
	sqlite3_stmt *st = NULL;

	if (sqlite3_prepare_v2(store_db(site), sql, -1, &st, NULL) == SQLITE_OK &&
	    sqlite3_step(st) == SQLITE_ROW) {
		s->packet_files = (uint64_t)sqlite3_column_int64(st, 0);
		s->packet_bytes = (uint64_t)sqlite3_column_int64(st, 1);
		s->packets_from =
			sqlite3_column_type(st, 2) == SQLITE_NULL ? INT64_MIN : sqlite3_column_int64(st, 2);
	}
	sqlite3_finalize(st);
}

void state_file_gone(struct feed *f, struct store *site, uint32_t number)
{
	char sql[96];
	int r = site ? feed_begin(site) : -1;

	if (r < 0)
		return; /* a slice that looks for it says so */
	snprintf(sql, sizeof sql, "UPDATE packet_file SET gone = 1 WHERE file = '%06u.pcapng'", number);
	r = sqlite3_exec(store_db(site), sql, NULL, NULL, NULL) == SQLITE_OK ? site_commit(site) : -1;
	if (r < 0)
		site_rollback(site);
	state_files(f, site);
}
