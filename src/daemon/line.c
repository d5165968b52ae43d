#include "daemon/line.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

enum { FIXED = offsetof(struct line_message, fd) };

union hands {
	struct cmsghdr head;
	char room[CMSG_SPACE(sizeof(int) * LINE_HANDS)];
};

int line_send(int line, const struct line_message *m)
{
	struct line_message copy = *m;
	struct iovec bytes = {&copy, FIXED};
	union hands hands = {0};
	struct msghdr h = {.msg_iov = &bytes, .msg_iovlen = 1};
	ssize_t n;

	if (m->hands > LINE_HANDS)
		return -EINVAL;
	if (m->hands) {
		h.msg_control = hands.room;
		h.msg_controllen = CMSG_SPACE(sizeof(int) * m->hands);
		hands.head = (struct cmsghdr){CMSG_LEN(sizeof(int) * m->hands), SOL_SOCKET, SCM_RIGHTS};
		memcpy(CMSG_DATA(&hands.head), m->fd, sizeof(int) * m->hands);
	}
	do
		n = sendmsg(line, &h, MSG_NOSIGNAL);
	while (n < 0 && errno == EINTR);
	if (n == FIXED)
		return 0;
	return n < 0 ? -errno : -EIO;
}

static unsigned take_hands(struct msghdr *h, int *fd)
{
	unsigned n = 0;

	for (struct cmsghdr *c = CMSG_FIRSTHDR(h); c; c = CMSG_NXTHDR(h, c)) {
		size_t count = c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_RIGHTS
				       ? (c->cmsg_len - CMSG_LEN(0)) / sizeof(int)
				       : 0;

		for (size_t i = 0; i < count; i++) {
			int one;

			memcpy(&one, CMSG_DATA(c) + i * sizeof one, sizeof one);
			if (n < LINE_HANDS)
				fd[n++] = one;
			else
				close(one);
		}
	}
	return n;
}

int line_receive(int line, struct line_message *ret)
{
	struct iovec bytes = {ret, FIXED};
	union hands hands;
	struct msghdr h = {.msg_iov = &bytes,
			   .msg_iovlen = 1,
			   .msg_control = hands.room,
			   .msg_controllen = sizeof hands.room};
	unsigned came;
	ssize_t n;

	do
		n = recvmsg(line, &h, MSG_CMSG_CLOEXEC);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return errno == EAGAIN ? 0 : -errno;
	came = take_hands(&h, ret->fd);
	if (n == FIXED && came == ret->hands && !(h.msg_flags & (MSG_TRUNC | MSG_CTRUNC)))
		return 1;
	for (unsigned i = 0; i < came; i++)
		close(ret->fd[i]);
	return n == 0 ? -EPIPE : -EBADMSG;
}
