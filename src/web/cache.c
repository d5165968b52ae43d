#include "web/cache.h"

#include <stdlib.h>
#include <string.h>

static struct cache_entry **slot_of(struct cache *c, const char *key, size_t n)
{
	uint64_t h = 14695981039346656037U; /* FNV-1a */

	for (size_t i = 0; i < n; i++)
		h = (h ^ (unsigned char)key[i]) * 1099511628211U;
	return &c->slot[(h ^ h >> 32) % CACHE_ENTRIES];
}

size_t cache_key(const struct request *r, char to[CACHE_KEY_MAX])
{
	const struct said part[] = {r->session,         r->bearer, r->path,      r->query,
				    r->accept_language, r->accept, r->client_key};
	size_t n = 0;

	if (r->method != METHOD_GET || (!r->session.s && !r->bearer.s))
		return 0;
	for (size_t i = 0; i < sizeof part / sizeof *part; i++) {
		if (part[i].n + 1 > CACHE_KEY_MAX - n)
			return 0;
		if (part[i].n)
			memcpy(to + n, part[i].s, part[i].n);
		n += part[i].n;
		to[n++] = '\0'; /* none of them holds a NUL */
	}
	return n;
}

static void unlink_age(struct cache *c, struct cache_entry *e)
{
	*(e->older ? &e->older->newer : &c->oldest) = e->newer;
	*(e->newer ? &e->newer->older : &c->newest) = e->older;
}

static void link_newest(struct cache *c, struct cache_entry *e)
{
	e->newer = NULL;
	e->older = c->newest;
	*(c->newest ? &c->newest->newer : &c->oldest) = e;
	c->newest = e;
}

static void drop(struct cache *c, struct cache_entry *e)
{
	struct cache_entry **at = slot_of(c, e->key, e->key_n);

	while (*at != e)
		at = &(*at)->chain;
	*at = e->chain;
	unlink_age(c, e);
	c->entries--;
	c->bytes -= e->body->n;
	blob_drop(e->body);
	free(e);
}

void cache_clear(struct cache *c)
{
	while (c->oldest)
		drop(c, c->oldest);
}

void cache_forget(struct cache *c)
{
	cache_clear(c);
	c->known = false;
}

void cache_version(struct cache *c, uint32_t version)
{
	/* Numbers of versions wrap; an older one is an answer that an event has overtaken. */
	if (c->known && (int32_t)(version - c->version) <= 0)
		return;
	c->version = version;
	c->known = true;
	cache_clear(c);
}

static struct cache_entry *find(struct cache *c, const char *key, size_t n)
{
	struct cache_entry *e = *slot_of(c, key, n);

	while (e && (e->key_n != n || memcmp(e->key, key, n) != 0))
		e = e->chain;
	return e;
}

const struct cache_entry *cache_find(struct cache *c, const char *key, size_t n, int64_t now)
{
	struct cache_entry *e = n ? find(c, key, n) : NULL;

	if (e && e->until <= now) {
		drop(c, e);
		return NULL;
	}
	if (e) {
		unlink_age(c, e);
		link_newest(c, e);
	}
	return e;
}

void cache_put(struct cache *c, const char *key, size_t n, const struct response *r, struct blob *body,
	       int64_t now)
{
	struct cache_entry *e, **slot;

	cache_version(c, r->version);
	if (r->version != c->version || n == 0 || body->n > CACHE_BODY)
		return;
	if ((e = find(c, key, n)))
		drop(c, e);
	while (c->oldest && (c->entries >= CACHE_ENTRIES || c->bytes + body->n > CACHE_BYTES))
		drop(c, c->oldest);
	if (!(e = calloc(1, sizeof *e)))
		return;
	memcpy(e->key, key, n);
	e->key_n = n;
	e->until = now + CACHE_MS;
	said_copy(r->content_type, e->content_type, sizeof e->content_type);
	said_copy(r->etag, e->etag, sizeof e->etag);
	said_copy(r->cache, e->control, sizeof e->control);
	e->body = blob_hold(body);
	slot = slot_of(c, key, n);
	e->chain = *slot;
	*slot = e;
	link_newest(c, e);
	c->entries++;
	c->bytes += body->n;
}
