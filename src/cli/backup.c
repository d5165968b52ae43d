/* mimamori backup: a verified copy of a site, in one file. */
#include "cli/commands.h"
#include "cli/copies.h"

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
	else
		copy_told(cli, "copy.backed-up", files[1], &c);
	store_free(s);
	return code;
}
