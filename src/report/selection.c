#include "report/selection.h"

#include "decode/flow.h"
#include "decode/view.h"

#include <stdlib.h>
#include <string.h>

enum { TALKS_MAX = 65536 };

void *selection_more(void *array, size_t *count, size_t size)
{
	void **at = array;
	void *grown = *count & (*count - 1) ? *at : realloc(*at, (*count ? 2 * *count : 1) * size);

	if (!grown)
		return NULL;
	*at = grown;
	return memset((char *)grown + size * (*count)++, 0, size);
}

void selection_clear(struct selection *s)
{
	for (size_t i = 0; i < s->file_count; i++)
		free(s->files[i]);
	free(s->files);
	free(s->client.macs);
	free(s->client.ips);
	free(s->server.macs);
	free(s->server.ips);
	free(s->packets);
	free(s->talks);
	*s = (struct selection){0};
}

long selection_file(const struct selection *s, const struct capture *c, uint32_t file)
{
	const char *name = capture_file(c, file)->name;
	uint32_t before = 0;

	if (!s->files)
		return (long)file;
	for (uint32_t i = 0; i < file; i++)
		before += strcmp(capture_file(c, i)->name, name) == 0;
	for (size_t i = 0; i < s->file_count; i++)
		if (strcmp(s->files[i], name) == 0 && before-- == 0)
			return (long)i;
	return -1;
}

/* --- frames */

static bool has_mac(const struct ends *e, struct mac mac)
{
	for (size_t i = 0; i < e->mac_count; i++)
		if (mac_same(e->macs[i], mac))
			return true;
	return false;
}

static bool has_ip(const struct ends *e, struct ip ip)
{
	for (size_t i = 0; i < e->ip_count; i++)
		if (ip_same(e->ips[i], ip))
			return true;
	return e->no_address && (ip_is_none(ip) || ip_is_unspecified(ip));
}

static bool end_is(const struct ends *e, const struct who *w)
{
	return has_ip(e, w->ip) || has_mac(e, w->mac);
}

/* A later fragment shows no ports: its addresses must do. */
static bool flow_way(const struct selection *s, const struct view *v, const struct who *client,
		     const struct who *server)
{
	uint16_t port = client == &v->seen.from ? v->to_port : v->from_port;

	return end_is(&s->client, client) && end_is(&s->server, server) &&
	       (!s->port || s->port == port || v->kind == VIEW_FRAGMENT);
}

static bool talk_is(const struct selection *s, uint64_t hash)
{
	size_t low = 0, high = s->talk_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (s->talks[middle] == hash)
			return true;
		if (s->talks[middle] < hash)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

static bool layer_is(struct selection *s, struct view *v)
{
	if (v->kind == VIEW_NOTHING)
		return false;
	if (s->wanted == WANT_DEVICE)
		return end_is(&s->client, &v->seen.from) || end_is(&s->client, &v->seen.to);
	if (s->wanted == WANT_FLOW)
		return (!s->transport || (view_has_flow(v) && v->protocol == s->transport)) &&
		       (flow_way(s, v, &v->seen.from, &v->seen.to) ||
			flow_way(s, v, &v->seen.to, &v->seen.from));
	if (!view_has_flow(v))
		return false;
	flow_hash(v);
	return v->hash && talk_is(s, v->hash);
}

/* Every layer of addresses in the frame, from the outside in, until `is` says yes. */
static bool any_layer(struct selection *s, const struct frame *f,
		      bool (*is)(struct selection *, struct view *))
{
	struct view v;

	view_frame(&v, f);
	if (v.inside == LAYER_UNKNOWN)
		return false;
	do {
		if (is(s, &v))
			return true;
		while (v.kind == VIEW_TUNNEL) {
			view_inside(&v);
			if (is(s, &v))
				return true;
		}
	} while (v.later.at && view_next(&v));
	return false;
}

static bool is_named(const struct selection *s, const struct frame *f)
{
	uint64_t at = (uint64_t)f->at.file << 32 | f->at.n;
	size_t low = 0, high = s->packet_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (at > s->packets[middle].last)
			low = middle + 1;
		else
			high = middle;
	}
	return low < s->packet_count && at >= s->packets[low].first;
}

static bool learn_layer(struct selection *s, struct view *v)
{
	uint64_t *talk;

	if (!view_has_flow(v))
		return false;
	flow_hash(v);
	if (v->hash && s->talk_count < TALKS_MAX &&
	    (talk = selection_more(&s->talks, &s->talk_count, sizeof *talk)))
		*talk = v->hash;
	return false;
}

void selection_learn(struct selection *s, const struct frame *f)
{
	if (is_named(s, f))
		any_layer(s, f, learn_layer);
}

static int by_hash(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

void selection_learned(struct selection *s)
{
	if (s->talk_count)
		qsort(s->talks, s->talk_count, sizeof *s->talks, by_hash);
}

bool selection_takes(struct selection *s, const struct frame *f, bool *ret_named)
{
	*ret_named = s->packet_count && is_named(s, f);
	return *ret_named || (s->wanted != WANT_PACKETS && any_layer(s, f, layer_is));
}
