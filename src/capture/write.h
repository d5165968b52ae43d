/* Captures written: pcapng, or pcap when the name asks for it and all frames have one link type. What lies on
 * disk always ends with a whole block, also when the disk is full: the file is cut back to the last one. */
#ifndef MIMAMORI_CAPTURE_WRITE_H
#define MIMAMORI_CAPTURE_WRITE_H

#include "base/out.h"
#include "capture/capture.h"

enum { WRITER_LINKS = 64 };

struct writer {
	struct out out; /* collects whole blocks */
	int fd;         /* borrowed */
	int error;      /* the first, negative; nothing is written after it */
	bool classic;   /* pcap */
	uint64_t safe;  /* bytes on disk, whole blocks */
	uint64_t frames;
	uint32_t links[WRITER_LINKS];
	unsigned link_count;
	const char *interface; /* pcapng: its name, or NULL */
};

/* 0 or -ENOMEM. A frame of a second link type in a pcap is refused with ERR_UNSUPPORTED. */
int writer_init(struct writer *w, int fd, bool classic, const char *interface);
/* comment: shown by Wireshark beside the packet (pcapng only), or NULL. Returns 0 or the first error. */
int writer_frame(struct writer *w, const struct frame *f, const char *comment);
/* pcapng: how many frames the interface got and lost, as the last block. */
void writer_statistics(struct writer *w, int64_t when, uint64_t received, uint64_t dropped);
int writer_flush(struct writer *w);
/* Writes what is left; 0 or the first error. Does not close fd. */
int writer_finish(struct writer *w);
void writer_clear(struct writer *w);

#endif
