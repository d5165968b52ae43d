/* Questions called out to everybody (UDP to 255.255.255.255), and who asked: some controllers answer to
 * everybody as well (MELSOFT on a direct cable), and then only the ports, turned round, say whose question it
 * was. Where all speak from and to the same port, or the asker has no address yet (DHCP), nobody can tell. The
 * latest few, by the capture's clock; a fixed size, nothing fails. */
#ifndef MIMAMORI_DECODE_SHOUT_H
#define MIMAMORI_DECODE_SHOUT_H

#include "fact/fact.h"

enum { SHOUTS = 32 };

struct shout {
	int64_t when; /* us; 0 free */
	struct who who;
	uint16_t from_port, to_port;
};

struct shouts {
	struct shout ring[SHOUTS];
	unsigned next;
};

/* Notes a call of `who` between these ports, and returns who called the other way in the ten seconds before;
 * NULL: nobody. Borrowed until the next call. */
const struct who *shout_heard(struct shouts *s, const struct who *who, uint16_t from_port, uint16_t to_port,
			      int64_t when);

#endif
