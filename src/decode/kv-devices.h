/* Devices of KEYENCE KV controllers as people write them: DM100, R015, MR1000, W1F, with a format behind:
 * DM100.U. Their numbers count in three ways: decimal, hexadecimal, and relays (channel times 100 and a bit
 * 00 to 15). Layout and ranges: the notes of fa-yoshinobu/plc-comm-hostlink-python (MIT) after KEYENCE's
 * manual, verified there on a KV-7500; not proved on a capture of ours. */
#ifndef MIMAMORI_DECODE_KV_DEVICES_H
#define MIMAMORI_DECODE_KV_DEVICES_H

#include "base/text.h"

#include <stdint.h>

enum kv_format { KV_BIT, KV_U16, KV_S16, KV_U32, KV_S32, KV_HEX };

struct kv_device {
	uint8_t family, format; /* place in the table of families; enum kv_format */
	uint32_t number;        /* relays: channel * 16 + bit */
};

enum { KV_NAME = 24 };

bool kv_device_of(struct text word, struct kv_device *ret_device);
bool kv_format_of(struct text suffix, enum kv_format *ret_format); /* "U" "S" "D" "L" "H" */
/* The name of element i from there, without format. Borrows room. */
struct text kv_name(const struct kv_device *d, unsigned i, char room[KV_NAME]);
bool kv_value(struct text word, enum kv_format format, double *ret_value);

#endif
