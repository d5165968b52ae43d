/* capture{}: the inputs and what of them could not be used. */
#include "report/parts.h"

#include <stdio.h>

static const char *link_text(uint32_t link, char buf[16])
{
	const char *name = link_type_name(link);

	if (name)
		return name;
	snprintf(buf, 16, "%u", link);
	return buf;
}

static void link_types(struct out *o, const struct report_input *in, unsigned file)
{
	const struct capture_file *f =
		in->capture && file < capture_files(in->capture) ? capture_file(in->capture, file) : NULL;
	char buf[16];

	json_array(o, "link_types");
	for (unsigned i = 0; f && i < f->link_count && i < 16; i++)
		json_str(o, NULL, link_text(f->link_types[i], buf));
	json_end_array(o);
}

struct totals {
	int64_t packets, bytes, first, last;
	bool truncated;
};

static void one_file(const struct report_input *in, struct out *o, const struct scan *s, struct totals *t)
{
	int64_t first = scan_int_or(s, 6, INT64_MIN), last = scan_int_or(s, 7, INT64_MIN);

	json_object(o, NULL);
	json_column(o, "name", s, 1);
	json_column(o, "format", s, 2);
	link_types(o, in, (unsigned)s->key);
	json_number(o, "snaplen", s, 3);
	json_number(o, "packets", s, 4);
	json_number(o, "bytes", s, 5);
	json_time(o, "first", first);
	json_time(o, "last", last);
	json_bool(o, "truncated", scan_int(s, 8) != 0);
	json_end_object(o);
	t->packets += scan_int(s, 4);
	t->bytes += scan_int(s, 5);
	t->truncated |= scan_int(s, 8) != 0;
	if (first != INT64_MIN && (t->first == INT64_MIN || first < t->first))
		t->first = first;
	if (last > t->last)
		t->last = last;
}

static int files(const struct report_input *in, struct out *o, struct totals *t)
{
	struct scan s;

	json_array(o, "files");
	for (scan_open(&s, in->store,
		       "SELECT id, name, format, nullif(snaplen, 0), packets, bytes, first, last, truncated"
		       " FROM source ORDER BY id");
	     s.more; scan_next(&s))
		one_file(in, o, &s, t);
	json_end_array(o);
	return scan_close(&s);
}

static void unsupported(struct out *o, const struct stack_counts *c)
{
	char buf[16];

	json_array(o, "unsupported");
	for (unsigned i = 0; c && i < c->unsupported_count; i++) {
		json_object(o, NULL);
		json_str(o, "link_type", link_text(c->unsupported[i].link, buf));
		json_int(o, "packets", (int64_t)c->unsupported[i].packets);
		json_end_object(o);
	}
	json_end_array(o);
}

static void limit(struct out *o, const char *table, int64_t kept, int64_t dropped)
{
	json_object(o, NULL);
	json_str(o, "table", table);
	json_int(o, "kept", kept);
	json_int(o, "dropped", dropped);
	json_end_object(o);
}

static int limits(const struct report_input *in, struct out *o)
{
	int64_t flows = scan_one(in->store, "SELECT count(*) FROM flow", 0),
		points = scan_one(in->store, "SELECT count(*) FROM point", 0);
	struct scan s;

	json_array(o, "limits");
	for (scan_open(&s, in->store,
		       "SELECT rowid, table_name, kept, dropped FROM limit_ ORDER BY table_name, rowid");
	     s.more; scan_next(&s))
		limit(o, scan_str(&s, 1), scan_int(&s, 2), scan_int(&s, 3));
	if (flows > REPORT_FLOWS_MAX)
		limit(o, "flows-written", REPORT_FLOWS_MAX, flows - REPORT_FLOWS_MAX);
	if (points > REPORT_POINTS_MAX) /* a site keeps more of them than one file shows */
		limit(o, "points-written", REPORT_POINTS_MAX, points - REPORT_POINTS_MAX);
	json_end_array(o);
	return scan_close(&s);
}

int json_capture(const struct report_input *in, struct out *o)
{
	static const struct stack_counts none;
	const struct stack_counts *c = in->counts ? in->counts : &none;
	struct totals t = {.first = INT64_MIN, .last = INT64_MIN};
	int r;

	json_object(o, "capture");
	r = files(in, o, &t);
	json_int(o, "packets", t.packets);
	json_int(o, "bytes", t.bytes);
	json_time(o, "first", t.first);
	json_time(o, "last", t.last);
	json_int(o, "malformed", (int64_t)c->malformed);
	json_bool(o, "truncated", t.truncated);
	unsupported(o, c);
	json_int(o, "duplicates", (int64_t)c->duplicates);
	json_int(o, "payload_cut", (int64_t)c->payload_cut);
	if (r == 0)
		r = limits(in, o);
	json_end_object(o);
	return r;
}
