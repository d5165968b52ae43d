/* mimamori vendor questions, requirements and withdraw. */
#include "assess/contact.h"
#include "assess/pack.h"
#include "cli/acting.h"
#include "cli/arguments.h"
#include "cli/vendor.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ITEMS = 150 };

struct wish {
	struct cli *cli;
	struct pack_making making;
	const char *contact, *devices, *items, *output;
	bool found;
	int64_t device[PACK_DEVICES + 1];
	char *item_text;
	const char *item[ITEMS + 1];
	struct pack made;
};

/* --- what was typed: "d3,d5", "25,32-3" */

static int read_devices(struct wish *w)
{
	for (const char *at = w->devices; at && *at;) {
		char *end;
		long long n = *at == 'd' ? strtoll(at + 1, &end, 10) : 0;

		if (n <= 0 || (*end && *end != ',') || w->making.devices > PACK_DEVICES)
			return arguments_wrong(w->cli, w->devices);
		w->device[w->making.devices++] = n;
		at = end + (*end == ',');
	}
	w->making.device = w->device;
	return EXIT_DONE;
}

static int read_items(struct wish *w)
{
	size_t n = 0;

	if (!w->items)
		return EXIT_DONE;
	if (!(w->item_text = strdup(w->items)))
		return cli_say(w->cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	for (char *at = w->item_text, *one; (one = strsep(&at, ","));) {
		if (n == ITEMS)
			return arguments_wrong(w->cli, w->items);
		if (*one)
			w->item[n++] = one;
	}
	w->making.items = w->item;
	return EXIT_DONE;
}

/* --- the act */

static int add_found(void *ctx, const struct pack_candidate *c)
{
	struct wish *w = ctx;

	if (c->sure && !c->others && w->making.devices <= PACK_DEVICES)
		w->device[w->making.devices++] = c->device;
	return 0;
}

static int make(void *ctx, struct store *s, const struct writing *writing, struct err *e)
{
	struct wish *w = ctx;
	int r = 0;

	if (w->contact && !(w->making.contact = contact_find(s, w->contact)))
		return err_set(e, -EINVAL, "contact", "no-contact", "%s", w->contact);
	if (w->found)
		r = pack_candidates(s, w->making.vendor, w->making.system, add_found, w);
	if (r >= 0 && w->found && !w->making.devices)
		return err_set(e, -EINVAL, w->making.vendor, "none-found", "%s", "");
	return r < 0 ? r : pack_make(s, &w->making, writing, &w->made, e);
}

static int told(struct wish *w, const char *site)
{
	char id[24], questions[16], devices[16];
	struct acting a;
	int code = acting_open(&a, w->cli, site, SITE_READ);

	if (code != EXIT_DONE)
		return code;
	snprintf(id, sizeof id, "p%lld", (long long)w->made.id);
	snprintf(questions, sizeof questions, "%u", w->made.questions);
	snprintf(devices, sizeof devices, "%u", w->made.devices);
	acting_done(&a, id, "pack.made",
		    (const struct lang_arg[]){
			    {"subject", id}, {"questions", questions}, {"devices", devices}, {NULL, NULL}});
	if (w->output)
		code = vendor_write_pack(w->cli, a.store, w->made.id, w->output);
	store_free(a.store);
	return code;
}

static int run(struct cli *cli, const char *site, int argc, char **argv, enum pack_kind kind)
{
	struct wish w = {.cli = cli, .making = {.kind = kind}};
	const struct option_of questions[] = {{"--title", &w.making.title, NULL},
					      {"--due", &w.making.due_on, NULL},
					      {"--system", &w.making.system, NULL},
					      {"--contact", &w.contact, NULL},
					      {"--device", &w.devices, NULL},
					      {"--found", NULL, &w.found},
					      {"-o", &w.output, NULL},
					      {NULL, NULL, NULL}},
			       requirements[] = {{"--title", &w.making.title, NULL},
						 {"--due", &w.making.due_on, NULL},
						 {"--system", &w.making.system, NULL},
						 {"--contact", &w.contact, NULL},
						 {"--level", &w.making.level, NULL},
						 {"--item", &w.items, NULL},
						 {"-o", &w.output, NULL},
						 {NULL, NULL, NULL}};
	struct arguments words;
	int code = arguments_read(cli, &site, argc, argv, kind == PACK_QUESTIONS ? questions : requirements,
				  &words);

	if (code == EXIT_DONE && words.count != 1)
		code = cli_say(cli, EXIT_USAGE, "pack.no-vendor-word", NULL);
	if (code == EXIT_DONE)
		code = read_devices(&w);
	if (code == EXIT_DONE)
		code = read_items(&w);
	if (code == EXIT_DONE) {
		w.making.vendor = words.list[0];
		code = cli_act(cli, site, "pack", make, &w);
	}
	if (code == EXIT_DONE)
		code = told(&w, site);
	free(w.item_text);
	return code;
}

int cli_vendor_questions(struct cli *cli, const char *site, int argc, char **argv)
{
	return run(cli, site, argc, argv, PACK_QUESTIONS);
}

int cli_vendor_requirements(struct cli *cli, const char *site, int argc, char **argv)
{
	return run(cli, site, argc, argv, PACK_REQUIREMENTS);
}

/* --- withdraw */

struct withdrawal {
	int64_t pack;
	const char *because;
};

static int withdraw(void *ctx, struct store *s, const struct writing *w, struct err *e)
{
	const struct withdrawal *x = ctx;

	return pack_withdraw(s, x->pack, x->because, w, e);
}

int cli_vendor_withdraw(struct cli *cli, const char *site, int argc, char **argv)
{
	struct withdrawal x = {.because = ""};
	const struct option_of options[] = {{"--because", &x.because, NULL}, {NULL, NULL, NULL}};
	struct arguments w;
	int code = arguments_read(cli, &site, argc, argv, options, &w);

	if (code == EXIT_DONE)
		code = arguments_most(cli, &w, 1);
	if (code != EXIT_DONE || !(x.pack = vendor_pack_word(cli, w.count, w.list, &code)))
		return code;
	code = cli_act(cli, site, "pack", withdraw, &x);
	if (code == EXIT_DONE && !cli->quiet)
		cli_say(cli, 0, "pack.withdrawn-done",
			(const struct lang_arg[]){{"subject", w.list[0]}, {NULL, NULL}});
	return code;
}
