/* GET /metrics: numbers for Prometheus, in its text format 0.0.4. Names and help are English: they are for a
 * program. */
#include "serve/handler.h"

#include <inttypes.h>

api_handler api_metrics;

static void head(struct out *o, const char *name, const char *type, const char *help)
{
	out_fmt(o, "# HELP mimamori_%s %s\n# TYPE mimamori_%s %s\n", name, help, name, type);
}

static void one(struct out *o, const char *name, const char *type, const char *help, int64_t value)
{
	head(o, name, type, help);
	out_fmt(o, "mimamori_%s %" PRId64 "\n", name, value);
}

static void findings(struct call *c)
{
	int64_t n[8] = {0};
	struct scan s;

	for (scan_open(&s, c->store, "SELECT severity, count(*) FROM finding GROUP BY severity"); s.more;
	     scan_next(&s))
		n[s.key & 7] = scan_int(&s, 1);
	scan_close(&s);
	head(c->out, "findings", "gauge", "Open findings by severity.");
	for (int i = 0; severity_name(i); i++)
		out_fmt(c->out, "mimamori_findings{severity=\"%s\"} %" PRId64 "\n", severity_name(i), n[i]);
}

static void answers(struct call *c)
{
	struct scan s;

	head(c->out, "answers", "gauge", "Sub-items of the sheet for the whole site, by verdict.");
	for (scan_open(&s, c->store,
		       "SELECT count(*), verdict FROM answer WHERE system = 'site' GROUP BY verdict ORDER BY "
		       "verdict");
	     s.more; scan_next(&s))
		out_fmt(c->out, "mimamori_answers{verdict=\"%s\"} %" PRId64 "\n", scan_str(&s, 1), s.key);
	scan_close(&s);
}

static void watching(struct out *o, const struct capture_state *w)
{
	one(o, "watching", "gauge", "1 while frames are watched.", w->sensor);
	one(o, "frames_total", "counter", "Frames read since serve began.", (int64_t)w->frames);
	one(o, "bytes_total", "counter", "Bytes of them on the wire.", (int64_t)w->bytes);
	one(o, "dropped_total", "counter", "Frames that the kernel or the card lost.", (int64_t)w->dropped);
	one(o, "unsaid_total", "counter", "Messages left out because the model could not keep up.",
	    (int64_t)w->unsaid);
	one(o, "malformed_total", "counter", "Frames that were damaged.", (int64_t)w->malformed);
	one(o, "sensor_restarts_total", "counter", "How often the part that reads frames was started anew.",
	    (int64_t)w->sensor_restarts);
	one(o, "signals_total", "counter", "What detectors said since core began.",
	    (int64_t)w->detecting.signals);
	one(o, "alarms", "gauge", "Alarms that stand.", (int64_t)w->detecting.alarms);
	one(o, "detect_dropped_total", "counter", "Rows of detectors that found no room.",
	    (int64_t)w->detecting.dropped);
	one(o, "detect_bytes", "gauge", "Memory of detectors and alarms.", (int64_t)w->detecting.bytes);
	one(o, "blind", "gauge", "1 while nothing can be seen.", w->detecting.blind);
	one(o, "packet_store_bytes", "gauge", "Bytes in the packet store.", (int64_t)w->packet_bytes);
	one(o, "judging_milliseconds", "gauge", "How long asking the checks took, the last time.",
	    w->judging_ms);
}

int api_metrics(struct call *c)
{
	struct out *o = c->out;

	c->answer.content_type = said_of("text/plain; version=0.0.4; charset=utf-8");
	head(o, "build_info", "gauge", "The program.");
	out_fmt(o, "mimamori_build_info{version=\"%s\"} 1\n", c->api->version);
	one(o, "start_time_seconds", "gauge", "When serve began.", c->api->began / 1000000);
	one(o, "devices", "gauge", "Devices of the model.",
	    scan_one(c->store, "SELECT count(*) FROM device", 0));
	one(o, "devices_unknown", "gauge", "Devices that are not in the ledger.",
	    scan_one(c->store, "SELECT count(*) FROM device WHERE known = 0", 0));
	one(o, "flows", "gauge", "Flows of the model.", scan_one(c->store, "SELECT count(*) FROM flow", 0));
	findings(c);
	answers(c);
	one(o, "journal_events", "gauge", "Events of the journal.",
	    scan_one(c->store, "SELECT max(seq) FROM event", 0));
	if (c->api->watching)
		watching(o, c->api->watching);
	return 200;
}
