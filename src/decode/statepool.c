#include "decode/statepool.h"

#include "base/pages.h"

#include <stdlib.h>
#include <string.h>

static size_t class_of(size_t size) { return (size + STATE_STEP - 1) / STATE_STEP; }

static void *next_of(void *idle)
{
	void *next;

	memcpy(&next, idle, sizeof next);
	return next;
}

static bool in_room(const struct state_pool *p, const void *state)
{
	return p->room && (const uint8_t *)state >= p->room && (const uint8_t *)state < p->room + STATE_ROOM;
}

/* What lies in the room is not counted: it cannot be given back by itself. */
static void put_idle(struct state_pool *p, void *state, size_t class)
{
	memcpy(state, &p->idle[class], sizeof p->idle[class]);
	p->idle[class] = state;
	if (!in_room(p, state))
		p->unused += class * STATE_STEP;
}

static void *take_idle(struct state_pool *p, size_t class)
{
	void *one = p->idle[class];

	if (!one)
		return NULL;
	p->idle[class] = next_of(one);
	if (!in_room(p, one))
		p->unused -= class * STATE_STEP;
	return one;
}

/* What lies in the room stays idle there. */
static void class_clear(struct state_pool *p, size_t class)
{
	void *one = p->idle[class];

	p->idle[class] = NULL;
	while (one) {
		void *next = next_of(one);

		if (in_room(p, one))
			put_idle(p, one, class);
		else
			free(one);
		one = next;
	}
}

void state_pool_clear(struct state_pool *p)
{
	for (size_t i = 0; i < STATE_CLASSES; i++)
		class_clear(p, i);
	p->unused = 0;
	if (p->used)
		return;
	pages_free(p->room, STATE_ROOM);
	*p = (struct state_pool){0};
}

/* Room that no state had yet; NULL when there is none left. */
static void *room_of(struct state_pool *p, size_t bytes)
{
	if (!p->room)
		p->room = pages_new(STATE_ROOM);
	if (!p->room || bytes > STATE_ROOM - p->room_used)
		return NULL;
	p->room_used += bytes;
	return p->room + p->room_used - bytes;
}

/* As large as its class, or NULL. */
static void *memory_of(struct state_pool *p, size_t class, size_t limit)
{
	void *one = take_idle(p, class);

	if (!one)
		one = room_of(p, class * STATE_STEP);
	if (one)
		return one;
	if (p->used + p->unused + class * STATE_STEP > limit)
		state_pool_clear(p);
	return malloc(class * STATE_STEP);
}

void *state_take(struct state_pool *p, size_t size, size_t clear, size_t limit)
{
	void *state = memory_of(p, class_of(size), limit);

	if (!state)
		return NULL;
	p->used += size;
	return memset(state, 0, clear);
}

void state_give(struct state_pool *p, void *state, size_t size)
{
	if (!state)
		return;
	p->used -= size;
	put_idle(p, state, class_of(size));
}
