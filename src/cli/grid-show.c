/* mimamori grid show: the matrix. A place says how many of its functions are there, lack, are unknown. */
#include "cli/grid.h"

#include "cli/table.h"
#include "report/grid_table.h"

#include <stdio.h>
#include <string.h>

enum { PLACE_ROOM = 96, STEPS_MAX = 12 };

static bool people(const struct cli *cli) { return strcmp(cli->format, "text") == 0; }

/* A sentence for people beside the table. */
static void say(const struct cli *cli, const char *key, const struct lang_arg *args)
{
	struct out o;

	if (!people(cli) || cli->quiet || out_init(&o, 1) < 0)
		return;
	lang_fill(&o, lang(cli->language, key), args);
	out_char(&o, '\n');
	out_finish(&o);
	out_clear(&o);
}

static void place_words(const struct cli *cli, const struct grid_place *p, char buf[PLACE_ROOM])
{
	char have[24], lack[24], unknown[24];
	const struct lang_arg args[] = {{"have", have}, {"lack", lack}, {"unknown", unknown}, {NULL, NULL}};

	snprintf(have, sizeof have, "%lld", (long long)p->functions.have);
	snprintf(lack, sizeof lack, "%lld", (long long)p->functions.lack);
	snprintf(unknown, sizeof unknown, "%lld", (long long)p->functions.unknown);
	if (people(cli))
		lang_fill_buf(buf, PLACE_ROOM, lang(cli->language, "grid.place"), args);
	else
		snprintf(buf, PLACE_ROOM, "%s %s/%s/%s", grid_state_name(p->state), have, lack, unknown);
}

static int one_line(struct grid_ask *ask, struct table *t, unsigned line)
{
	const struct cli *cli = ask->a.cli;
	const struct grid_axis *a = &ask->grid->lines[line];
	char text[PLACE_ROOM];

	snprintf(text, sizeof text, "%u %.80s", a->number, a->title[cli->language]);
	table_cell(t, people(cli) ? text : a->name);
	for (unsigned step = 0; step < ask->grid->step_count; step++) {
		struct grid_place p;
		int r = grid_judge_place(ask->judging, ask->grid, line, step, ask->kind, &p);

		if (r < 0)
			return r;
		place_words(cli, &p, text);
		table_cell(t, p.state == GRID_NONE ? NULL : text);
	}
	return 0;
}

/* Lines and steps are named by their words, or for programs by their names. */
static struct table *matrix_table(const struct grid_ask *ask)
{
	static const char *names[STEPS_MAX + 2];
	unsigned n = 0;

	names[n++] = "line";
	for (unsigned i = 0; i < ask->grid->step_count && i < STEPS_MAX; i++)
		names[n++] = ask->grid->steps[i].name;
	names[n] = NULL;
	return table_new(ask->a.cli, "grid", names);
}

static void which_kind(const struct grid_ask *ask)
{
	char devices[24];
	const struct lang_arg args[] = {{"kind", grid_kind_title(ask->a.cli->language, ask->kind)},
					{"devices", devices},
					{NULL, NULL}};

	snprintf(devices, sizeof devices, "%lld",
		 (long long)grid_devices(ask->judging, (struct grid_of){ask->kind, NULL}));
	say(ask->a.cli, "grid.of-kind", args);
}

static int matrix(struct grid_ask *ask)
{
	struct table *t = matrix_table(ask);
	unsigned left_out = 0;
	char n[24];
	int r = 0;

	if (!t)
		return cli_say(ask->a.cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	for (unsigned line = 0; line < ask->grid->line_count && r == 0; line++)
		if (grid_line_shown(ask->grid, line, ask->kind))
			r = one_line(ask, t, line);
		else
			left_out++;
	if (r < 0) {
		table_free(t);
		return cli_store_failed(ask->a.cli, ask->a.store, r);
	}
	if (ask->kind)
		which_kind(ask);
	r = table_print(t, NULL);
	snprintf(n, sizeof n, "%u", left_out);
	if (left_out)
		say(ask->a.cli, "grid.left-out", (const struct lang_arg[]){{"n", n}, {NULL, NULL}});
	say(ask->a.cli, "grid.legend", (const struct lang_arg[]){{"grid", ask->grid->name}, {NULL, NULL}});
	if (people(ask->a.cli) && ask->grid->unverified[LANG_JA])
		say(ask->a.cli, "grid.unverified",
		    (const struct lang_arg[]){{"text", ask->grid->unverified[ask->a.cli->language]},
					      {NULL, NULL}});
	return r;
}

static int named(const struct grid_axis *list, unsigned n, const char *name)
{
	for (unsigned i = 0; i < n; i++)
		if (strcmp(list[i].name, name) == 0)
			return (int)i;
	return -1;
}

static int show(struct grid_ask *ask)
{
	int line = ask->line ? named(ask->grid->lines, ask->grid->line_count, ask->line) : 0;
	int step = ask->step ? named(ask->grid->steps, ask->grid->step_count, ask->step) : -1;

	if (ask->grid->by_kind && !ask->kind && !(ask->kind = grid_kind(ask->judging, 0, NULL)))
		return cli_say(ask->a.cli, EXIT_NO_INPUT, "grid.no-devices", NULL);
	if (line < 0)
		return grid_wrong(ask->a.cli, "grid.no-line", ask->line);
	if (ask->step && step < 0)
		return grid_wrong(ask->a.cli, "grid.no-step", ask->step);
	if (ask->gates)
		return grid_show_gates(ask);
	return ask->line ? grid_show_place(ask, (unsigned)line, step) : matrix(ask);
}

int cli_grid_show(struct cli *cli, const char *site, int argc, char **argv)
{
	struct grid_ask ask;
	int code = grid_ask_begin(&ask, cli, site, argc, argv);

	if (code == EXIT_DONE)
		code = show(&ask);
	grid_ask_end(&ask);
	return code;
}
