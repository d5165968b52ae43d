/* Security labels (JC-STAR) that records claim for models: which device each is about, once before each
 * judging, so that checks can hold them against what was seen (table `label`). A label never makes anything
 * met: it is of a model and a firmware line, says nothing of how the thing is set up here, and expires. */
#ifndef MIMAMORI_ASSESS_LABEL_H
#define MIMAMORI_ASSESS_LABEL_H

#include "store/store.h"

#include <stdint.h>

int labels_refresh(struct store *s, int64_t now /* us */); /* 0 or -EIO; nothing on a store that is no site */

#endif
