/* What people say of the drawing: where a card lies, and versions that they kept. */
#include "store/part.h"

static const struct event_kind events[] = {
	/* pins: [{id, x, y}]; without x the card goes back to where it is drawn */
	{"map-pinned", "INSERT INTO map_pin(node, x, y, seq) SELECT e.value->>'id', e.value->>'x', "
		       "e.value->>'y', ?2 FROM json_each(?1, "
		       "'$.pins') e WHERE e.value->>'x' IS NOT NULL ON CONFLICT (node) DO UPDATE SET x = "
		       "excluded.x, y = excluded.y, seq = "
		       "excluded.seq;"
		       "DELETE FROM map_pin WHERE node IN (SELECT e.value->>'id' FROM json_each(?1, "
		       "'$.pins') e WHERE e.value->>'x' IS NULL)"},
	{"map-kept", "INSERT INTO map_version(id, name, at, contact, body, hash, seq) SELECT ?1->>'version', "
		     "?1->>'name', ?3, "
		     "?1->>'contact', ?1->'drawing', ?1->>'hash', ?2"},
};

static const char *const tables[] = {"map_pin(node, x, y, seq) BY node",
				     "map_version(id, name, at, contact, body, hash, seq) BY id", NULL};

const struct store_part map_part = {"map", events, sizeof events / sizeof *events, tables};
