/* Where frames come from. A capture is one or more inputs read as one stream in time order: pcap (both byte
 * orders, us and ns) and pcapng, plain, gzip or zstd, files or pipes, larger than memory. Files are
 * read here, not by libpcap, which refuses mixed link types and stops at damage (docs/decisions).
 *
 * A frame's bytes are borrowed until the next capture_next(). Damage is not an error: the file is read to the
 * cut, the input's `truncated` says so. An input that cannot be opened or is no capture is told through
 * capture_open()'s err; the others are read. */
#ifndef MIMAMORI_CAPTURE_CAPTURE_H
#define MIMAMORI_CAPTURE_CAPTURE_H

#include "base/err.h"
#include "fact/fact.h"

#include <stdbool.h>
#include <stdint.h>

/* Link types by their LINKTYPE_ number (tcpdump.org/linktypes.html); only those the stack reads are named. */
enum link_type {
	LINK_NULL = 0,
	LINK_ETHERNET = 1,
	LINK_PPP = 9,
	LINK_PPP_HDLC = 50,
	LINK_PPP_ETHER = 51,
	LINK_RAW_OLD = 12, /* and 14: DLT_RAW of some systems */
	LINK_RAW = 101,
	LINK_IEEE802_11 = 105,
	LINK_LOOP = 108,
	LINK_LINUX_SLL = 113,
	LINK_IEEE802_11_PRISM = 119,
	LINK_IEEE802_11_RADIOTAP = 127,
	LINK_PPP_PPPD = 166,
	LINK_PPI = 192,
	LINK_IPV4 = 228,
	LINK_IPV6 = 229,
	LINK_NFLOG = 239,
	LINK_LINUX_SLL2 = 276,
};

struct frame {
	int64_t when; /* us since 1970 UTC */
	struct packet at;
	uint32_t link;     /* LINKTYPE_ number */
	uint32_t captured; /* bytes at hand */
	uint32_t wire;     /* bytes on the wire */
	const uint8_t *bytes;
};

/* What is known of one input; valid for the life of the capture, complete when reading has ended. */
struct capture_file {
	const char *name;   /* base name, cleaned; "-" for standard input */
	const char *path;   /* as given */
	const char *format; /* "pcap" "pcap-ns" "pcapng", with ".gz" or ".zst" */
	uint32_t link_types[16];
	unsigned link_count;     /* the first 16 */
	uint32_t snaplen;        /* largest of its interfaces; 0 unknown */
	uint64_t packets, bytes; /* bytes: sum of the wire lengths, as capinfos counts "data size" */
	int64_t first, last;     /* INT64_MIN when it holds no packet */
	bool truncated;          /* cut in mid-packet or damaged: read up to there */
	uint64_t input_bytes;    /* of the file as it lies on disk, read so far: for progress */
	uint64_t input_size;     /* its whole size; 0 when it flows */
};

struct capture;

struct capture_options {
	int64_t from, to; /* us; INT64_MIN / INT64_MAX = all. Frames outside are numbered but not delivered */
	const char *filter; /* BPF expression, or NULL */
};

/* Opens the inputs (files, folders of captures, "-"). Each input that fails is told to `failed` (may be
 * called several times); returns 0 when at least one could be opened, else the code of the first failure. */
int capture_open(const char *const *inputs, unsigned count, const struct capture_options *options,
		 void (*failed)(void *ctx, const struct err *e), void *ctx, struct capture **ret_capture);

/* Up to max frames in time order; 0 at the end. Bytes are valid until the next call. */
unsigned capture_next(struct capture *c, struct frame *frames, unsigned max);

unsigned capture_files(const struct capture *c);
unsigned capture_skipped(const struct capture *c); /* files of the folders given that are no captures */
const struct capture_file *capture_file(const struct capture *c, unsigned index);
void capture_free(struct capture *c);

/* A name for a link type ("IEEE802_15_4"), or NULL when this program knows none. */
const char *link_type_name(uint32_t link);

#endif
