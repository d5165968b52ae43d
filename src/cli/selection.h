/* A selection of frames (report/selection.h), as a person names it: a line of a report, looked up in
 * inspect.json, so that it means what the person read, with whatever options that report was made
 * (docs/decisions/011). */
#ifndef MIMAMORI_CLI_SELECTION_H
#define MIMAMORI_CLI_SELECTION_H

#include "report/selection.h"

/* Reads what is needed from folder/inspect.json. 0, or a code with ret_err filled. */
int selection_resolve(struct selection *s, const char *folder, struct err *ret_err);
/* "1,5,9-20" or with the file's index before: "1:5"; needs no report. */
int selection_packets(struct selection *s, const char *list, struct err *ret_err);

#endif
