#include "serve/slice.h"

#include "capture/write.h"
#include "store/site.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BATCH = 64 };

/* The packet files that are kept, in order. */
struct files {
	const char *path[SLICE_FILES];
	int64_t source[SLICE_FILES];
	int64_t also[SLICE_FILES]; /* the same packets under another number, or -1: inspected before it was
				      played */
	unsigned count;
};

static int files_of(struct call *c, struct files *f)
{
	const char *site = site_path(c->store);
	struct scan s;

	for (scan_open(&s, c->store, "SELECT source, file FROM packet_file WHERE gone = 0 ORDER BY source");
	     s.more; scan_next(&s)) {
		const char *name = scan_str(&s, 1);
		size_t room = (site ? strlen(site) : 0) + strlen(name) + 16;
		char *path = arena_get(c->arena, room, 1);

		if (!path || !site || f->count == SLICE_FILES || strchr(name, '/'))
			continue;
		snprintf(path, room, "%s.packets/%s", site, name);
		if (access(path, R_OK) == 0) { /* its row may be younger than its end */
			f->source[f->count] = s.key;
			f->also[f->count] = -1;
			f->path[f->count++] = path;
		}
	}
	return scan_close(&s);
}

/* While a capture is played its packets lie in the original, to which "replay" points. */
static void add_replay(struct call *c, struct files *f)
{
	const struct capture_state *w = c->api->watching;
	const char *site = site_path(c->store);
	size_t room = (site ? strlen(site) : 0) + 20;
	char *path = w && w->replay && site ? arena_get(c->arena, room, 1) : NULL;
	struct scan s;

	if (!path || f->count == SLICE_FILES)
		return;
	snprintf(path, room, "%s.packets/replay", site);
	for (scan_open(&s, c->store,
		       "SELECT id, name FROM source WHERE id NOT IN (SELECT source FROM packet_file) ORDER "
		       "BY id");
	     s.more; scan_next(&s))
		if (strcmp(scan_str(&s, 1), w->replay_name) == 0) {
			f->also[f->count] = f->path[f->count] ? f->source[f->count] : -1;
			f->source[f->count] = s.key;
			f->path[f->count] = path;
		}
	scan_close(&s);
	if (f->path[f->count] && access(path, R_OK) == 0)
		f->count++;
}

static void unread(void *ctx, const struct err *e)
{
	(void)ctx;
	(void)e; /* a file that went meanwhile is not there */
}

struct cutting {
	struct selection *selection;
	const struct files *files;
	struct writer writer;
	int64_t bytes;
	bool cut;
};

static bool learn(struct cutting *k, const struct frame *f)
{
	selection_learn(k->selection, f);
	return false;
}

/* True: it is in, or no more may be. */
static bool take(struct cutting *k, const struct frame *f)
{
	char comment[64];
	bool named = false;

	if (k->cut || !selection_takes(k->selection, f, &named))
		return k->cut;
	k->bytes += f->captured + 64;
	k->cut = k->bytes > SLICE_BYTES;
	snprintf(comment, sizeof comment, "%s%u:%u",
		 named && k->selection->wanted == WANT_FINDING ? "* " : "", f->at.file, f->at.n);
	if (!k->cut)
		writer_frame(&k->writer, f, comment);
	return true;
}

typedef bool frame_fn(struct cutting *k, const struct frame *f);

/* Under each number that it has in the model, until it is taken. */
static void one_frame(struct cutting *k, frame_fn *fn, const char *path, struct frame *f)
{
	const struct files *files = k->files;

	for (unsigned at = 0; at < files->count; at++) {
		if (strcmp(files->path[at], path) != 0)
			continue;
		f->at.file = (uint32_t)files->source[at];
		if (!fn(k, f) && files->also[at] >= 0) {
			f->at.file = (uint32_t)files->also[at];
			fn(k, f);
		}
		return;
	}
}

/* Each frame of the store, numbered as in the model. */
static int each_frame(struct cutting *k, frame_fn *fn)
{
	static const struct capture_options all = {INT64_MIN, INT64_MAX, NULL};
	struct capture *capture;
	struct frame frames[BATCH];
	unsigned n;

	if (capture_open(k->files->path, k->files->count, &all, unread, NULL, &capture) < 0)
		return -ENOENT;
	while (!k->cut && (n = capture_next(capture, frames, BATCH)))
		for (unsigned i = 0; i < n; i++)
			one_frame(k, fn, capture_file(capture, frames[i].at.file)->path, &frames[i]);
	capture_free(capture);
	return 0;
}

int64_t slice_write(struct call *c, struct selection *s, int fd, bool *ret_cut)
{
	struct files files = {.count = 0};
	struct cutting k = {.selection = s, .files = &files};
	int r = files_of(c, &files);

	add_replay(c, &files);
	if (r == 0 && files.count == 0)
		r = -ENOENT;
	if (r == 0)
		r = writer_init(&k.writer, fd, false, NULL);
	if (r < 0)
		return r;
	if (s->wanted == WANT_FINDING) {
		r = each_frame(&k, learn);
		selection_learned(s);
	}
	if (r == 0)
		r = each_frame(&k, take);
	if (r == 0)
		r = writer_finish(&k.writer);
	*ret_cut = k.cut;
	r = r < 0 ? r : 0;
	writer_clear(&k.writer);
	return r < 0 ? r : (int64_t)k.writer.frames;
}
