/* mimamori backup: a verified copy of a site, in one file. */
#include "cli/commands.h"
#include "cli/copies.h"

#include "assess/ask.h"

#include <stdio.h>
#include <string.h>

/* A backup is one file: bags of evidence lie beside the site, and who keeps the copy alone loses them. */
static void tell_evidence(const struct cli *cli, struct store *s)
{
	static const char bags[] = "SELECT count(*) FROM evidence WHERE done IS NOT NULL";
	char count[24], folder[600];

	snprintf(count, sizeof count, "%lld", (long long)ask_number(store_db(s), bags, 0));
	snprintf(folder, sizeof folder, "%.500s.evidence", site_path(s));
	if (strcmp(count, "0") != 0 && !cli->quiet)
		cli_say(cli, EXIT_DONE, "copy.without-evidence",
			(const struct lang_arg[]){{"count", count}, {"folder", folder}, {NULL, NULL}});
}

int cli_backup(struct cli *cli, int argc, char **argv)
{
	const char *files[2];
	bool force = false;
	struct store *s;
	struct copied c;
	struct err e = {0};
	int code;

	if (!copy_options(cli, argc, argv, files, &force, &code))
		return code;
	code = cli_site_open(cli, files[0], SITE_WRITE, &s);
	if (code != EXIT_DONE)
		return code;
	if (site_backup(s, files[1], force, cli_now(), cli_actor(cli), &c, &e) < 0)
		code = copy_failed(cli, &e);
	else {
		copy_told(cli, "copy.backed-up", files[1], &c);
		tell_evidence(cli, s);
	}
	store_free(s);
	return code;
}
