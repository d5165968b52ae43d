/* Every decoder by itself, table-driven. Input:
 *
 *	| decoder 1 | ports 1 | then pieces: | flags 1 | length 2 (big-endian) | bytes | ...
 *
 * flags: 1 the server speaks, 2 bytes were lost before, 4 the frame was cut. Over TCP the pieces of a side
 *are one stream that arrives cut anywhere; elsewhere each piece is a datagram. ports: 0 its first hint, else
 *an unknown one; 128 over UDP where it may. The environment's DECODER=TOKEN holds it to one. A decoder must
 *consume what it says it heard, leave what it has not, and speak only well-formed facts. */
#include "facts.h"

#include "decode/decoder.h"
#include "decode/naming.h"
#include "decode/speech.h"

#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

enum { PIECES = 64, CALLS = 4096 };

struct play {
	const struct decoder *d;
	struct talk t;
	struct emit e;
	struct speech_home home;
	struct who who[2]; /* client, server */
	struct decode_sink sink;
	struct agreements *agreements;
	uint64_t dropped;
	bool enough[2], named;
	size_t kept_n[2];
	uint8_t *kept[2];
	void *state;
};

/* Exactly so long, and so a sanitizer sees a read past the end. */
static uint8_t *exactly(const uint8_t *first, size_t n, const uint8_t *more, size_t m)
{
	uint8_t *p = malloc(n + m ? n + m : 1);

	if (!p)
		abort();
	if (n)
		memcpy(p, first, n);
	if (m)
		memcpy(p + n, more, m);
	return p;
}

static const struct decoder *decoder_of(unsigned byte)
{
	static const struct decoder *have[PROTO_COUNT];
	static unsigned count;
	const char *only = getenv("DECODER");

	if (count == 0)
		for (enum protocol p = 0; p < PROTO_COUNT; p++)
			if (decoders[p])
				have[count++] = decoders[p];
	return only ? decoders[protocol_of(only)] : have[byte % count];
}

static void speaker(struct play *p, bool server, unsigned flags)
{
	struct who client = {{{2, 0, 0, 0, 0, 1}}, ip_of4((const uint8_t[]){192, 168, 1, 10})};
	struct who other = {{{2, 0, 0, 0, 0, 2}}, ip_of4((const uint8_t[]){192, 168, 1, 20})};

	p->t.side = server ? FROM_SERVER : FROM_CLIENT;
	p->t.from_port = server ? p->t.server_port : p->t.client_port;
	p->t.to_port = server ? p->t.client_port : p->t.server_port;
	p->t.hole = flags & 2;
	p->t.cut = flags & 4;
	p->who[0] = client;
	p->who[1] = other;
	p->e.who[CLIENT] = &p->who[0];
	p->e.who[SERVER] = &p->who[1];
	p->e.who[SENDER] = &p->who[server];
	p->e.who[RECEIVER] = &p->who[!server];
	p->e.at.n++;
	p->e.when += 1000;
}

static enum heard hear(struct play *p, struct rd *in)
{
	struct rd try = *in;
	enum heard heard = p->d->decode(&p->t, &try, &p->e);

	if (try.at < in->at || try.at > in->end)
		abort();
	p->t.hole = false;
	if (heard == HEARD)
		in->at = try.at;
	return heard;
}

/* One side's stream: what is left of it is kept, as the stack does. */
static void stream(struct play *p, unsigned side, struct rd piece)
{
	size_t n = p->kept_n[side] + rd_left(&piece);
	uint8_t *bytes, *left;
	struct rd in;

	if (p->enough[side] || rd_empty(&piece))
		return;
	bytes = exactly(p->kept[side], p->kept_n[side], piece.at, rd_left(&piece));
	in = rd_of(bytes, n);
	for (int calls = 0; !rd_empty(&in) && calls < CALLS; calls++) {
		const uint8_t *before = in.at;
		enum heard heard = hear(p, &in);

		p->enough[side] = heard == ENOUGH;
		if (heard == BROKEN)
			in.at = in.end;
		if (heard != HEARD || in.at == before)
			break;
	}
	p->kept_n[side] = rd_left(&in) > DECODER_KEEP ? 0 : rd_left(&in);
	left = exactly(in.at, p->kept_n[side], NULL, 0);
	free(p->kept[side]);
	free(bytes);
	p->kept[side] = left;
}

static void datagram(struct play *p, struct rd piece)
{
	for (int calls = 0; !rd_empty(&piece) && calls < CALLS; calls++) {
		const uint8_t *before = piece.at;

		if (hear(p, &piece) != HEARD || piece.at == before)
			break;
	}
}

/* What some carry is agreed in conversations of others: a piece may go there, into a conversation of its own. */
static void arrange(struct play *p, struct rd piece)
{
	static const enum protocol by[PROTO_COUNT] = {
		[PROTO_cip] = PROTO_enip, [PROTO_profinet_rt] = PROTO_profinet_io};
	static _Alignas(16) uint8_t state[DECODER_STATE_MAX];
	const struct decoder *d = p->d, *other = decoders[by[p->d->protocol]];
	void *own = p->t.state;

	if (!other)
		return;
	if (p->e.at.n < 2)
		memset(state, 0, sizeof state);
	p->d = other;
	p->t.state = state;
	datagram(p, piece);
	p->d = d;
	p->t.state = own;
}

/* What a decoder says of first bytes must be true: naming does not ask it of others. */
static void smell_elsewhere(const struct play *p, struct rd piece)
{
	struct talk t = p->t;

	t.from_port = t.to_port = t.client_port = t.server_port = 40003;
	for (int hole = 0; hole < 2 && !rd_empty(&piece) && p->d->smells; hole++) {
		t.hole = hole;
		if (p->d->smells(&t, piece).certainty != NOT_MINE && !decoder_begins(p->d, *piece.at))
			abort();
	}
}

static void begin(struct play *p, unsigned which, unsigned ports)
{
	memset(p, 0, sizeof *p);
	p->d = decoder_of(which);
	p->sink = (struct decode_sink){.fact = fact_crosses};
	p->home =
		(struct speech_home){.sink = &p->sink, .agreements = &p->agreements, .dropped = &p->dropped};
	p->e.home = &p->home;
	p->e.when = 1700000000000000;
	p->e.source = p->d->protocol;
	p->t.transport = p->d->on & ON_TCP ? 6 : p->d->on & ON_UDP ? 17 : 0;
	if (p->d->on & ON_UDP && ports & 0x80)
		p->t.transport = 17;
	p->t.server_port = p->e.server_port = (ports & 0x7f) == 0 && p->d->ports ? p->d->ports[0] : 40001;
	p->t.client_port = 50001;
	p->t.ethertype = p->d->ports ? p->d->ports[0] : 0;
	p->e.transport = p->t.transport;
	p->t.state = p->state = malloc(p->d->state_size ? p->d->state_size : 1);
	if (!p->state)
		abort();
	memset(p->state, 0xa5, p->d->state_size); /* what another conversation left */
	memset(p->state, 0, decoder_clears(p->d));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct play p;
	struct rd r = rd_of(bytes, n);
	unsigned which = rd_u8(&r), ports = rd_u8(&r);

	begin(&p, which, ports);
	for (int i = 0; i < PIECES && rd_left(&r) > 3; i++) {
		unsigned flags = rd_u8(&r), length = rd_be16(&r);
		struct rd piece = rd_sub(&r, length < rd_left(&r) ? length : rd_left(&r));

		uint8_t *copy = exactly(piece.at, rd_left(&piece), NULL, 0);

		piece = rd_of(copy, rd_left(&piece));
		speaker(&p, flags & 1, flags);
		p.t.state = NULL;
		if (p.d->smells)
			(void)p.d->smells(&p.t, piece);
		smell_elsewhere(&p, piece);
		p.t.state = p.state;
		if (flags & 8)
			arrange(&p, piece);
		else if (p.t.transport == 6)
			stream(&p, flags & 1, piece);
		else
			datagram(&p, piece);
		free(copy);
	}
	if (p.d->over && p.t.transport == 6)
		p.d->over(&p.t, &p.e);
	agreed_free(p.agreements);
	free(p.state);
	free(p.kept[0]);
	free(p.kept[1]);
	return 0;
}
