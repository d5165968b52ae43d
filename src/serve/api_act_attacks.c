/* What people say of attack assumptions (assess/attack.h), and measures made of proposals (assess/measure.h).
 */
#include "assess/contact.h"
#include "assess/judged.h"
#include "assess/measure.h"
#include "assess/record_kind.h"
#include "serve/act.h"
#include "serve/attack_json.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

api_handler api_attacks_add, api_attacks_accept, api_attacks_reject, api_attacks_withdraw,
	api_attacks_measure;

/* The end of a place: does he see it, and may he judge there? 0 or a status. */
static int may_end(struct call *c, const char *end)
{
	int64_t device = end[0] == 'd' && end[1] >= '1' && end[1] <= '9' ? id_number(end) : 0;

	if (!device)
		return act_may(c, RIGHT_RISK, "site");
	if (!sees_device(c, device))
		return problem(c, 404, "no-such-path", NULL, NULL);
	return act_may_device(c, RIGHT_RISK, device);
}

/* The far end names itself in the answer: he has to see it, too. */
static int may_far(struct call *c, const char *end)
{
	struct pick q;

	if (end[0] != 'o' || !viewer_restricted(&c->viewer))
		return may_end(c, end);
	pick_begin(&q, c, "SELECT count(*) FROM flow f WHERE (" SEES("f.client") " OR " SEES("f.server") ")");
	pick_number(&q, " AND (f.server_outside = :", id_number(end));
	pick_number(&q, " OR f.client_outside = :)", id_number(end));
	return pick_one(&q, 0) ? 0 : problem(c, 404, "no-such-path", NULL, NULL);
}

/* What belongs to a device wants the right for one of its systems; what stands for a whole kind, or lies
 * outside, for the site. */
static int may(struct call *c, const char *place, const char *system)
{
	char near[ATTACK_PLACE];
	const char *far = strchr(place, '~');
	int r;

	snprintf(near, sizeof near, "%.*s", (int)(far ? far - place : (int)strlen(place)), place);
	r = may_end(c, near);
	if (!r && far)
		r = may_far(c, far + 1);
	return r || strcmp(system, "site") == 0 ? r : act_may(c, RIGHT_RISK, system);
}

struct asked {
	char attack[ATTACK_NAME], place[ATTACK_PLACE];
	struct attack_saying said;
};

static void say(struct call *c, struct asked *a)
{
	const char *system = body_text(c, "system");

	a->said = (struct attack_saying){.system = system ? system : "site",
					 .attack = a->attack,
					 .place = a->place,
					 .words = body_text(c, "words"),
					 .harms = body_has(c, "harms") ? body_json(c, "harms") : NULL};
}

/* Of the path: 0, or a status that was told. */
static int of_path(struct call *c, struct asked *a)
{
	int r = attack_id_read(c->store, c->path[0], a->attack, a->place);

	if (r < 0)
		return problem_said(c, 404, "attack.no-assumption", c->path[0], "");
	say(c, a);
	return may(c, a->place, a->said.system);
}

static int done(struct call *c, const struct asked *a, int status, int r, const struct err *e)
{
	char id[ATTACK_ID];

	if (r == 0)
		r = answers_write(c->store, c->now);
	if (r < 0)
		return act_problem(c, "attack", r, e);
	snprintf(id, sizeof id, "%s@%s", a->attack, a->place);
	c->changed = "records"; /* pages that show either ask again */
	json_object(c->out, NULL);
	json_str(c->out, "id", id);
	json_end_object(c->out);
	return status;
}

int api_attacks_add(struct call *c)
{
	struct writing w = act_writing(c);
	struct err e = {0};
	struct asked a;
	int r;

	snprintf(a.attack, sizeof a.attack, "%s", body_text(c, "attack"));
	snprintf(a.place, sizeof a.place, "%s", body_text(c, "place"));
	say(c, &a);
	r = may(c, a.place, a.said.system);
	return r ? r : done(c, &a, 201, attack_accept(c->store, &a.said, &w, &e), &e);
}

int api_attacks_accept(struct call *c)
{
	struct writing w = act_writing(c);
	struct err e = {0};
	struct asked a;
	int r = of_path(c, &a);

	return r ? r : done(c, &a, 200, attack_accept(c->store, &a.said, &w, &e), &e);
}

int api_attacks_reject(struct call *c)
{
	struct writing w = act_writing(c);
	struct err e = {0};
	struct asked a;
	int r = of_path(c, &a);

	return r ? r : done(c, &a, 200, attack_reject(c->store, &a.said, &w, &e), &e);
}

int api_attacks_withdraw(struct call *c)
{
	struct writing w = act_writing(c);
	struct err e = {0};
	struct asked a;
	int r = of_path(c, &a);

	return r ? r : done(c, &a, 200, attack_withdraw(c->store, &a.said, &w, &e), &e);
}

int api_attacks_measure(struct call *c)
{
	struct writing w = act_writing(c);
	struct err e = {0};
	struct asked a;
	struct measure_plan plan;
	int64_t record = 0;
	bool records = false;
	int r = of_path(c, &a);

	if (r)
		return r;
	plan = (struct measure_plan){.attack = a.attack,
				     .place = a.place,
				     .measure = body_text(c, "measure"),
				     .layer = body_text(c, "layer"),
				     .what = body_text(c, "what"),
				     .how = body_text(c, "how"),
				     .control = body_text(c, "control"),
				     .state = body_text(c, "state"),
				     .it_owner = body_text(c, "it_owner"),
				     .ot_owner = body_text(c, "ot_owner"),
				     .done_by = body_text(c, "done_by"),
				     .system = body_text(c, "system"),
				     .language = c->language};
	r = measure_plan(c->store, &plan, &w, &record, &records, &e);
	if (r < 0 && records)
		return act_record_refused(c, record_kind("measure"), r, &e);
	if (r == 0)
		r = answers_write(c->store, c->now);
	if (r < 0)
		return act_problem(c, "attack", r, &e);
	c->changed = "records";
	json_object(c->out, NULL);
	json_id(c->out, "id", 'r', record);
	json_end_object(c->out);
	return 201;
}
