/* Frames from an interface of this machine, by libpcap, which is loaded when this is used. Whole frames,
 * everything the interface hears, a ring of 64 MB. Needs CAP_NET_RAW only to open. */
#ifndef MIMAMORI_CAPTURE_LIVE_H
#define MIMAMORI_CAPTURE_LIVE_H

#include "capture/capture.h"

struct live;

/* 0; -ENOENT no libpcap, -ENODEV no such interface, -EPERM not allowed, -ENETDOWN it is down, else -EIO. */
int live_open(const char *interface, struct live **ret_live, struct err *ret_err);
/* Gives what has come, waiting at most a tenth of a second. How many, or -EIO when the interface is gone.
 * Frames are borrowed for the call. */
int live_take(struct live *l, void (*take)(void *ctx, const struct frame *f), void *ctx, struct err *ret_err);
/* How many came since it was opened, and how many of them the kernel or the card had to drop. */
void live_counts(struct live *l, uint64_t *ret_received, uint64_t *ret_dropped);
void live_free(struct live *l);

#endif
