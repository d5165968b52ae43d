/* base/channel: messages cross whole whatever the socket cuts, hostile lengths break the channel before
 * anything is reserved, queues are bounded, ends are told. */
#include "test.h"

#include "base/channel.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MOST = 100000, QUEUE = 300000 };

static struct channel a, b;

static void open_pair(void)
{
	int pair[2];

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
	channel_open(&a, pair[0], MOST, QUEUE);
	channel_open(&b, pair[1], MOST, QUEUE);
}

static void close_pair(void)
{
	channel_close(&a);
	channel_close(&b);
}

/* Puts bytes on the wire as they are. */
static void say(const void *bytes, size_t n) { assert_int_equal(write(a.fd, bytes, n), (ssize_t)n); }

static int next(uint8_t *kind, struct rd *body)
{
	int r = channel_next(&b, kind, body);

	if (r == 0 && (r = channel_fill(&b)) > 0)
		r = channel_next(&b, kind, body);
	return r;
}

static void crosses(size_t n)
{
	uint8_t *bytes = malloc(n + 1), kind = 0;
	struct rd body;
	int r = 0;

	for (size_t i = 0; i < n; i++)
		bytes[i] = (uint8_t)(i * 7 + n);
	assert_int_equal(channel_put(&a, 9, bytes, n / 3, bytes + n / 3, n - n / 3), 0);
	for (int i = 0; i < 1000 && r == 0; i++) {
		assert_int_equal(channel_flush(&a), 0);
		r = next(&kind, &body);
	}
	assert_int_equal(r, 1);
	assert_int_equal(kind, 9);
	assert_int_equal(rd_left(&body), n);
	assert_memory_equal(body.at, bytes, n);
	free(bytes);
}

static void test_crosses(void **state)
{
	static const size_t sizes[] = {0, 1, 2, 3, 100, 16383, 16384, 16385, 65536, MOST - 1};

	(void)state;
	open_pair();
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
		crosses(sizes[i]);
	close_pair();
}

/* Byte by byte, several messages in a row. */
static void test_cut(void **state)
{
	static const uint8_t wire[] = {3, 0, 0, 0, 1, 'h', 'i', 1, 0, 0, 0, 2, 2, 0, 0, 0, 3, 'x'};
	static const char *const said[] = {"hi", "", "x"};
	unsigned got = 0;

	(void)state;
	open_pair();
	for (size_t i = 0; i < sizeof wire; i++) {
		uint8_t kind;
		struct rd body;

		say(wire + i, 1);
		if (next(&kind, &body) != 1)
			continue;
		assert_int_equal(kind, got + 1);
		assert_int_equal(rd_left(&body), strlen(said[got]));
		assert_memory_equal(body.at, said[got], strlen(said[got]));
		got++;
	}
	assert_int_equal(got, 3);
	close_pair();
}

static void breaks(const uint8_t head[5])
{
	uint8_t kind;
	struct rd body;

	open_pair();
	say(head, 5);
	assert_int_equal(next(&kind, &body), -EBADMSG);
	assert_true(b.in.room < MOST); /* nothing was reserved for it */
	close_pair();
}

static void test_hostile(void **state)
{
	(void)state;
	breaks((const uint8_t[]){0, 0, 0, 0, 1});             /* no kind */
	breaks((const uint8_t[]){0xff, 0xff, 0xff, 0xff, 1}); /* 4 GB */
	breaks((const uint8_t[]){0xff, 0xff, 0xff, 0x7f, 1});
	breaks((const uint8_t[]){0xa1, 0x86, 1, 0, 1}); /* one more than may be */
}

static void test_bounds(void **state)
{
	static uint8_t bytes[MOST + 1];
	unsigned fit = 0;

	(void)state;
	open_pair();
	assert_int_equal(channel_put(&a, 1, bytes, MOST, NULL, 0), -EMSGSIZE);
	assert_int_equal(channel_put(&a, 1, bytes, MOST - 1, bytes, SIZE_MAX - MOST), -EMSGSIZE);
	assert_false(channel_waits(&a));
	while (channel_put(&a, 1, bytes, 1000, NULL, 0) == 0)
		fit++;
	assert_int_equal(fit, QUEUE / 1005);
	assert_int_equal(channel_put(&a, 1, bytes, 1000, NULL, 0), -ENOBUFS);
	assert_true(channel_waits(&a));
	close_pair();
}

/* Nobody reads: nothing blocks. */
static void test_never_blocks(void **state)
{
	static uint8_t bytes[MOST];

	(void)state;
	open_pair();
	for (int i = 0; i < 100; i++) {
		int r = channel_put(&a, 1, bytes, sizeof bytes - 1, NULL, 0);

		assert_true(r == 0 || r == -ENOBUFS);
		assert_int_equal(channel_flush(&a), 0);
	}
	assert_true(channel_waits(&a));
	close_pair();
}

static void test_ends(void **state)
{
	uint8_t kind;
	struct rd body;

	(void)state;
	open_pair();
	assert_int_equal(channel_put(&a, 1, "last", 4, NULL, 0), 0);
	assert_int_equal(channel_flush(&a), 0);
	channel_close(&a);
	assert_int_equal(next(&kind, &body), 1); /* what was said before the end is heard */
	assert_int_equal(next(&kind, &body), -EPIPE);
	assert_int_equal(channel_put(&b, 1, "x", 1, NULL, 0), 0);
	assert_int_equal(channel_flush(&b), -EPIPE); /* and no signal */
	channel_close(&b);
	assert_int_equal(channel_put(&b, 1, "x", 1, NULL, 0), -EPIPE);
	assert_int_equal(channel_fill(&b), -EPIPE);
}

/* An end in the middle of a message. */
static void test_torn(void **state)
{
	uint8_t kind;
	struct rd body;

	(void)state;
	open_pair();
	say("\x09\x00\x00\x00\x01"
	    "abc",
	    8);
	channel_close(&a);
	assert_int_equal(next(&kind, &body), 0);
	assert_int_equal(next(&kind, &body), -EPIPE);
	close_pair();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_crosses),      cmocka_unit_test(test_cut),
		cmocka_unit_test(test_hostile),      cmocka_unit_test(test_bounds),
		cmocka_unit_test(test_never_blocks), cmocka_unit_test(test_ends),
		cmocka_unit_test(test_torn),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
