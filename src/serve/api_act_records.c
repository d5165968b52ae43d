/* Acts on records: written, edited, withdrawn, signed. What may be written by whom is the kinds' own rule
 * (record_may_write()); here it is where: in which systems. A vendor writes only what his side is asked for,
 * in his systems. */
#include "assess/contact.h"
#include "assess/judged.h"
#include "assess/life_states.h"
#include "assess/record.h"
#include "assess/sql.h"
#include "base/text.h"
#include "serve/act.h"
#include "serve/record_json.h"
#include "serve/viewer.h"
#include "store/journal.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

api_handler api_records_add, api_records_edit, api_records_remove, api_records_sign;

/* --- what was refused, in the words of the kind */

static void join(char *to, size_t room, const char *word)
{
	size_t n = strlen(to);

	if (n < room)
		snprintf(to + n, room - n, "%s%s", n ? ", " : "", word);
}

static const char *title_of(const struct record_kind *k, const char *name, enum language l)
{
	int field = k ? record_field(k, name) : -1;

	return field < 0 ? name : k->fields[field].title[l];
}

static void choices_of(const struct record_kind *k, const char *name, enum language l, char *to, size_t room)
{
	int field = k ? record_field(k, name) : -1;

	for (unsigned i = 0; field >= 0 && i < k->fields[field].choice_count; i++) {
		char one[300];

		snprintf(one, sizeof one, "%s (%s)", k->fields[field].choices[i].value,
			 k->fields[field].choices[i].title[l]);
		join(to, room, one);
	}
}

static void sides_of(const struct record_kind *k, enum language l, char *to, size_t room)
{
	char key[40];

	for (int side = 0; k && side < SIDES; side++) {
		snprintf(key, sizeof key, "contact.side-%s", record_side_name((enum record_side)side));
		if (k->writes >> side & 1)
			join(to, room, lang(l, key));
	}
}

int act_record_refused(struct call *c, const struct record_kind *k, int code, const struct err *e)
{
	char key[80], choices[900] = "", sides[400] = "", topics[900] = "";

	if (!*e->key || strcmp(e->key, "store") == 0)
		return problem_store(c, code);
	choices_of(k, e->subject, c->language, choices, sizeof choices);
	sides_of(k, c->language, sides, sizeof sides);
	for (unsigned i = 0; k && i < k->topic_count; i++)
		join(topics, sizeof topics, k->topics[i].name);
	snprintf(key, sizeof key, "records.%s", e->key);
	return problem_filled(c, act_status_of(code), key, e->subject,
			      (const struct lang_arg[]){{"subject", title_of(k, e->subject, c->language)},
							{"detail", e->detail},
							{"choices", choices},
							{"sides", sides},
							{"topics", topics},
							{"kind", k ? k->title[c->language] : ""},
							{NULL, NULL}});
}

/* --- where */

static bool vendor_there(const struct call *c, int64_t system)
{
	struct grants g = viewer_grants(&c->viewer);

	return grants_for(&g, system) == ROLE_VENDOR;
}

/* Systems of the record: its own, or those of its device. 0 or a status. */
static int may_there(struct call *c, const struct record *r)
{
	int status =
		r->device ? act_may_device(c, RIGHT_RECORD, r->device) : act_may(c, RIGHT_RECORD, r->system);

	if (status)
		return status;
	/* a device of his says nothing of other systems */
	if (r->device && strcmp(r->system, "site") != 0)
		status = act_may(c, RIGHT_RECORD, r->system);
	return status;
}

static int may_write(struct call *c, const struct record *r)
{
	struct err e = {0};
	int status = may_there(c, r), code;
	int64_t system = r->system[1] == 'i' ? 0 : id_number(r->system);

	if (status)
		return status;
	if (vendor_there(c, system) &&
	    (!(r->kind->writes >> SIDE_VENDOR & 1) || (r->owner && r->owner != c->viewer.contact)))
		return problem_said(c, 403, "act.vendor-asked", "", "");
	code = record_may_write(c->store, r->kind, c->viewer.actor, &e);
	return code < 0 ? act_record_refused(c, r->kind, code, &e) : 0;
}

/* --- what the body says */

/* Names in the body, and as record_set() has them. */
static const struct {
	const char *member, *name;
} common[] = {{"system", "system"}, {"device", "device"},   {"item", "item"},
	      {"said", "says"},     {"because", "because"}, {"plan_on", "plan"},
	      {"owner", "owner"},   {"deputy", "deputy"},   {"made_on", "date"}};

static int set(struct call *c, struct record *r, const char *name, const char *value)
{
	struct err e = {0};
	int code = record_set(c->store, r, name, value, c->today, &e);

	return code < 0 ? act_record_refused(c, r->kind, code, &e) : 0;
}

static int set_common(struct call *c, struct record *r)
{
	const char *none = body_text(c, "no_deputy");
	char text[1000];
	int status = 0;

	for (size_t i = 0; i < sizeof common / sizeof *common && !status; i++)
		if (body_has(c, common[i].member)) {
			const char *v = body_text(c, common[i].member);

			status = set(c, r, common[i].name, v ? v : "");
		}
	if (status || !none)
		return status;
	snprintf(text, sizeof text, "none: %s", none);
	return set(c, r, "deputy", text);
}

static bool is_common(const char *name)
{
	for (const char *const *n = record_common; *n; n++)
		if (strcmp(*n, name) == 0)
			return true;
	return false;
}

/* A list becomes "one; two", as people type it. */
static int set_fields(struct call *c, struct record *r)
{
	sqlite3_stmt *st =
		sql_of(c->store,
		       "SELECT key, CASE type WHEN 'array' THEN (SELECT group_concat(value, '; ') FROM "
		       "json_each(f.value)) WHEN 'object' THEN 'none: ' || coalesce(value->>'none', '') "
		       "ELSE value END FROM json_each(?1, '$.fields') f",
		       "t", arena_text(c->arena, c->request->body.s, c->request->body.n));
	int status = 0;

	/* What all records have is no field here: "attachment" would name a file of this machine. */
	while (!status && st && sqlite3_step(st) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(st, 0),
			   *v = (const char *)sqlite3_column_text(st, 1);
		struct err e = {0};

		if (!name || is_common(name) || record_field(r->kind, name) < 0)
			status = act_record_refused(
				c, r->kind,
				err_set(&e, -EINVAL, name ? name : "?", "no-such-field", "%s", ""), &e);
		else
			status = set(c, r, name, v ? v : "");
	}
	sqlite3_finalize(st);
	return status;
}

/* Of what was attached its name and hash are kept; the file stays with whoever keeps files. */
static int set_attachment(struct call *c, struct record *r)
{
	sqlite3_stmt *st;
	const char *name, *text;
	unsigned char *bytes;
	size_t n = 0;
	int status = 0;

	if (!body_has(c, "attachment"))
		return 0;
	st = sql_of(c->store, "SELECT ?1->'attachment'->>'name', ?1->'attachment'->>'base64'", "t",
		    arena_text(c->arena, c->request->body.s, c->request->body.n));
	if (!st || sqlite3_step(st) != SQLITE_ROW) {
		sqlite3_finalize(st);
		return -EIO;
	}
	name = (const char *)sqlite3_column_text(st, 0);
	text = (const char *)sqlite3_column_text(st, 1);
	bytes = text ? malloc(strlen(text) + 1) : NULL;
	free(r->attachment);
	r->attachment = NULL;
	r->attachment_hash[0] = '\0';
	if (!name && !text) {
		; /* taken away */
	} else if (!name || !*name || strlen(name) > 200 || strpbrk(name, "/\\") ||
		   !text_shows(text_z(name)) || !bytes ||
		   sodium_base642bin(bytes, strlen(text), text, strlen(text), "\r\n", &n, NULL,
				     sodium_base64_VARIANT_ORIGINAL) != 0) {
		status = problem_said(c, 422, "act.bad-attachment", "attachment", "");
	} else {
		r->attachment = strdup(name);
		hash_hex(bytes, n, r->attachment_hash);
	}
	free(bytes);
	sqlite3_finalize(st);
	return status;
}

static int fill(struct call *c, struct record *r)
{
	int status = set_common(c, r);

	if (!status)
		status = set_fields(c, r);
	return status ? status : set_attachment(c, r);
}

/* --- the acts */

static int answered(struct call *c, const struct record *r, int status)
{
	int code = life_states_record(c->store, r->kind_name, c->now);

	if (code < 0)
		return code;
	json_object(c->out, NULL);
	json_id(c->out, "id", 'r', r->id);
	json_int(c->out, "version", r->version);
	json_str(c->out, "hash", r->hash);
	json_str(c->out, "expires_on", *r->expires_on ? r->expires_on : NULL);
	json_end_object(c->out);
	c->changed = "records";
	return status;
}

static int kind_of_body(struct call *c, const struct record_kind **ret, int *ret_topic)
{
	const char *kind = body_text(c, "kind"), *topic = body_text(c, "topic");

	*ret = record_kind(kind ? kind : "");
	if (!*ret)
		return problem_said(c, 422, "act.no-such-kind", "kind", kind);
	*ret_topic = topic && *topic ? record_topic(*ret, topic) : -1;
	return topic && *topic && *ret_topic < 0 ? problem_said(c, 422, "act.no-such-topic", "topic", topic)
						 : 0;
}

int api_records_add(struct call *c)
{
	const struct record_kind *k;
	struct writing w = act_writing(c);
	struct record r;
	struct err e = {0};
	int topic = -1, status = kind_of_body(c, &k, &topic), code;

	if (status)
		return status;
	record_init(&r, k, topic);
	status = fill(c, &r);
	if (!status)
		status = may_write(c, &r);
	if (!status) {
		code = record_add(c->store, &r, &w, &e);
		status = code < 0 ? act_record_refused(c, k, code, &e) : answered(c, &r, 201);
	}
	record_clear(&r);
	return status;
}

/* The record of the path, which the caller may write; 0 or a status. */
static int record_of_path(struct call *c, struct record *r)
{
	char version[24];
	int status;

	if (record_get(c->store, id_number(c->path[0]), r) < 0 || !r->kind || !sees_record(c, r->id))
		return problem_said(c, 404, "records.no-such-record", c->path[0], "");
	snprintf(version, sizeof version, "%u", r->version);
	status = may_write(c, r);
	return status ? status : act_unchanged(c, "version", version);
}

int api_records_edit(struct call *c)
{
	const char *topic = body_text(c, "topic");
	struct writing w = act_writing(c);
	struct record r = {.topic = -1};
	struct err e = {0};
	int status = record_of_path(c, &r), code;

	if (!status && topic && (r.topic = record_topic(r.kind, topic)) < 0)
		status = problem_said(c, 422, "act.no-such-topic", "topic", topic);
	if (!status)
		status = fill(c, &r);
	if (!status)
		status = may_write(c, &r); /* where it goes to, as well as where it was */
	if (!status) {
		code = record_edit(c->store, &r, &w, &e);
		status = code < 0 ? act_record_refused(c, r.kind, code, &e) : answered(c, &r, 200);
	}
	record_clear(&r);
	return status;
}

int api_records_remove(struct call *c)
{
	const char *because = body_text(c, "because");
	struct writing w = act_writing(c);
	struct record r = {.topic = -1};
	struct err e = {0};
	int status = record_of_path(c, &r), code;

	if (!status) {
		code = record_remove(c->store, r.id, because ? because : "", &w, &e);
		if (code == 0)
			code = life_states_record(c->store, r.kind_name, c->now);
		status = code < 0 ? act_record_refused(c, r.kind, code, &e) : 204;
	}
	if (status == 204)
		c->changed = "records";
	record_clear(&r);
	return status;
}

int api_records_sign(struct call *c)
{
	const char *passphrase = body_text(c, "passphrase");
	struct writing w = act_writing(c);
	struct record r = {.topic = -1};
	struct err e = {0};
	int status = record_of_path(c, &r), code;

	c->secret = true;
	if (!status && (!c->viewer.contact || c->viewer.token))
		status = problem_said(c, 403, "act.person-only", "", "");
	if (!status && !guard_stretch(viewers_guard(c->api->viewers), NULL, "", c->now)) {
		err_set(&e, -EAGAIN, "", "too-many-tries", "1");
		status = act_problem(c, "account", -EAGAIN, &e);
	}
	if (!status) {
		code = record_sign(c->store, r.id, c->viewer.contact, passphrase ? passphrase : "", &w, &e);
		if (code == 0)
			code = answers_write(c->store, c->now);
		status = code < 0 ? act_record_refused(c, r.kind, code, &e) : 204;
	}
	if (status == 204)
		c->changed = "records";
	record_clear(&r);
	return status;
}
