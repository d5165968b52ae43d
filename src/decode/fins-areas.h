/* The memory areas of OMRON controllers as FINS addresses them (OMRON W342 5-2-2 and W227 for CS, CJ, CP, NJ;
 * the older CV codes beside them), and how people write them: D100, CIO0.05, W10, E1_200. Constant tables;
 * nothing fails. Numbers: the two manuals; the capture of icsnpp-omron-fins holds 39 of them, tshark 4.0
 * reads the same. */
#ifndef MIMAMORI_DECODE_FINS_AREAS_H
#define MIMAMORI_DECODE_FINS_AREAS_H

#include "base/rd.h"
#include "base/text.h"

struct fins_area {
	const char *name;
	uint8_t size; /* bytes of one element in an answer */
	bool bit;     /* addresses bits of words: "CIO0.05" */
};

/* Where a request points: area 1 | word 2 | bit 1. */
struct fins_at {
	uint8_t area, bit;
	uint16_t word;
};

enum { FINS_POINT = 24 };

struct fins_at fins_at(struct rd *r);
/* NULL: no area whose elements are known. */
const struct fins_area *fins_area(unsigned code);
/* The name of element i from there; "area 1b 100" where the area is not known. Borrows room. */
struct text fins_name(const struct fins_at *at, unsigned i, char room[FINS_POINT]);

#endif
