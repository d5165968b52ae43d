/* Findings in words: readable names of devices and what lies outside, sentences filled from a group's values.
 */
#ifndef MIMAMORI_ASSESS_WORDING_H
#define MIMAMORI_ASSESS_WORDING_H

#include "assess/group.h"
#include "base/lang.h"

struct wording; /* prepared statements of one run */

enum { NAME_ROOM = 512, TITLE_ROOM = 1024, TEXT_SENTENCE_ROOM = 4096 };

int wording_new(sqlite3 *db, struct wording **ret_wording);
void wording_free(struct wording *w);

/* e.g. "温度センサー TH-01（192.168.1.31）" / "sensor TH-01 (192.168.1.31)". The ledger's name wins, then the
 * device's own name, model, maker. Returns buf; "" when there is no such id. */
char *wording_device(struct wording *w, enum language l, int64_t device, char buf[NAME_ROOM]);
char *wording_outside(struct wording *w, int64_t outside, char buf[NAME_ROOM]);
char *wording_flow(struct wording *w, int64_t flow, char buf[NAME_ROOM]);

/* The sentence for this finding, cut at a character when it is longer than room. */
char *wording_sentence(struct wording *w, enum language l, const struct sentence *s, const struct groups *g,
		       const struct group *f, char *buf, size_t room);

#endif
