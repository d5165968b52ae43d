/* NetBIOS name and datagram services (RFC 1001, 1002) and the browser announcements in them ([MS-BRWS]):
 * names of Windows hosts and what they serve. Names are 16 bytes in half-ASCII: 15 of text and a suffix that
 * says what for. */
#include "decode/decoder.h"
#include "decode/dnsname.h"

#include <stdio.h>

enum { NAME_PORT = 137, DATAGRAM_PORT = 138, ENCODED = 32, NAME_BYTES = 16, RECORDS_MAX = 16 };
enum {
	UNIQUE = 0,
	WORKSTATION = 0x00,
	SERVER_SERVICE = 0x20,
	DOMAIN = 0x1c,
	MASTER = 0x1d,
	DOMAIN_MASTER = 0x1b
};
enum { OP_REGISTER = 5, OP_REFRESH = 8, OP_REFRESH_ALT = 9, OP_MULTIHOMED = 15, GROUP_FLAG = 0x8000 };
enum { DIRECT_UNIQUE = 0x10, BROADCAST = 0x12, DATAGRAM_HEAD = 14 };

static const uint16_t ports[] = {NAME_PORT, DATAGRAM_PORT, 0};

struct netbios_name {
	char text[NAME_BYTES];
	size_t n;
	unsigned suffix;
};

static bool is_datagram(const struct talk *t, const struct rd *r)
{
	int type = rd_peek(r, 0);

	return talk_on_port(t, DATAGRAM_PORT) && type >= DIRECT_UNIQUE && type <= 0x16 &&
	       rd_left(r) >= DATAGRAM_HEAD;
}

static struct smell smells(const struct talk *t, struct rd head)
{
	if (is_datagram(t, &head))
		return smell(SURE, ROLE_UNKNOWN);
	if (!talk_on_port(t, NAME_PORT) || !dns_smells(head))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(SURE, rd_peek(&head, 2) & 0x80 ? ROLE_SERVER : ROLE_CLIENT);
}

/* --- names
 * -------------------------------------------------------------------------------------------------------------
 */

static void trim(struct netbios_name *name)
{
	while (name->n > 0 && (name->text[name->n - 1] == ' ' || name->text[name->n - 1] == '\0'))
		name->n--;
}

/* 32 letters A..P, two for each byte; a scope may follow after a dot. */
static bool from_half_ascii(struct text t, struct netbios_name *name)
{
	uint8_t bytes[NAME_BYTES];

	if (t.n < ENCODED || (t.n > ENCODED && t.s[ENCODED] != '.'))
		return false;
	for (size_t i = 0; i < NAME_BYTES; i++) {
		unsigned high = (unsigned)(t.s[2 * i] - 'A'), low = (unsigned)(t.s[2 * i + 1] - 'A');

		if (high > 15 || low > 15)
			return false;
		bytes[i] = (uint8_t)(high << 4 | low);
	}
	memcpy(name->text, bytes, NAME_BYTES);
	name->n = NAME_BYTES - 1;
	name->suffix = bytes[NAME_BYTES - 1];
	trim(name);
	return name->n > 0;
}

/* A name that is not shared is the host's; group names are the workgroup's or a role's. */
static void tell_name(struct emit *e, const struct who *about, const struct netbios_name *name, bool group)
{
	char out[32];
	int n;

	if (!group && (name->suffix == WORKSTATION || name->suffix == SERVER_SERVICE))
		emit_text_of(e, FACT_NAME, about, 80, text_of(name->text, name->n));
	if (group && name->suffix == WORKSTATION) {
		n = snprintf(out, sizeof out, "workgroup=%.*s", (int)name->n, name->text);
		emit_text_of(e, FACT_PROPERTY, about, 80, text_of(out, (size_t)n));
	}
	if (name->suffix == DOMAIN && group)
		emit_text_of(e, FACT_ROLE, about, 80, text_z("domain-controller"));
	if (name->suffix == MASTER || name->suffix == DOMAIN_MASTER)
		emit_text_of(e, FACT_ROLE, about, 70, text_z("master-browser"));
}

/* --- name service
 * -------------------------------------------------------------------------------------------------------- */

/* NB record: (flags 2 | address 4)... */
static void hear_nb(struct emit *e, const struct dns_record *r)
{
	struct netbios_name name;
	struct rd data = r->data;

	if (!from_half_ascii(text_of(r->name, r->name_n), &name))
		return;
	for (int n = 0; rd_left(&data) >= 6 && n < RECORDS_MAX; n++) {
		unsigned flags = rd_be16(&data);
		struct who sender = emit_who(e, SENDER), about = {.ip = ip_of4(rd_bytes(&data, 4))};

		if (ip_same(about.ip, sender.ip))
			about = sender;
		if (!ip_is_unspecified(about.ip) && name.text[0] > 2)
			tell_name(e, &about, &name, flags & GROUP_FLAG);
	}
}

/* NBSTAT record: count 1 | (name 15 | suffix 1 | flags 2)... | unit id 6 | ... */
static void hear_status(struct emit *e, const struct dns_record *r)
{
	struct fact f = {.kind = FACT_ADDRESS, .confidence = 80, .about = emit_who(e, SENDER), .num = {1}};
	struct who sender = f.about;
	struct rd data = r->data;
	const uint8_t *unit;

	for (unsigned count = rd_u8(&data); count > 0 && rd_left(&data) >= 18; count--) {
		struct netbios_name name = {.n = NAME_BYTES - 1};
		bool group;

		memcpy(name.text, rd_bytes(&data, NAME_BYTES), NAME_BYTES);
		name.suffix = (uint8_t)name.text[NAME_BYTES - 1];
		trim(&name);
		group = rd_be16(&data) & GROUP_FLAG;
		if (name.n > 0)
			tell_name(e, &sender, &name, group);
	}
	unit = rd_bytes(&data, 6);
	if (!unit || mac_is_none(mac_of(unit)) || mac_is_group(mac_of(unit)))
		return;
	f.about.mac = mac_of(unit);
	emit_fact(e, f);
}

static void hear_record(struct emit *e, const struct dns_walk *w, const struct dns_record *r)
{
	unsigned opcode = (w->header.flags & DNS_OPCODE) >> 11;
	bool answer = w->header.flags & DNS_QR;
	bool claim = opcode == OP_REGISTER || opcode == OP_REFRESH || opcode == OP_REFRESH_ALT ||
		     opcode == OP_MULTIHOMED;

	if ((w->header.flags & DNS_RCODE) != 0)
		return;
	if (r->type == DNS_NB && (answer || claim))
		hear_nb(e, r);
	else if (r->type == DNS_NBSTAT && answer)
		hear_status(e, r);
}

static enum heard hear_names(struct talk *t, struct rd *in, struct emit *e)
{
	struct dns_walk w;
	struct dns_record r;
	enum dns_section s;
	int n = 0;

	if (!dns_walk_of(*in, &w))
		return MORE;
	while (n++ < RECORDS_MAX && dns_next_record(&w, &r, &s))
		hear_record(e, &w, &r);
	if (dns_is_broken(&w))
		return t->cut ? MORE : BROKEN;
	(void)rd_rest(in);
	return HEARD;
}

/* --- datagrams
 * -----------------------------------------------------------------------------------------------------------
 */

static const struct {
	uint8_t major, minor;
	const char *name;
} windows[] = {
	{4, 0, "Windows NT 4.0"},          {5, 0, "Windows 2000"},  {5, 1, "Windows XP"},
	{5, 2, "Windows Server 2003"},     {6, 0, "Windows Vista"}, {6, 1, "Windows 7 / Server 2008 R2"},
	{6, 2, "Windows 8 / Server 2012"}, {6, 3, "Windows 8.1"},   {10, 0, "Windows 10 / 11"},
};

static void tell_windows(struct emit *e, unsigned major, unsigned minor)
{
	for (size_t i = 0; i < sizeof windows / sizeof windows[0]; i++)
		if (windows[i].major == major && windows[i].minor == minor)
			emit_str(e, FACT_OS, SENDER, 70, windows[i].name);
}

static const struct {
	uint32_t bit;
	const char *role;
} server_types[] = {
	{0x4, "database-server"},
	{0x8, "domain-controller"},
	{0x10, "domain-controller"},
	{0x200, "print-server"},
};

/* update count 1 | period 4 | name 16 | OS major, minor | type 4 | browser version 2 | signature 2 | comment
 * ([MS-BRWS] 2.2.1) */
static void hear_announcement(struct emit *e, struct rd r)
{
	struct rd name, comment;
	unsigned major, minor;
	uint32_t type;
	size_t n = 0;

	rd_skip(&r, 5);
	name = rd_sub(&r, NAME_BYTES);
	major = rd_u8(&r);
	minor = rd_u8(&r);
	type = rd_le32(&r);
	rd_skip(&r, 4);
	if (!rd_ok(&r))
		return;
	while (n < NAME_BYTES && rd_peek(&name, n) > 0)
		n++;
	emit_text(e, FACT_NAME, SENDER, 85, text_of(name.at, n));
	tell_windows(e, major, minor);
	for (size_t i = 0; i < sizeof server_types / sizeof server_types[0]; i++)
		if (type & server_types[i].bit)
			emit_str(e, FACT_ROLE, SENDER, 80, server_types[i].role);
	comment = rd_rest(&r);
	for (n = 0; rd_peek(&comment, n) > 0; n++)
		;
	if (n)
		emit_text(e, FACT_DESCRIPTION, SENDER, 80, text_of(comment.at, n));
}

/* SMB transaction: header 32 | words 1 = 17 | 28 bytes | setup 6 | byte count 2 | mailslot name | command 1 |
 * ... */
static void hear_mailslot(struct emit *e, struct rd r)
{
	static const uint8_t smb[] = {0xff, 'S', 'M', 'B', 0x25};
	static const char browse[] = "\\MAILSLOT\\BROWSE";
	unsigned command;

	if (!rd_starts(&r, smb, sizeof smb))
		return;
	rd_skip(&r, 32 + 1 + 34 + 2);
	if (!rd_starts(&r, browse, sizeof browse))
		return;
	rd_skip(&r, sizeof browse);
	command = rd_u8(&r);
	if (command == 1 || command == 15) /* host, local master */
		hear_announcement(e, r);
}

/* type 1 | flags 1 | id 2 | source address 4 | port 2 | length 2 | offset 2 | source name | destination name
 * | data */
static enum heard hear_datagram(struct rd *in, struct emit *e)
{
	struct rd r = *in;
	unsigned type = rd_u8(&r);
	char out[DNS_NAME];
	struct netbios_name name;
	struct who about, sender = emit_who(e, SENDER);
	size_t n;

	rd_skip(&r, 3);
	about = (struct who){.ip = ip_of4(rd_bytes(&r, 4))};
	rd_skip(&r, DATAGRAM_HEAD - 8);
	if (type <= BROADCAST && dns_name(&r, out, &n)) {
		if (ip_same(about.ip, sender.ip))
			about = sender;
		if (from_half_ascii(text_of(out, n), &name) && !ip_is_unspecified(about.ip))
			tell_name(e, &about, &name, false);
		if (dns_name(&r, out, &n))
			hear_mailslot(e, r);
	}
	(void)rd_rest(in);
	return HEARD;
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	return is_datagram(t, in) ? hear_datagram(in, e) : hear_names(t, in, e);
}

const struct decoder decoder_netbios = {
	.protocol = PROTO_netbios,
	.on = ON_UDP,
	.ports = ports,
	.begins = "",
	.depth = DEPTH_IDENTITY,
	.secrecy = SECRECY_CLEAR,
	.smells = smells,
	.decode = decode,
};
