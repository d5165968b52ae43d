/* Who may what: roles (roles.def), rights (rights.def), and what somebody was granted. Tables only; who
 * somebody is, is found out by serve/viewer.h. */
#ifndef MIMAMORI_ASSESS_ROLE_H
#define MIMAMORI_ASSESS_ROLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum role_number {
#define ROLE(symbol, name) ROLE_NUMBER_##symbol,
#include "assess/roles.def"
#undef ROLE
	ROLES
};

/* Bits of a set of roles. */
enum role_bit {
#define ROLE(symbol, name) ROLE_##symbol = 1 << ROLE_NUMBER_##symbol,
#include "assess/roles.def"
#undef ROLE
	ROLES_ALL = (1 << ROLES) - 1
};

enum right {
#define RIGHT(symbol, name, roles) RIGHT_##symbol,
#include "assess/rights.def"
#undef RIGHT
	RIGHT_COUNT
};

extern const char *const person_roles[ROLES];
extern const char *const right_names[RIGHT_COUNT];

uint32_t role_named(const char *name);  /* its bit; 0: there is none */
uint32_t right_roles(enum right right); /* who has it */

/* What somebody was granted. A system that is over the bound is not there: too few rights, never too many. */
enum { GRANT_SYSTEMS = 32 };
struct grants {
	uint32_t site;
	struct grant_system {
		int64_t system;
		uint32_t roles;
	} system[GRANT_SYSTEMS];
	unsigned systems;
};

void grants_add(struct grants *g, int64_t system /* 0: the site */, uint32_t roles);
uint32_t grants_anywhere(const struct grants *g);
/* For a system: what was granted for it, and for the site. A vendor of the site has no system of his own. */
uint32_t grants_for(const struct grants *g, int64_t system);
/* system 0: for the site as a whole. */
bool grants_may(const struct grants *g, enum right right, int64_t system);

#endif
