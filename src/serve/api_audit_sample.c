/* GET /audit/{sheet}/{system}/sample: which rows; sample.zip: with every proof. */
#include "serve/from_file.h"
#include "serve/system_json.h"
#include "serve/zip.h"

#include "report/sampling.h"
#include "store/site.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

api_handler api_audit_sample, api_audit_sample_file;

/* --- choosing */

static enum sample_by by_of(const char *word)
{
	return strcmp(word, "verdict") == 0    ? SAMPLE_BY_VERDICT
	       : strcmp(word, "function") == 0 ? SAMPLE_BY_FUNCTION
					       : SAMPLE_BY_NONE;
}

static int refused(struct call *c, const struct err *e, int code)
{
	char key[64];

	if (code != -ENODATA && code != -EINVAL)
		return code == -ENOENT ? problem(c, 404, "no-such-path", NULL, NULL) : code;
	snprintf(key, sizeof key, "audit.%s", e->key);
	return problem_said(c, code == -ENODATA ? 409 : 400, key, e->subject, e->detail);
}

/* 0: chosen; a status or negative. Cleared by the caller in any case. */
static int choose(struct call *c, struct sample *s)
{
	const char *seed = query_text(c, "seed");
	struct system_row system;
	struct err e = {0};
	int r;

	*s = (struct sample){.store = c->store,
			     .system = c->path[1],
			     .sheet = c->path[0],
			     .version = c->api->version,
			     .now = c->now,
			     .zone_minutes = c->zone_minutes,
			     .rows = (unsigned)query_int(c, "rows", 10),
			     .seed = seed && *seed ? seed : NULL,
			     .by = by_of(query_text(c, "by")),
			     .names = query_bool(c, "names") != 0};
	if (system_named(c, c->path[1], &system) < 0)
		return problem(c, 404, "no-such-path", NULL, NULL);
	r = sample_choose(s, &e);
	return r < 0 ? refused(c, &e, r) : 0;
}

static void pick(struct out *o, const struct sample_pick *p)
{
	json_object(o, NULL);
	json_str(o, "item", p->item);
	json_int(o, "rank", p->rank);
	json_str(o, "key", p->key);
	json_str(o, "stratum", *p->stratum ? p->stratum : NULL);
	json_pair(o, "title", p->title[LANG_JA], p->title[LANG_EN]);
	json_str(o, "verdict", p->verdict);
	json_end_object(o);
}

int api_audit_sample(struct call *c)
{
	struct sample s;
	int r = choose(c, &s);

	if (r == 0) {
		json_object(c->out, NULL);
		json_str(c->out, "seed", s.seed_used);
		json_str(c->out, "seed_from", s.seed ? "given" : "checkpoint");
		if (s.seed)
			json_null(c->out, "checkpoint");
		else
			json_int(c->out, "checkpoint", s.checkpoint);
		json_str(c->out, "by", sample_by_name(s.by));
		json_int(c->out, "of", (int64_t)s.of);
		json_time(c->out, "as_of", c->now);
		json_array(c->out, "items");
		for (unsigned i = 0; i < s.picks; i++)
			pick(c->out, s.pick[i]);
		json_end_array(c->out);
		json_end_object(c->out);
	}
	sample_clear(&s);
	return r ? r : 200;
}

/* --- the file */

static int put(void *ctx, const char *name, const void *bytes, size_t n)
{
	char path[160];

	snprintf(path, sizeof path, "sample/%s", name);
	return zip_file(ctx, path, bytes, n);
}

/* While a capture is played its packets lie in the original, to which "replay" points. */
static void replay(struct call *c, struct sample *s, struct sample_known *known, unsigned most)
{
	const struct capture_state *w = c->api->watching;
	const char *site = site_path(c->store);
	size_t room = (site ? strlen(site) : 0) + 20;
	char *path = w && w->replay && site ? arena_get(c->arena, room, 1) : NULL;
	struct scan rows;

	if (!path)
		return;
	snprintf(path, room, "%s.packets/replay", site);
	for (scan_open(&rows, c->store,
		       "SELECT id, name FROM source WHERE id NOT IN (SELECT source FROM packet_file) ORDER "
		       "BY id");
	     rows.more; scan_next(&rows))
		if (s->known_count < most && strcmp(scan_str(&rows, 1), w->replay_name) == 0)
			known[s->known_count++] = (struct sample_known){path, rows.key};
	scan_close(&rows);
	s->known = known;
}

static int written(struct call *c, struct sample *s)
{
	struct sample_told told;
	struct err e = {0};
	struct zip z;
	char name[80];
	int r = zip_begin(&z, c->out, c->now, c->zone_minutes), end;

	if (r < 0)
		return r;
	r = sample_write(s, put, &z, &told, &e);
	end = zip_end(&z);
	if (r < 0 || end < 0)
		return r < 0 ? r : end;
	snprintf(name, sizeof name, "sample-%.20s-%s.zip", c->path[1], c->today);
	attachment(c, "application/zip", arena_text(c->arena, name, strlen(name)));
	return 200;
}

int api_audit_sample_file(struct call *c)
{
	struct sample_known known[8];
	struct sample s;
	int r = choose(c, &s);

	if (r == 0) {
		replay(c, &s, known, 8);
		r = written(c, &s);
	}
	sample_clear(&s);
	return r;
}
