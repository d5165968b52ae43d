/* A BPF expression ("tcp port 502"), compiled by libpcap, which is loaded only when there is one: plain
 * reading links no libpcap. One program a link type; a frame of a link type that the expression cannot be
 * said of does not match. As with tcpdump, VLAN-tagged frames match only what begins with "vlan". */
#ifndef MIMAMORI_CAPTURE_FILTER_H
#define MIMAMORI_CAPTURE_FILTER_H

#include "capture/capture.h"

struct filter;

/* -ENOENT when libpcap is not installed. The expression is borrowed for the life of the filter. */
int filter_open(const char *expression, struct filter **ret_filter, struct err *ret_err);
/* Can the expression be said of this link type? Else ret_err has libpcap's message. */
bool filter_speaks(struct filter *f, uint32_t link, struct err *ret_err);
bool filter_takes(struct filter *f, const struct frame *frame);
void filter_free(struct filter *f);

#endif
