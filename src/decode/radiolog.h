/* What access points write into their logs when a station joins: the only word on the radio hop that a wire
 * shows. */
#ifndef MIMAMORI_DECODE_RADIOLOG_H
#define MIMAMORI_DECODE_RADIOLOG_H

#include "base/addr.h"
#include "base/text.h"

/* Does this line say that a station joined? Then its MAC. Leaving and failing are not joining. */
bool radiolog_station(struct text line, struct mac *ret_station);

#endif
