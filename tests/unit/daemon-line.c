/* daemon/line: a message and its descriptors cross together; everything that is not exactly a message is
 * refused, and no descriptor that came with it stays open. */
#include "test.h"

#include "daemon/line.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

enum { SIZE = offsetof(struct line_message, fd) };

static int line[2];

static void begin(void) { assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK, 0, line), 0); }

static void end(void)
{
	close(line[0]);
	close(line[1]);
}

static unsigned open_descriptors(void)
{
	DIR *d = opendir("/proc/self/fd");
	unsigned n = 0;

	while (readdir(d))
		n++;
	closedir(d);
	return n;
}

static void test_crosses(void **state)
{
	struct line_message m = {.kind = LINE_PACKET_FILE,
				 .role = ROLE_WEB,
				 .hands = 2,
				 .number = -7,
				 .more = 1 << 30},
			    got;
	int pipes[2];
	char c;

	(void)state;
	begin();
	assert_int_equal(pipe(pipes), 0);
	m.fd[0] = pipes[0];
	m.fd[1] = pipes[1];
	assert_int_equal(line_receive(line[1], &got), 0); /* nothing yet */
	assert_int_equal(line_send(line[0], &m), 0);
	assert_int_equal(line_receive(line[1], &got), 1);
	assert_int_equal(got.kind, m.kind);
	assert_int_equal(got.role, m.role);
	assert_int_equal(got.number, -7);
	assert_int_equal(got.more, 1 << 30);
	assert_int_equal(got.hands, 2);
	assert_true(fcntl(got.fd[0], F_GETFD) & FD_CLOEXEC);
	assert_int_equal(write(got.fd[1], "x", 1), 1);
	assert_int_equal(read(pipes[0], &c, 1), 1);
	for (int i = 0; i < 2; i++) {
		close(pipes[i]);
		close(got.fd[i]);
	}
	end();
}

/* Sends bytes with so many descriptors; what came of it. No descriptor may stay. */
static int hostile(const void *bytes, size_t n, unsigned hands)
{
	union {
		struct cmsghdr head;
		char room[CMSG_SPACE(sizeof(int) * 16)];
	} control = {0};
	struct iovec iov = {(void *)(uintptr_t)bytes, n};
	struct msghdr h = {.msg_iov = &iov, .msg_iovlen = 1};
	struct line_message got;
	unsigned before;
	int fds[16], r;

	begin();
	for (int i = 0; i < 16; i++)
		fds[i] = STDERR_FILENO;
	if (hands) {
		h.msg_control = control.room;
		h.msg_controllen = CMSG_SPACE(sizeof(int) * hands);
		control.head = (struct cmsghdr){CMSG_LEN(sizeof(int) * hands), SOL_SOCKET, SCM_RIGHTS};
		memcpy(CMSG_DATA(&control.head), fds, sizeof(int) * hands);
	}
	before = open_descriptors();
	assert_true(sendmsg(line[0], &h, 0) >= 0);
	r = line_receive(line[1], &got);
	assert_int_equal(open_descriptors(), before);
	end();
	return r;
}

static void test_hostile(void **state)
{
	uint8_t bytes[64] = {LINE_READY};

	(void)state;
	assert_int_equal(hostile(bytes, SIZE - 1, 0), -EBADMSG);
	assert_int_equal(hostile(bytes, SIZE + 1, 0), -EBADMSG);
	assert_int_equal(hostile(bytes, sizeof bytes, 0), -EBADMSG);
	assert_int_equal(hostile(bytes, 1, 0), -EBADMSG);
	for (unsigned hands = 1; hands <= 16;
	     hands++) /* more or fewer than it says, more than there is room for */
		assert_int_equal(hostile(bytes, SIZE, hands), -EBADMSG);
	bytes[2] = 3;
	assert_int_equal(hostile(bytes, SIZE, 0), -EBADMSG);
	assert_int_equal(hostile(bytes, SIZE, 2), -EBADMSG);
	bytes[2] = 255;
	assert_int_equal(hostile(bytes, SIZE, 4), -EBADMSG);
}

static void test_ends(void **state)
{
	struct line_message m = {.kind = LINE_STOP}, got;

	(void)state;
	begin();
	assert_int_equal(line_send(line[0], &m), 0);
	close(line[0]);
	assert_int_equal(line_receive(line[1], &got), 1);
	assert_int_equal(line_receive(line[1], &got), -EPIPE);
	assert_int_equal(line_send(line[1], &m), -EPIPE); /* and no signal */
	close(line[1]);
}

/* A reader that sleeps: the line is full, nobody waits. */
static void test_full(void **state)
{
	struct line_message m = {.kind = LINE_NEXT_FILE};
	int r = 0;

	(void)state;
	begin();
	for (int i = 0; i < 100000 && r == 0; i++)
		r = line_send(line[0], &m);
	assert_int_equal(r, -EAGAIN);
	m.hands = LINE_HANDS + 1;
	assert_int_equal(line_send(line[0], &m), -EINVAL);
	end();
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_crosses), cmocka_unit_test(test_hostile),
					   cmocka_unit_test(test_ends), cmocka_unit_test(test_full)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
