/* mimamori stop: ends the serve of a site, in order. */
#include "cli/commands.h"
#include "cli/watching.h"

#include "base/loop.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { PATIENCE_MS = 45000, LOOK_US = 50000 };

static int say(const struct cli *cli, int code, const char *key, const char *site, pid_t pid)
{
	char number[16];

	snprintf(number, sizeof number, "%d", (int)pid);
	return cli_say(cli, code, key,
		       (const struct lang_arg[]){{"subject", site}, {"process", number}, {NULL, NULL}});
}

int cli_stop(struct cli *cli, int argc, char **argv)
{
	struct watching_words w;
	int64_t until = loop_clock() + PATIENCE_MS;
	pid_t pid;
	int code;

	if (!watching_words(cli, argc, argv, 0, 0, &w, &code))
		return code;
	pid = watching_process(w.site);
	if (pid == 0)
		return cli->quiet ? EXIT_DONE : say(cli, EXIT_DONE, "serve.not-running", w.site, 0);
	if (pid < 0 || kill(pid, SIGTERM) < 0)
		return say(cli, EXIT_REFUSED, "serve.cannot-stop", w.site, pid);
	while (watching_process(w.site) == pid && loop_clock() < until)
		usleep(LOOK_US);
	if (watching_process(w.site) == pid)
		return say(cli, EXIT_REFUSED, "serve.does-not-stop", w.site, pid);
	return cli->quiet ? EXIT_DONE : say(cli, EXIT_DONE, "serve.stopped", w.site, pid);
}
