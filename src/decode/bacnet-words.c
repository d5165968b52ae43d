/* Objects and writes as words, for names of points and for who reads what was done. */
#include "decode/bacnet.h"

#include "base/quick.h"

#include <stdio.h>

size_t bacnet_object_text(uint32_t object, char *out, size_t cap)
{
	/* clause 21, BACnetObjectType: those that hold a value or do something */
	static const char *const types[] = {
		"analog-input",
		"analog-output",
		"analog-value",
		"binary-input",
		"binary-output",
		"binary-value",
		"calendar",
		"command",
		"device",
		"event-enrollment",
		"file",
		"group",
		"loop",
		"multi-state-input",
		"multi-state-output",
		"notification-class",
		"program",
		"schedule",
		"averaging",
		"multi-state-value",
		"trend-log",
		"life-safety-point",
		"life-safety-zone",
		"accumulator",
		"pulse-converter",
		"event-log",
		"global-group",
		"trend-log-multiple",
		"load-control",
		"structured-view",
		"access-door",
		"timer",
		"access-credential",
		"access-point",
		"access-rights",
		"access-user",
		"access-zone",
		"credential-data-input",
		"network-security",
		"bitstring-value",
		"characterstring-value",
		"date-pattern-value",
		"date-value",
		"datetime-pattern-value",
		"datetime-value",
		"integer-value",
		"large-analog-value",
		"octetstring-value",
		"positive-integer-value",
		"time-pattern-value",
		"time-value",
		"notification-forwarder",
		"alert-enrollment",
		"channel",
		"lighting-output",
		"binary-lighting-output",
		"network-port",
	};
	unsigned type = object >> 22, instance = object & 0x3fffff;
	int n;

	if (type < sizeof types / sizeof types[0])
		n = quick_fmt(out, cap, "%s:%u", types[type], instance);
	else
		n = quick_fmt(out, cap, "object-%u:%u", type, instance);
	return n > 0 && (size_t)n < cap ? (size_t)n : cap - 1;
}

void bacnet_object_of(struct rd r, char out[BACNET_NAME])
{
	enum { TAG_OBJECT = 12 };
	struct bacnet_tag t;

	out[0] = 0;
	if (bacnet_next(&r, &t) && t.kind == BACNET_PLAIN && rd_left(&t.value) == 4 &&
	    (t.context ? t.number == 0 : t.number == TAG_OBJECT))
		(void)bacnet_object_text(bacnet_number(t.value), out, BACNET_NAME);
}

void bacnet_first(void *ctx, const struct bacnet_property *p)
{
	struct bacnet_first *f = ctx;
	size_t n;

	if (f->count++)
		return;
	n = bacnet_object_text(p->object, f->text, sizeof f->text);
	if (p->property == 85)
		n += (size_t)snprintf(f->text + n, sizeof f->text - n, ".present-value");
	else
		n += (size_t)snprintf(f->text + n, sizeof f->text - n, " property %u", p->property);
	if (p->priority)
		snprintf(f->text + n, sizeof f->text - n, " priority %d", p->priority);
}
