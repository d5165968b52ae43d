/* mimamori record kinds: what can be recorded, and what is asked for one of them. */
#include "cli/record.h"
#include "cli/table.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char *const columns[] = {"kind", "title", "help", NULL};

static int list(const struct cli *cli)
{
	struct table *l = table_new(cli, "records", columns);

	if (!l)
		return cli_say(cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	for (size_t i = 0; i < record_kind_count; i++) {
		table_text(l, record_kinds[i].name);
		table_text(l, record_kinds[i].title[cli->language]);
		table_text(l, record_kinds[i].help[cli->language]);
	}
	return table_print(l, NULL);
}

static const char *type_words(const struct cli *cli, const struct record_field *f)
{
	static const char *const keys[] = {
		[RECORD_TEXT] = "records.type-text",     [RECORD_LONG] = "records.type-long",
		[RECORD_DATE] = "records.type-date",     [RECORD_CONTACT] = "records.type-contact",
		[RECORD_DEVICE] = "records.type-device", [RECORD_CHOICE] = "records.type-choice",
		[RECORD_NUMBER] = "records.type-number", [RECORD_MONEY] = "records.type-money",
		[RECORD_LIST] = "records.type-list",     [RECORD_HOURS] = "records.type-hours"};

	return lang(cli->language, keys[f->type]);
}

static void choices(const struct cli *cli, const struct record_field *f, struct out *o)
{
	static const char *const worse[] = {"", "records.makes-partly", "records.makes-no"};

	for (unsigned i = 0; i < f->choice_count; i++) {
		const struct record_choice *c = &f->choices[i];

		out_fmt(o, "      %s  %s%s\n", c->value, c->title[cli->language],
			c->says == SAYS_YES ? "" : lang(cli->language, worse[c->says]));
	}
}

static void field(const struct cli *cli, const struct record_kind *k, const struct record_field *f,
		  struct out *o)
{
	enum language l = cli->language;

	out_fmt(o, "  %s  %s  [%s%s%s%s]\n", f->name, f->title[l], type_words(cli, f), f->unit[l] ? " " : "",
		f->unit[l] ? f->unit[l] : "",
		f->or_reason  ? lang(l, "records.must-or-reason")
		: f->required ? lang(l, "records.must")
			      : "");
	if (f->topics) {
		out_fmt(o, "      %s", lang(l, "records.only-topics"));
		for (unsigned t = 0; t < k->topic_count; t++)
			if (f->topics >> t & 1)
				out_fmt(o, " %s", k->topics[t].name);
		out_char(o, '\n');
	}
	choices(cli, f, o);
	if (f->type == RECORD_TEXT || f->type == RECORD_LONG || f->type == RECORD_LIST ||
	    f->type == RECORD_HOURS)
		out_fmt(o, "      %s%s\n", lang(l, "records.ask-example"), f->example[l]);
}

static int one(const struct cli *cli, const struct record_kind *k)
{
	enum language l = cli->language;
	struct out o;

	if (out_init(&o, STDOUT_FILENO) < 0)
		return cli_say(cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	out_fmt(&o, "%s  %s\n%s\n", k->name, k->title[l], k->help[l]);
	for (unsigned t = 0; t < k->topic_count; t++)
		out_fmt(&o, "%s  %s:%s  %s\n", t ? "" : "\n", k->name, k->topics[t].name,
			k->topics[t].title[l]);
	out_char(&o, '\n');
	for (unsigned i = 0; i < k->field_count; i++)
		field(cli, k, &k->fields[i], &o);
	out_fmt(&o, "\n%s\n", lang(l, "records.kinds-common"));
	out_finish(&o);
	out_clear(&o);
	return EXIT_DONE;
}

int run_record_kinds(struct cli *cli, const char *site, int argc, char **argv)
{
	static const struct option_of none[] = {{NULL, NULL, NULL}};
	struct arguments words;
	const struct record_kind *k;
	int topic, code = arguments_read(cli, &site, argc, argv, none, &words);

	if (code == EXIT_DONE)
		code = arguments_most(cli, &words, 1);
	if (code == EXIT_DONE && words.count)
		code = record_kind_arg(cli, words.list[0], &k, &topic);
	if (code != EXIT_DONE)
		return code;
	return words.count ? one(cli, k) : list(cli);
}
