/* The glossary (data/glossary.yaml, packed by tools/terms.py): one thing in our word, the plant's and IT's,
 * and what it is. NULL: none of its own. */
#ifndef MIMAMORI_SERVE_TERMS_H
#define MIMAMORI_SERVE_TERMS_H

#include "base/lang.h"

struct term {
	const char *id, *word[LANG_COUNT], *plant[LANG_COUNT], *it[LANG_COUNT], *help[LANG_COUNT];
};

extern const struct term terms[];
extern const size_t term_count;

#endif
