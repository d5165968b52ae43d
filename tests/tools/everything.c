/* Every capture under the folders named, one after the other in one process: read, decoded, modelled, judged,
 * written as JSON to memory. Meant for the sanitizer build. Prints one line a capture: path, packets,
 * malformed, devices, JSON bytes; fails when one cannot be opened as a capture or takes longer than the limit
 * (20 s for 10 MB, issue 2 "Speed and memory"; doubled for the sanitizers). */
#include "assess/assess.h"
#include "capture/capture.h"
#include "decode/stack.h"
#include "inventory/inventory.h"
#include "report/report.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { BATCH = 64, LIMIT_S = 40 };

static unsigned tried, failed;

static double cpu_seconds(void) { return (double)clock() / CLOCKS_PER_SEC; }

static void told(void *ctx, const struct err *e)
{
	(void)ctx;
	printf("%s: %s %s\n", e->subject, e->key, e->detail);
}

static int judge_and_write(struct inventory *v, const struct capture *c, const struct stack_counts *counts,
			   size_t *ret_bytes)
{
	struct store *store = NULL;
	struct out o = {0};
	int r = store_memory(&store);

	if (r == 0)
		r = inventory_write(v, c, counts, store);
	if (r == 0)
		r = assess_run(store);
	if (r == 0)
		r = out_init(&o, -1);
	if (r == 0) {
		struct report_input in = {.store = store,
					  .capture = c,
					  .counts = counts,
					  .version = "test",
					  .language = LANG_JA};

		r = report_json(&in, &o);
		out_bytes(&o, ret_bytes);
		out_clear(&o);
	}
	if (r < 0)
		printf("model: %s\n", store ? store_error(store) : "none");
	store_free(store);
	return r;
}

static int whole(const char *path)
{
	static const struct capture_options options = {INT64_MIN, INT64_MAX, NULL};
	struct inventory_options none = {0};
	struct frame frames[BATCH];
	struct capture *c = NULL;
	struct inventory *v = inventory_new(&none);
	struct decode_sink sink = inventory_sink(v);
	struct stack *s = stack_new(NULL, &sink);
	size_t bytes = 0;
	unsigned n;
	int r = capture_open(&path, 1, &options, told, NULL, &c);

	if (r == 0) {
		stack_read_radio(s); /* all that there is to read */
		while ((n = capture_next(c, frames, BATCH)) > 0)
			stack_take(s, frames, n);
		stack_end(s);
		r = judge_and_write(v, c, stack_counts(s), &bytes);
		printf("%s\t%llu\t%llu\t%zu\n", path, (unsigned long long)stack_counts(s)->packets,
		       (unsigned long long)stack_counts(s)->malformed, bytes);
	}
	stack_free(s);
	inventory_free(v);
	capture_free(c);
	return r;
}

static bool is_capture(const char *path)
{
	static const char *const ends[] = {".pcap", ".pcapng", ".cap", ".trace", ".pcap.gz", ".pcapng.gz"};
	size_t n = strlen(path);

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (n > strlen(ends[i]) && strcmp(path + n - strlen(ends[i]), ends[i]) == 0)
			return true;
	return false;
}

static int each(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	double start = cpu_seconds(), took;

	(void)st;
	(void)ftw;
	if (type != FTW_F || !is_capture(path))
		return 0;
	tried++;
	if (whole(path) < 0) {
		printf("FAILED %s\n", path);
		failed++;
	}
	took = cpu_seconds() - start;
	if (took > LIMIT_S) {
		printf("SLOW %s: %.1f s\n", path, took);
		failed++;
	}
	fflush(stdout);
	return 0;
}

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		nftw(argv[i], each, 32, FTW_PHYS);
	printf("%u captures, %u failed\n", tried, failed);
	return failed || tried == 0;
}
