/* GET /search: one question over everything. Each kind of thing is asked with the rules of its own list; what
 * a viewer does not see there he does not find here. */
#include "serve/board.h"
#include "serve/event_json.h"
#include "serve/record_json.h"
#include "serve/system_json.h"
#include "serve/veil.h"

#include "assess/record_kind.h"
#include "assess/sheet.h"
#include "base/fold.h"
#include "base/text.h"
#include "report/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

api_handler api_search;

enum { EACH_MOST = 12, EVENTS_REACH = 20000, HAY = 2048 };

struct searching {
	struct call *call;
	char *query; /* folded */
	int64_t limit, shown, total;
};

struct hit {
	const char *type, *id, *title, *sub, *system;
	int64_t severity; /* -1 none */
};

static void hit(struct searching *q, const struct hit *h)
{
	struct out *o = q->call->out;

	q->total++;
	if (q->shown >= q->limit)
		return;
	q->shown++;
	json_object(o, NULL);
	json_str(o, "type", h->type);
	json_str(o, "id", h->id);
	json_str(o, "title", h->title ? h->title : h->id);
	json_str(o, "sub", h->sub);
	json_str(o, "system", h->system);
	json_str(o, "severity", severity_name(h->severity));
	json_end_object(o);
}

static bool found(const struct searching *q, const char *text)
{
	char hay[HAY];
	size_t n = fold(text, strlen(text), hay, sizeof hay);

	return fold_finds(q->query, hay, n);
}

/* --- devices, from the board */

static void add_word(char *to, size_t room, const char *word)
{
	size_t n = strlen(to);

	if (word)
		snprintf(to + n, room - n, "%s%.*s", n ? "  " : "", text_within(word, 120), word);
}

static void device(struct searching *q, const struct board_row *r)
{
	struct scan s =
		kept_run(q->call,
			 "SELECT d.id, coalesce(d.name, d.model, o.ip, o.mac), d.kind, o.ip, d.number FROM "
			 "device_shown d JOIN device o ON o.id = d.id WHERE d.id = ?1",
			 r->id);
	char id[24], kind[96], sub[400] = "";

	snprintf(id, sizeof id, "d%lld", (long long)r->id);
	snprintf(kind, sizeof kind, "kinds.%.60s", s.more ? scan_str(&s, 2) : "unknown");
	add_word(sub, sizeof sub, lang(q->call->language, kind));
	add_word(sub, sizeof sub, s.more ? scan_str(&s, 4) : NULL);
	add_word(sub, sizeof sub, s.more ? scan_str(&s, 3) : NULL);
	hit(q, &(struct hit){"device", id, s.more ? scan_str(&s, 1) : NULL, sub, NULL,
			     r->severity == BOARD_NONE ? -1 : r->severity});
	kept_end(&s);
}

static int devices(struct searching *q)
{
	const struct board *b = board_of(q->call);
	struct board_pairs pairs = board_pairs_of(q->query, strlen(q->query));
	int64_t n = 0;

	for (size_t i = 0; b && i < b->count; i++) {
		const struct board_row *r = &b->row[i];

		if (!board_may_hold(&r->pairs, &pairs) ||
		    !fold_finds(q->query, b->text + r->text, r->text_n) || !sees_device(q->call, r->id))
			continue;
		if (n++ < EACH_MOST)
			device(q, r);
		else
			q->total++;
	}
	return b ? 0 : -5;
}

/* --- what lies in tables: id letter, SELECT of number, title, sub, severity, system; it has the folded query
 * as : */

#define OUTSIDE                                                                                              \
	"SELECT o.id, coalesce(o.name, o.network), CASE WHEN : >= 0 THEN o.network END, NULL, NULL "         \
	"FROM outside o WHERE (@all"                                                                         \
	" OR o.id IN (SELECT f.server_outside FROM flow f WHERE " SEES(                                      \
		"f.client") ")"                                                                              \
			    " OR o.id IN (SELECT f.client_outside FROM flow f WHERE " SEES(                  \
				    "f.server") "))"                                                         \
						" AND finds(:, o.name, o.network,"                           \
						" (SELECT group_concat(name, ' ') FROM outside_name WHERE "  \
						"outside = o.id),"                                           \
						" (SELECT group_concat(ip, ' ') FROM outside_address WHERE " \
						"outside = o.id))"                                           \
						" ORDER BY o.bytes DESC"
/* A network is found by its name and its number, which stands in sub. */
#define WIFI                                                                                                 \
	"SELECT a.rowid, coalesce(a.ssid, a.bssid), CASE WHEN : >= 0 THEN a.bssid END, NULL, NULL "          \
	"FROM access_point a WHERE " SEES(                                                                   \
		"a.device") " AND finds(:, a.ssid, a.bssid) ORDER BY a.ssid, a.bssid"
/* A value, with the device that has it. */
#define POINTS                                                                                               \
	"SELECT p.device, p.name, CASE WHEN : >= 0 THEN (SELECT coalesce(d.name, d.model, o.ip, o.mac) "     \
	"FROM device_shown d JOIN device o ON o.id = d.id WHERE d.id = p.device) END, NULL, NULL "           \
	"FROM point p WHERE " SEES("p.device") " AND finds(:, p.name) ORDER BY p.device LIMIT 200"

static const struct source {
	const char *type, *sql;
	char letter;
	bool site_only; /* for roles of the whole site */
} sources
	[] =
		{
			{"finding",
			 "SELECT f.id, CASE : WHEN 0 THEN " VEILED_TITLE_JA " ELSE " VEILED_TITLE_EN
			 " END, f.check_name, f.severity, NULL "
			 "FROM finding "
			 "f WHERE " SEES_FINDING("f.id") " AND finds(:, " VEILED_TITLE_JA ", " VEILED_TITLE_EN
							 ", f.check_name, 'f' || f.id) ORDER BY "
							 "f.severity, f.id",
			 'f', false},
			{"alarm",
			 "SELECT a.id, CASE : WHEN 0 THEN " VEILED("a.title_ja") " ELSE " VEILED("a.title_en") " END, " VEILED_KEY(
				 "a.cause") ", a.severity, NULL FROM "
					    "alarm a "
					    "WHERE " SEES_ALARM("a.id") " AND finds(:, " VEILED_PAIR(
						    "a.title_ja",
						    "a.title_en") ", " VEILED_KEY("a.cause") ", 'a' || a.id) "
											     "ORDER BY a.id "
											     "DESC",
			 'a', false},
			{"incident",
			 "SELECT i.id, i.title, CASE WHEN : >= 0 THEN 'i' || i.id END, i.severity, NULL FROM "
			 "incident i "
			 "WHERE finds(:, i.title, i.impact, i.cause, 'i' || i.id) ORDER BY i.id DESC",
			 'i', true},
			{"outside", OUTSIDE, 'o', false},
			{"wifi", WIFI, 'w', false},
			{"point", POINTS, 'd', false},
			{"system",
			 "SELECT t.id, t.name, CASE WHEN : >= 0 THEN t.note END, NULL, 's' || t.id FROM "
			 "system t "
			 "WHERE " SEES_SYSTEM("('s' || t.id)") " AND finds(:, t.name, t.note) ORDER BY t.id",
			 's', false},
			{"contact",
			 "SELECT k.id, k.name, CASE WHEN : >= 0 THEN k.unit END, NULL, NULL FROM contact k "
			 "WHERE k.erased = "
			 "0 AND "
			 "finds(:, k.name, k.mail, k.phone, k.unit) ORDER BY k.id",
			 'c', true},
			{"ledger",
			 "SELECT l.id, l.name, CASE WHEN : >= 0 THEN l.number END, NULL, NULL FROM ledger l "
			 "WHERE l.device "
			 "IS NULL AND "
			 "finds(:, l.number, l.name, l.mac, l.ip, l.line, l.place, l.owner) ORDER BY "
			 "l.line_no",
			 'l', true},
};

static int table(struct searching *q, const struct source *of)
{
	struct pick p;
	int64_t n = 0;
	const char *at = strchr(of->sql, ':'), *rest = at + 1;

	if (of->site_only && viewer_restricted(&q->call->viewer))
		return 0;
	pick_begin(&p, q->call, "");
	pick_number(&p, arena_text(q->call->arena, of->sql, (size_t)(rest - of->sql)), q->call->language);
	pick_text(&p, rest, q->query);
	for (struct scan *s = pick_run(&p); s->more; scan_next(s)) {
		char id[24];

		snprintf(id, sizeof id, "%c%lld", of->letter, (long long)s->key);
		if (n++ >= EACH_MOST)
			q->total++;
		else
			hit(q, &(struct hit){of->type, id, scan_sentence(s, 1), scan_str(s, 2),
					     scan_str(s, 4), scan_int_or(s, 3, -1)});
	}
	return pick_end(&p);
}

/* --- events: by what they say and hold, told as the journal tells them */

static int events(struct searching *q)
{
	struct pick p;
	int64_t n = 0;

	if (viewer_restricted(&q->call->viewer))
		return 0;
	pick_begin(&p, q->call, EVENT_SELECT);
	pick_number(&p, "WHERE e.seq > (SELECT max(seq) FROM event) - :", EVENTS_REACH);
	pick_text(&p, " AND e.kind <> 'tables-sealed' AND finds(:, event_word(e.kind), e.body)", q->query);
	pick_add(&p, " ORDER BY e.seq DESC");
	for (struct scan *s = pick_run(&p); s->more; scan_next(s)) {
		char id[24];

		snprintf(id, sizeof id, "e%lld", (long long)s->key);
		if (n++ >= EACH_MOST)
			q->total++;
		else
			hit(q, &(struct hit){"event", id,
					     event_sentence(q->call, scan_str(s, 2), scan_sentence(s, 5)),
					     scan_str(s, 4) ? scan_str(s, 4) : scan_str(s, 3), NULL, -1});
	}
	return pick_end(&p);
}

/* --- sub-items, by their own words */

static void items(struct searching *q)
{
	const struct sheet *sheet = &sheets[0];
	enum language l = q->call->language;

	for (size_t i = 0; i < sheet->count; i++) {
		const struct sheet_item *it = &sheet->items[i];
		char text[HAY], mark[WORD_TEXT];

		snprintf(text, sizeof text, "%s %s\n%s\n%s\n%s\n%s", it->item,
			 item_mark(mark, it->item, LANG_JA), it->title_ja, it->title_en, it->group->title_ja,
			 it->group->title_en);
		if (found(q, text))
			hit(q, &(struct hit){"item", it->item, l == LANG_JA ? it->title_ja : it->title_en,
					     item_mark(mark, it->item, l), "site", -1});
	}
}

/* --- records: by their kind's title and everything written in them */

static int records(struct searching *q)
{
	struct pick p;
	int64_t n = 0;

	pick_begin(&p, q->call,
		   "SELECT r.id, r.kind, r.system, coalesce(r.because, ''), coalesce((SELECT "
		   "group_concat(atom, ' ') "
		   "FROM json_tree(r.fields) WHERE atom IS NOT NULL), '') FROM record r WHERE r.removed = 0 "
		   "AND " SEES_RECORD " ORDER BY r.id DESC");
	for (struct scan *s = pick_run(&p); s->more; scan_next(s)) {
		const struct record_kind *k = record_kind(scan_str(s, 1));
		char text[HAY], id[24];

		snprintf(id, sizeof id, "r%lld", (long long)s->key);
		snprintf(text, sizeof text, "%s\n%s\n%s\n%s\n%s", id, k ? k->title[LANG_JA] : "",
			 k ? k->title[LANG_EN] : "", scan_sentence(s, 3), scan_sentence(s, 4));
		if (!found(q, text))
			continue;
		if (n++ >= EACH_MOST)
			q->total++;
		else
			hit(q, &(struct hit){"record", id, k ? k->title[q->call->language] : scan_str(s, 1),
					     NULL, scan_str(s, 2), -1});
	}
	return pick_end(&p);
}

int api_search(struct call *c)
{
	const char *text = query_text(c, "q");
	size_t n = strlen(text);
	struct searching q = {
		.call = c, .limit = query_int(c, "limit", 30), .query = arena_get(c->arena, n + 1, 1)};
	int r;

	if (!q.query)
		return -12;
	fold(text, n, q.query, n + 1);
	items_begin(c);
	if (!*q.query)
		return items_end(c, 0);
	r = devices(&q);
	for (size_t i = 0; r == 0 && i < sizeof sources / sizeof *sources; i++) {
		r = table(&q, &sources[i]);
		if (i == 3) {
			items(&q);
			r = r ? r : records(&q);
		}
	}
	if (r == 0)
		r = events(&q);
	return r < 0 ? r : items_end(c, q.total);
}
