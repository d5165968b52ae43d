/* The vocabulary of ECHONET Lite: makers, classes of objects, property maps. Constant tables; nothing fails.
 * Sources: ECHONET Specification Appendix (classes), the public list of manufacturer codes. */
#ifndef MIMAMORI_DECODE_ECHONET_H
#define MIMAMORI_DECODE_ECHONET_H

#include "base/rd.h"

const char *echonet_maker(uint32_t code);  /* NULL: not in the table */
const char *echonet_class(unsigned class); /* "air-conditioner"; NULL: not in the table */
const char *echonet_kind(unsigned class);  /* a token of device kinds; NULL: says nothing */
bool echonet_is_signed(unsigned class, unsigned property);
bool echonet_is_two_currents(unsigned class, unsigned property); /* of R and T phase, in one property */

/* The properties of a map (9D, 9E, 9F) in hexadecimal, "80 b0 b3", into out (terminated); 0 when it is none.
 */
enum { ECHONET_MAP = 3 * 128 + 1 };
size_t echonet_map(struct rd edt, char out[ECHONET_MAP]);

#endif
