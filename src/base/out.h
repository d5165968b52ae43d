/* A buffered writer to a file descriptor, and JSON on top of it. Writers never print: they write to an out.
 * The first write error is kept and everything after it is dropped; ask out_finish() once at the end (disk
 * full is found there). An out with fd -1 collects in memory instead (out_bytes()). */
#ifndef MIMAMORI_BASE_OUT_H
#define MIMAMORI_BASE_OUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct out {
	char *buf;
	size_t used, room;
	uint64_t total; /* bytes written so far, buffered ones included */
	int fd, error;  /* error: errno of the first failure, else 0 */
	unsigned depth; /* JSON: open objects and arrays */
	bool first;     /* JSON: nothing yet at this level */
	int64_t day;    /* the last one that out_time() wrote, since 1970; its words */
	char date[12];
};

int out_init(struct out *o, int fd); /* 0 or -ENOMEM */
int out_finish(struct out *o);       /* flushes; 0 or the first error, negative. Does not close fd. */
void out_clear(struct out *o);       /* frees the buffer */
const char *out_bytes(struct out *o, size_t *ret_n); /* fd -1: what was collected, terminated, borrowed */

void out_put(struct out *o, const void *bytes, size_t n);
void out_str(struct out *o, const char *s);
void out_char_slow(struct out *o, char c);
static inline void out_char(struct out *o, char c)
{
	if (o->used == o->room || o->error) {
		out_char_slow(o, c);
		return;
	}
	o->buf[o->used++] = c;
	o->total++;
}
void out_int(struct out *o, int64_t v);
void out_fmt(struct out *o, const char *format, ...) __attribute__((format(printf, 2, 3)));
void out_time(struct out *o, int64_t us); /* RFC 3339 UTC with microseconds, no quotes */

/* JSON, streamed, compact, members in the order written. key NULL inside arrays. Strings must be valid UTF-8.
 */
void json_object(struct out *o, const char *key); /* opens */
void json_array(struct out *o, const char *key);
void json_end_object(struct out *o);
void json_end_array(struct out *o);
void json_str(struct out *o, const char *key, const char *value); /* NULL writes null */
void json_text(struct out *o, const char *key, const char *s, size_t n);
void json_raw(struct out *o, const char *key, const char *json, size_t n); /* JSON that is valid already */
void json_int(struct out *o, const char *key, int64_t value);
void json_real(struct out *o, const char *key, double value); /* null when it is no number */
void json_bool(struct out *o, const char *key, bool value);
void json_null(struct out *o, const char *key);
void json_time(struct out *o, const char *key, int64_t us); /* INT64_MIN writes null */

/* HTML text or attribute value: & < > " ' escaped. CSV field per RFC 4180, quoted when needed, formula-safe:
 * a field that a spreadsheet would compute (it begins with = + - @, TAB, CR or LF, or with a full-width ＝ ＋ － ＠ and
 * more) gets a leading apostrophe. */
void out_html(struct out *o, const char *s);
void out_csv(struct out *o, const char *s);
bool out_is_formula(const char *s);

#endif
