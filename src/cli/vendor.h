/* The verbs of mimamori vendor, one file a few. Inside the room only. */
#ifndef MIMAMORI_CLI_VENDOR_H
#define MIMAMORI_CLI_VENDOR_H

#include "cli/site.h"

typedef int vendor_fn(struct cli *cli, const char *site, int argc, char **argv);

vendor_fn cli_vendor_list, cli_vendor_show, cli_vendor_devices;               /* vendor.c */
vendor_fn cli_vendor_requirements, cli_vendor_questions, cli_vendor_withdraw; /* vendor-make.c */
vendor_fn cli_vendor_export, cli_vendor_boundary;                             /* vendor-export.c */
vendor_fn cli_vendor_import, cli_vendor_take;                                 /* vendor-import.c */

/* Writes the pack to a file; its suffix chooses. The exit code; told. */
struct store;
int vendor_write_pack(struct cli *cli, struct store *s, int64_t pack, const char *path);
/* The number of "p3", the one word there is; 0: told, with *ret_code. */
int64_t vendor_pack_word(struct cli *cli, int count, char **list, int *ret_code);

#endif
