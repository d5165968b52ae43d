/* BACnet's application layer (ASHRAE 135, clauses 15, 16, 20, 21) for a listener: tags, the properties of a
 * service, and what they say. A nest of opening tags is walked in a loop of bounded depth. */
#ifndef MIMAMORI_DECODE_BACNET_H
#define MIMAMORI_DECODE_BACNET_H

#include "decode/emit.h"

enum { BACNET_NAME = 96, BACNET_SOURCE = 40, BACNET_POINTS = 64, BACNET_TEXT = 512 };

enum bacnet_tag_kind { BACNET_PLAIN, BACNET_OPENING, BACNET_CLOSING };
struct bacnet_tag {
	uint8_t number;
	bool context;  /* else an application's: number is its type */
	uint8_t kind;  /* enum bacnet_tag_kind */
	uint8_t small; /* of an application's boolean: its value */
	struct rd value;
};

/* One property of one object, and where its value lies. */
struct bacnet_property {
	uint32_t object;   /* type 10 bits, instance 22 */
	uint32_t property; /* number */
	int64_t index;     /* of an array; -1 none */
	struct rd value;   /* what stands between the opening and closing tags; empty: none */
	int priority;      /* 1..16 of a write; 0 none */
};

/* Told of each value of a service. */
typedef void bacnet_each(void *ctx, const struct bacnet_property *p);

bool bacnet_next(struct rd *r, struct bacnet_tag *ret_tag); /* false: none, or what cannot be */
/* The next tag, if it is a plain context tag of this number. Moves nothing otherwise. */
bool bacnet_context(struct rd *r, unsigned number, struct rd *ret_value);
uint32_t bacnet_number(struct rd value);
/* Of a character string, as UTF-8: borrowed, or made in the room. */
struct text bacnet_string(struct rd value, char room[BACNET_TEXT]);

/* The properties of a body: one (15.5, 15.9), lists by object (15.7, 15.10), a notification (13.14). */
void bacnet_one(struct rd r, bacnet_each *each, void *ctx);
void bacnet_lists(struct rd r, bool answer, bacnet_each *each, void *ctx);
void bacnet_notified(struct rd r, bacnet_each *each, void *ctx);

/* "analog-value:3", of an unknown type "object-200:3"; returns its length. */
size_t bacnet_object_text(uint32_t object, char *out, size_t cap);
/* [0] object ... or a plain object: what a service is done to, "" when it does not begin so. */
void bacnet_object_of(struct rd r, char out[BACNET_NAME]);

/* I-Am and I-Have (16.9, 16.10): who the sender is, or (source) what is behind it. */
void bacnet_hear_i_am(struct emit *e, const char *source, struct rd r);
void bacnet_hear_i_have(struct emit *e, const char *source, struct rd r);

/* What a value says of its device: points, and of the device's own object who it is. source: what stands
 * before names of a device behind a router ("2001:5/"), empty of one that speaks for itself. */
struct bacnet_telling {
	struct emit *e;
	enum about about;
	bool written;
	const char *source;
	unsigned told; /* points, and what it says of itself: of a message at most BACNET_POINTS */
};
void bacnet_tell(void *telling, const struct bacnet_property *p);

/* The first of the properties of a write, as words: "analog-value:3.present-value priority 8". */
struct bacnet_first {
	char text[BACNET_NAME + 40];
	unsigned count;
};
void bacnet_first(void *first, const struct bacnet_property *p);

#endif
