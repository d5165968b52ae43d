/* What sensor tells becomes the site: every few seconds a period joins it (inventory/save.h), in one
 * transaction; now and then, when something changed, the checks are asked again. Sensor is believed nothing
 * beyond what decode/relay.h lets through; a channel that says something else is closed, which is counted.
 *
 * The site may be away (full disk, read-only): periods are then gathered into one that is saved when it is
 * back, up to the bounds of the inventory. While the site is watched its model is open (store/seal.h); it is
 * sealed every hour and at the end. */
#ifndef MIMAMORI_CORE_FEED_H
#define MIMAMORI_CORE_FEED_H

#include "base/loop.h"
#include "decode/relay.h"
#include "serve/watching.h"
#include "store/store.h"

struct feed;

/* What feed needs of core. */
struct feed_core {
	void *ctx;
	struct loop *loop;
	const char *path;                     /* of the site */
	int64_t (*now)(void);                 /* us since 1970 */
	struct store *(*site)(void *ctx);     /* open for writing, or NULL now; may change */
	void (*wrote)(void *ctx, int result); /* how a transaction ended */
	void (*note)(void *ctx, const char *kind,
		     const char *body);                /* an event of the program's own; kind: static */
	void (*blame)(void *ctx);                      /* sensor said what it may not; or NULL */
	void (*changed)(void *ctx, const char *topic); /* after it: devices findings sheet journal capture */
	void (*tick)(void *ctx, const struct relay_tick *t); /* each second */
	void (*joined)(void *ctx);                           /* a period did */
};

struct feed *feed_new(const struct feed_core *core);
/* What waits is saved, then all is sealed. */
void feed_free(struct feed *f);

void feed_sensor(struct feed *f, int fd); /* takes fd: a fresh channel from sensor */
void feed_sensor_died(struct feed *f, unsigned restarts);
void feed_file_gone(struct feed *f, uint32_t number); /* gate deleted this packet file */
/* Whoever listens besides the inventory: the same calls, packets numbered as the site does. sink: borrowed.
 */
void feed_listen(struct feed *f, const struct decode_sink *sink);
void feed_detecting(struct feed *f, const struct watched_detecting *d); /* into the state */
const struct capture_state *feed_state(const struct feed *f);

#endif
