/* TLS for browsers and tools: 1.2 and 1.3, forward secret, authenticated ciphers only, no renegotiation, no
 *tickets. Certificates are read once, before the walls: a folder SITE.db.tls holding
 *
 *	server.pem server.key   the certificate with its chain, and its key (certificate.h makes or imports
 *them) ca.pem                  our own CA, when it is ours clients.pem             optional: CAs that client
 *certificates are asked for and verified against clients-required.pem    likewise, and nobody gets in without
 *one
 *
 * A certificate that a client shows is verified in the handshake: one that is expired, foreign or not made
 *for signing in ends it. (docs/decisions/030-http-and-tls.md) */
#ifndef MIMAMORI_WEB_TLS_H
#define MIMAMORI_WEB_TLS_H

#include "base/err.h"

#include <gnutls/gnutls.h>
#include <stdbool.h>
#include <stdint.h>

enum { TLS_KEY_TEXT = 65 };

struct tls {
	gnutls_certificate_credentials_t credentials;
	gnutls_priority_t priority;
	bool asks, requires; /* client certificates */
	bool ours;           /* signed by our own CA: browsers were told to trust it by hand */
	int64_t expires;     /* of the server's certificate, seconds since 1970 */
};

/* now: seconds since 1970. 0, or negative with e filled: what of which file is wrong. */
int tls_open(struct tls *t, const char *folder, int64_t now, struct err *e);
void tls_close(struct tls *t);

/* A session on a connected, non-blocking socket; NULL: no memory. */
gnutls_session_t tls_session(const struct tls *t, int fd);
/* SHA-256 of the certificate that the client showed, in hex; false: none. */
bool tls_client_key(gnutls_session_t s, char to[TLS_KEY_TEXT]);

#endif
