/* What backup and restore share: two files and --force. */
#ifndef MIMAMORI_CLI_COPIES_H
#define MIMAMORI_CLI_COPIES_H

#include "cli/site.h"
#include "store/backup.h"

/* Takes FROM TO [--force] and the common options; --help is answered. true: go on; else *ret_code is the exit
 * code. */
bool copy_options(struct cli *cli, int argc, char **argv, const char *files[2], bool *ret_force,
		  int *ret_code);

/* The exit code of an error of store/backup.h, told. */
int copy_failed(const struct cli *cli, const struct err *e);

/* {file} {events} {kept} {epoch} of a sentence about a copy, on stderr unless --quiet. */
void copy_told(const struct cli *cli, const char *key, const char *file, const struct copied *c);

#endif
