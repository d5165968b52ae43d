/* POST /director/requests/{id}/answer and .../paper: what executives say to what they are asked. The first is
 * theirs alone, in person; the second copies what came back on paper, and says so. */
#include "assess/director_answer.h"
#include "assess/guard.h"
#include "assess/judged.h"
#include "assess/record.h"
#include "serve/act.h"
#include "serve/viewer.h"

#include <errno.h>

api_handler api_director_answer, api_director_paper;

/* The system whose request it is: rights are held for it. 0 or a status. */
static int may(struct call *c, enum right right)
{
	struct record r = {.topic = -1};
	int status = record_get(c->store, id_number(c->path[0]), &r) < 0
			     ? problem_said(c, 404, "director.no-request", c->path[0], "")
			     : act_may(c, right, r.system);

	record_clear(&r);
	return status;
}

static int answer(struct call *c, struct director_answer *a)
{
	struct writing w = act_writing(c);
	struct err e = {0};
	unsigned version = 0;
	int code;

	a->record = id_number(c->path[0]);
	a->answer = body_text(c, "answer");
	a->words = body_text(c, "words");
	a->until = body_text(c, "until");
	a->version = (unsigned)body_int(c, "version", 0);
	code = director_answer(c->store, a, &w, &version, &e);
	if (code == 0)
		code = answers_write(c->store, c->now);
	if (code < 0)
		return act_problem(c, director_answer_topic(&e), code, &e);
	json_object(c->out, NULL);
	json_id(c->out, "id", 'r', a->record);
	json_int(c->out, "version", version);
	json_bool(c->out, "proven", a->passphrase != NULL);
	json_end_object(c->out);
	c->changed = "records";
	return 200;
}

int api_director_answer(struct call *c)
{
	struct director_answer a = {.contact = c->viewer.contact, .passphrase = body_text(c, "passphrase")};
	struct err e = {0};
	int status = may(c, RIGHT_ANSWER);

	c->secret = true;
	if (!status && (!c->viewer.contact || c->viewer.token))
		status = problem_said(c, 403, "act.person-only", "", "");
	if (a.passphrase && !*a.passphrase)
		a.passphrase = NULL;
	if (!status && a.passphrase && !guard_stretch(viewers_guard(c->api->viewers), NULL, "", c->now)) {
		err_set(&e, -EAGAIN, "", "too-many-tries", "1");
		status = act_problem(c, "account", -EAGAIN, &e);
	}
	return status ? status : answer(c, &a);
}

int api_director_paper(struct call *c)
{
	struct director_answer a = {
		.paper = true, .contact = id_number(body_text(c, "by")), .on = body_text(c, "given_on")};
	int status = may(c, RIGHT_RECORD);

	return status ? status : answer(c, &a);
}
