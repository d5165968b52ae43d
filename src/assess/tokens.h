/* Tokens that questions select and people read as words: what a request does (deed), how a radio network is protected (radio), which
 * protocol is spoken (protocol). */
#ifndef MIMAMORI_ASSESS_TOKENS_H
#define MIMAMORI_ASSESS_TOKENS_H

#include "base/lang.h"

#include <stddef.h>

/* The word for a token in the column named name (n bytes); the token itself where there is none. What is returned lives as long as
 * token does, or for ever. */
const char *tokens_word(enum language l, const char *name, size_t n, const char *token);

#endif
