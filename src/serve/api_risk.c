/* GET /risk/first, /risk/worst: what an attacker would choose first, and what can come of it. */
#include "serve/risk_json.h"

#include "assess/first.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

api_handler api_risk_first, api_risk_worst;

void risk_pair(struct out *o, const char *key, const char *const text[LANG_COUNT])
{
	json_pair(o, key, text[LANG_JA], text[LANG_EN]);
}

void risk_device(struct call *c, const char *key, int64_t device)
{
	struct scan s;

	if (!device) {
		json_null(c->out, key);
		return;
	}
	s = kept_run(c,
		     "SELECT d.id, coalesce(d.name, d.model, v.ip, v.mac) FROM device_shown d JOIN device v "
		     "ON v.id = "
		     "d.id WHERE d.id = ?1",
		     device);
	json_object(c->out, key);
	json_id(c->out, "id", 'd', device);
	if (s.more)
		json_column(c->out, "name", &s, 1);
	else
		json_null(c->out, "name");
	json_end_object(c->out);
	kept_end(&s);
}

int risk_worst_read(struct call *c, struct worst **ret) { return worst_read(c->store, c->today, ret); }

/* --- first */

static void reason(struct out *o, const struct first_reason *r)
{
	json_object(o, NULL);
	json_str(o, "why", first_why_token(r->why));
	json_pair(o, "words", r->sentence[LANG_JA], r->sentence[LANG_EN]);
	json_array(o, "rows");
	for (unsigned i = 0; i < r->rows; i++)
		json_id(o, NULL, r->row[i].letter, r->row[i].id);
	json_end_array(o);
	json_int(o, "total", r->total);
	json_end_object(o);
}

static void kind_and_model(struct call *c, int64_t device)
{
	struct scan s = kept_run(c, "SELECT id, kind, model FROM device_shown WHERE id = ?1", device);

	json_str(c->out, "kind", s.more && !scan_null(&s, 1) ? scan_str(&s, 1) : "unknown");
	if (s.more)
		json_column(c->out, "model", &s, 2);
	else
		json_null(c->out, "model");
	kept_end(&s);
}

static void place(struct call *c, const struct first_place *p, int64_t rank)
{
	struct out *o = c->out;

	json_object(o, NULL);
	json_int(o, "rank", rank);
	risk_device(c, "device", p->device);
	kind_and_model(c, p->device);
	json_array(o, "devices");
	for (int64_t i = 0; i < p->count && i < FIRST_DEVICES; i++)
		risk_device(c, NULL, p->devices[i]);
	json_end_array(o);
	json_int(o, "count", p->count);
	json_str(o, "reach", first_reach_token(p->reach));
	json_str(o, "ease", first_ease_token(p->ease));
	json_id(o, "worst", 'r', p->worst);
	json_int(o, "flaws", p->flaws);
	json_int(o, "uncovered", p->uncovered);
	json_array(o, "reasons");
	for (unsigned i = 0; i < p->reasons; i++)
		reason(o, &p->reason[i]);
	json_end_array(o);
	json_end_object(o);
}

int api_risk_first(struct call *c)
{
	struct first *f = NULL;
	struct worst *w;
	int e = risk_worst_read(c, &w);

	if (e == 0)
		e = first_read(c->store, w, query_text(c, "system"), &f);
	if (e == 0) {
		json_object(c->out, NULL);
		json_array(c->out, "items");
		for (unsigned i = 0; i < f->count; i++)
			place(c, &f->place[i], i + 1);
		json_end_array(c->out);
		json_int(c->out, "total", f->count);
		json_int(c->out, "devices", f->devices);
		json_int(c->out, "dropped", f->dropped);
		json_end_object(c->out);
	}
	free(f);
	worst_free(w);
	return e < 0 ? problem_store(c, e) : 200;
}

/* --- worst */

static void one_case(struct call *c, const struct worst_case *w)
{
	struct out *o = c->out;

	json_object(o, NULL);
	json_id(o, "record", 'r', w->record);
	json_str(o, "system", w->system);
	risk_device(c, "device", w->device);
	json_str(o, "harm", worst_harm_token(w->harm));
	json_str(o, "safety", worst_effect_token(w->safety));
	json_str(o, "quality", worst_effect_token(w->quality));
	json_str(o, "delivery", worst_effect_token(w->delivery));
	json_str(o, "core", worst_effect_token(w->core));
	if (w->loss_known)
		json_int(o, "loss", w->loss);
	else
		json_null(o, "loss");
	json_str(o, "loss_why", w->loss_why);
	json_str(o, "story", w->story);
	json_str(o, "spread", w->spread);
	json_str(o, "measure", w->measure);
	json_str(o, "made_on", w->made_on);
	json_str(o, "expires_on", *w->expires_on ? w->expires_on : NULL);
	json_bool(o, "expired", w->expired);
	json_bool(o, "signed", w->is_signed);
	json_end_object(o);
}

/* Is this worst case the asked system's? */
static bool asked(const char *system, const struct worst_case *c)
{
	return !system || strcmp(system, "site") == 0 || strcmp(system, c->system) == 0;
}

static int64_t cases(struct call *c, const struct worst *w, const struct worst_business *b,
		     const char *system)
{
	int64_t expired = 0;

	json_array(c->out, "cases");
	for (size_t i = 0; i < b->count; i++) {
		const struct worst_case *one = &w->list[w->by_business[b->first + i]];

		if (asked(system, one)) {
			one_case(c, one);
			expired += one->expired;
		}
	}
	json_end_array(c->out);
	return expired;
}

static int64_t business(struct call *c, const struct worst *w, size_t at, const char *system)
{
	const struct worst_business *b = &w->business[at];
	struct worst_money money = worst_money(w, at);
	struct out *o = c->out;
	int64_t expired;

	json_object(o, NULL);
	json_id(o, "record", 'r', b->record);
	json_str(o, "system", b->system);
	json_str(o, "name", b->name);
	json_str(o, "weight", worst_weight_token(b->weight));
	json_str(o, "dependence", b->dependence);
	if (b->endures >= 0)
		json_int(o, "endures", b->endures);
	else
		json_null(o, "endures");
	json_str(o, "fallback", b->fallback);
	json_str(o, "customers", b->customers);
	if (b->day_loss >= 0)
		json_int(o, "day_loss", b->day_loss);
	else
		json_null(o, "day_loss");
	if (money.known)
		json_int(o, "loss_largest", money.largest);
	else
		json_null(o, "loss_largest");
	json_id(o, "loss_record", 'r', money.record);
	json_int(o, "loss_unknown", (int64_t)money.unknown);
	expired = cases(c, w, b, system);
	json_end_object(o);
	return expired;
}

static bool has_any(const struct worst *w, const struct worst_business *b, const char *system)
{
	for (size_t i = 0; i < b->count; i++)
		if (asked(system, &w->list[w->by_business[b->first + i]]))
			return true;
	return asked(system, &(struct worst_case){.system = "site"}) || strcmp(system, b->system) == 0;
}

int api_risk_worst(struct call *c)
{
	const char *system = query_text(c, "system");
	int64_t expired = 0, total = 0;
	struct worst *w;
	int e = risk_worst_read(c, &w);

	if (e == 0) {
		json_object(c->out, NULL);
		json_array(c->out, "businesses");
		for (size_t i = 0; i < w->business_count; i++)
			if (has_any(w, &w->business[i], system))
				expired += business(c, w, i, system);
		json_end_array(c->out);
		for (size_t i = 0; i < w->count; i++)
			total += asked(system, &w->list[i]);
		json_int(c->out, "total", total);
		json_int(c->out, "expired", expired);
		json_int(c->out, "dropped", (int64_t)w->dropped);
		json_end_object(c->out);
	}
	worst_free(w);
	return e < 0 ? problem_store(c, e) : 200;
}
