/* A set of device ids. */
#ifndef MIMAMORI_ASSESS_MARKS_H
#define MIMAMORI_ASSESS_MARKS_H

#include <stdint.h>
#include <stdlib.h>

struct marks {
	uint8_t *bit;
	int64_t last; /* the largest id there may be */
};

static inline size_t marks_bytes(const struct marks *m) { return (size_t)m->last / 8 + 1; }

static inline int marks_init(struct marks *m, int64_t last) /* 0 or -1: no memory */
{
	m->last = last;
	m->bit = calloc(marks_bytes(m), 1);
	return m->bit ? 0 : -1;
}

static inline void marks_set(struct marks *m, int64_t id)
{
	if (id >= 1 && id <= m->last)
		m->bit[id / 8] |= (uint8_t)(1 << id % 8);
}

static inline bool marks_has(const struct marks *m, int64_t id)
{
	return id >= 1 && id <= m->last && (m->bit[id / 8] & 1 << id % 8);
}

/* Byte i; 0 beyond the end: sets kept earlier may be shorter. */
static inline unsigned marks_byte(const struct marks *m, size_t i)
{
	return m->bit && i < marks_bytes(m) ? m->bit[i] : 0;
}

/* How many are in all the sets given; NULL: every id. */
static inline int64_t marks_common(const struct marks *a, const struct marks *b, const struct marks *c)
{
	int64_t n = 0;

	for (size_t i = 0; i < marks_bytes(a); i++)
		n += __builtin_popcount(marks_byte(a, i) & (b ? marks_byte(b, i) : 255u) &
					(c ? marks_byte(c, i) : 255u));
	return n;
}

#endif
