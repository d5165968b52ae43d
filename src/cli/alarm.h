/* mimamori alarm: reading (alarm.c) and acting (alarm-act.c). */
#ifndef MIMAMORI_CLI_ALARM_H
#define MIMAMORI_CLI_ALARM_H

#include "cli/cli.h"

int cli_alarm_acknowledge(struct cli *cli, const char *site, int argc, char **argv);
int cli_alarm_dismiss(struct cli *cli, const char *site, int argc, char **argv);
int cli_alarm_shelve(struct cli *cli, const char *site, int argc, char **argv);
int cli_alarm_unshelve(struct cli *cli, const char *site, int argc, char **argv);
int cli_alarm_note(struct cli *cli, const char *site, int argc, char **argv);

#endif
