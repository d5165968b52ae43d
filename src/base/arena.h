/* Memory with one lifetime and a hard limit. Everything got from it dies together. Returns NULL only at the
 * limit (or when the system has no memory): the caller drops the thing and counts it. */
#ifndef MIMAMORI_BASE_ARENA_H
#define MIMAMORI_BASE_ARENA_H

#include <stddef.h>

struct arena;

struct arena *arena_new(size_t limit_bytes);
void *arena_get(struct arena *a, size_t count, size_t size); /* zeroed, aligned to 8, overflow-checked */
char *arena_text(struct arena *a, const char *s, size_t n);  /* a terminated copy */
size_t arena_used(const struct arena *a);
void arena_reset(struct arena *a); /* all of it is free again; keeps the blocks */
void arena_free(struct arena *a);

#endif
