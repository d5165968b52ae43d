/* The line over any packets with any number of descriptors: a message is exactly one, and none of the
 * descriptors that came with anything else stays open. Input: packets, each a byte of length, one of
 * descriptors, and its bytes. */
#include "daemon/line.h"

#include <fcntl.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

enum { HANDS = 8 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

/* The lowest free number: it rises when one stays open. */
static int lowest(void)
{
	int fd = dup(0);

	close(fd);
	return fd;
}

static void send_packet(int to, const uint8_t *bytes, size_t n, unsigned hands)
{
	union {
		struct cmsghdr head;
		char room[CMSG_SPACE(sizeof(int) * HANDS)];
	} control = {0};
	int fds[HANDS] = {0};
	struct iovec iov = {(void *)(uintptr_t)bytes, n};
	struct msghdr h = {.msg_iov = &iov, .msg_iovlen = 1};

	if (hands) {
		h.msg_control = control.room;
		h.msg_controllen = CMSG_SPACE(sizeof(int) * hands);
		control.head = (struct cmsghdr){CMSG_LEN(sizeof(int) * hands), SOL_SOCKET, SCM_RIGHTS};
		memcpy(CMSG_DATA(&control.head), fds, sizeof(int) * hands);
	}
	if (sendmsg(to, &h, 0) < 0)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	int line[2], free_one;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK, 0, line) < 0)
		return 0;
	free_one = lowest();
	while (n >= 2) {
		size_t length = bytes[0] < n - 2 ? bytes[0] : n - 2;
		unsigned hands = bytes[1] % (HANDS + 1);
		struct line_message m;
		int r;

		send_packet(line[0], bytes + 2, length, hands);
		r = line_receive(line[1], &m);
		if ((r == 1) != (length == offsetof(struct line_message, fd) && bytes[2 + 2] == hands &&
				 hands <= LINE_HANDS))
			abort();
		for (unsigned i = 0; r == 1 && i < m.hands; i++)
			close(m.fd[i]);
		if (lowest() != free_one)
			abort();
		bytes += 2 + length;
		n -= 2 + length;
	}
	close(line[0]);
	close(line[1]);
	return 0;
}
