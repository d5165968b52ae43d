/* mimamori record year: when the fiscal year begins, by which records expire. */
#include "assess/record_expiry.h"
#include "cli/record.h"
#include "store/journal.h"

#include <stdio.h>
#include <string.h>

static int set(struct acting *a, const char *start)
{
	char body[80];
	int code;

	if (!fiscal_start_valid(start))
		return cli_say(a->cli, EXIT_USAGE, "records.bad-year",
			       (const struct lang_arg[]){{"subject", start}, {NULL, NULL}});
	if ((code = site_begin(a->store)) < 0)
		return cli_store_failed(a->cli, a->store, code);
	snprintf(body, sizeof body, "{\"key\":\"fiscal-year-start\",\"value\":\"%s\"}", start);
	code = journal_append(a->store, a->writing.at, "setting-set", a->writing.actor, body, NULL);
	if (code == 0)
		code = site_commit(a->store);
	if (code < 0) {
		site_rollback(a->store);
		return cli_store_failed(a->cli, a->store, code);
	}
	return EXIT_DONE;
}

int run_record_year(struct cli *cli, const char *site, int argc, char **argv)
{
	static const struct option_of none[] = {{NULL, NULL, NULL}};
	struct arguments words;
	struct acting a;
	char until[DATE_ROOM];
	const char *start;
	int code = arguments_read(cli, &site, argc, argv, none, &words);

	if (code == EXIT_DONE)
		code = arguments_most(cli, &words, 1);
	if (code == EXIT_DONE)
		code = acting_open(&a, cli, site, words.count ? SITE_WRITE : SITE_READ);
	if (code != EXIT_DONE)
		return code;
	if (words.count)
		code = set(&a, words.list[0]);
	start = site_setting(a.store, "fiscal-year-start", FISCAL_YEAR_START);
	fiscal_last_day(a.today, start, 1, until);
	if (code == EXIT_DONE)
		acting_done(&a, start, "records.year",
			    (const struct lang_arg[]){{"subject", start}, {"until", until}, {NULL, NULL}});
	store_free(a.store);
	return code;
}
