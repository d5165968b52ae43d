/* The plant's list beside what was seen: rows to devices by MAC, else by address, and the rows of the table
 * ledger. */
#include "inventory/ledger.h"
#include "inventory/model.h"

#include <string.h>

/* The device that a row means, + 1. A row with a MAC that was not seen may still be a device behind a router,
 * known by its address alone; never one that shows another MAC. */
static uint32_t device_of(const struct model *m, const struct ledger_row *row)
{
	const struct who by_mac = {.mac = row->mac}, by_ip = {.ip = row->ip};
	uint32_t device = mac_is_none(row->mac) ? 0 : identity_of(&m->who, &by_mac);

	if (device || ip_is_none(row->ip))
		return device;
	device = identity_of(&m->who, &by_ip);
	if (device && !mac_is_none(row->mac) && !mac_is_none(identity_device(&m->who, device)->mac))
		return 0;
	return device;
}

void ledger_match(struct model *m)
{
	const struct ledger *l = m->options->ledger;

	for (size_t i = 0; l && i < l->count; i++) {
		uint32_t device = device_of(m, &l->rows[i]);

		if (device && !identity_device(&m->who, device)->ledger)
			identity_device(&m->who, device)->ledger = (uint32_t)i + 1;
	}
}

int write_ledger(struct model *m)
{
	const struct ledger *l = m->options->ledger;
	struct rows r;

	if (rows_begin(&r, m->store, "ledger", 10) < 0)
		return r.error;
	for (size_t i = 0; l && i < l->count; i++) {
		const struct ledger_row *row = &l->rows[i];
		uint32_t device = device_of(m, row);

		rows_int(&r, (int64_t)i + 1);
		rows_int(&r, row->line_no);
		rows_text_or_null(&r, row->number);
		rows_text_or_null(&r, row->name);
		rows_mac(&r, row->mac);
		rows_ip(&r, row->ip);
		rows_text_or_null(&r, row->line);
		rows_text_or_null(&r, row->place);
		rows_text_or_null(&r, row->owner);
		rows_id(&r, device ? identity_device(&m->who, device)->id : 0);
		rows_next(&r);
	}
	return rows_end(&r);
}
