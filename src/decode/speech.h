/* What struct emit is: the frame a decoder is speaking about. Made by the stack for each call of a decoder;
 * decoders see only emit.h. */
#ifndef MIMAMORI_DECODE_SPEECH_H
#define MIMAMORI_DECODE_SPEECH_H

#include "decode/emit.h"
#include "decode/stack.h"
#include "decode/tally.h"

struct emit {
	const struct decode_sink *sink;
	struct agreements **agreements; /* NULL: nowhere to keep any */
	struct walks *walks;            /* likewise */
	uint64_t *dropped, *unheard;    /* agreements that gave way; bytes given up */
	int64_t when;
	struct packet at;
	enum protocol source;
	struct who from, to;       /* of this frame */
	struct who client, server; /* of the conversation; where there is none, from and to */
	uint32_t *note;            /* fact.note of this end */
	struct tally
		*tally; /* of the conversation, whose end from_end `from` is; NULL: each is told by itself */
	uint8_t from_end;
	uint16_t server_port;
	uint8_t transport;
	/* What the decoder said besides facts. */
	bool secrecy_said, encrypted;
	bool becomes_said;
	enum protocol becomes;
};

#endif
