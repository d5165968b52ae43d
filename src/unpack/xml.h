/* XML of a workbook, by expat: names without their prefix, no document types (which is where entities that
 * grow and files from elsewhere would come from), a depth of XML_DEPTH_MAX, and a budget of bytes. */
#ifndef MIMAMORI_UNPACK_XML_H
#define MIMAMORI_UNPACK_XML_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { XML_DEPTH_MAX = 64, XML_PART_MAX = 256 << 20 /* bytes of all parts together */ };

/* Where the bytes come from: as read(2), -1 when the archive is damaged. */
struct part {
	long (*read)(void *ctx, void *buf, size_t n);
	void *ctx;
	uint64_t *budget; /* bytes that may still be read, of all parts */
};

/* Attributes of an element: name, value, ..., NULL. */
const char *xml_attribute(const char *const *attributes, const char *name); /* NULL: it has none */
bool xml_true(const char *value);                                           /* "1" "true" */

struct xml_taker {
	void *ctx;
	void (*start)(void *ctx, const char *name, const char *const *attributes);
	void (*end)(void *ctx, const char *name);
	void (*text)(void *ctx, const char *s, size_t n); /* or NULL */
	bool *stop;                                       /* set by a taker that wants no more; or NULL */
};

/* NULL: read to its end (or stopped); else why not, in a few words. */
const char *xml_read(struct part *p, const struct xml_taker *t);

#endif
