/* What is remembered of each address that talks to us: how many connections it has, and how much guessing it
 * may still do. Bounded: an address without connections is forgotten when its buckets are full again, or when
 * too many are remembered. IPv6 counts by /64, which is what one site has. */
#ifndef MIMAMORI_WEB_PEERS_H
#define MIMAMORI_WEB_PEERS_H

#include "base/addr.h"

#include <stdbool.h>
#include <stdint.h>

struct sockaddr;

enum guess { GUESS_SIGN_IN, GUESS_TOKEN, GUESS_COUNT, PEER_ARRIVAL = GUESS_COUNT, PEER_BUCKETS };

enum { PEER_CONNECTIONS = 256, PEERS_KEPT = 8192 };

struct peers;
struct peer;

struct peers *peers_new(void); /* NULL: no memory */
void peers_free(struct peers *p);

/* One connection more of that address; NULL: it has its number already, comes too often (a handshake costs
 * more than most requests: 512 at once, then 200 a second), or no memory. */
struct peer *peers_enter(struct peers *p, struct ip address, int64_t now_ms);
void peers_leave(struct peers *p, struct peer *one, int64_t now_ms);
unsigned peers_known(const struct peers *p);

/* A sign-in is counted as it is asked (many may be under way at once) and given back when it was right; a
 * token is counted when it was wrong, since whoever has the right one uses it a thousand times a second. */
bool peer_may_guess(struct peer *one, enum guess what, int64_t now_ms);
void peer_guessed(struct peer *one, enum guess what, int64_t now_ms);
void peer_was_right(struct peer *one, enum guess what);

#endif
