/* DNS messages as DNS, mDNS, LLMNR and NetBIOS name service share them (RFC 1035 4, RFC 1002 4.2): header,
 * names and resource records. Nothing is allocated; names are written into the caller's buffer as text.
 *
 * A name's compression pointers must lead strictly backwards, at most DNS_JUMPS of them, so that reading
 * ends; a label byte that is no plain text is written as \DDD (RFC 1035 5.1), so that a dot inside a label is
 * not one between labels. */
#ifndef MIMAMORI_DECODE_DNSNAME_H
#define MIMAMORI_DECODE_DNSNAME_H

#include "base/addr.h"
#include "base/rd.h"
#include "base/text.h"

enum { DNS_HEADER = 12, DNS_NAME = 1024, DNS_JUMPS = 128 };
enum dns_type {
	DNS_A = 1,
	DNS_NS = 2,
	DNS_CNAME = 5,
	DNS_PTR = 12,
	DNS_TXT = 16,
	DNS_AAAA = 28,
	DNS_SRV = 33,
	DNS_NB = 32,
	DNS_NBSTAT = 33,
	DNS_ANY = 255
};
enum { DNS_QR = 0x8000, DNS_OPCODE = 0x7800, DNS_RCODE = 0x000f, DNS_RCODE_NXDOMAIN = 3 };
enum dns_section { DNS_ANSWER, DNS_AUTHORITY, DNS_ADDITIONAL, DNS_SECTIONS };

struct dns_header {
	uint16_t id, flags, questions, records[DNS_SECTIONS];
};

struct dns_question {
	char name[DNS_NAME];
	size_t name_n;
	uint16_t type, class;
};

struct dns_record {
	char name[DNS_NAME];
	size_t name_n;
	uint16_t type, class;
	uint32_t ttl;
	struct rd data; /* placed in the message, so that names in it can be read with dns_name() */
};

/* Walks a whole message. `message` must begin at its header. */
struct dns_walk {
	struct rd message;
	struct dns_header header;
	unsigned questions_left, section, left;
};

bool dns_header(struct rd *r, struct dns_header *ret_header);
/* Reads a name at r (a reader of the message, from its start): text without the last dot, "" the root. Leaves
 * r after it. Returns false, and r bad, when it is broken or longer than 255 bytes. */
bool dns_name(struct rd *r, char out[DNS_NAME], size_t *ret_n);

bool dns_walk_of(struct rd message, struct dns_walk *ret_walk);
bool dns_next_question(struct dns_walk *w,
		       struct dns_question *ret_question); /* false: none left, or broken */
/* Questions that were not read are skipped. False: none left, or broken (dns_is_broken). */
bool dns_next_record(struct dns_walk *w, struct dns_record *ret_record, enum dns_section *ret_section);
static inline bool dns_is_broken(const struct dns_walk *w) { return w->message.bad; }

/* Does this look like a message of the family: sane flags and counts, a first name that can be read? */
bool dns_smells(struct rd message);

/* The address in a record of type A or AAAA; false when it is none. */
bool dns_address(const struct dns_record *r, struct ip *ret_ip);
/* The address that a reverse name (in-addr.arpa, ip6.arpa) stands for. */
bool dns_reverse(struct text name, struct ip *ret_ip);
/* The name in a PTR, CNAME, NS or (after its six bytes) SRV record. */
bool dns_target(const struct dns_record *r, char out[DNS_NAME], size_t *ret_n);

/* The first label of a name: a host without its domain. */
struct text dns_host(struct text name);
bool dns_ends(struct text name, const char *lower_suffix); /* without regard to case */

#endif
