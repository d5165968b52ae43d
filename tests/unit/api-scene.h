/* A site with its API, asked as web and the control socket ask. */
#ifndef MIMAMORI_API_SCENE_H
#define MIMAMORI_API_SCENE_H

#include "site-scene.h"

#include "assess/invite.h"
#include "serve/api.h"
#include "serve/viewer.h"

#include <stdlib.h>

/* A browser (or program): what it shows. */
struct browser {
	char cookie[64], csrf[64], bearer[64], peer[40], client_key[80];
};

static struct api api;
static int64_t clock_us;
static char reply[1 << 20];
static char reply_cookie[300], reply_type[80];
static int reply_retry;
static const char *reply_topic;
static char idempotency[64], if_match[64];

static __attribute__((unused)) int api_scene_open(void **state)
{
	int r = scene_open(state);

	clock_us = now.at;
	*idempotency = *if_match = '\0';
	api = (struct api){.store = site, .version = "test", .began = clock_us, .inline_slow = true};
	assert_int_equal(api_open(&api), 0);
	return r;
}

static __attribute__((unused)) int api_scene_close(void **state)
{
	api_end(&api);
	return scene_close(state);
}

static struct said some(const char *s) { return *s ? said_of(s) : (struct said){NULL, 0}; }

static int method_of(const char *word)
{
	for (int m = 0; m < METHOD_COUNT; m++)
		if (strcmp(method_names[m], word) == 0)
			return m;
	fail_msg("%s is no method", word);
	return 0;
}

/* b NULL: the control socket. The status; its body is in `reply`. */
static __attribute__((unused)) int http(const struct browser *b, const char *method, const char *path,
					const char *body)
{
	const char *query = strchr(path, '?');
	char target[600], full[700];
	struct request r = {.id = 1, .via = b ? VIA_WEB : VIA_CONTROL, .method = (uint8_t)method_of(method)};
	struct api_answer a;
	size_t n;
	const char *bytes;

	snprintf(target, sizeof target, "%.*s", (int)(query ? (size_t)(query - path) : strlen(path)), path);
	snprintf(full, sizeof full, "/api/v1%s", target);
	r.path = said_of(full);
	if (query)
		r.query = said_of(query + 1);
	if (body) {
		r.body = said_of(body);
		r.content_type = said_of("application/json");
	}
	if (b) {
		r.session = some(b->cookie);
		r.csrf = some(b->csrf);
		r.bearer = some(b->bearer);
		r.client_key = some(b->client_key);
		r.peer = said_of(*b->peer ? b->peer : "192.0.2.7");
	}
	r.idempotency_key = some(idempotency);
	r.if_match = some(if_match);
	r.accept_language = said_of("en");
	assert_int_equal(api_serve(&api, &r, clock_us, NULL, &a), API_DONE);
	bytes = out_bytes(&a.body, &n);
	assert_true(n < sizeof reply);
	memcpy(reply, bytes ? bytes : "", n);
	reply[n] = '\0';
	snprintf(reply_cookie, sizeof reply_cookie, "%.*s", (int)a.head.cookie.n,
		 a.head.cookie.s ? a.head.cookie.s : "");
	snprintf(reply_type, sizeof reply_type, "%.*s", (int)a.head.content_type.n,
		 a.head.content_type.s ? a.head.content_type.s : "");
	reply_retry = a.head.retry_after;
	reply_topic = a.changed;
	n = a.head.status;
	api_answer_clear(&a);
	return (int)n;
}

/* A member of the last reply; "" none. */
static __attribute__((unused)) const char *got(const char *path)
{
	static char value[8][4096];
	static unsigned turn;
	char *to = value[turn++ % 8];
	sqlite3_stmt *st = NULL;

	*to = '\0';
	if (sqlite3_prepare_v2(store_db(site), "SELECT json_extract(?1, ?2) WHERE json_valid(?1)", -1, &st,
			       NULL) != SQLITE_OK)
		fail_msg("json");
	sqlite3_bind_text(st, 1, reply, -1, SQLITE_STATIC);
	sqlite3_bind_text(st, 2, path, -1, SQLITE_STATIC);
	if (sqlite3_step(st) == SQLITE_ROW && sqlite3_column_text(st, 0))
		snprintf(to, sizeof value[0], "%s", (const char *)sqlite3_column_text(st, 0));
	sqlite3_finalize(st);
	return to;
}

#define EXPECT(status, ...)                                                                                  \
	do {                                                                                                 \
		int got_status = http(__VA_ARGS__);                                                          \
		if (got_status != (status))                                                                  \
			fail_msg("%s:%d: %d instead of %d: %.600s", __FILE__, __LINE__, got_status, status,  \
				 reply);                                                                     \
	} while (0)

/* What a browser keeps of an answer that signed it in. */
static __attribute__((unused)) void take_session(struct browser *b)
{
	const char *at = strstr(reply_cookie, "__Host-mimamori=");

	assert_non_null(at);
	snprintf(b->cookie, sizeof b->cookie, "%.43s", at + 16);
	snprintf(b->csrf, sizeof b->csrf, "%s", got("$.csrf"));
}

static const char api_password[] = "three quiet herons";

/* The first administrator of a new site. */
static __attribute__((unused)) struct browser first_admin(void)
{
	char link[SECRET_ROOM], body[400];
	struct browser b = {0};
	struct err e = {0};

	assert_int_equal(site_begin(site), 0);
	assert_int_equal(invite_make(site, "setup", 0, &now, link, &e), 0);
	assert_int_equal(site_commit(site), 0);
	snprintf(body, sizeof body,
		 "{\"link\":\"%s\",\"login\":\"yamada\",\"name\":\"山田\",\"password\":\"%s\"}", link,
		 api_password);
	EXPECT(201, &b, "POST", "/setup", body);
	take_session(&b);
	return b;
}

/* Somebody with roles, JSON: [{"role":"ot","system":"site"}]; signed in by an invitation. */
static __attribute__((unused)) struct browser somebody(const struct browser *admin, const char *login,
						       const char *side, const char *roles)
{
	char body[800], path[100];
	struct browser b = {0};

	clock_us += 1000000;
	snprintf(body, sizeof body, "{\"login\":\"%s\",\"name\":\"%s\",\"side\":\"%s\",\"roles\":%s}", login,
		 login, side, roles);
	EXPECT(201, admin, "POST", "/accounts", body);
	snprintf(path, sizeof path, "/accounts/%s/invite", got("$.id"));
	EXPECT(201, admin, "POST", path, NULL);
	snprintf(path, sizeof path, "%s", got("$.path"));
	snprintf(body, sizeof body, "{\"password\":\"%s\"}", api_password);
	EXPECT(200, &b, "POST", path, body);
	take_session(&b);
	return b;
}

#endif
