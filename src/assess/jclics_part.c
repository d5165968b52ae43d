/* J-CLICS: what people answered and what they chose to see beside it. The texts of the questions are in no
 * event. */
#include "store/part.h"

static const struct event_kind events[] = {
	/* {"edition", "count", "hash"}: of the texts, which lie in jclics_text alone and are sealed */
	{"jclics-imported", NULL},
	{"jclics-answered",
	 "INSERT INTO jclics_answer(edition, slot, answer, reason, contact, answered_on, expires_on, "
	 "question_hash, "
	 "seq) VALUES (?1->>'edition', ?1->>'slot', ?1->>'answer', ?1->>'reason', ?1->>'contact', "
	 "?1->>'answered_on', ?1->>'expires_on', ?1->>'question_hash', ?2) ON CONFLICT (edition, slot) DO "
	 "UPDATE "
	 "SET answer = excluded.answer, reason = excluded.reason, contact = excluded.contact, answered_on = "
	 "excluded.answered_on, expires_on = excluded.expires_on, question_hash = excluded.question_hash, "
	 "seq = "
	 "excluded.seq"},
	{"jclics-withdrawn",
	 "DELETE FROM jclics_answer WHERE edition = ?1->>'edition' AND slot = ?1->>'slot'"},
	/* without lists what was chosen goes */
	{"jclics-bound",
	 "DELETE FROM jclics_bound WHERE edition = ?1->>'edition' AND slot = ?1->>'slot';"
	 "INSERT INTO jclics_bound(edition, slot, checks, records, seq) SELECT ?1->>'edition', ?1->>'slot', "
	 "?1->'checks', ?1->'records', ?2 WHERE json_array_length(?1, '$.checks') + json_array_length(?1, "
	 "'$.records') > 0"},
};

static const char *const tables[] = {"jclics_answer(edition, slot, answer, reason, contact, answered_on, "
				     "expires_on, question_hash, seq) BY "
				     "edition, slot",
				     "jclics_bound(edition, slot, checks, records, seq) BY edition, slot",
				     NULL};

const struct store_part jclics_part = {"jclics", events, sizeof events / sizeof *events, tables};
