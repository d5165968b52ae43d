/* Data that one end sends another in a fixed cycle, agreed on beforehand, ceased or came back (fact `cyclic`). Equipment
 * stops, or goes on with what it had last, when they cease.
 *
 * Some frames missing in a recording look the same for a moment, for a switch under load copies not all of them to a
 * mirror port. But who misses data for longer than agreed gives the connection up, and nothing comes under it any more:
 * so silence is told where it lasts (CYCLIC_SURE), where the connection is opened again, or where an end says so
 * itself; data that go on as agreed prove that nobody missed any. */
#ifndef MIMAMORI_DECODE_CYCLIC_H
#define MIMAMORI_DECODE_CYCLIC_H

#include "decode/emit.h"

#define CYCLIC_SURE INT64_C(1000000) /* us */

/* what: which data ("inputs 100"), for the detector. */
static inline void cyclic_tell(struct emit *e, bool lost, struct who from, struct who to, const char *what)
{
	struct fact f = {.kind = FACT_CYCLIC,
			 .confidence = 85,
			 .about = from,
			 .peer = to,
			 .other = text_z(what),
			 .num = {lost}};
	char value[IP_TEXT + MAC_TEXT + 16], ip[IP_TEXT], mac[MAC_TEXT];
	size_t n = 0;

	for (const char *p = lost ? "lost " : "returned "; *p;)
		value[n++] = *p++;
	for (const char *p = ip_is_none(to.ip) ? mac_text(to.mac, mac) : ip_text(to.ip, ip); *p;)
		value[n++] = *p++;
	f.value = text_of(value, n);
	emit_fact(e, f);
}

#endif
