/* What the readers of tables share. Inside the room, its tests and its harness only. */
#ifndef MIMAMORI_INGEST_GRID_PARTS_H
#define MIMAMORI_INGEST_GRID_PARTS_H

#include "base/rd.h"
#include "ingest/grid.h"

int grid_begin(struct grid *g); /* 0 or -ENOMEM */
/* Rows and cells in the order of the file; a row that stays empty is dropped by the next. -EFBIG past a
 * bound, -ENOMEM. text: n bytes of valid UTF-8. */
int grid_row(struct grid *g, uint32_t line_no, bool hidden);
int grid_put(struct grid *g, unsigned column, const char *text, size_t n, unsigned flags);
void grid_end(struct grid *g); /* the last row is done */

int grid_of_csv(const char *bytes, size_t n, const char *path, struct grid *g, struct err *e);
/* What mimamori-unpack said: 0, or negative with err. Nothing of it is believed. */
int grid_of_unpacked(struct rd *said, const char *path, struct grid *g, struct err *e);
int grid_of_xlsx_fd(int fd, const char *path, const char *sheet, struct grid *g,
		    struct err *e); /* fd borrowed */
int grid_of_xlsx(const char *path, const char *sheet, struct grid *g, struct err *e);

#endif
