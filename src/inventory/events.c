/* Facts that are counted into a table of their own: who said what, how often, first where. One function a
 * kind; keys are built zeroed, since they are compared byte by byte. */
#include "inventory/seen.h"

#include <string.h>

static struct who who_of(struct who w)
{
	if (ip_is_unspecified(w.ip))
		memset(&w.ip, 0, sizeof w.ip);
	return w;
}

static void on_address(struct seen *v, const struct fact *f)
{
	struct who w = who_of(f->about);
	struct talker *t;

	if (mac_is_none(w.mac) || mac_is_group(w.mac) || ip_is_none(w.ip) || ip_is_multicast(w.ip) ||
	    ip_is_broadcast(w.ip) || ip_is_loopback(w.ip))
		return;
	t = seen_talker(v, &w, f->when, f->at);
	if (t)
		t->flags |= f->num[0] ? TALKER_CLAIMED | TALKER_ANSWERED : TALKER_CLAIMED;
}

static void flag(struct seen *v, const struct fact *f, enum talker_flag what)
{
	struct who w = who_of(f->about);
	struct talker *t = NULL;

	if (!mac_is_none(w.mac) || !ip_is_none(w.ip))
		t = seen_talker(v, &w, f->when, f->at);
	if (t)
		t->flags |= (uint16_t)what;
}

/* A redirect (ICMP) is also sent by hosts that forward once by mistake: what passes through shows the rest.
 */
static void on_router(struct seen *v, const struct fact *f)
{
	if (f->source != PROTO_icmp)
		flag(v, f, TALKER_ROUTER);
}
static void on_virtual_mac(struct seen *v, const struct fact *f) { flag(v, f, TALKER_VIRTUAL); }

static void on_name_of(struct seen *v, const struct fact *f)
{
	ZEROED(named, key);
	struct named *r;
	bool is_new;

	key.ip = f->about.ip;
	key.name = texts_add(&v->texts, f->value);
	if (ip_is_none(key.ip) || !key.name || !(r = table_add(&v->names, &key, &is_new)))
		return;
	if (is_new)
		r->at = f->at;
	r->count++;
	if (f->confidence > r->confidence) {
		r->confidence = f->confidence;
		r->source = f->source;
	}
}

/* How much a sign-in tells: an accepted default most, then accepted, then unknown, then refused. */
static uint8_t login_rank(const struct fact *f)
{
	uint8_t rank = f->num[0] == LOGIN_OK ? 3 : f->num[0] == LOGIN_UNKNOWN ? 2 : 1;

	return (uint8_t)(rank + (f->num[3] && f->num[0] != LOGIN_FAILED ? 3 : 0));
}

static void keep_secret(struct seen *v, const struct fact *f)
{
	ZEROED(shared_secret, key);
	struct shared_secret *r;
	bool is_new;

	if (f->num[2] == 0)
		return;
	key.tag = f->num[2];
	key.server = end_of(&f->peer);
	r = table_add(&v->secrets, &key, &is_new);
	if (r && is_new) {
		r->protocol = f->source;
		r->at = f->at;
	}
}

static void on_login(struct seen *v, const struct fact *f)
{
	ZEROED(signed_in, key);
	struct signed_in *r;
	bool is_new;

	key.ends = ends_of(f);
	key.protocol = f->source;
	key.port = f->port;
	key.method = texts_add(&v->texts, f->value);
	r = table_add(&v->logins, &key, &is_new);
	if (!r)
		return;
	if (is_new) {
		r->first = f->when;
		r->at = r->telling = f->at;
	}
	r->ok += f->num[0] == LOGIN_OK;
	r->failed += f->num[0] == LOGIN_FAILED;
	r->unknown += f->num[0] == LOGIN_UNKNOWN;
	r->clear |= f->num[1] != 0;
	if (f->num[3] && f->num[0] == LOGIN_FAILED)
		r->default_refused++;
	if (login_rank(f) > r->rank) {
		r->rank = login_rank(f);
		r->telling = f->at;
		if (f->num[0] != LOGIN_FAILED)
			r->default_index = (uint32_t)f->num[3];
	}
	if (f->num[0] != LOGIN_FAILED)
		keep_secret(v, f);
}

static void on_certificate(struct seen *v, const struct fact *f)
{
	ZEROED(shown, key);
	struct shown *r;
	bool is_new;

	key.about = end_of(&f->about);
	key.port = f->port;
	key.subject = texts_add(&v->texts, f->value);
	key.issuer = texts_add(&v->texts, f->other);
	key.not_before = f->num[0];
	key.not_after = f->num[1];
	r = table_add(&v->certificates, &key, &is_new);
	if (!r || !is_new)
		return;
	r->self_signed = f->num[2];
	r->bits = f->num[3];
	r->when = f->when;
	r->at = f->at;
}

static void on_tls(struct seen *v, const struct fact *f)
{
	ZEROED(shook, key);
	struct shook *r;
	bool is_new;

	key.ends = ends_of(f);
	key.port = f->port;
	key.version = (uint16_t)f->num[0];
	key.cipher = texts_add(&v->texts, f->value);
	key.sni = texts_add(&v->texts, f->other);
	r = table_add(&v->tls, &key, &is_new);
	if (!r)
		return;
	if (r->count++ == 0)
		r->at = f->at;
	r->weak |= f->num[1] != 0;
}

static void on_time(struct seen *v, const struct fact *f)
{
	ZEROED(told_time, key);
	struct told_time *r;
	bool is_new;

	key.ends = ends_of(f);
	r = table_add(&v->times, &key, &is_new);
	if (!r)
		return;
	if (is_new)
		r->at = f->at;
	r->has_stratum |= f->kind == FACT_TIME_SYNC;
	if (f->kind == FACT_TIME_SYNC)
		r->stratum = f->num[0];
	if (f->kind == FACT_CLOCK || f->num[1]) {
		r->offset = f->kind == FACT_CLOCK ? f->num[0] : f->num[1];
		r->has_offset = true;
	}
}

static void on_port_map(struct seen *v, const struct fact *f)
{
	ZEROED(mapped, key);
	struct mapped *r;
	bool is_new;

	key.ends = ends_of(f);
	key.protocol = f->source;
	key.outside_port = f->num[0];
	key.inside_port = f->num[1];
	r = table_add(&v->maps, &key, &is_new);
	if (r && is_new) {
		r->purpose = texts_add(&v->texts, f->value);
		r->at = f->at;
	}
}

static void on_medium(struct seen *v, const struct fact *f)
{
	ZEROED(hopped, key);
	struct hopped *r;
	bool is_new;

	key.ends = ends_of(f);
	key.medium = texts_add(&v->texts, f->value);
	key.source = f->source;
	r = table_add(&v->hops, &key, &is_new);
	if (r && is_new)
		r->at = f->at;
}

static void on_neighbour(struct seen *v, const struct fact *f)
{
	ZEROED(neighboured, key);
	struct neighboured *r;
	bool is_new;

	key.ends = ends_of(f);
	key.port = texts_add(&v->texts, f->value);
	key.source = f->source;
	r = table_add(&v->neighbours, &key, &is_new);
	if (r && is_new)
		r->at = f->at;
}

void seen_event(struct seen *v, const struct fact *f)
{
	static void (*const on[FACT_COUNT])(struct seen *, const struct fact *) = {
		[FACT_ADDRESS] = on_address,
		[FACT_ROUTER] = on_router,
		[FACT_VIRTUAL_MAC] = on_virtual_mac,
		[FACT_NAME_OF] = on_name_of,
		[FACT_COMMAND] = seen_request,
		[FACT_ANSWER] = seen_request,
		[FACT_LOGIN] = on_login,
		[FACT_CERTIFICATE] = on_certificate,
		[FACT_TLS] = on_tls,
		[FACT_POINT] = seen_point,
		[FACT_TIME_SYNC] = on_time,
		[FACT_CLOCK] = on_time,
		[FACT_PORT_MAP] = on_port_map,
		[FACT_MEDIUM] = on_medium,
		[FACT_NEIGHBOUR] = on_neighbour,
		[FACT_ACCESS_POINT] = seen_network,
		[FACT_WIFI_CLIENT] = seen_station,
		[FACT_WIFI_LEAVE] = seen_leave,
	};

	if (on[f->kind])
		on[f->kind](v, f);
}
