/* What a text, service or name tells of a device's kind, maker or operating system: the rules of data/kinds,
 * packed at build. */
#ifndef MIMAMORI_INVENTORY_KINDS_H
#define MIMAMORI_INVENTORY_KINDS_H

#include "base/text.h"

#include <stdint.h>

enum rule_class { /* tools/kinds.py has the same order */
		  RULE_WORDS,
		  RULE_AGENTS,
		  RULE_VENDORS,
		  RULE_TYPES,
		  RULE_MAKERS,
		  RULE_DOMAINS,
		  RULE_SERVICES,
		  RULE_CLIENTS,
		  RULE_ROLES,
		  RULE_CAPABILITIES,
		  RULE_FINGERPRINTS,
		  RULE_OBJECTS,
		  RULE_MODELS,
		  RULE_CLASSES
};
enum rule_outcome { TELLS_KIND, TELLS_MAKER, TELLS_OS, TELLS_PART };

struct kind_rule {
	const char *pattern, *value; /* value: the kind, maker or system */
	uint16_t length;             /* of the pattern */
	uint8_t hint, hint_at_end; /* the first or last letter of a word that fits the first of the pattern; 0
				      any */
	uint8_t class, outcome, weight;
};

struct kind_range { /* of a class in kind_rules: rules that begin with a fixed word, then the others */
	uint16_t first, open, end;
};

extern const struct kind_rule kind_rules[];
extern const struct kind_range kind_ranges[RULE_CLASSES];

typedef void kind_told(void *ctx, const struct kind_rule *r);

/* Tells every rule of the class that fits. */
void kinds_match(enum rule_class class, struct text t, kind_told *told, void *ctx);

/* The same of a maker by MAC (static text, of maker_of()): thousands of devices have a few hundred makers, so
 * what was told is remembered. */
void kinds_match_maker(const char *maker, kind_told *told, void *ctx);

#endif
