/* GET /journal: newest first; the cursor is a number of an event, so that what is appended meanwhile moves no
 * page. */
#include "serve/event_json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

api_handler api_journal_list;

/* The body as it was hashed, but that "<" is written as a code: what looks for markup finds none. */
static void body_of(struct out *o, const char *body)
{
	json_raw(o, "body", body, strcspn(body, "<"));
	while (*(body += strcspn(body, "<"))) {
		out_str(o, "\\u003c");
		body++;
		out_put(o, body, strcspn(body, "<"));
	}
}

static void event(struct call *c, const struct scan *s)
{
	struct out *o = c->out;

	json_object(o, NULL);
	event_members(c, s);
	body_of(o, scan_sentence(s, 5));
	json_column(o, "hash", s, 6);
	json_end_object(o);
}

static void filters(struct filters *f, struct call *c)
{
	char *mentions;
	const char *about = query_text(c, "about");

	filter_words(f, "e.kind", query_text(c, "kind"));
	filter_text(f, " AND e.actor = :", query_text(c, "actor"));
	if (query_text(c, "from"))
		filter_number(f, " AND e.at >= :", query_time(c, "from", 0));
	if (query_text(c, "to"))
		filter_number(f, " AND e.at < :", query_time(c, "to", 0));
	if (about && (mentions = arena_get(c->arena, strlen(about) + 3, 1))) {
		mentions[0] = mentions[strlen(about) + 1] = '"';
		memcpy(mentions + 1, about, strlen(about));
		filter_text(f, " AND instr(e.body, :)", mentions);
	}
	filter_search(f,
		      "e.kind, event_word(e.kind), e.body, (SELECT name FROM contact WHERE 'c' || id = "
		      "e.actor), e.seq",
		      query_text(c, "q"));
}

/* "e120": events up to this number. */
static int64_t cursor_of(struct call *c)
{
	const char *s = query_text(c, "cursor");

	if (!s)
		return INT64_MAX;
	return *s == 'e' && s[1] >= '1' && s[1] <= '9' && strspn(s + 1, "0123456789") == strlen(s + 1) &&
			       strlen(s) < 19
		       ? strtoll(s + 1, NULL, 10)
		       : -1;
}

static int64_t count(struct call *c)
{
	struct filters f;
	static struct pick q;

	filters_begin(&f, c);
	filters(&f, c);
	q = f.q;
	q.n = 0;
	pick_add(&q, "SELECT count(*) FROM event e");
	f.q.sql[f.q.n] = '\0';
	pick_add(&q, f.q.sql);
	return pick_one(&q, -1);
}

static int page(struct call *c, int64_t upto, int64_t limit)
{
	const char *sort = query_text(c, "sort");
	bool up = sort && *sort != '-';
	static struct pick q;
	struct filters f;
	int64_t n = 0;
	char next[24] = "";

	filters_begin(&f, c);
	if (upto != INT64_MAX)
		filter_number(&f, up ? " AND e.seq >= :" : " AND e.seq <= :", upto);
	filters(&f, c);
	q = f.q;
	q.n = 0;
	pick_add(&q, EVENT_SELECT);
	f.q.sql[f.q.n] = '\0';
	pick_add(&q, f.q.sql);
	pick_number(&q, up ? " ORDER BY e.seq LIMIT :" : " ORDER BY e.seq DESC LIMIT :", limit + 1);
	json_array(c->out, "items");
	for (struct scan *s = pick_run(&q); s->more; scan_next(s))
		if (n++ < limit)
			event(c, s);
		else
			snprintf(next, sizeof next, "e%lld", (long long)s->key);
	json_end_array(c->out);
	json_int(c->out, "total", count(c));
	json_str(c->out, "next", *next ? next : NULL);
	return pick_end(&q);
}

int api_journal_list(struct call *c)
{
	int64_t upto = cursor_of(c);
	int r;

	if (upto < 0)
		return problem(c, 400, "bad-parameter", "cursor", "cursor");
	json_object(c->out, NULL);
	r = page(c, upto, query_int(c, "limit", 100));
	json_end_object(c->out);
	return r < 0 ? r : 200;
}
