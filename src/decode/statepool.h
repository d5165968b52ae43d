/* Memory for the states of decoders: of few sizes, taken and given back with each conversation. What is given back is
 * handed out again for the next state of its class; asking the system each time costs more, as it looks at the memory
 * around what it is given, which nobody used for long.
 *
 * The first states, which in a plant are those of the conversations that go on all day, lie in one room of large pages:
 * each frame looks into another state, and a processor does not remember where thousands of small pages lie. What does
 * not fit there is ordinary memory.
 *
 * Idle memory counts, too: state_take() gives it back to the system before the two together pass the limit. What is idle
 * in the room does not: it goes with the room, when the pool is cleared and no state is left. */
#ifndef MIMAMORI_DECODE_STATEPOOL_H
#define MIMAMORI_DECODE_STATEPOOL_H

#include "decode/decoder.h"

enum { STATE_STEP = 64, STATE_CLASSES = DECODER_STATE_MAX / STATE_STEP + 1, STATE_ROOM = 8 << 20 };

struct state_pool {
	void *idle[STATE_CLASSES]; /* by class; each begins with the address of the next */
	size_t used, unused;       /* bytes of states; of idle memory outside the room */
	uint8_t *room;             /* NULL before the first state */
	size_t room_used;
};

/* Its first `clear` bytes are zero; NULL without memory. The caller keeps used + size within limit. */
void *state_take(struct state_pool *p, size_t size, size_t clear, size_t limit);
void state_give(struct state_pool *p, void *state,
		size_t size);                /* of the size that it was taken with; NULL does nothing */
void state_pool_clear(struct state_pool *p); /* what is idle goes; without states the room does, too */

#endif
