#include "store/note.h"

#include "base/text.h"

#include <errno.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

/* --- pieces */

static void base64_out(struct out *o, const void *bytes, size_t n)
{
	size_t room = sodium_base64_encoded_len(n, sodium_base64_VARIANT_ORIGINAL);
	char *text = malloc(room);

	if (!text) {
		o->error = ENOMEM;
		return;
	}
	out_str(o, sodium_bin2base64(text, room, bytes, n, sodium_base64_VARIANT_ORIGINAL));
	free(text);
}

/* The whole line as base64; the number of bytes, or -1. libsodium takes a letter with its top bit set for the
 * letter. */
static long base64_in(struct rd line, unsigned char *ret, size_t room)
{
	size_t n = 0, left = rd_left(&line);
	const char *text = (const char *)rd_bytes(&line, left);

	if (!text_is_plain(text_of(text, left)))
		return -1;
	if (sodium_base642bin(ret, room, text, left, NULL, &n, NULL, sodium_base64_VARIANT_ORIGINAL) != 0)
		return -1;
	return (long)n;
}

static bool hash_in(struct rd line, unsigned char ret[HASH_BYTES])
{
	return base64_in(line, ret, HASH_BYTES) == HASH_BYTES;
}

/* A decimal number as it is written: no sign, no leading zero, nothing after it. */
static bool number_in(struct rd line, uint64_t *ret)
{
	size_t n = rd_left(&line);
	const uint8_t *s = rd_bytes(&line, n);

	if (n == 0 || n > 18 || (s[0] == '0' && n > 1))
		return false;
	*ret = 0;
	for (size_t i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return false;
		*ret = *ret * 10 + (uint64_t)(s[i] - '0');
	}
	return true;
}

/* A name: not empty, no spaces, no plus (signed-note), no control characters. */
static bool name_in(struct rd line, char ret[NOTE_NAME])
{
	size_t n = rd_left(&line);
	const uint8_t *s = rd_bytes(&line, n);

	if (n == 0 || n >= NOTE_NAME)
		return false;
	for (size_t i = 0; i < n; i++)
		if (s[i] <= ' ' || s[i] == '+' || s[i] == 0x7f)
			return false;
	memcpy(ret, s, n);
	ret[n] = '\0';
	return true;
}

/* A line without its LF; a CR is no part of these forms. */
static bool line_in(struct rd *r, struct rd *ret)
{
	return rd_line(r, ret) && !memchr(ret->start, '\r', (size_t)(r->at - ret->start));
}

/* --- signatures */

/* signed-note: the first four bytes of SHA-256 over name, LF, 0x01 (Ed25519), public key. */
static void key_id(const char *name, const unsigned char public_key[PUBLIC_BYTES], unsigned char ret[4])
{
	unsigned char hash[HASH_BYTES];
	struct digest d;

	digest_start(&d);
	digest_bytes(&d, name, strlen(name));
	digest_bytes(&d, "\n\1", 2);
	digest_bytes(&d, public_key, PUBLIC_BYTES);
	digest_end(&d, hash);
	memcpy(ret, hash, 4);
}

static bool signature_in(struct rd line, struct note *n)
{
	static const char dash[] = "\xe2\x80\x94 ";
	unsigned char bytes[1024];
	struct note_signature *s = &n->signatures[n->signature_count];
	const uint8_t *space;
	struct rd name;
	long got;

	if (!rd_starts(&line, dash, strlen(dash)))
		return false;
	rd_skip(&line, strlen(dash));
	space = memchr(line.at, ' ', rd_left(&line));
	if (!space)
		return false;
	name = rd_sub(&line, (size_t)(space - line.at));
	rd_skip(&line, 1);
	got = base64_in(rd_rest(&line), bytes, sizeof bytes);
	if (got < 5 || !name_in(name, s->name))
		return false;
	if (got != 4 + SIGNATURE_BYTES || n->signature_count == NOTE_SIGNATURES - 1)
		return true; /* somebody else's kind of signature, or too many: passed over */
	memcpy(s->id, bytes, 4);
	memcpy(s->value, bytes + 4, SIGNATURE_BYTES);
	n->signature_count++;
	return true;
}

bool note_signed_by(const struct note *n, const unsigned char public_key[PUBLIC_BYTES])
{
	unsigned char id[4];

	key_id(n->origin, public_key, id);
	for (unsigned i = 0; i < n->signature_count; i++)
		if (strcmp(n->signatures[i].name, n->origin) == 0 &&
		    memcmp(n->signatures[i].id, id, 4) == 0 &&
		    key_signed(public_key, n->text, n->text_n, n->signatures[i].value))
			return true;
	return false;
}

/* --- checkpoints */

int note_read(struct rd r, struct note *ret)
{
	struct rd line;

	*ret = (struct note){.text = r.at};
	if (rd_left(&r) > NOTE_MAX || !line_in(&r, &line) || !name_in(line, ret->origin) ||
	    !line_in(&r, &line) || !number_in(line, &ret->size) || !line_in(&r, &line) ||
	    !hash_in(line, ret->root))
		return -EINVAL;
	for (;;) { /* lines of an extension are signed and passed over */
		ret->text_n = (size_t)(r.at - ret->text);
		if (!line_in(&r, &line))
			return -EINVAL;
		if (rd_empty(&line))
			break;
	}
	if (rd_empty(&r))
		return -EINVAL;
	while (!rd_empty(&r))
		if (!line_in(&r, &line) || !signature_in(line, ret))
			return -EINVAL;
	return 0;
}

void note_write(struct out *o, const char *origin, uint64_t size, const unsigned char root[HASH_BYTES],
		const struct site_key *k)
{
	unsigned char signature[4 + SIGNATURE_BYTES];
	struct out text;
	size_t n;

	if (out_init(&text, -1) < 0) {
		o->error = ENOMEM;
		return;
	}
	out_fmt(&text, "%s\n%llu\n", origin, (unsigned long long)size);
	base64_out(&text, root, HASH_BYTES);
	out_char(&text, '\n');
	out_bytes(&text, &n);
	key_id(origin, k->public_key, signature);
	key_sign(k, text.buf, n, signature + 4);
	out_put(o, text.buf, n);
	out_fmt(o, "\n\xe2\x80\x94 %s ", origin);
	base64_out(o, signature, sizeof signature);
	out_char(o, '\n');
	out_clear(&text);
}

/* --- proofs */

#define PROOF "c2sp.org/tlog-proof@v1"

static bool takes(struct rd *line, const char *word)
{
	if (!rd_starts(line, word, strlen(word)))
		return false;
	rd_skip(line, strlen(word));
	return true;
}

static bool head_in(struct rd *r, struct proof *p)
{
	struct rd line;
	long got;

	if (!line_in(r, &line) || !takes(&line, PROOF) || !rd_empty(&line) || !line_in(r, &line))
		return false;
	if (takes(&line, "extra ")) {
		got = base64_in(rd_rest(&line), p->extra, sizeof p->extra);
		if (got < 0 || !line_in(r, &line))
			return false;
		p->extra_n = (size_t)got;
	}
	return takes(&line, "index ") && number_in(rd_rest(&line), &p->path.index);
}

int proof_read(struct rd r, struct proof *ret)
{
	struct rd line;

	*ret = (struct proof){0};
	if (rd_left(&r) > NOTE_MAX || !head_in(&r, ret))
		return -EINVAL;
	while (line_in(&r, &line)) {
		if (rd_empty(&line)) {
			int e = note_read(rd_rest(&r), &ret->checkpoint);

			ret->path.size = ret->checkpoint.size;
			return e;
		}
		if (ret->path.count == MERKLE_DEPTH || !hash_in(line, ret->path.hashes[ret->path.count++]))
			return -EINVAL;
	}
	return -EINVAL;
}

void proof_write(struct out *o, const struct merkle_path *path, const void *extra, size_t extra_n,
		 const char *note)
{
	out_str(o, PROOF "\nextra ");
	base64_out(o, extra, extra_n);
	out_fmt(o, "\nindex %llu\n", (unsigned long long)path->index);
	for (unsigned i = 0; i < path->count; i++) {
		base64_out(o, path->hashes[i], HASH_BYTES);
		out_char(o, '\n');
	}
	out_char(o, '\n');
	out_str(o, note);
}
