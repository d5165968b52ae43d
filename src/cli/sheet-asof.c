#include "cli/sheet-asof.h"

#include "report/words.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

int sheet_asof_open(struct cli *cli, struct store *s, const char *text, struct asof **ret)
{
	struct asof_moment m;
	struct err e = {0};
	int64_t now = cli_now();
	char key[64];
	int r;

	*ret = NULL;
	if (!text)
		return EXIT_DONE;
	if (asof_moment(s, text, cli_zone_minutes(cli, now), now, &m, &e) < 0) {
		snprintf(key, sizeof key, "audit.%s", e.key);
		return cli_say(cli, EXIT_USAGE, key,
			       (const struct lang_arg[]){{"subject", text}, {NULL, NULL}});
	}
	r = asof_open(s, &m, ret);
	return r < 0 ? cli_store_failed(cli, s, r) : EXIT_DONE;
}

static void moment_text(const struct cli *cli, const struct asof *a, char buf[WORD_TEXT])
{
	local_second(buf, asof_of(a)->at, cli_zone_minutes(cli, asof_of(a)->at));
}

int sheet_asof_failed(struct cli *cli, struct asof *a, int code, const char *system)
{
	char at[WORD_TEXT];

	moment_text(cli, a, at);
	if (code == -ENOENT || code == -ENODATA)
		return cli_say(cli, EXIT_USAGE,
			       code == -ENOENT ? "audit.asof-no-system" : "audit.asof-no-answers",
			       (const struct lang_arg[]){{"subject", at}, {"detail", system}, {NULL, NULL}});
	return cli_store_failed(cli, asof_store(a), code);
}

int sheet_asof_walk(struct cli *cli, struct asof *a, const char *system, const char *sheet, sheet_row_fn *fn,
		    void *ctx)
{
	int r = asof_rows(a, system, sheet, fn, ctx);

	return r < 0 ? sheet_asof_failed(cli, a, r, system) : EXIT_DONE;
}

void sheet_asof_say(const struct cli *cli, const struct asof *a, int words, int64_t frozen)
{
	char at[WORD_TEXT], seq[24], n[24], name[24];

	if (!a || cli->quiet)
		return;
	moment_text(cli, a, at);
	snprintf(seq, sizeof seq, "%lld", (long long)asof_of(a)->seq);
	cli_say(cli, 0, "audit.asof-line", (const struct lang_arg[]){{"at", at}, {"seq", seq}, {NULL, NULL}});
	snprintf(n, sizeof n, "%d", words);
	if (words)
		cli_say(cli, 0, "audit.asof-words", (const struct lang_arg[]){{"n", n}, {NULL, NULL}});
	snprintf(name, sizeof name, "F%lld", (long long)frozen);
	if (frozen)
		cli_say(cli, 0, "audit.asof-frozen",
			(const struct lang_arg[]){{"subject", name}, {NULL, NULL}});
}
