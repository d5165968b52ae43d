/* Which devices an alarm concerns: what the lamps are lit by (table alarm_device). */
#include "respond/alarms_parts.h"

#include "base/hash.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static uint32_t *bucket(const struct alarms *a, uint32_t group, int64_t device, unsigned part, unsigned lamp)
{
	uint64_t h = hash_two((uint64_t)device ^ a->seed, (uint64_t)group << 8 | part << 4 | lamp);

	return &a->touch_buckets[h & (ALARM_TOUCHES - 1)];
}

static uint32_t *bucket_of(const struct alarms *a, const struct touch *t)
{
	return bucket(a, t->group, t->device, t->part, t->lamp);
}

struct touch *touch_find(const struct alarms *a, uint32_t group, int64_t device, unsigned part, unsigned lamp)
{
	for (uint32_t i = *bucket(a, group, device, part, lamp); i != NO_INDEX; i = a->touch[i].next) {
		struct touch *t = &a->touch[i];

		if (t->group == group && t->device == device && t->part == part && t->lamp == lamp)
			return t;
	}
	return NULL;
}

/* Is this device among those that the alarm concerns, in whatever part? */
static bool concerned(const struct alarms *a, uint32_t group, int64_t device)
{
	for (unsigned part = 0; part < 2; part++)
		for (unsigned lamp = ALARM_LAMP_NONE; lamp <= ALARM_LAMP_DATA; lamp++)
			if (touch_find(a, group, device, part, lamp))
				return true;
	return false;
}

struct touch *touch_make(struct alarms *a, uint32_t group, int64_t device, unsigned part, unsigned lamp)
{
	struct touch *t = touch_find(a, group, device, part, lamp);
	uint32_t i, *head;

	if (t || (a->touches_free == NO_INDEX && a->touches_room == ALARM_TOUCHES))
		return t;
	a->group[group].concerned += !concerned(a, group, device);
	i = a->touches_free == NO_INDEX ? a->touches_room++ : a->touches_free;
	t = &a->touch[i];
	if (i == a->touches_free)
		a->touches_free = t->next;
	head = bucket(a, group, device, part, lamp);
	*t = (struct touch){.group = group,
			    .next = *head,
			    .device = device,
			    .part = (uint8_t)part,
			    .lamp = (uint8_t)lamp,
			    .severity = SEVERITY_INFO};
	*head = i;
	return t;
}

static void touch_one(struct alarms *a, struct thing *t, unsigned part, int64_t device)
{
	const struct alarm *g = &a->group[t->group];
	struct touch *x;

	if (!device || t->touch[part] != NO_INDEX ||
	    !(x = touch_make(a, t->group, device, part, t->words->lamp)))
		return;
	if (!x->standing++) {
		if (!x->since || (x->until && a->now - x->until >= ALARM_AGAIN_S * ALARM_SECOND))
			x->since = t->began;
		x->until = 0;
	}
	if (t->words->severity < x->severity)
		x->severity = (uint8_t)(t->words->severity > g->severity ? t->words->severity : g->severity);
	x->dirty = true;
	t->touch[part] = (uint32_t)(x - a->touch);
}

void thing_touch(struct alarms *a, struct thing *t)
{
	touch_one(a, t, 1, t->on_device);
	/* what is only claimed lights nobody's lamp */
	if (!t->claimed && t->by_device != t->on_device)
		touch_one(a, t, 0, t->by_device);
}

void thing_untouch(struct alarms *a, struct thing *t)
{
	for (unsigned part = 0; part < 2; part++) {
		struct touch *x = t->touch[part] == NO_INDEX ? NULL : &a->touch[t->touch[part]];

		t->touch[part] = NO_INDEX;
		if (!x)
			continue;
		x->dirty = true;
		if (!--x->standing)
			x->until = a->now;
	}
}

void touches_forget(struct alarms *a, uint32_t group)
{
	for (uint32_t i = 0; i < a->touches_room; i++) {
		struct touch *t = &a->touch[i];
		uint32_t *at;

		if (t->group != group)
			continue;
		for (at = bucket_of(a, t); *at != i;)
			at = &a->touch[*at].next;
		*at = t->next;
		*t = (struct touch){.group = NO_INDEX, .next = a->touches_free};
		a->touches_free = i;
	}
}

int touches_begin(struct alarms *a)
{
	a->touches_free = NO_INDEX;
	a->touch = calloc(ALARM_TOUCHES, sizeof *a->touch);
	a->touch_buckets = malloc(ALARM_TOUCHES * sizeof *a->touch_buckets);
	if (!a->touch || !a->touch_buckets)
		return -ENOMEM;
	memset(a->touch_buckets, 0xff, ALARM_TOUCHES * sizeof *a->touch_buckets);
	return 0;
}

void touches_end(struct alarms *a)
{
	free(a->touch);
	free(a->touch_buckets);
}
