/* GET /records and /records/{id}. */
#include "serve/record_json.h"

#include "assess/contact.h"
#include "assess/hours.h"
#include "assess/record.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

api_handler api_records_list, api_records_get;

static const struct sort_key keys[] = {{"id", "r.id"},           {"kind", "r.kind"},
				       {"made_on", "r.made_on"}, {"expires_on", "r.expires_on"},
				       {"system", "r.system"},   {NULL, NULL}};

static const struct listing listing = {.columns = RECORD_COLUMNS,
				       .from = "record r",
				       .id = "r.id",
				       .keys = keys,
				       .sort = "-id",
				       .row = json_record_short};

int api_records_list(struct call *c)
{
	int expired = query_bool(c, "expired");
	struct filters f;

	filters_begin(&f, c);
	filter(&f, " AND " SEES_RECORD);
	if (query_bool(c, "removed") != 1)
		filter(&f, " AND r.removed = 0");
	filter_words(&f, "r.kind", query_text(c, "kind"));
	filter_text(&f, " AND r.system = :", query_text(c, "system"));
	filter_text(&f, " AND r.item = :", query_text(c, "item"));
	if (query_text(c, "device"))
		filter_number(&f, " AND r.device = :", id_number(query_text(c, "device")));
	if (expired >= 0)
		filter_text(&f, expired ? " AND r.expires_on < :" : " AND coalesce(r.expires_on >= :, 1)",
			    c->today);
	filter_search(&f,
		      "'r' || r.id, r.kind, kind_word(r.kind), r.because, r.fields, (SELECT name FROM "
		      "contact WHERE id = "
		      "r.owner)",
		      query_text(c, "q"));
	return list_answer(c, &listing, &f);
}

/* --- one */

static void person(struct call *c, const char *key, int64_t id)
{
	struct scan s = kept_run(c, "SELECT id, name FROM contact WHERE id = ?1", id);

	if (s.more) {
		json_object(c->out, key);
		json_id(c->out, "id", 'c', id);
		json_str(c->out, "name", scan_sentence(&s, 1));
		json_end_object(c->out);
	} else {
		json_null(c->out, key);
	}
	kept_end(&s);
}

/* Hours as both languages read them; old free text is said to be no hours. */
static void hours(struct call *c, const char *text)
{
	char shown[HOURS_TEXT], said[HOURS_TEXT + 300];
	struct hours h;

	if (hours_parse("", text, &h, NULL) < 0)
		json_str(c->out, "shown",
			 lang_fill_buf(said, sizeof said, lang(c->language, "records.hours-free"),
				       (const struct lang_arg[]){{"detail", text}, {NULL, NULL}}));
	else
		json_str(c->out, "shown", hours_show(&h, c->language, shown, sizeof shown));
}

/* The name of a contact or device that a field names. */
static void shown(struct call *c, const struct record_field *f, const char *text)
{
	struct scan s = {0};

	if (text && f->type == RECORD_HOURS) {
		hours(c, text);
		return;
	}
	if (text && f->type == RECORD_CONTACT)
		s = kept_run(c, "SELECT 0, name FROM contact WHERE id = ?1", id_number(text));
	else if (text && f->type == RECORD_DEVICE && *text == 'd' && sees_device(c, id_number(text)))
		s = kept_run(c, "SELECT 0, coalesce(name, model) FROM device_shown WHERE id = ?1",
			     id_number(text));
	json_str(c->out, "shown", s.rows && s.more ? scan_sentence(&s, 1) : NULL);
	if (s.rows)
		kept_end(&s);
}

static void fields(struct call *c, const struct record *r)
{
	struct out *o = c->out;

	json_array(o, "fields");
	for (unsigned i = 0; i < r->kind->field_count; i++) {
		const struct record_field *f = &r->kind->fields[i];

		if (!record_has_field(r->kind, r->topic, (int)i))
			continue;
		json_object(o, NULL);
		json_str(o, "name", f->name);
		json_pair(o, "title", f->title[LANG_JA], f->title[LANG_EN]);
		json_str(o, "text", r->values[i].text);
		json_bool(o, "none", r->values[i].none);
		shown(c, f, r->values[i].none ? NULL : r->values[i].text);
		json_end_object(o);
	}
	json_end_array(o);
}

static int one_event(void *ctx, const struct record_event *e)
{
	struct call *c = ctx;
	struct out *o = c->out;
	char joined[600];
	struct scan s;

	json_object(o, NULL);
	json_int(o, "seq", e->seq);
	json_time(o, "at", e->at);
	json_str(o, "actor", e->actor);
	s = kept_run(c, "SELECT 0, name FROM contact WHERE id = ?1",
		     *e->actor == 'c' ? id_number(e->actor) : 0);
	json_str(o, "who", s.more ? scan_sentence(&s, 1) : NULL);
	kept_end(&s);
	json_str(o, "what", e->what);
	json_int(o, "version", e->version);
	json_str(o, "because", e->because);
	snprintf(joined, sizeof joined, "%s", e->changed ? e->changed : "");
	for (char *p = joined; (p = strchr(p, ',')); p++)
		*p = ' ';
	json_words(o, "changed", joined);
	json_bool(o, "proven", e->proven);
	json_end_object(o);
	return 0;
}

static void or_null(struct out *o, const char *key, const char *s) { json_str(o, key, s && *s ? s : NULL); }

static void head(struct call *c, const struct record *r)
{
	struct out *o = c->out;
	const char *topic = r->topic >= 0 ? r->kind->topics[r->topic].name : NULL;

	json_id(o, "id", 'r', r->id);
	json_str(o, "kind", r->kind->name);
	json_pair(o, "title", r->kind->title[LANG_JA], r->kind->title[LANG_EN]);
	json_str(o, "topic", topic);
	json_pair(o, "topic_title", topic ? r->kind->topics[r->topic].title[LANG_JA] : NULL,
		  topic ? r->kind->topics[r->topic].title[LANG_EN] : NULL);
	json_str(o, "system", r->system);
	json_id(o, "device", 'd', sees_device(c, r->device) ? r->device : 0);
	or_null(o, "item", r->item);
	json_str(o, "says", record_says_name(r->says));
	json_str(o, "said", record_says_name(r->said));
	or_null(o, "because", r->because);
	or_null(o, "plan_on", r->plan_on);
	person(c, "owner", r->owner);
	person(c, "deputy", r->deputy);
	or_null(o, "no_deputy", r->no_deputy);
	json_str(o, "made_on", r->made_on);
	or_null(o, "expires_on", r->expires_on);
	json_bool(o, "expired", *r->expires_on && strcmp(r->expires_on, c->today) < 0);
	or_null(o, "attachment", r->attachment);
	json_int(o, "version", r->version);
	json_bool(o, "signed", r->is_signed);
	json_bool(o, "removed", r->removed);
}

int api_records_get(struct call *c)
{
	struct record r;
	int code = record_get(c->store, id_number(c->path[0]), &r);

	if (code == -ENOENT)
		return problem(c, 404, "no-such-path", NULL, NULL);
	if (code < 0)
		return code;
	if (!r.kind || !sees_record(c, r.id)) {
		record_clear(&r);
		return problem(c, 404, "no-such-path", NULL, NULL);
	}
	json_object(c->out, NULL);
	head(c, &r);
	fields(c, &r);
	json_array(c->out, "history");
	code = record_history(c->store, r.id, one_event, c);
	json_end_array(c->out);
	json_end_object(c->out);
	record_clear(&r);
	return code < 0 ? code : 200;
}
