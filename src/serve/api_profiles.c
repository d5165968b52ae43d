/* GET /profiles/{device}: what was approved of it; GET /profiles/differences: what is otherwise, of all
 * devices. */
#include "assess/profile.h"
#include "serve/handler.h"
#include "serve/veil.h"

#include <errno.h>

api_handler api_profiles_get, api_profiles_differences;

/* --- one device */

static bool is_seen(struct call *c, int64_t device)
{
	struct scan s = kept_run(c, "SELECT id FROM device WHERE id = ?1 AND " SEES("id"), device);
	bool seen = s.more;

	kept_end(&s);
	return seen;
}

static int one_entry(void *ctx, const struct profile_line *line)
{
	struct call *c = ctx;

	if (line->peer && !is_seen(c, line->peer))
		return 0;
	json_object(c->out, NULL);
	json_str(c->out, "what", line->what);
	json_str(c->out, "key", veil_text(c, c->language, line->key));
	json_id(c->out, "peer", 'd', line->peer);
	json_end_object(c->out);
	return 0;
}

int api_profiles_get(struct call *c)
{
	int64_t device = id_number(c->path[0]);
	struct scan s;
	int r;

	if (!is_seen(c, device))
		return problem_said(c, 404, "keep.no-device", c->path[0], "");
	s = kept_run(c,
		     "SELECT " STAFF_ONLY("p", "contact") ", p.version, p.at, " STAFF_ONLY(
			     "p", "note") ", " STAFF_WHO("p") " FROM profile p WHERE p.device = ?1",
		     device);
	if (!s.more) {
		kept_end(&s);
		return problem_said(c, 404, "keep.no-profile", c->path[0], "");
	}
	json_object(c->out, NULL);
	json_id(c->out, "device", 'd', device);
	json_number(c->out, "version", &s, 1);
	json_when(c->out, "at", &s, 2);
	json_column(c->out, "note", &s, 3);
	json_id(c->out, "contact", 'c', s.key);
	json_column(c->out, "who", &s, 4);
	kept_end(&s);
	json_array(c->out, "entries");
	r = profile_read(c->store, device, one_entry, c);
	json_end_array(c->out);
	json_end_object(c->out);
	return r < 0 ? problem_store(c, r) : 200;
}

/* --- all differences */

static void row(struct call *c, struct scan *s)
{
	struct out *o = c->out;
	char node[NODE_ID_TEXT];

	json_object(o, NULL);
	json_id(o, "device", 'd', scan_int(s, 1));
	json_column(o, "name", s, 2);
	json_column(o, "against", s, 3);
	json_column(o, "what", s, 4);
	json_column(o, "kind", s, 5);
	json_column(o, "key", s, 6);
	json_column(o, "approved", s, 7);
	json_column(o, "observed", s, 8);
	node_id(node, scan_int(s, 9), scan_int(s, 10));
	json_str(o, "peer", *node ? node : NULL);
	json_when(o, "since", s, 11);
	json_packet(o, "packet", scan_int(s, 12));
	json_end_object(o);
}

static const struct sort_key keys[] = {{"device", "x.device"}, {"against", "x.against"}, {"what", "x.what"},
				       {"kind", "x.kind"},     {"since", "x.since"},     {NULL, NULL}};

static const struct listing listing = {
	.columns = "x.rowid, x.device, v.name, x.against, x.what, x.kind, "
		   "" VEILED_KEY("x.key") ", " VEILED("x.approved") ", " VEILED(
			   "x.observed") ", x.peer, "
					 "x.outside, x.since, x.packet",
	.from = "difference x LEFT JOIN device_shown v ON v.id = x.device",
	.count_from = "difference x LEFT JOIN device_shown v ON v.id = x.device",
	.id = "x.rowid",
	.keys = keys,
	.sort = "-since",
	.row = row};

int api_profiles_differences(struct call *c)
{
	struct filters f;
	int64_t device = id_number(query_text(c, "device"));

	filters_begin(&f, c);
	filter(&f, " AND " SEES("x.device") " AND (x.peer IS NULL OR " SEES("x.peer") ")");
	if (device)
		filter_number(&f, " AND x.device = :", device);
	filter_words(&f, "x.against", query_text(c, "against"));
	filter_search(&f,
		      VEILED_KEY("x.key") ", v.name, " VEILED("x.approved") ", " VEILED(
			      "x.observed") ", 'd' || x.device",
		      query_text(c, "q"));
	return list_answer(c, &listing, &f);
}
