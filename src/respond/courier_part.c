/* Events about where messages leave the site. No password, no key, no mail address of a person. */
#include "store/part.h"

static const struct event_kind events[] = {
	/* elsewhere: it would go to another server than was permitted */
	{"courier-set",
	 "INSERT INTO courier(id, host, port, tls, login, sender, ca, webhook, password_at, webhook_key_at, "
	 "at, "
	 "actor, permitted, permitted_by, seq) SELECT 1, ?1->>'host', ?1->>'port', ?1->>'tls', ?1->>'login', "
	 "?1->>'sender', ?1->>'ca', ?1->>'webhook', ?1->>'password_at', ?1->>'webhook_key_at', ?3, ?4, NULL, "
	 "NULL, ?2 WHERE true ON CONFLICT(id) DO UPDATE SET host = excluded.host, port = excluded.port, tls "
	 "= "
	 "excluded.tls, login = excluded.login, sender = excluded.sender, ca = excluded.ca, webhook = "
	 "excluded.webhook, password_at = excluded.password_at, webhook_key_at = excluded.webhook_key_at, at "
	 "= "
	 "excluded.at, actor = excluded.actor, permitted = iif(?1->>'elsewhere' = 1, NULL, permitted), "
	 "permitted_by = iif(?1->>'elsewhere' = 1, NULL, permitted_by), seq = ?2"},
	{"courier-permitted", "UPDATE courier SET permitted = ?3, permitted_by = ?4, seq = ?2"},
	{"courier-withdrawn", "UPDATE courier SET permitted = NULL, permitted_by = NULL, seq = ?2"},
	{"courier-tested", NULL}, /* what: mail webhook; contact */
};

static const char *const tables[] = {"courier(id, host, port, tls, login, sender, ca, webhook, password_at, "
				     "webhook_key_at, at, actor, permitted, permitted_by, seq) BY id",
				     NULL};

const struct store_part courier_part = {"courier", events, sizeof events / sizeof *events, tables};
