/* mimamori sheet: one verb a file. */
#include "cli/sheet.h"

#include "cli/commands.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const struct verb verbs[] = {
	{"show", cli_sheet_show},       {"next", cli_sheet_next},
	{"decide", cli_sheet_decide},   {"withdraw", cli_sheet_withdraw},
	{"add", cli_sheet_add},         {"sign", cli_sheet_sign},
	{"compare", cli_sheet_compare}, {"freeze", cli_sheet_freeze},
	{"frozen", cli_sheet_frozen},   {"export", cli_sheet_export},
	{"import", cli_sheet_import},   {"mapping", cli_sheet_mapping},
	{"sample", cli_sheet_sample},   {NULL, NULL},
};

int cli_sheet(struct cli *cli, int argc, char **argv) { return cli_noun(cli, "sheet", verbs, argc, argv); }

/* --- which rows */

static bool leads(const struct sheet_row *row, const char *side)
{
	return row->lead == LEAD_BOTH || row->lead == (strcmp(side, "it") == 0 ? LEAD_IT : LEAD_OT);
}

/* Own items have no category. */
static bool in_category(const struct sheet_filter *f, const struct sheet_row *row)
{
	const struct sheet_item *item = row->own ? NULL : sheet_item(f->sheet, row->item);

	return item && mapping_in_group(item, f->category);
}

bool sheet_wanted(const struct sheet_filter *f, const struct sheet_row *row)
{
	if (f->item && strcmp(f->item, row->item) != 0 && strcmp(f->item, row->parent) != 0)
		return false;
	if (f->mine && !leads(row, f->mine))
		return false;
	if (f->category && !in_category(f, row))
		return false;
	return !f->state || strcmp(f->state, row->state) == 0;
}

int sheet_filter_check(struct cli *cli, const struct sheet_filter *f)
{
	static const char *const states[] = {"good",   "amber", "decide",   "verify",
					     "review", "note",  "accepted", NULL};
	const char *const *w = states;

	if (f->mine && strcmp(f->mine, "it") != 0 && strcmp(f->mine, "ot") != 0)
		return arguments_wrong(cli, f->mine);
	while (f->state && *w && strcmp(*w, f->state) != 0)
		w++;
	return f->state && !*w ? arguments_wrong(cli, f->state) : EXIT_DONE;
}

int sheet_known(const struct cli *cli, const char *sheet)
{
	return sheet_named(sheet) ? EXIT_DONE
				  : cli_say(cli, EXIT_USAGE, "sheet-import.no-sheet",
					    (const struct lang_arg[]){{"subject", sheet}, {NULL, NULL}});
}

int sheet_walk(struct cli *cli, struct store *s, const char *system, const char *sheet, sheet_row_fn *fn,
	       void *ctx)
{
	int r = sheet_rows(s, cli_now(), system, sheet, fn, ctx);

	if (r == -ENOENT)
		return cli_say(cli, EXIT_USAGE, "decision.no-system",
			       (const struct lang_arg[]){{"subject", system}, {NULL, NULL}});
	return r < 0 ? cli_store_failed(cli, s, r) : EXIT_DONE;
}

/* --- words */

void sheet_say_given(const struct cli *cli, int rows)
{
	char n[24];
	struct out o;

	if (!rows || strcmp(cli->format, "text") != 0 || out_init(&o, 1) < 0)
		return;
	snprintf(n, sizeof n, "%d", rows);
	lang_fill(&o, lang(cli->language, "sheet.given"), (const struct lang_arg[]){{"n", n}, {NULL, NULL}});
	out_char(&o, '\n');
	out_finish(&o);
	out_clear(&o);
}

const char *sheet_from(enum from from)
{
	static const char *const words[] = {"printed", "ours", "user"};

	return words[from];
}

const char *sheet_word(const struct cli *cli, const char *kind, const char *token)
{
	const char *said;
	char key[64];

	if (!token || strcmp(cli->format, "text") != 0)
		return token;
	if (strcmp(kind, "verdict") == 0)
		snprintf(key, sizeof key, "verdict.%s", token);
	else
		snprintf(key, sizeof key, "sheet.%s-%s", kind, token);
	said = lang(cli->language, key);
	return said == key ? token : said;
}

const char *sheet_choice(const struct cli *cli, const char *choice)
{
	return choice ? sheet_word(cli, "choice", choice) : NULL;
}
