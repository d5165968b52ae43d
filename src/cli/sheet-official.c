/* mimamori sheet import --official: the customer's own copy of the official sheet, kept in the site only. */
#include "assess/judged.h"
#include "assess/official.h"
#include "cli/arguments.h"
#include "cli/sheet.h"
#include "cli/table.h"
#include "store/journal.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { ARENA_MAX = 64 << 20 };

struct intake {
	struct cli *cli;
	const char *file;
	const struct sheet *sheet;
	struct arena *arena;
	struct official official;
};

static int say(const struct intake *in, int code, const char *key, size_t n)
{
	char count[24], of[24];

	snprintf(count, sizeof count, "%zu", n);
	snprintf(of, sizeof of, "%zu", in->sheet->count);
	return cli_say(
		in->cli, code, key,
		(const struct lang_arg[]){{"subject", in->file}, {"count", count}, {"of", of}, {NULL, NULL}});
}

/* One sheet of the workbook, which has sheets of explanations, too; the one that knows most sub-items counts.
 */
static int read_one(void *ctx, const struct grid *g, struct err *e)
{
	struct intake *in = ctx;
	struct official *found = arena_get(in->arena, 1, sizeof *found);
	int r = found ? official_read(g, in->sheet, in->arena, found) : -ENOMEM;

	(void)e;
	if (r == 0 && found->subs > in->official.subs)
		in->official = *found;
	return r;
}

static void write_body(const struct intake *in, struct out *o)
{
	json_object(o, NULL);
	json_str(o, "sheet", in->sheet->name);
	json_array(o, "rows");
	for (size_t i = 0; i < in->official.count; i++) {
		const struct official_text *t = &in->official.text[i];

		json_object(o, NULL);
		json_str(o, "item", t->item);
		json_str(o, "title", t->title);
		json_str(o, "mark", t->mark);
		json_str(o, "lead", t->lead);
		json_str(o, "levels", t->levels);
		json_end_object(o);
	}
	json_end_array(o);
	json_end_object(o);
}

static int act(void *ctx, struct store *s, const struct writing *w, struct err *e)
{
	const struct intake *in = ctx;
	struct out o;
	size_t n;
	int code = out_init(&o, -1);

	(void)e;
	if (code < 0)
		return code;
	write_body(in, &o);
	code = journal_append(s, w->at, "wording-imported", w->actor, out_bytes(&o, &n), NULL);
	out_clear(&o);
	return code < 0 ? code : answers_write(s, w->at); /* other questions, other levels */
}

static int show(const struct intake *in)
{
	static const char *const columns[] = {"cell", "item", "mark", "lead", "levels", "title", NULL};
	struct table *t = table_new(in->cli, "sheet-import", columns);

	if (!t)
		return cli_say(in->cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	table_width(t, 5, 80);
	for (size_t i = 0; i < in->official.count; i++) {
		const struct official_text *o = &in->official.text[i];

		table_cell(t, o->cell);
		table_cell(t, o->item);
		table_cell(t, o->mark);
		table_cell(t, o->lead);
		table_cell(t, o->levels);
		table_cell(t, o->title);
	}
	return table_print(t, NULL);
}

static int take(struct intake *in, const char *site, bool dry)
{
	struct err e = {0};
	int code = grid_sheets(in->file, read_one, in, &e);

	if (code < 0)
		return e.key[0] ? cli_fail(in->cli, EXIT_NO_INPUT, &e)
				: cli_say(in->cli, EXIT_NO_INPUT, "cli.memory", NULL);
	if (in->official.subs == 0)
		return say(in, EXIT_NO_INPUT, "sheet-import.not-official", 0);
	code = dry ? show(in) : cli_act(in->cli, site, "sheet-import", act, in);
	if (code != EXIT_DONE || in->cli->quiet)
		return code;
	if (in->official.passed)
		say(in, 0, "sheet-import.official-passed", in->official.passed);
	return say(in, EXIT_DONE, dry ? "sheet-import.official-would" : "sheet-import.official-done",
		   in->official.subs);
}

int cli_sheet_import_official(struct cli *cli, const char *site, const char *sheet, const char *file,
			      bool dry)
{
	static struct intake in;
	int code;

	in = (struct intake){
		.cli = cli, .file = file, .sheet = sheet_named(sheet), .arena = arena_new(ARENA_MAX)};
	if (!in.arena)
		return cli_say(cli, EXIT_NO_INPUT, "cli.memory", NULL);
	code = in.sheet ? take(&in, site, dry)
			: cli_say(cli, EXIT_USAGE, "sheet-import.no-sheet",
				  (const struct lang_arg[]){{"subject", sheet}, {NULL, NULL}});
	arena_free(in.arena);
	return code;
}
