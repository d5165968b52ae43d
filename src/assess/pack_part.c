/* What vendors are asked, what they said, what became of it. Answers are proposals: taking one is an event of
 * its own, and the records it became are told by events of records. */
#include "store/part.h"

static const struct event_kind events[] = {
	{"pack-made",
	 "INSERT INTO pack(id, kind, vendor, contact, system, title, level, due_on, at, actor, content, "
	 "hash, "
	 "why, questions, covers, seq) SELECT ?1->>'pack', ?1->>'kind', ?1->>'vendor', ?1->>'contact', "
	 "?1->>'system', ?1->>'title', ?1->>'level', ?1->>'due_on', ?3, ?4, ?1->>'content', ?1->>'hash', "
	 "?1->'why', ?1->>'questions', ?1->>'devices', ?2"},
	/* answers: [{question, choice, words, evidence, day, whole}]; source: the file's SHA-256 or null */
	{"pack-answered",
	 "INSERT INTO pack_answer(pack, question, choice, words, evidence, day, whole, at, actor, source, "
	 "seq)"
	 " SELECT ?1->>'pack', a.value->>'question', a.value->>'choice', a.value->>'words', "
	 "a.value->>'evidence', a.value->>'day', a.value->>'whole', ?3, ?4, ?1->>'source', ?2 FROM "
	 "json_each(?1, '$.answers') a"
	 " WHERE true ON CONFLICT (pack, question) DO UPDATE SET choice = excluded.choice, words = "
	 "excluded.words, evidence = excluded.evidence, day = excluded.day, whole = excluded.whole, at = "
	 "excluded.at, actor = excluded.actor, source = excluded.source, seq = excluded.seq WHERE taken IS "
	 "NULL;"
	 "UPDATE pack SET answered = ?3, seq = ?2 WHERE id = ?1->>'pack'"},
	/* taken: [{question, records: [3, 4]}] */
	{"pack-taken", "UPDATE pack_answer SET taken = ?3, taken_by = ?4, seq = ?2 WHERE pack = ?1->>'pack' "
		       "AND question IN "
		       "(SELECT t.value->>'question' FROM json_each(?1, '$.taken') t);"
		       "INSERT OR IGNORE INTO pack_record(pack, question, record, seq) SELECT ?1->>'pack', "
		       "t.value->>'question', r.value, ?2 FROM json_each(?1, '$.taken') t, "
		       "json_each(t.value, '$.records') r"},
	{"pack-withdrawn",
	 "UPDATE pack SET withdrawn = ?3, because = ?1->>'because', seq = ?2 WHERE id = ?1->>'pack'"},
};

static const char *const tables[] = {"pack(id, kind, vendor, contact, system, title, level, due_on, at, "
				     "actor, content, hash, why, questions, "
				     "covers, answered, withdrawn, because, seq) BY id",
				     "pack_answer(pack, question, choice, words, evidence, day, whole, at, "
				     "actor, source, taken, taken_by, "
				     "seq) BY pack, question",
				     "pack_record(pack, question, record, seq) BY pack, question, record",
				     NULL};

const struct store_part pack_part = {"pack", events, sizeof events / sizeof *events, tables};
