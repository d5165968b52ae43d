/* mimamori sheet next: the ten rows to do first for what is new, and why. */
#include "assess/next.h"
#include "cli/sheet.h"
#include "cli/table.h"
#include "report/words.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* "device,lan" as components; EXIT_DONE, or it is told. */
static int fresh(const struct cli *cli, const char *words, unsigned *ret)
{
	char word[24];

	*ret = 0;
	while (words && *words) {
		int n = (int)strcspn(words, ",");
		unsigned bit;

		snprintf(word, sizeof word, "%.*s", n, words);
		bit = next_component(word);
		if (!bit)
			return cli_say(cli, EXIT_USAGE, "decision.bad-component",
				       (const struct lang_arg[]){{"subject", word}, {NULL, NULL}});
		*ret |= bit;
		words += n + (words[n] == ',');
	}
	return EXIT_DONE;
}

static void components(const struct cli *cli, unsigned bits, char *buf, size_t room)
{
	static const char *const words[] = {"device", "lan", "server", "wan", "cloud"};
	size_t used = 0;

	buf[0] = '\0';
	for (unsigned i = 0; i < 5 && used < room; i++)
		if (bits & 1u << i)
			used += (size_t)snprintf(buf + used, room - used, "%s%s", used ? "・" : "",
						 sheet_word(cli, "component", words[i]));
}

static void cells(struct table *t, const struct cli *cli, const struct next_row *r)
{
	enum language l = cli->language;
	char mark[WORD_TEXT], why[256], about[160], n[24];
	bool people = strcmp(cli->format, "text") == 0;

	snprintf(n, sizeof n, "%lld", (long long)r->findings);
	lang_fill_buf(why, sizeof why, sheet_word(cli, "next", r->why),
		      (const struct lang_arg[]){{"n", n}, {NULL, NULL}});
	components(cli, r->components, about, sizeof about);
	table_cell(t, people && strchr(r->item, '-') ? item_mark(mark, r->item, l) : r->item);
	table_cell(t, r->title[l]);
	table_cell(t, why);
	table_cell(t, about);
	table_cell(t, r->needs[l]);
	table_cell(t, r->given[l] ? "user" : "ours");
}

static int text(struct cli *cli, const struct next_rows *n)
{
	char mark[WORD_TEXT], why[256], about[160], count[24];
	struct out o;
	int r, given = 0;

	if (out_init(&o, 1) < 0)
		return cli_say(cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	if (n->count == 0)
		out_fmt(&o, "%s\n", lang(cli->language, "sheet.next-none"));
	for (size_t i = 0; i < n->count; i++) {
		const struct next_row *row = &n->row[i];

		given += row->given[cli->language];
		snprintf(count, sizeof count, "%lld", (long long)row->findings);
		lang_fill_buf(why, sizeof why, sheet_word(cli, "next", row->why),
			      (const struct lang_arg[]){{"n", count}, {NULL, NULL}});
		components(cli, row->components, about, sizeof about);
		out_fmt(&o, "%2zu  %s  %s\n", i + 1,
			strchr(row->item, '-') ? item_mark(mark, row->item, cli->language) : row->item,
			row->title[cli->language]);
		out_fmt(&o, "    %s%s%s%s\n", why, *about ? "（" : "", about, *about ? "）" : "");
		if (*row->needs[cli->language])
			out_fmt(&o, "    → %s\n", row->needs[cli->language]);
	}
	r = out_finish(&o);
	out_clear(&o);
	sheet_say_given(cli, given);
	return r < 0 ? EXIT_NO_OUTPUT : EXIT_DONE;
}

static int print(struct cli *cli, const struct next_rows *n)
{
	static const char *const columns[] = {"item",  "title",      "why", "components",
					      "needs", "title_from", NULL};
	struct table *t;

	if (strcmp(cli->format, "text") == 0)
		return text(cli, n);
	t = table_new(cli, "sheet", columns);
	for (size_t i = 0; t && i < n->count; i++)
		cells(t, cli, &n->row[i]);
	return t ? table_print(t, NULL) : cli_say(cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
}

int cli_sheet_next(struct cli *cli, const char *site, int argc, char **argv)
{
	static struct arguments words;
	static struct next_rows n;
	const char *system = "site", *news = NULL, *sheet = SHEET_NAME;
	const struct option_of options[] = {{"--system", &system, NULL},
					    {"--sheet", &sheet, NULL},
					    {"--new", &news, NULL},
					    {NULL, NULL, NULL}};
	struct store *s = NULL;
	int code = arguments_read(cli, &site, argc, argv, options, &words), r;

	if (code == EXIT_DONE)
		code = fresh(cli, news, &n.fresh);
	if (code == EXIT_DONE)
		code = sheet_known(cli, sheet);
	if (code == EXIT_DONE)
		code = cli_site_open(cli, site, SITE_READ, &s);
	if (code != EXIT_DONE)
		return code;
	r = next_load(s, cli_now(), system, sheet, &n);
	if (r == -ENOENT)
		code = cli_say(cli, EXIT_USAGE, "decision.no-system",
			       (const struct lang_arg[]){{"subject", system}, {NULL, NULL}});
	else
		code = r < 0 ? cli_store_failed(cli, s, r) : print(cli, &n);
	store_free(s);
	return code;
}
