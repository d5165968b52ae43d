/* The packets behind a line, cut from the packet store (SITE.db.packets). Inside the room only. */
#ifndef MIMAMORI_SERVE_SLICE_H
#define MIMAMORI_SERVE_SLICE_H

#include "serve/handler.h"

#include "report/selection.h"

enum { SLICE_BYTES = 64 << 20, SLICE_FILES = 256 };

/* What of a device, flow, finding or alarm is wanted; false: there is none such, or the viewer does not see
 * it. Cleared with selection_clear(). */
bool slice_device(struct call *c, int64_t id, struct selection *s);
bool slice_flow(struct call *c, int64_t id, struct selection *s);
bool slice_finding(struct call *c, int64_t id, struct selection *s);
bool slice_alarm(struct call *c, int64_t id, struct selection *s);

/* Writes a pcapng to fd. How many packets, or negative: -ENOENT no packet file is kept, -EIO. *ret_cut: it
 * would have been longer than SLICE_BYTES. */
int64_t slice_write(struct call *c, struct selection *s, int fd, bool *ret_cut);

#endif
