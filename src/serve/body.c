/* Bodies: one JSON object, looked at with SQLite's own JSON functions, which are bounded in depth. */
#include "serve/handler.h"
#include "serve/query.h"

#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MEMBERS_MAX = 64 };

static int wrong(const char **ret_wrong, const char **ret_key, const char *what, const char *key)
{
	*ret_wrong = what;
	*ret_key = key;
	return -1;
}

static const struct rule *rule_of(const struct route *r, const char *name)
{
	for (unsigned i = 0; i < r->bodies; i++)
		if (strcmp(r->body[i].name, name) == 0)
			return &r->body[i];
	return NULL;
}

/* Does a member of this JSON type fit? Texts are looked at as those of a query are. */
static bool member_fits(const struct rule *r, const char *type, const char *value)
{
	bool is_text = strcmp(type, "text") == 0;

	if (strcmp(type, "null") == 0)
		return r->null || r->type == PARAMETER_ANY;
	switch ((enum parameter_type)r->type) {
	case PARAMETER_ANY:
		return true;
	case PARAMETER_ENUMS:
		return strcmp(type, "array") == 0;
	case PARAMETER_BOOL:
		return strcmp(type, "true") == 0 || strcmp(type, "false") == 0;
	case PARAMETER_INT:
		return strcmp(type, "integer") == 0 && rule_fits(r, value);
	default:
		return is_text && value && text_is_utf8(text_of(value, strlen(value))) && rule_fits(r, value);
	}
}

static int members(struct call *c, uint64_t *ret_seen, const char **ret_wrong, const char **ret_key)
{
	struct pick q;
	int r = 0, n = 0;

	pick_begin(&q, c, "SELECT 0, key, type, atom FROM ");
	pick_text(&q, "json_each(:)", arena_text(c->arena, c->request->body.s, c->request->body.n));
	for (struct scan *s = pick_run(&q); r == 0 && s->more; scan_next(s)) {
		const char *name = scan_sentence(s, 1);
		const struct rule *rule = name ? rule_of(c->route, name) : NULL;

		name = name ? arena_text(c->arena, name, strlen(name)) : "?";
		if (++n > MEMBERS_MAX)
			r = wrong(ret_wrong, ret_key, name, "bad-body");
		else if (!rule && c->route->bodies)
			r = wrong(ret_wrong, ret_key, text_shows(text_z(name)) ? name : "?",
				  "unknown-member");
		else if (rule && !member_fits(rule, scan_str(s, 2), scan_sentence(s, 3)))
			r = wrong(ret_wrong, ret_key, rule->name, "bad-parameter");
		if (rule)
			*ret_seen |= 1ull << (rule - c->route->body);
	}
	if (pick_end(&q) < 0 && r == 0)
		r = wrong(ret_wrong, ret_key, "body", "bad-body");
	return r;
}

int body_check(struct call *c, const char **ret_wrong, const char **ret_key)
{
	const char *text =
		c->request->body.s ? arena_text(c->arena, c->request->body.s, c->request->body.n) : NULL;
	struct said type = c->request->content_type;
	uint64_t seen = 0;
	struct pick q;

	if (!text || strlen(text) != c->request->body.n || !text_is_utf8(text_z(text)))
		return wrong(ret_wrong, ret_key, "body", "bad-body");
	if (type.s && (type.n < 16 || memcmp(type.s, "application/json", 16) != 0))
		return wrong(ret_wrong, ret_key, "content-type", "bad-type");
	pick_begin(&q, c, "SELECT ");
	pick_text(&q, "CASE WHEN json_valid(:) ", text);
	pick_text(&q, "THEN json_type(:) = 'object' END", text);
	if (pick_one(&q, 0) != 1)
		return wrong(ret_wrong, ret_key, "body", "bad-body");
	if (members(c, &seen, ret_wrong, ret_key) < 0)
		return -1;
	for (unsigned i = 0; i < c->route->bodies && i < 64; i++)
		if (c->route->body[i].required && !(seen & 1ull << i))
			return wrong(ret_wrong, ret_key, c->route->body[i].name, "missing-parameter");
	return 0;
}

/* --- for handlers */

static const char *asked(struct call *c, const char *what, const char *name)
{
	char path[80], sql[64];
	const char *text = NULL;
	struct scan *s;
	struct pick q;

	if (!c->request->body.s)
		return NULL;
	snprintf(path, sizeof path, "$.\"%.70s\"", name);
	snprintf(sql, sizeof sql, "SELECT 0, %s", what);
	pick_begin(&q, c, sql);
	pick_text(&q, "(:", arena_text(c->arena, c->request->body.s, c->request->body.n));
	pick_text(&q, ", :)", path);
	s = pick_run(&q);
	if (s->more && !scan_null(s, 1))
		text = arena_text(c->arena, scan_sentence(s, 1), strlen(scan_sentence(s, 1)));
	pick_end(&q);
	return text;
}

const char *body_text(struct call *c, const char *name) { return asked(c, "json_extract", name); }
bool body_has(struct call *c, const char *name) { return asked(c, "json_type", name) != NULL; }

const char *body_json(struct call *c, const char *name)
{
	char path[80];
	const char *text = NULL;
	struct scan *s;
	struct pick q;

	if (!c->request->body.s)
		return NULL;
	snprintf(path, sizeof path, "$.\"%.70s\"", name);
	pick_begin(&q, c, "SELECT 0, ");
	pick_text(&q, ": -> ", arena_text(c->arena, c->request->body.s, c->request->body.n));
	pick_text(&q, ":", path);
	s = pick_run(&q);
	if (s->more && !scan_null(s, 1))
		text = arena_text(c->arena, scan_sentence(s, 1), strlen(scan_sentence(s, 1)));
	pick_end(&q);
	return text;
}

int64_t body_int(struct call *c, const char *name, int64_t none)
{
	const char *text = body_text(c, name);

	return text ? strtoll(text, NULL, 10) : none;
}
