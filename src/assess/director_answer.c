#include "assess/director_answer.h"

#include "assess/contact.h"
#include "assess/event.h"
#include "assess/record.h"
#include "assess/record_expiry.h"
#include "base/lang.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int refuse(struct err *e, int code, const char *subject, const char *key, const char *detail)
{
	return err_set(e, code, subject, key, "%s", detail);
}

/* --- may it be answered, and by whom */

static int is_request(const struct director_answer *a, const struct record *r, struct err *e)
{
	const char *answer = r->kind ? record_text(r, "answer") : "";
	char shown[24], version[24];

	snprintf(shown, sizeof shown, "r%lld", (long long)a->record);
	snprintf(version, sizeof version, "%u", r->version);
	if (strcmp(r->kind_name, "decision-request") != 0 || r->removed)
		return refuse(e, -ENOENT, shown, "not-asked", "");
	if (a->version && a->version != r->version)
		return refuse(e, -EBUSY, shown, "changed", version);
	if (strcmp(answer, "waiting") != 0 && strcmp(answer, "later") != 0)
		return refuse(e, -EEXIST, shown, "answered-already", answer);
	return 0;
}

static int who_answers(struct store *s, const struct director_answer *a, const struct writing *w,
		       struct err *e)
{
	struct contact c;
	char who[24];

	snprintf(who, sizeof who, "c%lld", (long long)a->contact);
	if (contact_get(s, a->contact, &c) < 0 || c.erased || strcmp(c.side, "executive") != 0)
		return refuse(e, -EACCES, who, "not-executive", "");
	if (a->paper && a->passphrase)
		return refuse(e, -EINVAL, who, "paper-passphrase", "");
	if (!a->paper && contact_of_actor(s, w->actor) != a->contact)
		return refuse(e, -EACCES, who, "not-you", w->actor);
	return 0;
}

static const char *blank(const char *s) { return s && s[strspn(s, " \t\n")] ? NULL : ""; }

/* What the answer itself wants; the day into until: of "later" given, of "no" given or the next fiscal
 * review. */
static int whole(struct store *s, const struct director_answer *a, const struct writing *w,
		 char until[DATE_ROOM], struct err *e)
{
	bool yes = strcmp(a->answer, "yes") == 0, no = strcmp(a->answer, "no") == 0, given = !blank(a->until);
	char on[DATE_ROOM];

	*until = '\0';
	if (a->paper && a->on && (!date_parse(a->on, on) || strcmp(on, w->today) > 0))
		return refuse(e, -EINVAL, a->on, "bad-on", w->today);
	if (!yes && !no && strcmp(a->answer, "later") != 0)
		return refuse(e, -EINVAL, a->answer, "bad-answer", "");
	if (no && blank(a->words))
		return refuse(e, -EINVAL, "words", "no-words", "");
	if (!yes && !no && !given)
		return refuse(e, -EINVAL, "until", "no-until", "");
	if (given && (!date_parse(a->until, until) || strcmp(until, w->today) <= 0))
		return refuse(e, -EINVAL, a->until, "bad-until", w->today);
	if (no && !given)
		fiscal_last_day(w->today, site_setting(s, "fiscal-year-start", FISCAL_YEAR_START), 1, until);
	return 0;
}

/* --- the record's next version */

struct filling {
	struct store *store;
	struct record *record;
	const struct writing *w;
	struct err *e;
	int code;
};

static void set(struct filling *f, const char *name, const char *value)
{
	if (f->code == 0)
		f->code = record_set(f->store, f->record, name, value, f->w->today, f->e);
}

static void set_state(struct filling *f, const struct director_answer *a, const char *until)
{
	bool yes = strcmp(a->answer, "yes") == 0, no = strcmp(a->answer, "no") == 0,
	     accept = strcmp(record_text(f->record, "kind_of"), "accept") == 0;

	set(f, "answer", !yes ? no ? "refused" : "later" : accept ? "accepted" : "granted");
	set(f, "again_on", yes || no ? "" : until);
	/* what is answered yes has no open reason and plan; the rest is due again on its day */
	set(f, "plan", yes ? "" : until);
	if (yes)
		set(f, "because", "");
	else if (!blank(a->words))
		set(f, "because", a->words);
	if (yes)
		set(f, "says", "yes");
}

static int fill(struct filling *f, const struct director_answer *a, const char *until)
{
	char who[24];

	snprintf(who, sizeof who, "c%lld", (long long)a->contact);
	set(f, "answered_by", who);
	set(f, "answered_on", a->paper && a->on ? a->on : f->w->today);
	set(f, "answered_how", a->paper ? "paper" : "own");
	set(f, "answer_words", blank(a->words) ? "" : a->words);
	set_state(f, a, until);
	return f->code;
}

/* --- told beside it */

static int tell(struct store *s, const struct director_answer *a, const struct record *r, const char *until,
		const struct writing *w, struct err *e)
{
	struct event_body b;

	event_begin(&b);
	json_int(&b.o, "record", r->id);
	json_int(&b.o, "version", r->version);
	json_str(&b.o, "hash", r->hash);
	json_str(&b.o, "answer", a->answer);
	json_int(&b.o, "contact", a->contact);
	json_str(&b.o, "until", *until ? until : NULL);
	json_bool(&b.o, "own", !a->paper);
	json_bool(&b.o, "proven", a->passphrase != NULL);
	return event_told(&b, s, "request-answered", w, e);
}

int director_answer(struct store *s, const struct director_answer *a, const struct writing *w,
		    unsigned *ret_version, struct err *e)
{
	struct record r;
	struct filling f = {s, &r, w, e, 0};
	char until[DATE_ROOM], shown[24];
	int code = record_get(s, a->record, &r);

	snprintf(shown, sizeof shown, "r%lld", (long long)a->record);
	code = code < 0 ? refuse(e, -ENOENT, shown, "no-request", "") : is_request(a, &r, e);
	if (code == 0)
		code = who_answers(s, a, w, e);
	if (code == 0)
		code = whole(s, a, w, until, e);
	if (code == 0)
		code = fill(&f, a, until);
	if (code == 0)
		code = record_edit(s, &r, w, e);
	if (code == 0 && a->passphrase)
		code = record_sign(s, r.id, a->contact, a->passphrase, w, e);
	if (code == 0)
		code = tell(s, a, &r, until, w, e);
	if (code == 0 && ret_version)
		*ret_version = r.version;
	record_clear(&r);
	return code;
}

const char *director_answer_topic(const struct err *e)
{
	char key[80];

	snprintf(key, sizeof key, "director.%.60s", e->key);
	return lang(LANG_EN, key) == key ? "records" : "director";
}
