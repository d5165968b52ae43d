/* Events about messages. They hold contact ids and no address; what was said is the subject and what the
 * alarm's or incident's own words are. */
#include "store/part.h"

#define OF(name) "?1->>'$." name "'"
#define MESSAGE  " WHERE id = ?1->>'$.message'"
#define RECEIVER " WHERE id = ?1->>'$.receiver'"
/* What was still to be sent is not any more. */
#define STOP                                                                                                 \
	"; UPDATE message_to SET state = 'skipped', why = 'over', next = NULL, seq = ?2 WHERE message = "    \
	"?1->>'$.message' AND state IN ('held', 'queued')"

static const struct event_kind events[] = {
	{"message-made",
	 "INSERT INTO message SELECT " OF("message") ", " OF("cause") ", " OF("about") ", " OF(
		 "what") ", " OF("deed") ", " OF("severity") ", " OF("system") ", ?3, " OF("subject") ", " OF("state") ", 'nobody', NULL, NULL, NULL, NULL, " OF("digest") ", ?2"},
	{"message-addressed",
	 "INSERT INTO message_to SELECT " OF("receiver") ", " OF("message") ", " OF("contact") ", " OF(
		 "means") ", " OF("part") ", " OF("instead_of") ", ?3, " OF("state") ", " OF("why") ", 0, "
												    "NULL, "
												    "NULL, "
												    "NULL, "
												    "NULL, "
												    "NULL, "
												    "?2"},
	{"message-step", "UPDATE message SET part = " OF("part") ", due = " OF("due") ", seq = ?2" MESSAGE},
	{"message-released", "UPDATE message_to SET state = 'queued', why = NULL, next = NULL, seq = ?2 "
			     "WHERE state = 'held' AND message = "
			     "?1->>'$.message' AND means = ?1->>'$.means'; UPDATE message SET due = " OF(
				     "due") ", seq = ?2" MESSAGE},
	{"message-sent",
	 "UPDATE message_to SET state = 'sent', why = NULL, tries = tries + 1, next = NULL, sent = ?3, code "
	 "= " OF("code") ", because = NULL, said = " OF("said") ", seq = ?2" RECEIVER},
	{"message-not-sent",
	 "UPDATE message_to SET state = " OF("state") ", why = " OF("why") ", tries = tries + 1, next = " OF(
		 "next") ", code = " OF("code") ", because = " OF("because") ", said = " OF("said") ", seq = "
												    "?"
												    "2" RECEIVER},
	{"message-acknowledged",
	 "UPDATE message SET state = 'acknowledged', due = NULL, acknowledged = ?3, acknowledged_by = " OF(
		 "contact") ", via = " OF("via") ", seq = ?2" MESSAGE STOP},
	{"message-held", /* the permission ended: nobody is late meanwhile */
	 "UPDATE message_to SET state = 'held', why = NULL, next = NULL, seq = ?2 WHERE state = 'queued' AND "
	 "means = 'mail' AND message = "
	 "?1->>'$.message'; UPDATE message SET due = NULL, seq = ?2" MESSAGE},
	{"message-digested", "UPDATE message SET state = 'digested', due = NULL, digest = " OF(
				     "digest") ", seq = ?2" MESSAGE STOP},
	{"message-ended",
	 /* of whom nobody heard it is still tried */
	 "UPDATE message SET state = " OF("state") ", due = NULL, seq = ?2" MESSAGE STOP
						   " AND ?1->>'$.state' <> 'unheard'"},
};

static const char *const tables[] = {"message(id, cause, about, what, deed, severity, system, at, subject, "
				     "state, part, due, acknowledged, "
				     "acknowledged_by, via, digest, seq) BY id",
				     "message_to(id, message, contact, means, part, instead_of, at, state, "
				     "why, tries, next, sent, code, because, "
				     "said, seq) BY id",
				     NULL};

const struct store_part messages_part = {"messages", events, sizeof events / sizeof *events, tables};
