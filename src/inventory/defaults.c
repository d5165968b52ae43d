/* Does a published default password belong to this device? The list names makers; "*" are pairs that anybody
 * ships. */
#include "inventory/model.h"

#include "decode/secret.h"
#include "inventory/makers.h"

#include <string.h>

/* Letters and digits only, lower case; "" when there are none. */
static void plain(struct text t, char out[64])
{
	size_t n = 0;

	for (size_t i = 0; i < t.n && n < 63; i++) {
		char c = t.s[i];

		if ((c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'))
			out[n++] = (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
	}
	out[n] = '\0';
}

static struct text first_word(struct text t)
{
	size_t n = 0;

	while (n < t.n && t.s[n] != ' ' && t.s[n] != ',')
		n++;
	return text_of(t.s, n);
}

/* "D-Link" fits "D-Link Corporation", "Schneider Electric" fits "Schneider"; three letters at least. */
static bool fits(const char *vendor, struct text said)
{
	char v[64], whole[64], first[64];

	plain(text_z(vendor), v);
	plain(said, whole);
	plain(first_word(said), first);
	return strlen(v) >= 3 &&
	       ((strlen(whole) >= 3 && strstr(whole, v)) || (strlen(first) >= 3 && strstr(v, first)));
}

static bool device_fits(const struct model *m, const struct device *d, const char *vendor)
{
	static const enum fact_kind fields[] = {FACT_MAKER, FACT_MODEL};
	const char *by_mac = maker_of(d->mac);

	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		const struct kept *f =
			d->best[fields[i]] ? table_at(&m->seen->facts, d->best[fields[i]] - 1) : NULL;

		if (f && fits(vendor, texts_get(&m->seen->texts, f->value)))
			return true;
	}
	return by_mac && fits(vendor, text_z(by_mac));
}

enum { MAKERS_OF_ANYBODY = 12 }; /* a pair that so many makers ship (admin, admin) is anybody's */

bool default_of_device(const struct model *m, const struct who *server, uint32_t pair)
{
	uint32_t device = identity_of(&m->who, server);
	const char *vendor;
	unsigned i = 0;

	for (; pair && (vendor = secret_vendor(pair, i)); i++)
		if (strcmp(vendor, "*") == 0 ||
		    (device && device_fits(m, identity_device(&m->who, device), vendor)))
			return true;
	return i >= MAKERS_OF_ANYBODY;
}
