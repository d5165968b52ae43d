/* All integers little-endian; a text is | length + 1, 4 | bytes |, 0 absent. Anything left over is refused.
 */
#include "serve/message.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

const char *const method_names[METHOD_COUNT] = {"GET", "POST", "PUT", "PATCH", "DELETE"};

enum { REQUEST_FIXED = 8 + 1 + 1, RESPONSE_FIXED = 8 + 2 + 2 + 1 + 1 + 4, EVENT_FIXED = 8 + 4 };

struct said said_of(const char *text) { return (struct said){text, text ? strlen(text) : 0}; }

bool said_is(struct said s, const char *text)
{
	return s.s && s.n == strlen(text) && memcmp(s.s, text, s.n) == 0;
}

bool said_copy(struct said s, char *buf, size_t room)
{
	if (!s.s || s.n >= room || memchr(s.s, '\0', s.n)) {
		*buf = '\0';
		return false;
	}
	memcpy(buf, s.s, s.n);
	buf[s.n] = '\0';
	return true;
}

static uint8_t *put(uint8_t *p, uint64_t v, unsigned bytes)
{
	for (unsigned i = 0; i < bytes; i++, v >>= 8)
		*p++ = (uint8_t)v;
	return p;
}

static uint8_t *put_said(uint8_t *p, struct said s)
{
	p = put(p, s.s ? s.n + 1 : 0, 4);
	if (s.n)
		memcpy(p, s.s, s.n);
	return p + s.n;
}

static struct said get_said(struct rd *r)
{
	uint32_t n = rd_le32(r);
	const uint8_t *p = n ? rd_bytes(r, n - 1) : NULL;

	return p ? (struct said){(const char *)p, n - 1} : (struct said){NULL, 0};
}

static int send(struct channel *c, uint8_t kind, uint8_t *bytes, size_t n)
{
	int r = channel_put(c, kind, bytes, n, NULL, 0);

	free(bytes);
	return r;
}

int message_request(struct channel *c, const struct request *r)
{
	size_t n = REQUEST_FIXED;
	uint8_t *bytes, *p;

#define X(name) n += 4 + r->name.n;
	REQUEST_TEXTS(X)
#undef X
	if (!(p = bytes = malloc(n)))
		return -ENOMEM;
	p = put(p, r->id, 8);
	p = put(p, r->via, 1);
	p = put(p, r->method, 1);
#define X(name) p = put_said(p, r->name);
	REQUEST_TEXTS(X)
#undef X
	return send(c, MESSAGE_REQUEST, bytes, n);
}

bool message_read_request(struct rd body, struct request *ret)
{
	*ret = (struct request){.id = rd_le64(&body)};
	ret->via = rd_u8(&body);
	ret->method = rd_u8(&body);
#define X(name) ret->name = get_said(&body);
	REQUEST_TEXTS(X)
#undef X
	return rd_ok(&body) && rd_empty(&body) && ret->method < METHOD_COUNT && ret->path.s;
}

int message_response(struct channel *c, const struct response *r)
{
	size_t n = RESPONSE_FIXED;
	uint8_t *bytes, *p;

#define X(name) n += 4 + r->name.n;
	RESPONSE_TEXTS(X)
#undef X
	if (!(p = bytes = malloc(n)))
		return -ENOMEM;
	p = put(p, r->id, 8);
	p = put(p, r->status, 2);
	p = put(p, r->retry_after, 2);
	p = put(p, r->more, 1);
	p = put(p, r->shared, 1);
	p = put(p, r->version, 4);
#define X(name) p = put_said(p, r->name);
	RESPONSE_TEXTS(X)
#undef X
	return send(c, MESSAGE_RESPONSE, bytes, n);
}

bool message_read_response(struct rd body, struct response *ret)
{
	*ret = (struct response){.id = rd_le64(&body)};
	ret->status = rd_le16(&body);
	ret->retry_after = rd_le16(&body);
	ret->more = rd_u8(&body);
	ret->shared = rd_u8(&body);
	ret->version = rd_le32(&body);
#define X(name) ret->name = get_said(&body);
	RESPONSE_TEXTS(X)
#undef X
	return rd_ok(&body) && rd_empty(&body) && ret->more <= 1;
}

int message_answer(struct channel *c, const struct response *r, const void *body, size_t n)
{
	struct response part = *r;
	size_t parts = n / RESPONSE_PART_MAX + 1, waiting = c->out.to - c->out.from, at = 0;
	int result;

	if (waiting + n + parts * 512 + 8192 > c->queue_max)
		return -ENOBUFS;
	do {
		size_t some = n - at < RESPONSE_PART_MAX ? n - at : RESPONSE_PART_MAX;

		part.body = (struct said){(const char *)body + at, some};
		if (n == 0)
			part.body = (struct said){"", 0};
		at += some;
		part.more = at < n;
		if ((result = message_response(c, &part)) < 0)
			return result;
		part = (struct response){.id = r->id};
	} while (at < n);
	return 0;
}

int message_event(struct channel *c, const struct event_message *e)
{
	size_t n = EVENT_FIXED + 4 + e->topic.n;
	uint8_t *bytes = malloc(n), *p = bytes;

	if (!bytes)
		return -ENOMEM;
	p = put(p, e->seq, 8);
	p = put(p, e->version, 4);
	put_said(p, e->topic);
	return send(c, MESSAGE_EVENT, bytes, n);
}

bool message_read_event(struct rd body, struct event_message *ret)
{
	ret->seq = rd_le64(&body);
	ret->version = rd_le32(&body);
	ret->topic = get_said(&body);
	return rd_ok(&body) && rd_empty(&body) && ret->topic.s;
}
