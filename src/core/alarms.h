/* From what sensor tells to what people are told: feed hands each sighting, fact and flow to the detectors
 * (detect/detect.h), what they say becomes alarms (respond/alarms.h), alarms become messages
 * (respond/messages.h). All of that is memory; as soon as something is to be written, all of it is, in one
 * transaction, some quarter of a second later. While the site cannot be written to it waits, with its times,
 * and is tried again. What detectors learnt is saved every minute and at the end. */
#ifndef MIMAMORI_CORE_ALARMS_H
#define MIMAMORI_CORE_ALARMS_H

#include "decode/relay.h"
#include "store/store.h"

struct core;
struct core_alarms;

/* Before feed: -ENOMEM. */
int core_alarms_begin(struct core *c);
void core_alarms_end(struct core *c); /* after feed: what waits is written, what was learnt is saved */

void core_alarms_tick(struct core *c, const struct relay_tick *t); /* what time it is, by sensor */
void core_alarms_site(struct core *c);   /* the site was opened: what stood, stands */
void core_alarms_joined(struct core *c); /* a period joined the site */
/* Somebody changed something of this topic (core_changed()); NULL: anything. */
void core_alarms_changed(struct core *c, const char *topic);

#endif
