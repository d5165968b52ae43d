#include "report/print_all.h"

#include "assess/sign.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { VALUE_TEXT = 4096, SIGNED_TEXT = 160 };

/* A value, in whatever form the column has. text NULL and not a number: unknown. */
struct value {
	enum { VALUE_UNKNOWN, VALUE_WORD, VALUE_NUMBER, VALUE_FLAG, VALUE_MOMENT, VALUE_WORDS } kind;
	const char *text; /* of VALUE_WORDS: joined by blanks */
	int64_t number;
	char room[VALUE_TEXT];
};

/* What a column is made from. */
struct seen {
	const struct print *print;
	const struct sheet *sheet;
	const struct sheet_row *row;
};

typedef void column_fn(const struct seen *s, struct value *v);

static void word(struct value *v, const char *text)
{
	v->kind = text && *text ? VALUE_WORD : VALUE_UNKNOWN;
	v->text = text;
}

static void words(struct value *v, const char *joined)
{
	v->kind = VALUE_WORDS;
	v->text = joined ? joined : "";
}

static void count(struct value *v, int64_t n)
{
	v->kind = VALUE_NUMBER;
	v->number = n;
}

static void flag(struct value *v, bool is)
{
	v->kind = VALUE_FLAG;
	v->number = is;
}

static void moment(struct value *v, int64_t us)
{
	v->kind = us ? VALUE_MOMENT : VALUE_UNKNOWN;
	v->number = us;
}

/* --- tokens */

static const char *from_word(enum from f)
{
	return f == FROM_PRINTED ? "printed" : f == FROM_OURS ? "ours" : "user";
}

static const char *lead_word(enum lead l) { return l == LEAD_IT ? "it" : l == LEAD_OT ? "ot" : "both"; }

static const char *function_word(const char *category)
{
	static const char *const names[] = {"identify", "protect", "detect", "respond", "recover"};

	return *category ? names[sheet_function(category)] : NULL;
}

/* "it ot", of a set. */
static void set(struct value *v, unsigned bits, const char *const names[], int n)
{
	size_t used = 0;

	v->room[0] = '\0';
	for (int i = 0; i < n; i++)
		if (bits & 1u << i)
			used += (size_t)snprintf(v->room + used, sizeof v->room - used, "%s%s",
						 used ? " " : "", names[i]);
	words(v, v->room);
}

static const char *const sides[] = {"it", "ot", "executive"}, *const reopenings[] = {"decision", "evidence",
										     "question"};

/* "f1 f7 f9", as many as have room; their number stands in a column of its own. */
static void ids(struct value *v, char letter, const int64_t *id, size_t n)
{
	size_t used = 0;

	v->room[0] = '\0';
	for (size_t i = 0; id && i < n && used + 24 < sizeof v->room; i++)
		used += (size_t)snprintf(v->room + used, sizeof v->room - used, "%s%c%lld", i ? " " : "",
					 letter, (long long)id[i]);
	words(v, v->room);
}

/* "it:lead:c1:2026-11-29T08:00:00Z:proven ot:...:declared:reopened": one word a signature. */
static void signatures(struct value *v, const struct sheet_row *r)
{
	size_t used = 0;

	v->room[0] = '\0';
	for (size_t i = 0; i < r->signature_count && used + SIGNED_TEXT < sizeof v->room; i++) {
		const struct sheet_signature *g = &r->signatures[i];
		struct out at;
		const char *text = "";
		size_t n;

		if (out_init(&at, -1) == 0) {
			out_time(&at, g->at);
			text = out_bytes(&at, &n);
		}
		used += (size_t)snprintf(v->room + used, sizeof v->room - used, "%s%s:%s:c%lld:%s:%s%s",
					 i ? " " : "", g->side, g->role, (long long)g->contact, text,
					 g->proven ? "proven" : "declared", g->reopened ? ":reopened" : "");
		out_clear(&at);
	}
	words(v, v->room);
}

/* --- the columns: the table is what docs/oscal.md tells */

#define ROW(name) static void name(const struct seen *s, struct value *v)
#define R         (s->row)

ROW(of_sheet) { word(v, s->sheet->name); }
ROW(of_version) { count(v, s->sheet->version); }
ROW(of_system) { word(v, s->print->system); }
ROW(of_item) { word(v, R->item); }
ROW(of_parent) { word(v, R->parent); }
ROW(of_own) { flag(v, R->own); }
ROW(of_function) { word(v, function_word(R->category)); }
ROW(of_csf) { word(v, R->category); }
ROW(of_csf2) { word(v, R->csf2); }
ROW(of_title_ja) { word(v, R->title[LANG_JA]); }
ROW(of_title_en) { word(v, R->title[LANG_EN]); }
ROW(of_title_from_ja) { word(v, from_word(R->title_from[LANG_JA])); }
ROW(of_title_from_en) { word(v, from_word(R->title_from[LANG_EN])); }
ROW(of_item_title_ja) { word(v, R->item_title[LANG_JA]); }
ROW(of_item_title_en) { word(v, R->item_title[LANG_EN]); }
ROW(of_mark) { word(v, R->mark); }
ROW(of_mark_from) { word(v, R->mark ? from_word(R->mark_from) : NULL); }
ROW(of_lead) { word(v, lead_word(R->lead)); }
ROW(of_lead_from) { word(v, from_word(R->lead_from)); }
ROW(of_poc) { flag(v, R->levels & LEVEL_POC); }
ROW(of_core) { flag(v, R->levels & LEVEL_CORE); }
ROW(of_important) { flag(v, R->levels & LEVEL_IMPORTANT); }
ROW(of_levels_from) { word(v, from_word(R->levels_from)); }
ROW(of_key_point) { word(v, R->key_point); }
ROW(of_why_ja) { word(v, R->why[LANG_JA]); }
ROW(of_why_en) { word(v, R->why[LANG_EN]); }
ROW(of_examine_ja) { word(v, R->examine[LANG_JA]); }
ROW(of_examine_en) { word(v, R->examine[LANG_EN]); }
ROW(of_asked) { flag(v, R->asked); }
ROW(of_wants) { set(v, R->wants, sides, 3); }
ROW(of_decision) { word(v, R->decision.choice); }
ROW(of_reason) { word(v, R->decision.reason); }
ROW(of_inherited) { flag(v, R->decision.inherited); }
ROW(of_point) { word(v, R->decision.point); }
ROW(of_decided_name) { word(v, R->decision.who); }
ROW(of_decided_at) { moment(v, R->decision.choice ? R->decision.at : 0); }
ROW(of_decision_hash) { word(v, R->decision.choice ? R->decision.hash : NULL); }
ROW(of_item_decision) { word(v, R->item_choice); }
ROW(of_verdict) { word(v, R->verdict); }
ROW(of_expired) { flag(v, R->expired); }
ROW(of_grade) { word(v, R->grade); }
ROW(of_coverage_ja) { word(v, R->coverage[LANG_JA]); }
ROW(of_coverage_en) { word(v, R->coverage[LANG_EN]); }
ROW(of_needs_ja) { word(v, R->needs[LANG_JA]); }
ROW(of_needs_en) { word(v, R->needs[LANG_EN]); }
ROW(of_provisional_ja) { word(v, R->provisional[LANG_JA]); }
ROW(of_provisional_en) { word(v, R->provisional[LANG_EN]); }
ROW(of_as_of) { moment(v, R->as_of); }
ROW(of_expires) { word(v, R->expires); }
ROW(of_findings) { count(v, (int64_t)R->finding_count); }
ROW(of_finding_ids) { ids(v, 'f', R->findings, R->finding_count); }
ROW(of_records) { count(v, (int64_t)R->record_count); }
ROW(of_record_ids) { ids(v, 'r', R->records, R->record_count); }
ROW(of_evidence_hash) { word(v, R->evidence_hash); }
ROW(of_question_hash) { word(v, R->question_hash); }
ROW(of_state) { word(v, R->state); }
ROW(of_contradiction) { flag(v, R->contradiction); }
ROW(of_signatures) { signatures(v, R); }
ROW(of_reopened) { set(v, R->reopened, reopenings, 3); }
ROW(of_open_sides) { words(v, R->open_sides); }

ROW(of_decided_by)
{
	if (!R->decision.choice || !R->decision.contact) {
		word(v, R->decision.choice ? "local" : NULL);
		return;
	}
	snprintf(v->room, sizeof v->room, "c%lld", (long long)R->decision.contact);
	word(v, v->room);
}

static const struct {
	const char *name;
	column_fn *value;
} columns[] = {
	{"sheet", of_sheet},
	{"sheet_version", of_version},
	{"system", of_system},
	{"item", of_item},
	{"parent", of_parent},
	{"own", of_own},
	{"function", of_function},
	{"csf_1_1", of_csf},
	{"csf_2_0", of_csf2},
	{"title_ja", of_title_ja},
	{"title_en", of_title_en},
	{"title_from_ja", of_title_from_ja},
	{"title_from_en", of_title_from_en},
	{"item_title_ja", of_item_title_ja},
	{"item_title_en", of_item_title_en},
	{"mark", of_mark},
	{"mark_from", of_mark_from},
	{"lead", of_lead},
	{"lead_from", of_lead_from},
	{"level_poc", of_poc},
	{"level_core", of_core},
	{"level_important", of_important},
	{"levels_from", of_levels_from},
	{"key_point", of_key_point},
	{"why_ja", of_why_ja},
	{"why_en", of_why_en},
	{"examine_ja", of_examine_ja},
	{"examine_en", of_examine_en},
	{"asked", of_asked},
	{"verdict", of_verdict},
	{"expired", of_expired},
	{"grade", of_grade},
	{"coverage_ja", of_coverage_ja},
	{"coverage_en", of_coverage_en},
	{"needs_ja", of_needs_ja},
	{"needs_en", of_needs_en},
	{"provisional_ja", of_provisional_ja},
	{"provisional_en", of_provisional_en},
	{"as_of", of_as_of},
	{"expires", of_expires},
	{"findings", of_findings},
	{"finding_ids", of_finding_ids},
	{"records", of_records},
	{"record_ids", of_record_ids},
	{"evidence_hash", of_evidence_hash},
	{"question_hash", of_question_hash},
	{"decision", of_decision},
	{"decision_reason", of_reason},
	{"decision_inherited", of_inherited},
	{"decision_point", of_point},
	{"decided_by", of_decided_by},
	{"decided_by_name", of_decided_name},
	{"decided_at", of_decided_at},
	{"decision_hash", of_decision_hash},
	{"item_decision", of_item_decision},
	{"state", of_state},
	{"contradiction", of_contradiction},
	{"wants", of_wants},
	{"signatures", of_signatures},
	{"reopened", of_reopened},
	{"open_sides", of_open_sides},
};

enum { COLUMNS = sizeof columns / sizeof *columns };

const char *print_all_column(unsigned at) { return at < COLUMNS ? columns[at].name : NULL; }

/* --- CSV */

struct every {
	const struct print *print;
	struct out *out;
	struct value value; /* of the cell at hand */
};

static void csv_value(struct out *o, const struct value *v)
{
	if (v->kind == VALUE_WORD || v->kind == VALUE_WORDS)
		out_csv(o, v->text);
	else if (v->kind == VALUE_NUMBER)
		out_int(o, v->number);
	else if (v->kind == VALUE_FLAG)
		out_str(o, v->number ? "yes" : "no");
	else if (v->kind == VALUE_MOMENT)
		out_time(o, v->number);
}

static int csv_row(void *ctx, const struct sheet_row *row)
{
	struct every *w = ctx;
	const struct seen s = {w->print, sheet_named(w->print->sheet), row};

	for (int i = 0; i < COLUMNS; i++) {
		columns[i].value(&s, &w->value);
		out_str(w->out, i ? "," : "");
		csv_value(w->out, &w->value);
	}
	out_str(w->out, "\r\n");
	return 0;
}

int print_all_csv(const struct print *p, struct out *o)
{
	struct every w = {.print = p, .out = o};

	if (!sheet_named(p->sheet))
		return -ENOENT;
	out_str(o, "\xef\xbb\xbf");
	for (int i = 0; i < COLUMNS; i++)
		out_fmt(o, "%s%s", i ? "," : "", columns[i].name);
	out_str(o, "\r\n");
	return print_walk(p, csv_row, &w);
}

/* --- JSON */

static void json_listed(struct out *o, const char *key, const char *joined)
{
	json_array(o, key);
	while (*joined) {
		size_t n = strcspn(joined, " ");

		json_text(o, NULL, joined, n);
		joined += n + (joined[n] == ' ');
	}
	json_end_array(o);
}

static void json_value(struct out *o, const char *key, const struct value *v)
{
	if (v->kind == VALUE_WORD)
		json_str(o, key, v->text);
	else if (v->kind == VALUE_WORDS)
		json_listed(o, key, v->text);
	else if (v->kind == VALUE_NUMBER)
		json_int(o, key, v->number);
	else if (v->kind == VALUE_FLAG)
		json_bool(o, key, v->number);
	else
		json_time(o, key, v->kind == VALUE_MOMENT ? v->number : INT64_MIN);
}

static int json_row(void *ctx, const struct sheet_row *row)
{
	struct every *w = ctx;
	const struct seen s = {w->print, sheet_named(w->print->sheet), row};

	json_object(w->out, NULL);
	for (int i = 0; i < COLUMNS; i++) {
		columns[i].value(&s, &w->value);
		json_value(w->out, columns[i].name, &w->value);
	}
	json_end_object(w->out);
	return 0;
}

static void json_both(struct out *o, const char *key, const char *ja, const char *en)
{
	json_object(o, key);
	json_str(o, "ja", ja);
	json_str(o, "en", en);
	json_end_object(o);
}

int print_all_json(const struct print *p, struct out *o)
{
	const struct sheet *sheet = sheet_named(p->sheet);
	struct every w = {.print = p, .out = o};
	int code;

	if (!sheet)
		return -ENOENT;
	json_object(o, NULL);
	json_str(o, "format", "mimamori-sheet/1");
	json_str(o, "sheet", sheet->name);
	json_int(o, "sheet_version", sheet->version);
	json_both(o, "source", sheet->source_ja, sheet->source_en);
	json_both(o, "note", sheet->note_ja, sheet->note_en);
	json_str(o, "system", p->system);
	json_str(o, "program_version", p->version);
	json_time(o, "judged_at", p->asof ? asof_of(p->asof)->at : p->frozen ? p->frozen->at : p->now);
	json_array(o, "rows");
	code = print_walk(p, json_row, &w);
	json_end_array(o);
	json_end_object(o);
	out_char(o, '\n');
	return code;
}
