/* The report on standard output. */
#ifndef MIMAMORI_CLI_REPORT_SHOW_H
#define MIMAMORI_CLI_REPORT_SHOW_H

#include "cli/cli.h"
#include "report/report.h"

/* As --format says: the summary, inspect.json, or the devices as CSV; nothing when --quiet. EXIT_DONE, or it
 * is told. */
int report_show(const struct cli *cli, const struct report_input *in);

#endif
