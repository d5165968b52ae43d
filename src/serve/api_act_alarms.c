/* What people do with alarms (respond/alarm.h). */
#include "serve/act.h"
#include "serve/alarm_json.h"
#include "serve/query.h"

#include <stdio.h>

api_handler api_alarms_acknowledge, api_alarms_dismiss, api_alarms_shelve, api_alarms_unshelve,
	api_alarms_note;

/* Sees it, and has the right for the device it is about. 0, or the status that was told. */
static int may(struct call *c, int64_t *ret_id)
{
	int64_t device;
	struct scan s;

	*ret_id = id_number(c->path[0]);
	if (!sees_alarm(c, *ret_id))
		return problem(c, 404, "no-such-path", NULL, NULL);
	s = kept_run(c, "SELECT coalesce(device, 0) FROM alarm WHERE id = ?1", *ret_id);
	device = s.key;
	kept_end(&s);
	return device ? act_may_device(c, RIGHT_ALARM, device) : act_may(c, RIGHT_ALARM, "site");
}

static int done(struct call *c, int64_t id, int r, const struct err *e)
{
	if (r < 0)
		return act_problem(c, "alarm", r, e);
	c->changed = "alarms";
	json_object(c->out, NULL);
	json_id(c->out, "id", 'a', id);
	json_end_object(c->out);
	return 200;
}

int api_alarms_acknowledge(struct call *c)
{
	struct writing w = act_writing(c);
	struct err e = {0};
	int64_t id;
	int r = may(c, &id);

	return r ? r : done(c, id, alarm_acknowledge(c->store, id, body_text(c, "words"), &w, &e), &e);
}

int api_alarms_dismiss(struct call *c)
{
	struct writing w = act_writing(c);
	struct err e = {0};
	int64_t id;
	int r = may(c, &id);

	if (r)
		return r;
	return done(c, id, alarm_dismiss(c->store, id, body_text(c, "reason"), body_text(c, "words"), &w, &e),
		    &e);
}

/* Hours from now, or a time; neither: a whole shift. */
static int64_t until_of(struct call *c, int64_t now)
{
	const char *until = body_text(c, "until");

	return until ? time_of(until) : now + body_int(c, "hours", ALARM_SHELF_H) * INT64_C(3600000000);
}

int api_alarms_shelve(struct call *c)
{
	struct writing w = act_writing(c);
	int64_t id, until = until_of(c, w.at);
	struct err e = {0};
	int r = may(c, &id);

	if (r)
		return r;
	r = alarm_shelve(c->store, id, until, body_text(c, "words"), &w, &e);
	if (r < 0)
		return act_problem(c, "alarm", r, &e);
	c->changed = "alarms";
	json_object(c->out, NULL);
	json_id(c->out, "id", 'a', id);
	json_time(c->out, "until", until);
	json_end_object(c->out);
	return 200;
}

int api_alarms_unshelve(struct call *c)
{
	struct writing w = act_writing(c);
	struct err e = {0};
	int64_t id;
	int r = may(c, &id);

	return r ? r : done(c, id, alarm_unshelve(c->store, id, &w, &e), &e);
}

int api_alarms_note(struct call *c)
{
	struct writing w = act_writing(c);
	struct err e = {0};
	int64_t id;
	int r = may(c, &id);

	return r ? r : done(c, id, alarm_note(c->store, id, body_text(c, "words"), &w, &e), &e);
}
