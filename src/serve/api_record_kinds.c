/* GET /record-kinds: the forms. */
#include "serve/handler.h"

#include "assess/record_kind.h"
#include "assess/sheet.h"

#include <string.h>

api_handler api_record_kinds;

static void names(struct out *o, const char *key, unsigned bits, const char *const words[], int n)
{
	json_array(o, key);
	for (int i = 0; i < n; i++)
		if (bits & 1u << i)
			json_str(o, NULL, words[i]);
	json_end_array(o);
}

static void choices(struct out *o, const struct record_field *f)
{
	json_array(o, "choices");
	for (unsigned i = 0; i < f->choice_count; i++) {
		json_object(o, NULL);
		json_str(o, "value", f->choices[i].value);
		json_pair(o, "title", f->choices[i].title[LANG_JA], f->choices[i].title[LANG_EN]);
		json_str(o, "says", record_says_name(f->choices[i].says));
		json_end_object(o);
	}
	json_end_array(o);
}

static void field(struct out *o, const struct record_kind *k, const struct record_field *f)
{
	static const char *const types[] = {"text",   "long",   "date",  "contact", "device",
					    "choice", "number", "money", "list",    "hours"};
	bool numeric = f->type == RECORD_NUMBER || f->type == RECORD_MONEY;

	json_object(o, NULL);
	json_str(o, "name", f->name);
	json_str(o, "type", types[f->type]);
	json_pair(o, "title", f->title[LANG_JA], f->title[LANG_EN]);
	json_pair(o, "unit", f->unit[LANG_JA], f->unit[LANG_EN]);
	json_pair(o, "example", f->example[LANG_JA], f->example[LANG_EN]);
	json_bool(o, "required", f->required);
	json_bool(o, "or_reason", f->or_reason);
	json_array(o, "topics");
	for (unsigned i = 0; i < k->topic_count; i++)
		if (f->topics & 1u << i)
			json_str(o, NULL, k->topics[i].name);
	json_end_array(o);
	choices(o, f);
	if (numeric) {
		json_int(o, "min", f->min);
		json_int(o, "max", f->max);
	} else {
		json_null(o, "min");
		json_null(o, "max");
	}
	json_end_object(o);
}

static void answered(struct out *o, const char *kind)
{
	json_array(o, "items");
	for (size_t i = 0; i < sheets[0].count; i++)
		for (const struct sheet_record *r = sheets[0].items[i].records; r->kind; r++)
			if (strcmp(r->kind, kind) == 0) {
				json_str(o, NULL, sheets[0].items[i].item);
				break;
			}
	json_end_array(o);
}

static void kind(struct call *c, const struct record_kind *k)
{
	static const char *const hangs[] = {"site", "system", "device"};
	static const char *const sides[] = {"it", "ot", "executive", "vendor", "csirt", "other", "admin"};
	struct out *o = c->out;
	struct pick q;

	pick_begin(&q, c, "SELECT count(*) FROM record r WHERE r.removed = 0 AND " SEES_SYSTEM("r.system"));
	pick_text(&q, " AND r.kind = :", k->name);
	json_object(o, NULL);
	json_str(o, "name", k->name);
	json_int(o, "version", k->version);
	json_pair(o, "title", k->title[LANG_JA], k->title[LANG_EN]);
	json_pair(o, "help", k->help[LANG_JA], k->help[LANG_EN]);
	names(o, "hangs_on", k->hangs_on, hangs, 3);
	names(o, "writes", k->writes, sides, 7);
	json_bool(o, "many", k->many);
	json_bool(o, "unowned", k->unowned);
	json_bool(o, "item", k->item);
	json_array(o, "topics");
	for (unsigned i = 0; i < k->topic_count; i++) {
		json_object(o, NULL);
		json_str(o, "name", k->topics[i].name);
		json_pair(o, "title", k->topics[i].title[LANG_JA], k->topics[i].title[LANG_EN]);
		json_end_object(o);
	}
	json_end_array(o);
	json_array(o, "fields");
	for (unsigned i = 0; i < k->field_count; i++)
		field(o, k, &k->fields[i]);
	json_end_array(o);
	json_bool(o, "expires",
		  k->expires_years || k->expires_days || (k->expires_until && k->expires_until[0]));
	json_int(o, "standing", pick_one(&q, 0));
	answered(o, k->name);
	json_end_object(o);
}

int api_record_kinds(struct call *c)
{
	items_begin(c);
	for (size_t i = 0; i < record_kind_count; i++)
		kind(c, &record_kinds[i]);
	return items_end(c, (int64_t)record_kind_count);
}
