/* Tests of decoders as a table: one message a row, and all that it must say. Each message is then given cut
 * at every byte and with every byte turned over: that must neither crash nor read past the end (the
 * sanitizers of tools/test watch). */
#ifndef MIMAMORI_TESTS_ROWS_H
#define MIMAMORI_TESTS_ROWS_H

#include "recorder.h"

struct row {
	const char *what;
	const struct decoder *d;
	uint16_t port; /* server port over TCP and UDP; ethertype, SAPs or IP protocol number below */
	enum side side;
	const char *hex;   /* or, behind "=", text */
	const char *log;   /* everything that is said */
	uint8_t transport; /* 0: UDP where the decoder has it, else TCP */
};

static uint8_t row_bytes[4096];

static inline size_t row_read(const struct row *r)
{
	if (r->hex[0] != '=')
		return bytes_of(r->hex, row_bytes, sizeof row_bytes);
	memcpy(row_bytes, r->hex + 1, strlen(r->hex) - 1);
	return strlen(r->hex) - 1;
}

static inline void row_play(const struct row *r, struct play *p)
{
	*p = play_of(r->d, r->port);
	p->t.ethertype = r->port;
	p->t.transport = r->transport ? r->transport : r->d->on == ON_TCP ? 6 : 17;
}

static inline void row_torment(const struct row *r, struct play *p, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		row_play(r, p);
		(void)play_smell(p, r->side, row_bytes, i);
		(void)play_bytes(p, r->side, row_bytes, i);
	}
	for (size_t i = 0; i < n; i++) {
		row_play(r, p);
		row_bytes[i] ^= 0xff;
		(void)play_smell(p, r->side, row_bytes, n);
		(void)play_bytes(p, r->side, row_bytes, n);
		row_bytes[i] ^= 0xff;
	}
}

static inline void rows_run(const struct row *rows, size_t count)
{
	static struct play p;

	for (const struct row *r = rows; r < rows + count; r++) {
		size_t n = row_read(r);

		row_play(r, &p);
		if (play_smell(&p, r->side, row_bytes, n).certainty == NOT_MINE)
			fail_msg("%s: not recognised", r->what);
		play_bytes(&p, r->side, row_bytes, n);
		if (p.last != HEARD && p.last != ENOUGH)
			fail_msg("%s: answered %d", r->what, (int)p.last);
		if (strcmp(p.e.log, r->log) != 0)
			fail_msg("%s: said\n%sand should have said\n%s", r->what, p.e.log, r->log);
		row_torment(r, &p, n);
	}
}

#define ROWS_RUN(rows) rows_run(rows, sizeof(rows) / sizeof(rows)[0])

#endif
