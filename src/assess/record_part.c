/* Events about records. The body of a version is hashed as it stands ($.body), and that hash is what
 * signatures and answers refer to. */
#include "store/part.h"

#define OF(name)   "json_extract(?1, '$." name "')"
#define BODY(name) OF("body." name)
#define THIS       " WHERE id = " OF("record")

static const struct event_kind events[] =
	{
		{"record-added",
		 "INSERT INTO record(id, kind, topic, system, device, item, says, said, because, plan_on, "
		 "owner, deputy, no_deputy,"
		 " made_on, expires_on, fields, attachment, attachment_hash, version, hash, signed, removed, "
		 "seq) VALUES (" OF("record") ", " BODY("kind") ", " BODY("topic") ", " BODY("system") ","
												       " " BODY(
													       "device") ", " BODY("item") ", " BODY("says") ", " BODY("said") ", " BODY("because") ", " BODY("plan_on") ", " BODY("owner") ", " BODY("deputy") ", " BODY("no_deputy") ", " BODY("made_on") ", " BODY("expires_on") ", " BODY("fields") ", " BODY("attachment") ", " BODY("attachment_hash") ", " OF("version") ", " OF("hash") ", 0, 0, ?2)"},
		{"record-edited", "UPDATE record SET topic = " BODY("topic") ", system = " BODY("system") ", "
													  "de"
													  "vi"
													  "ce"
													  " ="
													  " " BODY("device") ", item = " BODY("item") ", says = " BODY("says") ", said = " BODY("said") ", because = " BODY(
														  "because") ", plan_on = " BODY("plan_on") ", owner = " BODY("owner") ", deputy = " BODY("deputy") ", no_deputy = " BODY("no_deputy") ", made_on = " BODY("made_on") ", expires_on = " BODY("expires_on") ", fields = " BODY("fields") ", attachment = " BODY("attachment") ", attachment_hash = " BODY("attachment_hash") ", version = " OF("version") ", hash = " OF("hash") ", signed = 0, seq = ?2" THIS},
		{"record-removed", "UPDATE record SET removed = 1, seq = ?2" THIS},
		/* Only the version that was signed, only by its owner. */
		{"record-signed", "UPDATE record SET signed = 1, seq = ?2" THIS " AND version = " OF(
					  "version") " AND hash = " OF("hash") " AND owner = " OF("contact")},
};

static const char *const tables[] = {
	"record(id, kind, topic, system, device, item, says, said, because, plan_on, owner, deputy, "
	"no_deputy, made_on, "
	"expires_on, fields, attachment, attachment_hash, version, hash, signed, removed, seq) BY id",
	NULL};

const struct store_part record_part = {"record", events, sizeof events / sizeof *events, tables};
