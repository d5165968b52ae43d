/* Times of answers (RFC 3339, UTC) as people read them. */
#ifndef MIMAMORI_CLI_WHEN_H
#define MIMAMORI_CLI_WHEN_H

#include "cli/cli.h"

/* "2026-11-29 20:03" in the command's zone where people read it (--format text), else as it came. Static
 * until the next call; NULL stays NULL. */
const char *cli_when(const struct cli *cli, const char *time);

#endif
