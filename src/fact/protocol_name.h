/* What people call a protocol: short, in their language (data/lang/protocols.yaml). */
#ifndef MIMAMORI_FACT_PROTOCOL_NAME_H
#define MIMAMORI_FACT_PROTOCOL_NAME_H

#include "base/lang.h"
#include "fact/fact.h"

/* Static; the title where there is no short name. */
const char *protocol_name(enum protocol p, enum language l);

#endif
