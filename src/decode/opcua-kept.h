/* What an OPC UA conversation remembers between a request and its answer: which service was asked, and the
 * names of the nodes whose values will come without them. Bounded: when there is no more room the oldest
 * question is forgotten, and a monitored item that found no room is called by its handle. */
#ifndef MIMAMORI_DECODE_OPCUA_KEPT_H
#define MIMAMORI_DECODE_OPCUA_KEPT_H

#include "decode/opcua.h"
#include "decode/signin.h"
#include "decode/walk.h"

enum { OPCUA_ASKED = 16, OPCUA_ITEMS = 64, OPCUA_ASKED_ROOM = 2000, OPCUA_ITEM_ROOM = 1600 };

/* Names, one behind the other: a length in a byte, then the text; length 0: no value is wanted of this one. Of a write its
 * body instead. */
struct opcua_asked {
	uint32_t request;
	uint16_t service; /* 0: free */
	uint16_t at, n;   /* bytes of names[] */
};

struct opcua_item {
	uint32_t handle;
	uint16_t at; /* of item_names[] */
};

struct opcua_kept {
	struct signin signin;
	struct walk_names walk; /* nodes browsed, requests to read */
	uint8_t next, items;
	uint16_t names_n, item_names_n;
	struct opcua_asked asked[OPCUA_ASKED];
	struct opcua_item item[OPCUA_ITEMS];
	uint8_t names[OPCUA_ASKED_ROOM], item_names[OPCUA_ITEM_ROOM];
};

/* A request to be remembered; its names are added next. */
struct opcua_asked *opcua_ask(struct opcua_kept *k, uint32_t request, unsigned service);
/* False when there is no room: no more names are to be added to this one. */
bool opcua_ask_name(struct opcua_kept *k, struct opcua_asked *a, struct text name);
/* Instead of names: what was asked, if there is room for all of it; and that again, empty when it was not kept. */
void opcua_ask_body(struct opcua_kept *k, struct opcua_asked *a, struct rd body);
struct rd opcua_body_of(const struct opcua_kept *k, const struct opcua_asked *a);
struct opcua_asked *opcua_asked_of(struct opcua_kept *k, uint32_t request); /* NULL: not known */
void opcua_forget(struct opcua_kept *k, struct opcua_asked *a);
/* Its names one after the other; *at begins as a->at. Empty when there is none left. */
struct text opcua_next_name(const struct opcua_kept *k, const struct opcua_asked *a, size_t *at);

void opcua_keep_item(struct opcua_kept *k, uint32_t handle, struct text name);
struct text opcua_item_of(const struct opcua_kept *k, uint32_t handle); /* empty: not known */

#endif
