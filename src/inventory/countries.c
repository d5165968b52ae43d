#include "inventory/countries.h"

#include "ingest/csv.h"
#include "ingest/slurp.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { BYTES_MAX = 256 << 20 };

static bool code_of(const char *s, char ret_code[3])
{
	for (int i = 0; i < 2; i++) {
		ret_code[i] = (char)(s[i] & ~0x20);
		if (ret_code[i] < 'A' || ret_code[i] > 'Z')
			return false;
	}
	ret_code[2] = '\0';
	return s[2] == '\0';
}

static void range_of_prefix(const struct prefix *p, struct country_range *r)
{
	r->first = r->last = p->ip;
	for (unsigned i = p->bits; i < 128; i++) {
		r->first.b[i / 8] &= (uint8_t) ~(0x80u >> i % 8);
		r->last.b[i / 8] |= (uint8_t)(0x80u >> i % 8);
	}
}

static bool range_of(const struct csv *c, struct country_range *r)
{
	struct prefix p;

	if (c->cells >= 3 && ip_parse(c->cell[0], &r->first) && ip_parse(c->cell[1], &r->last))
		return memcmp(r->first.b, r->last.b, 16) <= 0 && ip_is4(r->first) == ip_is4(r->last) &&
		       code_of(c->cell[2], r->code);
	if (c->cells < 2 || !prefix_parse(c->cell[0], &p) || !code_of(c->cell[1], r->code))
		return false;
	range_of_prefix(&p, r);
	return true;
}

/* By first address, the wider before the narrower. */
static int by_first(const void *a, const void *b)
{
	const struct country_range *x = a, *y = b;
	int order = memcmp(x->first.b, y->first.b, 16);

	return order ? order : memcmp(y->last.b, x->last.b, 16);
}

static int ranges_read(struct countries *t, struct csv *c)
{
	unsigned rows = 0;

	while (csv_next(c)) {
		struct country_range r, *more;

		rows++;
		if (c->cell[0][0] == '#')
			continue;
		if (!range_of(c, &r)) {
			if (rows > 1 && t->bad_lines++ == 0)
				t->first_bad_line = c->line_no;
			continue;
		}
		if (t->count >= COUNTRIES_RANGES_MAX)
			return -EFBIG;
		if ((t->count & (t->count - 1)) == 0) {
			more = realloc(t->ranges, (t->count ? t->count * 2 : 1) * sizeof *more);
			if (!more)
				return -ENOMEM;
			t->ranges = more;
		}
		t->ranges[t->count++] = r;
	}
	return 0;
}

int countries_parse(const char *bytes, size_t n, const char *path, struct countries *ret_countries,
		    struct err *e)
{
	struct countries t = {0};
	char *text = malloc(n + 1);
	struct csv c;
	int r;

	if (!text)
		return -ENOMEM;
	if (n)
		memcpy(text, bytes, n);
	csv_init(&c, text, n);
	r = ranges_read(&t, &c);
	free(text);
	if (r == 0 && t.count == 0)
		r = err_set(e, -EINVAL, path, "countries-empty", "%s", "");
	else if (r < 0)
		r = err_set(e, r, path, "countries-too-large", "%d", COUNTRIES_RANGES_MAX);
	if (r < 0) {
		countries_clear(&t);
		return r;
	}
	qsort(t.ranges, t.count, sizeof *t.ranges, by_first);
	*ret_countries = t;
	return 0;
}

int countries_read(const char *path, struct countries *ret_countries, struct err *e)
{
	char *bytes;
	size_t n;
	int r = slurp(path, BYTES_MAX, &bytes, &n);

	if (r == -EFBIG)
		return err_set(e, r, path, "countries-too-large", "%d", BYTES_MAX >> 20);
	if (r < 0)
		return err_set(e, r, path, "countries-unreadable", "%s", strerror(-r));
	r = countries_parse(bytes, n, path, ret_countries, e);
	free(bytes);
	return r;
}

const char *countries_of(const struct countries *t, struct ip ip)
{
	size_t low = 0, high = t->count;

	while (low < high) { /* the first range that begins after ip */
		size_t mid = low + (high - low) / 2;

		if (memcmp(t->ranges[mid].first.b, ip.b, 16) <= 0)
			low = mid + 1;
		else
			high = mid;
	}
	for (unsigned back = 0; low > 0 && back < 32;
	     back++, low--) /* the nearest that still holds it is the narrowest */
		if (memcmp(ip.b, t->ranges[low - 1].last.b, 16) <= 0)
			return t->ranges[low - 1].code;
	return NULL;
}

void countries_clear(struct countries *c)
{
	free(c->ranges);
	*c = (struct countries){0};
}
