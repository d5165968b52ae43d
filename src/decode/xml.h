/* A small scan of XML and HTML for the texts of leaf elements: enough for UPnP descriptions, SOAP answers and
 * page titles; no tree, no validation, no entity definitions, no depth. It works on a stream: feed what
 * comes, in any pieces. Element names come without prefix ("tds:Model" is "Model"); the five standard
 * entities and numeric ones below 128 are decoded; a text longer than XML_TEXT is cut. State is a value; owns
 * nothing; nothing fails. */
#ifndef MIMAMORI_DECODE_XML_H
#define MIMAMORI_DECODE_XML_H

#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

enum { XML_NAME = 40, XML_TEXT = 200 };

struct xml {
	uint8_t mode; /* private */
	bool closing, leaf;
	uint8_t name_n, open_n, dashes;
	uint16_t text_n;
	char name[XML_NAME], open[XML_NAME], text[XML_TEXT];
};

/* A leaf element ended: its name and its text, both borrowed for the call. Empty ones are not told. */
typedef void xml_sink(void *ctx, struct text element, struct text value);

void xml_feed(struct xml *x, struct text bytes, xml_sink *fn, void *ctx);

/* The raw inside of the first element of this local name in a whole document; false when there is none. */
bool xml_inner(struct text document, const char *name, struct text *ret_inside);

#endif
