/* The key frame of EAPOL (IEEE 802.11-2020 12.7.2), as far as it is in clear: of which message of the
 * four-way handshake, and the nonce by which one handshake is told from the next.
 *
 *	descriptor 1 | information 2 | key length 2 | replay 8 | nonce 32 | iv 16 | rsc 8 | id 8 | mic 16 |
 *	length 2 | data */
#ifndef MIMAMORI_DECODE_EAPOLKEY_H
#define MIMAMORI_DECODE_EAPOLKEY_H

#include "base/rd.h"

#include <stdint.h>

struct eapol_key {
	uint8_t message; /* 1 .. 4; 0: not of a pairwise handshake */
	bool from_ap;
	bool rsn;       /* of RSN; else of the older WPA */
	uint64_t nonce; /* a hash of it; 0: none */
	struct rd data; /* key data, maybe encrypted */
};

/* r: from the descriptor on. False when it is no such frame, or cut before its end. */
bool eapol_key_read(struct rd r, struct eapol_key *ret_key);
/* The first message may carry the PMKID (12.7.2, KDE type 4), from which the password can be guessed. */
bool eapol_key_has_pmkid(const struct eapol_key *key);

#endif
