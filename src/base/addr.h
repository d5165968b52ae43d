/* Addresses of the wire: MAC (EUI-48) and IP. An IPv4 address is kept as its IPv4-mapped IPv6 form (RFC
 * 4291 2.5.5.2), so that one type and one comparison serve both. All zero means "none". Values; own nothing.
 */
#ifndef MIMAMORI_BASE_ADDR_H
#define MIMAMORI_BASE_ADDR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct mac {
	uint8_t b[6];
};

struct ip {
	uint8_t b[16];
};

/* Who sent or is spoken about: either part may be none. */
struct who {
	struct mac mac;
	struct ip ip;
};

struct prefix {
	struct ip ip;
	uint8_t bits; /* of 128: an IPv4 /24 is 120 */
};

enum { MAC_TEXT = 18, IP_TEXT = 46, PREFIX_TEXT = 50 }; /* room for the text with its NUL */

static inline struct mac mac_of(const uint8_t *six)
{
	return (struct mac){{six[0], six[1], six[2], six[3], six[4], six[5]}};
}

static inline uint64_t mac_u64(struct mac m)
{
	uint32_t head;
	uint16_t tail;

	memcpy(&head, m.b, 4);
	memcpy(&tail, m.b + 4, 2);
	return (uint64_t)tail << 32 | head;
}

static inline bool mac_is_none(struct mac m) { return mac_u64(m) == 0; }
static inline bool mac_is_group(struct mac m) { return m.b[0] & 1; } /* broadcast or multicast */
static inline bool mac_is_local(struct mac m) { return m.b[0] & 2; } /* locally administered: no maker */
static inline bool mac_same(struct mac a, struct mac b) { return mac_u64(a) == mac_u64(b); }

static inline struct ip ip_of4(const uint8_t *four)
{
	struct ip v = {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}};

	memcpy(v.b + 12, four, 4);
	return v;
}

static inline struct ip ip_of6(const uint8_t *sixteen)
{
	struct ip v;

	memcpy(v.b, sixteen, 16);
	return v;
}

static inline bool ip_same(struct ip a, struct ip b) { return memcmp(a.b, b.b, 16) == 0; }

/* Asked several times a frame, so they are here and look at words. */
struct ip_words {
	uint64_t high;
	uint32_t middle, low; /* as on the wire */
};

static inline struct ip_words ip_words(struct ip a)
{
	struct ip_words w;

	memcpy(&w.high, a.b, 8);
	memcpy(&w.middle, a.b + 8, 4);
	memcpy(&w.low, a.b + 12, 4);
	return w;
}

static inline bool ip_is4(struct ip a)
{
	static const uint8_t middle[4] = {0, 0, 0xff, 0xff};
	struct ip_words w = ip_words(a);

	return w.high == 0 && memcmp(&w.middle, middle, 4) == 0;
}

static inline bool ip_is_none(struct ip a) /* no address at all */
{
	struct ip_words w = ip_words(a);

	return (w.high | w.middle | w.low) == 0;
}

static inline bool ip_is_unspecified(struct ip a) /* 0.0.0.0 or :: as seen on the wire */
{
	return ip_words(a).low == 0 && (ip_is_none(a) || ip_is4(a));
}

static inline bool ip_is_multicast(struct ip a) /* 224/4, ff00::/8 */
{
	return ip_is4(a) ? (a.b[12] & 0xf0) == 0xe0 : a.b[0] == 0xff;
}

static inline bool
ip_is_broadcast(struct ip a) /* 255.255.255.255 only; directed broadcasts need the prefix */
{
	return ip_words(a).low == 0xffffffff && ip_is4(a);
}

static inline bool ip_is_nobody(struct ip a) /* what no single host has: unspecified, a group, everyone */
{
	return ip_is4(a) ? (a.b[12] & 0xf0) == 0xe0 || ip_words(a).low == 0 || ip_words(a).low == 0xffffffff
			 : a.b[0] == 0xff || ip_is_none(a);
}

uint32_t ip_v4(struct ip a); /* host order; only when ip_is4() */
bool ip_is_loopback(struct ip a);
bool ip_is_link_local(struct ip a); /* 169.254/16, fe80::/10 */
bool ip_is_private(struct ip a);    /* RFC 1918, link-local, ULA, 100.64/10 (RFC 6598), loopback */
bool ip_in(struct ip a, const struct prefix *p);

/* The MAC hidden in an EUI-64 interface identifier (RFC 4291 appendix A); false when there is none. */
bool ip_eui64(struct ip a, struct mac *ret_mac);

/* Texts: lower-case MAC with colons; IP as RFC 5952. Return buf. */
char *mac_text(struct mac m, char buf[MAC_TEXT]);
char *ip_text(struct ip a, char buf[IP_TEXT]);
char *prefix_text(const struct prefix *p, char buf[PREFIX_TEXT]);

/* From text; false when it is none. A MAC may be written with colons, hyphens, Cisco dots or bare. */
bool mac_parse(const char *s, struct mac *ret_mac);
bool ip_parse(const char *s, struct ip *ret_ip);
bool prefix_parse(const char *s, struct prefix *ret_prefix);

#endif
