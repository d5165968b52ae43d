/* GET /attacks/{id}: why it is likely there, what people said, and measures against it. */
#include "serve/attack_json.h"

#include "assess/sheet.h"

#include <stdio.h>
#include <string.h>

enum { KIND_COLUMN = 9 }; /* of ASSUMPTION_COLUMNS: a.kind, then a.far_kind */

api_handler api_attacks_get;

/* The row of "theft@d3" or "t5" that the viewer sees; 0 none. */
static int64_t find(struct call *c, const char *id)
{
	char attack[ATTACK_NAME], place[ATTACK_PLACE];
	struct pick q;

	if (attack_id_read(c->store, id, attack, place) < 0)
		return 0;
	pick_begin(&q, c, "SELECT a.id FROM assumption a WHERE " SEES_ASSUMPTION);
	pick_text(&q, " AND a.attack = :", attack);
	pick_text(&q, " AND a.key = :", place);
	return pick_one(&q, 0);
}

static void reasons(struct call *c, int64_t id)
{
	struct scan s = kept_run(c,
				 "SELECT w.weight, w.reason, w.total, w.finding, w.packet, " VEILED_PAIR(
					 "w.say_ja", "w.say_en") ", " SEES_REASON
								 " FROM assumption_why w WHERE w.assumption "
								 "= ?1 ORDER BY w.weight, w.rowid LIMIT 100",
				 id);

	json_array(c->out, "reasons");
	for (; s.more; scan_next(&s)) {
		bool seen = scan_int(&s, 7) != 0;

		json_object(c->out, NULL);
		json_column(c->out, "reason", &s, 1);
		json_str(c->out, "weight", attack_weight_token((enum attack_weight)s.key));
		if (seen)
			json_pair(c->out, "say", scan_sentence(&s, 5), scan_sentence(&s, 6));
		else
			json_lang(c->out, "say", "attack.reason-elsewhere");
		json_int(c->out, "total", seen ? scan_int(&s, 2) : 0);
		json_id(c->out, "finding", 'f', seen ? scan_int_or(&s, 3, 0) : 0);
		if (!seen || scan_null(&s, 4))
			json_null(c->out, "packet");
		else
			json_packet(c->out, "packet", scan_int(&s, 4));
		json_end_object(c->out);
	}
	json_end_array(c->out);
	kept_end(&s);
}

/* --- measures */

static void owner(struct call *c, const char *key, const struct scan *s, int id, int name)
{
	if (scan_null(s, id)) {
		json_null(c->out, key);
		return;
	}
	json_object(c->out, key);
	json_id(c->out, "id", 'c', scan_int(s, id));
	json_column(c->out, "name", s, name);
	json_end_object(c->out);
}

static const char measures_sql[] =
	"SELECT m.record, m.layer, m.what, m.how, m.it_owner, (SELECT name FROM contact WHERE id = "
	"m.it_owner), m.ot_owner, (SELECT name FROM contact WHERE id = m.ot_owner), r.fields ->> 'done_by', "
	"m.state, m.control, m.state = 'planned' AND m.done_by < (SELECT value FROM setting WHERE key = "
	"'now'), m.attack FROM assumption a JOIN measure m ON m.attack IN (a.attack, a.attack || '@' || "
	"a.key, a.attack || '@' || " ATTACK_KINDS
	") JOIN record r ON r.id = m.record WHERE a.id = ?1 AND " SEES_SAID(
		"m.system") " ORDER BY m.record LIMIT 100";

static void measures(struct call *c, int64_t id)
{
	struct scan s = kept_run(c, measures_sql, id);
	struct out *o = c->out;

	json_array(o, "measures");
	for (; s.more; scan_next(&s)) {
		json_object(o, NULL);
		json_id(o, "record", 'r', s.key);
		json_column(o, "layer", &s, 1);
		json_str(o, "what", scan_sentence(&s, 2));
		json_str(o, "how", scan_sentence(&s, 3));
		owner(c, "it_owner", &s, 4, 5);
		owner(c, "ot_owner", &s, 6, 7);
		json_column(o, "done_by", &s, 8);
		json_column(o, "state", &s, 9);
		json_column(o, "control", &s, 10);
		json_bool(o, "one_sided", scan_null(&s, 4) || scan_null(&s, 6));
		json_flag(o, "overdue", &s, 11);
		json_column(o, "attack", &s, 12);
		json_end_object(o);
	}
	json_end_array(o);
	kept_end(&s);
}

/* The record that was made of a proposal: in either language. */
static int64_t taken(struct call *c, int64_t id, const struct attack_measure *m)
{
	struct pick q;

	pick_begin(&q, c,
		   "SELECT m.record FROM assumption a JOIN measure m ON m.attack IN (a.attack, "
		   "a.attack || '@' || a.key, a.attack || '@' || " ATTACK_KINDS ")");
	pick_number(&q, " WHERE a.id = :", id);
	pick_text(&q, " AND m.what IN (:", m->what[LANG_JA]);
	pick_text(&q, ", :) AND " SEES_SAID("m.system") " LIMIT 1", m->what[LANG_EN]);
	return pick_one(&q, 0);
}

/* A key switch is no measure for an access point: only what suits the kind is proposed. */
static void proposed(struct call *c, int64_t id, const struct attack *a, const char *kind,
		     const char *far_kind)
{
	struct out *o = c->out;

	json_array(o, "proposed");
	for (size_t i = 0; a && i < a->measure_count; i++) {
		const struct attack_measure *m = &a->measures[i];

		if (!measure_suits(m, kind, far_kind))
			continue;
		json_object(o, NULL);
		json_str(o, "measure", m->name);
		json_str(o, "layer", measure_layer_token(m->layer));
		json_pair(o, "what", m->what[LANG_JA], m->what[LANG_EN]);
		json_pair(o, "how", m->how[LANG_JA], m->how[LANG_EN]);
		json_str(o, "control", m->control);
		json_id(o, "taken", 'r', taken(c, id, m));
		json_end_object(o);
	}
	json_end_array(o);
}

/* --- what it means */

static void rows_of_sheet(struct out *o, const struct attack *a)
{
	json_array(o, "rows_of_sheet");
	for (size_t i = 0; a && a->items[i]; i++) {
		const struct sheet_item *at = sheet_item("jssec-2.1", a->items[i]);

		json_object(o, NULL);
		json_str(o, "item", a->items[i]);
		json_pair(o, "title", at ? at->title_ja : a->items[i], at ? at->title_en : a->items[i]);
		json_end_object(o);
	}
	json_end_array(o);
}

/* What people wrote of its element, or of either end. */
static void worst(struct call *c, int64_t id)
{
	struct scan s = kept_run(
		c,
		"SELECT r.id, r.fields ->> 'harm', r.fields ->> 'story', r.fields ->> 'loss' FROM "
		"assumption a JOIN record r ON r.device IN (a.device, a.peer) WHERE a.id = ?1 AND r.kind = "
		"'worst-case' AND r.removed = 0 AND r.fields ->> 'harm' IN ('stop', 'wrong-value', 'injury', "
		"'leak', 'partner') ORDER BY r.id LIMIT 20",
		id);

	json_array(c->out, "worst");
	for (; s.more; scan_next(&s)) {
		json_object(c->out, NULL);
		json_id(c->out, "record", 'r', s.key);
		json_column(c->out, "harm", &s, 1);
		json_str(c->out, "story", scan_sentence(&s, 2) ? scan_sentence(&s, 2) : "");
		json_number(c->out, "loss", &s, 3);
		json_end_object(c->out);
	}
	json_end_array(c->out);
	kept_end(&s);
}

static void group(struct call *c, int64_t id)
{
	struct scan s = kept_run(
		c,
		"SELECT (SELECT count(*) FROM assumption b WHERE b.attack = a.attack AND b.kind = a.kind AND "
		"b.far_kind IS a.far_kind), a.attack || '@' || " ATTACK_KINDS " FROM assumption a WHERE a.id "
		"= ?1",
		id);

	json_column(c->out, "group", &s, 1);
	/* how many there are is for those who see them all */
	json_int(c->out, "group_total", viewer_restricted(&c->viewer) ? 1 : s.key);
	kept_end(&s);
}

static void kind(struct out *o, const struct attack *a)
{
	json_object(o, "kind");
	attack_members(o, a);
	json_array(o, "measures");
	json_end_array(o);
	json_end_object(o);
}

int api_attacks_get(struct call *c)
{
	int64_t id = find(c, c->path[0]);
	struct scan s = kept_run(c, "SELECT " ASSUMPTION_COLUMNS " FROM assumption a WHERE a.id = ?1", id);
	const struct attack *a = s.more ? attack_find(scan_str(&s, 1)) : NULL;
	const char *kinds[2];

	if (!a) {
		kept_end(&s);
		return problem_said(c, 404, "attack.no-assumption", c->path[0], "");
	}
	for (int i = 0; i < 2; i++) { /* of its device, and of the other end */
		const char *k = scan_str(&s, KIND_COLUMN + i);

		kinds[i] = k ? arena_text(c->arena, k, strlen(k)) : NULL;
	}
	json_object(c->out, NULL);
	assumption_object(c, "assumption", &s);
	kept_end(&s);
	kind(c->out, a);
	reasons(c, id);
	proposed(c, id, a, kinds[0], kinds[1]);
	measures(c, id);
	rows_of_sheet(c->out, a);
	worst(c, id);
	group(c, id);
	json_end_object(c->out);
	return 200;
}
