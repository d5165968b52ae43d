/* GET /controllers, /operations. */
#include "serve/controller_json.h"

#include "decode/commands.h"

#include <string.h>

api_handler api_controllers_list, api_operations_list;

static void row(struct call *c, struct scan *s) { json_controller(c, NULL, s); }

static const struct sort_key keys[] = {{"id", "d.id"},
				       {"name", "coalesce(d.name, d.model)"},
				       {"ip", "address_order(o.ip)"},
				       {"sign_in", CONTROLLER_SIGN_IN},
				       {"writers", CONTROLLER_BY(CONTROLLER_WRITES)},
				       {"operators", CONTROLLER_BY(CONTROLLER_OPERATES)},
				       {"programmers", CONTROLLER_BY(CONTROLLER_PROGRAMS)},
				       {"unapproved", CONTROLLER_UNAPPROVED},
				       {"refused", CONTROLLER_REFUSED},
				       {"operations", CONTROLLER_OPERATIONS},
				       {"last", CONTROLLER_LAST},
				       {"gravity", CONTROLLER_GRAVEST},
				       {NULL, NULL}};

static const struct listing controllers = {.columns = CONTROLLER_COLUMNS,
					   .from = "device_shown d JOIN device o ON o.id = d.id",
					   .id = "d.id",
					   .keys = keys,
					   .sort = "-gravity,-last",
					   .row = row};

static void of_system(struct filters *f, const char *column, const char *system)
{
	if (!system || strcmp(system, "site") == 0)
		return;
	filter(f, " AND ");
	filter(f, column);
	filter_number(f, " IN (SELECT device FROM system_device WHERE system = :)", id_number(system));
}

/* Of the protocols that ask for this, one is spoken by the device. */
static void of_sign_in(struct filters *f, const char *sign_in)
{
	if (!sign_in)
		return;
	filter(f, " AND EXISTS (SELECT 1 FROM (" CONTROLLER_SPEAKS ") WHERE protocol IN (''");
	for (enum protocol p = PROTO_none + 1; p < PROTO_COUNT; p++)
		if (command_tables[p].count &&
		    strcmp(sign_in_token((enum sign_in)command_tables[p].sign_in), sign_in) == 0) {
			filter(f, ", '");
			filter(f, protocol_token(p));
			filter(f, "'");
		}
	filter(f, "))");
}

int api_controllers_list(struct call *c)
{
	struct filters f;

	filters_begin(&f, c);
	filter(&f,
	       " AND " SEES("d.id") " AND (d.kind = 'plc' OR EXISTS (SELECT 1 FROM command k WHERE k.server "
				    "= d.id AND k.deed IS NOT NULL AND k.protocol IN (");
	filter(&f, controller_protocols(c));
	filter(&f, ")) OR EXISTS (SELECT 1 FROM service v WHERE v.device = d.id AND v.answered = 1 AND "
		   "v.protocol IN (");
	filter(&f, controller_protocols(c));
	filter(&f, ")))");
	of_system(&f, "d.id", query_text(c, "system"));
	filter_text(&f, " AND EXISTS (SELECT 1 FROM (" CONTROLLER_SPEAKS ") WHERE protocol = :)",
		    query_text(c, "protocol"));
	of_sign_in(&f, query_text(c, "sign_in"));
	if (query_bool(c, "unapproved") == 1)
		filter(&f, " AND EXISTS (SELECT 1 " CONTROLLER_ASKED " AND " CONTROLLER_APPROVAL " = 'no')");
	filter_search(&f, "d.name, d.model, d.maker, o.ip, o.mac, d.number, d.line, d.place",
		      query_text(c, "q"));
	return list_answer(c, &controllers, &f);
}

/* --- operations */

static void operation(struct call *c, struct scan *s) { json_operation(c, s); }

/* What a restricted viewer is not told he does not find either, nor where it stands in an order. */
#define SORTED_BY(end)                                                                                       \
	"CASE WHEN " SEES_END("k." end, "k." end "_outside") " THEN address_order(k." end "_ip) END"
#define FOUND_IN(end)                                                                                        \
	"CASE WHEN " SEES_END(                                                                               \
		"k." end,                                                                                    \
		"k." end "_outside") " THEN k." end "_ip || ' ' || coalesce((SELECT coalesce(name, model) "  \
				     "FROM device_shown WHERE id = k." end                                   \
				     "), (SELECT coalesce(name, network) FROM outside WHERE id = k." end     \
				     "_outside), '') END"

/* One that was done and refused within the same second is both; done comes first. */
#define ANSWERED "CASE WHEN k.answered > 0 THEN 0 WHEN k.refused > 0 THEN 1 ELSE 2 END"

static const struct sort_key operation_keys[] = {{"at", "k.at"},
						 {"gravity", "gravity(k.deed)"},
						 {"deed", "k.deed"},
						 {"protocol", "k.protocol"},
						 {"answer", ANSWERED},
						 {"client", SORTED_BY("client")},
						 {"server", SORTED_BY("server")},
						 {NULL, NULL}};

static const struct listing operations = {.columns = OPERATION_COLUMNS,
					  .from = "operation k",
					  .id = "k.rowid",
					  .keys = operation_keys,
					  .sort = "-at",
					  .row = operation};

static int64_t gravity_of(const char *word)
{
	for (enum gravity g = 0; g < GRAVITY_COUNT; g++)
		if (strcmp(gravity_token(g), word) == 0)
			return g;
	return -1;
}

static void of_answer(struct filters *f, const char *answer)
{
	static const struct {
		const char *answer, *sql;
	} answers[] = {{"done", " AND k.answered > 0"},
		       {"refused", " AND k.refused > 0"},
		       {"unanswered", " AND k.count > k.answered + k.refused"}};

	for (size_t i = 0; answer && i < sizeof answers / sizeof *answers; i++)
		if (strcmp(answers[i].answer, answer) == 0)
			filter(f, answers[i].sql);
}

int api_operations_list(struct call *c)
{
	int64_t device = id_number(query_text(c, "device")),
		controller = id_number(query_text(c, "controller"));
	struct filters f;

	filters_begin(&f, c);
	filter(&f,
	       " AND (@all OR k.client IN (SELECT value FROM json_each(@mine)) OR k.server IN (SELECT value "
	       "FROM json_each(@mine)))");
	of_system(&f, "k.server", query_text(c, "system"));
	if (device) {
		filter_number(&f, " AND (k.client = :", device);
		filter_number(&f, " OR k.server = :)", device);
	}
	if (controller)
		filter_number(&f, " AND k.server = :", controller);
	if ((device && !sees_device(c, device)) || (controller && !sees_device(c, controller)))
		filter(&f, " AND 0");
	filter_words(&f, "k.class", query_text(c, "class"));
	filter_words(&f, "k.deed", query_text(c, "deed"));
	if (query_text(c, "gravity"))
		filter_number(&f, " AND gravity(k.deed) = :", gravity_of(query_text(c, "gravity")));
	filter_text(&f, " AND k.protocol = :", query_text(c, "protocol"));
	of_answer(&f, query_text(c, "answer"));
	if (query_text(c, "from"))
		filter_number(&f, " AND k.at >= :", query_time(c, "from", 0));
	if (query_text(c, "to"))
		filter_number(&f, " AND k.at < :", query_time(c, "to", 0));
	filter_search(&f,
		      "k.name, " VEILED("k.detail") ", k.protocol, protocol_word(k.protocol), " FOUND_IN(
			      "client") ", " FOUND_IN("server"),
		      query_text(c, "q"));
	return list_answer(c, &operations, &f);
}
