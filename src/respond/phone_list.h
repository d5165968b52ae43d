/* The phone list (連絡網): whom to call, in order, when mail is down: who is on duty now, who is at other
 * hours, the CSIRT, vendors. Everything comes from contacts and records; nothing is invented, and who cannot
 * be telephoned stands in it all the same, so that the gap is seen. */
#ifndef MIMAMORI_RESPOND_PHONE_LIST_H
#define MIMAMORI_RESPOND_PHONE_LIST_H

#include "assess/contact.h"
#include "assess/roster.h"

enum phone_section { PHONE_NOW, PHONE_HOURS, PHONE_CSIRT, PHONE_VENDORS, PHONE_SECTIONS };
extern const char *const phone_section_names[PHONE_SECTIONS]; /* now hours csirt vendors */

/* One line; borrowed for the call. */
struct phone_entry {
	enum phone_section section;
	unsigned order;     /* of call, from 1, within now; else 0 */
	const char *part;   /* judge second responsible deputy csirt vendor */
	const char *system; /* "site", "s1" */
	const struct contact *who;
	const struct hours *hours;      /* of a roster; NULL: none, or not computed */
	const char *does, *day, *night; /* of csirt and vendors, in their writer's words; "" none */
	bool away, limited, uncomputed;
	int64_t tested; /* when a test message was last acknowledged, us; 0 never */
	int64_t record; /* 0 none */
};

/* Sections in order. fn returning negative ends it with that. 0, -EIO, -ENOMEM. */
int phone_list(struct store *s, int64_t at, const char *system,
	       int (*fn)(void *ctx, const struct phone_entry *e), void *ctx);

#endif
