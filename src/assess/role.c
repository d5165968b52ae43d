#include "assess/role.h"

#include <string.h>

const char *const person_roles[ROLES] = {
#define ROLE(symbol, name) name,
#include "assess/roles.def"
#undef ROLE
};

const char *const right_names[RIGHT_COUNT] = {
#define RIGHT(symbol, name, roles) name,
#include "assess/rights.def"
#undef RIGHT
};

enum {
#define ROLE(symbol, name) symbol = ROLE_##symbol,
#include "assess/roles.def"
#undef ROLE
};

static const uint32_t who[RIGHT_COUNT] = {
#define RIGHT(symbol, name, roles) roles,
#include "assess/rights.def"
#undef RIGHT
};

uint32_t role_named(const char *name)
{
	for (unsigned i = 0; i < ROLES; i++)
		if (strcmp(person_roles[i], name) == 0)
			return 1u << i;
	return 0;
}

uint32_t right_roles(enum right right) { return right < RIGHT_COUNT ? who[right] : 0; }

void grants_add(struct grants *g, int64_t system, uint32_t roles)
{
	if (!system) {
		g->site |= roles;
		return;
	}
	for (unsigned i = 0; i < g->systems; i++)
		if (g->system[i].system == system) {
			g->system[i].roles |= roles;
			return;
		}
	if (g->systems < GRANT_SYSTEMS)
		g->system[g->systems++] = (struct grant_system){system, roles};
}

uint32_t grants_anywhere(const struct grants *g)
{
	uint32_t roles = g->site;

	for (unsigned i = 0; i < g->systems; i++)
		roles |= g->system[i].roles;
	return roles;
}

uint32_t grants_for(const struct grants *g, int64_t system)
{
	uint32_t roles = g->site & ~(uint32_t)ROLE_VENDOR;

	for (unsigned i = 0; system && i < g->systems; i++)
		if (g->system[i].system == system)
			roles |= g->system[i].roles;
	return roles;
}

bool grants_may(const struct grants *g, enum right right, int64_t system)
{
	return (grants_for(g, system) & right_roles(right)) != 0;
}
