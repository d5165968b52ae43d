#include "capture/capture.h"
#include "capture/filter.h"
#include "capture/input.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	INPUTS = 65536, /* most inputs of one capture */
	AWAKE = 64,     /* held open from the start */
};

struct capture {
	struct input **inputs;
	uint32_t count, room;
	unsigned skipped;
	int64_t from, to;
	struct filter *filter;

	/* Merging: inputs with a frame queued, the earliest first (a binary heap). */
	struct input **heap;
	uint32_t heap_count;
	bool merging, starved; /* starved: the first of the heap must read on before the next frame */
};

struct opening {
	struct capture *c;
	void (*failed)(void *ctx, const struct err *e);
	void *ctx;
	int first_error;
};

static void open_failed(void *ctx, const struct err *e)
{
	struct opening *o = ctx;

	if (!o->first_error)
		o->first_error = e->code;
	if (o->failed)
		o->failed(o->ctx, e);
}

static struct input *input_new(struct capture *c)
{
	uint32_t room = c->room ? c->room * 2 : 4;
	struct input **more;

	if (c->count == c->room) {
		if (c->count >= INPUTS || !(more = realloc(c->inputs, room * sizeof *more)))
			return NULL;
		c->inputs = more;
		c->room = room;
	}
	return malloc(sizeof(struct input));
}

/* Adds what the window holds as an input; takes the window over. */
static int add(struct capture *c, struct window window, const char *path, struct err *ret_err)
{
	struct input *in = input_new(c);
	int r;

	if (!in) {
		window_close(&window);
		return c->count >= INPUTS ? err_set(ret_err, ERR_LIMIT, path, "too-many-inputs", "%d", INPUTS)
					  : err_set(ret_err, -ENOMEM, path, "no-memory", "%s", "");
	}
	r = input_begin(in, window, path, ret_err);
	if (r < 0) {
		free(in);
		return r;
	}
	in->index = c->count;
	c->inputs[c->count++] = in;
	return 0;
}

static bool same_file(const struct capture *c, const struct stat *st)
{
	for (uint32_t i = 0; i < c->count; i++)
		if (c->inputs[i]->device == st->st_dev && c->inputs[i]->inode == st->st_ino)
			return true;
	return false;
}

static int open_found(void *ctx, int fd, const char *path, struct err *ret_err)
{
	struct opening *o = ctx;
	struct window window;
	struct stat st = {0};
	int r;

	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && same_file(o->c, &st)) {
		close(fd);
		return err_set(ret_err, ERR_USAGE, path, "given-twice", "%s", "");
	}
	window_open(&window, fd);
	r = add(o->c, window, path, ret_err);
	if (r == 0 && S_ISREG(st.st_mode)) {
		struct input *in = o->c->inputs[o->c->count - 1];

		in->device = st.st_dev;
		in->inode = st.st_ino;
		in->file.input_size = (uint64_t)st.st_size;
		if (o->c->count > AWAKE)
			input_sleep(in);
	}
	return r;
}

/* An expression that can be said of none of the link types at hand is a mistake of the one who wrote it. */
static int open_filter(struct capture *c, const char *expression, struct err *ret_err)
{
	bool speaks = false;
	int r = filter_open(expression, &c->filter, ret_err);

	if (r < 0)
		return r;
	for (uint32_t i = 0; i < c->count; i++) {
		const struct capture_file *file = &c->inputs[i]->file;

		for (unsigned k = 0; k < file->link_count; k++)
			speaks |= filter_speaks(c->filter, file->link_types[k], ret_err);
		speaks |= !file->link_count && filter_speaks(c->filter, LINK_ETHERNET, ret_err);
	}
	return speaks ? 0 : ERR_USAGE;
}

static int options_take(struct capture *c, const struct capture_options *options, struct err *ret_err)
{
	c->from = options ? options->from : INT64_MIN;
	c->to = options ? options->to : INT64_MAX;
	return options && options->filter ? open_filter(c, options->filter, ret_err) : 0;
}

int capture_open(const char *const *inputs, unsigned count, const struct capture_options *options,
		 void (*failed)(void *ctx, const struct err *e), void *ctx, struct capture **ret_capture)
{
	struct capture *c = calloc(1, sizeof *c);
	struct opening o = {c, failed, ctx, 0};
	struct finder f = {open_found, open_failed, &o, 0};
	struct err e = {0};

	if (!c)
		return -ENOMEM;
	for (unsigned i = 0; i < count; i++)
		find_inputs(&f, inputs[i]);
	c->skipped = f.skipped;
	if (!c->count) {
		capture_free(c);
		return o.first_error ? o.first_error : ERR_USAGE;
	}
	if (options_take(c, options, &e) < 0) {
		open_failed(&o, &e);
		capture_free(c);
		return e.code;
	}
	*ret_capture = c;
	return 0;
}

int capture_open_bytes(struct rd bytes, bool flowing, const struct capture_options *options,
		       struct capture **ret_capture)
{
	struct capture *c = calloc(1, sizeof *c);
	struct window window;
	int r;

	if (!c)
		return -ENOMEM;
	window_of_bytes(&window, bytes.at, rd_left(&bytes), flowing);
	r = add(c, window, "bytes", NULL);
	if (r == 0)
		r = options_take(c, options, NULL);
	if (r < 0)
		capture_free(c);
	else
		*ret_capture = c;
	return r;
}

/* Leaves only the frames that are wanted; returns how many. */
static unsigned wanted(struct capture *c, struct frame *frames, unsigned n)
{
	unsigned kept = 0;

	if (c->from == INT64_MIN && c->to == INT64_MAX && !c->filter)
		return n;
	for (unsigned i = 0; i < n; i++) {
		const struct frame *f = &frames[i];

		if (f->when >= c->from && f->when <= c->to && (!c->filter || filter_takes(c->filter, f)))
			frames[kept++] = *f;
	}
	return kept;
}

/* Frames of one input that are wanted; 0 at its end. */
static unsigned read_on(struct capture *c, struct input *in, struct frame *frames, unsigned max)
{
	unsigned read, kept;

	do {
		read = input_next(in, frames, max);
		kept = wanted(c, frames, read);
	} while (read && !kept);
	return kept;
}

static bool queue_more(struct capture *c, struct input *in)
{
	in->queue_at = 0;
	in->queue_count = read_on(c, in, in->queue, QUEUE);
	return in->queue_count > 0;
}

/* Of two frames of the same time the one of the input given first comes first. */
static bool earlier(const struct input *a, const struct input *b)
{
	int64_t x = a->asleep ? a->begins : a->queue[a->queue_at].when,
		y = b->asleep ? b->begins : b->queue[b->queue_at].when;

	return x != y ? x < y : a->index < b->index;
}

static void sink(struct capture *c, uint32_t at)
{
	struct input *in = c->heap[at];

	for (uint32_t child; (child = 2 * at + 1) < c->heap_count; at = child) {
		if (child + 1 < c->heap_count && earlier(c->heap[child + 1], c->heap[child]))
			child++;
		if (!earlier(c->heap[child], in))
			break;
		c->heap[at] = c->heap[child];
	}
	c->heap[at] = in;
}

static bool merge_begin(struct capture *c)
{
	c->merging = true;
	c->heap = calloc(c->count, sizeof(*c->heap));
	if (!c->heap)
		return false;
	for (uint32_t i = 0; i < c->count; i++)
		if (c->inputs[i]->asleep || queue_more(c, c->inputs[i]))
			c->heap[c->heap_count++] = c->inputs[i];
	for (uint32_t i = c->heap_count / 2; i-- > 0;)
		sink(c, i);
	return true;
}

/* The first of the heap has given its last queued frame, or wakes: reads on, or drops it. */
static void feed(struct capture *c)
{
	c->starved = false;
	if (c->heap[0]->asleep)
		input_wake(c->heap[0]);
	if (!queue_more(c, c->heap[0]))
		c->heap[0] = c->heap[--c->heap_count];
	if (c->heap_count)
		sink(c, 0);
}

static unsigned merge(struct capture *c, struct frame *frames, unsigned max)
{
	unsigned n = 0;

	if (!c->merging && !merge_begin(c))
		return 0;
	if (c->starved)
		feed(c);
	while (n < max && c->heap_count && !c->starved) {
		struct input *in = c->heap[0];

		if (in->asleep) {
			feed(c);
			continue;
		}
		frames[n++] = in->queue[in->queue_at++];
		if (in->queue_at < in->queue_count)
			sink(c, 0);
		else
			c->starved = true; /* its next bytes may overwrite those just given */
	}
	return n;
}

unsigned capture_next(struct capture *c, struct frame *frames, unsigned max)
{
	return c->count == 1 ? read_on(c, c->inputs[0], frames, max) : merge(c, frames, max);
}

unsigned capture_files(const struct capture *c) { return c->count; }

unsigned capture_skipped(const struct capture *c) { return c->skipped; }

const struct capture_file *capture_file(const struct capture *c, unsigned index)
{
	return index < c->count ? &c->inputs[index]->file : NULL;
}

void capture_free(struct capture *c)
{
	if (!c)
		return;
	for (uint32_t i = 0; i < c->count; i++) {
		input_clear(c->inputs[i]);
		free(c->inputs[i]);
	}
	filter_free(c->filter);
	free(c->inputs);
	free(c->heap);
	free(c);
}
