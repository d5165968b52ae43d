/* Signing in through the API: links, cookies, CSRF, tokens, codes, what is refused and what the journal is
 * told. */
#include "api-scene.h"

#include "assess/guard.h"
#include "assess/totp.h"

#include <liboath/oath.h>

#define SECONDS(n) (INT64_C(1000000) * (n))

static void the_first_administrator(void **state)
{
	struct browser nobody = {0}, b;

	(void)state;
	EXPECT(200, &nobody, "GET", "/session", NULL);
	assert_string_equal(got("$.setup_needed"), "1");
	assert_string_equal(got("$.signed_in"), "0");
	b = first_admin();
	assert_string_equal(got("$.roles"), "[\"it\",\"admin\"]");
	assert_int_equal(strlen(got("$.break_glass")), 29);
	assert_non_null(strstr(reply_cookie, "; Secure; HttpOnly; SameSite=Strict"));
	EXPECT(200, &b, "GET", "/session", NULL);
	assert_string_equal(got("$.account.login"), "yamada");
	assert_string_equal(got("$.csrf"), b.csrf);
	assert_string_equal(got("$.break_glass"), ""); /* this once only */
	assert_string_equal(got("$.setup_needed"), "0");
	assert_string_equal(
		ask("SELECT count(*) FROM event WHERE body->>'where' = '192.0.2.7' AND actor = 'c1'"), "9");
}

static void a_link_replayed_wrong_over_or_from_yesterday(void **state)
{
	char link[SECRET_ROOM], body[400], wrong[400];
	struct browser b = {0};
	struct err e = {0};

	(void)state;
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(invite_make(site, "setup", 0, &now, link, &e), 0);
	assert_int_equal(site_commit(site), 0);
	snprintf(body, sizeof body,
		 "{\"link\":\"%s\",\"login\":\"yamada\",\"name\":\"山田\",\"password\":\"%s\"}", link,
		 api_password);
	link[5] = link[5] == 'a' ? 'b' : 'a';
	snprintf(wrong, sizeof wrong,
		 "{\"link\":\"%s\",\"login\":\"yamada\",\"name\":\"山田\",\"password\":\"%s\"}", link,
		 api_password);
	EXPECT(404, &b, "POST", "/setup", wrong);
	clock_us += SECONDS(86400);
	EXPECT(410, &b, "POST", "/setup", body);
	clock_us -= SECONDS(2 * 86400); /* the clock goes back a day before it was made */
	EXPECT(410, &b, "POST", "/setup", body);
	clock_us = now.at + SECONDS(1);
	EXPECT(201, &b, "POST", "/setup", body);
}

static void a_link_is_used_once(void **state)
{
	char link[SECRET_ROOM], body[400];
	struct browser b = {0};
	struct err e = {0};

	(void)state;
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(invite_make(site, "setup", 0, &now, link, &e), 0);
	assert_int_equal(site_commit(site), 0);
	/* a password that is too short uses nothing up */
	snprintf(body, sizeof body,
		 "{\"link\":\"%s\",\"login\":\"yamada\",\"name\":\"山田\",\"password\":\"short\"}", link);
	EXPECT(422, &b, "POST", "/setup", body);
	assert_string_equal(got("$.field"), "password");
	assert_string_equal(ask("SELECT count(*) FROM account"), "0");
	snprintf(body, sizeof body,
		 "{\"link\":\"%s\",\"login\":\"yamada\",\"name\":\"山田\",\"password\":\"%s\"}", link,
		 api_password);
	EXPECT(201, &b, "POST", "/setup", body);
	EXPECT(410, &b, "POST", "/setup", body);
	assert_string_equal(got("$.type"), "urn:mimamori:problem:link-used");
	assert_string_equal(ask("SELECT count(*) FROM account WHERE contact IS NOT NULL"), "1");
}

static void acts_need_their_page(void **state)
{
	struct browser b = first_admin(), bad = b;

	(void)state;
	*bad.csrf = '\0';
	EXPECT(403, &bad, "POST", "/accounts", "{\"login\":\"x1\",\"name\":\"X\",\"side\":\"it\"}");
	snprintf(bad.csrf, sizeof bad.csrf, "%s", "00000000000000000000000000000000");
	EXPECT(403, &bad, "POST", "/accounts", "{\"login\":\"x1\",\"name\":\"X\",\"side\":\"it\"}");
	assert_string_equal(got("$.type"), "urn:mimamori:problem:forged");
	EXPECT(403, &bad, "DELETE", "/session", NULL);
	EXPECT(200, &bad, "GET", "/accounts", NULL);
	assert_string_equal(got("$.total"), "2"); /* with the emergency account */
	EXPECT(201, &b, "POST", "/accounts", "{\"login\":\"x1\",\"name\":\"X\",\"side\":\"it\"}");
}

static void no_session_is_fixed(void **state)
{
	struct browser admin = first_admin(), b = {0}, old;
	char body[200];

	(void)state;
	/* a cookie that an attacker planted is not the one that is signed in */
	snprintf(b.cookie, sizeof b.cookie, "%s", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
	snprintf(body, sizeof body, "{\"login\":\"yamada\",\"password\":\"%s\"}", api_password);
	EXPECT(200, &b, "POST", "/session", body);
	old = b;
	take_session(&b);
	assert_string_not_equal(old.cookie, b.cookie);
	EXPECT(401, &old, "GET", "/accounts", NULL);
	EXPECT(200, &b, "GET", "/accounts", NULL);
	/* signing in over an open session ends that one */
	old = b;
	clock_us += SECONDS(1);
	EXPECT(200, &b, "POST", "/session", body);
	take_session(&b);
	EXPECT(401, &old, "GET", "/accounts", NULL);
	EXPECT(200, &admin, "GET", "/accounts", NULL);
	EXPECT(204, &b, "DELETE", "/session", NULL);
	EXPECT(401, &b, "GET", "/accounts", NULL);
	EXPECT(200, &admin, "GET", "/sessions", NULL);
	assert_string_equal(got("$.total"), "1");
}

static void sessions_end(void **state)
{
	struct browser b = first_admin();

	(void)state;
	for (int i = 0; i < 23; i++) {
		clock_us += SECONDS(1795);
		EXPECT(200, &b, "GET", "/accounts", NULL); /* used every half an hour */
	}
	clock_us = now.at + SESSION_LONGEST + SECONDS(1);
	EXPECT(401, &b, "GET", "/accounts", NULL);
	clock_us = now.at + SECONDS(5);
	b.cookie[0] = '\0';
	EXPECT(200, &b, "POST", "/session", "{\"login\":\"yamada\",\"password\":\"three quiet herons\"}");
	take_session(&b);
	clock_us += SESSION_IDLE + SECONDS(1);
	EXPECT(401, &b, "GET", "/accounts", NULL);
	assert_string_equal(ask("SELECT body->>'why' FROM event WHERE kind = 'signed-out' ORDER BY seq DESC"),
			    "idle");
	EXPECT(200, &b, "POST", "/session", "{\"login\":\"yamada\",\"password\":\"three quiet herons\"}");
	take_session(&b);
	clock_us -= SECONDS(86400);
	EXPECT(401, &b, "GET", "/accounts", NULL);
	/* the network may change */
	clock_us += SECONDS(86400);
	snprintf(b.peer, sizeof b.peer, "2001:db8::7");
	EXPECT(200, &b, "GET", "/accounts", NULL);
}

static void wrong_tokens_at_rate(void **state)
{
	struct browser b = {0}, admin = first_admin();
	int64_t events = site_events(site);

	(void)state;
	for (int i = 0; i < 3000; i++) {
		snprintf(b.bearer, sizeof b.bearer, "mm_%043d", i);
		EXPECT(401, &b, "GET", "/devices", NULL);
		snprintf(b.bearer, sizeof b.bearer, "%d", i);
		EXPECT(401, &b, "GET", "/devices", NULL);
	}
	assert_int_equal(site_events(site), events);
	EXPECT(200, &admin, "GET", "/devices", NULL);
}

static void wrong_passwords_at_rate(void **state)
{
	struct browser b = {.peer = "192.0.2.66"};
	int waited = 0;

	(void)state;
	first_admin();
	for (int i = 0; i < 30; i++) {
		int r = http(&b, "POST", "/session",
			     "{\"login\":\"yamada\",\"password\":\"wrong wrong wrong\"}");

		assert_true(r == 401 || r == 429);
		assert_true(r != 429 || reply_retry > 0);
		waited += r == 429;
		clock_us += SECONDS(1);
	}
	assert_true(waited >= 15);
	assert_true(strtol(ask("SELECT count(*) FROM event WHERE kind = 'sign-in-failed' AND body->>'where' "
			       "= '192.0.2.66'"),
			   NULL, 10) >= 5);
	EXPECT(429, &b, "POST", "/session", "{\"login\":\"yamada\",\"password\":\"three quiet herons\"}");
}

static void tokens(void **state)
{
	struct browser b = first_admin(), t = {0}, vendor;
	char body[300];

	(void)state;
	EXPECT(201, &b, "POST", "/tokens", "{\"name\":\"cron\",\"roles\":[\"viewer\"],\"days\":30}");
	snprintf(t.bearer, sizeof t.bearer, "%s", got("$.token"));
	EXPECT(200, &t, "GET", "/devices", NULL);
	EXPECT(403, &t, "GET", "/accounts", NULL);
	EXPECT(403, &t, "POST", "/accounts", "{\"login\":\"x1\",\"name\":\"X\",\"side\":\"it\"}");
	EXPECT(403, &t, "POST", "/tokens", "{\"name\":\"more\",\"roles\":[\"viewer\"]}");
	EXPECT(200, &b, "GET", "/tokens", NULL);
	assert_string_equal(got("$.items[0].roles"), "[\"viewer\"]");
	assert_null(strstr(reply, "mm_"));
	/* nobody hands on what he has not; a name is refused that is none */
	EXPECT(403, &b, "POST", "/tokens", "{\"name\":\"cron\",\"roles\":[\"executive\"]}");
	EXPECT(422, &b, "POST", "/tokens", "{\"name\":\"cron\",\"roles\":[\"king\"]}");
	EXPECT(422, &b, "POST", "/tokens", "{\"name\":\"cron\",\"roles\":[]}");
	EXPECT(422, &b, "POST", "/tokens",
	       "{\"name\":\"cron\",\"roles\":[\"it\"],\"until\":\"2126-01-01T00:00:00Z\"}");
	clock_us += SECONDS(31 * 86400LL);
	EXPECT(401, &t, "GET", "/devices", NULL);
	clock_us -= SECONDS(31 * 86400LL);
	/* its maker is locked: so is the token */
	vendor = somebody(&b, "sato", "ot", "[{\"role\":\"admin\",\"system\":\"site\"}]");
	EXPECT(200, &vendor, "PATCH", "/accounts/a1", "{\"state\":\"locked\"}");
	EXPECT(401, &t, "GET", "/devices", NULL);
	EXPECT(401, &b, "GET", "/devices", NULL);
	EXPECT(200, &vendor, "PATCH", "/accounts/a1", "{\"state\":\"open\"}");
	EXPECT(200, &t, "GET", "/devices", NULL);
	snprintf(body, sizeof body, "/tokens/%s", "t1");
	EXPECT(204, &vendor, "DELETE", body, NULL);
	EXPECT(401, &t, "GET", "/devices", NULL);
	/* secrets are in no event, not even their beginnings */
	assert_string_equal(ask("SELECT count(*) FROM event WHERE body LIKE '%mm!_%' ESCAPE '!'"), "0");
}

static void codes(void **state)
{
	struct browser b = first_admin(), c = {0};
	char code[8], body[300];
	size_t n = 0;
	char *secret = NULL;

	(void)state;
	EXPECT(403, &b, "POST", "/accounts/a1/totp", "{\"password\":\"wrong wrong wrong\"}");
	clock_us += SECONDS(1);
	EXPECT(200, &b, "POST", "/accounts/a1/totp", "{\"password\":\"three quiet herons\"}");
	assert_int_equal(oath_base32_decode(got("$.secret"), strlen(got("$.secret")), &secret, &n), OATH_OK);
	assert_int_equal(n, TOTP_SECRET);
	EXPECT(422, &b, "POST", "/accounts/a1/totp", "{\"code\":\"000000\"}");
	oath_totp_generate(secret, n, clock_us / 1000000, 30, 0, 6, code);
	snprintf(body, sizeof body, "{\"code\":\"%s\"}", code);
	EXPECT(200, &b, "POST", "/accounts/a1/totp", body);
	assert_string_equal(got("$.recovery[9]") + 4, strchr(got("$.recovery[9]"), '-'));
	clock_us += SECONDS(60);
	EXPECT(401, &c, "POST", "/session", "{\"login\":\"yamada\",\"password\":\"three quiet herons\"}");
	assert_string_equal(got("$.type"), "urn:mimamori:problem:code-wanted");
	oath_totp_generate(secret, n, clock_us / 1000000, 30, 0, 6, code);
	snprintf(body, sizeof body,
		 "{\"login\":\"yamada\",\"password\":\"three quiet herons\",\"code\":\"%s\"}", code);
	EXPECT(200, &c, "POST", "/session", body);
	clock_us += SECONDS(1);
	EXPECT(401, &c, "POST", "/session", body); /* the code again */
	free(secret);
}

static void codes_first_where_the_site_wants_them(void **state)
{
	struct browser b = first_admin(), ot;

	(void)state;
	EXPECT(200, &b, "PATCH", "/settings", "{\"code_roles\":\"ot approver\"}");
	ot = somebody(&b, "sato", "ot", "[{\"role\":\"ot\",\"system\":\"site\"}]");
	EXPECT(200, &ot, "GET", "/session", NULL);
	assert_string_equal(got("$.enrol"), "1");
	assert_string_equal(got("$.roles"), "[]");
	EXPECT(403, &ot, "GET", "/devices", NULL);
	clock_us += SECONDS(1);
	EXPECT(200, &ot, "POST", "/accounts/a3/totp", "{\"password\":\"three quiet herons\"}");
	EXPECT(422, &b, "PATCH", "/settings", "{\"code_roles\":\"king\"}");
}

static void the_envelope(void **state)
{
	struct browser e = {0}, b;
	char body[200];

	(void)state;
	b = first_admin();
	snprintf(body, sizeof body, "{\"emergency_code\":\"%s\"}", got("$.break_glass"));
	EXPECT(200, &e, "POST", "/session", body);
	assert_string_equal(got("$.emergency"), "1");
	take_session(&e);
	EXPECT(200, &e, "GET", "/accounts", NULL);
	EXPECT(200, &e, "PATCH", "/accounts/a1", "{\"roles\":[{\"role\":\"admin\",\"system\":\"site\"}]}");
	assert_string_equal(ask("SELECT actor FROM event WHERE kind = 'role-revoked'"), "emergency");
	for (int i = 0; i < 8; i++) {
		clock_us += SECONDS(1790);
		EXPECT(200, &e, "GET", "/accounts", NULL);
	}
	clock_us = now.at + SESSION_SEALED;
	EXPECT(401, &e, "GET", "/accounts", NULL);
	clock_us = now.at + SECONDS(9);
	EXPECT(401, &e, "POST", "/session", body); /* once */
	EXPECT(201, &b, "POST", "/emergency-code", NULL);
	assert_int_equal(strlen(got("$.code")), 29);
}

static void certificates_stand_for_accounts(void **state)
{
	struct browser b = first_admin(), c = {0};
	char body[200];

	(void)state;
	snprintf(c.client_key, sizeof c.client_key, "%064d", 7);
	EXPECT(401, &c, "GET", "/accounts", NULL);
	snprintf(body, sizeof body, "{\"client_key\":\"%s\"}", c.client_key);
	EXPECT(200, &b, "PATCH", "/accounts/a1", body);
	EXPECT(200, &c, "GET", "/accounts", NULL);
	EXPECT(403, &c, "POST", "/contacts",
	       "{\"name\":\"X\",\"side\":\"it\"}"); /* a browser shows it unasked */
	EXPECT(200, &c, "GET", "/session", NULL);
	snprintf(c.csrf, sizeof c.csrf, "%s", got("$.csrf"));
	EXPECT(201, &c, "POST", "/contacts", "{\"name\":\"X\",\"side\":\"it\"}");
	EXPECT(200, &b, "PATCH", "/accounts/a1", "{\"client_key\":null}");
	EXPECT(401, &c, "GET", "/accounts", NULL);
}

static void the_same_key_the_same_answer(void **state)
{
	struct browser b = first_admin(), other;

	(void)state;
	snprintf(idempotency, sizeof idempotency, "k-1");
	EXPECT(201, &b, "POST", "/contacts", "{\"name\":\"X\",\"side\":\"it\"}");
	assert_string_equal(got("$.id"), "c2");
	EXPECT(201, &b, "POST", "/contacts", "{\"name\":\"X\",\"side\":\"it\"}");
	assert_string_equal(got("$.id"), "c2");
	assert_string_equal(reply_type, "application/json");
	assert_string_equal(ask("SELECT count(*) FROM event WHERE kind = 'contact-added'"), "2");
	EXPECT(422, &b, "POST", "/contacts", "{\"name\":\"Y\",\"side\":\"it\"}");
	*idempotency = '\0';
	other = somebody(&b, "sato", "it", "[{\"role\":\"it\",\"system\":\"site\"}]");
	snprintf(idempotency, sizeof idempotency, "k-1");
	EXPECT(201, &other, "POST", "/contacts",
	       "{\"name\":\"Y\",\"side\":\"it\"}"); /* keys are each one's own */
	clock_us += SECONDS(86401);
	*idempotency = '\0';
	EXPECT(200, &b, "POST", "/session", "{\"login\":\"yamada\",\"password\":\"three quiet herons\"}");
	take_session(&b);
	snprintf(idempotency, sizeof idempotency, "k-1");
	EXPECT(201, &b, "POST", "/contacts", "{\"name\":\"Z\",\"side\":\"it\"}"); /* a day later it is free */
	snprintf(idempotency, sizeof idempotency, "with space");
	EXPECT(400, &b, "POST", "/contacts", "{\"name\":\"Z\",\"side\":\"it\"}");
	*idempotency = '\0';
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, api_scene_open, api_scene_close)
		TEST(the_first_administrator),
		TEST(a_link_replayed_wrong_over_or_from_yesterday),
		TEST(a_link_is_used_once),
		TEST(acts_need_their_page),
		TEST(no_session_is_fixed),
		TEST(sessions_end),
		TEST(wrong_tokens_at_rate),
		TEST(wrong_passwords_at_rate),
		TEST(tokens),
		TEST(codes),
		TEST(codes_first_where_the_site_wants_them),
		TEST(the_envelope),
		TEST(certificates_stand_for_accounts),
		TEST(the_same_key_the_same_answer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
