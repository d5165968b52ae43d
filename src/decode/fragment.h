/* IP packets that come in pieces (RFC 791 3.2, RFC 8200 4.5). A fixed number wait, in a fixed number of
 * bytes; the oldest gives way and is counted. Where pieces overlap the first to come wins. */
#ifndef MIMAMORI_DECODE_FRAGMENT_H
#define MIMAMORI_DECODE_FRAGMENT_H

#include "decode/view.h"

struct fragments;

struct fragments *fragments_new(size_t bytes_max);
void fragments_free(struct fragments *f);

/* Takes a piece (VIEW_FRAGMENT) and fills in the ports that the packet's first piece showed. True when the
 * packet is whole: the view then goes on with its payload, which is borrowed until the next call. */
bool fragments_take(struct fragments *f, struct view *v);

uint64_t fragments_dropped(const struct fragments *f); /* pieces given up unjoined */
uint64_t
fragments_waiting(const struct fragments *f); /* pieces that still wait: at the end they are dropped too */

#endif
