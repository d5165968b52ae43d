#include "capture/write.h"

#include "base/rd.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum {
	FLUSH_BYTES = 1 << 18,
	PCAP_HEADER = 24,
	SNAPLEN = 262144,
	BLOCK_SECTION = 0x0a0d0d0a,
	BLOCK_INTERFACE = 1,
	BLOCK_STATISTICS = 5,
	BLOCK_ENHANCED = 6,
	OPTION_COMMENT = 1,
	OPTION_NAME = 2,
	OPTION_APPLICATION = 4,
	OPTION_RECEIVED = 4,
	OPTION_DROPPED = 5,
};

static void put16(struct out *o, unsigned v) { out_put(o, &(uint16_t){(uint16_t)v}, 2); }
static void put32(struct out *o, uint32_t v) { out_put(o, &v, 4); }
static void put64(struct out *o, uint64_t v) { out_put(o, &v, 8); }

static size_t padded(size_t n) { return (n + 3) & ~(size_t)3; }

static void put_padded(struct out *o, const void *bytes, size_t n)
{
	static const uint8_t zeros[4];

	if (n)
		out_put(o, bytes, n);
	out_put(o, zeros, padded(n) - n);
}

static size_t option_size(const char *text) { return text ? 4 + padded(strlen(text)) : 0; }

static void put_option(struct out *o, unsigned code, const char *text)
{
	if (!text)
		return;
	put16(o, code);
	put16(o, (unsigned)strlen(text));
	put_padded(o, text, strlen(text));
}

/* The options given are of one block; an end of options follows only when there are any. */
static size_t options_size(const char *text) { return text ? option_size(text) + 4 : 0; }

static void put_options(struct out *o, unsigned code, const char *text)
{
	put_option(o, code, text);
	if (text)
		put32(o, 0);
}

static void pcap_header(struct out *o, uint32_t link)
{
	put32(o, 0xa1b2c3d4);
	put16(o, 2);
	put16(o, 4);
	put64(o, 0);
	put32(o, SNAPLEN);
	put32(o, link);
}

static void section(struct out *o)
{
	static const char application[] = "mimamori " MIMAMORI_VERSION;
	uint32_t total = (uint32_t)(28 + options_size(application));

	put32(o, BLOCK_SECTION);
	put32(o, total);
	put32(o, 0x1a2b3c4d);
	put16(o, 1);
	put16(o, 0);
	put64(o, UINT64_MAX);
	put_options(o, OPTION_APPLICATION, application);
	put32(o, total);
}

static void interface(struct out *o, uint32_t link, const char *name)
{
	uint32_t total = (uint32_t)(20 + options_size(name));

	put32(o, BLOCK_INTERFACE);
	put32(o, total);
	put16(o, link);
	put16(o, 0);
	put32(o, SNAPLEN);
	put_options(o, OPTION_NAME, name);
	put32(o, total);
}

int writer_init(struct writer *w, int fd, bool classic, const char *name)
{
	*w = (struct writer){.fd = fd, .classic = classic, .interface = name};
	if (out_init(&w->out, -1) < 0)
		return w->error = -ENOMEM;
	if (!classic)
		section(&w->out);
	return 0;
}

/* The interface of a link type, made when it is first seen; -1 when there can be no more. */
static int interface_of(struct writer *w, uint32_t link)
{
	for (unsigned i = 0; i < w->link_count; i++)
		if (w->links[i] == link)
			return (int)i;
	if (w->link_count == (w->classic ? 1 : WRITER_LINKS))
		return -1;
	if (w->classic)
		pcap_header(&w->out, link);
	else
		interface(&w->out, link, w->interface);
	w->links[w->link_count] = link;
	return (int)w->link_count++;
}

static void pcap_record(struct out *o, const struct frame *f)
{
	put32(o, (uint32_t)(f->when / 1000000));
	put32(o, (uint32_t)(f->when % 1000000));
	put32(o, f->captured);
	put32(o, f->wire);
	out_put(o, f->bytes, f->captured);
}

static void enhanced_packet(struct out *o, const struct frame *f, uint32_t id, const char *comment)
{
	uint32_t total = (uint32_t)(32 + padded(f->captured) + options_size(comment));

	put32(o, BLOCK_ENHANCED);
	put32(o, total);
	put32(o, id);
	put32(o, (uint32_t)((uint64_t)f->when >> 32));
	put32(o, (uint32_t)f->when);
	put32(o, f->captured);
	put32(o, f->wire);
	put_padded(o, f->bytes, f->captured);
	put_options(o, OPTION_COMMENT, comment);
	put32(o, total);
}

int writer_frame(struct writer *w, const struct frame *f, const char *comment)
{
	int id = w->error ? -1 : interface_of(w, f->link);

	if (w->error)
		return w->error;
	if (id < 0)
		return w->error = ERR_UNSUPPORTED;
	if (w->classic)
		pcap_record(&w->out, f);
	else
		enhanced_packet(&w->out, f, (uint32_t)id, comment);
	w->frames++;
	return w->out.used >= FLUSH_BYTES ? writer_flush(w) : 0;
}

void writer_statistics(struct writer *w, int64_t when, uint64_t received, uint64_t dropped)
{
	const uint32_t total = 52;

	if (w->error || w->classic)
		return;
	if (!w->link_count)
		interface_of(w, LINK_ETHERNET);
	put32(&w->out, BLOCK_STATISTICS);
	put32(&w->out, total);
	put32(&w->out, 0);
	put32(&w->out, (uint32_t)((uint64_t)when >> 32));
	put32(&w->out, (uint32_t)when);
	put16(&w->out, OPTION_RECEIVED);
	put16(&w->out, 8);
	put64(&w->out, received);
	put16(&w->out, OPTION_DROPPED);
	put16(&w->out, 8);
	put64(&w->out, dropped);
	put32(&w->out, 0);
	put32(&w->out, total);
}

/* Bytes of the block or record that these begin; 0 when not all of it is there. */
static size_t block_size(const struct writer *w, struct rd r)
{
	enum { RECORD_HEADER = 16 };
	size_t left = rd_left(&r), size;
	uint32_t length;

	rd_skip(&r, w->classic ? 8 : 4);
	if (rd_left(&r) < sizeof length)
		return 0;
	memcpy(&length, rd_bytes(&r, sizeof length), sizeof length);
	size = w->classic ? RECORD_HEADER + (size_t)length : length;
	return size <= left ? size : 0;
}

/* How many of the first n bytes collected are whole blocks. */
static size_t whole(const struct writer *w, const char *bytes, size_t n)
{
	size_t at = w->classic && !w->safe ? PCAP_HEADER : 0, size;

	if (at > n)
		return 0;
	while ((size = block_size(w, rd_of(bytes + at, n - at))))
		at += size;
	return at;
}

/* On failure the file is cut back to its last whole block. A pipe cannot be; its reader sees the cut. */
int writer_flush(struct writer *w)
{
	size_t n, done = 0, kept;
	const char *bytes = out_bytes(&w->out, &n);

	if (!w->error && w->out.error)
		w->error = -ENOMEM;
	while (!w->error && done < n) {
		ssize_t put = write(w->fd, bytes + done, n - done);

		if (put >= 0)
			done += (size_t)put;
		else if (errno != EINTR)
			w->error = -errno;
	}
	kept = done == n ? n : whole(w, bytes, done);
	w->safe += kept;
	if (kept != done && ftruncate(w->fd, (off_t)w->safe) == 0)
		(void)lseek(w->fd, (off_t)w->safe, SEEK_SET);
	w->out.used = 0;
	return w->error;
}

int writer_finish(struct writer *w)
{
	if (!w->error && w->classic && !w->link_count)
		interface_of(w, LINK_ETHERNET);
	return writer_flush(w);
}

void writer_clear(struct writer *w) { out_clear(&w->out); }
