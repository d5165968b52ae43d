/* TPKT (RFC 1006) and COTP (RFC 905, X.224) on TCP 102: what S7comm and S7comm-plus travel in. */
#ifndef MIMAMORI_DECODE_TPKT_H
#define MIMAMORI_DECODE_TPKT_H

#include "base/rd.h"

enum { TPKT_DATA = 0xf0, TPKT_CONNECT = 0xe0, TPKT_CONFIRM = 0xd0 };

/* The next packet: the COTP type and what stands behind the COTP header. False: none whole, or none at all.
 */
bool tpkt_next(struct rd *r, unsigned *ret_type, struct rd *ret_payload);

/* The payload of the first data packet, past those that connect; false when there is none. */
bool tpkt_data(struct rd r, struct rd *ret_payload);

#endif
