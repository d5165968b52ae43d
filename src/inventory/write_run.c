/* The rows source, setting and limit_: what was read, and what was not kept. */
#include "inventory/model.h"

#include "capture/capture.h"

static void time_or_null(struct rows *r, int64_t when)
{
	if (when == INT64_MIN || when == INT64_MAX)
		rows_null(r);
	else
		rows_int(r, when);
}

static int write_sources(struct model *m)
{
	struct rows r;

	if (rows_begin(&r, m->store, "source", 9) < 0)
		return r.error;
	for (unsigned i = 0; m->capture && i < capture_files(m->capture); i++) {
		const struct capture_file *f = capture_file(m->capture, i);

		rows_int(&r, i);
		rows_word(&r, f->name);
		rows_word(&r, f->format);
		rows_id(&r, f->snaplen);
		rows_int(&r, (int64_t)f->packets);
		rows_int(&r, (int64_t)f->bytes);
		time_or_null(&r, f->first);
		time_or_null(&r, f->last);
		rows_int(&r, f->truncated);
		rows_next(&r);
	}
	return rows_end(&r);
}

static void setting(struct rows *r, const char *key, int64_t value)
{
	rows_word(r, key);
	time_or_null(r, value);
	rows_null(r);
	rows_next(r);
}

/* Issue 2, item 2: fewer than 5 % of the TCP conversations show both directions, or there is only broadcast.
 */
static bool mirror_incomplete(const struct stack_counts *c)
{
	if (c->tcp_conversations >= 20 && c->tcp_two_way * 20 < c->tcp_conversations)
		return true;
	return c->packets >= 50 && c->group_frames == c->packets;
}

static void span(const struct model *m, int64_t *ret_first, int64_t *ret_last)
{
	*ret_first = INT64_MAX;
	*ret_last = INT64_MIN;
	for (unsigned i = 0; m->capture && i < capture_files(m->capture); i++) {
		const struct capture_file *f = capture_file(m->capture, i);

		if (f->packets && f->first != INT64_MIN && f->first < *ret_first)
			*ret_first = f->first;
		if (f->packets && f->last > *ret_last)
			*ret_last = f->last;
	}
}

static int write_settings(struct model *m)
{
	const struct stack_counts *c = m->counts;
	int64_t first, last;
	struct rows r;

	if (rows_begin(&r, m->store, "setting", 3) < 0)
		return r.error;
	span(m, &first, &last);
	setting(&r, "addresses_shared", m->who.shared);
	setting(&r, "capture_end", last);
	setting(&r, "capture_first", first);
	setting(&r, "capture_last", last);
	setting(&r, "controls",
		0); /* nothing is approved of one capture, and nobody watched (assess/control.h) */
	setting(&r, "countries", m->options->countries != NULL);
	setting(&r, "drawn", 0); /* people draw systems of a site (assess/drawn.h) */
	setting(&r, "duplicates", (int64_t)c->duplicates);
	setting(&r, "ledger", m->options->ledger != NULL);
	setting(&r, "malformed", (int64_t)c->malformed);
	setting(&r, "mirror_incomplete", mirror_incomplete(c));
	setting(&r, "packets", (int64_t)c->packets);
	setting(&r, "payload_cut", (int64_t)c->payload_cut);
	return rows_end(&r);
}

static void limit(struct rows *r, const char *table, uint64_t kept, uint64_t dropped)
{
	if (dropped == 0)
		return;
	rows_word(r, table);
	rows_int(r, (int64_t)kept);
	rows_int(r, (int64_t)dropped);
	rows_next(r);
}

static int write_limits(struct model *m)
{
	const struct seen *v = m->seen;
	struct rows r;

	if (rows_begin(&r, m->store, "limit_", 3) < 0)
		return r.error;
	limit(&r, "device", m->who.kept, m->who.folded);
	limit(&r, "talker", v->talkers.count, v->talkers.dropped);
	limit(&r, "flow", m->flows_shown, m->flows_dropped);
	limit(&r, "fact", v->facts.count, v->facts.dropped);
	limit(&r, "text", v->texts.count, v->texts.dropped);
	limit(&r, "command", v->commands.count, v->commands.dropped);
	limit(&r, "operation", v->operations.count, v->operations.dropped);
	limit(&r, "login", v->logins.count, v->logins.dropped);
	limit(&r, "certificate", v->certificates.count, v->certificates.dropped);
	limit(&r, "tls", v->tls.count, v->tls.dropped);
	limit(&r, "point", v->points.count, v->points.dropped);
	limit(&r, "outside", m->outside.count, m->outside.ips.dropped);
	limit(&r, "outside_name", v->names.count, v->names.dropped);
	limit(&r, "scan", v->scans.count, v->scans.dropped);
	limit(&r, "secret", v->secrets.count, v->secrets.dropped);
	limit(&r, "time_sync", v->times.count, v->times.dropped);
	limit(&r, "port_map", v->maps.count, v->maps.dropped);
	limit(&r, "hop", v->hops.count, v->hops.dropped);
	limit(&r, "access_point", v->networks.count, v->networks.dropped);
	limit(&r, "access_point_name", v->network_names.count, v->network_names.dropped);
	limit(&r, "wifi_client", v->stations.count, v->stations.dropped);
	limit(&r, "wifi_leave", v->leaves.count, v->leaves.dropped);
	limit(&r, "neighbour", v->neighbours.count, v->neighbours.dropped);
	limit(&r, "evidence", m->evidence.count, m->evidence.dropped);
	limit(&r, "fragment", m->counts->packets, m->counts->fragments_dropped);
	limit(&r, "stream_bytes", m->counts->bytes, m->counts->stream_bytes_dropped);
	limit(&r, "talk", m->counts->packets, m->counts->talks_dropped);
	return rows_end(&r);
}

int write_run(struct model *m)
{
	int r = write_sources(m);

	if (r == 0)
		r = write_settings(m);
	return r < 0 ? r : write_limits(m);
}
