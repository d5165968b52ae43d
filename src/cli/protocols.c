/* mimamori protocols: which protocols this program decodes, and how deep. docs/protocols.md is this with
 * --format csv's rows as Markdown (--markdown); a test keeps the two equal. */
#include "cli/commands.h"
#include "decode/decoder.h"

#include <stdio.h>
#include <string.h>

static const char *const depths[] = {"named", "identity", "commands", "values"};
static const struct {
	enum on on;
	const char *word;
} carriers[] = {{ON_TCP, "tcp"}, {ON_UDP, "udp"}, {ON_ETHER, "ethernet"}, {ON_LLC, "llc"}, {ON_IP, "ip"}};

/* How one row is written. */
struct layout {
	const char *before, *between, *after;
};

static void row(const struct layout *l, const struct decoder *d)
{
	const char *between = "";

	printf("%s%s%s%s%s%s%s", l->before, protocol_token(d->protocol), l->between,
	       protocol_title(d->protocol), l->between, depths[d->depth], l->between);
	for (size_t i = 0; i < sizeof carriers / sizeof *carriers; i++)
		if (d->on & carriers[i].on) {
			printf("%s%s", between, carriers[i].word);
			between = " ";
		}
	puts(l->after);
}

int cli_protocols(struct cli *cli, int argc, char **argv)
{
	static const struct layout text = {"", "\t", ""}, csv = {"", ",", ""}, markdown = {"| ", " | ", " |"};
	const struct layout *l = strcmp(cli->format, "csv") == 0 ? &csv : &text;
	bool wrong = false, help = false;

	for (int at = 1; at < argc; at++) {
		if (strcmp(argv[at], "--markdown") == 0)
			l = &markdown;
		else if (strcmp(argv[at], "--help") == 0)
			help = true;
		else if (!cli_common(cli, argc, argv, &at, &wrong) || wrong)
			return cli_say(cli, EXIT_USAGE, "cli.unknown-option",
				       (const struct lang_arg[]){{"subject", argv[at]}, {NULL, NULL}});
		else if (strcmp(cli->format, "csv") == 0)
			l = &csv;
	}
	if (help)
		puts(lang(cli->language, "cli.protocols-usage"));
	for (enum protocol p = PROTO_none + 1; p < PROTO_COUNT && !help; p++)
		if (decoders[p])
			row(l, decoders[p]);
	return EXIT_DONE;
}
