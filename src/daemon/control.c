#include "daemon/control.h"

#include "base/loop.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BODY_MOST = 256 << 20, QUEUE = 16 << 20, FOLDER = 4096, POKE_MS = 2000 };

int control_name_of(const char *site, struct control_name *ret)
{
	const char *slash = strrchr(site, '/'), *base = slash ? slash + 1 : site;
	char folder[FOLDER];

	ret->folder = -1;
	if (snprintf(folder, sizeof folder, "%.*s", slash ? (int)(slash - site) + 1 : 2,
		     slash ? site : "./") >= (int)sizeof folder)
		return -ENAMETOOLONG;
	ret->folder = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (ret->folder < 0)
		return -errno;
	ret->address = (struct sockaddr_un){.sun_family = AF_UNIX};
	if (snprintf(ret->address.sun_path, sizeof ret->address.sun_path, "/proc/self/fd/%d/%s.sock",
		     ret->folder, base) < (int)sizeof ret->address.sun_path)
		return 0;
	control_name_end(ret);
	return -ENAMETOOLONG;
}

void control_name_end(struct control_name *n)
{
	if (n->folder >= 0)
		close(n->folder);
	n->folder = -1;
}

int control_open(struct control *c, const char *site)
{
	struct control_name name;
	int r = control_name_of(site, &name), fd;

	*c = (struct control){.channel = {.fd = -1}};
	if (r < 0)
		return r;
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0 || connect(fd, (const struct sockaddr *)&name.address, sizeof name.address) < 0)
		r = -errno;
	control_name_end(&name);
	if (r == 0)
		channel_open(&c->channel, fd, MESSAGE_MAX, QUEUE);
	else if (fd >= 0)
		close(fd);
	return r;
}

void control_close(struct control *c) { channel_close(&c->channel); }

static int keep(struct control_answer *to, const struct response *r)
{
	char *body = r->body.n > BODY_MOST - to->n ? NULL : realloc(to->body, to->n + r->body.n + 1);

	if (!body)
		return -EFBIG;
	to->body = body;
	if (r->body.n)
		memcpy(to->body + to->n, r->body.s, r->body.n);
	to->n += r->body.n;
	to->body[to->n] = '\0';
	if (!to->status) {
		to->status = r->status;
		said_copy(r->content_type, to->content_type, sizeof to->content_type);
		said_copy(r->location, to->location, sizeof to->location);
	}
	return r->more ? 0 : 1;
}

/* What has come: 1 the answer is whole, 0 not yet. */
static int hear(struct control *c, struct control_answer *ret)
{
	struct response r;
	struct rd body;
	uint8_t kind;
	int code = channel_fill(&c->channel);

	while (code >= 0 && (code = channel_next(&c->channel, &kind, &body)) > 0) {
		if (kind != MESSAGE_RESPONSE || !message_read_response(body, &r))
			return -EBADMSG;
		if (r.id == c->id && (code = keep(ret, &r)) != 0)
			return code;
	}
	return code;
}

int control_ask(struct control *c, const struct request *request, int timeout_ms, struct control_answer *ret)
{
	struct request r = *request;
	int64_t until = loop_clock() + timeout_ms, now;
	int code;

	*ret = (struct control_answer){0};
	r.id = ++c->id;
	r.via = VIA_CONTROL;
	code = message_request(&c->channel, &r);
	while (code == 0 && (now = loop_clock()) < until) {
		struct pollfd p = {c->channel.fd,
				   (short)(POLLIN | (channel_waits(&c->channel) ? POLLOUT : 0)), 0};

		if ((code = channel_flush(&c->channel)) < 0)
			break;
		if (poll(&p, 1, (int)(until - now)) > 0 && (p.revents & (POLLIN | POLLHUP)))
			code = hear(c, ret);
	}
	if (code == 1)
		return 0;
	free(ret->body);
	ret->body = NULL;
	return code ? code : -ETIMEDOUT;
}

void control_poke(const char *site)
{
	const struct request poke = {.method = METHOD_POST, .path = said_of("/poke")};
	struct control_answer a;
	struct control c;

	if (control_open(&c, site) < 0)
		return;
	if (control_ask(&c, &poke, POKE_MS, &a) == 0)
		free(a.body);
	control_close(&c);
}
