#include "cli/copies.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

bool copy_options(struct cli *cli, int argc, char **argv, const char *files[2], bool *ret_force,
		  int *ret_code)
{
	const char *key = strcmp(argv[0], "backup") == 0 ? "cli.backup-usage" : "cli.restore-usage";
	int n = 0;

	files[0] = files[1] = NULL;
	for (int at = 1; at < argc; at++) {
		bool wrong = false;

		if (strcmp(argv[at], "--help") == 0 || strcmp(argv[at], "-h") == 0) {
			puts(lang(cli->language, key));
			*ret_code = EXIT_DONE;
			return false;
		}
		if (strcmp(argv[at], "--force") == 0)
			*ret_force = true;
		else if (argv[at][0] == '-' && argv[at][1])
			wrong = !cli_common(cli, argc, argv, &at, &wrong) || wrong;
		else if (n < 2)
			files[n++] = argv[at];
		else
			wrong = true;
		if (wrong) {
			*ret_code = cli_say(cli, EXIT_USAGE, "cli.unknown-option",
					    (const struct lang_arg[]){{"subject", argv[at]}, {NULL, NULL}});
			return false;
		}
	}
	*ret_code = EXIT_USAGE;
	if (n < 2)
		fprintf(stderr, "%s\n", lang(cli->language, key));
	return n == 2;
}

int copy_failed(const struct cli *cli, const struct err *e)
{
	static const struct {
		const char *key;
		int code;
	} codes[] = {{"copy-flawed", EXIT_FOUND},      {"copy-other", EXIT_REFUSED},
		     {"restore-newer", EXIT_REFUSED},  {"restore-other", EXIT_REFUSED},
		     {"site-busy", EXIT_REFUSED},      {"cannot-write", EXIT_NO_OUTPUT},
		     {"site-no-room", EXIT_NO_OUTPUT}, {"copy-itself", EXIT_USAGE}};

	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
		if (strcmp(codes[i].key, e->key) == 0)
			return cli_fail(cli, codes[i].code, e);
	return cli_fail(cli, EXIT_NO_INPUT, e);
}

void copy_told(const struct cli *cli, const char *key, const char *file, const struct copied *c)
{
	char events[24], epoch[24];

	snprintf(events, sizeof events, "%lld", (long long)c->events);
	snprintf(epoch, sizeof epoch, "%lld", (long long)c->epoch);
	if (!cli->quiet)
		cli_say(cli, EXIT_DONE, key,
			(const struct lang_arg[]){{"file", file},
						  {"events", events},
						  {"kept", c->kept},
						  {"epoch", epoch},
						  {NULL, NULL}});
}
