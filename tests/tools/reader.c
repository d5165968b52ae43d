/* What the capture room alone says of captures, for tests and measuring. reader FILE…: each by itself, one
 * line as "path <tab> format packets bytes first last truncated link" (tab-separated, times in us). reader -m
 * INPUT…: all merged, frame by frame, as "file n when captured/wire". */
#include "capture/capture.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { BATCH = 64 };

static const struct capture_options everything = {INT64_MIN, INT64_MAX, NULL};

static void told(void *ctx, const struct err *e)
{
	(void)ctx;
	printf("%s\t%s\t%s\n", e->subject, e->key, e->detail);
}

static void by_itself(const char *path)
{
	struct frame frames[BATCH];
	struct capture *c;
	const struct capture_file *f;

	if (capture_open(&path, 1, &everything, told, NULL, &c) < 0)
		return;
	while (capture_next(c, frames, BATCH))
		;
	f = capture_file(c, 0);
	printf("%s\t%s\t%" PRIu64 "\t%" PRIu64 "\t%" PRId64 "\t%" PRId64 "\t%d\t%u\n", path, f->format,
	       f->packets, f->bytes, f->first, f->last, f->truncated, f->link_count ? f->link_types[0] : 0);
	capture_free(c);
}

static int merged(const char *const *inputs, unsigned count)
{
	struct frame frames[BATCH];
	struct capture *c;
	unsigned n;

	if (capture_open(inputs, count, &everything, told, NULL, &c) < 0)
		return 3;
	while ((n = capture_next(c, frames, BATCH)))
		for (unsigned i = 0; i < n; i++)
			printf("%u %u %" PRId64 " %u/%u\n", frames[i].at.file, frames[i].at.n, frames[i].when,
			       frames[i].captured, frames[i].wire);
	capture_free(c);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc > 2 && strcmp(argv[1], "-m") == 0)
		return merged((const char *const *)argv + 2, (unsigned)argc - 2);
	for (int i = 1; i < argc; i++)
		by_itself(argv[i]);
	return 0;
}
