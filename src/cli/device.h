/* mimamori device: the verbs by which people say what devices are (device-keep.c), and what device show tells
 * of it (device-said.c). */
#ifndef MIMAMORI_CLI_DEVICE_H
#define MIMAMORI_CLI_DEVICE_H

#include "cli/cli.h"
#include "cli/table.h"
#include "store/store.h"

int cli_device_merge(struct cli *cli, const char *site, int argc, char **argv);
int cli_device_undo(struct cli *cli, const char *site, int argc, char **argv);
int cli_device_split(struct cli *cli, const char *site, int argc, char **argv);
int cli_device_lock(struct cli *cli, const char *site, int argc, char **argv);
int cli_device_unlock(struct cli *cli, const char *site, int argc, char **argv);
int cli_device_state(struct cli *cli, const char *site, int argc, char **argv);
int cli_device_relearn(struct cli *cli, const char *site, int argc, char **argv);

/* Rows of device show: state, locked values, approval, differences, merges. 0 or -EIO. */
int device_said(struct table *t, const struct cli *cli, struct store *s, int64_t device);

/* A word of data/lang/keep.yaml, before-TOKEN, in the text form; else the token. */
const char *keep_word(const struct cli *cli, const char *before, const char *token);

#endif
