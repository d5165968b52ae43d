/* OPC UA's binary encoding (OPC 10000-6, 5.2), as far as a listener needs it: each call takes one thing off a
 * bounded reader, which turns bad when the thing is not all there or cannot be. Nothing is allocated and
 * nothing calls itself: what may hold itself without end (a variant of variants, a diagnostic in a
 * diagnostic) is either walked in a bounded loop or makes the reader bad. */
#ifndef MIMAMORI_DECODE_OPCUA_H
#define MIMAMORI_DECODE_OPCUA_H

#include "decode/emit.h"

enum { OPCUA_NAME = 128 }; /* room for a node's name as text; longer ones have none */

/* A NodeId or ExpandedNodeId. kind: i number, s string, g GUID, b bytes. */
struct opcua_node {
	uint16_t space;
	char kind;
	uint32_t number;
	struct rd bytes;
};

/* One value. Numbers have a type; texts have text. */
struct opcua_scalar {
	bool is_number;
	enum point_type type;
	double number;
	struct rd text;
};

/* Told of each element; index -1: the value is no array. */
typedef void opcua_each(void *ctx, int index, const struct opcua_scalar *s);

struct opcua_node opcua_node(struct rd *r);
/* As its people write it ("ns=2;s=Temp", "i=2258"); its length, 0 when it does not fit. */
size_t opcua_node_text(const struct opcua_node *n, char out[OPCUA_NAME]);

struct rd opcua_string(struct rd *r);    /* strings and byte strings; absent ones are empty */
struct rd opcua_localized(struct rd *r); /* its text */
uint32_t opcua_count(struct rd *r);      /* of an array's elements: never more than bytes are left */
/* The type its body is encoded by (namespace 0; else 0) and the body, empty where there is none. */
uint32_t opcua_extension(struct rd *r, struct rd *ret_body);
void opcua_request_header(struct rd *r);
uint32_t opcua_response_header(struct rd *r); /* the result of the service: bit 31 set is bad */
void opcua_data_value(struct rd *r, opcua_each *each, void *ctx);
void opcua_variant(struct rd *r, opcua_each *each, void *ctx);

static inline bool opcua_is_bad(uint32_t status) { return status >> 31; }

#endif
