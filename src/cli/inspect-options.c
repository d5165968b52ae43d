#include "cli/inspect.h"

#include "assess/assess.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char *const option_names[] = {
	"-o",       "--summary", "--ledger", "--countries",    "--home", "--from",    "--to",
	"--filter", "--against", "--save",   "--pseudonymise", "--help", "--fail-on", "--lang",
	"--tz",     "--format",  "--quiet",  "--wifi-payload", NULL};

/* Seconds of a civil UTC time; timegm() takes any year a struct tm can hold. */
static bool parse_civil(const char *s, struct tm *ret_tm, const char **ret_rest)
{
	static const char *const forms[] = {"%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M",
					    "%Y-%m-%d %H:%M",    "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M",
					    "%Y-%m-%d"};

	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		struct tm tm = {0};
		const char *rest = strptime(s, forms[i], &tm);

		if (rest) {
			*ret_tm = tm;
			*ret_rest = rest;
			return true;
		}
	}
	return false;
}

static bool parse_zone(const char *s, long *ret_seconds)
{
	unsigned hours, minutes;
	char sign;
	int used = 0;

	if (strcmp(s, "Z") == 0) {
		*ret_seconds = 0;
		return true;
	}
	if (sscanf(s, "%c%2u:%2u%n", &sign, &hours, &minutes, &used) != 3 || s[used] ||
	    (sign != '+' && sign != '-'))
		return false;
	*ret_seconds = (sign == '-' ? -1L : 1L) * ((long)hours * 3600 + (long)minutes * 60);
	return true;
}

bool inspect_time(const struct cli *cli, const char *s, int64_t *ret_us)
{
	struct tm tm;
	const char *rest;
	long zone, part = 0;
	int64_t seconds;

	if (!parse_civil(s, &tm, &rest))
		return false;
	if (*rest == '.') {
		char *end;
		double f = strtod(rest, &end);

		part = (long)(f * 1e6 + 0.5);
		rest = end;
	}
	seconds = timegm(&tm);
	if (*rest == '\0')
		zone = cli_zone_minutes(cli, seconds * 1000000) * 60L;
	else if (!parse_zone(rest, &zone))
		return false;
	*ret_us = (seconds - zone) * 1000000 + part;
	return true;
}

static int wrong_value(const struct cli *cli, const char *option)
{
	return cli_say(cli, EXIT_USAGE, "cli.bad-value",
		       (const struct lang_arg[]){{"subject", option}, {NULL, NULL}});
}

static bool take_home(struct inspect_options *o, const char *v)
{
	return o->home_count < HOME_MAX && prefix_parse(v, &o->home[o->home_count]) && ++o->home_count;
}

static bool take_severity(struct inspect_options *o, const char *v)
{
	for (int i = 0; i < SEVERITY_COUNT; i++)
		if (strcmp(v, severity_token((enum severity)i)) == 0) {
			o->fail_on = i;
			return true;
		}
	return false;
}

/* Options that take a text: where it goes. */
static const char **text_option(struct inspect_options *o, const char *arg, const char **ret_name)
{
	const struct {
		const char *name;
		const char **to;
	} texts[] = {{"-o", &o->folder},
		     {"--ledger", &o->ledger},
		     {"--countries", &o->countries},
		     {"--against", &o->against},
		     {"--save", &o->save},
		     {"--from", &o->from},
		     {"--to", &o->to},
		     {"--filter", &o->capture.filter}};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		size_t n = strlen(texts[i].name);

		if (strncmp(arg, texts[i].name, n) == 0 && (arg[n] == '\0' || arg[n] == '=')) {
			*ret_name = texts[i].name;
			return texts[i].to;
		}
	}
	return NULL;
}

static bool flag_option(struct inspect_options *o, const char *arg)
{
	if (strcmp(arg, "--summary") == 0)
		o->summary = true;
	else if (strcmp(arg, "--pseudonymise") == 0 || strcmp(arg, "--pseudonymize") == 0)
		o->pseudonymise = true;
	else if (strcmp(arg, "--wifi-payload") == 0)
		o->wifi_payload = true;
	else if (strcmp(arg, "--help") == 0 || strcmp(arg, "-h") == 0)
		o->help = true;
	else
		return false;
	return true;
}

static int unknown_option(const struct cli *cli, const char *arg)
{
	const char *nearest = cli_nearest(arg, option_names);

	return cli_say(cli, EXIT_USAGE, nearest ? "cli.unknown-option-near" : "cli.unknown-option",
		       (const struct lang_arg[]){{"subject", arg}, {"near", nearest}, {NULL, NULL}});
}

static int one_option(struct cli *cli, struct inspect_options *o, int argc, char **argv, int *at)
{
	const char *arg = argv[*at], *v, *name;
	const char **to = text_option(o, arg, &name);
	bool wrong = false;

	if (to) {
		*to = cli_value(argc, argv, at, name, &wrong);
		wrong |= *to && !**to;
	} else if (flag_option(o, arg) || cli_common(cli, argc, argv, at, &wrong)) {
		; /* taken */
	} else if ((v = cli_value(argc, argv, at, "--home", &wrong))) {
		wrong |= !take_home(o, v);
	} else if ((v = cli_value(argc, argv, at, "--fail-on", &wrong))) {
		wrong |= !take_severity(o, v);
	} else {
		return unknown_option(cli, arg);
	}
	return wrong ? wrong_value(cli, arg) : 0;
}

static int take_input(const struct cli *cli, struct inspect_options *o, const char *path)
{
	if (o->input_count == INPUTS_MAX)
		return cli_say(cli, EXIT_USAGE, "cli.too-many",
			       (const struct lang_arg[]){{"subject", path}, {"limit", "4096"}, {NULL, NULL}});
	o->inputs[o->input_count++] = path;
	return 0;
}

static int take_times(const struct cli *cli, struct inspect_options *o)
{
	o->capture.from = INT64_MIN;
	o->capture.to = INT64_MAX;
	if (o->from && !inspect_time(cli, o->from, &o->capture.from))
		return wrong_value(cli, "--from");
	if (o->to && !inspect_time(cli, o->to, &o->capture.to))
		return wrong_value(cli, "--to");
	return 0;
}

int inspect_options_read(struct cli *cli, int argc, char **argv, struct inspect_options *ret_options)
{
	struct inspect_options *o = ret_options;
	bool only_inputs = false;
	int r = 0;

	*o = (struct inspect_options){.fail_on = -1};
	for (int at = 1; r == 0 && at < argc; at++) {
		if (!only_inputs && strcmp(argv[at], "--") == 0)
			only_inputs = true;
		else if (only_inputs || argv[at][0] != '-' || argv[at][1] == '\0')
			r = take_input(cli, o, argv[at]);
		else
			r = one_option(cli, o, argc, argv, &at);
	}
	if (r == 0 && !o->help && o->input_count == 0)
		r = cli_say(cli, EXIT_USAGE, "cli.no-input-named", NULL);
	return r ? r : take_times(cli, o);
}

char *inspect_default_folder(const struct inspect_options *o)
{
	static const char *const endings[] = {".gz", ".zst", ".pcapng", ".pcap", ".cap", ".dmp"};
	const char *path = strcmp(o->inputs[0], "-") == 0 ? "capture" : o->inputs[0], *slash;
	char *name = strdup(path), *folder = NULL;
	size_t n = name ? strlen(name) : 0;

	while (n > 1 && name[n - 1] == '/')
		name[--n] = '\0';
	for (size_t i = 0; name && i < sizeof endings / sizeof *endings; i++) {
		size_t e = strlen(endings[i]);

		if (n > e && strcmp(name + n - e, endings[i]) == 0)
			name[n -= e] = '\0';
	}
	slash = name ? strrchr(name, '/') : NULL;
	if (name && asprintf(&folder, "%s-report", slash && slash[1] ? slash + 1 : name) < 0)
		folder = NULL;
	free(name);
	return folder;
}
