/* Captures made by hand, byte by byte, in either byte order. */
#ifndef MIMAMORI_TEST_CAPTURE_BYTES_H
#define MIMAMORI_TEST_CAPTURE_BYTES_H

#include "capture/input.h"
#include "test.h"

#include <stdlib.h>
#include <string.h>

struct bytes {
	uint8_t b[1 << 20];
	size_t n;
	bool big;     /* byte order of what is put */
	size_t block; /* where the open pcapng block begins */
};

static inline void put(struct bytes *to, const void *from, size_t n)
{
	assert_true(to->n + n <= sizeof to->b);
	memcpy(to->b + to->n, from, n);
	to->n += n;
}

static inline void put_number(struct bytes *to, uint64_t v, unsigned size)
{
	for (unsigned i = 0; i < size; i++) {
		uint8_t byte = (uint8_t)(v >> 8 * (to->big ? size - 1 - i : i));

		put(to, &byte, 1);
	}
}

static inline void put16(struct bytes *to, unsigned v) { put_number(to, v, 2); }
static inline void put32(struct bytes *to, uint32_t v) { put_number(to, v, 4); }

/* n bytes that tell which frame they are: each is `mark`. */
static inline void put_packet(struct bytes *to, uint8_t mark, size_t n)
{
	while (n--)
		put(to, &mark, 1);
}

static inline void pcap_file(struct bytes *to, uint32_t magic, uint32_t link)
{
	put32(to, magic);
	put16(to, 2);
	put16(to, 4);
	put32(to, 0);
	put32(to, 0);
	put32(to, 65535);
	put32(to, link);
}

static inline void pcap_record(struct bytes *to, uint32_t seconds, uint32_t fraction, uint8_t mark)
{
	put32(to, seconds);
	put32(to, fraction);
	put32(to, 60);
	put32(to, 90);
	put_packet(to, mark, 60);
}

static inline void block_begin(struct bytes *to, uint32_t type)
{
	to->block = to->n;
	put32(to, type);
	put32(to, 0);
}

static inline void block_end(struct bytes *to)
{
	uint32_t total;

	while (to->n % 4)
		put_number(to, 0, 1);
	total = (uint32_t)(to->n + 4 - to->block);
	put32(to, total);
	memcpy(to->b + to->block + 4, to->b + to->n - 4, 4);
}

static inline void ng_section(struct bytes *to)
{
	block_begin(to, 0x0a0d0d0a);
	put32(to, 0x1a2b3c4d);
	put16(to, 1);
	put16(to, 0);
	put_number(to, UINT64_MAX, 8);
	block_end(to);
}

/* resolution: if_tsresol, 0 leaves it out; offset: if_tsoffset, 0 leaves it out. */
static inline void ng_interface(struct bytes *to, unsigned link, uint8_t resolution, int64_t offset)
{
	block_begin(to, 1);
	put16(to, link);
	put16(to, 0);
	put32(to, 1500);
	if (resolution) {
		put16(to, 9);
		put16(to, 1);
		put_number(to, resolution, 1);
		put_number(to, 0, 3);
	}
	if (offset) {
		put16(to, 14);
		put16(to, 8);
		put_number(to, (uint64_t)offset, 8);
	}
	put32(to, 0);
	block_end(to);
}

static inline void ng_packet(struct bytes *to, uint32_t interface, uint64_t time, uint8_t mark)
{
	block_begin(to, 6);
	put32(to, interface);
	put32(to, (uint32_t)(time >> 32));
	put32(to, (uint32_t)time);
	put32(to, 61);
	put32(to, 100);
	put_packet(to, mark, 61);
	block_end(to);
}

/* What was read of a capture: frames with the first byte of each, and its file. */
struct seen {
	unsigned n;
	struct frame f[64];
	uint8_t mark[64];
};

static inline void see(struct capture *c, unsigned batch, struct seen *ret)
{
	struct frame frames[64];
	unsigned n;

	ret->n = 0;
	while ((n = capture_next(c, frames, batch))) {
		assert_true(n <= batch);
		for (unsigned i = 0; i < n; i++) {
			assert_true(ret->n < 64);
			for (uint32_t k = 1; k < frames[i].captured; k++)
				assert_int_equal(frames[i].bytes[k], frames[i].bytes[0]);
			ret->mark[ret->n] = frames[i].captured ? frames[i].bytes[0] : 0;
			ret->f[ret->n++] = frames[i];
		}
	}
	assert_int_equal(capture_next(c, frames, batch), 0);
}

/* Opens, reads and leaves the capture open, so that its file can be asked about. */
static inline struct capture *read_bytes(const struct bytes *b, bool flowing, struct seen *ret)
{
	struct capture *c = NULL;

	assert_int_equal(capture_open_bytes(rd_of(b->b, b->n), flowing, NULL, &c), 0);
	see(c, 7, ret);
	return c;
}

#endif
