/* Shared by the files of risk_table.h: flaws and controls by device. */
#ifndef MIMAMORI_ASSESS_RISK_PARTS_H
#define MIMAMORI_ASSESS_RISK_PARTS_H

#include "assess/risk_table.h"

struct risk_flaw {
	int64_t device, finding;
	unsigned threats; /* of the check */
	bool covered;
};

struct risk_control {
	int64_t device;
	unsigned control; /* index of controls[] */
};

/* What people accepted as an attack to reckon with, at this device or at a link of it. */
struct risk_assumed {
	int64_t device;
	unsigned threats;
};

struct risk_seen {
	struct risk_flaw *flaw;       /* by device, gravest first */
	struct risk_control *control; /* by device */
	struct risk_assumed *assumed; /* by device */
	size_t flaws, flaw_room, controls, control_room, assumptions, assumed_room;
};

int risk_seen_read(struct risk_seen *x, struct store *s); /* zeroed before; risk_seen_clear() in any case */
void risk_seen_clear(struct risk_seen *x);
size_t risk_flaw_at(const struct risk_seen *x, int64_t device); /* index of its first, or where it would be */

#endif
