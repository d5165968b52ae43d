/* Records into the journal. */
#include "assess/attack.h"
#include "assess/contact.h"
#include "assess/people.h"
#include "assess/record.h"
#include "assess/record_value.h"
#include "base/out.h"
#include "store/journal.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *or_null(const char *s) { return s && *s ? s : NULL; }

/* --- the body, whose bytes are hashed */

static void list_json(struct out *o, const char *name, const char *text)
{
	json_array(o, name);
	while (*text) {
		const char *end = strstr(text, "; ");
		size_t n = end ? (size_t)(end - text) : strlen(text);

		json_text(o, NULL, text, n);
		text += end ? n + 2 : n;
	}
	json_end_array(o);
}

static void value_json(struct out *o, const struct record_field *f, const struct record_value *v)
{
	char name[72];

	if (v->none) {
		snprintf(name, sizeof name, "%s-none", f->name);
		json_str(o, name, v->text);
	} else if (f->type == RECORD_NUMBER || f->type == RECORD_MONEY) {
		json_int(o, f->name, strtoll(v->text, NULL, 10));
	} else if (f->type == RECORD_LIST) {
		list_json(o, f->name, v->text);
	} else {
		json_str(o, f->name, v->text);
	}
}

static void id_json(struct out *o, const char *name, int64_t id)
{
	if (id)
		json_int(o, name, id);
	else
		json_null(o, name);
}

static void body_json(struct out *o, const struct record *r)
{
	json_object(o, NULL);
	json_str(o, "kind", r->kind->name);
	json_int(o, "kind_version", r->kind->version);
	json_str(o, "topic", r->topic < 0 ? NULL : r->kind->topics[r->topic].name);
	json_str(o, "system", r->system);
	id_json(o, "device", r->device);
	json_str(o, "item", or_null(r->item));
	json_str(o, "says", record_says_name(r->says));
	json_str(o, "said", record_says_name(r->said));
	json_str(o, "because", r->because);
	json_str(o, "plan_on", or_null(r->plan_on));
	id_json(o, "owner", r->owner);
	id_json(o, "deputy", r->deputy);
	json_str(o, "no_deputy", r->no_deputy);
	json_str(o, "made_on", r->made_on);
	json_str(o, "expires_on", or_null(r->expires_on));
	json_str(o, "attachment", r->attachment);
	json_str(o, "attachment_hash", or_null(r->attachment_hash));
	json_object(o, "fields");
	for (unsigned i = 0; i < r->kind->field_count; i++)
		if (r->values[i].text)
			value_json(o, &r->kind->fields[i], &r->values[i]);
	json_end_object(o);
	json_end_object(o);
}

static int body_of(const struct record *r, struct out *o, char ret_hash[65])
{
	const char *body;
	size_t n;

	if (out_init(o, -1) < 0)
		return -ENOMEM;
	body_json(o, r);
	body = out_bytes(o, &n);
	hash_hex(body, n, ret_hash);
	return 0;
}

/* --- events */

static int failed(struct store *s, int code, struct err *e)
{
	return code < 0 ? err_set(e, code, "", "store", "%s", store_error(s)) : 0;
}

static int append(struct store *s, struct record *r, const char *kind, const struct writing *w)
{
	struct out body, o;
	int code = body_of(r, &body, r->hash);

	if (code < 0)
		return code;
	if (out_init(&o, -1) < 0) {
		out_clear(&body);
		return -ENOMEM;
	}
	out_fmt(&o, "{\"record\":%lld,\"version\":%u,\"hash\":\"%s\",\"body\":%s}", (long long)r->id,
		r->version, r->hash, out_bytes(&body, NULL));
	code = journal_append(s, w->at, kind, w->actor, out_bytes(&o, NULL), NULL);
	out_clear(&o);
	out_clear(&body);
	return code;
}

static int64_t next_id(struct store *s)
{
	sqlite3_stmt *st = NULL;
	int64_t id = 0;

	if (sqlite3_prepare_v2(store_db(s), "SELECT coalesce(max(id), 0) + 1 FROM record", -1, &st, NULL) ==
		    SQLITE_OK &&
	    sqlite3_step(st) == SQLITE_ROW)
		id = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return id;
}

static int refuse_second(struct store *s, const struct record *r, struct err *e)
{
	char there[24];
	int64_t id = r->kind->many ? 0 : record_same_subject(s, r);

	snprintf(there, sizeof there, "r%lld", (long long)id);
	return id && id != r->id ? err_set(e, -EEXIST, r->kind->name, "exists", "%s", there) : 0;
}

static int ready(struct store *s, struct record *r, const struct writing *w, struct err *e)
{
	int code = record_may_write(s, r->kind, w->actor, e);

	if (code == 0)
		code = record_check(s, r, w, e);
	return code == 0 ? refuse_second(s, r, e) : code;
}

/* Measures stand in a table of their own, beside the attacks that they are against. */
static int follows(struct store *s, const struct record_kind *k)
{
	return k && strcmp(k->name, "measure") == 0 ? attacks_refresh(s) : 0;
}

static int written(struct store *s, struct record *r, const char *event, const struct writing *w,
		   struct err *e)
{
	int code = append(s, r, event, w);

	return failed(s, code < 0 ? code : follows(s, r->kind), e);
}

int record_add(struct store *s, struct record *r, const struct writing *w, struct err *e)
{
	int code = ready(s, r, w, e);

	if (code < 0)
		return code;
	r->id = next_id(s);
	r->version = 1;
	return r->id ? written(s, r, "record-added", w, e) : failed(s, -EIO, e);
}

int record_edit(struct store *s, struct record *r, const struct writing *w, struct err *e)
{
	char shown[24];
	int code;

	snprintf(shown, sizeof shown, "r%lld", (long long)r->id);
	if (r->removed)
		return err_set(e, -ENOENT, shown, "is-removed", "%s", "");
	if ((code = ready(s, r, w, e)) < 0)
		return code;
	r->version++;
	r->is_signed = false;
	return written(s, r, "record-edited", w, e);
}

int record_remove(struct store *s, int64_t id, const char *because, const struct writing *w, struct err *e)
{
	struct record r;
	struct out o;
	char shown[24], *why = NULL;
	int code = record_get(s, id, &r);
	const struct record_kind *kind = code < 0 ? NULL : r.kind;

	snprintf(shown, sizeof shown, "r%lld", (long long)id);
	if (code < 0 || r.removed)
		code = err_set(e, -ENOENT, shown, code < 0 ? "no-such-record" : "is-removed", "%s", "");
	else if (r.kind)
		code = record_may_write(s, r.kind, w->actor, e);
	record_clear(&r);
	if (code == 0 && !*because)
		code = err_set(e, -EINVAL, "because", "wants-removal-reason", "%s", "");
	if (code == 0)
		code = value_text("because", because, RECORD_TEXT_MOST, false, &why, e);
	if (code < 0)
		return code;
	if (out_init(&o, -1) < 0) {
		free(why);
		return -ENOMEM;
	}
	json_object(&o, NULL);
	json_int(&o, "record", id);
	json_str(&o, "because", why);
	json_end_object(&o);
	code = journal_append(s, w->at, "record-removed", w->actor, out_bytes(&o, NULL), NULL);
	if (code >= 0)
		code = follows(s, kind);
	out_clear(&o);
	free(why);
	return failed(s, code, e);
}

/* --- signatures */

int record_signed_text(int64_t id, unsigned version, const char *hash, char *to, size_t room)
{
	return snprintf(to, room, "record r%lld %u %s", (long long)id, version, hash);
}

/* Its owner, or whoever stands in the field that its kind names for that. */
static bool signs(const struct record *r, const char *who)
{
	int field = r->kind && r->kind->signs ? record_field(r->kind, r->kind->signs) : -1;
	char owner[24];

	snprintf(owner, sizeof owner, "c%lld", (long long)r->owner);
	return strcmp(owner, who) == 0 || (field >= 0 && r->values[field].text && !r->values[field].none &&
					   strcmp(r->values[field].text, who) == 0);
}

static int may_sign(const struct record *r, int64_t contact, const struct writing *w, struct err *e)
{
	char owner[24], me[24], shown[24];

	snprintf(owner, sizeof owner, "c%lld", (long long)r->owner);
	snprintf(me, sizeof me, "c%lld", (long long)contact);
	snprintf(shown, sizeof shown, "r%lld", (long long)r->id);
	if (r->removed)
		return err_set(e, -ENOENT, shown, "is-removed", "%s", "");
	if (!signs(r, me) || strcmp(w->actor, me) != 0)
		return err_set(e, -EACCES, shown, "not-owner", "%s", owner);
	return 0;
}

static int journal_signature(struct store *s, const struct record *r, int64_t contact, const char *sig,
			     const struct writing *w)
{
	char key[PERSON_KEY_HEX], body[512];

	person_public_key(s, contact, key);
	snprintf(body, sizeof body,
		 "{\"record\":%lld,\"version\":%u,\"hash\":\"%s\",\"contact\":%lld,\"public_key\":\"%s\","
		 "\"signature\":\"%s\"}",
		 (long long)r->id, r->version, r->hash, (long long)contact, key, sig);
	return journal_append(s, w->at, "record-signed", w->actor, body, NULL);
}

static int sign(struct store *s, const struct record *r, int64_t contact, const char *passphrase,
		const struct writing *w, struct err *e)
{
	char text[160], sig[PERSON_SIGN_HEX], me[24];
	int n = record_signed_text(r->id, r->version, r->hash, text, sizeof text);
	int code = person_sign(s, contact, passphrase, text, (size_t)n, sig);

	snprintf(me, sizeof me, "c%lld", (long long)contact);
	if (code == -EACCES || code == -ENOKEY || code == -ENOENT)
		return err_set(e, code == -ENOENT ? -EACCES : code, me,
			       code == -EACCES ? "wrong-passphrase" : "no-key", "%s", "");
	return failed(s, code < 0 ? code : journal_signature(s, r, contact, sig, w), e);
}

int record_sign(struct store *s, int64_t id, int64_t contact, const char *passphrase, const struct writing *w,
		struct err *e)
{
	struct record r;
	char shown[24];
	int code = record_get(s, id, &r);

	snprintf(shown, sizeof shown, "r%lld", (long long)id);
	if (code < 0)
		code = err_set(e, -ENOENT, shown, "no-such-record", "%s", "");
	else
		code = may_sign(&r, contact, w, e);
	if (code == 0)
		code = sign(s, &r, contact, passphrase, w, e);
	record_clear(&r);
	return code;
}

/* --- the same again */

/* The body is taken apart once, not for every row it is compared with. */
static const char same[] =
	"WITH b AS MATERIALIZED (SELECT ?1 ->> 'kind' AS kind, ?1 ->> 'topic' AS topic, ?1 ->> 'system' AS "
	"system,"
	" ?1 ->> 'device' AS device, ?1 ->> 'item' AS item, ?1 ->> 'said' AS said, ?1 ->> 'because' AS "
	"because,"
	" ?1 ->> 'plan_on' AS plan_on, ?1 ->> 'owner' AS owner, ?1 ->> 'deputy' AS deputy,"
	" ?1 ->> 'no_deputy' AS no_deputy, ?1 ->> 'attachment_hash' AS attachment_hash, ?1 ->> 'fields' AS "
	"fields,"
	" ?1 ->> 'made_on' AS made_on)"
	" SELECT r.id FROM b JOIN record r ON r.fields = b.fields AND r.kind = b.kind AND r.topic IS b.topic "
	"AND"
	" r.system = b.system AND r.device IS b.device AND r.item IS b.item AND r.said = b.said AND"
	" r.because IS b.because AND r.plan_on IS b.plan_on AND r.owner IS b.owner AND r.deputy IS b.deputy "
	"AND"
	" r.no_deputy IS b.no_deputy AND r.attachment_hash IS b.attachment_hash AND (?2 OR r.made_on = "
	"b.made_on)"
	" WHERE r.removed = 0 ORDER BY r.id";

int64_t record_same_content(struct store *s, const struct record *r, bool any_date)
{
	sqlite3_stmt *st = NULL;
	struct out body;
	char hash[65];
	int64_t id = 0;

	if (body_of(r, &body, hash) < 0)
		return 0;
	if (sqlite3_prepare_v2(store_db(s), same, -1, &st, NULL) == SQLITE_OK) {
		sqlite3_bind_text(st, 1, out_bytes(&body, NULL), -1, SQLITE_STATIC);
		sqlite3_bind_int(st, 2, any_date);
		if (sqlite3_step(st) == SQLITE_ROW)
			id = sqlite3_column_int64(st, 0);
	}
	sqlite3_finalize(st);
	out_clear(&body);
	return id;
}
