/* incident.def as tables. */
#include "respond/incident_parts.h"

#include <string.h>

const char *const incident_states[INCIDENT_STATES] = {
#define STATE(symbol, name) name,
#define DEED(symbol, name, from, to, right, needs, items)
#define FIELD(deed, name, type, must, choices)
#include "respond/incident.def"
#undef STATE
#undef DEED
#undef FIELD
};

#define IS(state) (1u << INCIDENT_##state)
enum { /* the words of incident.def */
       WORDS = NEEDS_WORDS,
       EVIDENCE = NEEDS_EVIDENCE,
       BOTH = NEEDS_BOTH,
       KEY = NEEDS_KEY,
       APPROVED = NEEDS_APPROVED,
       EQUAL = NEEDS_EQUAL,
       WATCHED = NEEDS_WATCHED,
       SWEPT = NEEDS_SWEPT,
       SCOPE = NEEDS_SCOPE,
       PLANS = NEEDS_PLANS,
};

const struct incident_deed_line incident_deeds[] = {
#define STATE(symbol, name)
#define DEED(symbol, name, from, to, right, needs, items)                                                    \
	{name, from, INCIDENT_##to, RIGHT_##right, needs, items},
#define FIELD(deed, name, type, must, choices)
#include "respond/incident.def"
#undef STATE
#undef DEED
#undef FIELD
};
const size_t incident_deed_count = sizeof incident_deeds / sizeof *incident_deeds;

const struct incident_field incident_fields[] = {
#define STATE(symbol, name)
#define DEED(symbol, name, from, to, right, needs, items)
#define FIELD(deed, name, type, must, choices) {deed, name, FIELD_##type, must, choices},
#include "respond/incident.def"
#undef STATE
#undef DEED
#undef FIELD
};
const size_t incident_field_count = sizeof incident_fields / sizeof *incident_fields;

enum incident_state incident_state_named(const char *name)
{
	enum incident_state i = 0;

	while (i < INCIDENT_STATES && strcmp(incident_states[i], name) != 0)
		i++;
	return i;
}

const struct incident_deed_line *incident_line(const char *deed, enum incident_state state)
{
	const struct incident_deed_line *known = NULL;

	for (size_t i = 0; i < incident_deed_count; i++)
		if (strcmp(incident_deeds[i].name, deed) == 0) {
			if (incident_deeds[i].from & 1u << state)
				return &incident_deeds[i];
			known = known ? known : &incident_deeds[i];
		}
	return known;
}
