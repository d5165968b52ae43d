/* What the services of OPC UA say (OPC 10000-4): who the server is and which ways in it offers, who signs in,
 * what is read, written and called. Bodies are read from behind the type; what is cut says what is there. */
#ifndef MIMAMORI_DECODE_OPCUA_SERVICES_H
#define MIMAMORI_DECODE_OPCUA_SERVICES_H

#include "decode/opcua-kept.h"

enum {
	OPCUA_FAULT = 397,
	OPCUA_OPEN = 446,
	OPCUA_OPENED = 449,
	OPCUA_CLOSE = 452,
	OPCUA_FIND_SERVERS = 422,
	OPCUA_GET_ENDPOINTS = 428,
	OPCUA_ADD_NODES = 488,
	OPCUA_DELETE_NODES = 500,
	OPCUA_CREATE_SESSION = 461,
	OPCUA_ACTIVATE_SESSION = 467,
	OPCUA_BROWSE = 527,
	OPCUA_READ = 631,
	OPCUA_WRITE = 673,
	OPCUA_CALL = 712,
	OPCUA_CREATE_ITEMS = 751,
	OPCUA_PUBLISH = 826,
	OPCUA_FIND_ON_NETWORK = 12208, /* these two are answered by the next number */
	OPCUA_REGISTER_SERVER_2 = 12211,
	OPCUA_ANSWER = 3 /* an answer's type is its request's and this, but for two late services */
};

/* Is this the type of a request, or of an answer (then *ret_request is its request's)? */
bool opcua_is_request(uint32_t type);
bool opcua_is_answer(uint32_t type, uint32_t *ret_request);

void opcua_hear_request(struct opcua_kept *k, struct emit *e, uint32_t id, uint32_t type, struct rd body);
void opcua_hear_answer(struct opcua_kept *k, struct emit *e, uint32_t id, uint32_t type, struct rd body);

/* The last part of a security policy's URI ("Basic256Sha256"); empty when it is none. */
struct text opcua_policy(struct rd uri);
const char *opcua_mode(uint32_t mode);
/* The server accepts or offers this policy: an old one is told as such. */
void opcua_tell_policy(struct emit *e, struct text policy);

/* One service each, behind the header: opcua-values.c and opcua-who.c, for opcua-services.c. */
void opcua_ask_read(struct opcua_kept *k, struct emit *e, uint32_t id, struct rd r);
void opcua_ask_browse(struct opcua_kept *k, struct emit *e, struct rd r);
void opcua_hear_read(struct opcua_kept *k, const struct opcua_asked *a, struct emit *e, struct rd r);
void opcua_ask_write(struct emit *e, struct rd r);
void opcua_hear_write(const struct opcua_kept *k, const struct opcua_asked *a, struct emit *e, struct rd r);
void opcua_ask_call(struct emit *e, struct rd r);
void opcua_ask_nodes(struct emit *e, uint32_t type, struct rd r); /* added or deleted */
void opcua_ask_items(struct opcua_kept *k, struct rd r);
void opcua_hear_publish(struct opcua_kept *k, struct emit *e, struct rd r);
void opcua_hear_endpoints(struct emit *e, struct rd *r);
void opcua_hear_servers(struct emit *e, struct rd *r);
void opcua_ask_session(struct emit *e, struct rd r);
void opcua_hear_session(struct emit *e, struct rd *r);
void opcua_ask_sign_in(struct opcua_kept *k, struct emit *e, struct rd r);

#endif
