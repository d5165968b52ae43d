/* A QR code of a short text on the terminal, two rows of modules a line. */
#ifndef MIMAMORI_CLI_QR_H
#define MIMAMORI_CLI_QR_H

#include "cli/cli.h"

/* libqrencode is opened only here, so that no other command carries it. EXIT_DONE, or it is told. */
int qr_print(const struct cli *cli, const char *text);

#endif
