/* Protocols that are only named for now: what a decoder does once its content has been recognised. */
#ifndef MIMAMORI_DECODE_NAMED_H
#define MIMAMORI_DECODE_NAMED_H

#include "decode/decoder.h"

/* Over UDP every datagram is heard, over TCP nothing more is wanted. kind: what the server probably is, told
 * once for each conversation over TCP and with each datagram of the server over UDP; NULL: nothing follows
 * from the protocol. */
static inline enum heard named_only(const struct talk *t, struct rd *in, struct emit *e, const char *kind,
				    int confidence)
{
	if (kind && t->side == FROM_SERVER)
		emit_str(e, FACT_KIND, SERVER, confidence, kind);
	if (t->transport == 6)
		return ENOUGH;
	(void)rd_rest(in);
	return HEARD;
}

#endif
