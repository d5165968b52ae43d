/* A packet file that is finished is told to the journal with its SHA-256, as a capture is that was saved: a
 * slice of it is evidence (DESIGN 3.1.3). Read a piece at a time between other work. */
#include "core/feed_parts.h"

#include "base/out.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
	EVERY_MS = 50,
	PIECE = 256 * 1024,
	PIECES = 16,
	AT_THE_END = 128 << 20 /* bytes, read before core ends */
};

static void tell(struct feed *f)
{
	struct feed_digest *d = &f->digest;
	unsigned char hash[HASH_BYTES];
	char hex[HASH_HEX];
	struct out o;

	digest_end(&d->sha, hash);
	digest_hex(hash, hex);
	if (out_init(&o, -1) < 0)
		return;
	json_object(&o, NULL);
	json_int(&o, "file", d->source);
	json_str(&o, "name", d->name);
	json_str(&o, "sha256", hex);
	json_int(&o, "size", d->size);
	json_end_object(&o);
	f->core.note(f->core.ctx, "packets-kept", out_bytes(&o, NULL));
	out_clear(&o);
}

static void end(struct feed *f)
{
	close(f->digest.fd);
	f->digest.fd = -1;
}

/* A piece; false at its end. */
static bool read_on(struct feed *f)
{
	static unsigned char bytes[PIECE];
	struct feed_digest *d = &f->digest;
	ssize_t n = read(d->fd, bytes, sizeof bytes);

	if (n > 0) {
		digest_bytes(&d->sha, bytes, (size_t)n);
		d->size += n;
		return true;
	}
	if (n == 0)
		tell(f);
	end(f);
	return false;
}

static void on_tick(void *ctx)
{
	struct feed *f = ctx;

	for (int i = 0; i < PIECES && f->digest.fd >= 0; i++)
		if (!read_on(f))
			break;
	if (f->digest.fd < 0) {
		loop_forget_timer(f->core.loop, f->digest.timer);
		f->digest.timer = -1;
	}
}

static void begin(struct feed *f, const struct feed_source *s)
{
	struct feed_digest *d = &f->digest;
	char path[4096];

	if (d->fd >= 0) /* two at once: files are far apart, unless the disk is slow beyond use */
		end(f);
	if (!s->used || s->is_input || !s->number || s->row.id < 0 ||
	    snprintf(path, sizeof path, "%s.packets/%s", f->core.path, s->name) >= (int)sizeof path)
		return;
	d->fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (d->fd < 0)
		return;
	snprintf(d->name, sizeof d->name, "%s", s->name);
	d->source = s->row.id;
	d->size = 0;
	digest_start(&d->sha);
}

void digest_begin(struct feed *f, const struct feed_source *s)
{
	begin(f, s);
	if (f->digest.fd >= 0 && f->digest.timer < 0)
		f->digest.timer = loop_every(f->core.loop, EVERY_MS, on_tick, f);
}

/* The one that is being read, and the last one, of which no more is to come. */
void digest_finish(struct feed *f, const struct feed_source *last)
{
	while (f->digest.fd >= 0 && f->digest.size < AT_THE_END && read_on(f))
		;
	if (f->digest.fd >= 0)
		end(f);
	if (last && last->bytes <= AT_THE_END)
		begin(f, last);
	while (f->digest.fd >= 0 && read_on(f))
		;
}
