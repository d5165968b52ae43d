/* Which frames stand behind a line: a device's, a flow's, those of the conversations of a finding's packets.
 * What the line is comes from inspect.json (cli/selection.h) or from the site (serve/slice.c). */
#ifndef MIMAMORI_REPORT_SELECTION_H
#define MIMAMORI_REPORT_SELECTION_H

#include "base/addr.h"
#include "base/err.h"
#include "capture/capture.h"

#include <stdbool.h>

/* One end: an address, or any of these MACs. */
struct ends {
	struct mac *macs;
	struct ip *ips;
	size_t mac_count, ip_count;
	bool no_address; /* it had none yet (::) */
};

enum wanted { WANT_NOTHING, WANT_DEVICE, WANT_FLOW, WANT_FINDING, WANT_PACKETS };

struct selection {
	enum wanted wanted;
	const char *id; /* "d3", "o1", "12", "f4", a check's name, "1,5,9-20" */

	struct ends client, server; /* WANT_DEVICE: client only */
	uint8_t transport;          /* IP protocol number; 0 any */
	uint16_t port;              /* of the server; 0 none */

	struct span {
		uint64_t first, last; /* file << 32 | frame number, as in the report */
	} * packets;                  /* sorted, none overlapping */
	size_t packet_count;

	uint64_t *talks; /* WANT_FINDING: the conversations of these packets, as hashes; sorted by
			    selection_learned() */
	size_t talk_count;

	char **files; /* capture.files[].name of the report */
	size_t file_count;
};

void selection_clear(struct selection *s);

/* One more element, zeroed, of an array on the heap (a pointer to the pointer); NULL without memory. */
void *selection_more(void *array, size_t *count, size_t size);

/* The number in the report of a file read now, by its name and how many of that name came before; -1: not in
 * it. */
long selection_file(const struct selection *s, const struct capture *c, uint32_t file);

/* First pass of WANT_FINDING: frame is numbered as in the report. */
void selection_learn(struct selection *s, const struct frame *f);
void selection_learned(struct selection *s);

/* Is it one of them? *ret_named: it is named itself, not only of the same conversation. */
bool selection_takes(struct selection *s, const struct frame *f, bool *ret_named);

#endif
