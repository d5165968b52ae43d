/* The SQL function finds(query, text, ...): 1 when each word of the query, which is folded already
 * (base/fold.h), stands in one of the texts. address_order(ip): text that sorts as addresses do. Inside the
 * room only. */
#ifndef MIMAMORI_SERVE_FINDS_H
#define MIMAMORI_SERVE_FINDS_H

#include "store/store.h"

int finds_register(struct store *s);

#endif
