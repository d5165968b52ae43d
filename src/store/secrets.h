/* Secrets that a site needs in clear, because it shows them to others: the password of its mail server, the
 * key of its webhook. They lie in SITE.db.secrets (0600) beside the file, never in it, so that neither a copy
 * of the database nor its journal nor a backup holds them; after a restore they are entered anew. Each write
 * makes the file anew and renames it. */
#ifndef MIMAMORI_STORE_SECRETS_H
#define MIMAMORI_STORE_SECRETS_H

#include <stddef.h>

enum { SECRET_VALUE = 512, SECRETS_MAX = 8 };

/* site NULL: one in memory, which has none (-EROFS). value "": there is none of this name. 0; -EINVAL the
 * file is none of ours, or damaged; or errno. */
int secret_read(const char *site, const char *name, char *ret, size_t room);
/* value NULL: taken away. name: small letters and -. As above; -EMSGSIZE it is too long, -ENOSPC too many. */
int secret_write(const char *site, const char *name, const char *value);

#endif
