/* The UDP side of ADS (48899): which TwinCAT systems there are, and routes to them. Adding one asks for a Windows
 * account, in clear.
 *
 *	03 66 14 71 | number 4 | service 4 (answers: | 80000000) | net id 6, port 2 | count 4
 *	(tag 2 | length 2 | value)...
 *
 * Proved on the captures of ITI. */
#ifndef MIMAMORI_DECODE_ADS_ROUTES_H
#define MIMAMORI_DECODE_ADS_ROUTES_H

#include "decode/decoder.h"
#include "decode/signin.h"

struct smell ads_routes_smell(struct rd head);
/* s: the account with which a route is asked for waits there for its answer. */
enum heard ads_routes_decode(struct signin *s, struct rd *in, struct emit *e);

#endif
