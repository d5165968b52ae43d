/* What went wrong, as application/problem+json (RFC 9457), in the caller's language. */
#include "serve/handler.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static void begin(struct call *c)
{
	out_clear(c->out);
	if (out_init(c->out, -1) < 0)
		c->out->error = ENOMEM;
	c->answer = (struct response){.content_type = said_of("application/problem+json")};
	c->etag[0] = '\0';
	c->changed = NULL;
}

static int write(struct call *c, int status, const char *key, const char *title, const char *why,
		 const char *field)
{
	char type[96];

	snprintf(type, sizeof type, "urn:mimamori:problem:%.60s", key);
	json_object(c->out, NULL);
	json_str(c->out, "type", type);
	json_str(c->out, "title", title);
	json_int(c->out, "status", status);
	json_str(c->out, "detail", why);
	if (field)
		json_str(c->out, "field", field);
	json_end_object(c->out);
	return status;
}

int problem(struct call *c, int status, const char *key, const char *field, const char *detail)
{
	const struct lang_arg args[] = {{"detail", detail ? detail : ""}, {NULL, NULL}};
	char title_key[96], why_key[96], why[1024];

	begin(c);
	snprintf(title_key, sizeof title_key, "api.%.60s", key);
	snprintf(why_key, sizeof why_key, "api.%.60s-why", key);
	lang_fill_buf(why, sizeof why, lang(c->language, why_key), args);
	return write(c, status, key, lang(c->language, title_key), why, field);
}

/* Is the subject a member of the body, or a parameter, that the page can point at? */
static bool is_member(const struct call *c, const char *subject)
{
	for (unsigned i = 0; subject && c->route && i < c->route->queries; i++)
		if (strcmp(c->route->query[i].name, subject) == 0)
			return true;
	for (unsigned i = 0; subject && c->route && i < c->route->bodies; i++)
		if (strcmp(c->route->body[i].name, subject) == 0)
			return true;
	return false;
}

int problem_filled(struct call *c, int status, const char *lang_key, const char *field,
		   const struct lang_arg *args)
{
	const char *dot = strchr(lang_key, '.');
	char why[2048];

	lang_fill_buf(why, sizeof why, lang(c->language, lang_key), args); /* before anything is forgotten */
	begin(c);
	return write(c, status, dot ? dot + 1 : lang_key, lang(c->language, "api.refused"), why,
		     is_member(c, field) ? field : NULL);
}

int problem_said(struct call *c, int status, const char *lang_key, const char *subject, const char *detail)
{
	const struct lang_arg args[] = {
		{"subject", subject ? subject : ""}, {"detail", detail ? detail : ""}, {NULL, NULL}};

	return problem_filled(c, status, lang_key, subject, args);
}

int problem_store(struct call *c, int code)
{
	if (code == -EBUSY) {
		int status = problem(c, 503, "busy", NULL, NULL);

		c->answer.retry_after = 2;
		return status;
	}
	if (code == -ENOSPC)
		return problem(c, 507, "full", NULL, NULL);
	return problem(c, 500, code == -ENOMEM ? "memory" : "store", NULL, NULL);
}
