/* Events about people. They hold no name, mail or phone: contact.c writes those beside, and takes them away.
 */
#include "store/part.h"

#define OF(name) "json_extract(?1, '$." name "')"
#define THIS     " WHERE id = " OF("contact")
/* whoever is erased signs in no more */
#define ACCOUNTS "(SELECT id FROM account WHERE contact = " OF("contact") ")"

static const struct event_kind events[] = {
	{"contact-added", "INSERT INTO contact(id, unit, side, commitment, erased, seq, language) VALUES "
			  "(" OF("contact") ", " OF("unit") ", " OF("side") ", " OF(
				  "commitment") ", 0, ?2, " OF("language") ")"},
	{"contact-edited",
	 "UPDATE contact SET unit = " OF("unit") ", side = " OF("side") ", commitment = " OF(
		 "commitment") ", language = " OF("language") ", seq = ?2" THIS},
	{"contact-away",
	 "UPDATE contact SET away_from = " OF("from") ", away_until = " OF("until") ", seq = ?2" THIS},
	{"contact-key-made", "UPDATE contact SET public_key = " OF("public_key") ", seq = ?2" THIS},
	{"contact-erased",
	 "UPDATE contact SET name = NULL, mail = NULL, phone = NULL, salt = NULL, erased = 1, seq ="
	 " ?2" THIS "; DELETE FROM person_key WHERE contact = " OF(
		 "contact") "; DELETE FROM session WHERE account IN " ACCOUNTS
			    "; DELETE FROM account_secret WHERE account IN " ACCOUNTS
			    "; UPDATE account SET state = 'closed', seq = ?2 WHERE contact = " OF("contact")},
};

static const char *const tables[] = {
	"contact(id, unit, side, away_from, away_until, public_key, commitment, erased, seq, language) BY id",
	NULL};

const struct store_part contact_part = {"contact", events, sizeof events / sizeof *events, tables};
