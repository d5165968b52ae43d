/* GET /messages and /messages/{id}: who was told what, and whether it arrived. */
#include "respond/messages_parts.h"
#include "serve/message_json.h"

#include <stdio.h>
#include <string.h>

api_handler api_messages_list, api_messages_get;

static const struct sort_key keys[] = {
	{"id", "m.id"}, {"at", "m.at"}, {"severity", "m.severity"}, {NULL, NULL}};
static const struct listing listing = {.columns = MESSAGE_COLUMNS,
				       .from = "message m",
				       .id = "m.id",
				       .keys = keys,
				       .sort = "-id",
				       .row = json_message_row};

int api_messages_list(struct call *c)
{
	const char *about = query_text(c, "about");
	struct filters f;

	filters_begin(&f, c);
	filter_text(&f, " AND m.state = :", query_text(c, "state"));
	filter_text(&f, " AND m.cause = :", query_text(c, "cause"));
	if (about && id_number(about)) {
		filter_text(&f, " AND substr(m.cause, 1, 1) = substr(:, 1, 1)", about);
		filter_number(&f, " AND m.about = :", id_number(about));
	}
	filter_search(&f, "m.subject", query_text(c, "q"));
	return list_answer(c, &listing, &f);
}

/* --- one */

static void receiver(struct call *c, const struct scan *s)
{
	struct out *o = c->out;

	json_object(o, NULL);
	json_named(o, "contact", s, 1, 2);
	json_column(o, "means", s, 3);
	json_column(o, "part", s, 4);
	json_named(o, "instead_of", s, 5, 6);
	json_when(o, "at", s, 7);
	json_column(o, "state", s, 8);
	json_column(o, "why", s, 9);
	json_number(o, "tries", s, 10);
	json_when(o, "next", s, 11);
	json_when(o, "sent", s, 12);
	json_number(o, "code", s, 13);
	json_column(o, "because", s, 14);
	json_column(o, "said", s, 15);
	json_end_object(o);
}

static void receivers(struct call *c, int64_t id)
{
	struct scan s = kept_run(
		c,
		"SELECT r.id, r.contact, (SELECT name FROM contact WHERE id = r.contact), r.means, "
		"r.part, r.instead_of, (SELECT name FROM contact WHERE id = r.instead_of), r.at, r.state, "
		"r.why, r.tries, r.next, r.sent, r.code, r.because, r.said FROM message_to r WHERE r.message "
		"= "
		"?1 ORDER BY r.id",
		id);

	json_array(c->out, "receivers");
	for (; s.more; scan_next(&s))
		receiver(c, &s);
	json_end_array(c->out);
	kept_end(&s);
}

static int words(struct call *c, const struct message *m)
{
	int r = 0;

	json_object(c->out, "text");
	for (int l = 0; r == 0 && l < LANG_COUNT; l++) {
		struct out o;

		if ((r = out_init(&o, -1)) < 0)
			break;
		r = message_words(c->store, m, NULL, c->now, (enum language)l, &o);
		json_str(c->out, l == LANG_JA ? "ja" : "en", out_bytes(&o, NULL));
		out_clear(&o);
	}
	json_end_object(c->out);
	return r;
}

int api_messages_get(struct call *c)
{
	int64_t id = id_number(c->path[0]);
	struct message m;
	int r;

	if (message_get(c->store, id, &m) < 0)
		return problem_said(c, 404, "people.no-message", c->path[0], "");
	json_object(c->out, NULL);
	json_message(c, "message", id);
	receivers(c, id);
	r = words(c, &m);
	json_id(c->out, "digest", 'n', m.digest);
	json_end_object(c->out);
	return r < 0 ? problem_store(c, r) : 200;
}
