/* Acts on the plant's own list: rows by hand, and a CSV file taken in. */
#include "assess/life_states.h"
#include "assess/sql.h"
#include "ingest/grid.h"
#include "inventory/ledger_import.h"
#include "inventory/ledger_row.h"
#include "serve/act.h"
#include "serve/from_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

api_handler api_ledger_add, api_ledger_edit, api_ledger_remove, api_ledger_take, api_tables_read;

static void fill(struct call *c, struct ledger_one *row)
{
	for (int i = 0; i < LEDGER_COLUMNS; i++) {
		const char *name = ledger_column_name((enum ledger_column)i), *v;

		if (!body_has(c, name))
			continue;
		v = body_text(c, name);
		memset(row->text[i], 0, LEDGER_TEXT);
		snprintf(row->text[i], LEDGER_TEXT, "%s", v ? v : "");
	}
}

int api_ledger_add(struct call *c)
{
	struct ledger_one row = {0};
	struct err e = {0};
	int r;

	fill(c, &row);
	if ((r = ledger_one_set(c->store, &row, c->now, c->viewer.actor, &e)) < 0)
		return act_problem(c, "act", r, &e);
	json_object(c->out, NULL);
	json_int(c->out, "id", row.id);
	json_end_object(c->out);
	c->changed = "devices";
	return 201;
}

int api_ledger_edit(struct call *c)
{
	int64_t id = strtoll(c->path[0], NULL, 10);
	struct ledger_one row;
	struct err e = {0};
	int r = ledger_one_get(c->store, id, &row);

	if (r < 0)
		return problem_said(c, 404, "act.ledger-no-row", "", c->path[0]);
	fill(c, &row);
	r = ledger_one_set(c->store, &row, c->now, c->viewer.actor, &e);
	c->changed = "devices";
	return r < 0 ? act_problem(c, "act", r, &e) : 204;
}

int api_ledger_remove(struct call *c)
{
	struct err e = {0};
	int r = ledger_one_remove(c->store, strtoll(c->path[0], NULL, 10), c->now, c->viewer.actor, &e);

	c->changed = "devices";
	return r < 0 ? act_problem(c, "act", r, &e) : 204;
}

/* --- a file */

enum { TOLD_MOST = 500 };

struct told {
	struct out list;
	unsigned count;
};

static void one_told(void *ctx, const struct ledger_told *t)
{
	struct told *to = ctx;

	if (to->count++ >= TOLD_MOST)
		return;
	json_object(&to->list, NULL);
	json_str(&to->list, "reason", t->reason);
	json_int(&to->list, "line", t->line);
	json_int(&to->list, "other", t->other);
	json_str(&to->list, "number", t->number);
	json_str(&to->list, "value", t->value);
	json_str(&to->list, "wire", t->wire);
	json_end_object(&to->list);
}

static void write_bad(struct call *c, const struct ledger_sheet *l)
{
	json_array(c->out, "bad");
	for (size_t i = 0; i < l->bad_count && i < LEDGER_BAD_MAX; i++) {
		json_object(c->out, NULL);
		json_int(c->out, "line", l->bad[i].line_no);
		json_str(c->out, "reason", l->bad[i].reason);
		json_end_object(c->out);
	}
	json_end_array(c->out);
}

static void write_done(struct call *c, const struct ledger_imported *n, struct told *t,
		       const struct ledger_sheet *l)
{
	size_t bytes;
	const char *list;

	json_end_array(&t->list);
	list = out_bytes(&t->list, &bytes);
	json_object(c->out, NULL);
	json_int(c->out, "rows", n->rows);
	json_int(c->out, "added", n->added);
	json_int(c->out, "changed", n->changed);
	json_int(c->out, "same", n->same);
	json_int(c->out, "removed", n->removed);
	json_int(c->out, "missing", n->missing);
	json_raw(c->out, "told", list, bytes);
	write_bad(c, l);
	json_end_object(c->out);
}

/* The columns that people said last time (settings ledger-map-*). */
static void recall(struct call *c, struct ledger_map *map)
{
	for (int i = 0; i < LEDGER_COLUMNS; i++) {
		char key[40];

		snprintf(key, sizeof key, "ledger-map-%s", ledger_column_name((enum ledger_column)i));
		snprintf(map->heading[i], sizeof map->heading[i], "%s", site_setting(c->store, key, ""));
	}
}

static int take(struct call *c, const struct grid *g, const char *name)
{
	bool replace = body_int(c, "replace", 0) == 1;
	struct ledger_imported n;
	struct ledger_map map;
	struct ledger_sheet l;
	struct told t = {0};
	struct err e = {0};
	int r;

	recall(c, &map);
	if ((r = ledger_sheet_read(g, &map, name, &l, &e)) < 0)
		return act_problem(c, "error", r, &e);
	if (out_init(&t.list, -1) < 0) {
		ledger_sheet_clear(&l);
		return -ENOMEM;
	}
	json_array(&t.list, NULL);
	r = ledger_import(c->store, &l, replace, c->now, c->viewer.actor, one_told, &t, &n);
	c->undo = query_bool(c, "preview") == 1;
	if (r == 0 && !c->undo)
		r = life_states_judge(c->store, c->now, NULL, NULL);
	if (r == 0)
		write_done(c, &n, &t, &l);
	out_clear(&t.list);
	ledger_sheet_clear(&l);
	if (r == 0 && !c->undo)
		c->changed = "devices";
	return r < 0 ? r : 200;
}

int api_ledger_take(struct call *c)
{
	const char *name = body_text(c, "name");
	size_t n;
	char *bytes = body_content(c, &n);
	struct grid g;
	struct err e = {0};
	int status;

	if (!bytes)
		return problem_said(c, 422, "act.bad-base64", "base64", "");
	if ((status = grid_read_csv(bytes, n, name ? name : "", &g, &e)) < 0) {
		status = act_problem(c, "error", status, &e);
	} else {
		status = take(c, &g, name ? name : "");
		grid_clear(&g);
	}
	free(bytes);
	return status;
}

/* --- a workbook, taken apart by mimamori-unpack */

static void write_csv(struct call *c, const struct grid *g)
{
	struct out csv;
	size_t n;

	if (out_init(&csv, -1) < 0) {
		c->out->error = ENOMEM;
		return;
	}
	for (size_t r = 0; r < g->count; r++) {
		for (unsigned k = 0; k < g->rows[r].cells; k++) {
			if (k)
				out_char(&csv, ',');
			out_csv(&csv, grid_text(g, r, k));
		}
		out_str(&csv, "\r\n");
	}
	json_text(c->out, "csv", out_bytes(&csv, &n), csv.used);
	out_clear(&csv);
}

static void write_table(struct call *c, const struct grid *g)
{
	json_object(c->out, NULL);
	json_array(c->out, "sheets");
	for (unsigned i = 0; i < g->sheet_count; i++)
		json_str(c->out, NULL, g->sheets[i]);
	json_end_array(c->out);
	json_str(c->out, "sheet", g->sheet);
	json_int(c->out, "rows", (int64_t)g->count);
	write_csv(c, g);
	json_end_object(c->out);
}

int api_tables_read(struct call *c)
{
	const char *name = body_text(c, "name");
	size_t n;
	char *bytes = body_content(c, &n);
	int fd = bytes ? file_in_memory("table") : -1, r = -EIO;
	struct grid g;
	struct err e = {0};

	if (!bytes)
		return problem_said(c, 422, "act.bad-base64", "base64", "");
	if (fd >= 0 && write(fd, bytes, n) == (ssize_t)n)
		r = grid_read_xlsx(fd, name ? name : "", body_text(c, "sheet"), &g, &e);
	free(bytes);
	if (fd >= 0)
		close(fd);
	if (r < 0)
		return *e.key ? act_problem(c, "error", r, &e) : r;
	write_table(c, &g);
	grid_clear(&g);
	return 200;
}
