/* Events about who may sign in, and who did. They hold numbers, hashes of random secrets and addresses; no
 * name, no password, no secret of codes. The address an act came from is $.where (journal_where()). */
#include "store/part.h"

#define THIS " WHERE id = ?1->>'account'"

static const struct event_kind events[] = {
	{"account-made", "INSERT INTO account(id, contact, state, totp, totp_step, failed, made, seq) VALUES"
			 " (?1->>'account', ?1->>'contact', 'open', 0, 0, 0, ?3, ?2)"},
	/* what is named is set; a closed account signs nobody in any more */
	{"account-changed",
	 "UPDATE account SET state = coalesce(?1->>'state', state), totp = coalesce(?1->>'totp', totp),"
	 " client_key = CASE WHEN json_type(?1, '$.client_key') IS NULL THEN client_key ELSE "
	 "?1->>'client_key' END, seq = ?2" THIS},
	/* why: person, or failures (then only told: the delay is counted, the state stays) */
	{"account-locked", "UPDATE account SET state = 'locked', seq = ?2" THIS " AND ?1->>'why' = 'person'"},
	{"account-unlocked", "UPDATE account SET state = 'open', failed = 0, seq = ?2" THIS},
	{"role-granted", "INSERT OR IGNORE INTO account_role SELECT ?1->>'account', ?1->>'role', "
			 "?1->>'system', ?2"},
	{"role-revoked", "DELETE FROM account_role WHERE account = ?1->>'account' AND role = ?1->>'role' AND"
			 " system = ?1->>'system'"},
	{"secret-changed", NULL}, /* what: password totp recovery */
	{"recovery-code-used", NULL},
	{"signed-in",
	 "DELETE FROM session WHERE until <= ?3;"
	 "INSERT INTO session(id, account, hash, at, until, origin, agent, factor) SELECT ?2, ?1->>'account',"
	 " ?1->>'hash', ?3, ?1->>'until', ?1->>'where', ?1->>'agent', ?1->>'factor';"
	 "UPDATE account SET failed = 0, signed_in = ?3, totp_step = max(totp_step, "
	 "coalesce(?1->>'step', 0))" THIS},
	{"sign-in-failed", "UPDATE account SET failed = failed + 1, failed_at = ?3" THIS},
	{"sign-ins-failed", NULL}, /* those that were too many to tell one by one: count, since */
	{"signed-out", "DELETE FROM session WHERE id = ?1->>'session'"},
	{"token-made",
	 "INSERT INTO api_token(id, account, name, hash, roles, system, made, until, seq) VALUES"
	 " (?1->>'token', ?1->>'account', ?1->>'name', ?1->>'hash', ?1->'roles', "
	 "?1->>'system', ?3, ?1->>'until', ?2)"},
	{"token-revoked", "UPDATE api_token SET revoked = ?3, seq = ?2 WHERE id = ?1->>'token'"},
	{"invite-made",
	 "INSERT INTO invite(id, hash, purpose, account, made, until, seq) VALUES (?1->>'invite', "
	 "?1->>'hash', ?1->>'purpose', ?1->>'account', ?3, ?1->>'until', ?2)"},
	{"invite-used", "UPDATE invite SET used = ?3, seq = ?2 WHERE id = ?1->>'invite'"},
	{"break-glass-used", "UPDATE invite SET used = ?3, seq = ?2 WHERE id = ?1->>'invite'"},
};

static const char *const tables[] = {
	"account(id, contact, state, client_key, totp, totp_step, failed, failed_at, made, signed_in, seq) "
	"BY "
	"id",
	"account_role(account, role, system, seq) BY account, role, system",
	"session(id, account, hash, at, until, origin, agent, factor) BY id",
	"api_token(id, account, name, hash, roles, system, made, until, revoked, seq) BY id",
	"invite(id, hash, purpose, account, made, until, used, seq) BY id",
	NULL};

const struct store_part account_part = {"account", events, sizeof events / sizeof *events, tables};
