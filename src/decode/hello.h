/* The hello messages of TLS (RFC 5246 7.4.1, RFC 8446 4.1) and DTLS (RFC 6347): what a client offers, what a
 * server chose, and the client's JA4 fingerprint (the BSD-licensed one of FoxIO's set; none of the others).
 * Texts borrow from the message. */
#ifndef MIMAMORI_DECODE_HELLO_H
#define MIMAMORI_DECODE_HELLO_H

#include "base/rd.h"
#include "base/text.h"
#include "decode/emit.h"

enum { JA4_TEXT = 40 };

struct client_hello {
	uint16_t version; /* highest offered */
	struct text server_name, alpn /* first offered */, session;
	char ja4[JA4_TEXT]; /* empty when the extensions are broken */
};

struct server_hello {
	uint16_t version, cipher;
	struct text alpn, session;
	bool retry;   /* HelloRetryRequest: not the answer yet */
	bool resumed; /* by pre-shared key (1.3); below 1.3 compare the sessions */
};

/* body: after the handshake header. False when it is none, or cut. */
enum hello_over { OVER_TCP, OVER_DATAGRAM, OVER_QUIC };
bool client_hello_read(struct rd body, enum hello_over over, struct client_hello *ret);
bool server_hello_read(struct rd body, struct server_hello *ret);

/* As facts: NAME_OF, REMOTE_TOOL, JA4 (unless this hello only repeats one); TLS, and that nothing is
 * encrypted if it is so. */
void client_hello_emit(struct emit *e, const struct client_hello *h, bool repeated);
void server_hello_emit(struct emit *e, const struct server_hello *h, struct text server_name, bool resumed);

bool version_is_weak(uint16_t version); /* below TLS 1.2 and DTLS 1.2 */

#endif
