/* What the verbs of `mimamori record` share. One file a group of verbs: record.c (add, edit, remove, sign),
 * record-ask.c (field by field on a terminal), record-kinds.c, record-list.c, record-show.c,
 * record-due.c, record-form.c (form, export), record-import.c and record-filled.c (a table that comes back).
 */
#ifndef MIMAMORI_CLI_RECORD_H
#define MIMAMORI_CLI_RECORD_H

#include "assess/record.h"
#include "cli/acting.h"
#include "cli/arguments.h"

/* Tells what is wrong with a record; k, for the titles of its fields, may be NULL. The exit code. */
int record_fail(const struct cli *cli, struct store *s, const struct record_kind *k, const struct err *e);

/* The sentence that says so, without the end. */
void record_sentence(const struct cli *cli, const struct record_kind *k, const struct err *e, char *to,
		     size_t room);

/* "risk:false-peer" to kind and topic (-1: none given); what is wrong is told. */
int record_kind_arg(const struct cli *cli, const char *text, const struct record_kind **ret, int *ret_topic);
/* "r12" to 12; told when it is none. */
int record_id_arg(const struct cli *cli, const char *text, int64_t *ret);

/* The title of a field or of what every record has, in a language; the name itself when it is neither. */
const char *record_title(const struct record_kind *k, const char *name, enum language l);
/* "リスク（盗難・紛失・破損）": the kind and, when it has one, the topic. */
void record_kind_title(const struct record *r, enum language l, char *to, size_t room);
/* "c3 Yamada", "c3" when the name is gone, "" for 0. */
void record_who(struct store *s, int64_t contact, char *to, size_t room);
/* A value as people read it: choices by title, contacts with names, numbers with units. */
void record_shown(struct store *s, const struct record *r, const char *name, enum language l, char *to,
		  size_t room);

void record_id(int64_t id, char to[24]); /* "r12" */
/* Key of the word for its state: records.state-valid, -signed, -expired, -removed. */
const char *record_state(const struct record *r, const char *today);

/* The columns of a table of records of a kind, in order: record version kind, what every record has, its
 * fields. NULL past the last. */
const char *record_column(const struct record_kind *k, unsigned i);
enum { RECORD_CELL = 8200 }; /* room for the longest */
/* A value as it stands in such a table: choices by title, contacts with their names. */
void record_cell(struct store *s, const struct record *r, const char *name, enum language l, char *to,
		 size_t room);

/* Asks for what is not yet filled, on the terminal. EXIT_DONE, or EXIT_USAGE when input ended. */
int record_ask(struct acting *a, struct record *r);

int run_record_kinds(struct cli *cli, const char *site, int argc, char **argv);
int run_record_list(struct cli *cli, const char *site, int argc, char **argv);
int run_record_show(struct cli *cli, const char *site, int argc, char **argv);
int run_record_due(struct cli *cli, const char *site, int argc, char **argv);
int run_record_form(struct cli *cli, const char *site, int argc, char **argv);
int run_record_export(struct cli *cli, const char *site, int argc, char **argv);
int run_record_year(struct cli *cli, const char *site, int argc, char **argv);
int run_record_import(struct cli *cli, const char *site, int argc, char **argv);

#endif
