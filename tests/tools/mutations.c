/* Every capture under the folders named, again and again with bytes changed, through decoding and inventory:
 *what is broken, cut or lies about its length must neither crash nor hang nor grow. Meant for the sanitizer
 *build.
 *
 *	mutations VARIANTS FOLDER|FILE ...
 *
 * The variants of a capture are the same every time (a generator seeded by the file's bytes and the variant's
 *number). Each frame lies alone in memory, exactly as long as it is, so that a read past its end is seen.
 *Fails when a variant takes longer than twenty times the unchanged capture and two seconds, or the process
 *grows beyond a gigabyte. Closes with one line of totals. */
#include "base/hash.h"
#include "capture/capture.h"
#include "decode/stack.h"
#include "inventory/inventory.h"

#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum { FRAMES_MAX = 3000, HANG_S = 120, GROWN_MB = 1024 };
#define SLOW_S 2.0

struct kept {
	struct frame frame[FRAMES_MAX];
	unsigned count;
};

static struct kept kept;
static unsigned variants, tried, failed;
static uint64_t played, frames_played, malformed_before, malformed_after;
static char now_playing[4200];

static uint64_t dice; /* xorshift64* (Vigna): the same on every machine */

static uint32_t roll(uint32_t below)
{
	dice ^= dice >> 12;
	dice ^= dice << 25;
	dice ^= dice >> 27;
	return below ? (uint32_t)((dice * UINT64_C(2685821657736338717)) >> 33) % below : 0;
}

static void hangs(int signal)
{
	(void)signal;
	(void)!write(STDERR_FILENO, "HANGS ", 6);
	(void)!write(STDERR_FILENO, now_playing, strlen(now_playing));
	(void)!write(STDERR_FILENO, "\n", 1);
	_exit(1);
}

static double cpu_seconds(void) { return (double)clock() / CLOCKS_PER_SEC; }

static void told(void *ctx, const struct err *e)
{
	(void)ctx;
	printf("%s: %s\n", e->subject, e->key);
}

static void forget(void)
{
	for (unsigned i = 0; i < kept.count; i++)
		free((uint8_t *)(uintptr_t)kept.frame[i].bytes);
	kept.count = 0;
}

static uint8_t *copy_of(const uint8_t *bytes, size_t n)
{
	uint8_t *p = malloc(n ? n : 1);

	if (!p)
		abort();
	if (n)
		memcpy(p, bytes, n);
	return p;
}

static int keep(const char *path)
{
	static const struct capture_options options = {INT64_MIN, INT64_MAX, NULL};
	struct capture *c = NULL;
	struct frame f;
	int r = capture_open(&path, 1, &options, told, NULL, &c);

	while (r == 0 && kept.count < FRAMES_MAX && capture_next(c, &f, 1) == 1) {
		f.bytes = copy_of(f.bytes, f.captured);
		kept.frame[kept.count++] = f;
	}
	capture_free(c);
	return r;
}

/* Where a change is: mostly behind the headers of link, network and transport, which have harnesses of their
 * own. */
static uint32_t place(uint32_t n)
{
	uint32_t headers = n > 54 ? 54 : n / 2;

	return roll(8) ? headers + roll(n - headers) : roll(n);
}

static void change(uint8_t *p, uint32_t *n)
{
	static const uint8_t extremes[] = {0x00, 0xff, 0x7f, 0x80, 0x01, 0xfe, 0x3e, 0x1f};
	uint32_t at = place(*n), k;

	switch (roll(6)) {
	case 0: /* one bit */
		p[at] ^= (uint8_t)(1u << roll(8));
		break;
	case 1: /* any byte */
		p[at] = (uint8_t)roll(256);
		break;
	case 2: /* lengths and counts that lie: one, two or four bytes of an extreme */
		for (k = 1u << roll(3); k && at < *n; k--)
			p[at++] = extremes[roll(sizeof extremes)];
		break;
	case 3: /* a piece from elsewhere, nests of it included */
		for (k = roll(32) + 1; k && at + 1 < *n; k--, at++)
			p[at + 1] = p[roll(2) ? at : place(*n)];
		break;
	case 4: /* cut */
		*n = at;
		break;
	default: /* the same tag over and over */
		memset(p + at, p[at], roll(*n - at) + 1);
		break;
	}
}

/* A frame of its own, changed in one or several places, or not. */
static struct frame changed(const struct frame *f)
{
	struct frame g = *f;
	uint8_t *p = copy_of(f->bytes, f->captured), *exact;
	uint32_t n = f->captured;

	for (uint32_t times = roll(4); times && n > 1; times--)
		change(p, &n);
	exact = copy_of(p, n);
	free(p);
	g.bytes = exact;
	g.captured = n;
	return g;
}

static uint64_t play(unsigned variant)
{
	struct inventory_options none = {0};
	struct inventory *v = inventory_new(&none);
	struct decode_sink sink = inventory_sink(v);
	struct stack *s = stack_new(NULL, &sink);
	uint64_t malformed;

	for (unsigned i = 0; i < kept.count; i++) {
		struct frame f = variant ? changed(&kept.frame[i]) : kept.frame[i];

		stack_take(s, &f, 1);
		if (variant)
			free((uint8_t *)(uintptr_t)f.bytes);
	}
	stack_end(s);
	malformed = stack_counts(s)->malformed;
	stack_free(s);
	inventory_free(v);
	frames_played += kept.count;
	return malformed;
}

static uint64_t seed_of(unsigned variant)
{
	uint64_t h = variant + UINT64_C(0x9e3779b97f4a7c15);

	for (unsigned i = 0; i < kept.count; i++)
		h = hash_bytes(kept.frame[i].bytes, kept.frame[i].captured, h);
	return h ? h : 1;
}

static void vary(const char *path)
{
	double start = cpu_seconds(), usual;

	malformed_before += play(0) * variants;
	usual = cpu_seconds() - start;
	for (unsigned variant = 1; variant <= variants; variant++) {
		double took;

		snprintf(now_playing, sizeof now_playing, "%s variant %u", path, variant);
		alarm(HANG_S);
		dice = seed_of(variant);
		start = cpu_seconds();
		malformed_after += play(variant);
		took = cpu_seconds() - start;
		played++;
		if (took > SLOW_S && took > 20 * usual) {
			printf("SLOW %s variant %u: %.1f s, unchanged %.2f s\n", path, variant, took, usual);
			failed++;
		}
	}
	alarm(0);
}

static bool is_capture(const char *path)
{
	const char *end = strstr(path, ".pcap");

	return end && (strcmp(end, ".pcap") == 0 || strcmp(end, ".pcapng") == 0);
}

static int each(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)ftw;
	if (type != FTW_F || !is_capture(path))
		return 0;
	tried++;
	if (keep(path) < 0) {
		printf("FAILED %s\n", path);
		failed++;
	}
	vary(path);
	forget();
	fflush(stdout);
	return 0;
}

int main(int argc, char **argv)
{
	struct rusage used;

	variants = argc > 2 ? (unsigned)atoi(argv[1]) : 0;
	if (variants == 0) {
		fprintf(stderr, "usage: mutations VARIANTS FOLDER|FILE ...\n");
		return 2;
	}
	signal(SIGALRM, hangs);
	for (int i = 2; i < argc; i++)
		nftw(argv[i], each, 32, FTW_PHYS);
	getrusage(RUSAGE_SELF, &used);
	if (used.ru_maxrss > GROWN_MB * 1024L) {
		printf("GREW to %ld MB\n", used.ru_maxrss / 1024);
		failed++;
	}
	if (malformed_after <= malformed_before) {
		printf("broken frames are not counted\n");
		failed++;
	}
	printf("%u captures, %llu variants, %llu frames, malformed %llu (unchanged %llu), %ld MB at most: %u "
	       "failed\n",
	       tried, (unsigned long long)played, (unsigned long long)frames_played,
	       (unsigned long long)malformed_after, (unsigned long long)malformed_before,
	       used.ru_maxrss / 1024, failed);
	return failed || tried == 0;
}
