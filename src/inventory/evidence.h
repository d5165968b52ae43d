/* What tells a device's kind, maker and system beside what it says outright: collected from facts, services,
 * conversations and names by the rules of data/kinds, weighed, and kept so that the report can show why. */
#ifndef MIMAMORI_INVENTORY_EVIDENCE_H
#define MIMAMORI_INVENTORY_EVIDENCE_H

#include "fact/fact.h"
#include "inventory/kinds.h"

#include <stddef.h>

struct evidence_row {
	uint32_t device; /* + 1 */
	const char *value;
	uint8_t outcome, group, weight; /* group: what it was read from; several of one group count once */
	uint16_t source;                /* enum protocol, or 0: the MAC */
	struct packet at;
};

struct evidence {
	struct evidence_row *rows;
	size_t count, room;
	uint64_t dropped;
};

struct verdict {
	const char *value; /* NULL: nothing tells */
	unsigned confidence;
};

struct model;

int evidence_collect(struct evidence *e, struct model *m); /* sorted by device */
void evidence_clear(struct evidence *e);
/* The rows of one device. */
const struct evidence_row *evidence_of(const struct evidence *e, uint32_t device, size_t *ret_count);
/* What they say together: what points the same way adds up (the chance that all of them err). */
/* A PC that is used for engineering is an engineering station: the special kind wins over the general one it
 * is a case of. */
struct verdict evidence_refine(const struct evidence_row *rows, size_t n, struct verdict kind);
struct verdict evidence_weigh(const struct evidence_row *rows, size_t n, enum rule_outcome outcome);

#endif
