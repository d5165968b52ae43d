#include "decode/slmp.h"
#include "decode/utf16.h"
#include "decode/words.h"

#include <stdio.h>

uint32_t slmp_number(struct slmp_reader *s, unsigned bytes)
{
	uint32_t v = 0;

	if (!s->ascii) {
		for (unsigned i = 0; i < bytes; i++)
			v |= (uint32_t)rd_u8(&s->r) << 8 * i;
		return v;
	}
	for (unsigned i = 0; i < 2 * bytes; i++) {
		unsigned c = rd_u8(&s->r), digit = c - '0';

		if (c >= 'A' && c <= 'F')
			digit = c - 'A' + 10;
		else if (c >= 'a' && c <= 'f') /* npm mcprotocol writes small letters, too */
			digit = c - 'a' + 10;
		else if (c < '0' || c > '9')
			rd_spoil(&s->r);
		v = v << 4 | (digit & 15);
	}
	return s->r.bad ? 0 : v;
}

/* --- places
 * ------------------------------------------------------------------------------------------------------------
 */

static bool of_bits(const struct melsec_asked *q) { return q->sub & 1; }
static bool is_long(const struct melsec_asked *q) { return q->sub & 2; }

/* letters filled with * | number in the area's radix, its leading zeros or blanks */
static int read_letters(struct slmp_reader *s, unsigned letters, unsigned digits, uint32_t *ret_address)
{
	struct rd name = rd_sub(&s->r, letters), number = rd_sub(&s->r, digits);
	struct text t = text_rd(&name);
	uint64_t address = 0;
	int area;

	while (t.n > 0 && (t.s[t.n - 1] == '*' || t.s[t.n - 1] == ' '))
		t.n--;
	area = rd_ok(&name) ? melsec_area_named(t) : -1;
	if (area < 0 || !words_number(words_trim(text_rd(&number)),
				      melsec_area_at((unsigned)area)->hex ? 16 : 10, &address))
		rd_spoil(&s->r);
	*ret_address = (uint32_t)address;
	return area;
}

/* address 3 | code 1, or address 4 | code 2 */
static int read_place(const struct melsec_asked *q, struct slmp_reader *s, uint32_t *ret_address)
{
	int area;

	if (s->ascii)
		return read_letters(s, is_long(q) ? 4 : 2, is_long(q) ? 8 : 6, ret_address);
	*ret_address = slmp_number(s, is_long(q) ? 4 : 3);
	area = melsec_area_of_slmp(slmp_number(s, is_long(q) ? 2 : 1));
	if (area < 0)
		rd_spoil(&s->r);
	return area;
}

static void add(struct melsec_asked *q, struct slmp_reader *s, unsigned count, enum melsec_unit unit)
{
	uint32_t address;
	int area = read_place(q, s, &address);

	/* how areas of double words are counted in words is not proved */
	if (!rd_ok(&s->r) || (melsec_area_at((unsigned)area)->bits == 32 && unit != MELSEC_DOUBLE) ||
	    !melsec_add(q, area, address, count, unit))
		rd_spoil(&s->r);
}

/* Bits stand two in a byte, the first high; in ASCII a digit each. */
static void read_bits(struct melsec_asked *q, struct slmp_reader *s, unsigned count)
{
	unsigned byte = 0;

	for (unsigned i = 0; i < count && rd_ok(&s->r); i++) {
		if (s->ascii || i % 2 == 0)
			byte = rd_u8(&s->r);
		melsec_value(q, s->ascii ? byte == '1' : (byte >> (i % 2 ? 0 : 4)) & 1);
	}
}

static void read_units(struct melsec_asked *q, struct slmp_reader *s, const struct melsec_place *p)
{
	if (p->unit == MELSEC_BIT)
		read_bits(q, s, p->count);
	else
		for (unsigned i = 0; i < p->count && rd_ok(&s->r); i++)
			melsec_value(q, slmp_number(s, p->unit == MELSEC_WORD ? 2 : 4));
}

/* --- requests
 * ----------------------------------------------------------------------------------------------------------
 */

/* place | count 2 [| values] */
static void ask_batch(struct melsec_asked *q, struct slmp_reader *s)
{
	add(q, s, 1, of_bits(q) ? MELSEC_BIT : MELSEC_WORD);
	if (!rd_ok(&s->r))
		return;
	q->places[0].count = (uint16_t)slmp_number(s, 2);
	if (q->sets)
		read_units(q, s, &q->places[0]);
}

/* words 1 | doubles 1 | (place [| value])...; of bits: count 1 | (place | value)... */
static void ask_random(struct melsec_asked *q, struct slmp_reader *s)
{
	unsigned words = slmp_number(s, 1), doubles = of_bits(q) ? 0 : slmp_number(s, 1);

	for (unsigned i = 0; i < words + doubles && rd_ok(&s->r); i++) {
		add(q, s, 1, of_bits(q) ? MELSEC_BIT : i < words ? MELSEC_WORD : MELSEC_DOUBLE);
		if (q->sets && rd_ok(&s->r))
			melsec_value(q, slmp_number(s, of_bits(q)  ? (is_long(q) ? 2 : 1)
						       : i < words ? 2
								   : 4));
	}
}

/* blocks of words 1 | blocks of bits 1 | (place | count of words 2 [| values])... */
static void ask_blocks(struct melsec_asked *q, struct slmp_reader *s)
{
	unsigned blocks = slmp_number(s, 1);

	blocks += slmp_number(s, 1);
	for (unsigned i = 0; i < blocks && rd_ok(&s->r); i++) {
		add(q, s, 1, MELSEC_WORD);
		if (!rd_ok(&s->r))
			return;
		q->places[q->n_places - 1].count = (uint16_t)slmp_number(s, 2);
		if (q->sets)
			read_units(q, s, &q->places[q->n_places - 1]);
	}
}

static const struct {
	uint16_t command;
	bool sets;
	void (*ask)(struct melsec_asked *q, struct slmp_reader *s);
} shapes[] = {
	{0x0401, false, ask_batch},
	{0x1401, true, ask_batch},
	{0x0403, false, ask_random},
	{0x1402, true, ask_random},
	{0x0406, false, ask_blocks},
	{0x1406, true, ask_blocks},
	{SLMP_MONITOR_ENTRY, false, ask_random},
};

void slmp_ask(struct melsec_asked *q, struct slmp_reader body)
{
	q->n_places = q->n_values = 0;
	for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
		if (shapes[i].command != q->command || q->sub > 3)
			continue;
		q->sets = shapes[i].sets;
		shapes[i].ask(q, &body);
		if (!rd_ok(&body.r) || !rd_empty(&body.r)) /* of a shape that is not known: rather none */
			q->n_places = q->n_values = 0;
	}
}

/* A name of so many characters: one byte each (Shift_JIS), or two where the subcommand says Unicode. */
static struct text name_of(char buf[MELSEC_DETAIL], struct slmp_reader *s, bool wide)
{
	unsigned n = slmp_number(s, 2);
	struct rd name = rd_sub(&s->r, wide ? 2 * (size_t)n : n);

	if (!rd_ok(&name) || s->ascii)
		return text_of("", 0);
	if (wide)
		return text_of(buf, utf16_text(name, buf, MELSEC_DETAIL));
	return text_of(buf, words_keep(text_rd(&name), buf, MELSEC_DETAIL));
}

/* What stands before the name of a file: password 4, then mode 2, drive 2, size 4 as they come. With bit 2 of the
 * subcommand the password takes 32 characters, filled with blanks (SH-080956ENG 12.6). */
static const struct {
	uint16_t command;
	uint8_t before;
} files[] = {{0x1820, 10}, {0x1822, 6}, {0x1825, 8}, {0x1826, 6}, {0x1827, 8}};

enum { SHORT_PASSWORD = 4, LONG_PASSWORD = 32 };

static bool has_long_password(const struct melsec_asked *q) { return q->sub & 4; }

static int file_of(const struct melsec_asked *q)
{
	for (int i = 0; i < (int)(sizeof files / sizeof files[0]); i++)
		if (files[i].command == q->command)
			return i;
	return -1;
}

static struct text file_name(char buf[MELSEC_DETAIL], const struct melsec_asked *q, struct slmp_reader s)
{
	rd_skip(&s.r, files[file_of(q)].before);
	rd_skip(&s.r, has_long_password(q) ? LONG_PASSWORD - SHORT_PASSWORD : 0);
	return name_of(buf, &s, q->sub & 0x40);
}

static struct text address_of(char buf[MELSEC_DETAIL], struct slmp_reader *s)
{
	uint32_t address;

	rd_skip(&s->r, 6 + 1 + 4 + 6 + 1);
	address = rd_le32(&s->r);
	if (!rd_ok(&s->r) || s->ascii)
		return text_of("", 0);
	return text_of(buf, (size_t)snprintf(buf, MELSEC_DETAIL, "%u.%u.%u.%u", address >> 24,
					     address >> 16 & 255, address >> 8 & 255, address & 255));
}

struct text slmp_detail(char buf[MELSEC_DETAIL], const struct melsec_asked *q, struct slmp_reader body)
{
	struct slmp_reader s = body;

	if (file_of(q) >= 0)
		return file_name(buf, q, s);
	if (q->command == SLMP_SET_ADDRESS)
		return address_of(buf, &s);
	if (q->command == 0x141a || q->command == 0x141b) { /* labels 2 | abbreviated 2 | name */
		rd_skip(&s.r, 4);
		return name_of(buf, &s, true);
	}
	return melsec_detail(buf, q);
}

bool slmp_has_secret(const struct melsec_asked *q)
{
	return q->command == SLMP_UNLOCK || q->command == SLMP_LOCK ||
	       (file_of(q) >= 0 && has_long_password(q));
}

struct text slmp_secret(char *buf, const struct melsec_asked *q, struct slmp_reader body)
{
	bool counted = q->command == SLMP_UNLOCK || q->command == SLMP_LOCK;
	struct rd secret = rd_sub(&body.r, counted ? slmp_number(&body, 2) : LONG_PASSWORD);
	struct text t = words_trim(text_rd(&secret));

	return text_of(buf, rd_ok(&secret) ? words_keep(t, buf, SLMP_SECRET) : 0);
}

/* --- answers
 * -----------------------------------------------------------------------------------------------------------
 */

bool slmp_hear(struct melsec_asked *q, struct slmp_reader body)
{
	q->n_values = 0;
	for (unsigned i = 0; i < q->n_places; i++)
		read_units(q, &body, &q->places[i]);
	if (q->n_places && rd_ok(&body.r) && rd_empty(&body.r))
		return true;
	q->n_values = 0;
	return false;
}

static struct mac mac_backwards(struct rd *r)
{
	uint8_t bytes[6];

	for (int i = 5; i >= 0; i--)
		bytes[i] = rd_u8(r);
	return mac_of(bytes);
}

/* master MAC 6 | 4 | IP 4 | node MAC 6 | 4 | IP 4 | mask 4 | gateway 4 | name n | vendor 2 | model 4 |
 * version 2 | ... ; addresses lowest byte first */
static void tell_node(struct emit *e, struct rd r)
{
	struct fact f = {.kind = FACT_ADDRESS, .confidence = 90, .num = {1}};
	unsigned vendor, model, version;
	uint32_t address;
	uint8_t four[4];

	rd_skip(&r, 6 + 1 + 4);
	f.about.mac = mac_backwards(&r);
	rd_skip(&r, 1);
	address = rd_le32(&r);
	rd_skip(&r, 8);
	rd_skip(&r, rd_u8(&r));
	vendor = rd_le16(&r);
	model = rd_le32(&r);
	version = rd_le16(&r);
	if (!rd_ok(&r))
		return;
	for (int i = 0; i < 4; i++)
		four[i] = (uint8_t)(address >> (24 - 8 * i));
	f.about.ip = ip_of4(four);
	emit_fact(e, f);
	emit_fmt(e, FACT_PROPERTY, SENDER, 90, "cc-link-vendor=0x%04x", vendor);
	emit_fmt(e, FACT_PROPERTY, SENDER, 90, "cc-link-model=0x%08x", model);
	emit_fmt(e, FACT_PROPERTY, SENDER, 90, "cc-link-version=%u", version);
}

void slmp_tell_identity(struct emit *e, unsigned command, struct slmp_reader body)
{
	if (command == SLMP_READ_TYPE) {
		melsec_tell_model(e, rd_sub(&body.r, 16), 90);
		if (rd_left(&body.r) >= 2)
			emit_fmt(e, FACT_PROPERTY, SENDER, 90, "model-code=0x%04X", slmp_number(&body, 2));
	}
	if (command == SLMP_NODE_SEARCH && !body.ascii)
		tell_node(e, body.r);
}

/* 50 00 00 ff ff 03 00 | length 2 | 0 0 | 70 0e 00 00, or d0 00 00 ff ff 03 00 | length 2 | 0 0 | version 2 |
 * end code 2 | where the cyclic part begins: 40 | fourteen zeros */
bool slmp_is_cyclic(struct rd r)
{
	static const uint8_t station[] = {0, 0, 0xff, 0xff, 3, 0}, nothing[14];
	unsigned type = rd_u8(&r);

	if ((type != 0x50 && type != 0xd0) || !rd_starts(&r, station, sizeof station))
		return false;
	rd_skip(&r, sizeof station + 2);
	if (rd_le16(&r) != 0)
		return false;
	if (type == 0x50)
		return rd_le16(&r) == SLMP_CYCLIC && rd_le16(&r) == 0 && rd_ok(&r);
	rd_skip(&r, 4);
	return rd_le16(&r) == 40 && rd_starts(&r, nothing, sizeof nothing);
}

/* 50/d0 00 | route 5, 54/d4 00 | serial 2 | 0 0 | route 5, 68/e8 00 | serial 2 | 0 0 | route 8; then length 2 |
 * timer 2, of answers end code 2 | command 2 | subcommand 2 (neither in answers of 50 and 54) | data */
bool slmp_inside(struct rd r, struct slmp_inside *ret)
{
	unsigned type = rd_u8(&r), form = type & 0x7f;
	bool lmt = form == 0x68, answer = type & 0x80;

	if ((form != 0x50 && form != 0x54 && !lmt) || rd_u8(&r) != 0)
		return false;
	*ret = (struct slmp_inside){.protocol = lmt ? PROTO_cc_link_ie_tsn : PROTO_slmp,
				    .answer = answer,
				    .names_command = lmt || !answer};
	rd_skip(&r, form == 0x50 ? 0 : 4);
	ret->network = rd_u8(&r);
	ret->station = rd_u8(&r);
	rd_skip(&r, lmt ? 6 : 3);
	ret->body = rd_sub(&r, rd_le16(&r));
	ret->end = rd_le16(&ret->body); /* of a request: how long it waits */
	if (!answer)
		ret->end = 0;
	if (ret->names_command) {
		ret->command = rd_le16(&ret->body);
		ret->sub = rd_le16(&ret->body);
	}
	return rd_ok(&r) && rd_ok(&ret->body);
}
