/* How fast the journal is written and verified: journal [EVENTS] [BATCH]. Prints events per second of CPU and
 * of clock, for events that only tell (a device was seen) and for events that also change a table (a
 * setting). */
#include "store/journal.h"
#include "respond/parts.h"
#include "store/verify.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static double clock_of(clockid_t which)
{
	struct timespec t;

	clock_gettime(which, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

struct stop {
	double cpu, wall;
};

static struct stop start(void)
{
	return (struct stop){clock_of(CLOCK_PROCESS_CPUTIME_ID), clock_of(CLOCK_MONOTONIC)};
}

static void tell(const char *what, struct stop from, long n)
{
	struct stop now = start();

	printf("%-34s %9.0f events/s CPU  %9.0f events/s clock\n", what, (double)n / (now.cpu - from.cpu),
	       (double)n / (now.wall - from.wall));
}

static int append(struct store *s, long n, long batch, const char *kind, const char *format)
{
	char body[200];
	int r = 0;

	for (long i = 0; i < n && r == 0; i++) {
		if (i % batch == 0 && (r = site_begin(s)) < 0)
			return r;
		snprintf(body, sizeof body, format, i, i % 500, i % 250);
		r = journal_append(s, 1795000000000000 + i, kind, "c3", body, NULL);
		if (r == 0 && (i % batch == batch - 1 || i == n - 1))
			r = site_commit(s);
	}
	return r;
}

static void flaw(void *ctx, const struct flaw *f)
{
	(void)ctx;
	printf("%s %lld %s %s\n", f->key, (long long)f->seq, f->table, f->detail);
}

int main(int argc, char **argv)
{
	long n = argc > 1 ? atol(argv[1]) : 200000, batch = argc > 2 ? atol(argv[2]) : 1000;
	char folder[] = "journal-bench-XXXXXX", path[64], key[72];
	struct store *s = NULL;
	struct err e = {0};
	struct verified v;
	struct stop from;

	if (!mkdtemp(folder))
		return 1;
	snprintf(path, sizeof path, "%s/site.db", folder);
	snprintf(key, sizeof key, "%s.key", path);
	if (site_open(path, SITE_CREATE, site_parts(), 1, &s, &e) < 0)
		return 1;
	from = start();
	if (append(s, n, batch, "device-seen",
		   "{\"device\":\"d%ld\",\"kind\":\"sensor\",\"mac\":\"00:00:5e:00:53:01\",\"ip\":\"192.168.%"
		   "ld.%ld\",\"maker\":\"Example\"}") < 0)
		return 1;
	tell("append, told only", from, n);
	from = start();
	if (append(s, n / 4, batch, "setting-set", "{\"key\":\"k%ld\",\"value\":\"%ld %ld\"}") < 0)
		return 1;
	tell("append, with a row", from, n / 4);
	store_free(s);
	if (site_open(path, SITE_READ, site_parts(), 1, &s, &e) < 0)
		return 1;
	from = start();
	if (site_verify(s, NULL, flaw, NULL, &v) < 0 || v.flaws)
		return 1;
	tell("verify, all", from, v.events);
	store_free(s);
	unlink(path);
	unlink(key);
	rmdir(folder);
	return 0;
}
