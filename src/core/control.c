/* The control socket, SITE.db.sock: the command line's way in. Its file is 0600, and who connects is asked of
 * the kernel: root, or the user core runs as. */
#include "core/core.h"

#include "daemon/control.h"

#include <errno.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BACKLOG = 128 };

int control_bind(struct core *c)
{
	struct control_name name;
	int r = control_name_of(c->site, &name);

	if (r < 0)
		return r;
	c->control_fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	unlink(name.address
		       .sun_path); /* of a serve that was killed: gate holds the lock, so there is no other */
	if (c->control_fd < 0 ||
	    bind(c->control_fd, (const struct sockaddr *)&name.address, sizeof name.address) < 0 ||
	    chmod(name.address.sun_path, 0600) < 0 || listen(c->control_fd, BACKLOG) < 0)
		r = -errno;
	control_name_end(&name);
	return r;
}

/* A free place; when there is none, the one who came first gives his up. */
static struct core_peer *make_place(struct core *c)
{
	struct core_peer *first = c->control;

	for (struct core_peer *p = c->control; p < c->control + CORE_CONTROLS; p++) {
		if (p->channel.fd < 0)
			return p;
		if (p->number < first->number)
			first = p;
	}
	peer_end(first);
	return first;
}

static bool may(int fd, uint32_t *ret_uid)
{
	struct ucred who;
	socklen_t n = sizeof who;

	if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &who, &n) < 0)
		return false;
	*ret_uid = who.uid;
	return who.uid == 0 || who.uid == geteuid();
}

static void on_call(void *ctx, short events)
{
	struct core *c = ctx;
	struct core_peer *p;
	int fd = accept4(c->control_fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
	uint32_t uid = 0;

	(void)events;
	if (fd < 0)
		return;
	if (!may(fd, &uid)) {
		close(fd);
		return;
	}
	p = make_place(c);
	p->core = c;
	p->via = VIA_CONTROL;
	p->uid = uid;
	peer_begin(p, fd);
}

void control_end(struct core *c)
{
	struct control_name name;

	if (control_name_of(c->site, &name) == 0)
		unlink(name.address.sun_path);
	control_name_end(&name);
}

int control_begin(struct core *c) { return loop_watch(c->loop, c->control_fd, NULL, on_call, c); }
