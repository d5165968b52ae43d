/* The options of mimamori inspect, read from the command line. Owns nothing but the arrays in it; texts are
 * argv's. */
#ifndef MIMAMORI_CLI_INSPECT_H
#define MIMAMORI_CLI_INSPECT_H

#include "base/addr.h"
#include "capture/capture.h"
#include "cli/cli.h"

enum { INPUTS_MAX = 4096, HOME_MAX = 64 };

struct inspect_options {
	const char *inputs[INPUTS_MAX];
	unsigned input_count;
	struct prefix home[HOME_MAX];
	unsigned home_count;
	const char *folder; /* -o */
	const char *ledger, *countries, *against;
	const char *save;      /* --save SITE.db */
	const char *from, *to; /* as given; capture.from/to hold them in us */
	int fail_on;           /* enum severity, or -1 */
	bool summary, pseudonymise, wifi_payload, help;
	struct capture_options capture;
};

/* 0, or an exit code after telling what was wrong. */
int inspect_options_read(struct cli *cli, int argc, char **argv, struct inspect_options *ret_options);

/* "2026-11-20T09:00:00+09:00", "2026-11-20 09:00" (in the zone of the command) to us; false when it is no
 * time. */
bool inspect_time(const struct cli *cli, const char *s, int64_t *ret_us);

/* NAME-report from the first input, on the heap. */
char *inspect_default_folder(const struct inspect_options *o);

#endif
