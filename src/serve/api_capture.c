/* GET /capture: how watching goes, which is the quality of the evidence (watching.h), and the inputs of the
 * model. */
#include "serve/capture_json.h"
#include "serve/handler.h"

#include <stdio.h>

api_handler api_capture;

static const struct capture_state nothing = {.last_frame = INT64_MIN, .replay_first = INT64_MIN};

static const struct capture_state *state_of(const struct call *c)
{
	return c->api->watching ? c->api->watching : &nothing;
}

/* Counts from sensor as JSON can say them. */
static void count(struct out *o, const char *key, uint64_t n)
{
	json_int(o, key, n < (1ull << 53) ? (int64_t)n : 1ll << 53);
}

/* Times that were never are 0 or INT64_MIN. */
static void moment(struct out *o, const char *key, int64_t us) { json_time(o, key, us > 0 ? us : INT64_MIN); }

static void interfaces(struct out *o, const struct capture_state *w)
{
	const struct watched_period *p = watched_period(w, 0);
	double seconds = p && p->to > p->from ? (double)(p->to - p->from) / 1e6 : 0;

	json_array(o, "interfaces");
	for (unsigned i = 0; i < w->interfaces; i++) {
		const struct watched_interface *f = &w->interface[i];

		json_object(o, NULL);
		json_str(o, "name", f->name);
		json_str(o, "state", f->state < WATCHED_STATES ? watched_states[f->state] : "gone");
		moment(o, "since", f->since);
		moment(o, "last", f->last);
		count(o, "frames", f->frames);
		count(o, "bytes", f->bytes);
		count(o, "dropped", f->dropped);
		count(o, "times_down", f->times_down);
		json_real(o, "frames_per_second", seconds > 0 ? (double)p->interface[i].frames / seconds : 0);
		json_real(o, "bits_per_second",
			  seconds > 0 ? (double)p->interface[i].bytes * 8 / seconds : 0);
		json_end_object(o);
	}
	json_end_array(o);
}

static void periods(struct out *o, const struct capture_state *w)
{
	unsigned n = 0;

	while (n < WATCHED_PERIODS && watched_period(w, n))
		n++;
	json_array(o, "periods");
	while (n-- > 0) {
		const struct watched_period *p = watched_period(w, n);

		json_object(o, NULL);
		json_time(o, "from", p->from);
		json_time(o, "to", p->to);
		count(o, "frames", p->frames);
		count(o, "bytes", p->bytes);
		count(o, "dropped", p->dropped);
		count(o, "malformed", p->malformed);
		json_end_object(o);
	}
	json_end_array(o);
}

static void mirror(struct call *c, const struct capture_state *w)
{
	static const char *const keys[] = {"api.mirror-quiet", "api.mirror-good", "api.mirror-one-way",
					   "api.mirror-broadcast"};
	bool incomplete =
		scan_one(c->store, "SELECT value FROM setting WHERE key = 'mirror_incomplete'", 0) == 1;
	unsigned is = w->mirror < MIRROR_STATES ? w->mirror : 0;
	struct out *o = c->out;

	json_object(o, "mirror");
	json_str(o, "state", watched_mirrors[is]);
	count(o, "conversations", w->conversations);
	count(o, "two_way", w->two_way);
	json_bool(o, "incomplete", incomplete);
	json_lang(o, "words", is == MIRROR_QUIET && incomplete ? "notes.mirror-incomplete" : keys[is]);
	json_end_object(o);
}

static void stored(struct out *o, const struct capture_state *w)
{
	json_object(o, "store");
	json_str(o, "state", watched_storings[w->storing < STORING_STATES ? w->storing : 0]);
	json_bool(o, "payload", w->payload);
	count(o, "files", w->packet_files);
	count(o, "bytes", w->packet_bytes);
	moment(o, "from", w->packets_from);
	json_end_object(o);
	if (!w->replay) {
		json_null(o, "replay");
		return;
	}
	json_object(o, "replay");
	json_str(o, "name", w->replay_name);
	moment(o, "first", w->replay_first);
	json_bool(o, "ended", w->replay_ended);
	count(o, "frames", w->replay_frames);
	json_end_object(o);
}

static void detecting(struct out *o, const struct watched_detecting *d)
{
	json_object(o, "detecting");
	count(o, "signals", d->signals);
	count(o, "alarms", d->alarms);
	count(o, "dropped", d->dropped);
	count(o, "unlisted", d->lost);
	count(o, "bytes", d->bytes);
	count(o, "refused", d->states_refused);
	json_bool(o, "blind", d->blind);
	json_end_object(o);
}

static void watched(struct call *c, const struct capture_state *w)
{
	struct out *o = c->out;

	count(o, "dropped", w->dropped);
	count(o, "unsaid", w->unsaid);
	count(o, "malformed", w->malformed);
	count(o, "restarts", w->sensor_restarts);
	interfaces(o, w);
	periods(o, w);
	mirror(c, w);
	stored(o, w);
	json_object(o, "clock");
	moment(o, "at", w->clock_jumped);
	json_real(o, "seconds", (double)w->clock_jump / 1e6);
	count(o, "times", w->clock_jumps);
	json_end_object(o);
	detecting(o, &w->detecting);
	moment(o, "judged", w->judged);
}

static int files(struct call *c)
{
	struct out *o = c->out;
	struct scan s;

	json_array(o, "files");
	for (scan_open(&s, c->store,
		       "SELECT s.id, s.name, s.format, s.packets, s.bytes, s.first, s.last, s.truncated, "
		       "p.dropped, "
		       "coalesce(p.gone, 0) FROM source s LEFT JOIN packet_file p ON p.source = s.id ORDER "
		       "BY s.id DESC "
		       "LIMIT 100");
	     s.more; scan_next(&s)) {
		json_object(o, NULL);
		json_int(o, "index", s.key);
		json_column(o, "name", &s, 1);
		json_column(o, "format", &s, 2);
		json_number(o, "packets", &s, 3);
		json_number(o, "bytes", &s, 4);
		json_when(o, "first", &s, 5);
		json_when(o, "last", &s, 6);
		json_flag(o, "truncated", &s, 7);
		json_number(o, "dropped", &s, 8);
		json_flag(o, "gone", &s, 9);
		json_end_object(o);
	}
	json_end_array(o);
	json_int(o, "files_total", scan_one(c->store, "SELECT count(*) FROM source", 0));
	return scan_close(&s);
}

static int limits(struct call *c)
{
	struct out *o = c->out;
	struct scan s;

	json_array(o, "limits");
	for (scan_open(&s, c->store,
		       "SELECT kept, table_name, dropped FROM limit_ ORDER BY table_name LIMIT 200");
	     s.more; scan_next(&s)) {
		json_object(o, NULL);
		json_column(o, "table", &s, 1);
		json_int(o, "kept", s.key);
		json_number(o, "dropped", &s, 2);
		json_end_object(o);
	}
	json_end_array(o);
	return scan_close(&s);
}

int api_capture(struct call *c)
{
	const struct capture_state *w = state_of(c);
	struct out *o = c->out;
	int r;

	json_object(o, NULL);
	json_bool(o, "running", w->sensor && !w->replay_ended);
	moment(o, "began", w->began);
	moment(o, "last_frame", w->last_frame);
	json_time(o, "first", scan_one(c->store, "SELECT min(first) FROM source", INT64_MIN));
	json_time(o, "last", scan_one(c->store, "SELECT max(last) FROM source", INT64_MIN));
	json_int(o, "packets", scan_one(c->store, "SELECT sum(packets) FROM source", 0));
	json_int(o, "bytes", scan_one(c->store, "SELECT sum(bytes) FROM source", 0));
	watched(c, w);
	r = files(c);
	r = r < 0 ? r : limits(c);
	json_end_object(o);
	return r < 0 ? r : 200;
}

void json_capture_short(struct call *c, const char *key)
{
	const struct capture_state *w = state_of(c);
	struct out *o = c->out;

	json_object(o, key);
	json_bool(o, "running", w->sensor && !w->replay_ended);
	json_bool(o, "replay",
		  w->replay || scan_one(c->store, "SELECT value FROM setting WHERE key = 'replay'", 0) == 1);
	json_time(o, "first", scan_one(c->store, "SELECT min(first) FROM source", INT64_MIN));
	json_time(o, "last", scan_one(c->store, "SELECT max(last) FROM source", INT64_MIN));
	json_int(o, "packets", scan_one(c->store, "SELECT sum(packets) FROM source", 0));
	count(o, "dropped", w->dropped + w->unsaid);
	count(o, "malformed", w->malformed);
	json_bool(o, "mirror_incomplete",
		  scan_one(c->store, "SELECT value FROM setting WHERE key = 'mirror_incomplete'", 0) == 1);
	json_end_object(o);
}
