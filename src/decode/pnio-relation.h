/* The cyclic data of PROFINET IO: agreed by Connect between controller and device (profinet-io.c), sent below IP
 * (profinet-rt.c), and kept in between by the stack (decode/agreed.h). Blocks behind type, length and version:
 *
 *	0101 AR		type 2 | UUID 16 | session 2 | MAC of the controller 6 | ...
 *	0102 IOCR	type 2 (1 inputs, 2 outputs) | number 2 | 2 | properties 4 | length 2 | frame id 2 | clock 2 | ratio 2 |
 *			phase 2 | sequence 2 | offset 4 | watchdog 2 | hold 2 | tag 2 | MAC 6 | APIs 2 |
 *			{ API 4 | n 2 | { slot 2 | subslot 2 | offset 2 }... | n 2 | ... }...
 *	0104 expected	APIs 2 | { API 4 | slot 2 | module 4 | 2 | n 2 | { subslot 2 | module 4 | properties 2 |
 *			{ 1 inputs, 2 outputs 2 | length 2 | 1 | 1 } twice when properties' low bits are 3 }... }...
 *	8101 AR answer	type 2 | UUID 16 | session 2 | MAC of the device 6 | ...
 *	8102 IOCR answer type 2 | number 2 | frame id 2
 *	0114 release	2 | UUID 16 | ...
 *
 *	RT frame	frame id 2 | data, as long as agreed | cycle 2 | data status 1 | transfer status 1
 *	data status	4 valid | 10 provider runs | 20 no problem
 *
 * An interval is clock times ratio, in units of 31.25 us. IEC 61158-6-10; Connect proved on the captures of
 * icsnpp-profinet-io-cm beside tshark 4.0; RT data on a recording made with scapy's layers (tests/captures/profinet-io),
 * beside tshark.
 *
 * Of each way the first PLACES submodules with up to SMALL bytes become points ("in:1.1", "out:2.1": slot and subslot;
 * one unsigned number each, most significant byte first as the bus has it), when they change and once a second, and
 * while their provider says that they are good: what they mean is in the engineering project alone. */
#ifndef MIMAMORI_DECODE_PNIO_RELATION_H
#define MIMAMORI_DECODE_PNIO_RELATION_H

#include "base/rd.h"
#include "decode/emit.h"

/* Blocks of a Connect request, of its good answer, of a Release. */
void pnio_connect(struct emit *e, struct rd blocks);
void pnio_connected(struct emit *e, struct rd blocks);
void pnio_release(struct emit *e, struct rd blocks);

/* A frame's data; false when nobody was seen to agree on it. */
bool pnio_cyclic(struct emit *e, unsigned frame_id, struct rd data, bool cut);

/* One block off the blocks, without type, length and version. */
struct pnio_block {
	unsigned type;
	struct rd value;
};
bool pnio_block(struct rd *blocks, struct pnio_block *ret);

#endif
