/* TPKT (RFC 1006) and COTP (RFC 905, X.224) on TCP 102: what S7comm, S7comm-plus and MMS travel in. */
#ifndef MIMAMORI_DECODE_TPKT_H
#define MIMAMORI_DECODE_TPKT_H

#include "decode/decoder.h"

enum { TPKT_DATA = 0xf0, TPKT_CONNECT = 0xe0, TPKT_CONFIRM = 0xd0 };

/* The next packet: the COTP type and what stands behind the COTP header. False: none whole, or none at all.
 */
bool tpkt_next(struct rd *r, unsigned *ret_type, struct rd *ret_payload);

/* The next message: the payload of a data packet, or of several up to the one that is marked as the end,
 * joined in room (what is more than cap is cut off). An empty packet that begins nothing is a message of its
 * own: Siemens stations send them as a receipt. HEARD, MORE (not all there yet; nothing consumed) or BROKEN.
 */
enum heard tpkt_message(struct rd *r, uint8_t *room, size_t cap, unsigned *ret_type, struct rd *ret_payload);

/* What a connection request or confirmation asks for: the called selector (parameter c2) as a reader; false
 * when there is none. cotp: the whole packet from the COTP length on. */
bool tpkt_called(struct rd packet, struct rd *ret_selector);

/* The payload of the first data packet, past those that connect; false when there is none. */
bool tpkt_data(struct rd r, struct rd *ret_payload);

#endif
