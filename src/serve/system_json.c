#include "serve/system_json.h"

#include "store/site.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

void system_of_site(struct call *c, struct system_row *ret)
{
	memset(ret, 0, sizeof *ret);
	snprintf(ret->name, sizeof ret->name, "%s", site_setting(c->store, "name", ""));
	snprintf(ret->level, sizeof ret->level, "%s", site_setting(c->store, "level", ""));
	ret->devices = scan_one(c->store, "SELECT count(*) FROM device", 0);
}

int system_named(struct call *c, const char *name, struct system_row *ret)
{
	if (!viewer_sees_system(&c->viewer, name))
		return -ENOENT;
	if (strcmp(name, "site") == 0) {
		system_of_site(c, ret);
		return 0;
	}
	return system_get(c->store, system_number(name), c->today, ret);
}

static void or_null(struct out *o, const char *key, const char *s) { json_str(o, key, *s ? s : NULL); }

void json_system(struct call *c, const char *key, const struct system_row *r)
{
	struct scan s = kept_run(c, "SELECT 0, note FROM system WHERE id = ?1", r->id);
	struct out *o = c->out;

	json_object(o, key);
	if (r->id)
		json_id(o, "id", 's', r->id);
	else
		json_str(o, "id", "site");
	json_str(o, "name", r->name);
	or_null(o, "level", r->level);
	or_null(o, "status", r->status);
	or_null(o, "planned_start", r->start);
	or_null(o, "planned_end", r->end);
	json_str(o, "note", s.more ? scan_sentence(&s, 1) : NULL);
	kept_end(&s);
	json_int(o, "devices", r->devices);
	json_bool(o, "stray", r->stray);
	json_end_object(o);
}
