/* What PROFINET DCP and IO-CM have in common: who makes a device (vendor numbers of PROFIBUS & PROFINET
 * International). */
#ifndef MIMAMORI_DECODE_PNIO_H
#define MIMAMORI_DECODE_PNIO_H

#include "decode/emit.h"

/* "profinet-id=002a:0403", and the maker's name where we know the number. */
void pnio_tell_maker(struct emit *e, enum about about, unsigned vendor, unsigned device);

#endif
