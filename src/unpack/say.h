/* What is told to the one who asked: messages of ingest/unpack_form.h, buffered. Past UNPACK_SAID_MAX nothing
 * more is said but that it was too much. */
#ifndef MIMAMORI_UNPACK_SAY_H
#define MIMAMORI_UNPACK_SAY_H

#include "base/out.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct say {
	struct out *o;
	uint64_t said;
	bool failed; /* 'F' was said: nothing follows */
};

void say_begin(struct say *s, struct out *o);
void say_sheet(struct say *s, const char *name, bool hidden, bool read);
void say_row(struct say *s, uint32_t number, bool hidden);
void say_cell(struct say *s, unsigned column, unsigned flags, const char *text, size_t n);
void say_merged(struct say *s, const uint32_t rows[2], const unsigned columns[2]);
void say_left_out(struct say *s, uint32_t cells);
int say_failed(struct say *s, const char *key, const char *detail); /* -1 */
void say_end(struct say *s);

#endif
