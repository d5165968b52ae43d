/* What struct emit is: the frame a decoder is speaking about. Made by the stack for each call of a decoder;
 * decoders see only emit.h. */
#ifndef MIMAMORI_DECODE_SPEECH_H
#define MIMAMORI_DECODE_SPEECH_H

#include "decode/emit.h"
#include "decode/stack.h"
#include "decode/tally.h"

/* The same for every frame. */
struct speech_home {
	const struct decode_sink *sink;
	struct agreements **agreements; /* NULL: nowhere to keep any */
	struct walks *walks;            /* likewise */
	uint64_t *dropped, *unheard;    /* agreements that gave way; bytes given up; or NULL */
};

/* Who is who is borrowed from the frame's view. */
struct emit {
	const struct speech_home *home;
	int64_t when;
	struct packet at;
	const struct who *who[ABOUTS]; /* by enum about; without a conversation the sender is the client */
	uint32_t *note;                /* fact.note of this end */
	struct tally *tally;           /* of the conversation; NULL: each is told by itself */
	enum protocol source;
	uint16_t server_port;
	uint8_t from_end; /* of the conversation: the sender's */
	uint8_t transport;
	/* What the decoder said besides facts. */
	bool secrecy_said, encrypted;
	bool becomes_said;
	enum protocol becomes;
};

#endif
