/* The rows of things done: login, secret, certificate, tls, time_sync, port_map, hop,
 * neighbour. */
#include "inventory/model.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static void text_or_null(struct rows *r, const struct model *m, uint32_t id)
{
	if (id)
		rows_text(r, texts_get(&m->seen->texts, id));
	else
		rows_null(r);
}

static int write_logins(struct model *m)
{
	struct rows r;

	if (rows_begin(&r, m->store, "login", 18) < 0)
		return r.error;
	for (uint32_t i = 0; i < m->seen->logins.count; i++) {
		const struct signed_in *l = table_at(&m->seen->logins, i);
		bool fits = default_of_device(m, &l->ends.server, l->default_index);

		ends_row(&r, m, &l->ends);
		rows_id(&r, model_outside(m, &l->ends.client));
		rows_id(&r, model_outside(m, &l->ends.server));
		rows_ip(&r, l->ends.client.ip);
		rows_ip(&r, l->ends.server.ip);
		rows_word(&r, protocol_token(l->protocol));
		rows_int(&r, l->port);
		rows_text(&r, texts_get(&m->seen->texts, l->method));
		rows_int(&r, l->clear != 0);
		rows_int(&r, l->ok);
		rows_int(&r, l->failed);
		rows_int(&r, l->unknown);
		rows_int(&r, fits);
		rows_packet(&r, l->at);
		rows_packet(&r, l->telling);
		rows_int(&r, l->first);
		rows_int(&r, fits && l->rank == LOGIN_RANK_DEFAULT_OK);
		rows_next(&r);
	}
	return rows_end(&r);
}

static int by_tag(const void *a, const void *b)
{
	const struct shared_secret *x = *(const struct shared_secret *const *)a,
				   *y = *(const struct shared_secret *const *)b;

	if (x->tag != y->tag)
		return x->tag < y->tag ? -1 : 1;
	return x < y ? -1 : x > y;
}

/* Groups of servers at which the same secret was used; one server alone is none. A group is known by its
 * first row: tags are keyed anew in each run, so nothing may depend on their order. all: sorted by tag. */
static void secret_groups(const struct model *m, const struct shared_secret **all, uint32_t *ret_group)
{
	uint32_t n = m->seen->secrets.count;

	for (uint32_t i = 0, end; i < n; i = end) {
		uint32_t devices = 0, before = 0;

		for (end = i; end < n && all[end]->tag == all[i]->tag; end++) {
			uint32_t device = model_device(m, &all[end]->server);

			devices += device && device != before;
			before = device ? device : before;
		}
		for (uint32_t k = i; devices > 1 && k < end; k++)
			ret_group[table_row(&m->seen->secrets, all[k])] =
				table_row(&m->seen->secrets, all[i]) + 1;
	}
}

static void secret_row(struct rows *r, const struct model *m, uint32_t i, uint32_t group)
{
	const struct shared_secret *s = table_at(&m->seen->secrets, i);
	uint32_t device = model_device(m, &s->server);

	if (!group || !device)
		return;
	rows_int(r, group);
	rows_int(r, device);
	rows_word(r, protocol_token(s->protocol));
	rows_packet(r, s->at);
	rows_next(r);
}

static int write_secrets(struct model *m)
{
	const struct table *t = &m->seen->secrets;
	const struct shared_secret **all = calloc(t->count + 1, sizeof *all);
	uint32_t *group = calloc(t->count + 1, sizeof *group);
	struct rows r = {.error = -ENOMEM};

	if (all && group && rows_begin(&r, m->store, "secret", 4) == 0) {
		for (uint32_t i = 0; i < t->count; i++)
			all[i] = table_at(t, i);
		qsort(all, t->count, sizeof *all, by_tag);
		secret_groups(m, all, group);
		for (uint32_t i = 0; i < t->count; i++)
			secret_row(&r, m, i, group[i]);
	}
	free(all);
	free(group);
	return rows_end(&r);
}

static int write_certificates(struct model *m)
{
	struct rows r;

	if (rows_begin(&r, m->store, "certificate", 11) < 0)
		return r.error;
	for (uint32_t i = 0; i < m->seen->certificates.count; i++) {
		const struct shown *c = table_at(&m->seen->certificates, i);

		rows_id(&r, model_device(m, &c->about));
		rows_id(&r, model_outside(m, &c->about));
		rows_int(&r, c->port);
		rows_text(&r, texts_get(&m->seen->texts, c->subject));
		rows_text(&r, texts_get(&m->seen->texts, c->issuer));
		rows_int(&r, c->not_before);
		rows_int(&r, c->not_after);
		rows_int(&r, c->self_signed != 0);
		if (c->bits)
			rows_int(&r, c->bits);
		else
			rows_null(&r);
		rows_packet(&r, c->at);
		rows_int(&r, c->when);
		rows_next(&r);
	}
	return rows_end(&r);
}

static int write_tls(struct model *m)
{
	struct rows r;

	if (rows_begin(&r, m->store, "tls", 10) < 0)
		return r.error;
	for (uint32_t i = 0; i < m->seen->tls.count; i++) {
		const struct shook *t = table_at(&m->seen->tls, i);

		ends_row(&r, m, &t->ends);
		rows_id(&r, model_outside(m, &t->ends.server));
		rows_int(&r, t->port);
		rows_int(&r, t->version);
		rows_text(&r, texts_get(&m->seen->texts, t->cipher));
		rows_int(&r, t->weak != 0);
		text_or_null(&r, m, t->sni);
		rows_int(&r, t->count);
		rows_packet(&r, t->at);
		rows_next(&r);
	}
	return rows_end(&r);
}

static int write_times(struct model *m)
{
	struct rows r;

	if (rows_begin(&r, m->store, "time_sync", 6) < 0)
		return r.error;
	for (uint32_t i = 0; i < m->seen->times.count; i++) {
		const struct told_time *t = table_at(&m->seen->times, i);
		uint32_t device = model_device(m, &t->ends.client);

		if (!device)
			continue;
		rows_int(&r, device);
		rows_id(&r, model_device(m, &t->ends.server));
		rows_id(&r, model_outside(m, &t->ends.server));
		if (t->has_stratum)
			rows_int(&r, t->stratum);
		else
			rows_null(&r);
		if (t->has_offset)
			rows_int(&r, t->offset);
		else
			rows_null(&r);
		rows_packet(&r, t->at);
		rows_next(&r);
	}
	return rows_end(&r);
}

static int write_maps(struct model *m)
{
	struct rows r;

	if (rows_begin(&r, m->store, "port_map", 7) < 0)
		return r.error;
	for (uint32_t i = 0; i < m->seen->maps.count; i++) {
		const struct mapped *p = table_at(&m->seen->maps, i);
		uint32_t device = model_device(m, &p->ends.client);

		if (!device)
			continue;
		rows_int(&r, device);
		rows_id(&r, model_device(m, &p->ends.server));
		rows_word(&r, protocol_token(p->protocol));
		rows_int(&r, p->outside_port);
		rows_int(&r, p->inside_port);
		text_or_null(&r, m, p->purpose);
		rows_packet(&r, p->at);
		rows_next(&r);
	}
	return rows_end(&r);
}

static int write_hops(struct model *m)
{
	struct rows r;

	if (rows_begin(&r, m->store, "hop", 5) < 0)
		return r.error;
	for (uint32_t i = 0; i < m->seen->hops.count; i++) {
		const struct hopped *h = table_at(&m->seen->hops, i);
		uint32_t station = model_device(m, &h->ends.client);

		if (!station)
			continue;
		rows_int(&r, station);
		rows_id(&r, model_device(m, &h->ends.server));
		rows_text(&r, texts_get(&m->seen->texts, h->medium));
		rows_word(&r, protocol_token(h->source));
		rows_packet(&r, h->at);
		rows_next(&r);
	}
	return rows_end(&r);
}

static int write_neighbours(struct model *m)
{
	struct rows r;

	if (rows_begin(&r, m->store, "neighbour", 5) < 0)
		return r.error;
	for (uint32_t i = 0; i < m->seen->neighbours.count; i++) {
		const struct neighboured *n = table_at(&m->seen->neighbours, i);
		uint32_t device = model_device(m, &n->ends.client), peer = model_device(m, &n->ends.server);

		if (!device || !peer)
			continue;
		rows_int(&r, device);
		rows_int(&r, peer);
		text_or_null(&r, m, n->port);
		rows_word(&r, protocol_token(n->source));
		rows_packet(&r, n->at);
		rows_next(&r);
	}
	return rows_end(&r);
}

int write_events(struct model *m)
{
	static int (*const writers[])(struct model *) = {
		write_commands, write_operations, write_logins, write_secrets, write_certificates, write_tls,
		write_points,   write_times,      write_maps,   write_hops,    write_neighbours};
	int r = 0;

	for (size_t i = 0; r == 0 && i < sizeof writers / sizeof *writers; i++)
		r = writers[i](m);
	return r;
}
