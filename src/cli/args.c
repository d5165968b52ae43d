#include "cli/args.h"

#include <string.h>

static bool take(struct arg *args, int argc, char **argv, int *at, bool *ret_wrong)
{
	for (struct arg *a = args; a->name; a++) {
		const char *v;

		if (a->flag && strcmp(argv[*at], a->name) == 0)
			a->value = "";
		else if (!a->flag && (v = cli_value(argc, argv, at, a->name, ret_wrong)))
			a->value = v;
		else
			continue;
		return true;
	}
	return false;
}

static int unknown(const struct cli *cli, const char *arg, const struct arg *args)
{
	const char *names[ARG_OPTIONS + 1] = {NULL}, *nearest;

	for (int i = 0; args[i].name && i < ARG_OPTIONS; i++)
		names[i] = args[i].name;
	nearest = cli_nearest(arg, names);
	return cli_say(cli, EXIT_USAGE, nearest ? "cli.unknown-option-near" : "cli.unknown-option",
		       (const struct lang_arg[]){{"subject", arg}, {"near", nearest}, {NULL, NULL}});
}

int cli_args(struct cli *cli, int argc, char **argv, struct arg *args, struct words *words)
{
	for (int at = 0; at < argc; at++) {
		const char *arg = argv[at];
		bool wrong = false;

		if (arg[0] != '-' || !arg[1]) {
			wrong = words->n >= words->most;
			if (!wrong)
				words->word[words->n++] = arg;
		} else if (!take(args, argc, argv, &at, &wrong) &&
			   !cli_common(cli, argc, argv, &at, &wrong)) {
			return unknown(cli, arg, args);
		}
		if (wrong)
			return cli_say(cli, EXIT_USAGE, "cli.bad-value",
				       (const struct lang_arg[]){{"subject", arg}, {NULL, NULL}});
	}
	return EXIT_DONE;
}
