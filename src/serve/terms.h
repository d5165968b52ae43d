/* The glossary (data/glossary/terms.tsv, packed by tools/terms.py): one thing in the words of the plant, of
 * IT and of ours. NULL: no word of its own. */
#ifndef MIMAMORI_SERVE_TERMS_H
#define MIMAMORI_SERVE_TERMS_H

#include <stddef.h>

struct term {
	const char *id, *plant, *it, *ja, *en, *note;
};

extern const struct term terms[];
extern const size_t term_count;

#endif
