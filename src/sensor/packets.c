/* The packet store: one file at a time, handed out by gate, which also deletes the oldest. A new one is asked
 * for when this one holds a sixteenth of what all may take, and with each hour, so that the time that bounds
 * the store is kept to. Each frame is stored before it is looked at: where it lies is its evidence. */
#include "sensor/sensor.h"

#include "decode/view.h"

#include <errno.h>
#include <unistd.h>

enum {
	SHARE = 16,
	LEAST_MB = 4,
	MOST_MB = 1024,
	HOUR_MS = 3600 * 1000,
	TRY_AGAIN_MS = 60000,
	FIRST_WAIT_MS = 3000
};

#include "daemon/line.h"

static void ask(struct sensor *s)
{
	if (s->packets.asked)
		return;
	s->packets.asked = loop_clock();
	line_send(LINE_FD, &(struct line_message){.kind = LINE_NEXT_FILE});
}

static void close_file(struct packets *p)
{
	if (p->fd < 0)
		return;
	writer_finish(&p->writer);
	writer_clear(&p->writer);
	close(p->fd);
	p->fd = -1;
	p->number = p->frames = 0;
	p->first = p->last = 0;
}

/* Nothing can be stored: said, and tried again after a minute. */
static void full(struct sensor *s, int error)
{
	struct packets *p = &s->packets;

	close_file(p);
	p->state = RELAY_STORE_FULL;
	p->error = error;
	p->full = loop_clock();
}

void packets_begin(struct sensor *s)
{
	s->packets.fd = -1;
	s->packets.state = s->options.store ? RELAY_STORE_WAITS : RELAY_STORE_NOT;
	if (s->options.store)
		ask(s);
}

bool packets_wait(const struct sensor *s)
{
	return s->packets.state == RELAY_STORE_WAITS && loop_clock() - s->packets.asked < FIRST_WAIT_MS;
}

/* The period ends with the file, so that each lies in one. */
void packets_given(struct sensor *s, int32_t number, int fd)
{
	struct packets *p = &s->packets;
	const char *name = s->options.interfaces == 1 ? s->options.interface[0] : NULL;

	p->asked = 0;
	if (fd < 0 || number <= 0) {
		if (fd >= 0)
			close(fd);
		if (p->fd < 0)
			full(s, number < 0 ? -number : ENOSPC);
		return;
	}
	frames_flush(s);
	if (p->fd >= 0 || s->period.frames)
		period_end(s);
	close_file(p);
	if (writer_init(&p->writer, fd, false, name) < 0) {
		close(fd);
		full(s, ENOMEM);
		return;
	}
	p->fd = fd;
	p->number = (uint32_t)number;
	p->began = loop_clock();
	p->state = RELAY_STORE_GOES;
	p->error = 0;
	period_begin(s);
}

struct packet packets_add(struct sensor *s, const struct frame *f)
{
	struct packets *p = &s->packets;
	struct frame stored = *f;
	int r;

	if (s->options.replay)
		return f->at;
	if (p->fd < 0)
		return (struct packet){0};
	if (!s->options.payload)
		stored.captured = headers_length(f);
	else
		stored.captured = view_radio_kept(f);
	if ((r = writer_frame(&p->writer, &stored, NULL)) < 0) {
		frames_flush(s);
		period_end(s); /* what is known lies in the file that ends here */
		full(s, r == ERR_UNSUPPORTED ? EINVAL : -r);
		period_begin(s);
		return (struct packet){0};
	}
	if (!p->frames++)
		p->first = f->when;
	p->last = f->when > p->last ? f->when : p->last;
	return (struct packet){p->number, p->frames};
}

void packets_flush(struct sensor *s)
{
	struct packets *p = &s->packets;
	int r = p->fd < 0 ? 0 : writer_flush(&p->writer);

	if (r < 0)
		full(s, -r);
}

void packets_tick(struct sensor *s)
{
	struct packets *p = &s->packets;
	uint64_t share = (uint64_t)s->options.packets_mb * 1000000 / SHARE;

	if (share < LEAST_MB * 1000000)
		share = LEAST_MB * 1000000;
	if (share > MOST_MB * UINT64_C(1000000))
		share = MOST_MB * UINT64_C(1000000); /* far below the limit that the walls set */
	if (p->state == RELAY_STORE_FULL && loop_clock() - p->full >= TRY_AGAIN_MS) {
		p->full = loop_clock();
		ask(s);
	}
	if (p->fd >= 0 && p->frames &&
	    (p->writer.safe + p->writer.out.used >= share || loop_clock() - p->began >= HOUR_MS))
		ask(s);
	if (p->asked && loop_clock() - p->asked >= TRY_AGAIN_MS)
		p->asked = 0; /* the answer was lost */
}

void packets_end(struct sensor *s) { close_file(&s->packets); }
