/* The keys of QUIC's Initial packets (RFC 9001 5.2, RFC 9369 3.3.1) are derived from a number in the packet
 * itself: they keep nobody out, and a reader of the wire may open them to see the client's hello. Only what
 * that takes: AES-128 in one direction, and no check of the tag (whoever reads the result must be strict).
 * Values; nothing fails. */
#ifndef MIMAMORI_DECODE_INITIALKEYS_H
#define MIMAMORI_DECODE_INITIALKEYS_H

#include "base/rd.h"

enum { AES_BLOCK = 16, AES_ROUNDS = 10 };

struct aes {
	uint8_t key[AES_ROUNDS + 1][AES_BLOCK];
};

struct initial_keys {
	struct aes payload, header;
	uint8_t iv[12];
};

void aes_init(struct aes *a, const uint8_t key[AES_BLOCK]);
void aes_encrypt(const struct aes *a, const uint8_t in[AES_BLOCK], uint8_t out[AES_BLOCK]);

/* Of the client's packets; connection: the destination id of its first. False for a version without known
 * salt. */
bool initial_keys_of(struct initial_keys *k, uint32_t version, struct rd connection);
/* Decrypts n bytes in place (the counter mode inside AES-GCM, RFC 5288). */
void initial_keys_open(const struct initial_keys *k, uint64_t packet_number, uint8_t *bytes, size_t n);

#endif
