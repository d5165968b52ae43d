#include "report/tally.h"

#include "report/scan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int by_count(const void *a, const void *b)
{
	const struct kind_count *x = a, *y = b;
	int unknown = (strcmp(x->kind, "unknown") == 0) - (strcmp(y->kind, "unknown") == 0);

	if (unknown)
		return unknown;
	return x->devices != y->devices ? (x->devices > y->devices ? -1 : 1) : strcmp(x->kind, y->kind);
}

unsigned tally_kinds(struct store *store, struct kind_count counts[TALLY_MAX])
{
	struct scan s;
	unsigned n = 0, i;

	for (scan_open(&s, store, "SELECT id, kind FROM device"); s.more; scan_next(&s)) {
		const char *kind = scan_str(&s, 1);

		for (i = 0; i < n && strcmp(counts[i].kind, kind) != 0; i++)
			;
		if (i == TALLY_MAX)
			continue;
		if (i == n) {
			counts[n] = (struct kind_count){.devices = 0};
			snprintf(counts[n++].kind, sizeof counts->kind, "%s", kind);
		}
		counts[i].devices++;
	}
	scan_close(&s);
	if (n)
		qsort(counts, n, sizeof *counts, by_count);
	return n;
}
