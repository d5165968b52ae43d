/* A table for people (aligned for East Asian width), for spreadsheets (CSV) and for programs (JSON), from the
 * same cells. Cells are copied and cleaned; everything is printed at once. */
#ifndef MIMAMORI_CLI_TABLE_H
#define MIMAMORI_CLI_TABLE_H

#include "cli/cli.h"

#include <stdint.h>

enum { TABLE_COLUMNS = 28 };

struct table;

/* columns: the names in JSON and CSV; the headings are TOPIC.c-NAME of data/lang. Ended by NULL. A name that
 * begins with "#" is a number, one with "+" is left out of the text form. NULL: no memory. */
struct table *table_new(const struct cli *cli, const char *topic, const char *const *columns);
/* The next cell, row by row; NULL: unknown ("-" in text, null in JSON, empty in CSV). */
void table_cell(struct table *t, const char *text);
void table_text(struct table *t, const char *text); /* the same; "" is unknown, too */
void table_number(struct table *t, int64_t v);
/* At most so many columns of a terminal for this column in the text form; the rest is cut with "…". */
void table_width(struct table *t, int column, int most);
/* This column, too, is broken into lines, so that the table fits a terminal of 160 columns and nothing is
 * cut. */
void table_wrap(struct table *t, int column);
int table_rows(const struct table *t);
/* Writes it in the form of --format to stdout and frees it. empty: a sentence for a table without rows (text
 * only), or NULL. Returns the exit code. */
int table_print(struct table *t, const char *empty);
void table_free(struct table *t);

#endif
