/* Frames from an interface of this machine, by libpcap, which is loaded when this is used: everything the
 * interface hears. Needs CAP_NET_RAW only to open; card drops are read from /sys, opened with it, so that it
 * works behind walls. An interface that is down and up again goes on; one that is gone is another when it
 * comes back and must be opened anew. */
#ifndef MIMAMORI_CAPTURE_LIVE_H
#define MIMAMORI_CAPTURE_LIVE_H

#include "capture/capture.h"

struct live;

struct live_options {
	unsigned ring_mb; /* 0: 64 */
	uint32_t snaplen; /* 0: whole frames */
	bool no_wait;     /* live_take() returns at once; wait with poll(2) on live_fd() */
};

/* options NULL: all 0. 0; -ENOENT no libpcap, -ENODEV no such interface, -EPERM not allowed, -ENETDOWN it is
 * down, else -EIO. */
int live_open(const char *interface, const struct live_options *options, struct live **ret_live,
	      struct err *ret_err);
int live_fd(const struct live *l);
/* Gives what has come, some hundreds at most, waiting at most a tenth of a second. How many, or -EIO when the
 * interface is down or gone: the next call may go well again.
 * Frames are borrowed for the call. */
int live_take(struct live *l, void (*take)(void *ctx, const struct frame *f), void *ctx, struct err *ret_err);
/* How many came since it was opened, and how many of them the kernel or the card had to drop. */
void live_counts(struct live *l, uint64_t *ret_received, uint64_t *ret_dropped);
void live_free(struct live *l);

#endif
