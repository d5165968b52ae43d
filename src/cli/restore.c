/* mimamori restore: a site from its backup. */
#include "cli/commands.h"
#include "cli/copies.h"
#include "respond/parts.h"

int cli_restore(struct cli *cli, int argc, char **argv)
{
	const char *files[2];
	bool force = false;
	struct copied c;
	struct err e = {0};
	int code;

	if (!copy_options(cli, argc, argv, files, &force, &code))
		return code;
	if (site_restore(files[0], files[1], site_parts(), force, cli_now(), cli_actor(cli), &c, &e) < 0)
		return copy_failed(cli, &e);
	copy_told(cli, *c.kept ? "copy.restored-over" : "copy.restored", files[1], &c);
	return EXIT_DONE;
}
