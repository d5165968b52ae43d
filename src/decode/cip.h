/* CIP explicit messages (CIP Networks Library volume 1, 2-4, 3-5 and 5), wherever they travel:
 *
 *	request	 service 1 | path length in words 1 | path | data
 *	answer	 service | 80 1 | 0 1 | status 1 | length of more status in words 1 | more status | data
 *
 * An answer does not say what was asked: requests are kept, as they came, until they are answered; the oldest give
 * way. A message in a message (Unconnected Send to a module of the chassis, Multiple Service Packet) is told service
 * by service. Proved on the captures of ITI, icsnpp-enip (its Zeek logs) and one made with st-ethernet-ip
 * (tests/captures/enip). */
#ifndef MIMAMORI_DECODE_CIP_H
#define MIMAMORI_DECODE_CIP_H

#include "decode/cip-path.h"
#include "decode/emit.h"
#include "decode/waiting.h"
#include "decode/walk.h"

enum { CIP_ASKED = 24, CIP_KEPT = 3000, CIP_LINKS = 6 };

struct cip_talk {
	struct waiting waiting;
	struct walk walk;
	struct walk_names names;
	uint16_t at; /* where the next request is kept */
	uint8_t next_link;
	uint8_t room; /* points that the answer at hand may still tell, whatever its parts */
	struct cip_asked {
		uint64_t key;
		uint16_t at, n;
		int16_t slot; /* of the chassis, to which it goes; -1 the device itself */
	} asked[CIP_ASKED];
	struct cip_link { /* explicit connections to modules of the chassis */
		uint32_t id;
		int16_t slot;
	} links[CIP_LINKS];
	uint8_t kept[CIP_KEPT];
};

/* key: by which the carrier joins answers to requests. link: number of the connection, 0 none. Bytes that are no request,
 * or no answer, say nothing. */
void cip_request(struct cip_talk *c, uint64_t key, uint32_t link, struct rd message, struct emit *e);
void cip_answer(struct cip_talk *c, uint64_t key, struct rd message, struct emit *e);

/* Could it be one? Asked of the first message of a conversation. */
bool cip_fits(struct rd message);
bool cip_answers(struct rd message); /* it would be an answer, not a request */

/* One service and its answer. */
struct cip_asks {
	uint8_t service;
	struct cip_path path;
	struct rd body;
};

/* The Identity object (volume 1, 5-2) as List Identity and Get Attributes All give it: vendor 2 | type 2 |
 * product 2 | revision 1 1 | status 2 | serial 4 | name with its length. slot -1: that of the address itself.
 */
void cip_tell_identity(struct emit *e, struct rd r, int slot);
/* Single attributes of it. */
void cip_tell_identity_part(struct emit *e, const struct cip_asks *a, struct rd answer, int slot);

/* Values of tags (Rockwell 1756-PM020): what was read, what was written; of all that a message holds at most *room. */
void cip_tell_tags(struct emit *e, const struct cip_asks *a, struct rd answer, uint8_t *room);

/* PCCC inside CIP (Execute PCCC). */
void pccc_request(struct emit *e, struct rd body);
void pccc_answer(struct emit *e, struct rd asked, struct rd body, uint8_t *room);

#endif
