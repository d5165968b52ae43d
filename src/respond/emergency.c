/* Emergency mode: a row of the table `emergency` while it is on. */
#include "respond/incident_parts.h"

#include "assess/sql.h"

#include <errno.h>
#include <string.h>

enum { REASON_MOST = 200 };

static int64_t confirmed(struct store *s)
{
	return sql_number(
		s, 0, "SELECT id FROM incident WHERE state = 'confirmed' ORDER BY severity, id LIMIT 1", "");
}

bool emergency_may(struct store *s) { return confirmed(s) != 0; }

bool emergency_is_on(struct store *s, int64_t *ret_incident, int64_t *ret_since)
{
	int64_t since = sql_number(s, 0, "SELECT since FROM emergency", "");

	if (ret_since)
		*ret_since = since;
	if (ret_incident)
		*ret_incident = sql_number(s, 0, "SELECT incident FROM emergency", "");
	return since != 0;
}

int emergency_set(struct store *s, bool on, const char *reason, const struct writing *w, struct err *e)
{
	int64_t incident = confirmed(s);
	struct event_body b;

	if (reason && *reason && !words_fit(reason, REASON_MOST))
		return err_set(e, -EINVAL, "reason", "too-long", "%d", REASON_MOST);
	if (emergency_is_on(s, NULL, NULL) == on)
		return err_set(e, -EBUSY, "", on ? "emergency-is-on" : "emergency-is-off", "%s", "");
	if (on && !incident)
		return err_set(e, -EBUSY, "", "no-confirmed", "%s", "");
	event_begin(&b);
	if (on)
		json_int(&b.o, "incident", incident);
	json_str(&b.o, "reason", reason && *reason ? reason : NULL);
	return event_told(&b, s, on ? "emergency-on" : "emergency-off", w, e);
}
