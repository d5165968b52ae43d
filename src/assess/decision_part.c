/* What people decide, sign, add and freeze, and what the answers became, as events. */
#include "store/part.h"

static const struct event_kind events[] = {
	{"decision-made",
	 "INSERT INTO decision(system, sheet, item, choice, reason, inherit, point, contact, at, "
	 "hash, seq) VALUES (?1->>'system', ?1->>'sheet', ?1->>'item', ?1->>'choice', ?1->>'reason', "
	 "?1->>'inherit', ?1->>'point', ?1->>'contact', ?3, ?1->>'hash', ?2)"
	 " ON CONFLICT (system, sheet, item) DO UPDATE SET choice = excluded.choice, reason = "
	 "excluded.reason, inherit = excluded.inherit, point = excluded.point, contact = "
	 "excluded.contact, at = excluded.at, hash = excluded.hash, seq = excluded.seq"},
	{"decision-withdrawn",
	 "DELETE FROM decision WHERE system = ?1->>'system' AND sheet = ?1->>'sheet' AND item = "
	 "?1->>'item'"},
	{"own-item-added",
	 "INSERT INTO own_item(system, sheet, item, title, lead, checks, records, seq) VALUES "
	 "(?1->>'system', ?1->>'sheet', ?1->>'item', ?1->>'title', ?1->>'lead', ?1->'checks', "
	 "?1->'records', ?2)"},
	/* One signer, many rows: rows[] of {item, role, decision, evidence, question, value}. */
	{"decision-signed",
	 "INSERT INTO signature(system, sheet, item, contact, side, role, decision_hash, "
	 "evidence_hash, question_hash, at, public_key, value, seq) SELECT ?1->>'system', "
	 "?1->>'sheet', e.value->>'item', ?1->>'contact', ?1->>'side', e.value->>'role', "
	 "e.value->>'decision', e.value->>'evidence', e.value->>'question', ?3, ?1->>'public_key', "
	 "e.value->>'value', ?2 FROM json_each(?1, '$.rows') e ORDER BY e.key"},
	{"sheet-frozen", "INSERT INTO frozen(name, system, sheet, at, body, hash, seq) VALUES (?1->>'name', "
			 "?1->>'system', ?1->>'sheet', ?3, ?1, ?1->>'hash', ?2)"},
	/* changes[] of [item, verdict, grade, expired, evidence, question]. */
	{"answers-changed",
	 "INSERT INTO answered(system, sheet, item, verdict, grade, expired, evidence_hash, "
	 "question_hash, seq) SELECT ?1->>'system', ?1->>'sheet', e.value->>0, e.value->>1, "
	 "e.value->>2, e.value->>3, e.value->>4, e.value->>5, ?2 FROM json_each(?1, '$.changes') e"
	 " WHERE 1 ON CONFLICT (system, sheet, item) DO UPDATE SET verdict = excluded.verdict, "
	 "grade = excluded.grade, expired = excluded.expired, evidence_hash = "
	 "excluded.evidence_hash, question_hash = excluded.question_hash, seq = excluded.seq"},
};

static const char *const tables[] = {
	"decision(system, sheet, item, choice, reason, inherit, point, contact, at, hash, seq) BY system, "
	"sheet, item",
	"own_item(system, sheet, item, title, lead, checks, records, seq) BY system, sheet, item",
	"signature(id, system, sheet, item, contact, side, role, decision_hash, evidence_hash, "
	"question_hash, at,"
	" public_key, value, seq) BY id",
	"frozen(id, name, system, sheet, at, body, hash, seq) BY id",
	"answered(system, sheet, item, verdict, grade, expired, evidence_hash, question_hash, seq)"
	" BY system, sheet, item",
	NULL};

const struct store_part decision_part = {"decision", events, sizeof events / sizeof *events, tables};
