/* Alarms in the journal: what the program said of each, and what people did. Counters, devices, packets and
 * signals stand outside (alarms.h). */
#include "store/part.h"

#define THIS    " WHERE id = ?1->>'$.id'"
#define CONTACT "CASE WHEN ?4 GLOB 'c[0-9]*' THEN CAST(substr(?4, 2) AS INTEGER) END"
#define WORDS                                                                                                \
	"detector = ?1->>'$.detector', severity = ?1->>'$.severity', grouped = ?1->>'$.grouped', "           \
	"lamp = ?1->>'$.lamp', title_ja = ?1->>'$.title_ja', title_en = ?1->>'$.title_en', "                 \
	"data = ?1->'$.data', "

static const struct event_kind events[] = {
	{"alarm-raised",
	 "INSERT INTO alarm(id, detector, severity, grouped, cause, lamp, title_ja, title_en, "
	 "data, began, raised, again, work, seq, device, count, last, concerned) SELECT "
	 "?1->>'$.id', ?1->>'$.detector', ?1->>'$.severity', ?1->>'$.grouped', "
	 "?1->>'$.cause', ?1->>'$.lamp', ?1->>'$.title_ja', ?1->>'$.title_en', ?1->'$.data', "
	 "?1->>'$.began', ?3, 0, ?1->>'$.work', ?2, NULL, 0, ?1->>'$.began', 0"},
	{"alarm-graver",
	 "UPDATE alarm SET " WORDS "graver = ?3, acknowledged = NULL, acknowledged_by = NULL, seq = ?2" THIS},
	{"alarm-gathered", "UPDATE alarm SET " WORDS "seq = ?2" THIS},
	{"alarm-ended", "UPDATE alarm SET ended = ?1->>'$.ended', ended_by = ?1->>'$.by', joined = "
			"?1->>'$.joined', shelved_until = NULL, seq = ?2" THIS},
	{"alarm-begun-again", "UPDATE alarm SET ended = NULL, ended_by = NULL, again = again + 1, "
			      "began_again = ?3, seq = ?2" THIS},
	{"alarm-acknowledged",
	 "UPDATE alarm SET acknowledged = ?3, acknowledged_by = " CONTACT ", seq = ?2" THIS},
	{"alarm-dismissed", "UPDATE alarm SET dismissed = ?3, dismissed_by = " CONTACT
			    ", dismissed_as = ?1->>'$.reason', dismissed_words = ?1->>'$.words', "
			    "shelved_until = NULL, seq = ?2" THIS},
	{"alarm-shelved", "UPDATE alarm SET shelved_until = ?1->>'$.until', shelved_by = " CONTACT
			  ", shelved_words = ?1->>'$.words', seq = ?2" THIS},
	{"alarm-unshelved", "UPDATE alarm SET shelved_until = NULL, seq = ?2" THIS},
	{"alarm-noted",
	 "INSERT INTO alarm_note(alarm, at, contact, words, seq) VALUES (?1->>'$.id', ?3, " CONTACT
	 ", ?1->>'$.words', ?2)"},
};

static const char *const tables[] = {
	"alarm(id, detector, severity, grouped, cause, lamp, title_ja, title_en, data, began, raised, "
	"graver, ended, "
	"ended_by, joined, again, began_again, acknowledged, acknowledged_by, dismissed, dismissed_by, "
	"dismissed_as, "
	"dismissed_words, shelved_until, shelved_by, shelved_words, work, seq) BY id",
	"alarm_note(alarm, at, contact, words, seq) BY seq", NULL};

const struct store_part alarm_part = {"alarm", events, sizeof events / sizeof *events, tables};
