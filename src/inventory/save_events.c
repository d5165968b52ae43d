/* What a save tells the journal: every device that appeared, every one that changed, the captures themselves.
 */
#include "inventory/save_parts.h"

#include "base/out.h"
#include "store/script.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

struct telling {
	struct store *site;
	int64_t at;
	const char *actor;
	struct out body;
};

static const char *column(sqlite3_stmt *st, int i) { return (const char *)sqlite3_column_text(st, i); }

static void device_id(struct out *o, int64_t id)
{
	char text[24];

	snprintf(text, sizeof text, "d%lld", (long long)id);
	json_str(o, "device", text);
}

/* The event begun in t->body goes out, and the body is empty again. */
static int tell(struct telling *t, const char *kind)
{
	size_t n;
	const char *body = out_bytes(&t->body, &n);
	int r = t->body.error || !body ? -ENOMEM : journal_append(t->site, t->at, kind, t->actor, body, NULL);

	t->body.used = 0;
	t->body.first = true;
	t->body.depth = 0;
	return r;
}

static int tell_seen(struct telling *t)
{
	static const char *const names[] = {"kind", "name", "mac", "ip", "maker", "model"};
	sqlite3_stmt *st = store_kept(
		t->site, "SELECT d.id, d.kind, d.name, d.mac, d.ip, d.maker, d.model, d.first_packet FROM "
			 "main.device d JOIN leads l ON l.site = d.id WHERE NOT l.known ORDER BY d.id");
	int r = 0, step = SQLITE_ERROR;

	while (st && r == 0 && (step = sqlite3_step(st)) == SQLITE_ROW) {
		json_object(&t->body, NULL);
		device_id(&t->body, sqlite3_column_int64(st, 0));
		for (int i = 0; i < 6; i++)
			if (column(st, i + 1))
				json_str(&t->body, names[i], column(st, i + 1));
		json_int(&t->body, "packet", sqlite3_column_int64(st, 7));
		json_end_object(&t->body);
		r = tell(t, "device-seen");
	}
	store_give_back(st);
	return r < 0 ? r : step == SQLITE_DONE ? 0 : -EIO;
}

static void one_change(struct out *o, sqlite3_stmt *st)
{
	json_object(o, NULL);
	json_str(o, "field", column(st, 1));
	json_str(o, "old", column(st, 2));
	json_str(o, "new", column(st, 3));
	json_int(o, "packet", sqlite3_column_int64(st, 4));
	json_end_object(o);
}

/* One event a device, with all that changed of it. */
static int tell_changed(struct telling *t)
{
	sqlite3_stmt *st = store_kept(t->site, "SELECT device, field, old, new, coalesce(packet, 0) FROM "
					       "changed ORDER BY device, field, rowid");
	int64_t device = 0;
	int r = 0, step;

	if (!st)
		return -EIO;
	step = sqlite3_step(st);
	while (r == 0 && step == SQLITE_ROW) {
		device = sqlite3_column_int64(st, 0);
		json_object(&t->body, NULL);
		device_id(&t->body, device);
		json_array(&t->body, "changes");
		for (; step == SQLITE_ROW && sqlite3_column_int64(st, 0) == device; step = sqlite3_step(st))
			one_change(&t->body, st);
		json_end_array(&t->body);
		json_end_object(&t->body);
		r = tell(t, "device-changed");
	}
	store_give_back(st);
	return r < 0 ? r : step == SQLITE_DONE ? 0 : -EIO;
}

static void one_file(struct out *o, sqlite3_stmt *st)
{
	json_object(o, NULL);
	json_int(o, "file", sqlite3_column_int64(st, 0));
	json_str(o, "name", column(st, 1));
	json_str(o, "sha256", column(st, 2));
	json_int(o, "size", sqlite3_column_int64(st, 3));
	json_int(o, "packets", sqlite3_column_int64(st, 4));
	if (sqlite3_column_type(st, 5) != SQLITE_NULL) {
		json_int(o, "first", sqlite3_column_int64(st, 5));
		json_int(o, "last", sqlite3_column_int64(st, 6));
	}
	json_end_object(o);
}

static int tell_saved(struct telling *t, const struct saved *s)
{
	sqlite3_stmt *st = NULL;
	int step;

	if (sqlite3_prepare_v2(store_db(t->site),
			       "SELECT s.id, s.name, t.digest, t.size, s.packets, s.first, s.last FROM "
			       "main.source s JOIN "
			       "main.taken t ON t.source = s.id WHERE s.id >= (SELECT shift >> 32 FROM "
			       "taking) ORDER BY s.id",
			       -1, &st, NULL) != SQLITE_OK)
		return -EIO;
	json_object(&t->body, NULL);
	json_array(&t->body, "files");
	while ((step = sqlite3_step(st)) == SQLITE_ROW)
		one_file(&t->body, st);
	sqlite3_finalize(st);
	json_end_array(&t->body);
	json_int(&t->body, "new", s->fresh);
	json_int(&t->body, "known", s->known);
	json_int(&t->body, "changed", s->changed);
	json_end_object(&t->body);
	return step == SQLITE_DONE ? tell(t, "model-saved") : -EIO;
}

int save_events(struct store *site, int64_t at, const char *actor, const struct saved *counts, bool model)
{
	struct telling t = {.site = site, .at = at, .actor = actor};
	int r = out_init(&t.body, -1);

	if (r < 0)
		return r;
	t.body.first = true;
	r = tell_seen(&t);
	if (r == 0)
		r = tell_changed(&t);
	if (r == 0 && model)
		r = tell_saved(&t, counts);
	out_clear(&t.body);
	return r;
}
