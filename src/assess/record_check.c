/* Is a record whole, and may its writer write it? */
#include "assess/contact.h"
#include "assess/record.h"
#include "assess/record_expiry.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int bad(const char *name, const char *key, const char *detail, struct err *e)
{
	return err_set(e, -EINVAL, name, key, "%s", detail);
}

/* --- who */

/* The side of "c3" or of who made token "t5", admin of "local"; SIDES of somebody unknown. */
static enum record_side side_of(struct store *s, const char *actor)
{
	int64_t id = contact_of_actor(s, actor);
	struct contact c;

	if (strcmp(actor, "local") == 0)
		return SIDE_ADMIN;
	if (!id || contact_get(s, id, &c) < 0)
		return SIDES;
	for (int side = 0; side < SIDE_ADMIN; side++)
		if (strcmp(c.side, record_side_name((enum record_side)side)) == 0)
			return (enum record_side)side;
	return SIDES;
}

int record_may_write(struct store *s, const struct record_kind *k, const char *actor, struct err *e)
{
	enum record_side side = side_of(s, actor);

	if (side == SIDES)
		return err_set(e, -EACCES, actor, "no-such-writer", "%s", k->name);
	if (!(k->writes >> side & 1))
		return err_set(e, -EACCES, actor, "may-not-write", "%s", k->name);
	return 0;
}

/* --- what */

static int check_subject(const struct record *r, struct err *e)
{
	unsigned hangs = r->device                        ? HANGS_DEVICE
			 : strcmp(r->system, "site") == 0 ? HANGS_SITE
							  : HANGS_SYSTEM;

	if (!(r->kind->hangs_on & hangs))
		return bad(hangs == HANGS_DEVICE ? "device" : "system", "hangs", r->kind->name, e);
	if (r->kind->topic_count && r->topic < 0)
		return bad("topic", "wants-topic", r->kind->name, e);
	if (r->kind->item != (*r->item != '\0'))
		return bad("item", r->kind->item ? "wants" : "no-item", "", e);
	return 0;
}

static int check_fields(const struct record *r, struct err *e)
{
	for (unsigned i = 0; i < r->kind->field_count; i++) {
		const struct record_field *f = &r->kind->fields[i];

		if (f->required && !r->values[i].text && record_has_field(r->kind, r->topic, (int)i))
			return bad(f->name, f->or_reason ? "wants-or-reason" : "wants", "", e);
	}
	return 0;
}

static const struct record_choice *taken(const struct record_field *f, const char *value)
{
	for (unsigned i = 0; value && i < f->choice_count; i++)
		if (strcmp(f->choices[i].value, value) == 0)
			return &f->choices[i];
	return NULL;
}

/* The worst of what its writer said and what choices say. */
static enum record_says says_of(const struct record *r)
{
	enum record_says says = r->said;

	for (unsigned i = 0; i < r->kind->field_count; i++) {
		const struct record_choice *c =
			r->values[i].none ? NULL : taken(&r->kind->fields[i], r->values[i].text);

		if (c && c->says > says)
			says = c->says;
	}
	return says;
}

static int check_says(const struct record *r, struct err *e)
{
	if (r->says == SAYS_YES)
		return 0;
	if (!r->because)
		return bad("because", "wants-because", record_says_name(r->says), e);
	if (!*r->plan_on)
		return bad("plan", "wants-plan", record_says_name(r->says), e);
	return strcmp(r->plan_on, r->made_on) < 0 ? bad("plan", "plan-past", r->plan_on, e) : 0;
}

static int check_people(struct store *s, const struct record *r, struct err *e)
{
	struct contact c;

	if (!r->owner && r->kind->unowned)
		return 0;
	if (!r->owner)
		return bad("owner", "wants-owner", "", e);
	if (contact_get(s, r->owner, &c) < 0 || c.erased)
		return bad("owner", "bad-contact", record_text(r, "owner"), e);
	if (!r->deputy && !r->no_deputy && !r->kind->unowned)
		return bad("deputy", "wants-deputy", "", e);
	return r->deputy == r->owner ? bad("deputy", "own-deputy", "", e) : 0;
}

static void earlier(char to[DATE_ROOM], const char *date)
{
	if (!*to || strcmp(date, to) < 0)
		memcpy(to, date, DATE_ROOM);
}

static void work_out_expiry(struct store *s, struct record *r)
{
	const struct record_kind *k = r->kind;
	char day[DATE_ROOM];

	r->expires_on[0] = '\0';
	if (k->expires_years) {
		fiscal_last_day(r->made_on, site_setting(s, "fiscal-year-start", FISCAL_YEAR_START),
				k->expires_years, day);
		earlier(r->expires_on, day);
	}
	if (k->expires_days) {
		date_text(date_days(r->made_on) + (int32_t)k->expires_days, day);
		earlier(r->expires_on, day);
	}
	for (const char *const *until = k->expires_until; *until; until++) {
		const struct record_value *v = &r->values[record_field(k, *until)];

		if (v->text && !v->none)
			earlier(r->expires_on, v->text);
	}
}

int record_check(struct store *s, struct record *r, const struct writing *w, struct err *e)
{
	int code = check_subject(r, e);

	if (code == 0)
		code = check_fields(r, e);
	if (code == 0)
		code = check_people(s, r, e);
	if (code < 0)
		return code;
	if (!*r->made_on)
		memcpy(r->made_on, w->today, DATE_ROOM);
	if (strcmp(r->made_on, w->today) > 0)
		return bad("date", "date-ahead", r->made_on, e);
	r->says = says_of(r);
	if ((code = check_says(r, e)) < 0)
		return code;
	work_out_expiry(s, r);
	return 0;
}
