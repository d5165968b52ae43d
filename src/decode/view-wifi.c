/* IEEE 802.11 and the headers capture programs put before it: radiotap (radiotap.org), PPI, Prism and AVS.
 * What is encrypted is counted and not guessed at; what is not is read only where the caller wants it: radio
 * carries the neighbours' words, too. */
#include "decode/decoder.h"
#include "decode/view.h"

enum { TO_DS = 1, FROM_DS = 2, MORE_FRAGMENTS = 4, PROTECTED = 0x40, ORDER = 0x80 };

static unsigned le16(const uint8_t *p) { return (unsigned)(p[0] | p[1] << 8); }
static uint32_t le32(const uint8_t *p) { return le16(p) | (uint32_t)le16(p + 2) << 16; }

/* The CRC of Ethernet (IEEE 802.11-2020 9.2.4.8), half a byte at a time. */
static uint32_t crc32(const uint8_t *p, size_t n)
{
	static const uint32_t table[16] = {0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac,
					   0x76dc4190, 0x6b6b51f4, 0x4db26158, 0x5005713c,
					   0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c,
					   0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c};
	uint32_t sum = UINT32_MAX;

	for (size_t i = 0; i < n; i++) {
		sum = sum >> 4 ^ table[(sum ^ p[i]) & 15];
		sum = sum >> 4 ^ table[(sum ^ p[i] >> 4) & 15];
	}
	return ~sum;
}

/* The frame check sequence is recorded, too: it is no payload, and where all of the frame is at hand it tells
 * whether it arrived as it was sent. False: damaged. */
static bool take_fcs(struct view *v)
{
	size_t n = rd_left(&v->rest);
	bool whole = !v->cut && n == v->claimed && n >= 4, good;

	good = !whole || crc32(v->rest.at, n - 4) == le32(v->rest.at + n - 4);
	if (v->claimed >= 4)
		view_claim(v, v->claimed - 4);
	return good;
}

/* What the header of the capture says of the frame behind it: bits of its flags. Of a damaged frame no word
 * can be trusted; a recording without check sequence says nothing of it. */
static enum layer layer_checked(struct view *v, bool has_fcs, bool is_bad)
{
	bool good = !has_fcs || take_fcs(v);

	return good && !is_bad ? LAYER_WIFI : view_broken(v);
}

static enum layer layer_radiotap(struct view *v)
{
	enum { TSFT = 1, FLAGS = 2, MORE_WORDS = 0x80000000u, FCS = 0x10, BAD_FCS = 0x40 };
	const uint8_t *p = v->rest.at;
	size_t length, at = 4;
	uint32_t present, word;
	unsigned flags = 0;

	if (rd_left(&v->rest) < 8)
		return v->cut ? LAYER_END : view_broken(v);
	length = le16(p + 2);
	if (p[0] != 0 || length < 8 || length > rd_left(&v->rest))
		return view_broken(v);
	present = word = le32(p + 4);
	for (at = 8; word & MORE_WORDS && at + 4 <= length; at += 4)
		word = le32(p + at);
	if (present & TSFT)
		at = ((at + 7) & ~(size_t)7) + 8;
	if (present & FLAGS && at < length)
		flags = p[at];
	view_header(v, length);
	return layer_checked(v, flags & FCS, flags & BAD_FCS);
}

static enum layer layer_ppi(struct view *v)
{
	enum { COMMON = 2, FCS = 1, BAD_FCS = 4 };
	const uint8_t *p = v->rest.at;
	size_t length, at = 8;
	uint32_t link;
	unsigned flags = 0;

	if (rd_left(&v->rest) < 8)
		return v->cut ? LAYER_END : view_broken(v);
	length = le16(p + 2);
	link = le32(p + 4);
	if (p[0] != 0 || length < 8 || length > rd_left(&v->rest))
		return view_broken(v);
	while (at + 4 <= length) {
		if (le16(p + at) == COMMON && at + 14 <= length)
			flags = le16(p + at + 12);
		at += 4 + le16(p + at + 2);
	}
	view_header(v, length);
	if (link != LINK_IEEE802_11)
		return link == LINK_PPI ? LAYER_END : layer_of_link(link);
	return layer_checked(v, flags & FCS, flags & BAD_FCS);
}

/* Prism: message code and length in the order of the machine that captured; AVS begins 80211xxx in network
 * order. */
static enum layer layer_prism(struct view *v)
{
	const uint8_t *p = v->rest.at;
	uint32_t length;

	if (rd_left(&v->rest) < 8)
		return v->cut ? LAYER_END : view_broken(v);
	length = be32(p) >> 12 == 0x80211 || p[0] == 0 ? be32(p + 4) : le32(p + 4);
	if (length < 8 || length > rd_left(&v->rest))
		return view_broken(v);
	view_header(v, length);
	return LAYER_WIFI;
}

static enum layer layer_management(struct view *v)
{
	if (rd_left(&v->rest) < 24)
		return v->cut ? LAYER_END : view_broken(v);
	v->kind = VIEW_ETHER;
	v->type = ETHERTYPE_WIFI_MGMT;
	return LAYER_END;
}

/* Destination and source by direction (IEEE 802.11-2016 table 9-26). */
static void name_ends(struct view *v, const uint8_t *p, const uint8_t *fourth)
{
	unsigned ds = p[1] & (TO_DS | FROM_DS);

	v->seen.to.mac = mac_of(ds & TO_DS ? p + 16 : p + 4);
	v->seen.from.mac = mac_of(ds == (TO_DS | FROM_DS) ? fourth : ds == FROM_DS ? p + 16 : p + 10);
	v->seen.wifi_from = !(ds & FROM_DS);
	v->to_group = mac_is_group(v->seen.to.mac);
}

static bool is_eapol(const struct view *v)
{
	static const uint8_t snap[] = {0xaa, 0xaa, 3, 0, 0, 0, 0x88, 0x8e};

	return rd_starts(&v->rest, snap, sizeof snap);
}

static enum layer layer_data(struct view *v)
{
	bool qos, aggregate = false;
	const uint8_t *p = view_header(v, 24), *more;

	if (!p)
		return LAYER_END;
	more = p;
	if ((p[1] & 3) == 3 && !(more = view_header(v, 6)))
		return LAYER_END;
	v->kind = VIEW_OPAQUE;
	name_ends(v, p, more);
	qos = p[0] & 0x80;
	if (qos) {
		more = view_header(v, p[1] & ORDER ? 6 : 2);
		aggregate = more && more[0] & 0x80;
	}
	if (!more || p[0] & 0x40) /* a null function carries nothing */
		return LAYER_END;
	v->secret = p[1] & PROTECTED;
	if (v->secret || p[1] & MORE_FRAGMENTS || p[22] & 0xf || (v->shut && (aggregate || !is_eapol(v))))
		return LAYER_END;
	return aggregate ? LAYER_AMSDU : LAYER_LLC;
}

/* RTS, PS-Poll, block acknowledgements and the like name their sender; CTS and ACK do not. */
static enum layer layer_control(struct view *v)
{
	const uint8_t *p = v->rest.at;

	if (rd_left(&v->rest) < 16 || (p[0] >> 4) < 8 || p[0] >> 4 == 12 || p[0] >> 4 == 13)
		return LAYER_END;
	v->kind = VIEW_OPAQUE;
	v->seen.to.mac = mac_of(p + 4);
	v->seen.from.mac = mac_of(p + 10);
	v->seen.wifi_from = true;
	return LAYER_END;
}

static enum layer layer_80211(struct view *v)
{
	const uint8_t *p = v->rest.at;

	if (rd_left(&v->rest) < 10)
		return v->cut ? LAYER_END : view_broken(v);
	if (p[0] & 3) /* protocol version */
		return view_broken(v);
	v->radio = v->rest;
	v->seen.air = true;
	switch (p[0] >> 2 & 3) {
	case 0:
		if (rd_left(&v->rest) >= 16) {
			v->seen.to.mac = mac_of(p + 4);
			v->seen.from.mac = mac_of(p + 10);
			v->seen.wifi_from = true;
			v->to_group = p[4] & 1;
		}
		return layer_management(v);
	case 1:
		return layer_control(v);
	case 2:
		return layer_data(v);
	default:
		return LAYER_END;
	}
}

/* One of several packets in a frame: destination, source, length, LLC; each but the last padded to four. */
static enum layer layer_amsdu(struct view *v)
{
	const uint8_t *p = view_header(v, 14);
	unsigned length, padded;

	if (!p)
		return LAYER_END;
	length = be16(p + 12);
	v->kind = VIEW_OPAQUE;
	v->seen.to.mac = mac_of(p);
	v->seen.from.mac = mac_of(p + 6);
	v->to_group = p[0] & 1;
	padded = 14 + length + (-(14 + length) & 3u);
	v->later = v->rest;
	if (length > v->claimed)
		return view_broken(v);
	rd_skip(&v->later, padded - 14 < rd_left(&v->later) ? padded - 14 : rd_left(&v->later));
	view_claim(v, length);
	return LAYER_LLC;
}

static bool is_radio(uint32_t link)
{
	return link == LINK_IEEE802_11 || link == LINK_IEEE802_11_RADIOTAP || link == LINK_PPI ||
	       link == LINK_IEEE802_11_PRISM;
}

uint32_t view_radio_kept(const struct frame *f)
{
	enum { BEHIND = 8, HEADERS = 24 }; /* packet number and key number, or LLC and SNAP */
	struct view v;
	size_t kept;

	if (f->link == LINK_ETHERNET)
		return f->captured;
	view_frame_shut(&v, f);
	if (!v.radio.at && v.broken && v.rest.at && is_radio(f->link)) { /* damaged: no more than headers */
		kept = (size_t)(v.rest.at - f->bytes) + HEADERS;
		return kept < f->captured ? (uint32_t)kept : f->captured;
	}
	if (!v.radio.at || (v.radio.at[0] >> 2 & 3) != 2 || v.kind == VIEW_ETHER || !v.rest.at)
		return f->captured;
	kept = (size_t)(v.rest.at - f->bytes) + BEHIND;
	return kept < f->captured ? (uint32_t)kept : f->captured;
}

enum layer layer_wifi(struct view *v, enum layer link)
{
	switch (link) {
	case LAYER_RADIOTAP:
		return layer_radiotap(v);
	case LAYER_PPI:
		return layer_ppi(v);
	case LAYER_PRISM:
		return layer_prism(v);
	case LAYER_AMSDU:
		return layer_amsdu(v);
	default:
		return layer_80211(v);
	}
}
