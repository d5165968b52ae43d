/* What a viewer who sees a part of the site is told in sentences and in words from the wire: an address there that belongs
 * to a device he may not see is told as "another device" (data/lang/api.yaml), whatever question or detector put it there.
 *
 * The rule, in two steps. Rows that are about such a device are not shown to him at all (SEES_FINDING, SEES_ALARM in
 * serve/pick.h), so no sentence that he reads has its name: names come from ids, and who is named by an id is what the row is
 * about. What is left are addresses as plain texts (masters of a controller, the peer of a cycle, a walk's target): those
 * are veiled here, where rows are read, searched and sorted. His are: addresses of his devices, seen or listed. Others'
 * are: any other that a device or the list has, every other MAC, and every other private IP. The rest lies outside and
 * is told.
 *
 * Whoever adds a column with free text or a sentence to an answer reads it through these macros. Inside the room only. */
#ifndef MIMAMORI_SERVE_VEIL_H
#define MIMAMORI_SERVE_VEIL_H

#include "serve/api.h"

/* An SQL expression; in the caller's language. */
#define VEILED(text) "veiled(@all, @mine, @language, " text ")"
/* Keys: ids of devices ("d8") are veiled, too. */
#define VEILED_KEY(text) "veiled_key(@all, @mine, @language, " text ")"
/* Two columns, of a sentence in two languages. */
#define VEILED_PAIR(ja, en) "veiled(@all, @mine, 0, " ja "), veiled(@all, @mine, 1, " en ")"
/* The title of finding f: where an address would be veiled, in the check's second form (`without`), if that names the
 * device alone. */
#define VEILED_TITLE_JA "veiled_title(@all, @mine, 0, f.title_ja, f.check_name, f.device)"
#define VEILED_TITLE_EN "veiled_title(@all, @mine, 1, f.title_en, f.check_name, f.device)"

/* The same of a text in memory: itself, or another in the call's arena. NULL is NULL. */
const char *veil_text(struct call *c, enum language l, const char *text);

int veil_register(struct store *s); /* 0 or -ENOMEM */

#endif
