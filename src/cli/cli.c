#include "cli/cli.h"

#include "cli/commands.h"
#include "cli/site.h"

#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const struct command commands[] = {
#define COMMAND(symbol, name) {name, cli_##symbol},
#include "cli/commands.def"
#undef COMMAND
};

enum { COMMANDS = sizeof commands / sizeof *commands };

int cli_say(const struct cli *cli, int code, const char *key, const struct lang_arg *args)
{
	struct out sentence, o;
	const char *text;
	size_t n;

	if (out_init(&sentence, -1) < 0)
		return code;
	lang_fill(&sentence, lang(cli->language, key), args);
	text = out_bytes(&sentence, &n);
	if (out_init(&o, STDERR_FILENO) == 0) {
		out_str(&o, "mimamori: ");
		text_put(&o, text_of(text, n)); /* what a file says may be meant for the terminal */
		out_char(&o, '\n');
		out_finish(&o);
		out_clear(&o);
	}
	out_clear(&sentence);
	return code;
}

int cli_fail(const struct cli *cli, int code, const struct err *e)
{
	const struct lang_arg args[] = {{"subject", e->subject}, {"detail", e->detail}, {NULL, NULL}};
	char key[sizeof e->key + 8];

	snprintf(key, sizeof key, "error.%s", e->key);
	return cli_say(cli, code, key, args);
}

static enum language language_of(const char *s) { return strncmp(s, "ja", 2) == 0 ? LANG_JA : LANG_EN; }

static enum language language_of_environment(void)
{
	static const char *const names[] = {"MIMAMORI_LANG", "LC_ALL", "LC_MESSAGES", "LANG"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *v = getenv(names[i]);

		if (v && *v)
			return language_of(v);
	}
	return LANG_EN;
}

const char *cli_value(int argc, char **argv, int *at, const char *name, bool *ret_wrong)
{
	size_t n = strlen(name);
	const char *arg = argv[*at];

	if (strncmp(arg, name, n) != 0 || (arg[n] && (arg[n] != '=' || name[1] != '-')))
		return NULL;
	if (arg[n] == '=')
		return arg + n + 1;
	if (*at + 1 >= argc) {
		*ret_wrong = true;
		return "";
	}
	return argv[++*at];
}

static bool one_of(const char *s, const char *const *words)
{
	for (; *words; words++)
		if (strcmp(s, *words) == 0)
			return true;
	return false;
}

bool cli_common(struct cli *cli, int argc, char **argv, int *at, bool *ret_wrong)
{
	static const char *const languages[] = {"ja", "en", NULL}, *const formats[] = {"text", "json", "csv",
										       NULL};
	const char *v;

	if (strcmp(argv[*at], "--quiet") == 0 || strcmp(argv[*at], "-q") == 0) {
		cli->quiet = true;
		return true;
	}
	if ((v = cli_value(argc, argv, at, "--lang", ret_wrong))) {
		*ret_wrong |= !one_of(v, languages);
		cli->language = language_of(v);
		return true;
	}
	if ((v = cli_value(argc, argv, at, "--format", ret_wrong))) {
		*ret_wrong |= !one_of(v, formats);
		cli->format = v;
		return true;
	}
	if ((v = cli_value(argc, argv, at, "--as", ret_wrong))) {
		cli->actor = v;
		return true;
	}
	if ((v = cli_value(argc, argv, at, "--tz", ret_wrong))) {
		cli->zone = v;
		return true;
	}
	return false;
}

/* "+09:00" or "-0330" to minutes; false when it is a name. */
static bool fixed_zone(const char *s, int *ret_minutes)
{
	int hours, minutes = 0;
	char sign;

	if (sscanf(s, "%c%2d:%2d", &sign, &hours, &minutes) < 2 &&
	    sscanf(s, "%c%2d%2d", &sign, &hours, &minutes) < 2)
		return false;
	if ((sign != '+' && sign != '-') || hours > 14 || minutes > 59)
		return false;
	*ret_minutes = (sign == '-' ? -1 : 1) * (hours * 60 + minutes);
	return true;
}

int cli_zone_minutes(const struct cli *cli, long long us)
{
	time_t seconds = (time_t)(us / 1000000);
	struct tm tm;
	int minutes;

	if (cli->zone && fixed_zone(cli->zone, &minutes))
		return minutes;
	if (cli->zone)
		setenv("TZ", cli->zone, 1);
	tzset();
	return localtime_r(&seconds, &tm) ? (int)(tm.tm_gmtoff / 60) : 0;
}

/* Levenshtein distance of short words. */
static unsigned distance(const char *a, const char *b)
{
	unsigned row[33], n = (unsigned)strlen(b);

	if (n > 32)
		return 99;
	for (unsigned j = 0; j <= n; j++)
		row[j] = j;
	for (unsigned i = 1; a[i - 1]; i++) {
		unsigned diagonal = row[0];

		row[0] = i;
		for (unsigned j = 1; j <= n; j++) {
			unsigned change = diagonal + (a[i - 1] != b[j - 1]),
				 best = row[j] < row[j - 1] ? row[j] : row[j - 1];

			diagonal = row[j];
			row[j] = best + 1 < change ? best + 1 : change;
		}
	}
	return row[n];
}

const char *cli_nearest(const char *word, const char *const *known)
{
	const char *best = NULL;
	unsigned least = 4;

	for (; *known; known++) {
		unsigned d = distance(word, *known);

		if (d < least)
			least = d, best = *known;
	}
	return best;
}

static int usage(const struct cli *cli, FILE *to)
{
	fprintf(to, "%s\n\n", lang(cli->language, "cli.usage"));
	for (int i = 0; i < COMMANDS; i++) {
		char key[64];

		snprintf(key, sizeof key, "cli.help-%s", commands[i].name);
		fprintf(to, "  mimamori %-14s %s\n", commands[i].name, lang(cli->language, key));
	}
	fprintf(to, "\n%s\n", lang(cli->language, "cli.usage-end"));
	return to == stdout ? EXIT_DONE : EXIT_USAGE;
}

static int unknown_command(const struct cli *cli, const char *name)
{
	const char *names[COMMANDS + 1] = {NULL}, *nearest;

	for (int i = 0; i < COMMANDS; i++)
		names[i] = commands[i].name;
	nearest = cli_nearest(name, names);
	return cli_say(cli, EXIT_USAGE, nearest ? "cli.unknown-command-near" : "cli.unknown-command",
		       (const struct lang_arg[]){{"subject", name}, {"near", nearest}, {NULL, NULL}});
}

int cli_main(int argc, char **argv)
{
	struct cli cli = {.language = language_of_environment(), .format = "text"};
	bool wrong = false;
	int at = 1;

	cli.colour = isatty(STDOUT_FILENO) && !getenv("NO_COLOR");
	while (at < argc && cli_common(&cli, argc, argv, &at, &wrong))
		at++;
	if (wrong)
		return cli_say(&cli, EXIT_USAGE, "cli.bad-value",
			       (const struct lang_arg[]){{"subject", argv[at - 1]}, {NULL, NULL}});
	if (at >= argc)
		return usage(&cli, stderr);
	if (strcmp(argv[at], "--version") == 0) {
		puts("mimamori " MIMAMORI_VERSION);
		return EXIT_DONE;
	}
	if (strcmp(argv[at], "--help") == 0 || strcmp(argv[at], "-h") == 0 || strcmp(argv[at], "help") == 0)
		return usage(&cli, stdout);
	for (int i = 0; i < COMMANDS; i++)
		if (strcmp(argv[at], commands[i].name) == 0) {
			int code = commands[i].run(&cli, argc - at, argv + at);

			cli_site_poke();
			return code;
		}
	return unknown_command(&cli, argv[at]);
}
