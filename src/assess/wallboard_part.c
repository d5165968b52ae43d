/* Events about screens on the shop floor. No code and no cookie, nor a hash of either. */
#include "store/part.h"

static const struct event_kind events[] = {
	{"wallboard-made", "INSERT INTO wallboard(id, name, system, line, made, actor, code_until, seq) "
			   "VALUES (?1->>'wallboard', "
			   "?1->>'name', ?1->>'system', ?1->>'line', ?3, ?4, ?1->>'code_until', ?2)"},
	{"wallboard-paired", "UPDATE wallboard SET paired = ?3, origin = ?1->>'origin', seq = ?2 WHERE id = "
			     "?1->>'wallboard'"},
	{"wallboard-revoked", "UPDATE wallboard SET revoked = ?3, seq = ?2 WHERE id = ?1->>'wallboard'"},
	{"wallboard-code-wrong", NULL}, /* somebody tried one: where */
	{"wallboard-reported",
	 NULL}, /* wallboard, incident, person, device; joined: to one of a minute ago */
};

static const char *const tables[] = {
	"wallboard(id, name, system, line, made, actor, code_until, paired, origin, revoked, seq) BY id",
	NULL};

const struct store_part wallboard_part = {"wallboard", events, sizeof events / sizeof *events, tables};
