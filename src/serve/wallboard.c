#include "serve/wallboard.h"

#include "assess/contact.h"
#include "assess/roster.h"
#include "serve/state.h"

#include <stdio.h>
#include <string.h>

#define MINUTE INT64_C(60000000)
#define HOUR   (60 * MINUTE)

enum { HOURS = 24, BOARDS = 16 };

static void add(struct wall_people *p, const struct on_duty *duty)
{
	for (unsigned i = 0; i < duty->count; i++) {
		int64_t contact = duty->list[i].contact;
		unsigned k = 0;

		while (k < p->count && p->contact[k] != contact)
			k++;
		if (k == p->count && k < WALL_PEOPLE && duty->list[i].part != DUTY_CSIRT)
			p->contact[p->count++] = contact;
	}
}

/* Those of this hour first. */
static void gather(struct call *c, const char *system, struct wall_people *ret)
{
	int64_t zone = c->zone_minutes * MINUTE,
		midnight = (c->now + zone) / (HOURS * HOUR) * (HOURS * HOUR) - zone;
	struct on_duty duty;

	*ret = (struct wall_people){0};
	if (on_duty(c->store, c->now, NULL, system, &duty) == 0)
		add(ret, &duty);
	for (int hour = 0; hour < HOURS; hour++)
		if (on_duty(c->store, midnight + hour * HOUR, NULL, system, &duty) == 0)
			add(ret, &duty);
}

/* Screens ask every other second, rosters change by the hour. */
void wall_people(struct call *c, const struct wallboard *b, struct wall_people *ret)
{
	static struct remembered {
		int64_t began, state, hour;
		char system[24];
		struct wall_people people;
	} list[BOARDS];
	static unsigned next;
	int64_t state = api_state(c->api), hour = c->now / HOUR;
	struct remembered *r;
	char system[24] = "site";

	if (b->system)
		snprintf(system, sizeof system, "s%lld", (long long)b->system);
	for (unsigned i = 0; i < BOARDS; i++) {
		r = &list[i];
		if (r->state == state && r->hour == hour && r->began == c->api->began &&
		    strcmp(r->system, system) == 0) {
			*ret = r->people;
			return;
		}
	}
	r = &list[next++ % BOARDS];
	*r = (struct remembered){.began = c->api->began, .state = state, .hour = hour};
	snprintf(r->system, sizeof r->system, "%s", system);
	gather(c, system, &r->people);
	*ret = r->people;
}

void wall_person(struct call *c, int64_t contact)
{
	struct contact who;

	if (contact_get(c->store, contact, &who) < 0 || who.erased)
		return;
	json_object(c->out, NULL);
	json_id(c->out, "contact", 'c', contact);
	json_str(c->out, "name", who.name);
	json_end_object(c->out);
}

static void card_part(struct call *c, const char *key, const char *const *lines)
{
	json_array(c->out, key);
	for (; *lines; lines++)
		json_str(c->out, NULL, lang(c->language, *lines));
	json_end_array(c->out);
}

void wall_card(struct call *c)
{
	static const char *const todo[] = {"wallboard.do-1", "wallboard.do-2", "wallboard.do-3", NULL},
				 *const dont[] = {"wallboard.dont-1", "wallboard.dont-2", "wallboard.dont-3",
						  NULL};

	json_object(c->out, "card");
	card_part(c, "do", todo);
	card_part(c, "dont", dont);
	json_end_object(c->out);
}
