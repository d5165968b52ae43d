/* Kept texts meet the known ones, once each, when all frames are in; what they tell becomes facts of the same
 * device. */
#include "inventory/fingerprints.h"
#include "inventory/model.h"

#include <stdio.h>
#include <string.h>

enum { TEXTS_LOOKED_AT = 8192, BY_FINGERPRINT = 75, TEXTS_REMEMBERED = 2048 };

/* Devices of one model say the same: how far the search went for a text (fingerprint_find_at()). */
struct remembered {
	uint32_t text;
	uint16_t at;
	uint8_t database;
};

static uint16_t *remembered_at(struct remembered all[TEXTS_REMEMBERED], uint32_t text, uint8_t database)
{
	struct remembered *r = &all[(text * FP_DATABASES + database) % TEXTS_REMEMBERED];

	if (r->text != text || r->database != database)
		*r = (struct remembered){text, 0, database};
	return &r->at;
}

static const struct {
	uint16_t fact, source; /* source 0: any */
	uint8_t database;
} readings[] = {
	{FACT_BANNER, PROTO_ssh, FP_SSH},
	{FACT_BANNER, PROTO_http, FP_HTTP},
	{FACT_BANNER, PROTO_ssdp, FP_HTTP},
	{FACT_BANNER, PROTO_ftp, FP_FTP},
	{FACT_BANNER, PROTO_smtp, FP_SMTP},
	{FACT_BANNER, PROTO_rtsp, FP_RTSP},
	{FACT_BANNER, PROTO_telnet, FP_TELNET},
	{FACT_DESCRIPTION, PROTO_telnet, FP_TELNET},
	{FACT_DESCRIPTION, PROTO_snmp, FP_SNMP},
	{FACT_DESCRIPTION, PROTO_lldp, FP_SNMP},
	{FACT_DESCRIPTION, PROTO_cdp, FP_SNMP},
	{FACT_TITLE, 0, FP_TITLE},
	{FACT_REALM, 0, FP_REALM},
	{FACT_DHCP_VENDOR, 0, FP_DHCP},
	{FACT_PROPERTY, PROTO_mdns, FP_MDNS},
};

/* As the collection has it: no "SSH-2.0-" before the software, realms in their header. */
static struct text as_collected(enum fingerprint_database db, struct text t, char buf[300])
{
	if (db == FP_SSH && t.n > 8 && memcmp(t.s, "SSH-", 4) == 0)
		for (size_t i = 4; i < t.n; i++)
			if (t.s[i] == '-')
				return text_of(t.s + i + 1, t.n - i - 1);
	if (db == FP_REALM) {
		int n = snprintf(buf, 300, "Basic realm=\"%.*s\"", (int)(t.n < 256 ? t.n : 256), t.s);

		return text_of(buf, n > 0 ? (size_t)n : 0);
	}
	return t;
}

static void lend(struct seen *v, const struct kept *from, const struct fingerprint_match *m)
{
	static const uint16_t facts[FP_FIELDS] = {FACT_MAKER, FACT_MODEL, FACT_FIRMWARE, FACT_OS, FACT_KIND};

	for (int i = 0; i < FP_FIELDS; i++) {
		struct fact f = {.at = from->at,
				 .kind = facts[i],
				 .source = from->source,
				 .about = from->about,
				 .value = m->field[i],
				 .confidence = BY_FINGERPRINT};

		if (f.value.n)
			seen_keep(v, &f);
	}
}

void banners_lend(struct seen *v)
{
	struct remembered all[TEXTS_REMEMBERED] = {{0, 0, 0}};
	uint32_t n = v->facts.count, looked_at = 0;

	for (uint32_t i = 0; i < n && looked_at < TEXTS_LOOKED_AT; i++) {
		const struct kept k = *(const struct kept *)table_at(&v->facts, i);
		struct fingerprint_match m;
		char buf[300];

		for (size_t r = 0; r < sizeof readings / sizeof *readings; r++) {
			enum fingerprint_database db = (enum fingerprint_database)readings[r].database;

			if (readings[r].fact != k.kind ||
			    (readings[r].source && readings[r].source != k.source))
				continue;
			looked_at++;
			if (fingerprint_find_at(db, as_collected(db, texts_get(&v->texts, k.value), buf), &m,
						remembered_at(all, k.value, (uint8_t)db)))
				lend(v, &k, &m);
		}
	}
}
