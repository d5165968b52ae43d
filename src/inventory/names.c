/* Names that others give a device, or that it uses without calling them a name: candidates below those it
 * says itself. */
#include "inventory/model.h"

#include <string.h>

enum { BY_DNS = 55, BY_CLIENT_ID = 50 };

static void lend(struct seen *v, const struct who *about, struct text name, struct packet at, uint16_t source,
		 int confidence)
{
	struct fact f = {.at = at,
			 .kind = FACT_NAME,
			 .source = source,
			 .confidence = (uint8_t)confidence,
			 .about = *about,
			 .value = name};

	seen_keep(v, &f);
}

/* A client id that a person chose ("armadillo-gw"), not one made of chance ("mosq-8fHs7xK2p",
 * "paho1830471920"): letters first, and no word that mixes letters and digits for long. */
static bool reads_as_name(struct text t)
{
	unsigned run = 0, digits = 0, letters = 0;

	if (t.n < 3 || t.n > 40)
		return false;
	for (size_t i = 0; i < t.n; i++) {
		char c = t.s[i];
		bool digit = c >= '0' && c <= '9', letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';

		if (!digit && !letter && c != '-' && c != '_' && c != '.' && c != ' ' && c != ':' &&
		    (unsigned char)c < 0x80)
			return false;
		letters += letter;
		digits += digit;
		run = digit || letter ? run + 1 : 0;
		if (run > 14)
			return false;
	}
	return letters >= 3 && digits <= 4;
}

static void from_client_ids(struct seen *v)
{
	uint32_t n = v->facts.count;

	for (uint32_t i = 0; i < n; i++) {
		const struct kept f = *(const struct kept *)table_at(&v->facts, i);
		struct text id = texts_get(&v->texts, f.value);

		if (f.kind == FACT_MQTT_CLIENT_ID && reads_as_name(id))
			lend(v, &f.about, id, f.at, f.source, BY_CLIENT_ID);
	}
}

/* What DNS calls an address of the site. */
static void from_dns(struct seen *v, const struct identity *d)
{
	for (uint32_t i = 0; i < v->names.count; i++) {
		const struct named *n = table_at(&v->names, i);
		struct who about = {.ip = n->ip};

		if (identity_of(d, &about))
			lend(v, &about, texts_get(&v->texts, n->name), n->at, n->source, BY_DNS);
	}
}

void names_lend(struct seen *v, const struct identity *d)
{
	from_client_ids(v);
	from_dns(v, d);
}
