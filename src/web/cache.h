/* Answers of core that may be given again to the same session while what they were made from stays
 * (response.shared, response.version). So a hundred pages that show the overview ask core once. Bounded; the
 * one not asked for longest goes first. An entry lives 10 seconds, so that core hears of every session in use
 * and can end it. */
#ifndef MIMAMORI_WEB_CACHE_H
#define MIMAMORI_WEB_CACHE_H

#include "serve/message.h"
#include "web/outgoing.h"

enum {
	CACHE_ENTRIES = 1024,
	CACHE_BYTES = 16 << 20,
	CACHE_BODY = 1 << 20,
	CACHE_MS = 10000,
	CACHE_KEY_MAX = 768
};

struct cache_entry {
	struct cache_entry *chain, *older, *newer;
	char key[CACHE_KEY_MAX];
	size_t key_n;
	int64_t until;
	char content_type[96], etag[96], control[64];
	struct blob *body;
};

struct cache {
	struct cache_entry *slot[CACHE_ENTRIES];
	struct cache_entry *oldest, *newest;
	unsigned entries;
	size_t bytes;
	uint32_t version; /* the newest that core spoke of */
	bool known;       /* it has spoken of one */
};

/* The words under which an answer to r is kept; 0: it is not one to keep (no session, too long). */
size_t cache_key(const struct request *r, char to[CACHE_KEY_MAX]);
/* NULL: ask core. Borrowed until the next call. */
const struct cache_entry *cache_find(struct cache *c, const char *key, size_t n, int64_t now);
void cache_put(struct cache *c, const char *key, size_t n, const struct response *r, struct blob *body,
	       int64_t now);
/* The state has this version now: what was made from another one goes. */
void cache_version(struct cache *c, uint32_t version);
void cache_clear(struct cache *c);
void cache_forget(struct cache *c); /* the version, too: core is another one */

#endif
