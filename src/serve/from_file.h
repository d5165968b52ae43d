/* Answers that are files: made in memory, by us or by the press. Inside the room only. */
#ifndef MIMAMORI_SERVE_FROM_FILE_H
#define MIMAMORI_SERVE_FROM_FILE_H

#include "serve/handler.h"

#include "report/press.h"

int file_in_memory(const char *name);     /* a descriptor, or -1 */
int file_to_body(struct call *c, int fd); /* all of it, from its start. 0 or negative */
void attachment(struct call *c, const char *content_type, const char *name);

/* Has the press print a document (report/press.h). form: "pdf" "xlsx" "table". annex: a descriptor, or -1. A
 * status, 0: done, fd holds the file. */
int press_prints(struct call *c, const char *form, const struct out *document, int fd, int annex,
		 struct press_answer *ret);

#endif
