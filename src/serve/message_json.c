#include "serve/message_json.h"

#include <string.h>

void json_named(struct out *o, const char *key, const struct scan *s, int id, int name)
{
	if (scan_null(s, id)) {
		json_null(o, key);
		return;
	}
	json_object(o, key);
	json_id(o, "id", 'c', scan_int(s, id));
	json_column(o, "name", s, name);
	json_end_object(o);
}

/* a3 an alarm, i2 an incident, c4 a contact. */
static void about(struct out *o, const struct scan *s)
{
	const char *cause = scan_str(s, 1);

	json_id(o, "about", strcmp(cause, "test") == 0 ? 'c' : *cause, scan_int(s, 2));
}

static void members(struct call *c, const struct scan *s)
{
	struct out *o = c->out;

	json_id(o, "id", 'n', s->key);
	json_column(o, "cause", s, 1);
	about(o, s);
	json_column(o, "what", s, 3);
	json_str(o, "severity", severity_name(scan_int(s, 4)));
	json_column(o, "system", s, 5);
	json_when(o, "at", s, 6);
	json_str(o, "subject", scan_sentence(s, 7));
	json_number(o, "count", s, 8);
	json_column(o, "state", s, 9);
	json_column(o, "part", s, 10);
	json_when(o, "due", s, 11);
	json_flag(o, "held", s, 12);
	json_when(o, "acknowledged", s, 13);
	json_named(o, "acknowledged_by", s, 14, 15);
	json_column(o, "via", s, 16);
}

void json_message_row(struct call *c, struct scan *s)
{
	json_object(c->out, NULL);
	members(c, s);
	json_end_object(c->out);
}

void json_message(struct call *c, const char *key, int64_t id)
{
	struct scan s = kept_run(c, "SELECT " MESSAGE_COLUMNS " FROM message m WHERE m.id = ?1", id);

	json_object(c->out, key);
	if (s.more)
		members(c, &s);
	json_end_object(c->out);
	kept_end(&s);
}
