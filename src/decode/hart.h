/* Small things of HART (FieldComm Group TS20099, TS20183) that its way over IP needs. */
#ifndef MIMAMORI_DECODE_HART_H
#define MIMAMORI_DECODE_HART_H

#include "base/rd.h"

enum { HART_TAG = 8 };

const char *hart_maker(unsigned number); /* NULL: not one of those that are known here */
/* A tag in packed ASCII: six bits a letter, four letters in three bytes; false when there are fewer than six bytes. */
bool hart_packed(struct rd r, char out[HART_TAG]);

#endif
