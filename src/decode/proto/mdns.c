/* Multicast DNS and DNS service discovery (RFC 6762, RFC 6763): what a device announces about itself. An
 * address record with the cache-flush bit is the announcer's own (6762 10.2); one without it is said of the
 * address it holds. */
#include "decode/decoder.h"
#include "decode/dnsname.h"
#include "decode/words.h"

enum { RECORDS_MAX = 96, CACHE_FLUSH = 0x8000 };

static const uint16_t ports[] = {5353, 0};

/* Keys of TXT records that say what the device is. Sources: Apple's Bonjour Printing Specification 1.2.1 (ty
 * product usb_* note), device-info and AirPlay records, Google Cast (md fn), HomeKit Accessory Protocol (md),
 * and keys makers commonly use. service: only in records of services that begin so. */
static const struct key {
	const char *key;
	uint16_t kind;
	uint8_t confidence;
	const char *service;
} keys[] = {
	{"md", FACT_MODEL, 90, NULL},
	{"model", FACT_MODEL, 90, NULL},
	{"am", FACT_MODEL, 85, "_raop"},
	{"ty", FACT_MODEL, 85, NULL},
	{"product", FACT_MODEL, 70, NULL},
	{"usb_mdl", FACT_MODEL, 80, NULL},
	{"usb_mfg", FACT_MAKER, 85, NULL},
	{"mdl", FACT_MODEL, 80, NULL},
	{"mfg", FACT_MAKER, 85, NULL},
	{"manufacturer", FACT_MAKER, 90, NULL},
	{"vendor", FACT_MAKER, 80, NULL},
	{"vn", FACT_MAKER, 70, NULL},
	{"fn", FACT_NAME, 85, NULL},
	{"n", FACT_NAME, 60, "_androidtvremote"},
	{"fv", FACT_FIRMWARE, 85, NULL},
	{"fw", FACT_FIRMWARE, 85, NULL},
	{"firmware", FACT_FIRMWARE, 85, NULL},
	{"fwversion", FACT_FIRMWARE, 85, NULL},
	{"swversion", FACT_FIRMWARE, 80, NULL},
	{"sn", FACT_SERIAL, 85, NULL},
	{"serial", FACT_SERIAL, 85, NULL},
	{"serialnumber", FACT_SERIAL, 85, NULL},
	{"osxvers", FACT_PROPERTY, 80, "_device-info"},
	{"os", FACT_OS, 70, NULL},
	{"note", FACT_LOCATION, 70, NULL},
};

static struct smell smells(const struct talk *t, struct rd head)
{
	if (!talk_on_port(t, ports[0]) || !dns_smells(head))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(SURE, ROLE_UNKNOWN);
}

/* "_ipp._tcp" in "Printer on 2._ipp._tcp.local": the last two labels that begin with an underscore. Dots
 * inside the instance's own label are escaped. */
static struct text service_of(struct text name)
{
	size_t from = name.n;

	if (!dns_ends(name, "._tcp.local") && !dns_ends(name, "._udp.local"))
		return text_of(NULL, 0);
	name.n -= strlen(".local");
	for (size_t i = name.n - strlen("._tcp"); i-- > 0;) {
		if (name.s[i] != '_' || (i > 0 && name.s[i - 1] != '.'))
			continue;
		from = i;
		break;
	}
	return from < name.n ? text_of(name.s + from, name.n - from) : text_of(NULL, 0);
}

/* RFC 6763 4.3: an instance is one label; its backslash escapes are those of dns_name(). */
static struct text instance_of(struct text name, struct text service)
{
	size_t n = service.s ? (size_t)(service.s - name.s) : 0;

	return text_of(name.s, n > 1 ? n - 1 : 0);
}

/* Product is written in parentheses: "(HP LaserJet 4)". */
static struct text bare(struct text t)
{
	if (t.n > 2 && t.s[0] == '(' && t.s[t.n - 1] == ')')
		return text_of(t.s + 1, t.n - 2);
	return t;
}

static void tell_pair(struct emit *e, struct text service, struct text key, struct text value)
{
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		const struct key *k = &keys[i];

		if (!words_same(key, k->key))
			continue;
		if (k->service &&
		    (service.n < strlen(k->service) || memcmp(service.s, k->service, strlen(k->service))))
			continue;
		if (k->kind == FACT_PROPERTY)
			emit_pair(e, FACT_PROPERTY, SENDER, k->confidence, k->key, value);
		else
			emit_text(e, (enum fact_kind)k->kind, SENDER, k->confidence, bare(value));
		return;
	}
}

static void hear_txt(struct emit *e, const struct dns_record *r)
{
	struct text service = service_of(text_of(r->name, r->name_n));
	struct rd data = r->data;

	while (!rd_empty(&data)) {
		struct rd pair = rd_sub(&data, rd_u8(&data));
		struct text key = text_of(pair.at, rd_left(&pair));
		const char *is = key.n ? memchr(key.s, '=', key.n) : NULL;

		if (!rd_ok(&data) || !is)
			continue;
		key.n = (size_t)(is - key.s);
		if (rd_left(&pair) > key.n + 1)
			tell_pair(e, service, key, text_of(is + 1, rd_left(&pair) - key.n - 1));
	}
}

/* `_services._dns-sd._udp.local PTR _ipp._tcp.local` lists a type; `_ipp._tcp.local PTR Name._ipp._tcp.local`
 * an instance. */
static void hear_ptr(struct emit *e, const struct dns_record *r)
{
	char buf[DNS_NAME];
	struct text target, service, instance;
	struct ip ip;

	if (!dns_target(r, buf, &target.n))
		return;
	target.s = buf;
	if (dns_reverse(text_of(r->name, r->name_n), &ip)) {
		struct who about = {.ip = ip};

		emit_text_of(e, FACT_NAME, &about, 80, dns_host(target));
		return;
	}
	service = service_of(target);
	if (service.n == 0)
		return;
	emit_text(e, FACT_SERVICE_TYPE, SENDER, 90, service);
	instance = instance_of(target, service);
	if (instance.n)
		emit_pair(e, FACT_PROPERTY, SENDER, 70, "instance", instance);
}

/* priority 2 | weight 2 | port 2 | target */
static void hear_srv(struct emit *e, const struct dns_record *r)
{
	struct fact f = {.kind = FACT_SERVICE_TYPE, .confidence = 90, .about = emit_who(e, SENDER)};
	struct rd data = r->data;

	rd_skip(&data, 4);
	f.port = rd_be16(&data);
	f.value = service_of(text_of(r->name, r->name_n));
	if (!rd_ok(&data) || f.value.n == 0)
		return;
	f.transport = dns_ends(f.value, "._udp") ? 17 : 6;
	emit_fact(e, f);
}

static void hear_address(struct emit *e, const struct dns_record *r)
{
	struct text host = dns_host(text_of(r->name, r->name_n));
	struct who about = emit_who(e, SENDER);
	struct ip ip;

	if (!dns_address(r, &ip) || host.n == 0)
		return;
	if (!(r->class & CACHE_FLUSH) && !ip_same(ip, about.ip))
		about = (struct who){.ip = ip};
	emit_text_of(e, FACT_NAME, &about, 90, host);
}

static void hear_record(struct emit *e, const struct dns_record *r)
{
	switch (r->type) {
	case DNS_A:
	case DNS_AAAA:
		hear_address(e, r);
		break;
	case DNS_PTR:
		hear_ptr(e, r);
		break;
	case DNS_SRV:
		hear_srv(e, r);
		break;
	case DNS_TXT:
		hear_txt(e, r);
		break;
	default:
		break;
	}
}

/* Questions carry known answers of others (7.1), probes the asker's own records in the authority section
 * (8.2). */
static bool is_own(const struct dns_walk *w, enum dns_section s)
{
	return w->header.flags & DNS_QR ? s != DNS_AUTHORITY : s == DNS_AUTHORITY;
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct dns_walk w;
	struct dns_record r;
	enum dns_section s;
	int n = 0;

	if (!dns_walk_of(*in, &w))
		return MORE;
	while (n++ < RECORDS_MAX && dns_next_record(&w, &r, &s))
		if (is_own(&w, s))
			hear_record(e, &r);
	if (dns_is_broken(&w))
		return t->cut ? MORE : BROKEN;
	(void)rd_rest(in);
	return HEARD;
}

const struct decoder decoder_mdns = {
	.protocol = PROTO_mdns,
	.on = ON_UDP,
	.ports = ports,
	.begins = "",
	.depth = DEPTH_IDENTITY,
	.secrecy = SECRECY_CLEAR,
	.smells = smells,
	.decode = decode,
};
