/* GET /systems, /contacts, /ledger. */
#include "serve/system_json.h"

#include "base/date.h"

#include <stdio.h>
#include <string.h>

api_handler api_systems_list, api_contacts_list, api_ledger_list;

/* --- systems */

static int one(void *ctx, const struct system_row *r)
{
	struct call *c = ctx;
	char id[24];

	snprintf(id, sizeof id, "s%lld", (long long)r->id);
	if (viewer_sees_system(&c->viewer, id))
		json_system(c, NULL, r);
	return 0;
}

int api_systems_list(struct call *c)
{
	struct system_row site;
	struct pick q;
	int r;

	items_begin(c);
	if (viewer_sees_system(&c->viewer, "site")) {
		system_of_site(c, &site);
		json_system(c, NULL, &site);
	}
	r = system_each(c->store, c->today, one, c);
	pick_begin(&q, c, "SELECT count(*) + @all FROM system t WHERE " SEES_SYSTEM("('s' || t.id)"));
	return r < 0 ? r : items_end(c, pick_one(&q, 0));
}

/* --- contacts */

static void contact_row(struct call *c, struct scan *s)
{
	static const char *const texts[] = {"name", "mail",      "phone",     "unit",
					    "side", "away_from", "away_until"};
	const char *from = scan_str(s, 6), *until = scan_str(s, 7);
	struct out *o = c->out;

	json_object(o, NULL);
	json_id(o, "id", 'c', s->key);
	for (int i = 0; i < 7; i++)
		json_str(o, texts[i], scan_sentence(s, 1 + i));
	json_bool(o, "away", from && strcmp(from, c->today) <= 0 && (!until || strcmp(until, c->today) >= 0));
	json_bool(o, "key", !scan_null(s, 8));
	json_flag(o, "erased", s, 9);
	json_column(o, "language", s, 10);
	json_when(o, "tested", s, 11);
	json_end_object(o);
}

static const struct sort_key contact_keys[] = {
	{"id", "k.id"}, {"name", "k.name"}, {"unit", "k.unit"}, {"side", "k.side"}, {NULL, NULL}};

static const struct listing contacts = {
	.columns = "k.id, k.name, k.mail, k.phone, k.unit, k.side, "
		   "k.away_from, k.away_until, k.public_key, k.erased, k.language, (SELECT "
		   "max(m.acknowledged) FROM message m WHERE m.cause = "
		   "'test' AND m.about = k.id AND m.acknowledged_by = k.id)",
	.from = "contact k",
	.id = "k.id",
	.keys = contact_keys,
	.sort = "id",
	.row = contact_row};

int api_contacts_list(struct call *c)
{
	struct filters f;

	filters_begin(&f, c);
	filter_text(&f, " AND k.side = :", query_text(c, "side"));
	filter_search(&f, "k.name, k.mail, k.phone, k.unit, 'c' || k.id", query_text(c, "q"));
	return list_answer(c, &contacts, &f);
}

/* --- the ledger */

static void ledger_row(struct call *c, struct scan *s)
{
	static const char *const texts[] = {"number", "name", "mac", "ip", "line", "place", "owner"};
	struct out *o = c->out;

	json_object(o, NULL);
	json_int(o, "id", s->key);
	json_number(o, "line_no", s, 1);
	for (int i = 0; i < 7; i++)
		json_column(o, texts[i], s, 2 + i);
	if (scan_null(s, 9)) {
		json_null(o, "device");
	} else {
		json_object(o, "device");
		json_id(o, "id", 'd', scan_int(s, 9));
		json_column(o, "name", s, 10);
		json_end_object(o);
	}
	json_end_object(o);
}

static const struct sort_key ledger_keys[] = {
	{"id", "l.id"},     {"line_no", "l.line_no"}, {"number", "l.number"},
	{"name", "l.name"}, {"line", "l.line"},       {"place", "l.place"},
	{NULL, NULL}};

static const struct listing ledger = {
	.columns =
		"l.id, l.line_no, l.number, l.name, l.mac, l.ip, l.line, l.place, l.owner, l.device, (SELECT "
		"coalesce(name, model) FROM device_shown WHERE id = l.device)",
	.from = "ledger l",
	.id = "l.id",
	.keys = ledger_keys,
	.sort = "line_no",
	.row = ledger_row};

int api_ledger_list(struct call *c)
{
	int seen = query_bool(c, "seen");
	struct filters f;

	filters_begin(&f, c);
	if (seen >= 0)
		filter(&f, seen ? " AND l.device IS NOT NULL" : " AND l.device IS NULL");
	filter_search(&f, "l.number, l.name, l.mac, l.ip, l.line, l.place, l.owner", query_text(c, "q"));
	return list_answer(c, &ledger, &f);
}
