/* Known texts of products: server banners, system descriptions, page titles ... to maker, model, version,
 * system or kind. The patterns are regular expressions of public collections (data/fingerprints, with their
 * licences), turned into small programs when the program is built; matching takes bounded steps and no
 * memory. */
#ifndef MIMAMORI_INVENTORY_FINGERPRINTS_H
#define MIMAMORI_INVENTORY_FINGERPRINTS_H

#include "base/text.h"

#include <stdint.h>

enum fingerprint_database { /* tools/fingerprints.py has the same order */
			    FP_SSH,
			    FP_HTTP,
			    FP_REALM,
			    FP_TITLE,
			    FP_SNMP,
			    FP_TELNET,
			    FP_FTP,
			    FP_SMTP,
			    FP_DHCP,
			    FP_MDNS,
			    FP_RTSP,
			    FP_DATABASES
};
enum fingerprint_field { FP_MAKER, FP_MODEL, FP_FIRMWARE, FP_OS, FP_KIND, FP_FIELDS };

struct fingerprint_match {
	struct text field[FP_FIELDS]; /* empty: not told. Borrowed from the table or from the text */
};

/* The first pattern of the database that fits; false when none does. */
bool fingerprint_find(enum fingerprint_database db, struct text t, struct fingerprint_match *ret_match);
/* The same for who keeps, for a text that comes again, how far the search went: *at is 0 for a text never
 * asked before, and afterwards the place to begin with for the same one. */
bool fingerprint_find_at(enum fingerprint_database db, struct text t, struct fingerprint_match *ret_match,
			 uint16_t *at);

/* --- the table, made at build time
 * ------------------------------------------------------------------------------ */

struct fingerprint_step {
	uint8_t op, a;
	uint16_t to;
};
struct fingerprint_told {
	const char *value; /* NULL: the group */
	uint8_t field, group;
};
struct fingerprint {
	const char *literal; /* what every match holds */
	uint32_t start;      /* of its program in fingerprint_steps */
	uint16_t told, told_count;
	uint8_t database, anchored, ignore_case;
};
struct fingerprint_range {
	uint16_t first, end;
};

extern const struct fingerprint_step fingerprint_steps[];
extern const uint8_t fingerprint_sets[][32];
extern const struct fingerprint_told fingerprint_told[];
extern const struct fingerprint fingerprints[];
extern const size_t fingerprint_count;
extern const struct fingerprint_range fingerprint_ranges[FP_DATABASES];

#endif
