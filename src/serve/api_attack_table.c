/* GET /reports/attacks: assumptions with all their reasons, what people said, and measures by layer, as a
 * file for the table at which IT and OT sit; what a viewer sees, and no more. */
#include "serve/attack_json.h"
#include "serve/tabular.h"

#include "report/words.h"

#include <stdio.h>
#include <string.h>

api_handler api_report_attacks;

static const struct tabular_column columns[] = {
	{"attack.c-id", 26},           {"attack.c-title", 18},       {"attack.c-from", 24},
	{"attack.c-to", 24},           {"attack.c-weight", 16},      {"attack.c-why", 60},
	{"attack.c-harms", 18},        {"attack.c-state", 12},       {"attack.what-said", 16},
	{"attack.c-words", 30},        {"attack.what-physical", 40}, {"attack.what-human", 40},
	{"attack.what-technical", 40},
};
enum { COLUMNS = sizeof columns / sizeof *columns };

enum { ID, ATTACK, FROM, TO, WEIGHT, WHY, HARMS, STATE, WHO, WORDS, MEASURES };

static const char *word(const struct call *c, const char *before, const char *token)
{
	static char key[96];

	snprintf(key, sizeof key, "attack.%s%.60s", before, token ? token : "");
	return lang(c->language, key);
}

/* "止まる、漏れる" of a JSON list of tokens, or what the kind says. */
static void harms(struct tabular *t, const struct attack *a, const char *said)
{
	struct call *c = t->call;
	char text[400] = "", quoted[40];

	for (int h = 0; h < HARM_COUNT; h++) {
		snprintf(quoted, sizeof quoted, "\"%s\"", harm_token((enum harm)h));
		if (said ? !strstr(said, quoted) : !a || !(a->harms & 1u << h))
			continue;
		snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s", *text ? ", " : "",
			 word(c, "harm-", harm_token((enum harm)h)));
	}
	tabular_cell(t, text);
}

static void row(struct tabular *t, const struct scan *s)
{
	struct call *c = t->call;
	const struct attack *a = attack_find(scan_str(s, 1 + ATTACK));

	tabular_cell(t, scan_str(s, 1 + ID));
	tabular_cell(t, a ? a->title[c->language] : scan_str(s, 1 + ATTACK));
	tabular_cell(t, scan_str(s, 1 + FROM));
	tabular_cell(t, scan_str(s, 1 + TO));
	tabular_cell(t, word(c, "weight-", attack_weight_token((enum attack_weight)scan_int(s, 1 + WEIGHT))));
	tabular_cell(t, scan_null(s, 1 + WHY) ? lang(c->language, "attack.reason-elsewhere")
					      : scan_sentence(s, 1 + WHY));
	harms(t, a, scan_str(s, 1 + HARMS));
	tabular_cell(t, word(c, "state-", scan_str(s, 1 + STATE)));
	tabular_cell(t, scan_str(s, 1 + WHO));
	tabular_cell(t, scan_sentence(s, 1 + WORDS));
	for (int layer = 0; layer < LAYER_COUNT; layer++)
		tabular_cell(t, scan_sentence(s, 1 + MEASURES + layer));
}

/* What, owners, day: one line a measure. */
#define PLANNED(layer)                                                                                       \
	"(SELECT group_concat(m.what || ' (IT: ' || coalesce((SELECT name FROM contact WHERE id = "          \
	"m.it_owner), '-') || ', OT: ' || coalesce((SELECT name FROM contact WHERE id = m.ot_owner), '-') "  \
	"|| ', ' || coalesce(r.fields ->> 'done_by', '-') || ', ' || m.state || ')', char(10)) FROM "        \
	"measure "                                                                                           \
	"m JOIN record r ON r.id = m.record WHERE m.layer = '" layer                                         \
	"' AND m.attack IN (a.attack, a.attack || '@' || a.key, a.attack || '@' || " ATTACK_KINDS            \
	") AND " SEES_SAID("m.system") ")"
#define END_OF(column, key) "coalesce(" ATTACK_NAME_OF(column) ", " key ")"

/* Whose names and words they are decides about each, as in attack_json.c. */
#define BY_HAND                                                                                              \
	"(SELECT r.fields ->> 'name' FROM record r WHERE a.device IS NULL AND 'r' || r.id = a.key "          \
	"AND " SEES_SAID("r.system") ")"
#define OUTSIDE_NAME "(SELECT coalesce(o.name, o.network) FROM outside o WHERE o.id = a.outside)"
#define WHY_IN(say)                                                                                          \
	"(SELECT group_concat(say, char(10)) FROM (SELECT " VEILED(                                          \
		"w." say) " AS say FROM assumption_why w WHERE w.assumption = a.id AND " SEES_REASON         \
			  " ORDER BY w.weight))"
#define FROM_NAME END_OF("a.device", BY_HAND ", a.kind")
#define TO_NAME   "CASE WHEN a.far_kind IS NOT NULL THEN " END_OF("a.peer", OUTSIDE_NAME ", a.far_kind") " END"
#define LAYERS    PLANNED("physical") ", " PLANNED("human") ", " PLANNED("technical")
#define ROWS(say)                                                                                            \
	"SELECT a.id, a.attack || '@' || a.key, a.attack, " FROM_NAME ", " TO_NAME                           \
	", a.weight, " WHY_IN(say) ", s.harms, a.state, (SELECT k.name FROM contact k WHERE s.actor = "      \
				   "'c' || k.id), s.words, " LAYERS                                          \
				   " FROM assumption a LEFT JOIN assumption_said s ON s.seq = a.said "       \
				   "AND " SEES_SAID("s.system") " WHERE " SEES_ASSUMPTION

static const char *const select_rows[LANG_COUNT] = {[LANG_JA] = ROWS("say_ja"), [LANG_EN] = ROWS("say_en")};

int api_report_attacks(struct call *c)
{
	const char *system = query_text(c, "system");
	struct tabular t;
	struct pick q;
	int r = tabular_begin(&t, c, query_text(c, "format"), "attack.table", columns, COLUMNS);

	if (r < 0)
		return r;
	pick_begin(&q, c, select_rows[c->language]);
	if (system && strcmp(system, "site") != 0) {
		pick_number(&q, " AND (a.device IN (SELECT device FROM system_device WHERE system = :)",
			    id_number(system));
		pick_number(&q, " OR a.peer IN (SELECT device FROM system_device WHERE system = :))",
			    id_number(system));
	}
	if (query_text(c, "state"))
		pick_text(&q, " AND a.state = :", query_text(c, "state"));
	pick_add(&q, " ORDER BY a.weight, a.attack, a.id");
	for (struct scan *s = pick_run(&q); s->more && !t.failed; scan_next(s))
		row(&t, s);
	r = pick_end(&q);
	return r < 0 ? (tabular_end(&t, "attacks"), r) : tabular_end(&t, "attacks");
}
