/* serve/message over base/channel: what is said is heard whole, and nothing else is believed. */
#include "test.h"

#include "serve/message.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static struct channel a, b;

static int open_pair(void **state)
{
	int pair[2];

	(void)state;
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) < 0)
		return -1;
	channel_open(&a, pair[0], MESSAGE_MAX, MESSAGE_MAX * 2);
	channel_open(&b, pair[1], MESSAGE_MAX, MESSAGE_MAX * 2);
	return 0;
}

static int close_pair(void **state)
{
	(void)state;
	channel_close(&a);
	channel_close(&b);
	return 0;
}

/* Sends and reads until one message is whole. */
static uint8_t hear(struct rd *body)
{
	uint8_t kind = 0;

	for (int i = 0; i < 10000; i++) {
		assert_int_equal(channel_flush(&a), 0);
		if (channel_next(&b, &kind, body) > 0)
			return kind;
		assert_true(channel_fill(&b) >= 0);
	}
	fail_msg("nothing whole came");
	return 0;
}

static void a_request_comes_as_it_was_said(void **state)
{
	static char table[REQUEST_BODY_MAX];
	struct request r = {.id = 77,
			    .via = VIA_WEB,
			    .method = METHOD_PUT,
			    .path = said_of("/api/v1/温度"),
			    .query = {"", 0}},
		       got;
	struct rd body;

	(void)state;
	memset(table, 'x', sizeof table);
	r.body = (struct said){table, sizeof table};
	assert_int_equal(message_request(&a, &r), 0);
	assert_int_equal(hear(&body), MESSAGE_REQUEST);
	assert_true(message_read_request(body, &got));
	assert_int_equal(got.id, 77);
	assert_int_equal(got.method, METHOD_PUT);
	assert_int_equal(got.uid, 0);
	assert_true(said_is(got.path, "/api/v1/温度"));
	assert_true(got.query.s && got.query.n == 0); /* empty is not absent */
	assert_null(got.session.s);
	assert_int_equal(got.body.n, sizeof table);
}

static void an_answer_in_parts(void **state)
{
	size_t n = RESPONSE_PART_MAX * 2 + 5, came = 0;
	char *large = malloc(n);
	struct response r = {.id = 9, .status = 200, .version = 3, .etag = said_of("\"x\"")}, got;
	struct rd body;

	(void)state;
	memset(large, 'y', n);
	assert_int_equal(message_answer(&a, &r, large, n), 0);
	for (int part = 0; part < 3; part++) {
		assert_int_equal(hear(&body), MESSAGE_RESPONSE);
		assert_true(message_read_response(body, &got));
		assert_int_equal(got.id, 9);
		assert_int_equal(got.more, part < 2);
		assert_int_equal(got.status, part == 0 ? 200 : 0);
		came += got.body.n;
	}
	assert_int_equal(came, n);
	assert_int_equal(message_answer(&a, &r, large, MESSAGE_MAX * 2), -ENOBUFS);
	assert_false(channel_waits(&a));
	free(large);
}

static void an_event(void **state)
{
	const struct event_message e = {UINT64_C(1) << 40, 7, said_of("devices")};
	struct event_message got;
	struct rd body;

	(void)state;
	assert_int_equal(message_event(&a, &e), 0);
	assert_int_equal(hear(&body), MESSAGE_EVENT);
	assert_true(message_read_event(body, &got));
	assert_true(got.seq == e.seq && got.version == 7 && said_is(got.topic, "devices"));
}

/* Cut anywhere, with a byte more, or with a length that is too large, it is no message. */
static void nothing_else_is_believed(void **state)
{
	const struct request r = {
		.id = 1, .method = METHOD_GET, .path = said_of("/a"), .peer = said_of("192.0.2.1")};
	uint8_t bytes[512];
	struct request got;
	struct rd body;
	size_t n;

	(void)state;
	assert_int_equal(message_request(&a, &r), 0);
	hear(&body);
	n = rd_left(&body);
	assert_true(n + 1 < sizeof bytes);
	memcpy(bytes, body.at, n);
	assert_true(message_read_request(rd_of(bytes, n), &got));
	for (size_t i = 0; i < n; i++)
		assert_false(message_read_request(rd_of(bytes, i), &got));
	bytes[n] = 0;
	assert_false(message_read_request(rd_of(bytes, n + 1), &got));
	bytes[9] = METHOD_COUNT;
	assert_false(message_read_request(rd_of(bytes, n), &got));
	bytes[9] = METHOD_GET;
	memset(bytes + 10, 0xff, 4);
	assert_false(message_read_request(rd_of(bytes, n), &got));
}

static void a_length_out_of_bounds_ends_the_channel(void **state)
{
	static const uint8_t large[] = {0xff, 0xff, 0xff, 0x7f, 1}, none[] = {0, 0, 0, 0, 1};
	struct rd body;
	uint8_t kind;

	(void)state;
	assert_int_equal(send(a.fd, large, sizeof large, 0), sizeof large);
	assert_true(channel_fill(&b) > 0);
	assert_int_equal(channel_next(&b, &kind, &body), -EBADMSG);
	assert_true(b.in.room < 1 << 20); /* nothing was reserved for it */
	assert_int_equal(send(b.fd, none, sizeof none, 0), sizeof none);
	assert_true(channel_fill(&a) > 0);
	assert_int_equal(channel_next(&a, &kind, &body), -EBADMSG);
	assert_int_equal(channel_put(&a, 1, large, MESSAGE_MAX, NULL, 0), -EMSGSIZE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_request_comes_as_it_was_said, open_pair, close_pair),
		cmocka_unit_test_setup_teardown(an_answer_in_parts, open_pair, close_pair),
		cmocka_unit_test_setup_teardown(an_event, open_pair, close_pair),
		cmocka_unit_test_setup_teardown(nothing_else_is_believed, open_pair, close_pair),
		cmocka_unit_test_setup_teardown(a_length_out_of_bounds_ends_the_channel, open_pair,
						close_pair),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
