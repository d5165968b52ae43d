/* Files of certificates and keys, as certificate.h and import need them. */
#ifndef MIMAMORI_WEB_PEM_H
#define MIMAMORI_WEB_PEM_H

#include "base/err.h"

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <stdbool.h>

enum { PEM_PATH = 4096, PEM_CHAIN = 8 };

/* A name in the folder; false when it is too long. */
bool pem_path(char to[PEM_PATH], const char *folder, const char *name);
/* Written aside with mode 0600, to disk, renamed. 0, or negative with e filled. */
int pem_write(const char *folder, const char *name, const void *bytes, size_t n, struct err *e);
/* Each NULL when it is not there or cannot be read. The caller's to deinit. */
gnutls_x509_privkey_t pem_key(const char *path);
/* How many of a file's certificates, in order; 0. */
unsigned pem_chain(const char *path, gnutls_x509_crt_t chain[PEM_CHAIN]);
void pem_drop(gnutls_x509_crt_t *chain, unsigned n);
bool certificate_fits(gnutls_x509_crt_t c, gnutls_x509_privkey_t key); /* the key is the certificate's */
int pem_error(struct err *e, const char *subject, int code);           /* of GnuTLS */

#endif
