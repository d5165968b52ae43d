/* Certificates of a site: folder SITE.db.tls. Ours: a CA of 10 years, made once, and a server's certificate
 * of 397 days (what browsers accept) for the names and addresses by which this machine is called, made anew
 * when its end is near, when a name is missing, or when its CA is another. The company's: imported after it
 * was proven to fit. Files are written aside and renamed, 0600. Made here before the walls of mimamori-web;
 * the CA's key is never read by the process that serves. Clock: seconds since 1970, given. */
#ifndef MIMAMORI_WEB_CERTIFICATE_H
#define MIMAMORI_WEB_CERTIFICATE_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CERTIFICATE_NAMES = 32, CERTIFICATE_DAYS = 397, CA_DAYS = 3653, RENEW_DAYS = 30 };

/* Makes what is missing or due; leaves an imported certificate alone. names: host names and IP addresses
 * besides localhost, 127.0.0.1, ::1 and this host's own name. ret_made: a file was written. 0, or negative
 * with e filled. */
int certificates_make(const char *folder, const char *const *names, size_t count, int64_t now, bool *ret_made,
		      struct err *e);

/* Takes the company's certificate (PEM, with its chain up to but not needing the root) and key (PEM, no
 * passphrase) in the place of ours. Refused, nothing written: the key does not fit, it is not yet or no
 * longer valid, is no server's, has a weak key, or the chain is not in order. */
int certificate_import(const char *folder, const char *certificate, const char *key, int64_t now,
		       struct err *e);

/* Client certificates: whose (PEM of one or more CAs) and whether they are required. ca NULL: no longer asked
 * for. */
int certificate_clients(const char *folder, const char *ca, bool required, int64_t now, struct err *e);

#endif
