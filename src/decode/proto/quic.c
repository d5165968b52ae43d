/* QUIC (RFC 8999, RFC 9000, RFC 9369): named by its long header; the client's hello, whose keys are in the
 *packet itself, gives the server's name and the client's JA4.
 *
 *	first(1: 1 fixed type ....) version(4) length(1) destination id, length(1) source id
 */
#include "decode/decoder.h"
#include "decode/hello.h"
#include "decode/initialkeys.h"

enum { ID_MAX = 20, INITIAL_LEAST = 1200, VERSION_2 = 0x6b3343cf };
enum { PADDING = 0, PING = 1, ACK = 2, CRYPTO = 6 }; /* frame types */
enum { CLIENT_HELLO = 1, TAG = 16, OPENED_MAX = 1500, HELLO_MAX = 2560, PATIENCE = 4 };

/* The client's hello, which may come in several packets and pieces in any order. */
struct quic {
	uint8_t seen; /* packets of the client looked at */
	uint8_t have[HELLO_MAX / 8], hello[HELLO_MAX];
};

static bool is_version(uint32_t v)
{
	return v == 1 || v == 0x6b3343cf || v >> 8 == 0xff0000 || v >> 24 == 'Q' || v >> 8 == 0xfaceb0;
}

static struct smell quic_smells(const struct talk *t, struct rd head)
{
	size_t n = rd_left(&head);
	unsigned first = rd_u8(&head);
	uint32_t version = rd_be32(&head);
	unsigned destination = rd_u8(&head), source;

	(void)t;
	rd_skip(&head, destination);
	source = rd_u8(&head);
	rd_skip(&head, source);
	if (!rd_ok(&head) || !(first & 0x80) || destination > ID_MAX || source > ID_MAX)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	if (version == 0) /* negotiation: a list of versions from a server */
		return smell(rd_left(&head) % 4 == 0 && is_version(rd_be32(&head)) ? SURE : NOT_MINE,
			     ROLE_SERVER);
	if (!(first & 0x40) || !is_version(version))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	return smell(SURE, n >= INITIAL_LEAST && destination >= 8 && (first & 0x30) == 0 ? ROLE_CLIENT
											 : ROLE_UNKNOWN);
}

/* RFC 9000 16: the first two bits say how many bytes. */
static uint64_t varint(struct rd *r)
{
	uint8_t first = rd_u8(r);
	uint64_t v = first & 0x3f;

	for (unsigned more = (1u << (first >> 6)) - 1; more > 0; more--)
		v = v << 8 | rd_u8(r);
	return v;
}

/* The protected part of a client's Initial packet, opened into out; 0 when it is none. */
static size_t open_initial(struct rd r, uint8_t out[OPENED_MAX])
{
	struct initial_keys keys;
	struct rd connection, packet, sample;
	unsigned first = rd_u8(&r), size;
	uint32_t version = rd_be32(&r);
	uint64_t number = 0;
	uint8_t mask[AES_BLOCK];
	size_t n;

	if (!(first & 0x80) || (first >> 4 & 3) != (version == VERSION_2 ? 1 : 0))
		return 0;
	connection = rd_sub(&r, rd_u8(&r));
	rd_skip(&r, rd_u8(&r));
	rd_skip(&r, (size_t)varint(&r)); /* token */
	packet = rd_sub(&r, (size_t)varint(&r));
	sample = packet;
	rd_skip(&sample, 4);
	if (rd_left(&sample) < AES_BLOCK || !initial_keys_of(&keys, version, connection))
		return 0;
	aes_encrypt(&keys.header, sample.at, mask);
	size = ((first ^ mask[0]) & 3) + 1;
	for (unsigned i = 1; i <= size; i++)
		number = number << 8 | (rd_u8(&packet) ^ mask[i]);
	n = rd_left(&packet) < TAG ? 0 : rd_left(&packet) - TAG;
	n = n < OPENED_MAX ? n : OPENED_MAX;
	memcpy(out, packet.at, n);
	initial_keys_open(&keys, number, out, n);
	return n;
}

/* A piece of the handshake's stream, put where it belongs. */
static void keep(struct quic *s, uint64_t offset, struct rd piece)
{
	for (; offset < HELLO_MAX && !rd_empty(&piece); offset++) {
		s->hello[offset] = rd_u8(&piece);
		s->have[offset / 8] |= (uint8_t)(1u << offset % 8);
	}
}

static void acknowledgement(struct rd *r)
{
	uint64_t ranges;

	varint(r);
	varint(r);
	ranges = varint(r);
	for (uint64_t i = 0; i < 2 * ranges + 1 && rd_ok(r); i++)
		varint(r);
}

/* The frames that a client's Initial may hold before the handshake is done: anything else is not what we
 * think it is. */
static void frames(struct quic *s, struct rd r)
{
	while (!rd_empty(&r)) {
		uint64_t type = varint(&r), offset;
		struct rd piece;

		if (type == ACK) {
			acknowledgement(&r);
		} else if (type == CRYPTO) {
			offset = varint(&r);
			piece = rd_sub(&r, (size_t)varint(&r));
			if (!rd_ok(&r))
				return;
			keep(s, offset, piece);
		} else if (type != PADDING && type != PING) {
			return;
		}
	}
}

/* How much of the stream is there from its beginning. */
static size_t whole(const struct quic *s)
{
	size_t n = 0;

	while (n < HELLO_MAX && s->have[n / 8] >> n % 8 & 1)
		n++;
	return n;
}

static bool tell(struct quic *s, struct emit *e)
{
	struct rd r = rd_of(s->hello, whole(s)), body;
	unsigned type = rd_u8(&r);
	struct client_hello h;

	body = rd_sub(&r, rd_be24(&r));
	if (!rd_ok(&r) || type != CLIENT_HELLO || !client_hello_read(body, OVER_QUIC, &h))
		return false;
	client_hello_emit(e, &h, false);
	return true;
}

static enum heard quic_decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct quic *s = t->state;
	uint8_t opened[OPENED_MAX];
	size_t n;

	if (t->side == FROM_CLIENT && s->seen < PATIENCE) {
		s->seen++;
		n = open_initial(*in, opened);
		frames(s, rd_of(opened, n));
		if (n > 0 && tell(s, e))
			s->seen = PATIENCE;
	}
	rd_skip(in, rd_left(in));
	return t->side == FROM_SERVER || s->seen >= PATIENCE ? ENOUGH : HEARD;
}

const struct decoder decoder_quic = {
	.protocol = PROTO_quic,
	.on = ON_UDP,
	.ports = (const uint16_t[]){443, 0},
	.begins = "80-ff",
	.depth = DEPTH_IDENTITY,
	.secrecy = SECRECY_ENCRYPTED,
	.state_size = sizeof(struct quic),
	.smells = quic_smells,
	.decode = quic_decode,
};
