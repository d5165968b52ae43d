/* web/head, web/body: one request, or none. */
#include "test.h"

#include "web/body.h"
#include "web/headers.h"

#include <stdio.h>
#include <string.h>

static struct head h;

static enum refusal read(const char *text)
{
	size_t n = head_end(text, strlen(text));

	assert_true(n > 0);
	return head_read(&h, text, n);
}

static enum refusal with(const char *lines)
{
	char text[2048];

	snprintf(text, sizeof text, "POST /a HTTP/1.1\r\nHost: x\r\n%s\r\n", lines);
	return read(text);
}

static void a_head_ends_where_its_empty_line_is(void **state)
{
	(void)state;
	assert_int_equal(head_end("GET / HTTP/1.1\r\n\r\nGET", 21), 18);
	assert_int_equal(head_end("GET / HTTP/1.1\r\n\r", 17), 0);
	assert_int_equal(head_end("\r\n\n\r\n", 5), 0);
	assert_int_equal(head_end("", 0), 0);
}

static void what_a_request_says_is_read(void **state)
{
	(void)state;
	assert_int_equal(
		read("PATCH /api/v1/devices/d3?x=%41 HTTP/1.1\r\nHost: Box:8443\r\ncontent-LENGTH: 12\r\n"
		     "Cookie: a=1; __Host-mimamori=s-1; b=2\r\nX-Mimamori-CSRF:  t \r\n"
		     "Origin: https://box:8443\r\nX-Other: y\r\n\r\n"),
		REFUSAL_NONE);
	assert_int_equal(h.method, METHOD_PATCH);
	assert_string_equal(h.path, "/api/v1/devices/d3");
	assert_true(said_is(h.query, "x=%41"));
	assert_true(said_is(h.host, "Box:8443"));
	assert_int_equal(h.length, 12);
	assert_true(said_is(h.session, "s-1"));
	assert_true(said_is(h.csrf, "t"));
	assert_false(h.chunked || h.close);
	assert_true(head_is_our_own(&h));
	assert_int_equal(with("Authorization: bearer mm_x\r\nCookie: __Host-mimamori=s\r\n"), REFUSAL_NONE);
	assert_true(said_is(h.bearer, "mm_x") && !h.session.s);
	assert_int_equal(with("Transfer-Encoding: Chunked\r\nConnection: close\r\n"), REFUSAL_NONE);
	assert_true(h.chunked && h.close);
}

static void what_is_not_one_request_is_refused(void **state)
{
	static const struct {
		const char *lines;
		enum refusal why;
	} cases[] = {
		{"Content-Length: 1\r\nTransfer-Encoding: chunked\r\n", REFUSAL_FRAMING},
		{"Content-Length: 1\r\nContent-Length: 1\r\n", REFUSAL_FRAMING},
		{"Transfer-Encoding: chunked, chunked\r\n", REFUSAL_FRAMING},
		{"Content-Length: 1 1\r\n", REFUSAL_FRAMING},
		{"Cookie: a=1\r\ncookie: b=1\r\n", REFUSAL_FRAMING},
		{"Upgrade: websocket\r\nConnection: Upgrade\r\n", REFUSAL_FRAMING},
		{"A: b\r\n c\r\n", REFUSAL_MALFORMED},
		{"A: b\nC: d\r\n", REFUSAL_MALFORMED},
		{"A : b\r\n", REFUSAL_MALFORMED},
		{"A: \x01\r\n", REFUSAL_MALFORMED},
		{"A: \xff\r\n", REFUSAL_MALFORMED},
		{"Expect: x\r\n", REFUSAL_EXPECTATION},
		{"Host: y\r\n", REFUSAL_FRAMING},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (with(cases[i].lines) != cases[i].why)
			fail_msg("%s: %d", cases[i].lines, (int)with(cases[i].lines));
	assert_int_equal(read("GET / HTTP/1.1\r\n\r\n"), REFUSAL_HOST);
	assert_int_equal(read("GET / HTTP/1.0\r\nHost: x\r\n\r\n"), REFUSAL_VERSION);
	assert_int_equal(read("GET  / HTTP/1.1\r\nHost: x\r\n\r\n"), REFUSAL_MALFORMED);
	assert_int_equal(read("GET http://x/ HTTP/1.1\r\nHost: x\r\n\r\n"), REFUSAL_TARGET);
	assert_int_equal(read("BREW /pot HTTP/1.1\r\nHost: x\r\n\r\n"), REFUSAL_MALFORMED);
	assert_int_equal(read("LOCK /a HTTP/1.1\r\nHost: x\r\n\r\n"), REFUSAL_NONE);
	assert_int_equal(h.method, HEAD_ODD);
}

static void paths_are_decoded_once(void **state)
{
	static const char *const good[][2] = {{"/", "/"},         {"/a/b.c", "/a/b.c"},  {"/%41%20b", "/A b"},
					      {"/%2541", "/%41"}, {"/%E6%B8%A9", "/温"}, {"/...", "/..."}};
	static const char *const bad[] = {"",     "a",          "//",   "/a/",     "/a//b",  "/.",
					  "/..",  "/a/..",      "/%2e", "/%2E%2e", "/a%2fb", "/%00",
					  "/%5c", "/\\",        "/%",   "/%4",     "/%4g",   "/%ff",
					  "/%0a", "/%ED%A0%80", "/a#b"};
	char to[HEAD_PATH_MAX + 1], longest[HEAD_PATH_MAX + 2];
	size_t n;

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		assert_true(head_path(said_of(good[i][0]), to, &n));
		assert_string_equal(to, good[i][1]);
		assert_int_equal(strlen(to), n);
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (head_path(said_of(bad[i]), to, &n))
			fail_msg("taken: %s", bad[i]);
	memset(longest, 'a', sizeof longest);
	longest[0] = '/';
	assert_true(head_path((struct said){longest, HEAD_PATH_MAX}, to, &n));
	assert_false(head_path((struct said){longest, HEAD_PATH_MAX + 1}, to, &n));
}

static void cookies_and_tokens(void **state)
{
	(void)state;
	assert_true(said_is(head_session(said_of("__Host-mimamori=a.b-c")), "a.b-c"));
	assert_null(head_session(said_of("__Host-mimamori=a; __Host-mimamori=b")).s);
	assert_null(head_session(said_of("__Host-mimamori=")).s);
	assert_null(head_session(said_of("__Host-mimamori=a b")).s);
	assert_null(head_session(said_of("x__Host-mimamori=a")).s);
	assert_null(head_session((struct said){NULL, 0}).s);
	assert_true(said_is(head_bearer(said_of("BEARER x")), "x"));
	assert_null(head_bearer(said_of("Bearer ")).s);
	assert_null(head_bearer(said_of("Bearer x y")).s);
	assert_null(head_bearer(said_of("Basic eDp5")).s);
}

/* Fed in every possible piece, a body is the same. */
static void chunks_in_pieces(void **state)
{
	static const char wire[] = "3;x=y\r\nabc\r\n0A\r\n0123456789\r\n0\r\n\r\nGET /";
	const struct head chunked = {.chunked = true};

	(void)state;
	for (size_t piece = 1; piece < sizeof wire; piece++) {
		struct body b;
		size_t at = 0;

		assert_int_equal(body_begin(&b, &chunked, 100), REFUSAL_NONE);
		while (!body_is_whole(&b)) {
			size_t used, n = sizeof wire - 1 - at < piece ? sizeof wire - 1 - at : piece;

			assert_int_equal(body_take(&b, wire + at, n, &used), REFUSAL_NONE);
			at += used;
		}
		assert_int_equal(at, sizeof wire - 1 - 5);
		assert_int_equal(b.n, 13);
		assert_memory_equal(b.bytes, "abc0123456789", 13);
		body_clear(&b);
	}
}

static void a_body_has_a_bound(void **state)
{
	const struct head chunked = {.chunked = true}, nine = {.length = 9};
	struct body b;
	size_t used;

	(void)state;
	assert_int_equal(body_begin(&b, &nine, 8), REFUSAL_BODY_SIZE);
	assert_int_equal(body_begin(&b, &chunked, 4), REFUSAL_NONE);
	assert_int_equal(body_take(&b, "5\r\nabcde\r\n", 10, &used), REFUSAL_BODY_SIZE);
	assert_true(used <= 10);
	body_clear(&b);
	assert_int_equal(body_begin(&b, &chunked, 4), REFUSAL_NONE);
	assert_int_equal(body_take(&b, "1\r\na\r\n0\r\nX: y\r\n\r\n", 18, &used), REFUSAL_FRAMING);
	body_clear(&b);
}

static void no_line_end_in_a_header(void **state)
{
	static char to[HEADERS_MAX], large[HEADERS_MAX];
	struct headers a = {.status = 200,
			    .content_type = said_of("text/plain"),
			    .etag = said_of("\"a\"\r\nSet-Cookie: x=1"),
			    .location = said_of("/\n"),
			    .date = "Sun, 29 Nov 2026 17:00:00 GMT"};
	size_t n = headers_write(&a, to);

	(void)state;
	assert_true(n > 0);
	to[n] = '\0';
	assert_null(strstr(to, "Set-Cookie"));
	assert_null(strstr(to, "Location"));
	assert_non_null(strstr(to, "HTTP/1.1 200 OK\r\nDate: Sun, 29 Nov 2026 17:00:00 GMT\r\n"));
	assert_non_null(strstr(to, "frame-ancestors 'none'"));
	memset(large, 'x', sizeof large - 1);
	a.location = said_of(large);
	assert_int_equal(headers_write(&a, to), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_head_ends_where_its_empty_line_is),
		cmocka_unit_test(what_a_request_says_is_read),
		cmocka_unit_test(what_is_not_one_request_is_refused),
		cmocka_unit_test(paths_are_decoded_once),
		cmocka_unit_test(cookies_and_tokens),
		cmocka_unit_test(chunks_in_pieces),
		cmocka_unit_test(a_body_has_a_bound),
		cmocka_unit_test(no_line_end_in_a_header),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
