#include "web/metrics.h"

static const int64_t bound_ms[METRICS_BOUNDS] = {1, 2, 5, 25, 100, 500, 1000, 5000, 30000};
static const char *const bound_words[METRICS_BOUNDS] = {"0.001", "0.002", "0.005", "0.025", "0.1",
							"0.5",   "1",     "5",     "30"};

void metrics_answered(struct metrics *m, unsigned status, int64_t ms)
{
	unsigned i = 0;

	m->answers[status / 100 < 6 ? status / 100 : 0]++;
	while (i < METRICS_BOUNDS && ms > bound_ms[i])
		i++;
	m->took[i]++;
	m->took_ms += ms > 0 ? (uint64_t)ms : 0;
}

static void number(struct out *o, const char *name, const char *kind, const char *help, uint64_t v)
{
	out_fmt(o, "# HELP mimamori_web_%s %s\n# TYPE mimamori_web_%s %s\nmimamori_web_%s %llu\n", name, help,
		name, kind, name, (unsigned long long)v);
}

static void write_answers(const struct metrics *m, struct out *o)
{
	out_str(o, "# HELP mimamori_web_answers_total Answers by class of status.\n"
		   "# TYPE mimamori_web_answers_total counter\n");
	for (unsigned i = 2; i < 6; i++)
		out_fmt(o, "mimamori_web_answers_total{class=\"%uxx\"} %llu\n", i,
			(unsigned long long)m->answers[i]);
	out_str(o,
		"# HELP mimamori_web_refused_total Requests and connections that got no further than here.\n"
		"# TYPE mimamori_web_refused_total counter\n");
	for (unsigned i = 1; i < REFUSAL_COUNT; i++)
		out_fmt(o, "mimamori_web_refused_total{reason=\"%s\"} %llu\n", refusals[i].word,
			(unsigned long long)m->refused[i]);
}

static void write_histogram(const struct metrics *m, struct out *o)
{
	uint64_t sum = 0;

	out_str(o, "# HELP mimamori_web_seconds Time from the head of a request to its answer.\n"
		   "# TYPE mimamori_web_seconds histogram\n");
	for (unsigned i = 0; i <= METRICS_BOUNDS; i++) {
		sum += m->took[i];
		out_fmt(o, "mimamori_web_seconds_bucket{le=\"%s\"} %llu\n",
			i < METRICS_BOUNDS ? bound_words[i] : "+Inf", (unsigned long long)sum);
	}
	out_fmt(o, "mimamori_web_seconds_sum %llu.%03llu\nmimamori_web_seconds_count %llu\n",
		(unsigned long long)(m->took_ms / 1000), (unsigned long long)(m->took_ms % 1000),
		(unsigned long long)sum);
}

void metrics_write(const struct metrics *m, const struct metrics_now *now, struct out *o)
{
	number(o, "connections", "gauge", "Open connections.", now->connections);
	number(o, "streams", "gauge", "Open event streams.", now->streams);
	number(o, "addresses", "gauge", "Addresses that are remembered.", now->addresses);
	number(o, "asked", "gauge", "Requests that core has not answered yet.", now->asked);
	number(o, "cache_entries", "gauge", "Answers that are kept.", now->cached);
	number(o, "core_up", "gauge", "Whether core is connected.", now->core);
	number(o, "connections_total", "counter", "Connections that were accepted.", m->connections);
	number(o, "handshakes_total", "counter", "TLS handshakes that succeeded.", m->handshakes);
	number(o, "handshakes_failed_total", "counter", "TLS handshakes that failed.", m->handshakes_failed);
	number(o, "timed_out_total", "counter", "Connections closed because nothing came or was taken.",
	       m->timed_out);
	number(o, "made_room_total", "counter", "Idle connections closed to make room for new ones.",
	       m->made_room);
	number(o, "cached_total", "counter", "Answers given again without asking core.", m->cached);
	number(o, "sent_bytes_total", "counter", "Bytes of answers sent, before TLS.", m->sent_bytes);
	number(o, "events_total", "counter", "Events that core told.", m->events);
	number(o, "streams_slow_total", "counter", "Event streams cut because nobody took what was sent.",
	       m->streams_slow);
	number(o, "streams_ended_total", "counter", "Event streams ended because the session was over.",
	       m->streams_ended);
	write_answers(m, o);
	write_histogram(m, o);
}
