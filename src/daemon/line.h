/* The line between gate and each role: descriptor 3 of a role when it starts, the only one it has besides
 * stdin, stdout and stderr. One message a packet (SOCK_SEQPACKET), descriptors beside it (SCM_RIGHTS). Gate
 * hands out channels, the listening socket, files for packets; roles tell that they are ready and ask. Gate
 * believes nothing a role says beyond the kind of message. */
#ifndef MIMAMORI_DAEMON_LINE_H
#define MIMAMORI_DAEMON_LINE_H

#include <stdint.h>

enum { LINE_FD = 3, LINE_HANDS = 4, LINE_RESTARTS = 256 };

enum role { ROLE_SENSOR, ROLE_CORE, ROLE_WEB, ROLE_COURIER, ROLE_PRESS, ROLE_COUNT };

enum line_kind {
	/* gate to role */
	LINE_CORE = 1, /* sensor, web, courier: one descriptor, the stream socket to core; replaces an earlier
			  one */
	LINE_SENSOR,   /* core: likewise to sensor */
	LINE_WEB,      /* core: likewise to web */
	LINE_COURIER,  /* core: likewise to courier */
	LINE_LISTEN,   /* web: a listening TCP socket; several messages for several addresses */
	LINE_PACKET_FILE, /* sensor: a new, empty file, write only; number: of its name, 000001.pcapng is 1 */
	LINE_FILE_GONE,   /* core: packet file `number` was deleted by the bounds */
	LINE_DIED,        /* core: role ended; number: wait status; more: how often it was started anew */
	LINE_STOP,        /* all: end in good order */
	LINE_PRESSED, /* core: a press that was asked for has ended; number: wait status; more: its ticket */
	LINE_UP,      /* core: role works; number: its walls, and LINE_RESTARTS times how often it was
			 started anew; more: its process */
	LINE_MISSING, /* core: role's program is not there */
	/* role to gate */
	LINE_READY = 64, /* it works and its walls stand; number: set of enum line_walls */
	LINE_NEXT_FILE,  /* sensor: wants a packet file */
	LINE_PRESS,      /* core: run press with these descriptors as stdin, stdout, 3, 4; number: which
			    (daemon/press.h); more: ticket */
	LINE_RESTART,    /* core: start this role anew; number 0: its settings changed; 1: it said what it
			    may not, or does not listen */
};

enum line_walls { WALL_PATHS = 1, WALL_CALLS = 2, WALL_USER = 4 };

struct line_message {
	uint8_t kind, role, hands, unused;
	int32_t number, more;
	int fd[LINE_HANDS]; /* not sent as bytes; received: the caller's to close */
};

/* 0, or negative: -EAGAIN the line is full, -EPIPE. Descriptors stay the caller's. */
int line_send(int line, const struct line_message *m);
/* 1; 0 nothing now (non-blocking line); negative: -EPIPE closed, -EBADMSG (descriptors were closed). */
int line_receive(int line, struct line_message *ret);

#endif
