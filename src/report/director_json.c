#include "report/director_json.h"

#include "report/director_words.h"

#include <stdio.h>
#include <string.h>

static void pair(struct out *o, const char *key, const char *ja, const char *en)
{
	if (!ja || !*ja) {
		json_null(o, key);
		return;
	}
	json_object(o, key);
	json_str(o, "ja", ja);
	json_str(o, "en", en);
	json_end_object(o);
}

void figure_json(struct out *o, const char *key, const struct figure *f)
{
	char ja[DIRECTOR_TEXT], en[DIRECTOR_TEXT];

	if (!f) {
		json_null(o, key);
		return;
	}
	json_object(o, key);
	json_str(o, "name", f->name);
	json_int(o, "number", f->number);
	pair(o, "words", director_name(ja, f, LANG_JA), director_name(en, f, LANG_EN));
	if (f->unknown)
		json_null(o, "value");
	else
		json_int(o, "value", f->value);
	json_bool(o, "money", f->money);
	pair(o, "unknown", f->unknown ? lang(LANG_JA, f->unknown) : NULL,
	     f->unknown ? lang(LANG_EN, f->unknown) : NULL);
	json_str(o, "of", figure_of_names[f->of]);
	json_array(o, "rows");
	for (size_t i = 0; i < f->rows; i++)
		json_str(o, NULL, f->row[i]);
	json_end_array(o);
	json_int(o, "total", (int64_t)f->total);
	json_end_object(o);
}

/* A sentence made for each language. */
#define SENTENCE(key, make)                                                                                  \
	do {                                                                                                 \
		char ja_[DIRECTOR_TEXT], en_[DIRECTOR_TEXT];                                                 \
		enum language l = LANG_JA;                                                                   \
		char *buf = ja_;                                                                             \
		make;                                                                                        \
		l = LANG_EN;                                                                                 \
		buf = en_;                                                                                   \
		make;                                                                                        \
		pair(o, key, ja_, en_);                                                                      \
	} while (0)

static void day(struct out *o, const char *key, const char *text)
{
	json_str(o, key, text && *text ? text : NULL);
}

static void level(struct out *o, const char *key, const char *text)
{
	bool known = text && (strcmp(text, "poc") == 0 || strcmp(text, "core") == 0 ||
			      strcmp(text, "important") == 0);

	json_str(o, key, known ? text : NULL);
}

static void business(struct out *o, const struct director_business *b)
{
	json_object(o, NULL);
	json_str(o, "record", b->record);
	json_str(o, "business", b->business ? b->business : "");
	json_str(o, "weight", b->weight);
	json_str(o, "dependence", b->dependence);
	json_str(o, "system", b->system);
	json_str(o, "system_name", b->system_name);
	level(o, "level", b->level);
	if (b->endures >= 0)
		json_int(o, "endures", b->endures);
	else
		json_null(o, "endures");
	json_str(o, "fallback", b->fallback);
	json_bool(o, "expired", b->expired);
	json_end_object(o);
}

static void function(struct out *o, const struct director_function *f)
{
	static const char *const functions[] = {"identify", "protect", "detect", "respond", "recover"};
	static const char *const verdicts[] = {"met", "partly", "not-met", "unknown", "person"};

	json_object(o, NULL);
	json_str(o, "function", functions[f->function]);
	figure_json(o, "rows", f->rows);
	for (int v = 0; v < DIRECTOR_VERDICTS; v++)
		figure_json(o, verdicts[v], f->verdict[v]);
	json_end_object(o);
}

static void worst(struct out *o, const struct director_worst *w)
{
	json_object(o, NULL);
	json_str(o, "record", w->record);
	json_str(o, "story", w->story ? w->story : "");
	json_str(o, "harm", w->harm);
	json_str(o, "spread", w->spread);
	json_str(o, "business", w->business);
	json_str(o, "where", w->where);
	SENTENCE("effects", director_effects(buf, w, l));
	figure_json(o, "money", w->money);
	json_str(o, "limits", w->limits);
	SENTENCE("protects", director_protects(buf, w, l));
	figure_json(o, "devices", w->devices);
	figure_json(o, "held", w->held);
	figure_json(o, "broken", w->broken);
	figure_json(o, "open", w->open);
	json_bool(o, "expired", w->expired);
	json_end_object(o);
}

static void asked(struct out *o, const struct director_asked *a)
{
	json_object(o, NULL);
	json_str(o, "record", a->record);
	json_int(o, "version", a->version);
	json_str(o, "asked", a->asked ? a->asked : "");
	json_str(o, "kind", a->kind);
	if (a->cost >= 0)
		json_int(o, "cost", a->cost);
	else
		json_null(o, "cost");
	json_str(o, "no_cost", a->no_cost);
	json_str(o, "otherwise", a->otherwise ? a->otherwise : "");
	day(o, "due_on", a->due_on);
	json_bool(o, "late", a->late);
	json_str(o, "answer", a->answer);
	day(o, "again_on", a->again_on);
	json_str(o, "answered_by", a->answered_by);
	day(o, "answered_on", a->answered_on);
	json_str(o, "words", a->words);
	SENTENCE("state", director_answer_of(buf, a, l));
	SENTENCE("how", director_answer_how(buf, a, l));
	json_bool(o, "proven", a->proven);
	json_bool(o, "own", a->own);
	json_bool(o, "paper", a->paper);
	json_bool(o, "changed", a->changed);
	json_end_object(o);
}

static void head(struct out *o, const struct director *d)
{
	json_str(o, "site", d->site);
	json_str(o, "system", d->system);
	json_str(o, "system_name", d->system_name);
	level(o, "level", d->level);
	json_time(o, "at", d->now);
	json_str(o, "today", d->today);
	json_str(o, "since", d->since_on);
	json_time(o, "as_of", d->as_of ? d->as_of : INT64_MIN);
	json_bool(o, "provisional", d->provisional);
	SENTENCE("why", director_provisional(buf, d, l));
	SENTENCE("seen", director_seen(buf, d, l));
	figure_json(o, "open", d->open);
	figure_json(o, "strangers", d->strangers);
	figure_json(o, "watched", d->watched);
	json_array(o, "systems");
	for (size_t i = 0; i < d->system_count; i++) {
		const struct director_system *s = &d->systems[i];

		json_object(o, NULL);
		json_str(o, "id", s->id);
		json_str(o, "name", s->name);
		level(o, "level", s->level);
		json_str(o, "status", s->status);
		json_end_object(o);
	}
	json_end_array(o);
}

static void list(struct out *o, const char *key, const struct director_asked *all, size_t count)
{
	json_array(o, key);
	for (size_t i = 0; i < count; i++)
		asked(o, &all[i]);
	json_end_array(o);
}

void director_json(struct out *o, const struct director *d)
{
	json_object(o, NULL);
	head(o, d);
	figure_json(o, "businesses", d->businesses);
	json_array(o, "business");
	for (size_t i = 0; i < d->business_count; i++)
		business(o, &d->business[i]);
	json_end_array(o);
	json_array(o, "functions");
	for (int i = 0; i < DIRECTOR_FUNCTIONS; i++)
		function(o, &d->function[i]);
	json_end_array(o);
	SENTENCE("weakest", director_weakest(buf, d, l));
	figure_json(o, "worst_cases", d->worst_all);
	json_array(o, "worst");
	for (size_t i = 0; i < d->worst_count; i++)
		worst(o, &d->worst[i]);
	json_end_array(o);
	json_array(o, "changes");
	for (size_t i = 0; i < d->change_count; i++)
		figure_json(o, NULL, d->change[i].count);
	json_end_array(o);
	figure_json(o, "waiting", d->waiting);
	figure_json(o, "cost", d->cost);
	list(o, "asked", d->asked, d->asked_count);
	figure_json(o, "answers", d->answers);
	list(o, "answered", d->answered, d->answered_count);
	SENTENCE("residual", director_residual(buf, d, l));
	pair(o, "note", lang(LANG_JA, "director.note"), lang(LANG_EN, "director.note"));
	json_end_object(o);
}
