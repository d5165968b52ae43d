/* Events of what people say of attack assumptions. */
#include "store/part.h"

#define SAY(said, added)                                                                                     \
	"INSERT OR REPLACE INTO assumption_said(seq, system, attack, place, said, added, words, harms, "     \
	"actor, at) VALUES (?2, ?1->>'system', ?1->>'attack', ?1->>'place', '" said "', " added              \
	", ?1->>'words', ?1->>'harms', ?4, ?3)"

static const struct event_kind events[] = {
	{"attack-accepted", SAY("accepted", "0")},
	{"attack-rejected", SAY("rejected", "0")},
	{"attack-added", SAY("accepted", "1")},
	{"attack-withdrawn", "DELETE FROM assumption_said WHERE attack = ?1->>'attack' AND place = "
			     "?1->>'place' AND system = ?1->>'system'"},
};

static const char *const tables[] = {
	"assumption_said(seq, system, attack, place, said, added, words, harms, actor, at) BY seq", NULL};

const struct store_part attack_part = {"attack", events, sizeof events / sizeof *events, tables};
