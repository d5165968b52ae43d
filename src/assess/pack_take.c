/* A person takes a vendor's answers: each becomes the record that its question names, with the vendor as the
 * source. Questions of one group and model fill the same record, now or later. */
#include "assess/pack_own.h"

#include "assess/contact.h"
#include "assess/event.h"
#include "assess/evidence.h"
#include "assess/record.h"
#include "assess/sql.h"
#include "store/site.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXTS = 2200 * 4 };

/* An answered question, copied: records are written while others are still to come. */
struct answer {
	char id[PACK_QUESTION], model[16], name[40], about[204], day[DATE_ROOM], items[160];
	char *choice, *words, *evidence;
	int64_t answered;
	bool given, whole, taken, wanted, done;
	const struct pack_ask *ask;
	const struct pack_choice *chosen;
};

struct holes {
	struct lang_arg arg[20];
	unsigned n;
	char pack[24], answered[DATE_ROOM], sent[DATE_ROOM], bare[204] /* the model without its maker */;
};

struct taking {
	struct store *store;
	const struct pack_taking *asked;
	const struct writing *w;
	struct pack pack;
	struct answer *answer;
	size_t answers;
	int64_t owner;
	struct holes holes; /* of the answer at hand */
	struct event_body body;
	struct pack_taken *ret;
	struct err *e;
};

static int bad(const struct taking *t, const char *subject, const char *key, const char *detail)
{
	return err_set(t->e, -EINVAL, subject, key, "%s", detail);
}

/* --- what there is to take */

static char *copy(const char *s) { return s ? strdup(s) : NULL; }

static const struct pack_choice *chosen(const struct pack_ask *ask, const char *value)
{
	for (unsigned i = 0; ask && value && i < ask->choice_count; i++)
		if (strcmp(ask->choices[i].value, value) == 0)
			return &ask->choices[i];
	return NULL;
}

static int one_question(void *ctx, const struct pack_question *q)
{
	struct taking *t = ctx;
	struct answer *a = &t->answer[t->answers];

	if (t->answers == t->pack.questions)
		return -EIO;
	*a = (struct answer){
		.answered = q->answered, .given = q->given, .whole = q->whole, .taken = q->taken != 0};
	snprintf(a->id, sizeof a->id, "%s", q->id);
	snprintf(a->model, sizeof a->model, "%s", q->model);
	snprintf(a->name, sizeof a->name, "%s", q->name);
	snprintf(a->about, sizeof a->about, "%s", q->about);
	snprintf(a->day, sizeof a->day, "%s", q->day ? q->day : "");
	snprintf(a->items, sizeof a->items, "%s", q->items);
	a->choice = copy(q->choice);
	a->words = copy(q->words);
	a->evidence = copy(q->evidence);
	a->ask = pack_ask_named(&pack_forms[t->pack.kind], a->name);
	a->chosen = chosen(a->ask, a->choice);
	t->answers++;
	return 0;
}

static void forget(struct taking *t)
{
	for (size_t i = 0; i < t->answers; i++) {
		free(t->answer[i].choice);
		free(t->answer[i].words);
		free(t->answer[i].evidence);
	}
	free(t->answer);
}

static struct answer *answer_of(struct taking *t, const char *question)
{
	for (size_t i = 0; i < t->answers; i++)
		if (strcmp(t->answer[i].id, question) == 0)
			return &t->answer[i];
	return NULL;
}

static int want(struct taking *t, const char *question)
{
	struct answer *a = answer_of(t, question);

	if (!a)
		return bad(t, question, "no-question", question);
	if (!a->given)
		return bad(t, question, "not-answered", "");
	if (!a->whole)
		return bad(t, question, "not-whole", "");
	if (a->taken)
		return bad(t, question, "already-taken", question);
	if (!a->ask || !a->chosen)
		return bad(t, question, "ask-gone", a->name);
	a->wanted = true;
	return 0;
}

static int wanted(struct taking *t)
{
	size_t n = 0;
	int r = 0;

	for (const char *const *q = t->asked->questions; r == 0 && q && *q; q++)
		r = want(t, *q);
	for (size_t i = 0; !t->asked->questions && i < t->answers; i++)
		t->answer[i].wanted =
			t->answer[i].whole && !t->answer[i].taken && t->answer[i].ask && t->answer[i].chosen;
	for (size_t i = 0; i < t->answers; i++)
		n += t->answer[i].wanted;
	return r == 0 && !n ? bad(t, "", "nothing-to-take", "") : r;
}

/* --- the texts of fields */

static void hole(struct holes *h, const char *name, const char *value)
{
	h->arg[h->n++] = (struct lang_arg){name, value ? value : ""};
}

/* "EXAMPLE WORKS TS-100" without its maker: the last device of the model says it. */
static int bare_model(void *ctx, const struct pack_device *d)
{
	char *buf = ((char **)ctx)[0];
	const char *model = ((char **)ctx)[1];

	if (strcmp(d->model, model) == 0 && d->model_name)
		snprintf(buf, 204, "%s", d->model_name);
	return 0;
}

static void fill_holes(struct taking *t, const struct answer *a)
{
	struct holes *h = &t->holes;
	enum language l = t->asked->language;
	int zone = site_zone(t->store);
	char *ctx[2] = {h->bare, (char *)(uintptr_t)a->model};

	*h = (struct holes){0};
	snprintf(h->bare, sizeof h->bare, "%s", a->about);
	pack_devices(t->store, t->pack.id, bare_model, ctx);
	snprintf(h->pack, sizeof h->pack, "p%lld", (long long)t->pack.id);
	date_at(a->answered, zone, h->answered);
	date_at(t->pack.at, zone, h->sent);
	hole(h, "choice", a->choice);
	hole(h, "answer", a->chosen->title[l]);
	hole(h, "words", a->words);
	hole(h, "evidence", a->evidence);
	hole(h, "day", a->day);
	hole(h, "model", a->about);
	hole(h, "bare-model", h->bare);
	hole(h, "vendor", t->pack.vendor);
	hole(h, "title", t->pack.title);
	hole(h, "ask", a->ask->title[l]);
	hole(h, "pack", h->pack);
	hole(h, "question", a->id);
	hole(h, "today", t->w->today);
	hole(h, "answered", h->answered);
	hole(h, "sent", h->sent);
	hole(h, "due", t->pack.due_on);
}

/* Is a hole of what the vendor fills empty? */
static bool lacks(const char *text, const struct answer *a)
{
	return !*text || (strstr(text, "{day}") && !*a->day) ||
	       (strstr(text, "{evidence}") && !a->evidence) || (strstr(text, "{words}") && !a->words) ||
	       (strstr(text, "{choice}") && !a->choice);
}

static bool more_than_one(const char *s)
{
	size_t n = 0;

	for (; *s && n < 2; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n == 2;
}

_Static_assert(TEXTS > 4 * RECORD_LONG_MOST + 4, "fit() finds room behind the last character that stays");

/* A field of one line holds no line feeds and at most so many characters: the rest stays with the answer. */
static void fit(char *text, enum record_type type)
{
	size_t most = type == RECORD_LONG || type == RECORD_LIST ? RECORD_LONG_MOST : RECORD_TEXT_MOST;
	size_t n = 0, at = 0;

	for (char *c = text; *c; c++)
		if (*c == '\n' && type != RECORD_LONG && type != RECORD_LIST)
			*c = ' ';
	for (; text[at]; at++) {
		n += ((unsigned char)text[at] & 0xc0) != 0x80;
		if (n == most)
			break;
	}
	/* more than that one character is left: it gives its place, and there is room for three bytes after
	 * it */
	if (text[at] && more_than_one(text + at))
		memcpy(text + at, "…", sizeof "…");
}

static int set_field(struct taking *t, struct record *r, const struct answer *a, const struct pack_fill *f,
		     const struct holes *h)
{
	enum language l = t->asked->language;
	int field = record_field(r->kind, f->field);
	const char *text = f->text[l];
	char buf[TEXTS];

	if (field < 0 || !record_has_field(r->kind, r->topic, field))
		return 0;
	if (lacks(text, a) && f->otherwise[l]) {
		if (*record_text(r, f->field))
			return 0;
		text = f->otherwise[l];
	}
	lang_fill_buf(buf, sizeof buf, text, h->arg);
	if (!buf[strspn(buf, " ")])
		return 0;
	fit(buf, r->kind->fields[field].type);
	return record_set(t->store, r, f->field, buf, t->w->today, t->e);
}

/* --- one record */

static int set_owner(struct taking *t, struct record *r)
{
	char owner[24], no_deputy[256];
	int code;

	snprintf(owner, sizeof owner, "c%lld", (long long)t->owner);
	snprintf(no_deputy, sizeof no_deputy, "none: %s", lang(t->asked->language, "pack.no-deputy"));
	code = record_set(t->store, r, "owner", owner, t->w->today, t->e);
	if (code == 0 && !r->deputy && !r->no_deputy)
		code = record_set(t->store, r, "deputy", no_deputy, t->w->today, t->e);
	return code == 0 ? record_set(t->store, r, "date", "today", t->w->today, t->e) : code;
}

/* What it says: the worst of the answers it holds; choices of its kind may say worse. */
static int set_says(struct taking *t, struct record *r, const struct answer *a)
{
	char because[TEXTS];
	const char *plan = *a->day && strcmp(a->day, t->w->today) >= 0 ? a->day : t->asked->plan_on;
	int code;

	if (a->chosen->says > r->said)
		r->said = a->chosen->says;
	code = record_check(t->store, r, t->w, t->e);
	if (code == 0 || (strcmp(t->e->key, "wants-because") != 0 && strcmp(t->e->key, "wants-plan") != 0))
		return code;
	snprintf(because, sizeof because, "%s: %s %s", t->pack.vendor, a->chosen->title[t->asked->language],
		 a->words ? a->words : "");
	fit(because, RECORD_TEXT);
	code = record_set(t->store, r, "because", because, t->w->today, t->e);
	if (code == 0 && !plan && !*r->plan_on)
		return bad(t, a->id, "wants-plan", a->chosen->title[t->asked->language]);
	if (code == 0 && plan)
		code = record_set(t->store, r, "plan", plan, t->w->today, t->e);
	return code == 0 ? record_check(t->store, r, t->w, t->e) : code;
}

static int fill_record(struct taking *t, struct record *r, const struct answer *a)
{
	int code = set_owner(t, r);

	for (unsigned i = 0; code == 0 && i < a->ask->fill_count; i++)
		code = set_field(t, r, a, &a->ask->fills[i], &t->holes);
	return code == 0 ? set_says(t, r, a) : code;
}

/* The record that an answer of the same group and model has become before, of this device or sub-item; 0. */
static int64_t before(struct taking *t, const struct answer *a, int64_t device, const char *item)
{
	char from[24], to[24]; /* every question of the model: "m3." up to "m3/" */

	if (a->ask->per == PER_ITEM || strcmp(a->ask->group, a->ask->name) == 0)
		return 0;
	snprintf(from, sizeof from, "%s.", a->model);
	snprintf(to, sizeof to, "%s/", a->model);
	return sql_number(
		t->store, 0,
		"SELECT max(r.id) FROM pack_record k JOIN record r ON r.id = k.record WHERE k.pack = ?1 AND "
		"k.question > ?2 AND k.question < ?3 AND r.kind = ?4 AND r.topic IS ?5 AND "
		"coalesce(r.device, 0) = ?6 AND coalesce(r.item, '') = ?7 AND r.removed = 0",
		"ittttit", t->pack.id, from, to, a->ask->record, a->ask->topic, device, item);
}

/* The source of what a record says is the vendor; its writer is whoever takes it. */
static int write_record(struct taking *t, const struct answer *a, int64_t id, int64_t device,
			const char *item, int64_t *ret)
{
	const struct record_kind *k = record_kind(a->ask->record);
	struct record r = {.topic = -1};
	int code = 0;

	if (id)
		code = record_get(t->store, id, &r);
	else
		record_init(&r, k, a->ask->topic ? record_topic(k, a->ask->topic) : -1);
	if (code == 0 && !id) {
		snprintf(r.system, sizeof r.system, "%s", device ? "site" : t->pack.system);
		snprintf(r.item, sizeof r.item, "%s", item);
		r.device = device;
	}
	if (code == 0)
		code = fill_record(t, &r, a);
	if (code == 0)
		code = id ? record_edit(t->store, &r, t->w, t->e) : record_add(t->store, &r, t->w, t->e);
	*ret = r.id;
	record_clear(&r);
	return code;
}

/* --- all records of one answer */

struct devices {
	const char *model;
	int64_t list[PACK_DEVICES];
	size_t n;
};

static int of_model(void *ctx, const struct pack_device *d)
{
	struct devices *of = ctx;

	if (strcmp(d->model, of->model) == 0 && of->n < PACK_DEVICES)
		of->list[of->n++] = d->device;
	return 0;
}

static int one_record(struct taking *t, const struct answer *a, int64_t device, const char *item)
{
	int64_t was = before(t, a, device, item), id = 0;
	int code = write_record(t, a, was, device, item, &id);

	json_int(&t->body.o, NULL, id);
	t->ret->records += !was;
	return code;
}

/* Devices that people joined with another since then are passed over: their record is the other's. */
static int per_device(struct taking *t, const struct answer *a)
{
	struct devices of = {.model = a->model};
	size_t written = 0;
	int r = pack_devices(t->store, t->pack.id, of_model, &of);

	for (size_t i = 0; r == 0 && i < of.n; i++) {
		if (!sql_number(t->store, 0, "SELECT 1 FROM device WHERE id = ?1", "i", of.list[i]))
			continue;
		r = one_record(t, a, of.list[i], "");
		written++;
	}
	return r == 0 && !written ? bad(t, a->id, "device-gone", a->about) : r;
}

static int per_item(struct taking *t, const struct answer *a)
{
	char items[sizeof a->items];
	int r = 0;

	memcpy(items, a->items, sizeof items);
	for (char *at = items, *item; r == 0 && (item = strsep(&at, " "));)
		if (*item)
			r = one_record(t, a, 0, item);
	return r;
}

/* What the record's own rules say, told at the question. */
static void record_refused(struct taking *t, const struct answer *a)
{
	char key[sizeof t->e->key + 16], sentence[sizeof t->e->detail];

	if (strcmp(t->e->key, "store") == 0)
		return;
	snprintf(key, sizeof key, "records.%s", t->e->key);
	lang_fill_buf(sentence, sizeof sentence, lang(t->asked->language, key),
		      (const struct lang_arg[]){{"subject", t->e->subject},
						{"detail", t->e->detail},
						{"kind", a->ask->record},
						{NULL, NULL}});
	err_set(t->e, t->e->code, a->id, "record-refused", "%s", sentence);
}

static int take_one(struct taking *t, const struct answer *a)
{
	int r = 0;

	fill_holes(t, a);
	json_object(&t->body.o, NULL);
	json_str(&t->body.o, "question", a->id);
	json_array(&t->body.o, "records");
	if (a->chosen->bare)
		;
	else if (a->ask->per == PER_DEVICE)
		r = per_device(t, a);
	else
		r = a->ask->per == PER_ITEM ? per_item(t, a) : one_record(t, a, 0, "");
	json_end_array(&t->body.o);
	json_end_object(&t->body.o);
	t->ret->questions++;
	if (r < 0 && t->e->key[0] && strcmp(t->e->subject, a->id) != 0)
		record_refused(t, a);
	return r;
}

/* A group is told in one event only once, so that a second question of it finds the record of the first. */
static int take_told(struct taking *t, const struct answer *a)
{
	int r;

	event_begin(&t->body);
	json_int(&t->body.o, "pack", t->pack.id);
	json_array(&t->body.o, "taken");
	r = take_one(t, a);
	json_end_array(&t->body.o);
	if (r == 0)
		return event_told(&t->body, t->store, "pack-taken", t->w, t->e);
	out_clear(&t->body.o);
	return t->e->key[0] ? r : event_failed(t->store, r, t->e);
}

static int take(struct taking *t)
{
	int r;

	t->answer = calloc(t->pack.questions + 1, sizeof *t->answer);
	if (!t->answer)
		return event_failed(t->store, -ENOMEM, t->e);
	if ((r = pack_questions(t->store, t->pack.id, one_question, t)) < 0)
		return event_failed(t->store, r, t->e);
	t->owner = t->asked->owner ? t->asked->owner : contact_of_actor(t->store, t->w->actor);
	if (!t->owner)
		return bad(t, "owner", "wants-owner", "");
	r = wanted(t);
	for (size_t i = 0; r == 0 && i < t->answers; i++)
		if (t->answer[i].wanted)
			r = take_told(t, &t->answer[i]);
	return r;
}

int pack_take(struct store *s, int64_t id, const struct pack_taking *asked, const struct writing *w,
	      struct pack_taken *ret, struct err *e)
{
	struct taking t = {.store = s, .asked = asked, .w = w, .ret = ret, .e = e};
	char shown[24], day[DATE_ROOM];
	int r = pack_get(s, id, &t.pack);

	*ret = (struct pack_taken){0};
	*e = (struct err){0};
	snprintf(shown, sizeof shown, "p%lld", (long long)id);
	if (r == -ENOENT)
		return err_set(e, r, shown, "no-pack", "%s", "");
	if (r < 0)
		return event_failed(s, r, e);
	if (asked->plan_on && (!date_parse(asked->plan_on, day) || strcmp(day, w->today) < 0))
		return bad(&t, "plan_on", "bad-date", asked->plan_on);
	r = take(&t);
	forget(&t);
	return r;
}
