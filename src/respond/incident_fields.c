/* What a deed was told besides words: each field of the table checked, and written anew in the table's order.
 */
#include "respond/incident_parts.h"

#include "assess/contact.h"
#include "assess/sql.h"
#include "base/text.h"
#include "inventory/keep.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_MOST = 200, VALUE_ROOM = INCIDENT_WORDS * 4 + 1 };

static void path_of(const char *name, char to[64]) { snprintf(to, 64, "$.\"%.50s\"", name); }

bool deed_field(struct store *s, const char *fields, const char *name, char *to, size_t room)
{
	sqlite3_stmt *st;
	char path[64];
	bool given;

	path_of(name, path);
	st = sql_of(s, "SELECT ?1 ->> ?2", "tt", fields ? fields : "{}", path);
	given = st && sqlite3_step(st) == SQLITE_ROW && sqlite3_column_type(st, 0) != SQLITE_NULL;
	*to = '\0';
	if (given)
		sql_text(st, 0, to, room);
	sqlite3_finalize(st);
	return given && *to;
}

static int bad(const struct incident_field *f, struct err *e, const char *detail)
{
	return err_set(e, -EINVAL, f->name, "bad-field", "%s", detail);
}

/* A number behind a letter: "d3" 3; 0 none. */
static int64_t id_of(const char *text, char letter)
{
	char *end;
	long long n = text[0] == letter && text[1] >= '1' && text[1] <= '9' ? strtoll(text + 1, &end, 10) : 0;

	return n > 0 && !*end ? n : 0;
}

static bool is_choice(const char *choices, const char *v)
{
	size_t n = strlen(v);

	for (const char *at = choices; n && (at = strstr(at, v)); at += n)
		if ((at == choices || at[-1] == ' ') && (!at[n] || at[n] == ' ') && !strchr(v, ' '))
			return true;
	return false;
}

/* --- one value by its type: 0 when it is one, else what is wrong is told */

static int take_line(struct store *s, const struct incident_field *f, const char *v, struct out *o,
		     struct err *e)
{
	(void)s;
	if (strlen(v) > LINE_MOST * 4 || !words_fit(v, LINE_MOST) || !text_shows(text_z(v)))
		return bad(f, e, v);
	json_str(o, f->name, v);
	return 0;
}

static int take_long(struct store *s, const struct incident_field *f, const char *v, struct out *o,
		     struct err *e)
{
	(void)s;
	if (!words_fit(v, INCIDENT_WORDS))
		return bad(f, e, "");
	json_str(o, f->name, v);
	return 0;
}

static int take_choice(struct store *s, const struct incident_field *f, const char *v, struct out *o,
		       struct err *e)
{
	(void)s;
	if (!is_choice(f->choices, v))
		return bad(f, e, f->choices);
	json_str(o, f->name, v);
	return 0;
}

static int take_contact(struct store *s, const struct incident_field *f, const char *v, struct out *o,
			struct err *e)
{
	struct contact c;
	int64_t id = contact_find(s, v);

	if (!id || contact_get(s, id, &c) < 0 || c.erased)
		return err_set(e, -ENOENT, v, "no-person", "%s", "");
	char name[24];
	snprintf(name, sizeof name, "c%lld", (long long)id);
	json_str(o, f->name, name);
	return 0;
}

static int take_incident(struct store *s, const struct incident_field *f, const char *v, struct out *o,
			 struct err *e)
{
	struct incident_now i;
	int64_t id = id_of(v, 'i');

	if (!id || incident_read(s, id, &i) < 0)
		return err_set(e, -ENOENT, v, "no-incident", "%s", "");
	json_str(o, f->name, v);
	return 0;
}

static int take_number(struct store *s, const struct incident_field *f, const char *v, struct out *o,
		       struct err *e)
{
	size_t n = strspn(v, "0123456789");

	(void)s;
	if (!n || n > 15 || v[n])
		return bad(f, e, v);
	json_str(o, f->name, v);
	return 0;
}

static int one_of_list(struct store *s, const struct incident_field *f, const char *v, struct out *o,
		       struct err *e)
{
	char letter = f->type == FIELD_DEVICES ? 'd' : 'a', name[24];
	int64_t id = id_of(v, letter);

	if (f->type == FIELD_DEVICES)
		id = id ? keep_device(s, id) : 0;
	else
		id = sql_number(s, 0, "SELECT id FROM alarm WHERE id = ?1", "i", id);
	if (!id)
		return err_set(e, -ENOENT, v, f->type == FIELD_DEVICES ? "no-device" : "no-alarm", "%s", "");
	snprintf(name, sizeof name, "%c%lld", letter, (long long)id);
	json_str(o, NULL, name);
	return 0;
}

/* A JSON list, or names with blanks or commas between them, as people type them. */
static int take_list(struct store *s, const struct incident_field *f, const char *v, struct out *o,
		     struct err *e)
{
	char copy[VALUE_ROOM], *at = copy, *word;
	size_t count = 0;
	int r = 0;

	snprintf(copy, sizeof copy, "%s", v);
	json_array(o, f->name);
	while (r == 0 && (word = strsep(&at, " ,[]\"\n\t")))
		if (*word)
			r = ++count > INCIDENT_DEVICES ? bad(f, e, "") : one_of_list(s, f, word, o, e);
	json_end_array(o);
	return r == 0 && !count ? bad(f, e, v) : r;
}

typedef int take_fn(struct store *s, const struct incident_field *f, const char *v, struct out *o,
		    struct err *e);

static take_fn *const takes[] = {
	[FIELD_LINE] = take_line,         [FIELD_LONG] = take_long,     [FIELD_CHOICE] = take_choice,
	[FIELD_CONTACT] = take_contact,   [FIELD_DEVICES] = take_list,  [FIELD_ALARMS] = take_list,
	[FIELD_INCIDENT] = take_incident, [FIELD_NUMBER] = take_number,
};

/* --- all of them */

static bool is_field(const char *deed, const char *name)
{
	for (size_t i = 0; i < incident_field_count; i++)
		if (strcmp(incident_fields[i].deed, deed) == 0 && strcmp(incident_fields[i].name, name) == 0)
			return true;
	return false;
}

static int all_known(struct store *s, const char *deed, const char *given, struct err *e)
{
	sqlite3_stmt *st =
		sql_of(s, "SELECT key FROM json_each(?1) WHERE json_type(?1) = 'object'", "t", given);
	char name[64];
	int r = st ? 0 : -EIO;

	while (r == 0 && sqlite3_step(st) == SQLITE_ROW)
		if (!is_field(deed, sql_text(st, 0, name, sizeof name)))
			r = err_set(e, -EINVAL, name, "no-such-field", "%s", deed);
	sqlite3_finalize(st);
	return r;
}

int deed_fields(struct store *s, const char *deed, const char *given, struct out *ret, struct err *e)
{
	char value[VALUE_ROOM];
	int r;

	if (!given)
		given = "{}";
	if (sql_number(s, 0, "SELECT CASE WHEN json_valid(?1) THEN json_type(?1) = 'object' END", "t",
		       given) != 1)
		return err_set(e, -EINVAL, "fields", "bad-field", "%s", "");
	r = all_known(s, deed, given, e);
	json_object(ret, NULL);
	for (size_t i = 0; i < incident_field_count && r == 0; i++) {
		const struct incident_field *f = &incident_fields[i];

		if (strcmp(f->deed, deed) != 0)
			continue;
		if (deed_field(s, given, f->name, value, sizeof value))
			r = takes[f->type](s, f, value, ret, e);
		else if (f->must)
			r = err_set(e, -EINVAL, f->name, "field-missing", "%s", deed);
	}
	json_end_object(ret);
	return r;
}
