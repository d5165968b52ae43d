/* Eclipse Sparkplug B (specification 3.0, chapter 6.4): the metrics in an MQTT payload on topics
 * "spBv1.0/group/type/node/device", which are Protocol Buffers. Only numbers and booleans are told; bounded
 * by SPARKPLUG_METRICS; nothing is kept between messages, so a metric that names itself only by its alias is
 * "alias:N". */
#ifndef MIMAMORI_DECODE_SPARKPLUG_H
#define MIMAMORI_DECODE_SPARKPLUG_H

#include "base/rd.h"
#include "base/text.h"
#include "fact/fact.h"

enum { SPARKPLUG_METRICS = 256 };

typedef void sparkplug_sink(void *ctx, struct text name, double value, enum point_type type);

bool sparkplug_topic(struct text topic);   /* spBv1.0/... with a type that carries metrics */
bool sparkplug_command(struct text topic); /* one that sets them: NCMD, DCMD */
/* Returns how many were told; stops at what cannot be. */
unsigned sparkplug_read(struct rd payload, sparkplug_sink *fn, void *ctx);

#endif
