/* Text from the wire is hostile. text_clean() turns any bytes into text that is safe to show anywhere: valid
 * UTF-8, at most TEXT_MAX characters, control and bidirectional characters shown as codes (U+202E as
 * "<202E>"), and so is what shows nothing, and the third combining mark in a row. What is not valid UTF-8 is read as CP932
 * (Shift_JIS, as Japanese devices send) when all of it is valid there and reads like it, else each bad byte is shown as "<xx>";
 * UTF-8 that was cut within its last character stays UTF-8. Escaping for JSON, HTML and CSV is the writers' work,
 * on top of this. */
#ifndef MIMAMORI_BASE_TEXT_H
#define MIMAMORI_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/* A run of bytes with a length: borrowed, not terminated. */
struct text {
	const char *s;
	size_t n;
};

enum {
	TEXT_MAX = 256,
	TEXT_ROOM = TEXT_MAX * 6 + 1
}; /* characters kept; bytes that a cleaned text needs at most */

static inline struct text text_of(const void *s, size_t n) { return (struct text){s, n}; }
struct text text_z(const char *s); /* of a terminated string */

/* Cleans n bytes into out (TEXT_ROOM bytes), terminated; returns the length. Trailing NULs and outer white
 * space go. */
size_t text_clean(struct text raw, char out[TEXT_ROOM]);

/* The same for a name that may be nothing but blanks and is one all the same (an SSID): those are shown as codes ("<20><20>"). */
size_t text_clean_name(struct text raw, char out[TEXT_ROOM]);

/* Is all of it plain printable ASCII (32..126)? Then cleaning changes nothing but its length. */
bool text_is_plain(struct text raw);

bool text_is_utf8(struct text raw);

/* Valid UTF-8 without a character that text_clean() would show as a code: what people type, of any length. */
bool text_shows(struct text raw);

/* As text_clean(), of any length and at once; line feeds and tabs stay. For terminals, which obey what they
 * are sent. */
struct out;
void text_put(struct out *o, struct text raw);

/* Whole-file conversion for ledgers: CP932 (or UTF-8 with or without BOM) to UTF-8 on the heap; NULL when it
 * is neither. ret_encoding names what it was. The caller frees. */
char *text_to_utf8(const char *bytes, size_t n, size_t *ret_n, const char **ret_encoding);

/* How many bytes of the start of s, at most so many, end with a whole character: for "%.*s". s ends with a NUL, be it
 * sooner or later than that. */
int text_within(const char *s, int most);

/* Columns on a terminal: East Asian wide characters take two. */
int text_columns(const char *utf8);

#endif
