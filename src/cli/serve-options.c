#include "cli/serve.h"
#include "cli/site.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define USUAL_ADDRESS "127.0.0.1:8443"

static const char *const option_names[] = {
	"-i",           "--replay",       "--speed",      "--listen", "--ring",
	"--packets-mb", "--packets-days", "--no-payload", "--detach", "--user",
	"--help",       "--lang",         "--tz",         "--quiet",  NULL};

/* Options with one value; a number between these bounds, or (most 0) a text. */
static const struct valued {
	const char *name;
	size_t at; /* in struct serve_options */
	double least, most;
} valued[] = {
	{"--replay", offsetof(struct serve_options, replay), 0, 0},
	{"--speed", offsetof(struct serve_options, speed), 0, 1e6},
	{"--ring", offsetof(struct serve_options, ring), 1, 1024},
	{"--packets-mb", offsetof(struct serve_options, packets_mb), 1, 1 << 24},
	{"--packets-days", offsetof(struct serve_options, packets_days), 1, 36500},
	{"--user", offsetof(struct serve_options, user), 0, 0},
};

static bool is_in_bounds(const struct valued *v, const char *text)
{
	char *end;
	double n = strtod(text, &end);

	return *text && (v->most == 0 || (!*end && n >= v->least && n <= v->most));
}

static bool take_valued(struct serve_options *o, int argc, char **argv, int *at, bool *ret_wrong)
{
	for (size_t i = 0; i < sizeof valued / sizeof *valued; i++) {
		const char *v = cli_value(argc, argv, at, valued[i].name, ret_wrong);

		if (!v)
			continue;
		*ret_wrong |= !is_in_bounds(&valued[i], v);
		memcpy((char *)o + valued[i].at, &v, sizeof v);
		return true;
	}
	return false;
}

static bool take_repeated(struct serve_options *o, int argc, char **argv, int *at, bool *ret_wrong)
{
	const char *v;

	if ((v = cli_value(argc, argv, at, "-i", ret_wrong))) {
		*ret_wrong |= !*v || o->interfaces == SERVE_INTERFACES;
		if (!*ret_wrong)
			o->interface[o->interfaces++] = v;
		return true;
	}
	if ((v = cli_value(argc, argv, at, "--listen", ret_wrong))) {
		*ret_wrong |= !strrchr(v, ':') || o->addresses == SERVE_ADDRESSES;
		if (!*ret_wrong)
			o->address[o->addresses++] = v;
		return true;
	}
	return false;
}

static bool take_flag(struct serve_options *o, const char *arg)
{
	const struct {
		const char *name;
		bool *flag;
	} flags[] = {{"--no-payload", &o->no_payload},
		     {"--detach", &o->detach},
		     {"--help", &o->help},
		     {"-h", &o->help}};

	for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
		if (strcmp(arg, flags[i].name) == 0)
			return *flags[i].flag = true;
	return false;
}

static int take(struct cli *cli, struct serve_options *o, int argc, char **argv, int *at)
{
	const char *arg = argv[*at], *nearest;
	bool wrong = false;

	if (arg[0] != '-') {
		if (o->site || !cli_is_site(arg))
			return cli_say(cli, EXIT_USAGE, "serve.word",
				       (const struct lang_arg[]){{"subject", arg}, {NULL, NULL}});
		o->site = arg;
		return EXIT_DONE;
	}
	if (!take_flag(o, arg) && !take_repeated(o, argc, argv, at, &wrong) &&
	    !take_valued(o, argc, argv, at, &wrong) && !cli_common(cli, argc, argv, at, &wrong)) {
		nearest = cli_nearest(arg, option_names);
		return cli_say(cli, EXIT_USAGE, nearest ? "cli.unknown-option-near" : "cli.unknown-option",
			       (const struct lang_arg[]){{"subject", arg}, {"near", nearest}, {NULL, NULL}});
	}
	return wrong ? cli_say(cli, EXIT_USAGE, "cli.bad-value",
			       (const struct lang_arg[]){{"subject", arg}, {NULL, NULL}})
		     : EXIT_DONE;
}

int serve_options(struct cli *cli, int argc, char **argv, struct serve_options *ret)
{
	int code = EXIT_DONE;

	*ret = (struct serve_options){0};
	for (int at = 1; code == EXIT_DONE && at < argc; at++)
		code = take(cli, ret, argc, argv, &at);
	if (code != EXIT_DONE)
		return code;
	if (ret->help) {
		puts(lang(cli->language, "cli.serve-usage"));
		return EXIT_DONE;
	}
	if (!ret->site)
		ret->site = getenv("MIMAMORI_SITE");
	if (ret->replay && ret->interfaces)
		return cli_say(cli, EXIT_USAGE, "serve.one-source", NULL);
	if (!ret->addresses)
		ret->address[ret->addresses++] = USUAL_ADDRESS;
	return EXIT_DONE;
}
