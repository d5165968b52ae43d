/* mimamori sheet export --evidence-index: what proves each row, as XLSX, CSV or JSON. */
#include "cli/sheet-index.h"

#include "cli/sheet-asof.h"
#include "cli/tablefile.h"
#include "report/proof_table.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { LINE_MEMORY = 1 << 20 };

struct writing_index {
	struct proof_table table;
	struct tablefile file;
};

static int no_lines(const struct sheet_index *x, struct store *s, struct asof *a, int code)
{
	if (code == -EPROTO)
		return EXIT_DONE; /* the file says it */
	if (a)
		return sheet_asof_failed(x->cli, a, code, x->system);
	if (code == -ENOENT)
		return cli_say(x->cli, EXIT_USAGE, "sheet-export.no-system",
			       (const struct lang_arg[]){
				       {"subject", x->system}, {"detail", x->sheet}, {NULL, NULL}});
	return cli_store_failed(x->cli, s, code);
}

/* --- a table */

static int table_row(void *ctx, const struct sheet_row *row)
{
	struct writing_index *w = ctx;

	proof_table_row(&w->table, row);
	return 0;
}

static int table_line(void *ctx, const struct row_proof *p)
{
	struct writing_index *w = ctx;
	const char *const *cell = proof_cells(&w->table, p);

	for (int i = 0; cell && i < PROOF_COLUMNS; i++)
		tablefile_cell(&w->file, cell[i]);
	return !cell ? -ENOMEM : w->file.error ? -EPROTO : 0;
}

static void alone(struct tablefile *t, const char *text)
{
	for (int i = 0; i < PROOF_COLUMNS; i++)
		tablefile_cell(t, i == 0 ? text : "");
}

static int write_table(const struct sheet_index *x, struct store *s, struct writing_index *w,
		       const struct proof_ask *ask)
{
	enum language l = x->cli->language;
	struct arena *a = arena_new(LINE_MEMORY);
	const struct tablefile_about about = {.title = lang(l, "audit.index-tab"),
					      .foot = "mimamori " MIMAMORI_VERSION,
					      .tab = lang(l, "audit.index-tab")};
	const char *head[PROOF_HEAD];
	size_t heads = a ? proof_head(&w->table, a, head) : 0;
	int code = tablefile_open(&w->file, x->cli, x->output, &about), r;

	for (int i = 0; i < PROOF_COLUMNS; i++)
		tablefile_column(&w->file,
				 &(struct tablefile_column){.heading = lang(l, proof_columns[i].key),
							    .width = proof_columns[i].width});
	for (size_t i = 0; i < heads; i++)
		alone(&w->file, head[i]);
	if (code == EXIT_DONE && (r = proof_rows(s, ask, table_row, table_line, w)) < 0)
		code = no_lines(x, s, ask->asof, r);
	if (code == EXIT_DONE && a)
		alone(&w->file, proof_foot(&w->table, a));
	code = tablefile_close(&w->file, code);
	arena_free(a);
	return code;
}

/* --- JSON */

static int json_row(void *ctx, const struct sheet_row *row)
{
	struct writing_index *w = ctx;

	proof_json_row(&w->table, row);
	return w->table.json->error ? -EPROTO : 0;
}

static int json_line(void *ctx, const struct row_proof *p)
{
	struct writing_index *w = ctx;

	proof_json_line(&w->table, p);
	return w->table.json->error ? -EPROTO : 0;
}

static int write_json(const struct sheet_index *x, struct store *s, struct writing_index *w,
		      const struct proof_ask *ask)
{
	struct aside file = {.fd = -1};
	int code = EXIT_DONE, r = aside_open(&file, x->output);
	struct out o;

	if (r < 0 || (r = out_init(&o, file.fd)) < 0) {
		aside_drop(&file);
		return cli_unwritable(x->cli, x->output, r);
	}
	proof_json_begin(&w->table, &o);
	if ((r = proof_rows(s, ask, json_row, json_line, w)) < 0)
		code = no_lines(x, s, ask->asof, r);
	proof_json_end(&w->table);
	r = out_finish(&o);
	out_clear(&o);
	if (code == EXIT_DONE && r == 0)
		r = aside_keep(&file);
	aside_drop(&file);
	return code == EXIT_DONE && r < 0 ? cli_unwritable(x->cli, x->output, r) : code;
}

static const struct {
	const char *suffix;
	int (*write)(const struct sheet_index *x, struct store *s, struct writing_index *w,
		     const struct proof_ask *ask);
} forms[] = {{"xlsx", write_table}, {"csv", write_table}, {"json", write_json}};

int sheet_index_write(const struct sheet_index *x, struct store *s, struct asof *a)
{
	int64_t now = cli_now();
	struct writing_index w = {.table = {.store = s,
					    .system = x->system,
					    .sheet = x->sheet,
					    .version = MIMAMORI_VERSION,
					    .asof = a,
					    .now = now,
					    .zone_minutes = cli_zone_minutes(x->cli, now),
					    .language = x->cli->language,
					    .line = arena_new(LINE_MEMORY)}};
	const struct proof_ask ask = {.system = x->system, .sheet = x->sheet, .now = now, .asof = a};
	int (*write)(const struct sheet_index *, struct store *, struct writing_index *,
		     const struct proof_ask *) = NULL;
	int code;

	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (strcasecmp(forms[i].suffix, cli_suffix(x->output)) == 0)
			write = forms[i].write;
	if (!write)
		code = cli_say(x->cli, EXIT_USAGE, "audit.index-suffix",
			       (const struct lang_arg[]){{"subject", x->output}, {NULL, NULL}});
	else
		code = w.table.line ? write(x, s, &w, &ask)
				    : cli_say(x->cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	if (code == EXIT_DONE && !x->cli->quiet)
		cli_say(x->cli, 0, "audit.index-done",
			(const struct lang_arg[]){{"subject", x->output}, {NULL, NULL}});
	arena_free(w.table.line);
	return code;
}
