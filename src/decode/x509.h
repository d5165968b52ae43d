/* One X.509 certificate (RFC 5280, DER), as far as a reader wants to know: whose, by whom, from when to when.
 * A bounded walk: no chain is checked, no signature verified, nothing allocated. Texts are composed from the
 * name's own bytes ("CN=..., O=..."): raw, to be cleaned by whoever shows them. */
#ifndef MIMAMORI_DECODE_X509_H
#define MIMAMORI_DECODE_X509_H

#include "base/rd.h"
#include "base/text.h"
#include "decode/emit.h"

enum { X509_NAME = 256, X509_NAMES = 16 };

struct x509 {
	char subject[X509_NAME], issuer[X509_NAME]; /* terminated */
	struct text common, organisation; /* of the subject; borrowed from the certificate; may be empty */
	struct text names[X509_NAMES];    /* SAN dNSName, borrowed */
	unsigned name_count;
	int64_t not_before, not_after; /* us since 1970 */
	bool self_signed;              /* issuer equals subject, byte for byte */
	unsigned key_bits;             /* RSA, DSA: the modulus; EC: the curve; 0 unknown */
	const char *key;               /* "rsa" "ec" "ed25519" ... or NULL */
	const char *weak;              /* weak signature: "certificate-md5", "certificate-sha1"; else NULL */
};

/* False when it is none, or cut. */
bool x509_read(struct rd der, struct x509 *ret);

/* The certificate as facts about its sender: CERTIFICATE, CRYPTO when weakly signed, and its name when
 * nothing better is known (named: the client already said which name it wants). */
void x509_emit(struct emit *e, const struct x509 *c, bool named);

#endif
