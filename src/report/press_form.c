/* The form of press.h, written and read. */
#include "report/press.h"

#include "report/press_texts.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { LENGTH_BYTES = 4, HEAD_MAX = 64 };

static void put_be32(struct out *o, uint32_t v)
{
	const unsigned char b[LENGTH_BYTES] = {(unsigned char)(v >> 24), (unsigned char)(v >> 16),
					       (unsigned char)(v >> 8), (unsigned char)v};

	out_put(o, b, sizeof b);
}

/* Bytes of the text that are sent: all, or whole characters up to the bound. */
static size_t sent(const char *s)
{
	size_t n = s ? strnlen(s, PRESS_TEXT_MAX + 1) : 0;

	if (n <= PRESS_TEXT_MAX)
		return n;
	n = PRESS_TEXT_MAX;
	while (n > 0 && ((unsigned char)s[n] & 0xc0) == 0x80)
		n--;
	return n;
}

void press_put_texts(struct out *o, char kind, const char *const *text, size_t count)
{
	size_t total = 0;

	for (size_t i = 0; i < count; i++)
		total += LENGTH_BYTES + sent(text[i]);
	out_char(o, kind);
	put_be32(o, (uint32_t)total);
	for (size_t i = 0; i < count; i++) {
		put_be32(o, (uint32_t)sent(text[i]));
		out_put(o, text[i] ? text[i] : "", sent(text[i]));
	}
}

void press_put_begin(struct out *o, const char *version) { out_fmt(o, "mimamori-press/1 %s\n", version); }

void press_put_words(struct out *o, const char *const word[PRESS_WORDS])
{
	press_put_texts(o, 'W', word, PRESS_WORDS);
}

void press_put_revision(struct out *o, const struct press_revision *r)
{
	press_put_texts(o, 'V', r->text, PRESS_REVISION_TEXTS);
}

void press_put_row(struct out *o, const struct press_row *r)
{
	press_put_texts(o, 'R', r->cell, PRESS_CELLS);
}

void press_put_end(struct out *o) { press_put_texts(o, 'E', NULL, 0); }

int press_read_texts(struct rd body, struct arena *a, const char **ret, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		uint32_t n = rd_be32(&body);
		const uint8_t *bytes = n > PRESS_TEXT_MAX ? NULL : rd_bytes(&body, n);

		if (!bytes || memchr(bytes, 0, n))
			return -EINVAL;
		ret[i] = arena_text(a, (const char *)bytes, n);
		if (!ret[i])
			return -ENOMEM;
	}
	return rd_ok(&body) && rd_empty(&body) ? 0 : -EINVAL;
}

int press_read_begin(struct rd *in, const char *version)
{
	char want[HEAD_MAX];
	int n = snprintf(want, sizeof want, "mimamori-press/1 %s\n", version);

	if (n < 0 || n >= HEAD_MAX || !rd_starts(in, want, (size_t)n))
		return -EINVAL;
	rd_skip(in, (size_t)n);
	return 0;
}

static int read_row(struct rd body, struct arena *a, struct press_document *d)
{
	if (d->rows == PRESS_ROWS_MAX)
		return -EINVAL;
	return press_read_texts(body, a, d->row[d->rows++].cell, PRESS_CELLS);
}

static int read_revision(struct rd body, struct arena *a, struct press_document *d)
{
	if (d->revisions == PRESS_REVISIONS_MAX)
		return -EINVAL;
	return press_read_texts(body, a, d->revision[d->revisions++].text, PRESS_REVISION_TEXTS);
}

int press_read(struct rd in, const char *version, struct arena *a, struct press_document *ret)
{
	int r = rd_left(&in) > PRESS_DOCUMENT_MAX ? -EINVAL : press_read_begin(&in, version);

	memset(ret, 0, sizeof *ret);
	ret->row = arena_get(a, PRESS_ROWS_MAX, sizeof *ret->row);
	if (!ret->row)
		return -ENOMEM;
	while (r == 0) {
		uint8_t kind = rd_u8(&in);
		struct rd body = rd_sub(&in, rd_be32(&in));

		if (!rd_ok(&in))
			return -EINVAL;
		if (kind == 'E')
			return ret->word[0] && rd_empty(&body) && rd_empty(&in) ? 0 : -EINVAL;
		if (kind == 'W' && !ret->word[0])
			r = press_read_texts(body, a, ret->word, PRESS_WORDS);
		else if (kind == 'V')
			r = read_revision(body, a, ret);
		else
			r = kind == 'R' ? read_row(body, a, ret) : -EINVAL;
	}
	return r;
}

/* 'D': pages, annex pages, annexed, walls (bit 0 paths, 1 calls), kinds missing, then pairs of character and
 * count. */
static void put_done(struct out *o, const struct press_answer *a)
{
	uint32_t named = a->missing_kinds < PRESS_MISSING_MAX ? a->missing_kinds : PRESS_MISSING_MAX;

	out_char(o, 'D');
	put_be32(o, LENGTH_BYTES * (5 + named * 2));
	put_be32(o, a->pages);
	put_be32(o, a->annex_pages);
	put_be32(o, a->annexed);
	put_be32(o, (a->wall_paths ? 1u : 0) | (a->wall_calls ? 2u : 0));
	put_be32(o, a->missing_kinds);
	for (uint32_t i = 0; i < named; i++) {
		put_be32(o, a->missing[i].character);
		put_be32(o, a->missing[i].count);
	}
}

void press_put_answer(struct out *o, const struct press_answer *a)
{
	if (a->failed)
		press_put_texts(o, 'F', (const char *const[]){a->failed, a->detail}, 2);
	else
		put_done(o, a);
}

static int read_done(struct rd body, struct press_answer *ret)
{
	uint32_t walls, named;

	ret->pages = rd_be32(&body);
	ret->annex_pages = rd_be32(&body);
	ret->annexed = rd_be32(&body);
	walls = rd_be32(&body);
	ret->wall_paths = walls & 1;
	ret->wall_calls = walls & 2;
	ret->missing_kinds = rd_be32(&body);
	named = ret->missing_kinds < PRESS_MISSING_MAX ? ret->missing_kinds : PRESS_MISSING_MAX;
	for (uint32_t i = 0; i < named; i++) {
		ret->missing[i].character = rd_be32(&body);
		ret->missing[i].count = rd_be32(&body);
	}
	return rd_ok(&body) && rd_empty(&body) && walls < 4 ? 0 : -EINVAL;
}

int press_read_answer(struct rd in, struct arena *a, struct press_answer *ret)
{
	uint8_t kind = rd_u8(&in);
	struct rd body = rd_sub(&in, rd_be32(&in));
	const char *text[2];
	int r;

	memset(ret, 0, sizeof *ret);
	if (!rd_ok(&in) || !rd_empty(&in))
		return -EINVAL;
	if (kind == 'D')
		return read_done(body, ret);
	r = kind == 'F' ? press_read_texts(body, a, text, 2) : -EINVAL;
	if (r == 0) {
		ret->failed = text[0];
		ret->detail = text[1];
	}
	return r;
}
