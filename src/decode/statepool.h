/* Memory for the states of decoders: of few sizes, taken and given back with each conversation. What is given back is
 * handed out again for the next state of its class; asking the system each time costs more, as it looks at the memory
 * around what it is given, which nobody used for long.
 *
 * Idle memory counts, too: state_take() gives it back to the system before the two together pass the limit. */
#ifndef MIMAMORI_DECODE_STATEPOOL_H
#define MIMAMORI_DECODE_STATEPOOL_H

#include "decode/decoder.h"

enum { STATE_STEP = 64, STATE_CLASSES = DECODER_STATE_MAX / STATE_STEP + 1 };

struct state_pool {
	void *idle[STATE_CLASSES]; /* by class; each begins with the address of the next */
	size_t used, unused;       /* bytes of states, of idle memory */
};

/* Its first `clear` bytes are zero; NULL without memory. The caller keeps used + size within limit. */
void *state_take(struct state_pool *p, size_t size, size_t clear, size_t limit);
void state_give(struct state_pool *p, void *state,
		size_t size);                /* of the size that it was taken with; NULL does nothing */
void state_pool_clear(struct state_pool *p); /* what is idle goes */

#endif
