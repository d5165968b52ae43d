/* What was not read, not seen, or cannot be known from a capture: the honest part of a report. The same notes
 * are shown by the terminal summary and the page. */
#ifndef MIMAMORI_REPORT_NOTES_H
#define MIMAMORI_REPORT_NOTES_H

#include "report/report.h"

enum note_kind { NOTE_READING, NOTE_BLIND };

struct note {
	enum note_kind kind;
	const char *key;  /* of the sentence: "notes.truncated" */
	int64_t n, m;     /* its numbers; unused ones 0 */
	const char *text; /* its text, borrowed for the call; "" when it has none */
};

typedef void note_sink(void *ctx, const struct note *note);

int notes_each(const struct report_input *in, enum note_kind kind, note_sink *sink, void *ctx);

/* The sentence of a note. Returns buf. */
char *note_text(const struct note *note, enum language l, char *buf, size_t room);

#endif
