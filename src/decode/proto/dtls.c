/* DTLS 1.0, 1.2 (RFC 6347) and 1.3 (RFC 9147): versions, cipher, server name. A handshake message in
 *fragments is passed over.
 *
 *	record:    type(1) version(2) epoch(2) sequence(6) length(2)
 *	handshake: type(1) length(3) sequence(2) fragment offset(3) fragment length(3)
 */
#include "decode/decoder.h"
#include "decode/hello.h"
#include "decode/words.h"
#include "decode/x509.h"

enum { CHANGE_CIPHER = 20, ALERT, HANDSHAKE, APPLICATION, HEARTBEAT, CONNECTION_ID };
enum { CLIENT_HELLO = 1, SERVER_HELLO = 2, HELLO_VERIFY = 3, CERTIFICATE = 11 };

struct dtls {
	uint8_t hellos, name_n;
	char name[255];
};

struct record {
	unsigned type, version, epoch;
	struct rd body;
};

static bool record_of(struct rd *r, struct record *ret)
{
	ret->type = rd_u8(r);
	ret->version = rd_be16(r);
	ret->epoch = rd_be16(r);
	rd_skip(r, 6);
	ret->body = rd_sub(r, rd_be16(r));
	return rd_ok(r) && ret->type >= CHANGE_CIPHER && ret->type <= CONNECTION_ID &&
	       (ret->version == 0xfeff || ret->version == 0xfefd);
}

static struct smell dtls_smells(const struct talk *t, struct rd head)
{
	struct record r = {0};
	bool whole;
	unsigned message;

	(void)t;
	if (rd_left(&head) < 13 || rd_peek(&head, 1) != 0xfe)
		return smell(NOT_MINE, ROLE_UNKNOWN);
	whole = record_of(&head, &r);
	message = rd_u8(&r.body);
	if (!whole) /* the head may be shorter than the record */
		return smell(NOT_MINE, ROLE_UNKNOWN);
	if (r.type == HANDSHAKE && r.epoch == 0 && message == CLIENT_HELLO)
		return smell(SURE, ROLE_CLIENT);
	if (r.type == HANDSHAKE && r.epoch == 0 && (message == SERVER_HELLO || message == HELLO_VERIFY))
		return smell(SURE, ROLE_SERVER);
	return smell(LIKELY, ROLE_UNKNOWN);
}

static void message(struct talk *t, struct rd *in, struct emit *e)
{
	struct dtls *s = t->state;
	unsigned type = rd_u8(in), length = rd_be24(in), offset;
	struct client_hello client;
	struct server_hello server;
	struct rd body;

	rd_skip(in, 2);
	offset = rd_be24(in);
	body = rd_sub(in, rd_be24(in));
	if (!rd_ok(in) || offset != 0 || rd_left(&body) != length)
		return;
	if (type == CLIENT_HELLO && client_hello_read(body, OVER_DATAGRAM, &client)) {
		client_hello_emit(e, &client, s->hellos++ > 0);
		s->hellos = 1;
		s->name_n = (uint8_t)words_keep(client.server_name, s->name, sizeof s->name);
	} else if (type == SERVER_HELLO && server_hello_read(body, &server) && !server.retry) {
		server_hello_emit(e, &server, text_of(s->name, s->name_n), false);
	} else if (type == CERTIFICATE) {
		struct x509 c;

		rd_skip(&body, 3);
		if (x509_read(rd_sub(&body, rd_be24(&body)), &c))
			x509_emit(e, &c, s->name_n > 0);
	}
}

static enum heard dtls_decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct record r;

	while (!rd_empty(in)) {
		unsigned first = (unsigned)rd_peek(in, 0);

		if (first >> 5 == 1 || !record_of(in, &r)) { /* 1.3: short headers of encrypted records */
			rd_skip(in, rd_left(in));
			return first >> 5 == 1 ? HEARD : BROKEN;
		}
		while (r.type == HANDSHAKE && r.epoch == 0 && !rd_empty(&r.body) && rd_ok(&r.body))
			message(t, &r.body, e);
	}
	return HEARD;
}

const struct decoder decoder_dtls = {
	.protocol = PROTO_dtls,
	.on = ON_UDP,
	.ports = (const uint16_t[]){4433, 5684, 3391, 4740, 0},
	.begins = "14-19",
	.depth = DEPTH_IDENTITY,
	.secrecy = SECRECY_ENCRYPTED,
	.state_size = sizeof(struct dtls),
	.smells = dtls_smells,
	.decode = dtls_decode,
};
