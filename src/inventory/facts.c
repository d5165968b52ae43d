/* Facts that are kept: once for each (about, kind, value). */
#include "inventory/key.h"
#include "inventory/seen.h"

#include <string.h>

enum { KEPT_KEY = offsetof(struct kept, value) + sizeof(uint32_t) };
enum { VALUES_MAX = 32 }; /* of one kind about one talker; a device with more says nothing new by them */

static bool room_for(struct seen *v, const struct kept *key)
{
	struct kept_count k, *c;
	bool is_new;

	memset(&k, 0, sizeof k);
	k.about = key->about;
	k.kind = key->kind;
	c = table_add(&v->fact_counts, &k, &is_new);
	if (!c)
		return false;
	if (c->values >= VALUES_MAX) {
		c->dropped++;
		v->facts.dropped++;
		return false;
	}
	c->values++;
	return true;
}

/* The published names of parties without an address are no use. */
static bool about_nobody(const struct who *w) { return mac_is_none(w->mac) && ip_is_none(w->ip); }

/* A name with control characters in it, or of one character or two digits, is a misread field, not a name. */
static bool no_name(struct text t)
{
	bool letters = false;

	for (size_t i = 0; i < t.n; i++) {
		if ((unsigned char)t.s[i] < 0x20 || t.s[i] == 0x7f || t.s[i] == '\\')
			return true;
		letters |= t.s[i] < '0' || t.s[i] > '9';
	}
	return t.n < 2 || (!letters && t.n < 4);
}

void seen_keep(struct seen *v, const struct fact *f)
{
	struct kept k;

	if (f->value.n == 0 || about_nobody(&f->about) || (f->kind == FACT_NAME && no_name(f->value)))
		return;
	memset(&k, 0, sizeof k);
	k.about.mac = f->about.mac;
	if (!ip_is_unspecified(f->about.ip))
		k.about.ip = f->about.ip;
	k.kind = f->kind;
	k.value = texts_add(&v->texts, f->value);
	k.at = f->at;
	k.source = f->source;
	k.port = f->port;
	k.confidence = f->confidence;
	k.count = 1 + f->more;
	if (k.value)
		batch_add(&v->keeping, &k, key_hash(&v->facts, &k, KEPT_KEY));
}

void seen_kept(void *ctx, const void *change, uint64_t hash)
{
	struct seen *v = ctx;
	const struct kept *k = change;
	struct kept *r = key_find(&v->facts, k, hash, KEPT_KEY);

	if (!r) {
		if (!room_for(v, k) || !(r = table_add_hashed(&v->facts, k, hash)))
			return;
		r->at = k->at;
	}
	r->count += k->count;
	if (k->confidence > r->confidence) {
		r->confidence = k->confidence;
		r->source = k->source;
		r->port = k->port;
	}
}
