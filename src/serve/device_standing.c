/* What people said of a device, and what is otherwise: locks, state, profile, differences. */
#include "serve/device_parts.h"
#include "serve/veil.h"

#include <stdio.h>

static int locks(struct call *c, int64_t id)
{
	struct scan s = kept_run(c,
				 "SELECT " STAFF_ONLY("k", "contact") ", k.field, k.value, k.at, " STAFF_ONLY(
					 "k", "note") ", " STAFF_WHO("k") " FROM device_lock k WHERE "
									  "k.device = ?1 ORDER BY k.field",
				 id);
	struct out *o = c->out;

	json_array(o, "locks");
	for (; s.more; scan_next(&s)) {
		json_object(o, NULL);
		json_column(o, "field", &s, 1);
		json_column(o, "value", &s, 2);
		json_column(o, "note", &s, 4);
		json_id(o, "contact", 'c', s.key);
		json_column(o, "who", &s, 5);
		json_when(o, "at", &s, 3);
		json_end_object(o);
	}
	json_end_array(o);
	return kept_end(&s);
}

static int profile(struct call *c, int64_t id)
{
	struct scan s =
		kept_run(c,
			 "SELECT " STAFF_ONLY("p", "contact") ", p.version, p.at, " STAFF_ONLY(
				 "p", "note") ", " STAFF_WHO("p") " FROM profile p WHERE p.device = ?1",
			 id);
	struct out *o = c->out;

	if (!s.more) {
		json_null(o, "profile");
		return kept_end(&s);
	}
	json_object(o, "profile");
	json_number(o, "version", &s, 1);
	json_when(o, "at", &s, 2);
	json_column(o, "note", &s, 3);
	json_id(o, "contact", 'c', s.key);
	json_column(o, "who", &s, 4);
	json_end_object(o);
	return kept_end(&s);
}

static int differences(struct call *c, int64_t id)
{
	struct scan s = kept_run(
		c,
		"SELECT packet, against, what, kind, " VEILED_KEY("key") ", " VEILED("approved") ", " VEILED(
			"observed") ", peer, outside, since FROM "
				    "difference WHERE device = ?1 AND (peer IS NULL OR " SEES(
					    "peer") ") ORDER BY "
						    "against, what, key LIMIT 500",
		id);
	struct out *o = c->out;
	char node[NODE_ID_TEXT];

	json_array(o, "differences");
	for (; s.more; scan_next(&s)) {
		json_object(o, NULL);
		json_column(o, "against", &s, 1);
		json_column(o, "what", &s, 2);
		json_column(o, "kind", &s, 3);
		json_column(o, "key", &s, 4);
		json_column(o, "approved", &s, 5);
		json_column(o, "observed", &s, 6);
		node_id(node, scan_int(&s, 7), scan_int(&s, 8));
		json_str(o, "peer", *node ? node : NULL);
		json_when(o, "since", &s, 9);
		json_packet(o, "packet", s.key);
		json_end_object(o);
	}
	json_end_array(o);
	return kept_end(&s);
}

/* "finding" -> a sentence of data/lang; a person's reason is his own words. */
static void reason(struct out *o, const struct scan *s)
{
	const char *said = scan_sentence(s, 4);
	char key[96];

	if (!said || scan_int(s, 3)) {
		json_pair(o, "reason", said, said);
		return;
	}
	snprintf(key, sizeof key, "%s.reason-%.60s", "keep", said);
	if (lang(LANG_JA, key) == key)
		json_pair(o, "reason", said, said);
	else
		json_lang(o, "reason", key);
}

static int state(struct call *c, int64_t id)
{
	struct scan s =
		kept_run(c,
			 "SELECT d.known, coalesce(y.state, 'introduced'), y.since, y.moved_by = 'person', "
			 "CASE WHEN y.moved_by <> 'person' OR " STAFF_OF(
				 "d.id") " THEN y.reason END, EXISTS (SELECT 1 FROM profile p WHERE p.device "
					 "= d.id) FROM device d LEFT "
					 "JOIN device_life y ON y.device = d.id WHERE d.id = ?1",
			 id);
	struct out *o = c->out;

	json_object(o, "standing");
	json_column(o, "state", &s, 1);
	reason(o, &s);
	json_flag(o, "by_person", &s, 3);
	json_when(o, "since", &s, 2);
	json_bool(o, "listed", s.key != 0);
	json_flag(o, "approved", &s, 5);
	json_end_object(o);
	return kept_end(&s);
}

int device_standing(struct call *c, int64_t id)
{
	int r = locks(c, id);

	r = r < 0 ? r : profile(c, id);
	r = r < 0 ? r : differences(c, id);
	return r < 0 ? r : state(c, id);
}
