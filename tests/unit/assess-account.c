/* Accounts: who may sign in, how, for how long, and what a wrong try costs. scene_close() rebuilds every
 * table from the journal after each test. */
#include "site-scene.h"

#include "assess/account.h"
#include "assess/guard.h"
#include "assess/invite.h"
#include "assess/password.h"
#include "assess/signin.h"
#include "assess/token.h"
#include "assess/totp.h"

#include <errno.h>
#include <liboath/oath.h>
#include <stdlib.h>
#include <time.h>

static const char good[] = "three quiet herons";
static struct guard *guard;
static char cookie[SECRET_ROOM];
static int64_t session;
static struct err e;

#define SECONDS(n) (INT64_C(1000000) * (n))

static int open_guard(void **state)
{
	guard = guard_new(now.at);
	return scene_open(state);
}

static int close_guard(void **state)
{
	guard_free(guard);
	return scene_close(state);
}

static int64_t account(const char *name, const char *side, const char *login)
{
	int64_t id, contact = person(name, side);

	assert_int_equal(site_begin(site), 0);
	assert_int_equal(account_add(site, contact, login, &now, &id, &e), 0);
	assert_int_equal(account_set_password(site, id, good, 0, &now, &e), 0);
	assert_int_equal(site_commit(site), 0);
	return id;
}

static int attempt(const char *login, const char *password, const char *code, const char *address, int64_t at)
{
	const struct sign_in a = {login, password, code, "test", address};
	const struct writing w = {at, "mimamori", now.today};
	int r;

	memset(&e, 0, sizeof e);
	assert_int_equal(site_begin(site), 0);
	r = sign_in(site, guard, &a, &w, cookie, &session, &e);
	assert_int_equal(site_commit(site), 0);
	return r;
}

static int64_t count(const char *kind)
{
	char sql[100];

	snprintf(sql, sizeof sql, "SELECT count(*) FROM event WHERE kind = '%s'", kind);
	return strtoll(ask(sql), NULL, 10);
}

static void signs_in_and_out(void **state)
{
	struct session one;
	int64_t id = account("山田", "it", "yamada");

	(void)state;
	assert_int_equal(attempt("yamada", good, NULL, "192.0.2.7", now.at), 0);
	assert_int_equal(session_find(site, cookie, strlen(cookie), now.at, &one), 0);
	assert_int_equal(one.account, id);
	assert_string_equal(ask("SELECT actor FROM event WHERE kind = 'signed-in'"), "c1");
	/* neither name nor password nor cookie stand in an event */
	assert_string_equal(
		ask("SELECT count(*) FROM event WHERE body LIKE '%yamada%' OR body LIKE '%heron%'"), "0");
	assert_int_equal(session_find(site, cookie, 10, now.at, &one), -ENOENT);
	assert_int_equal(attempt("YAMADA", good, NULL, "192.0.2.7", now.at),
			 0); /* two at once, names without case */
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(session_end(site, session, "person", &now, &e), 0);
	assert_int_equal(site_commit(site), 0);
	assert_int_equal(session_find(site, cookie, strlen(cookie), now.at, &one), -ENOENT);
	assert_string_equal(ask("SELECT count(*) FROM session"), "1");
}

static void ends_by_time_and_by_a_clock_set_back(void **state)
{
	struct session one;

	(void)state;
	account("山田", "it", "yamada");
	assert_int_equal(attempt("yamada", good, NULL, "192.0.2.7", now.at), 0);
	assert_int_equal(session_find(site, cookie, strlen(cookie), now.at + SESSION_LONGEST - 1, &one), 0);
	assert_int_equal(session_find(site, cookie, strlen(cookie), now.at + SESSION_LONGEST, &one), -ETIME);
	assert_int_equal(session_find(site, cookie, strlen(cookie), now.at - SECONDS(60), &one), 0);
	assert_int_equal(session_find(site, cookie, strlen(cookie), now.at - SECONDS(86400), &one), -ETIME);
	assert_int_equal(guard_last_use(guard, session), now.at);
	guard_used(guard, session, now.at + 5);
	assert_int_equal(guard_last_use(guard, session), now.at + 5);
	assert_int_equal(guard_last_use(guard, 4711), now.at); /* unknown: since the start */
}

static void no_more_than_some_sessions(void **state)
{
	(void)state;
	account("山田", "it", "yamada");
	for (int i = 0; i < SESSIONS_EACH + 3; i++)
		assert_int_equal(attempt("yamada", good, NULL, "192.0.2.7", now.at + SECONDS(i)), 0);
	assert_int_equal(strtol(ask("SELECT count(*) FROM session"), NULL, 10), SESSIONS_EACH);
	assert_int_equal(count("signed-out"), 3);
}

static void wrong_tries_wait_and_are_told(void **state)
{
	int64_t at = now.at;
	int waited = 0, wrong = 0;

	(void)state;
	account("山田", "it", "yamada");
	for (int i = 0; i < 60; i++, at += SECONDS(1)) {
		int r = attempt("yamada", "wrong wrong wrong", NULL, "192.0.2.66", at);

		assert_true(r == -EACCES || r == -EAGAIN);
		wrong += r == -EACCES;
		waited += r == -EAGAIN;
	}
	assert_in_range(wrong, GUARD_FREE_NAME, GUARD_FREE_NAME + 7); /* 1 2 4 8 16 32: within a minute */
	assert_true(waited > 45);
	assert_int_equal(count("account-locked"), 1 + (wrong >= 10));
	/* the right password waits, too; from elsewhere, too */
	assert_int_equal(attempt("yamada", good, NULL, "192.0.2.7", at), -EAGAIN);
	assert_string_equal(e.key, "too-many-tries");
	/* a restart forgives nothing: the file knows */
	guard_free(guard);
	guard = guard_new(at);
	assert_int_equal(attempt("yamada", good, NULL, "192.0.2.7", at), -EAGAIN);
	/* five minutes at most */
	assert_int_equal(attempt("yamada", good, NULL, "192.0.2.7", at + GUARD_NAME_MOST), 0);
	assert_string_equal(ask("SELECT failed FROM account"), "0");
}

static void a_clock_set_back_locks_nobody_out_for_a_day(void **state)
{
	int64_t at = now.at + SECONDS(86400);

	(void)state;
	account("山田", "it", "yamada");
	for (int i = 0; i < 8; i++)
		attempt("yamada", "wrong wrong wrong", NULL, "192.0.2.66", at + SECONDS(i * 10));
	assert_int_equal(attempt("yamada", good, NULL, "192.0.2.7", now.at), -EAGAIN);
	assert_int_equal(attempt("yamada", good, NULL, "192.0.2.7", now.at + GUARD_NAME_MOST), 0);
}

static void a_flood_fills_neither_journal_nor_time(void **state)
{
	char address[40], login[40];
	int stretched = 0;

	(void)state;
	account("山田", "it", "yamada");
	for (int i = 0; i < 3000; i++) {
		snprintf(address, sizeof address, "198.51.%d.%d", i / 250, i % 250);
		snprintf(login, sizeof login, "nobody%d", i);
		stretched +=
			attempt(login, "wrong wrong wrong", NULL, address, now.at + i * 20000) == -EACCES;
	}
	assert_in_range(stretched, 60 * GUARD_STRETCHES - 8, 60 * GUARD_STRETCHES + 8); /* a minute of it */
	assert_in_range(count("sign-in-failed"), 1, 2 * GUARD_TOLD);
	/* and the minute after, how many were not told */
	assert_int_equal(attempt("nobody", "wrong wrong wrong", NULL, "198.51.100.1", now.at + SECONDS(130)),
			 -EACCES);
	assert_int_equal(count("sign-ins-failed"), 1);
	assert_true(strtol(ask("SELECT body->>'count' FROM event WHERE kind = 'sign-ins-failed'"), NULL, 10) >
		    150);
}

static void others_keep_nobody_out(void **state)
{
	char address[40];
	int64_t at = now.at;

	(void)state;
	account("山田", "it", "yamada");
	assert_int_equal(attempt("yamada", good, NULL, "192.0.2.7", at), 0);
	for (int i = 0; i < 400; i++) {
		snprintf(address, sizeof address, "198.51.%d.%d", i / 250, i % 250);
		attempt("yamada", "wrong wrong wrong", NULL, address, at += 200000);
		attempt("", "wrong wrong wrong", NULL, address, at);
	}
	assert_int_equal(attempt("yamada", good, NULL, "192.0.2.8", at), -EAGAIN); /* new to him */
	assert_int_equal(attempt("yamada", good, NULL, "192.0.2.7", at), 0);
	/* but guessing from there waits as from anywhere */
	for (int i = 0; i < 12; i++)
		attempt("yamada", "wrong wrong wrong", NULL, "192.0.2.7", at += 1000000);
	assert_int_equal(attempt("yamada", good, NULL, "192.0.2.7", at), -EAGAIN);
}

static void an_unknown_name_costs_as_much(void **state)
{
	struct timespec a, b, c;
	double known, unknown;

	(void)state;
	char hash[PASSWORD_HASH];

	assert_int_equal(password_hash(good, hash), 0);
	password_fits(NULL, "the first one makes the hash of nobody");
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &a);
	for (int i = 0; i < 8; i++)
		assert_false(password_fits(hash, "something else"));
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &b);
	for (int i = 0; i < 8; i++)
		assert_false(password_fits("", "something else"));
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &c);
	known = (double)(b.tv_sec - a.tv_sec) * 1e3 + (double)(b.tv_nsec - a.tv_nsec) / 1e6;
	unknown = (double)(c.tv_sec - b.tv_sec) * 1e3 + (double)(c.tv_nsec - b.tv_nsec) / 1e6;
	assert_true(unknown > known / 3 && known > unknown / 3);
	assert_true(password_fits(hash, good));
	assert_non_null(strstr(hash, "$argon2id$v=19$m=19456,t=2,p=1$"));
}

static void passwords_by_length_and_list(void **state)
{
	static const struct {
		const char *password, *key;
	} cases[] = {{"short", "password-short"},
		     {"12345678901", "password-short"},
		     {"aaaaaaaaaaaaaaaa", "password-known"},
		     {"123456789012", "password-known"},
		     {"PasswordPassword", "password-known"},
		     {"abababababab", "password-known"},
		     {"yamada1234567", NULL},
		     {"yamadayamada1", NULL},
		     {"yamada12", "password-short"},
		     {"yamada-12345", NULL},
		     {"三羽の静かな鷺が飛ぶ朝", "password-short"},
		     {"三羽の静かな鷺が飛ぶ朝に", NULL},
		     {good, NULL}};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		memset(&e, 0, sizeof e);
		assert_int_equal(password_allowed(cases[i].password, "yamada", &e),
				 cases[i].key ? -EINVAL : 0);
		assert_string_equal(e.key, cases[i].key ? cases[i].key : "");
	}
}

/* RFC 6238 appendix B, SHA-1, of which six digits count. */
static void codes_as_the_rfc_has_them(void **state)
{
	static const unsigned char secret[TOTP_SECRET + 1] = "12345678901234567890";

	(void)state;
	assert_int_equal(totp_check(secret, "287082", SECONDS(59), 0), 1);
	assert_int_equal(totp_check(secret, "081804", SECONDS(1111111109), 0), 37037036);
	assert_int_equal(totp_check(secret, "005924", SECONDS(1234567890), 0), 41152263);
	assert_int_equal(totp_check(secret, "005924", SECONDS(1234567890), 41152263), 0); /* used */
	assert_int_equal(totp_check(secret, "005924", SECONDS(1234567890 + 30), 0), 41152263);
	assert_int_equal(totp_check(secret, "005924", SECONDS(1234567890 + 90), 0), 0);
	assert_int_equal(totp_check(secret, "5924", SECONDS(1234567890), 0), 0);
	assert_int_equal(totp_check(secret, "", SECONDS(1234567890), 0), 0);
}

static void enrol(int64_t id, unsigned char secret[TOTP_SECRET], char codes[RECOVERY_TEXT])
{
	char code[8];

	assert_int_equal(site_begin(site), 0);
	assert_int_equal(account_totp_begin(site, id, secret, &e), 0);
	assert_int_equal(account_totp_confirm(site, id, "000000", codes, &now, &e), -EINVAL);
	assert_int_equal(
		oath_totp_generate((const char *)secret, TOTP_SECRET, now.at / 1000000, 30, 0, 6, code), 0);
	assert_int_equal(account_totp_confirm(site, id, code, codes, &now, &e), 0);
	assert_int_equal(site_commit(site), 0);
}

static void a_code_is_good_once(void **state)
{
	int64_t id = account("山田", "it", "yamada"), at = now.at + SECONDS(600);
	char code[8], codes[RECOVERY_TEXT], first[20], uri[TOTP_URI], base32[40];
	unsigned char secret[TOTP_SECRET];

	(void)state;
	enrol(id, secret, codes);
	assert_int_equal(totp_uri(secret, "第一工場", "yamada", uri, base32), 0);
	assert_int_equal(strncmp(uri, "otpauth://totp/%E7%AC%AC", 24), 0);
	assert_int_equal(attempt("yamada", good, NULL, "192.0.2.7", at), -ENOKEY);
	assert_int_equal(attempt("yamada", "wrong wrong wrong", NULL, "192.0.2.7", at), -EACCES);
	oath_totp_generate((const char *)secret, TOTP_SECRET, at / 1000000, 30, 0, 6, code);
	assert_int_equal(attempt("yamada", good, code, "192.0.2.7", at), 0);
	at += SECONDS(2);
	assert_int_equal(attempt("yamada", good, code, "192.0.2.7", at), -EACCES); /* replayed */
	guard_free(guard);
	guard = guard_new(at);
	at += SECONDS(2);
	assert_int_equal(attempt("yamada", good, code, "192.0.2.7", at), -EACCES); /* after a restart, too */
	/* a recovery code, once, in whatever case */
	snprintf(first, sizeof first, "%.*s", (int)strcspn(codes, " "), codes);
	at += SECONDS(2);
	assert_int_equal(attempt("yamada", good, first, "192.0.2.7", at), 0);
	at += SECONDS(2);
	assert_int_equal(attempt("yamada", good, first, "192.0.2.7", at), -EACCES);
	/* the secret is in no event */
	assert_string_equal(
		ask("SELECT count(*) FROM event e, account_secret k WHERE instr(e.body, hex(k.totp)) OR"
		    " instr(e.body, k.recovery) OR instr(e.body, k.password)"),
		"0");
	assert_int_equal(count("recovery-code-used"), 1);
}

static void a_link_is_good_once_and_for_a_day(void **state)
{
	char link[SECRET_ROOM], second[SECRET_ROOM];
	struct invite i;

	(void)state;
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(invite_make(site, "setup", 0, &now, link, &e), 0);
	assert_int_equal(invite_find(site, link, strlen(link), now.at, &i, &e), 0);
	assert_int_equal(invite_find(site, link, strlen(link), now.at + INVITE_LONGEST, &i, &e), -ETIME);
	assert_int_equal(invite_find(site, link, strlen(link), now.at - SECONDS(86400), &i, &e), -ETIME);
	assert_int_equal(invite_find(site, link, strlen(link) - 1, now.at, &i, &e), -ENOENT);
	/* a second one makes the first void */
	assert_int_equal(invite_make(site, "setup", 0, &now, second, &e), 0);
	assert_int_equal(invite_find(site, link, strlen(link), now.at, &i, &e), -EALREADY);
	assert_string_equal(e.key, "link-replaced");
	assert_int_equal(invite_find(site, second, strlen(second), now.at, &i, &e), 0);
	assert_int_equal(invite_use(site, i.id, &now, &e), 0);
	assert_int_equal(invite_find(site, second, strlen(second), now.at, &i, &e), -EALREADY);
	assert_string_equal(e.key, "link-used");
	assert_int_equal(site_commit(site), 0);
	account("山田", "it", "yamada");
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(invite_make(site, "setup", 0, &now, link, &e), -EEXIST); /* there is an account */
	site_rollback(site);
}

static void the_envelope(void **state)
{
	char code[CODE_ROOM], loud[CODE_ROOM];
	struct sign_in a = {.login = "", .password = "", .code = code, .address = "192.0.2.7"};
	struct session one;

	(void)state;
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(sealed_make(site, &now, code, &e), 0);
	for (int i = 0; i <= CODE_ROOM - 1; i++)
		loud[i] = (char)(code[i] >= 'a' ? code[i] - 32 : code[i] == '-' ? ' ' : code[i]);
	a.code = "abcd-efgh-ijkm-nopq-rstu-vwxy";
	assert_int_equal(sign_in_sealed(site, guard, &a, &now, cookie, &session, &e), -EACCES);
	a.code = loud; /* as people type */
	assert_int_equal(sign_in_sealed(site, guard, &a, &now, cookie, &session, &e), 0);
	assert_int_equal(session_find(site, cookie, strlen(cookie), now.at + SESSION_SEALED - 1, &one), 0);
	assert_int_equal(session_find(site, cookie, strlen(cookie), now.at + SESSION_SEALED, &one), -ETIME);
	assert_int_equal(sign_in_sealed(site, guard, &a, &now, cookie, &session, &e), -EACCES); /* once */
	assert_int_equal(site_commit(site), 0);
	assert_int_equal(count("break-glass-used"), 1);
	assert_string_equal(ask("SELECT actor FROM event WHERE kind = 'break-glass-used'"), "emergency");
}

static void somebody_can_always_give_rights(void **state)
{
	int64_t a = account("山田", "it", "yamada"), b = account("佐藤", "ot", "sato");

	(void)state;
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(account_grant(site, a, ROLE_ADMIN, 0, &now, &e), 0);
	assert_int_equal(account_revoke(site, a, ROLE_ADMIN, 0, &now, &e), -EACCES);
	assert_string_equal(e.key, "last-admin");
	assert_int_equal(account_set_state(site, a, "locked", &now, &e), -EACCES);
	assert_int_equal(account_set_state(site, a, "closed", &now, &e), -EACCES);
	assert_int_equal(account_grant(site, b, ROLE_ADMIN, 0, &now, &e), 0);
	assert_int_equal(account_set_state(site, a, "locked", &now, &e), 0);
	assert_int_equal(account_revoke(site, b, ROLE_ADMIN, 0, &now, &e), -EACCES); /* the other is locked */
	assert_int_equal(site_commit(site), 0);
	assert_int_equal(attempt("yamada", good, NULL, "192.0.2.7", now.at), -EACCES);
	assert_string_equal(e.key, "is-locked");
	assert_int_equal(attempt("yamada", "wrong wrong wrong", NULL, "192.0.2.7", now.at), -EACCES);
	assert_string_equal(e.key, "sign-in-wrong"); /* only who knows the password hears of the lock */
}

static void roles_by_system(void **state)
{
	int64_t id = account("業者", "vendor", "maker");
	struct grants g;

	(void)state;
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(account_grant(site, id, ROLE_VENDOR, 0, &now, &e), -EINVAL);
	assert_int_equal(account_grant(site, id, ROLE_VENDOR, 7, &now, &e), -ENOENT);
	assert_int_equal(
		journal_append(site, now.at, "system-added", "local",
			       "{\"id\":1,\"name\":\"press\",\"level\":\"core\",\"status\":\"live\"}", NULL),
		0);
	assert_int_equal(account_grant(site, id, ROLE_VENDOR, 1, &now, &e), 0);
	assert_int_equal(account_grant(site, id, ROLE_VENDOR, 1, &now, &e), 0);
	assert_int_equal(site_commit(site), 0);
	assert_int_equal(account_grants(site, id, &g), 0);
	assert_int_equal(g.site, 0);
	assert_true(grants_may(&g, RIGHT_RECORD, 1));
	assert_false(grants_may(&g, RIGHT_RECORD, 2));
	assert_false(grants_may(&g, RIGHT_RECORD, 0));
	assert_false(grants_may(&g, RIGHT_DECIDE, 1));
}

static void a_token_is_less_than_its_maker(void **state)
{
	int64_t id = account("山田", "it", "yamada");
	struct token t = {.account = id, .name = "cron", .roles = ROLE_VIEWER | ROLE_IT | ROLE_ADMIN}, back;
	struct grants maker = {0}, g;
	char token[TOKEN_ROOM];

	(void)state;
	grants_add(&maker, 0, ROLE_IT);
	t.until = now.at + SECONDS(86400);
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(token_make(site, &t, &now, token, &e), 0);
	assert_int_equal(site_commit(site), 0);
	assert_int_equal(token_find(site, token, strlen(token), now.at, &back), 0);
	assert_int_equal(back.id, t.id);
	assert_int_equal(token_find(site, token, strlen(token), t.until, &back), -ETIME);
	assert_int_equal(token_find(site, token, strlen(token), now.at - SECONDS(86400), &back), -ETIME);
	token[10] ^= 1;
	assert_int_equal(token_find(site, token, strlen(token), now.at, &back), -ENOENT);
	token[10] ^= 1;
	token_grants(&t, &maker, &g);
	assert_int_equal(g.site, ROLE_VIEWER | ROLE_IT); /* he is no admin */
	t.system = 3;
	token_grants(&t, &maker, &g);
	assert_int_equal(g.site, 0);
	assert_true(grants_may(&g, RIGHT_DECIDE, 3));
	assert_false(grants_may(&g, RIGHT_DECIDE, 4));
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(token_revoke(site, t.id, &now, &e), 0);
	assert_int_equal(token_revoke(site, t.id, &now, &e), -ENOENT);
	assert_int_equal(site_commit(site), 0);
	assert_int_equal(token_find(site, token, strlen(token), now.at, &back), -ENOENT);
}

static void erased_people_sign_in_no_more(void **state)
{
	account("山田", "it", "yamada");
	(void)state;
	assert_int_equal(attempt("yamada", good, NULL, "192.0.2.7", now.at), 0);
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(contact_erase(site, 1, &now, &e), 0);
	assert_int_equal(site_commit(site), 0);
	assert_string_equal(ask("SELECT count(*) FROM session"), "0");
	assert_string_equal(ask("SELECT count(*) FROM account_secret"), "0");
	assert_int_equal(attempt("yamada", good, NULL, "192.0.2.7", now.at + SECONDS(1)), -EACCES);
}

static void who_and_from_where(void **state)
{
	(void)state;
	journal_where(site, "192.0.2.\"7");
	person("山田", "it");
	assert_string_equal(ask("SELECT body->>'where' FROM event WHERE kind = 'contact-added'"),
			    "192.0.2.\"7");
	journal_where(site, NULL);
	person("佐藤", "it");
	assert_string_equal(
		ask("SELECT body->>'where' FROM event WHERE kind = 'contact-added' ORDER BY seq DESC"), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_guard, close_guard)
		TEST(signs_in_and_out),
		TEST(ends_by_time_and_by_a_clock_set_back),
		TEST(no_more_than_some_sessions),
		TEST(wrong_tries_wait_and_are_told),
		TEST(a_clock_set_back_locks_nobody_out_for_a_day),
		TEST(a_flood_fills_neither_journal_nor_time),
		TEST(others_keep_nobody_out),
		TEST(an_unknown_name_costs_as_much),
		TEST(passwords_by_length_and_list),
		TEST(codes_as_the_rfc_has_them),
		TEST(a_code_is_good_once),
		TEST(a_link_is_good_once_and_for_a_day),
		TEST(the_envelope),
		TEST(somebody_can_always_give_rights),
		TEST(roles_by_system),
		TEST(a_token_is_less_than_its_maker),
		TEST(erased_people_sign_in_no_more),
		TEST(who_and_from_where),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
