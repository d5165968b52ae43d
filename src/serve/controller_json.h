/* Controllers and operations as the API shows them. Inside the room only.
 *
 * A controller is a device that was asked for something that can change it (command.deed), or that answers in a protocol
 * with a table of commands (data/commands), or that is called a PLC. */
#ifndef MIMAMORI_SERVE_CONTROLLER_JSON_H
#define MIMAMORI_SERVE_CONTROLLER_JSON_H

#include "serve/device_json.h"
#include "serve/veil.h"

/* The protocols with a table of commands, as SQL: "'modbus', 'umas'". In the call's arena. */
const char *controller_protocols(struct call *c);

/* Clients of device d that gave it orders of a class, not all refused. */
#define CONTROLLER_CLIENT   "coalesce('d' || k.client, 'o' || k.client_outside, k.client_ip)"
#define CONTROLLER_ASKED    "FROM command k WHERE k.server = d.id AND k.deed IS NOT NULL AND k.count > k.refused"
#define CONTROLLER_BY(what) "(SELECT count(DISTINCT " CONTROLLER_CLIENT ") " CONTROLLER_ASKED " AND " what ")"
#define CONTROLLER_WRITES   "k.class = 'write'"
/* Clocks that are set and protection that is lifted run nothing and stop nothing. */
#define CONTROLLER_OPERATES "k.class = 'control' AND gravity(k.deed) = 2"
/* Who only reads it out changes nothing. */
#define CONTROLLER_PROGRAMS "k.class = 'program' AND k.deed NOT IN ('program-upload', 'file-read')"

/* Whether the approved profile of k.server knows such orders by that client. */
#define CONTROLLER_APPROVAL                                                                                  \
	"CASE WHEN NOT EXISTS (SELECT 1 FROM profile p WHERE p.device = k.server) THEN 'unjudged' WHEN "     \
	"EXISTS (SELECT 1 FROM profile_entry e WHERE e.device = k.server AND e.what = 'command-class' AND "  \
	"e.key = 'in ' || k.protocol || ' ' || k.class) AND EXISTS (SELECT 1 FROM profile_entry e WHERE "    \
	"e.device = k.server AND ((e.what = 'peer' AND e.key = 'd' || k.client) OR (e.what = 'outside' AND " \
	"e.key = (SELECT coalesce(o.name, o.network) FROM outside o WHERE o.id = k.client_outside)))) THEN " \
	"'yes' ELSE 'no' END"

#define CONTROLLER_UNAPPROVED CONTROLLER_BY(CONTROLLER_APPROVAL " = 'no'")
#define CONTROLLER_REFUSED                                                                                   \
	"(SELECT coalesce(sum(refused), 0) FROM command WHERE server = d.id AND deed IS NOT NULL)"
#define CONTROLLER_GRAVEST    "(SELECT max(gravity(k.deed)) " CONTROLLER_ASKED ")"
#define CONTROLLER_OPERATIONS "(SELECT count(*) FROM operation WHERE server = d.id)"
#define CONTROLLER_LAST       "(SELECT max(at) FROM operation WHERE server = d.id)"
/* What it answers in, and what it was asked in; what the one of them asks that asks least. */
#define CONTROLLER_SPEAKS                                                                                    \
	"SELECT protocol FROM service WHERE device = d.id AND answered = 1 UNION SELECT protocol FROM "      \
	"command WHERE server = d.id"
#define CONTROLLER_SIGN_IN "(SELECT min(sign_in_order(protocol)) FROM (" CONTROLLER_SPEAKS "))"

#define CONTROLLER_DEVICE                                                                                    \
	"d.id, 0, o.ip, coalesce(d.name, d.model), d.kind, d.maker, d.model, d.firmware, (SELECT "           \
	"group_concat(protocol, ' ') FROM (" CONTROLLER_SPEAKS " ORDER BY 1)), "
#define CONTROLLER_CLIENTS                                                                                   \
	CONTROLLER_BY(CONTROLLER_WRITES)                                                                     \
	", " CONTROLLER_BY(CONTROLLER_OPERATES) ", " CONTROLLER_BY(CONTROLLER_PROGRAMS) ", "
#define CONTROLLER_SUMS                                                                                      \
	CONTROLLER_UNAPPROVED                                                                                \
	", EXISTS (SELECT 1 FROM profile WHERE device = d.id), " CONTROLLER_REFUSED                          \
	", " CONTROLLER_OPERATIONS ", " CONTROLLER_LAST ", " CONTROLLER_GRAVEST
#define CONTROLLER_COLUMNS CONTROLLER_DEVICE CONTROLLER_CLIENTS CONTROLLER_SUMS

/* "look" "change" "grave": of the number that gravity(deed) gave; null where there is none. */
void json_gravity(struct out *o, const struct scan *s, int column);

/* An item; s: CONTROLLER_COLUMNS of "device_shown d JOIN device o ON o.id = d.id". */
void json_controller(struct call *c, const char *key, const struct scan *s);

#define OPERATION_END(end)                                                                                   \
	"k." end ", k." end "_outside, k." end "_ip, coalesce((SELECT coalesce(name, model) FROM "           \
	"device_shown WHERE id = k." end "), (SELECT coalesce(name, network) FROM outside WHERE id = k." end \
	"_outside)), (SELECT kind FROM device_shown WHERE id = k." end ")"
#define OPERATION_COLUMNS                                                                                    \
	"k.rowid, k.protocol, k.code, k.sub, k.name, k.class, k.deed, " VEILED(                              \
		"k.detail") ", " OPERATION_END("client") ", " OPERATION_END("server") ", k.at, k.packet, "   \
										      "k.count, "            \
										      "k.answered, "         \
										      "k.refused, "          \
										      "gravity(k.deed)"

/* An operation; s: OPERATION_COLUMNS of "operation k". */
void json_operation(struct call *c, const struct scan *s);

#endif
