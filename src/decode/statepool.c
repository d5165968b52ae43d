#include "decode/statepool.h"

#include <stdlib.h>
#include <string.h>

static size_t class_of(size_t size) { return (size + STATE_STEP - 1) / STATE_STEP; }

static void *next_of(void *idle)
{
	void *next;

	memcpy(&next, idle, sizeof next);
	return next;
}

void state_pool_clear(struct state_pool *p)
{
	for (size_t i = 0; i < STATE_CLASSES; i++)
		while (p->idle[i]) {
			void *one = p->idle[i];

			p->idle[i] = next_of(one);
			free(one);
		}
	p->unused = 0;
}

/* As large as its class, or NULL. */
static void *memory_of(struct state_pool *p, size_t class, size_t limit)
{
	void *one = p->idle[class];

	if (one) {
		p->idle[class] = next_of(one);
		p->unused -= class * STATE_STEP;
		return one;
	}
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
	size_t class = class_of(size);

	if (!state)
		return;
	p->used -= size;
	p->unused += class * STATE_STEP;
	memcpy(state, &p->idle[class], sizeof p->idle[class]);
	p->idle[class] = state;
}
