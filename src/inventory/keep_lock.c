/* Values that people lock. */
#include "base/lang.h"
#include "base/text.h"
#include "inventory/keep_parts.h"
#include "store/journal.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

const char *const keep_fields[] = {"name",   "kind",  "maker", "model", "firmware",
				   "serial", "layer", "place", NULL};

static bool known_field(const char *field)
{
	for (size_t i = 0; keep_fields[i]; i++)
		if (strcmp(keep_fields[i], field) == 0)
			return true;
	return false;
}

/* kind and layer are tokens that the drawing and the checks know. */
static bool known_token(const char *topic, const char *value)
{
	char key[96];

	if (strlen(value) > 40 || value[strspn(value, "abcdefghijklmnopqrstuvwxyz0123456789-")])
		return false;
	snprintf(key, sizeof key, "%s.%s", topic, value);
	return lang(LANG_EN, key) != key;
}

/* Somebody's words go to other people's screens: no control characters, no reordering, valid UTF-8. */
static bool plain(const char *value)
{
	size_t n = strlen(value);

	return n > 0 && n <= KEEP_VALUE_MAX && value[strspn(value, " ")] && text_shows(text_z(value));
}

static int tell(struct store *s, const char *kind, int64_t device, const char *field, const char *value,
		const char *note, int64_t at, const char *actor)
{
	struct out o;
	size_t n;
	int r = out_init(&o, -1);

	if (r < 0)
		return r;
	json_object(&o, NULL);
	json_int(&o, "device", device);
	json_str(&o, "field", field);
	if (value)
		json_str(&o, "value", value);
	if (note && *note)
		json_str(&o, "note", note);
	json_end_object(&o);
	r = o.error ? -ENOMEM : journal_append(s, at, kind, actor, out_bytes(&o, &n), NULL);
	out_clear(&o);
	return r;
}

static int64_t locks(struct store *s, int64_t device, const char *field)
{
	sqlite3_stmt *st = NULL;
	int64_t n = 0;

	if (sqlite3_prepare_v2(
		    store_db(s),
		    "SELECT count(*) FROM device_lock WHERE ?1 IS NULL OR (device = ?2 AND field = ?1)", -1,
		    &st, NULL) == SQLITE_OK) {
		sqlite3_bind_text(st, 1, field, -1, SQLITE_STATIC);
		sqlite3_bind_int64(st, 2, device);
		if (sqlite3_step(st) == SQLITE_ROW)
			n = sqlite3_column_int64(st, 0);
	}
	sqlite3_finalize(st);
	return n;
}

static int there(struct store *s, int64_t device, struct err *e)
{
	char text[24];

	snprintf(text, sizeof text, "d%lld", (long long)device);
	return keep_device(s, device) == device ? 0 : err_set(e, -ENOENT, text, "no-device", "%s", "");
}

int keep_lock(struct store *s, int64_t device, const char *field, const char *value, const char *note,
	      int64_t at, const char *actor, struct err *e)
{
	int r = there(s, device, e);

	if (r < 0)
		return r;
	if (!known_field(field))
		return err_set(e, -EINVAL, field, "bad-field", "%s", "");
	if (!plain(value) || (strcmp(field, "kind") == 0 && !known_token("kinds", value)) ||
	    (strcmp(field, "layer") == 0 && !known_token("layers", value)))
		return err_set(e, -EINVAL, field, "bad-value", "%d", KEEP_VALUE_MAX);
	if (note && *note && !plain(note))
		return err_set(e, -EINVAL, "note", "bad-value", "%d", KEEP_VALUE_MAX);
	if (locks(s, 0, NULL) >= KEEP_LOCKS_MAX)
		return err_set(e, -ENOSPC, field, "too-many", "%d", KEEP_LOCKS_MAX);
	return tell(s, "device-locked", device, field, value, note, at, actor);
}

int keep_unlock(struct store *s, int64_t device, const char *field, int64_t at, const char *actor,
		struct err *e)
{
	int r = there(s, device, e);

	if (r == 0 && locks(s, device, field) == 0)
		r = err_set(e, -ENOENT, field, "not-locked", "%s", "");
	return r < 0 ? r : tell(s, "device-unlocked", device, field, NULL, NULL, at, actor);
}
