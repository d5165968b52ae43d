/* mimamori incident: deeds (incident-deed.c), reading (incident.c), evidence (incident-evidence.c). */
#ifndef MIMAMORI_CLI_INCIDENT_H
#define MIMAMORI_CLI_INCIDENT_H

#include "cli/cli.h"

#include <stdint.h>

int64_t incident_number(const char *word, char letter); /* "i3": 3; 0 none */

int cli_incident_open(struct cli *cli, const char *site, int argc, char **argv);
int cli_incident_report(struct cli *cli, const char *site, int argc, char **argv);
int cli_incident_evidence(struct cli *cli, const char *site, int argc, char **argv);
/* A deed of the table; its name was given by incident_verb(). */
int cli_incident_deed(struct cli *cli, const char *site, int argc, char **argv);
void incident_verb(const char *deed);

/* Bags of evidence that wait are made here, unless somebody watches the site: then core does. */
int incident_freeze(struct cli *cli, const char *site);

#endif
