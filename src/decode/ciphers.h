/* Names of TLS cipher suites (IANA) and which of them no one should use any more: no encryption, export
 * strength, RC2, RC4, DES, 3DES, IDEA, MD5, no authentication. A number without a name is shown as "0x..."
 * and not called weak. */
#ifndef MIMAMORI_DECODE_CIPHERS_H
#define MIMAMORI_DECODE_CIPHERS_H

#include <stdbool.h>
#include <stdint.h>

enum { CIPHER_TEXT = 64 };

const char *cipher_name(uint16_t number, char buf[CIPHER_TEXT]); /* returns buf */
bool cipher_is_weak(uint16_t number);

#endif
