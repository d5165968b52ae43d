/* Where a CIP request goes (CIP Networks Library volume 1, appendix C, padded paths): an object of the device, a tag
 * by its name, and the module of the chassis behind a port. Proved on the captures of ITI and icsnpp-enip. */
#ifndef MIMAMORI_DECODE_CIP_PATH_H
#define MIMAMORI_DECODE_CIP_PATH_H

#include "base/rd.h"
#include "base/text.h"

enum { CIP_TAG_MAX = 128, CIP_SYMBOL = 0x6b, CIP_ASSEMBLY = 0x04, CIP_POINTS = 3 };

struct cip_path {
	int64_t class, instance, attribute; /* -1: not said; of several the last */
	int64_t slot;                       /* behind the first port of the path; -1: the device itself */
	uint32_t points[CIP_POINTS];        /* numbers behind the class of assemblies, or connection points */
	uint8_t points_n;
	char tag[CIP_TAG_MAX]; /* "Line1.Speed[3]" as programmers write it; cut when longer */
	uint16_t tag_n;        /* 0: no tag */
	uint16_t base_n;       /* what of it stands before its last index */
	int64_t index;         /* that index; -1: the tag ends with none */
};

/* Reads a whole path; false when it is none (a kind of segment that does not exist, bytes missing). */
bool cip_path_read(struct rd r, struct cip_path *ret_path);

/* What a table of words knows a request by: the class, or that of symbols for a tag; -1 neither. */
static inline int64_t cip_path_class(const struct cip_path *p) { return p->tag_n ? CIP_SYMBOL : p->class; }

/* "Speed[3]", or "class 0x8b instance 1 attribute 6"; returns buf. */
enum { CIP_PATH_TEXT = CIP_TAG_MAX + 80 };
struct text cip_path_text(const struct cip_path *p, char buf[CIP_PATH_TEXT]);

#endif
