/* The SQL function finds(query, text, ...): 1 when each word of the query, which is folded already
 * (base/fold.h), stands in one of the texts. address_order(ip): text that sorts as addresses do; name_order(name):
 * D9 before D10. gravity(deed): as enum gravity. sign_in_order(protocol): what it asks of who gives orders, least first. event_word(), kind_word(), protocol_word(): what people call them, in
 * both languages. Inside the room only. */
#ifndef MIMAMORI_SERVE_FINDS_H
#define MIMAMORI_SERVE_FINDS_H

#include "store/store.h"

int finds_register(struct store *s);

#endif
