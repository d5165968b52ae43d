/* TFTP (RFC 1350, RFC 2347): who asks whom for which file. The transfer itself runs between other ports and
 * is not followed. */
#include "decode/decoder.h"
#include "decode/words.h"

enum { READ = 1, WRITE, DATA, ACK, FAILURE, OPTIONS };

/* A text ended by NUL. */
static bool field(struct rd *r, struct text *ret)
{
	const uint8_t *nul = rd_empty(r) ? NULL : memchr(r->at, 0, rd_left(r));

	if (!nul)
		return false;
	*ret = text_of(r->at, (size_t)(nul - r->at));
	rd_skip(r, ret->n + 1);
	return true;
}

static bool request(struct rd r, unsigned *ret_code, struct text *ret_file)
{
	struct text mode;

	*ret_code = rd_be16(&r);
	return (*ret_code == READ || *ret_code == WRITE) && field(&r, ret_file) && field(&r, &mode) &&
	       ret_file->n > 0 &&
	       (words_same(mode, "octet") || words_same(mode, "netascii") || words_same(mode, "mail"));
}

static struct smell tftp_smells(const struct talk *t, struct rd head)
{
	struct text file;
	unsigned code;

	if (request(head, &code, &file))
		return smell(SURE, ROLE_CLIENT);
	return smell(talk_on_port(t, 69) && code >= DATA && code <= OPTIONS ? LIKELY : NOT_MINE,
		     ROLE_UNKNOWN);
}

static enum heard tftp_decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct text file;
	unsigned code;

	(void)t;
	if (request(*in, &code, &file))
		emit_fmt(e, FACT_PROPERTY, CLIENT, 90, "tftp-%s=%.*s", code == READ ? "read" : "write",
			 (int)(file.n < 200 ? file.n : 200), file.s);
	else if (code < READ || code > OPTIONS)
		return BROKEN;
	rd_skip(in, rd_left(in));
	return HEARD;
}

const struct decoder decoder_tftp = {
	.protocol = PROTO_tftp,
	.on = ON_UDP,
	.ports = (const uint16_t[]){69, 0},
	.begins = "00",
	.depth = DEPTH_IDENTITY,
	.secrecy = SECRECY_CLEAR,
	.smells = tftp_smells,
	.decode = tftp_decode,
};
