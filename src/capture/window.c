
#include "capture/window.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Pages are given back in pieces of this size: small enough for a gateway, large enough that the calls do not
 * show. */
enum { RELEASE_BYTES = 4 << 20 };

static void unmap(struct window *w)
{
	if (w->mapped)
		munmap((void *)(uintptr_t)w->rd.start, w->mapped);
}

static bool map(struct window *w, int fd, size_t size)
{
	uint8_t *p = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);

	if (p == MAP_FAILED)
		return false;
	madvise(p, size, MADV_SEQUENTIAL);
	window_of_bytes(w, p, size);
	w->mapped = size;
	w->close = unmap;
	close(fd);
	return true;
}

static int descriptor(const struct window *w)
{
	return (int)(intptr_t)w->filler;
}

static size_t flow_fill(struct window *w, uint8_t *to, size_t room)
{
	ssize_t n;

	do
		n = read(descriptor(w), to, room);
	while (n < 0 && errno == EINTR);
	w->broken |= n < 0;
	return n > 0 ? (size_t)n : 0;
}

static void flow_close(struct window *w)
{
	close(descriptor(w));
}

int window_open(struct window *w, int fd)
{
	struct stat st;

	if (fstat(fd, &st) < 0) {
		int error = -errno;

		close(fd);
		return error;
	}
	if (S_ISDIR(st.st_mode)) {
		close(fd);
		return -EISDIR;
	}
	if (S_ISREG(st.st_mode) && st.st_size > 0 && (uintmax_t)st.st_size <= SIZE_MAX &&
	    lseek(fd, 0, SEEK_CUR) == 0 && map(w, fd, (size_t)st.st_size))
		return 0;
	*w = (struct window){.fill = flow_fill, .close = flow_close, .filler = (void *)(intptr_t)fd};
	return 0;
}

void window_of_bytes(struct window *w, const void *bytes, size_t n)
{
	*w = (struct window){.rd = rd_of(bytes, n)};
	w->released = w->rd.start;
}

void window_close(struct window *w)
{
	if (w->close)
		w->close(w);
	free(w->buf);
	*w = (struct window){0};
}

/* Moves what is left to the front and makes room for n bytes. */
static bool make_room(struct window *w, size_t n)
{
	size_t left = rd_left(&w->rd), room = w->room ? w->room : WINDOW_START;
	uint8_t *grown = w->buf;

	while (room < n)
		room *= 2;
	if (room != w->room) {
		grown = malloc(room);
		if (!grown)
			return false;
	}
	w->before += rd_used(&w->rd);
	if (left)
		memmove(grown, w->rd.at, left);
	if (grown != w->buf)
		free(w->buf);
	w->buf = grown;
	w->room = room;
	w->rd = rd_of(grown, left);
	return true;
}

bool window_refill(struct window *w, size_t n)
{
	uint64_t owed = w->owed;

	w->owed = 0;
	if (owed && !window_skip(w, owed)) {
		w->broken = true;
		return false;
	}
	if (rd_left(&w->rd) >= n)
		return true;
	if (!w->fill || n > WINDOW_ROOM || !make_room(w, n))
		return false;
	while (rd_left(&w->rd) < n) {
		size_t have = rd_left(&w->rd), got = w->fill(w, w->buf + have, w->room - have);

		if (!got)
			return false;
		w->rd.end += got;
	}
	return true;
}

bool window_skip(struct window *w, uint64_t n)
{
	for (;;) {
		size_t left = rd_left(&w->rd);

		if (n <= left) {
			rd_skip(&w->rd, (size_t)n);
			return true;
		}
		rd_skip(&w->rd, left);
		n -= left;
		if (!window_refill(w, 1))
			return false;
	}
}

void window_release(struct window *w)
{
	static size_t page;
	size_t behind = (size_t)(w->rd.at - w->released);

	if (!w->mapped || behind < RELEASE_BYTES)
		return;
	if (!page)
		page = (size_t)sysconf(_SC_PAGESIZE);
	behind -= behind % page;
	madvise((void *)(uintptr_t)w->released, behind, MADV_DONTNEED);
	w->released += behind;
}

uint64_t window_passed(const struct window *w)
{
	return w->below ? window_passed(w->below) : w->before + rd_used(&w->rd);
}
