/* The rows outside, outside_address and outside_name. */
#include "inventory/countries.h"
#include "inventory/model.h"

/* The country of the first address that has one. */
static const char *country_of(const struct model *m, const struct outsider *x)
{
	const char *code = NULL;

	for (uint32_t i = x->ips; m->options->countries && i && !code;) {
		const struct outside_ip *ip = table_at(&m->outside.ips, i - 1);

		code = countries_of(m->options->countries, ip->ip);
		i = ip->next;
	}
	return code;
}

static int write_entries(struct model *m)
{
	char network[PREFIX_TEXT];
	struct rows r;

	if (rows_begin(&r, m->store, "outside", 9) < 0)
		return r.error;
	for (uint32_t i = 0; i < m->outside.count; i++) {
		const struct outsider *x = &m->outside.all[i];

		rows_int(&r, x->id);
		rows_str(&r, x->name);
		rows_copy(&r, prefix_text(&x->network, network));
		rows_word(&r, country_of(m, x));
		rows_int(&r, (int64_t)x->packets);
		rows_int(&r, (int64_t)x->bytes);
		rows_int(&r, x->first);
		rows_int(&r, x->last);
		rows_packet(&r, x->at);
		rows_next(&r);
	}
	return rows_end(&r);
}

static int write_addresses(struct model *m)
{
	struct rows r;

	if (rows_begin(&r, m->store, "outside_address", 2) < 0)
		return r.error;
	for (uint32_t i = 0; i < m->outside.ips.count; i++) {
		const struct outside_ip *x = table_at(&m->outside.ips, i);

		if (!x->group)
			continue;
		rows_int(&r, m->outside.all[x->group - 1].id);
		rows_ip(&r, x->ip);
		rows_next(&r);
	}
	return rows_end(&r);
}

static int write_names(struct model *m)
{
	struct rows r;

	if (rows_begin(&r, m->store, "outside_name", 4) < 0)
		return r.error;
	for (uint32_t i = 0; i < m->seen->names.count; i++) {
		const struct named *n = table_at(&m->seen->names, i);
		uint32_t id = outside_of(&m->outside, n->ip);

		if (!id)
			continue;
		rows_int(&r, id);
		rows_text(&r, texts_get(&m->seen->texts, n->name));
		rows_word(&r, protocol_token(n->source));
		rows_packet(&r, n->at);
		rows_next(&r);
	}
	return rows_end(&r);
}

int write_outside(struct model *m)
{
	int r = write_entries(m);

	if (r == 0)
		r = write_addresses(m);
	return r < 0 ? r : write_names(m);
}
