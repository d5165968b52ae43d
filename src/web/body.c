#include "web/body.h"

#include <http_parser.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_ROOM = 4096, FRAMING_ROOM = 65536 };

/* Room for n more; false: more than this route takes, or no memory. */
static bool append(struct body *b, const char *bytes, size_t n)
{
	size_t room = b->room ? b->room : FIRST_ROOM;
	char *grown;

	if (n == 0)
		return true;
	if (n > b->most - b->n)
		return false;
	while (room < b->n + n)
		room *= 2;
	if (room != b->room) {
		if (!(grown = realloc(b->bytes, room)))
			return false;
		b->bytes = grown;
		b->room = room;
	}
	memcpy(b->bytes + b->n, bytes, n);
	b->n += n;
	return true;
}

/* What a callback of the parser has to say besides "stop". */
struct chunks {
	http_parser parser; /* first: struct body points to it */
	struct body *body;
	bool too_large, done;
};

static int on_body(http_parser *p, const char *at, size_t n)
{
	struct chunks *c = p->data;

	c->too_large = !append(c->body, at, n);
	return c->too_large;
}

static int on_done(http_parser *p)
{
	((struct chunks *)p->data)->done = true;
	http_parser_pause(p, 1);
	return 0;
}

static int no_trailer(http_parser *p, const char *at, size_t n)
{
	(void)p;
	(void)at;
	(void)n;
	return 1;
}

static const http_parser_settings chunk_callbacks = {
	.on_header_field = no_trailer, .on_body = on_body, .on_message_complete = on_done};

/* The parser is brought to where a chunked body begins; the real head was read by head_read(). */
static enum refusal begin_chunks(struct body *b)
{
	static const char head[] = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
	static const http_parser_settings silent = {0};
	struct chunks *c = calloc(1, sizeof *c);

	if (!c)
		return REFUSAL_NO_ROOM;
	http_parser_init(&c->parser, HTTP_REQUEST);
	c->parser.data = c;
	c->body = b;
	b->chunks = &c->parser;
	return http_parser_execute(&c->parser, &silent, head, sizeof head - 1) == sizeof head - 1
		       ? REFUSAL_NONE
		       : REFUSAL_FRAMING;
}

enum refusal body_begin(struct body *b, const struct head *h, size_t most)
{
	*b = (struct body){.left = h->length, .most = most};
	if (h->length > most)
		return REFUSAL_BODY_SIZE;
	return h->chunked ? begin_chunks(b) : REFUSAL_NONE;
}

static enum refusal take_chunks(struct body *b, const char *bytes, size_t n, size_t *ret_used)
{
	struct chunks *c = (struct chunks *)(void *)b->chunks;
	enum http_errno error;
	size_t used;

	*ret_used = 0;
	if (n == 0)
		return REFUSAL_NONE; /* to the parser, nothing is the end */
	c->body = b;                 /* it may have moved since */
	used = http_parser_execute(&c->parser, &chunk_callbacks, bytes, n);
	*ret_used = used < n ? used
			     : n; /* stopped by on_body() at the end of what is there, it says one too many */
	error = HTTP_PARSER_ERRNO(&c->parser);
	b->came += *ret_used;
	if (c->too_large || b->came > 2 * b->most + FRAMING_ROOM)
		return REFUSAL_BODY_SIZE;
	return c->done || error == HPE_OK ? REFUSAL_NONE : REFUSAL_FRAMING;
}

enum refusal body_take(struct body *b, const char *bytes, size_t n, size_t *ret_used)
{
	size_t some = n < b->left ? n : (size_t)b->left;

	if (b->chunks)
		return take_chunks(b, bytes, n, ret_used);
	if (!append(b, bytes, some))
		return REFUSAL_NO_ROOM;
	b->left -= some;
	*ret_used = some;
	return REFUSAL_NONE;
}

bool body_is_whole(const struct body *b)
{
	return b->chunks ? ((const struct chunks *)(const void *)b->chunks)->done : b->left == 0;
}

void body_clear(struct body *b)
{
	free(b->chunks);
	free(b->bytes);
	*b = (struct body){0};
}
