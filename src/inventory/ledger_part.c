/* The ledger in the journal. Who is in charge is a person's name and stands in the table alone, which device
 * a row means is computed (ledger-rematch.sql): both are left out when the table is rebuilt. */
#include "store/part.h"

#define AT(name) "json_extract(?1, '$." name "')"

static const struct event_kind events[] = {
	{"ledger-row-set", "INSERT INTO ledger(id, line_no, number, name, mac, ip, line, place) VALUES "
			   "(" AT("row") ", " AT("line_no") ", " AT("number") ", " AT("name") ", " AT(
				   "mac") ", " AT("ip") ", " AT("line") ", " AT("place") ")"
											 " ON CONFLICT "
											 "(id) DO "
											 "UPDATE SET "
											 "line_no = "
											 "excluded."
											 "line_no, "
											 "number = "
											 "excluded."
											 "number, name "
											 "= "
											 "excluded."
											 "name, mac = "
											 "excluded.mac,"
											 " ip = "
											 "excluded.ip, "
											 "line = "
											 "excluded."
											 "line, place "
											 "= "
											 "excluded."
											 "place"},
	{"ledger-row-removed", "DELETE FROM ledger WHERE id = " AT("row")},
};

static const char *const tables[] = {"ledger(id, line_no, number, name, mac, ip, line, place) BY id", NULL};

const struct store_part ledger_part = {"ledger", events, sizeof events / sizeof *events, tables};
