/* What the writers share at the end: what was seen, who is who, what lies outside, and where the rows go. */
#ifndef MIMAMORI_INVENTORY_MODEL_H
#define MIMAMORI_INVENTORY_MODEL_H

#include "inventory/evidence.h"
#include "inventory/outside.h"
#include "inventory/rows.h"

struct inventory {
	struct inventory_options options;
	struct seen seen;
};

struct model {
	const struct seen *seen;
	const struct inventory_options *options;
	const struct capture *capture;
	const struct stack_counts *counts;
	struct store *store;
	struct identity who;
	struct outside outside;
	struct evidence evidence;
	uint8_t *scanner; /* of each row of seen.scans: it tried many */
	uint64_t flows_shown, flows_dropped;
	uint64_t facts_written;
};

/* Of an end: its device id, else its outside id; both 0 when it is neither. */
uint32_t model_device(const struct model *m, const struct who *w);
uint32_t model_outside(const struct model *m, const struct who *w);

unsigned maker_confidence(const char *maker); /* evidence.c: how far a maker by MAC is to be believed */
void banners_lend(struct seen *v);            /* banners.c: what known texts tell, as facts */
void names_lend(struct seen *v,
		const struct identity *d); /* names.c: names by DNS and client ids, as facts */
void ledger_match(struct model *m);        /* ledger_match.c */
/* defaults.c: this published pair (decode/secret.h) is one of the server's maker, or of anybody */
bool default_of_device(const struct model *m, const struct who *server, uint32_t pair);
void fields_choose(struct model *m); /* fields.c: the best fact for each field */
int write_run(struct model *m);      /* source, setting, limit_ */
int write_devices(struct model *m);  /* device, address, fact */
int write_flows(struct model *m);    /* flow, service, scan; before the devices: it counts their payload */
int write_outside(struct model *m);  /* outside, outside_address, outside_name */
int write_ledger(struct model *m);   /* ledger */
int write_events(struct model *m);   /* login, certificate ... and: */
int write_commands(struct model *m); /* write_orders.c */
int write_operations(struct model *m);
int write_points(struct model *m);
int write_wifi(struct model *m); /* access_point, wifi_client, wifi_leave */

/* The device ids of both ends. */
static inline void ends_row(struct rows *r, const struct model *m, const struct ends *e)
{
	rows_id(r, model_device(m, &e->client));
	rows_id(r, model_device(m, &e->server));
}

#endif
