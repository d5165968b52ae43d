#include "base/pages.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { LINE = 64 };

static size_t whole(size_t bytes, size_t of) { return (bytes + of - 1) / of * of; }

/* More is mapped than is wanted, and what lies before and behind the large pages is given back. */
static void *large(size_t bytes)
{
	uint8_t *all = mmap(NULL, bytes + PAGES_LARGE, PROT_READ | PROT_WRITE,
			    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	size_t before;

	if (all == MAP_FAILED)
		return NULL;
	before = whole((uintptr_t)all, PAGES_LARGE) - (uintptr_t)all;
	if (before)
		munmap(all, before);
	munmap(all + before + bytes, PAGES_LARGE - before);
	(void)madvise(all + before, bytes,
		      MADV_HUGEPAGE); /* a wish: without them all is the same, but slower */
	return all + before;
}

void *pages_new(size_t bytes)
{
	void *small;

	if (bytes > SIZE_MAX / 2)
		return NULL;
	if (bytes >= PAGES_LARGE)
		return large(whole(bytes, PAGES_LARGE));
	small = aligned_alloc(LINE, whole(bytes + 1, LINE));
	return small ? memset(small, 0, bytes) : NULL;
}

void pages_free(void *pages, size_t bytes)
{
	if (!pages)
		return;
	if (bytes >= PAGES_LARGE)
		munmap(pages, whole(bytes, PAGES_LARGE));
	else
		free(pages);
}
