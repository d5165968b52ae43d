/* A row of a sheet as the API shows it (schema SheetRow). Inside the room only. */
#ifndef MIMAMORI_SERVE_ROW_JSON_H
#define MIMAMORI_SERVE_ROW_JSON_H

#include "serve/handler.h"

#include "assess/rows.h"

extern const char *const csf_names[]; /* by enum csf */

/* The function of a row; NULL of an own item without a category. */
const char *row_function(const struct sheet_row *r);
void json_sheet_row(struct call *c, const char *key, const struct sheet_row *r);
void json_sheet_short(struct out *o, const char *key, const struct sheet *s);

#endif
