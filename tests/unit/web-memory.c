/* web/peers, web/cache, web/outgoing: bounded, and told apart. */
#include "test.h"

#include "web/cache.h"
#include "web/outgoing.h"
#include "web/peers.h"

#include <stdio.h>
#include <string.h>

static struct ip address(unsigned i)
{
	return ip_of4((const uint8_t[]){10, (uint8_t)(i >> 16), (uint8_t)(i >> 8), (uint8_t)i});
}

static void connections_of_one_address(void **state)
{
	struct peers *p = peers_new();
	struct peer *one = NULL;

	(void)state;
	for (unsigned i = 0; i < PEER_CONNECTIONS; i++)
		assert_non_null(one = peers_enter(p, address(1), 0));
	assert_null(peers_enter(p, address(1), 0));
	assert_non_null(peers_enter(p, address(2), 0));
	peers_leave(p, one, 0);
	assert_non_null(peers_enter(p, address(1), 0));
	peers_free(p);
}

static void an_ipv6_site_is_one(void **state)
{
	struct peers *p = peers_new();
	struct ip a, b, c;

	(void)state;
	assert_true(ip_parse("2001:db8:1:2::1", &a) && ip_parse("2001:db8:1:2:ffff::9", &b) &&
		    ip_parse("2001:db8:1:3::1", &c));
	assert_ptr_equal(peers_enter(p, a, 0), peers_enter(p, b, 0));
	assert_ptr_not_equal(peers_enter(p, a, 0), peers_enter(p, c, 0));
	peers_free(p);
}

static void addresses_are_forgotten(void **state)
{
	struct peers *p = peers_new();
	struct peer *one;

	(void)state;
	for (unsigned i = 0; i < 3 * PEERS_KEPT; i++) {
		one = peers_enter(p, address(i), 0);
		peer_guessed(one, GUESS_TOKEN, 0);
		peers_leave(p, one, 0);
	}
	assert_int_equal(peers_known(p), PEERS_KEPT);
	one = peers_enter(p, address(1 << 20), 1 << 30);
	peers_leave(p, one, (1 << 30) + 10);
	assert_int_equal(peers_known(p), 0);
	peers_free(p);
}

static void who_comes_too_often_waits(void **state)
{
	struct peers *p = peers_new();
	struct peer *one;

	(void)state;
	for (int i = 0; i < 512; i++) {
		assert_non_null(one = peers_enter(p, address(1), 1000));
		peers_leave(p, one, 1000);
	}
	assert_null(peers_enter(p, address(1), 1000));
	assert_non_null(peers_enter(p, address(2), 1000));
	assert_null(peers_enter(p, address(1), 1004));
	assert_non_null(peers_enter(p, address(1), 1005));
	peers_free(p);
}

static void guesses_come_back_with_time(void **state)
{
	struct peers *p = peers_new();
	struct peer *one = peers_enter(p, address(1), 1000);

	(void)state;
	for (int i = 0; i < 10; i++) {
		assert_true(peer_may_guess(one, GUESS_SIGN_IN, 1000));
		peer_guessed(one, GUESS_SIGN_IN, 1000);
	}
	assert_false(peer_may_guess(one, GUESS_SIGN_IN, 1000));
	assert_true(peer_may_guess(one, GUESS_TOKEN, 1000));
	/* a new connection does not help */
	peers_leave(p, one, 1000);
	assert_ptr_equal(peers_enter(p, address(1), 1000), one);
	assert_false(peer_may_guess(one, GUESS_SIGN_IN, 6999));
	assert_true(peer_may_guess(one, GUESS_SIGN_IN, 7000));
	peer_guessed(one, GUESS_SIGN_IN, 7000);
	assert_false(peer_may_guess(one, GUESS_SIGN_IN, 7000));
	peer_was_right(one, GUESS_SIGN_IN);
	assert_true(peer_may_guess(one, GUESS_SIGN_IN, 7000));
	peers_free(p);
}

static struct cache cache;

static size_t key(const char *session, const char *path, char to[CACHE_KEY_MAX])
{
	const struct request r = {.method = METHOD_GET, .session = said_of(session), .path = said_of(path)};

	return cache_key(&r, to);
}

static void put(const char *session, const char *path, uint32_t version, size_t bytes)
{
	const struct response r = {.status = 200, .version = version, .etag = said_of("\"e\"")};
	struct blob *b = blob_new(NULL, bytes);
	char k[CACHE_KEY_MAX];
	size_t n = key(session, path, k);

	memset(b->bytes, 'x', bytes);
	cache_put(&cache, k, n, &r, b, 0);
	blob_drop(b);
}

static bool has(const char *session, const char *path, int64_t now)
{
	char k[CACHE_KEY_MAX];
	size_t n = key(session, path, k);

	return cache_find(&cache, k, n, now) != NULL;
}

static void answers_are_kept_while_they_hold(void **state)
{
	(void)state;
	put("a", "/x", 5, 10);
	assert_true(has("a", "/x", 0));
	assert_false(has("b", "/x", 0));
	assert_false(has("a", "/y", 0));
	assert_false(has(NULL, "/x", 0));
	put("a", "/y", 4, 10); /* overtaken */
	assert_false(has("a", "/y", 0));
	cache_version(&cache, 6);
	assert_false(has("a", "/x", 0));
	put("a", "/x", 6, 10);
	assert_true(has("a", "/x", CACHE_MS - 1));
	assert_false(has("a", "/x", CACHE_MS));
	cache_version(&cache, UINT32_MAX);
	cache_clear(&cache);
	assert_int_equal(cache.entries, 0);
	assert_int_equal(cache.bytes, 0);
	cache = (struct cache){0};
}

static void the_cache_is_bounded(void **state)
{
	char path[32];

	(void)state;
	for (unsigned i = 0; i < 3 * CACHE_ENTRIES; i++) {
		snprintf(path, sizeof path, "/%u", i);
		put("a", path, 1, 100);
		assert_true(has("a", "/0", 0) || i >= CACHE_ENTRIES);
	}
	assert_int_equal(cache.entries, CACHE_ENTRIES);
	for (unsigned i = 0; i < 40; i++) {
		snprintf(path, sizeof path, "/large%u", i);
		put("a", path, 1, CACHE_BODY);
		assert_true(cache.bytes <= CACHE_BYTES);
	}
	put("a", "/too-large", 1, CACHE_BODY + 1);
	assert_false(has("a", "/too-large", 0));
	cache_clear(&cache);
	cache = (struct cache){0};
}

static void pieces_go_out_in_order(void **state)
{
	struct outgoing o = {0};
	struct blob *b = blob_new("hello", 5);
	const uint8_t *at;
	size_t n;

	(void)state;
	assert_int_equal(outgoing_add(&o, b), 0);
	assert_int_equal(outgoing_lasting(&o, " world", 6), 0);
	assert_int_equal(outgoing_add(&o, b), 0);
	assert_int_equal(b->holders, 3);
	blob_drop(b);
	assert_int_equal(o.bytes, 16);
	assert_true(outgoing_next(&o, &at, &n) && n == 5 && *at == 'h');
	outgoing_sent(&o, 2);
	assert_true(outgoing_next(&o, &at, &n) && n == 3 && *at == 'l');
	outgoing_sent(&o, 3);
	assert_true(outgoing_next(&o, &at, &n) && n == 6 && *at == ' ');
	outgoing_clear(&o);
	assert_int_equal(o.bytes, 0);
	assert_false(outgoing_next(&o, &at, &n));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(connections_of_one_address),
		cmocka_unit_test(an_ipv6_site_is_one),
		cmocka_unit_test(addresses_are_forgotten),
		cmocka_unit_test(guesses_come_back_with_time),
		cmocka_unit_test(answers_are_kept_while_they_hold),
		cmocka_unit_test(the_cache_is_bounded),
		cmocka_unit_test(pieces_go_out_in_order),
		cmocka_unit_test(who_comes_too_often_waits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
