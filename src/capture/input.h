/* One input of a capture: what is known of it, the window it is read through and the format it is in. A
 * format fills frames from what is at hand and refills the window only when it has none to give, because the
 * frames of one batch borrow their bytes from it. Private to the room. */
#ifndef MIMAMORI_CAPTURE_INPUT_H
#define MIMAMORI_CAPTURE_INPUT_H

#include "capture/capture.h"
#include "capture/window.h"

enum {
	FRAME_BYTES = 262144, /* most that is delivered of a frame: the largest snap length tcpdump takes */
	FRAME_BYTES_BUS = 128 << 20, /* most that a frame of a bus (USB, D-Bus) may claim */
	QUEUE = 64,                  /* frames read ahead of an input that is merged with others */
};

struct input;

/* How one kind of file is read. */
struct format {
	const char *name[3]; /* plain, .gz, .zst */
	/* Looks at the window's first bytes; true when they are its own and the file header was read. */
	bool (*begin)(struct input *in);
	/* Up to max frames, counted; 0 at the end of the input. */
	unsigned (*next)(struct input *in, struct frame *frames, unsigned max);
	void (*close)(struct input *in); /* or NULL */
};

extern const struct format pcap_format, pcap_nano_format, pcapng_format;

struct pcap {
	bool swapped;
	uint8_t header;    /* bytes before a record's packet */
	uint8_t lengths;   /* enum lengths: old writers had them the wrong way round */
	uint16_t fraction; /* ticks of the second field in a microsecond */
	uint32_t link, most;
};

struct pcapng {
	bool swapped;
	struct interface *interfaces;
	uint32_t count, room;
	int64_t last; /* time of the frame before, for blocks that have none */
};

struct input {
	struct capture_file file;
	struct window window;
	const struct format *format;
	union {
		struct pcap pcap;
		struct pcapng pcapng;
	};
	uint64_t numbered; /* frames as Wireshark numbers them */
	uint32_t index;
	bool ended, asleep;
	int64_t begins;         /* asleep: time of the first frame */
	uint64_t device, inode; /* 0: no regular file */

	struct frame queue[QUEUE]; /* merging: frames read, not yet delivered */
	unsigned queue_at, queue_count;
	char name_room[TEXT_ROOM];
	char *path_room;
};

/* What opening tells about: inputs that are found (each is one file), and what went wrong. */
struct finder {
	/* Takes fd over. Returns 0 or the input's error, with ret_err filled. */
	int (*found)(void *ctx, int fd, const char *path, struct err *ret_err);
	void (*failed)(void *ctx, const struct err *e);
	void *ctx;
	unsigned skipped; /* files in folders that are no captures */
};

/* Opens one input as given: a file, a folder (its captures, sorted by name, folders inside it too) or "-". */
void find_inputs(struct finder *f, const char *given);

/* Recognises what the window holds and makes the input ready to read; else an error code, with ret_err
 * filled. Takes the window over in either case. */
int input_begin(struct input *in, struct window window, const char *path, struct err *ret_err);
void input_clear(struct input *in);

/* Frames of this input; 0 at its end. Bytes are borrowed until the next call. */
unsigned input_next(struct input *in, struct frame *frames, unsigned max);

/* Of many files merged only those are held open whose time has come: the others sleep, without descriptor and
 * buffer, until their first frame is the next. Only for regular files, before the first input_next(). A file
 * that is gone when it wakes counts as cut. */
void input_sleep(struct input *in);
void input_wake(struct input *in);

/* For formats. */
void input_link(struct input *in, uint32_t link);
void input_snaplen(struct input *in, uint32_t snaplen);
void input_time(struct input *in, int64_t when);
void input_damaged(struct input *in); /* nothing after this can be trusted: the input ends here */
uint32_t link_most(uint32_t link);    /* longest frame of this link type that is believed */

/* Tells what the first bytes look like when they are no capture. Returns the code. */
int sniff(struct rd head, const char *path, struct err *ret_err);

/* A capture of bytes in memory, for tests and fuzzing; they must outlive it. flowing: as if they came by a
 * pipe. */
int capture_open_bytes(struct rd bytes, bool flowing, const struct capture_options *options,
		       struct capture **ret_capture);

#endif
