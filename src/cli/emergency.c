/* mimamori emergency on|off|show. */
#include "cli/acting.h"
#include "cli/arguments.h"
#include "cli/commands.h"
#include "respond/incident.h"

#include "base/out.h"

#include <stdio.h>
#include <string.h>

struct ask {
	const char *because;
	bool on;
};

static int act(void *ctx, struct store *s, const struct writing *w, struct err *e)
{
	const struct ask *a = ctx;

	return emergency_set(s, a->on, a->because, w, e);
}

static int set(struct cli *cli, const char *site, int argc, char **argv, bool on)
{
	struct ask a = {.on = on};
	const struct option_of options[] = {{"--because", &a.because, NULL}, {NULL, NULL, NULL}};
	struct arguments words;
	struct acting told = {.cli = cli};
	int code = arguments_read(cli, &site, argc, argv, options, &words);

	if (code == EXIT_DONE)
		code = arguments_most(cli, &words, 0);
	if (code == EXIT_DONE)
		code = cli_act(cli, site, "incident", act, &a);
	return code == EXIT_DONE ? acting_done(&told, on ? "on" : "off",
					       on ? "incident.emergency-on" : "incident.emergency-off",
					       (const struct lang_arg[]){{NULL, NULL}})
				 : code;
}

static int on(struct cli *cli, const char *site, int argc, char **argv)
{
	return set(cli, site, argc, argv, true);
}
static int off(struct cli *cli, const char *site, int argc, char **argv)
{
	return set(cli, site, argc, argv, false);
}

static int show(struct cli *cli, const char *site, int argc, char **argv)
{
	static const struct option_of none[] = {{NULL, NULL, NULL}};
	struct acting told = {.cli = cli};
	struct arguments words;
	struct store *s = NULL;
	bool is_on, may;
	int code = arguments_read(cli, &site, argc, argv, none, &words);

	if (code == EXIT_DONE)
		code = cli_site_open(cli, site, SITE_READ, &s);
	if (code != EXIT_DONE)
		return code;
	is_on = emergency_is_on(s, NULL, NULL);
	may = emergency_may(s);
	store_free(s);
	return acting_done(&told, is_on ? "on" : "off",
			   is_on ? "incident.emergency-on"
			   : may ? "incident.emergency-off"
				 : "incident.emergency-closed",
			   (const struct lang_arg[]){{NULL, NULL}});
}

int cli_emergency(struct cli *cli, int argc, char **argv)
{
	static const struct verb verbs[] = {{"on", on}, {"off", off}, {"show", show}, {NULL, NULL}};

	return cli_noun(cli, "emergency", verbs, argc, argv);
}
