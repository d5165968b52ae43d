#include "capture/input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

enum packing { PLAIN, GZIP, ZSTD };

void input_link(struct input *in, uint32_t link)
{
	struct capture_file *file = &in->file;
	size_t room = sizeof file->link_types / sizeof *file->link_types;

	for (unsigned i = 0; i < file->link_count; i++)
		if (file->link_types[i] == link)
			return;
	if (file->link_count < room)
		file->link_types[file->link_count++] = link;
}

void input_snaplen(struct input *in, uint32_t snaplen)
{
	if (snaplen > in->file.snaplen)
		in->file.snaplen = snaplen;
}

void input_time(struct input *in, int64_t when)
{
	struct capture_file *file = &in->file;

	if (file->first == INT64_MIN || when < file->first)
		file->first = when;
	if (file->last == INT64_MIN || when > file->last)
		file->last = when;
}

void input_damaged(struct input *in)
{
	in->ended = true;
	in->file.truncated = true;
}

/* As wiretap takes them: USB and D-Bus messages are no frames of a line and may be long. */
uint32_t link_most(uint32_t link)
{
	enum { DBUS = 231, USB_LINUX_MMAPPED = 220, USB_PCAP = 249 };

	return link == DBUS || link == USB_PCAP || link == USB_LINUX_MMAPPED ? FRAME_BYTES_BUS : FRAME_BYTES;
}

static enum packing packing_of(struct rd head)
{
	static const uint8_t gzip[] = {0x1f, 0x8b, 8}, zstd[] = {0x28, 0xb5, 0x2f, 0xfd};

	return rd_starts(&head, gzip, sizeof gzip)   ? GZIP
	       : rd_starts(&head, zstd, sizeof zstd) ? ZSTD
						     : PLAIN;
}

static bool recognise(struct input *in)
{
	static const struct format *const formats[] = {&pcap_format, &pcapng_format};

	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
		in->format = formats[i];
		if (formats[i]->begin(in))
			return true;
	}
	in->format = NULL;
	return false;
}

static int keep_names(struct input *in, const char *path)
{
	const char *slash = strrchr(path, '/');

	in->path_room = strdup(path);
	if (!in->path_room)
		return -ENOMEM;
	in->file.path = in->path_room;
	text_clean(text_z(slash && slash[1] ? slash + 1 : path), in->name_room);
	in->file.name = in->name_room;
	return 0;
}

/* Unpacks if need be, finds the format and reads the file header. */
static int look(struct input *in, struct err *ret_err)
{
	const char *path = in->file.path;
	enum packing packing;

	(void)window_need(&in->window, 8);
	if (in->window.broken && rd_empty(&in->window.rd))
		return err_set(ret_err, -EIO, path, "cannot-open", "%s", strerror(EIO));
	packing = packing_of(in->window.rd);
	if (packing != PLAIN && (packing == GZIP ? window_gzip : window_zstd)(&in->window, in->window) < 0)
		return err_set(ret_err, -ENOMEM, path, "no-memory", "%s", "");
	if (!recognise(in)) {
		(void)window_need(&in->window, 512);
		if (packing != PLAIN && in->window.broken && rd_empty(&in->window.rd))
			return err_set(ret_err, ERR_NOT_CAPTURE, path, "packed-damaged", "%s",
				       packing == GZIP ? "gzip" : "zstd");
		return sniff(in->window.rd, path, ret_err);
	}
	in->file.format = in->format->name[packing];
	return 0;
}

int input_begin(struct input *in, struct window window, const char *path, struct err *ret_err)
{
	int r;

	*in = (struct input){.window = window, .file.first = INT64_MIN, .file.last = INT64_MIN};
	r = keep_names(in, path);
	if (r < 0)
		err_set(ret_err, r, path, "no-memory", "%s", "");
	else
		r = look(in, ret_err);
	if (r < 0)
		input_clear(in);
	return r;
}

static void put_down(struct input *in)
{
	if (in->format && in->format->close)
		in->format->close(in);
	in->format = NULL;
	window_close(&in->window);
}

void input_clear(struct input *in)
{
	put_down(in);
	free(in->path_room);
	in->path_room = NULL;
}

static void end(struct input *in)
{
	in->file.truncated |= in->ended || in->window.broken || !rd_empty(&in->window.rd);
	in->ended = true;
	put_down(in);
}

unsigned input_next(struct input *in, struct frame *frames, unsigned max)
{
	unsigned n = 0;

	if (in->format && !in->ended)
		n = in->format->next(in, frames, max);
	if (in->format)
		in->file.input_bytes = window_passed(&in->window);
	if (!n && in->format)
		end(in);
	return n;
}

void input_sleep(struct input *in)
{
	struct frame first;

	if (!input_next(in, &first, 1))
		return;
	in->asleep = true;
	in->begins = first.when;
	put_down(in);
}

void input_wake(struct input *in)
{
	struct capture_file *file = &in->file;
	int fd = open(file->path, O_RDONLY | O_CLOEXEC);

	in->asleep = false;
	in->numbered = 0;
	file->packets = file->bytes = 0;
	file->first = file->last = INT64_MIN;
	file->link_count = 0;
	if (fd >= 0)
		window_open(&in->window, fd);
	if (fd < 0 || look(in, NULL) < 0) {
		in->ended = file->truncated = true;
		put_down(in);
	}
}
