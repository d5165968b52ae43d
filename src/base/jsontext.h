/* Is this text JSON, and nothing else? (RFC 8259.) Asked of whatever comes from outside before SQLite's JSON
 * functions see it: those of SQLite 3.40 take an array as the key of an object ({["a"]: 1}) and then read
 * beyond their memory when they make its path. Nothing is allocated, nothing recurses. */
#ifndef MIMAMORI_BASE_JSONTEXT_H
#define MIMAMORI_BASE_JSONTEXT_H

#include "base/text.h"

enum { JSONTEXT_DEPTH = 512 }; /* deeper is refused; SQLite's own bound is 2,000 */

bool jsontext_is_strict(struct text t);

#endif
