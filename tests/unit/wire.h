/* Frames made by hand, a stack that takes them, and what it said: for the tests of decode/. The one decoder
 * it knows (LINES) speaks a protocol of lines: "!..." is surely a client's, "?..." surely a server's, "~..."
 * is likely; a line "enough" and a line "broken" make it answer so. Include it once in a test program. */
#ifndef MIMAMORI_TESTS_WIRE_H
#define MIMAMORI_TESTS_WIRE_H

#include "decode/decoder.h"
#include "decode/stack.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "test.h"

enum { FIN = 1, SYN = 2, RST = 4, PSH = 8, ACK = 16, LINES_PORT = 7000 };

/* --- bytes
 * ------------------------------------------------------------------------------------------------------ */

struct bytes {
	uint8_t b[70000];
	size_t n;
};

static inline void put8(struct bytes *w, unsigned v) { w->b[w->n++] = (uint8_t)v; }

static inline void put16(struct bytes *w, unsigned v)
{
	put8(w, v >> 8);
	put8(w, v);
}

static inline void put32(struct bytes *w, uint32_t v)
{
	put16(w, v >> 16);
	put16(w, v);
}

static inline void put_raw(struct bytes *w, const void *p, size_t n)
{
	if (n)
		memcpy(w->b + w->n, p, n);
	w->n += n;
}

static inline void put_text(struct bytes *w, const char *s) { put_raw(w, s, strlen(s)); }

/* Host n is 10.0.0.n with the address 02:00:00:00:00:n. */
static inline void put_ethernet(struct bytes *w, unsigned from, unsigned to, unsigned type)
{
	put32(w, 0x02000000);
	put16(w, to);
	put32(w, 0x02000000);
	put16(w, from);
	put16(w, type);
}

static inline void put_ip4(struct bytes *w, unsigned from, unsigned to, unsigned protocol, size_t payload,
			   unsigned id)
{
	put16(w, 0x4500);
	put16(w, (unsigned)(20 + payload));
	put16(w, id);
	put16(w, 0);
	put16(w, 64 << 8 | protocol);
	put16(w, 0);
	put32(w, 0x0a000000 | from);
	put32(w, 0x0a000000 | to);
}

static inline void put_tcp(struct bytes *w, unsigned from_port, unsigned to_port, uint32_t seq, uint32_t ack,
			   unsigned flags)
{
	put16(w, from_port);
	put16(w, to_port);
	put32(w, seq);
	put32(w, ack);
	put16(w, 0x5000 | flags);
	put16(w, 8192);
	put32(w, 0);
}

static inline void put_udp(struct bytes *w, unsigned from_port, unsigned to_port, size_t payload)
{
	put16(w, from_port);
	put16(w, to_port);
	put16(w, (unsigned)(8 + payload));
	put16(w, 0);
}

/* --- what was said
 * ------------------------------------------------------------------------------------------------ */

struct wire {
	struct stack *stack;
	int64_t now;
	uint32_t n, id;
	char said[20000]; /* what the decoder LINES heard: "c:!one s:?two H:..." (H: after a hole) */
	char facts[4000];
	struct flow flows[200];
	struct sighting seen[400];
	unsigned flow_count, seen_count;
	uint64_t flow_packets; /* of all that were told, kept or not */
};

static struct wire wire;

static inline void wire_sighting(void *ctx, const struct sighting *s)
{
	(void)ctx;
	if (wire.seen_count < 400)
		wire.seen[wire.seen_count++] = *s;
}

static inline void wire_flow(void *ctx, const struct flow *f)
{
	(void)ctx;
	wire.flow_packets += f->packets;
	if (wire.flow_count < 200)
		wire.flows[wire.flow_count++] = *f;
}

static inline void wire_fact(void *ctx, const struct fact *f)
{
	size_t n = strlen(wire.facts);

	(void)ctx;
	snprintf(wire.facts + n, sizeof wire.facts - n, "%s#%u %.*s", n ? " " : "", f->at.n, (int)f->value.n,
		 f->value.s);
}

static inline void wire_start(const struct stack_limits *limits)
{
	static const struct decode_sink sink = {
		.sighting = wire_sighting, .fact = wire_fact, .flow = wire_flow};

	memset(&wire, 0, sizeof wire);
	wire.now = INT64_C(1700000000000000);
	wire.stack = stack_new(limits, &sink);
	assert_non_null(wire.stack);
}

static inline const struct stack_counts *wire_end(void)
{
	static struct stack_counts counts;

	stack_end(wire.stack);
	counts = *stack_counts(wire.stack);
	stack_free(wire.stack);
	wire.stack = NULL;
	return &counts;
}

/* --- frames
 * ------------------------------------------------------------------------------------------------------- */

static inline void wire_frame(uint32_t link, const struct bytes *w, size_t captured)
{
	struct frame f = {.link = link, .captured = (uint32_t)captured, .wire = (uint32_t)w->n};
	uint8_t *exact = malloc(captured ? captured : 1); /* so that a sanitizer sees a read past the end */

	assert_non_null(exact);
	memcpy(exact, w->b, captured);
	f.bytes = exact;
	f.when = wire.now += 2000;
	f.at.n = ++wire.n;
	stack_take(wire.stack, &f, 1);
	free(exact);
}

struct tcp {
	unsigned from, to, from_port, to_port;
	uint32_t seq, ack;
	unsigned flags;
	const char *payload;
};

static inline void tcp_bytes(struct bytes *w, struct tcp t)
{
	size_t n = t.payload ? strlen(t.payload) : 0;

	w->n = 0;
	put_ethernet(w, t.from, t.to, 0x0800);
	put_ip4(w, t.from, t.to, 6, 20 + n, ++wire.id);
	put_tcp(w, t.from_port, t.to_port, t.seq, t.ack, t.flags ? t.flags : ACK);
	put_raw(w, t.payload, n);
}

static inline void tcp(struct tcp t)
{
	static struct bytes w;

	tcp_bytes(&w, t);
	wire_frame(LINK_ETHERNET, &w, w.n);
}

/* Client 1:40000 and server 2:7000. */
static inline void up(uint32_t seq, uint32_t ack, unsigned flags, const char *payload)
{
	tcp((struct tcp){1, 2, 40000, LINES_PORT, seq, ack, flags, payload});
}

static inline void down(uint32_t seq, uint32_t ack, unsigned flags, const char *payload)
{
	tcp((struct tcp){2, 1, LINES_PORT, 40000, seq, ack, flags, payload});
}

static inline void udp(unsigned from, unsigned to, unsigned from_port, unsigned to_port, const char *payload)
{
	static struct bytes w;
	size_t n = strlen(payload);

	w.n = 0;
	put_ethernet(&w, from, to, 0x0800);
	put_ip4(&w, from, to, 17, 8 + n, ++wire.id);
	put_udp(&w, from_port, to_port, n);
	put_raw(&w, payload, n);
	wire_frame(LINK_ETHERNET, &w, w.n);
}

/* --- the decoder
 * -------------------------------------------------------------------------------------------------- */

static inline struct smell lines_smells(const struct talk *t, struct rd head)
{
	(void)t;
	switch (rd_peek(&head, 0)) {
	case '!':
		return smell(SURE, ROLE_CLIENT);
	case '?':
		return smell(SURE, ROLE_SERVER);
	case '~':
		return smell(LIKELY, ROLE_UNKNOWN);
	default:
		return smell(NOT_MINE, ROLE_UNKNOWN);
	}
}

static inline bool line_is(const struct rd *line, const char *s)
{
	return rd_left(line) == strlen(s) && rd_starts(line, s, strlen(s));
}

struct lines_state {
	uint64_t lines; /* before this one */
	uint64_t more[5];
};

static inline enum heard lines_decode(struct talk *t, struct rd *in, struct emit *e)
{
	size_t n = strlen(wire.said);
	struct lines_state *s = t->state;
	struct rd line;

	if (!rd_line(in, &line))
		return MORE;
	if (line_is(&line, "wider") && t->narrow)
		return WIDER;
	if (!t->narrow)
		memset(s->more, 0xa5, sizeof s->more);
	if (line_is(&line, "wider")) {
		snprintf(wire.said + n, sizeof wire.said - n, " wide behind %u", (unsigned)s->lines);
		return HEARD;
	}
	s->lines++;
	if (line_is(&line, "broken"))
		return BROKEN;
	snprintf(wire.said + n, sizeof wire.said - n, "%s%c%s:%.*s", n ? " " : "",
		 t->side == FROM_CLIENT ? 'c' : 's', t->hole ? "H" : "",
		 (int)(rd_left(&line) < 60 ? rd_left(&line) : 60), (const char *)line.at);
	emit_text(e, FACT_BANNER, SENDER, 90, text_of(line.at, rd_left(&line)));
	if (line_is(&line, "becomes"))
		emit_becomes(e, PROTO_tls);
	if (line_is(&line, "secret"))
		emit_secrecy(e, PROTO_tls, true);
	return line_is(&line, "enough") ? ENOUGH : HEARD;
}

static const uint16_t lines_ports[] = {LINES_PORT, 0};
static const struct decoder decoder_lines = {
	.protocol = PROTO_ftp,
	.on = ON_TCP | ON_UDP,
	.ports = lines_ports,
	.depth = DEPTH_NAMED,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct lines_state),
	.state_narrow = sizeof(uint64_t),
	.smells = lines_smells,
	.decode = lines_decode,
};

#endif
