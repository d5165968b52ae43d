/* Events about records. The body of a version is hashed as it stands ($.body), and that hash is what
 * signatures and answers refer to. */
#include "store/part.h"

#define BODY "(SELECT ?1 -> '$.body' AS b)"
#define THIS " WHERE id = ?1 ->> '$.record'"

static const char added[] = "INSERT INTO record(id, kind, topic, system, device, item, says, said, because, "
			    "plan_on, owner, deputy,"
			    " no_deputy, made_on, expires_on, fields, attachment, attachment_hash, version, "
			    "hash, signed, removed, seq)"
			    " SELECT ?1 ->> '$.record', b ->> 'kind', b ->> 'topic', b ->> 'system', b ->> "
			    "'device', b ->> 'item', b ->> 'says',"
			    " b ->> 'said', b ->> 'because', b ->> 'plan_on', b ->> 'owner', b ->> 'deputy', "
			    "b ->> 'no_deputy', b ->> 'made_on',"
			    " b ->> 'expires_on', b ->> 'fields', b ->> 'attachment', b ->> "
			    "'attachment_hash', ?1 ->> '$.version',"
			    " ?1 ->> '$.hash', 0, 0, ?2 FROM " BODY;

static const char edited[] =
	"UPDATE record SET topic = b ->> 'topic', system = b ->> 'system', device = b ->> 'device', item = b "
	"->> 'item',"
	" says = b ->> 'says', said = b ->> 'said', because = b ->> 'because', plan_on = b ->> 'plan_on',"
	" owner = b ->> 'owner', deputy = b ->> 'deputy', no_deputy = b ->> 'no_deputy', made_on = b ->> "
	"'made_on',"
	" expires_on = b ->> 'expires_on', fields = b ->> 'fields', attachment = b ->> 'attachment',"
	" attachment_hash = b ->> 'attachment_hash', version = ?1 ->> '$.version', hash = ?1 ->> '$.hash', "
	"signed = 0,"
	" seq = ?2 FROM " BODY THIS;

static const char removed[] = "UPDATE record SET removed = 1, seq = ?2" THIS;

/* Only the version that was signed, only by its owner or whoever gave the answer that stands in it
 * (record_kind.signs). */
static const char signed_by[] =
	"UPDATE record SET signed = 1, seq = ?2" THIS
	" AND version = ?1 ->> '$.version' AND hash = ?1 ->> '$.hash' AND (owner = ?1 ->> '$.contact' OR"
	" fields ->> '$.answered_by' = 'c' || (?1 ->> '$.contact'))";

static const struct event_kind events[] = {
	{"record-added", added},      {"record-edited", edited},  {"record-removed", removed},
	{"record-signed", signed_by}, {"request-answered", NULL}, /* told beside the version that holds the
								     answer (director_answer.h) */
};

static const char *const tables[] = {
	"record(id, kind, topic, system, device, item, says, said, because, plan_on, owner, deputy, "
	"no_deputy, made_on, "
	"expires_on, fields, attachment, attachment_hash, version, hash, signed, removed, seq) BY id",
	NULL};

const struct store_part record_part = {"record", events, sizeof events / sizeof *events, tables};
