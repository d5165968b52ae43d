#include "web/outgoing.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct piece {
	struct piece *next;
	struct blob *blob; /* NULL: lasting */
	const uint8_t *at;
	size_t n;
};

struct blob *blob_of(const void *a, size_t n, const void *b, size_t m)
{
	struct blob *blob = malloc(sizeof *blob + n + m);

	if (!blob)
		return NULL;
	*blob = (struct blob){1, n + m};
	if (a && n)
		memcpy(blob->bytes, a, n);
	if (b && m)
		memcpy(blob->bytes + n, b, m);
	return blob;
}

struct blob *blob_new(const void *bytes, size_t n) { return blob_of(bytes, n, NULL, 0); }

struct blob *blob_hold(struct blob *b)
{
	b->holders++;
	return b;
}

void blob_drop(struct blob *b)
{
	if (b && --b->holders == 0)
		free(b);
}

static int add(struct outgoing *o, struct blob *b, const void *at, size_t n)
{
	struct piece *p = n ? malloc(sizeof *p) : NULL;

	if (!p)
		return n ? -ENOMEM : 0;
	*p = (struct piece){NULL, b ? blob_hold(b) : NULL, at, n};
	if (o->last)
		o->last->next = p;
	else
		o->first = p;
	o->last = p;
	o->bytes += n;
	o->pieces++;
	return 0;
}

int outgoing_add(struct outgoing *o, struct blob *b) { return add(o, b, b->bytes, b->n); }
int outgoing_lasting(struct outgoing *o, const void *bytes, size_t n) { return add(o, NULL, bytes, n); }

bool outgoing_next(const struct outgoing *o, const uint8_t **ret_at, size_t *ret_n)
{
	if (!o->first)
		return false;
	*ret_at = o->first->at;
	*ret_n = o->first->n;
	return true;
}

void outgoing_sent(struct outgoing *o, size_t n)
{
	struct piece *p = o->first;

	p->at += n;
	p->n -= n;
	o->bytes -= n;
	if (p->n)
		return;
	o->first = p->next;
	if (!o->first)
		o->last = NULL;
	o->pieces--;
	blob_drop(p->blob);
	free(p);
}

void outgoing_clear(struct outgoing *o)
{
	while (o->first)
		outgoing_sent(o, o->first->n);
}
