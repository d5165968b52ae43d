/* The control socket of a site that is being watched, SITE.db.sock: how commands ask core. Local, for root
 * and the site's owner alone. */
#ifndef MIMAMORI_DAEMON_CONTROL_H
#define MIMAMORI_DAEMON_CONTROL_H

#include "serve/message.h"

#include <sys/un.h>

/* The socket's address. A path may be longer than an address has room for, so it goes by way of a descriptor
 * of its folder, held until control_name_end(). */
struct control_name {
	struct sockaddr_un address;
	int folder;
};
int control_name_of(const char *site, struct control_name *ret); /* 0 or negative */
void control_name_end(struct control_name *n);

struct control {
	struct channel channel;
	uint64_t id;
};

struct control_answer {
	int status;
	char content_type[64], location[256];
	char *body; /* terminated, on the heap: the caller's to free */
	size_t n;
};

/* 0; -ENOENT or -ECONNREFUSED: nobody watches this site; -EACCES; else negative. */
int control_open(struct control *c, const char *site);
void control_close(struct control *c);

/* One request, one answer, waited for at most so many milliseconds. request: id, via and uid are set here. 0;
 * -ETIMEDOUT; -EPIPE: core ended meanwhile; -EBADMSG; -EFBIG. */
int control_ask(struct control *c, const struct request *request, int timeout_ms, struct control_answer *ret);

/* Says that this process wrote to the site; nothing when nobody watches it. */
void control_poke(const char *site);

#endif
