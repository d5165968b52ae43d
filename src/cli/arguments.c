#include "cli/arguments.h"

#include <string.h>

static bool take(const struct option_of *o, int argc, char **argv, int *at, bool *ret_wrong)
{
	for (; o->name; o++) {
		const char *v;

		if (o->flag && strcmp(argv[*at], o->name) == 0) {
			*o->flag = true;
			return true;
		}
		if (o->ret && (v = cli_value(argc, argv, at, o->name, ret_wrong))) {
			*o->ret = v;
			return true;
		}
	}
	return false;
}

static int unknown(const struct cli *cli, const char *arg, const struct option_of *o)
{
	const char *names[32] = {NULL}, *nearest;

	for (int i = 0; o[i].name && i < 31; i++)
		names[i] = o[i].name;
	nearest = cli_nearest(arg, names);
	return cli_say(cli, EXIT_USAGE, nearest ? "cli.unknown-option-near" : "cli.unknown-option",
		       (const struct lang_arg[]){{"subject", arg}, {"near", nearest}, {NULL, NULL}});
}

int arguments_wrong(const struct cli *cli, const char *subject)
{
	return cli_say(cli, EXIT_USAGE, "cli.bad-value",
		       (const struct lang_arg[]){{"subject", subject}, {NULL, NULL}});
}

int arguments_most(const struct cli *cli, const struct arguments *words, int most)
{
	return words->count > most ? arguments_wrong(cli, words->list[most]) : EXIT_DONE;
}

int arguments_read(struct cli *cli, const char **site, int argc, char **argv, const struct option_of *options,
		   struct arguments *ret)
{
	*ret = (struct arguments){.list = argv};
	for (int at = 0; at < argc; at++) {
		char *arg = argv[at];
		bool wrong = false;

		if (arg[0] == '-' && arg[1]) {
			if (!take(options, argc, argv, &at, &wrong) &&
			    !cli_common(cli, argc, argv, &at, &wrong))
				return unknown(cli, arg, options);
		} else if (site && cli_is_site(arg)) {
			*site = arg;
		} else {
			ret->list[ret->count++] = arg;
		}
		if (wrong)
			return arguments_wrong(cli, arg);
	}
	return EXIT_DONE;
}
