#include "decode/dnsname.h"

enum { LABEL_MAX = 63, NAME_MAX_BYTES = 255, POINTER = 0xc0 };

bool dns_header(struct rd *r, struct dns_header *ret_header)
{
	struct dns_header h = {.id = rd_be16(r), .flags = 0};

	h.flags = rd_be16(r);
	h.questions = rd_be16(r);
	for (int i = 0; i < DNS_SECTIONS; i++)
		h.records[i] = rd_be16(r);
	if (!rd_ok(r))
		return false;
	*ret_header = h;
	return true;
}

/* --- names
 * ---------------------------------------------------------------------------------------------------------
 */

/* Bytes of a label that stand for themselves: one look instead of four comparisons, for each byte of each
 * name. */
static const bool plain[256] = {
	[' ' ... '-'] = true, ['/' ... '['] = true, [']' ... '~'] = true, [0x80 ... 0xff] = true};

static char *put_code(char *out, uint8_t b)
{
	*out++ = '\\';
	*out++ = (char)('0' + b / 100);
	*out++ = (char)('0' + b / 10 % 10);
	*out++ = (char)('0' + b % 10);
	return out;
}

/* out has room for 4 * 255 bytes and the limit on a name's bytes keeps within it. */
static void put_label(struct rd label, char *out, size_t *n)
{
	char *to = out + *n;

	if (*n > 0)
		*to++ = '.';
	for (const uint8_t *p = label.at; p < label.end; p++) {
		if (plain[*p])
			*to++ = (char)*p;
		else
			to = put_code(to, *p);
	}
	*n = (size_t)(to - out);
}

static bool bad_name(struct rd *r)
{
	rd_spoil(r);
	return false;
}

bool dns_name(struct rd *r, char out[DNS_NAME], size_t *ret_n)
{
	struct rd at = *r, label;
	size_t n = 0, bytes = 0, lowest = rd_used(r);
	bool jumped = false;

	for (int jumps = 0; jumps <= DNS_JUMPS;) {
		unsigned length = rd_u8(&at), to;

		if (length >= POINTER) {
			to = (length & 0x3f) << 8 | rd_u8(&at);
			if (!jumped)
				r->at = at.at;
			if (!rd_ok(&at) || to >= lowest)
				return bad_name(r);
			lowest = to;
			at = rd_at(&at, to);
			jumped = true;
			jumps++;
			continue;
		}
		label = rd_sub(&at, length);
		bytes += length + 1;
		if (!rd_ok(&at) || length > LABEL_MAX || bytes > NAME_MAX_BYTES)
			return bad_name(r);
		if (length == 0) {
			if (!jumped)
				r->at = at.at;
			*ret_n = n;
			return true;
		}
		put_label(label, out, &n);
	}
	return bad_name(r);
}

struct text dns_host(struct text name)
{
	for (size_t i = 0; i < name.n; i++)
		if (name.s[i] == '.')
			return text_of(name.s, i);
	return name;
}

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

bool dns_ends(struct text name, const char *suffix)
{
	size_t n = strlen(suffix);

	if (name.n < n)
		return false;
	for (size_t i = 0; i < n; i++)
		if (lower(name.s[name.n - n + i]) != suffix[i])
			return false;
	return true;
}

/* --- the message
 * --------------------------------------------------------------------------------------------------- */

bool dns_walk_of(struct rd message, struct dns_walk *ret_walk)
{
	struct dns_walk w = {.message = message};

	if (!dns_header(&w.message, &w.header))
		return false;
	w.questions_left = w.header.questions;
	w.left = w.header.records[0];
	*ret_walk = w;
	return true;
}

bool dns_next_question(struct dns_walk *w, struct dns_question *ret_question)
{
	if (w->questions_left == 0 || dns_is_broken(w))
		return false;
	w->questions_left--;
	if (!dns_name(&w->message, ret_question->name, &ret_question->name_n))
		return false;
	ret_question->type = rd_be16(&w->message);
	ret_question->class = rd_be16(&w->message);
	return rd_ok(&w->message);
}

static bool skip_questions(struct dns_walk *w)
{
	struct dns_question q;

	while (w->questions_left > 0)
		if (!dns_next_question(w, &q))
			return false;
	return true;
}

/* The next n bytes, but as a reader that can look back over the whole message up to them. */
static struct rd placed(struct rd *message, size_t n)
{
	struct rd data = *message;

	rd_skip(message, n);
	data.bad = message->bad;
	data.end = message->bad ? data.at : message->at;
	return data;
}

bool dns_next_record(struct dns_walk *w, struct dns_record *ret_record, enum dns_section *ret_section)
{
	if (!skip_questions(w))
		return false;
	while (w->left == 0) {
		if (++w->section >= DNS_SECTIONS)
			return false;
		w->left = w->header.records[w->section];
	}
	w->left--;
	if (!dns_name(&w->message, ret_record->name, &ret_record->name_n))
		return false;
	ret_record->type = rd_be16(&w->message);
	ret_record->class = rd_be16(&w->message);
	ret_record->ttl = rd_be32(&w->message);
	ret_record->data = placed(&w->message, rd_be16(&w->message));
	*ret_section = (enum dns_section)w->section;
	return rd_ok(&w->message);
}

/* Opcodes 0 query, 1 inverse, 2 status, 4 notify, 5 update; NetBIOS has 5 to 9 and 15. */
bool dns_smells(struct rd message)
{
	struct dns_walk w;
	struct dns_question q;
	struct dns_record r;
	enum dns_section s;
	unsigned total;

	if (!dns_walk_of(message, &w))
		return false;
	total = (unsigned)w.header.records[0] + w.header.records[1] + w.header.records[2];
	if (w.header.questions > 32 || total > 512 || w.header.questions + total == 0 ||
	    (w.header.flags & DNS_OPCODE) >> 11 > 9)
		return false;
	if (w.header.questions == 0)
		return dns_next_record(&w, &r, &s);
	return dns_next_question(&w, &q) && q.type != 0 && ((q.class & 0x7fff) <= 4 || q.class >= 254);
}

/* --- what records hold
 * --------------------------------------------------------------------------------------------- */

bool dns_address(const struct dns_record *r, struct ip *ret_ip)
{
	if (r->type == DNS_A && rd_left(&r->data) == 4)
		*ret_ip = ip_of4(r->data.at);
	else if (r->type == DNS_AAAA && rd_left(&r->data) == 16)
		*ret_ip = ip_of6(r->data.at);
	else
		return false;
	return true;
}

bool dns_target(const struct dns_record *r, char out[DNS_NAME], size_t *ret_n)
{
	struct rd data = r->data;

	if (r->type == DNS_SRV)
		rd_skip(&data, 6);
	else if (r->type != DNS_PTR && r->type != DNS_CNAME && r->type != DNS_NS)
		return false;
	return rd_ok(&data) && dns_name(&data, out, ret_n);
}

static bool reverse4(struct text name, struct ip *ret_ip)
{
	uint8_t four[4];
	size_t i = 0;

	for (int part = 3; part >= 0; part--) {
		unsigned v = 0, digits = 0;

		for (; i < name.n && name.s[i] >= '0' && name.s[i] <= '9' && digits < 4; i++, digits++)
			v = v * 10 + (unsigned)(name.s[i] - '0');
		if (digits == 0 || v > 255 || i >= name.n || name.s[i++] != '.')
			return false;
		four[part] = (uint8_t)v;
	}
	*ret_ip = ip_of4(four);
	return i + strlen("in-addr.arpa") == name.n;
}

static int hex_digit(char c)
{
	c = lower(c);
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool reverse6(struct text name, struct ip *ret_ip)
{
	uint8_t sixteen[16] = {0};

	if (name.n != 64 + strlen("ip6.arpa"))
		return false;
	for (size_t i = 0; i < 32; i++) {
		int v = hex_digit(name.s[2 * i]);

		if (v < 0 || name.s[2 * i + 1] != '.')
			return false;
		sixteen[15 - i / 2] |= (uint8_t)(v << (i % 2 ? 4 : 0));
	}
	*ret_ip = ip_of6(sixteen);
	return true;
}

bool dns_reverse(struct text name, struct ip *ret_ip)
{
	if (dns_ends(name, ".in-addr.arpa"))
		return reverse4(name, ret_ip);
	return dns_ends(name, ".ip6.arpa") && reverse6(name, ret_ip);
}
