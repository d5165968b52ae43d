/* System status lists of S7 controllers (SZL): who the controller says it is. Emits about the sender. */
#ifndef MIMAMORI_DECODE_S7LIST_H
#define MIMAMORI_DECODE_S7LIST_H

#include "decode/emit.h"

/* The data part of a Read SZL answer, from its return code on. */
void s7_tell_list(struct emit *e, struct rd data);

#endif
