/* mimamori sheet sign: one row or a filtered list, with a key or declared. Contradictions are left out of a
 * list and told; a row that is named alone is signed as it is. */
#include "assess/contact.h"
#include "assess/sign.h"
#include "cli/passphrase.h"
#include "cli/sheet.h"
#include "report/words.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SIGN_MAX = 1000 };

struct ask {
	struct cli *cli;
	struct sheet_filter filter;
	const char *system, *sheet, *side, *file;
	bool declare, single;
	struct arguments words;
	struct sign_row row[SIGN_MAX];
	size_t count;
	char left_out[SIGN_MAX][16];
	size_t left;
	int64_t contact;
	char passphrase[PASSPHRASE_ROOM];
};

static bool named(const struct ask *a, const struct sheet_row *row)
{
	for (int i = 0; i < a->words.count; i++)
		if (strcmp(a->words.list[i], row->item) == 0 || strcmp(a->words.list[i], row->parent) == 0)
			return true;
	return a->words.count == 0;
}

/* Only what was decided can be signed. */
static int gather(void *ctx, const struct sheet_row *row)
{
	struct ask *a = ctx;

	if (!sheet_wanted(&a->filter, row) || !named(a, row) || !row->decision.choice || a->count == SIGN_MAX)
		return 0;
	if (row->contradiction && !a->single) {
		snprintf(a->left_out[a->left++], 16, "%s", row->item);
		return 0;
	}
	sign_row_of(row, &a->row[a->count]);
	a->count++;
	return 0;
}

static int act_sign(void *ctx, struct store *s, const struct writing *w, struct err *e)
{
	struct ask *a = ctx;
	struct signing g = {.system = a->system,
			    .sheet = a->sheet,
			    .side = a->side,
			    .passphrase = a->declare ? NULL : a->passphrase,
			    .row = a->row};
	int r;

	g.contact = a->contact = contact_find(s, w->actor);
	if (!a->contact)
		return err_set(e, -EACCES, w->actor, "sign-as", "%s", "");
	r = sheet_rows(s, w->at, a->system, a->sheet, gather, a);
	if (r == -ENOENT)
		return err_set(e, r, a->system, "no-system", "%s", "");
	g.count = a->count;
	if (r == 0 && a->count == 0 && !a->left)
		return err_set(e, -ENOENT, a->words.count ? a->words.list[0] : "", "nothing-to-sign", "%s",
			       "");
	return r < 0 || a->count == 0 ? r : sign_rows(s, &g, w, e);
}

static void tell(struct ask *a)
{
	char n[24], mark[WORD_TEXT];
	struct out o;

	if (a->cli->quiet || out_init(&o, 1) < 0)
		return;
	snprintf(n, sizeof n, "%zu", a->count);
	lang_fill(&o, lang(a->cli->language, a->declare ? "decision.signed-declared" : "decision.signed"),
		  (const struct lang_arg[]){{"n", n}, {NULL, NULL}});
	out_char(&o, '\n');
	if (a->left)
		out_fmt(&o, "%s", lang(a->cli->language, "decision.left-out"));
	for (size_t i = 0; i < a->left; i++)
		out_fmt(&o, " %s", item_mark(mark, a->left_out[i], a->cli->language));
	if (a->left)
		out_char(&o, '\n');
	out_finish(&o);
	out_clear(&o);
}

int cli_sheet_sign(struct cli *cli, const char *site, int argc, char **argv)
{
	static struct ask a;
	const struct option_of options[] = {{"--system", &a.system, NULL},
					    {"--sheet", &a.sheet, NULL},
					    {"--item", &a.filter.item, NULL},
					    {"--mine", &a.filter.mine, NULL},
					    {"--state", &a.filter.state, NULL},
					    {"--side", &a.side, NULL},
					    {"--passphrase-file", &a.file, NULL},
					    {"--declare", NULL, &a.declare},
					    {NULL, NULL, NULL}};
	int code;

	a = (struct ask){.cli = cli, .system = "site", .sheet = SHEET_NAME};
	code = arguments_read(cli, &site, argc, argv, options, &a.words);
	if (code == EXIT_DONE)
		code = sheet_filter_check(cli, &a.filter);
	if (code == EXIT_DONE)
		code = sheet_known(cli, a.sheet);
	a.single = (a.words.count == 1 && strchr(a.words.list[0], '-')) ||
		   (a.filter.item && strchr(a.filter.item, '-'));
	if (code == EXIT_DONE && !a.declare)
		code = passphrase_read(cli, a.file, "decision.passphrase", false, a.passphrase);
	if (code == EXIT_DONE)
		code = cli_act(cli, site, "decision", act_sign, &a);
	passphrase_wipe(a.passphrase);
	if (code == EXIT_DONE)
		tell(&a);
	return code;
}
