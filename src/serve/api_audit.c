/* What auditors ask for: how the journal stands, the evidence index, a sample of rows. */
#include "serve/from_file.h"
#include "serve/past.h"
#include "serve/system_json.h"
#include "serve/tabular.h"

#include "assess/freeze.h"
#include "assess/sheet.h"
#include "report/proof_table.h"
#include "store/site.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

api_handler api_audit_state, api_audit_index;

/* --- the state of the journal */

static void journal(struct call *c)
{
	struct scan s;
	int64_t covered = 0;

	scan_open(
		&s, c->store,
		"SELECT 1, (SELECT count(*) FROM event), (SELECT at FROM event ORDER BY seq LIMIT 1), "
		"(SELECT at FROM"
		" event ORDER BY seq DESC LIMIT 1), (SELECT lower(hex(hash)) FROM event ORDER BY seq DESC "
		"LIMIT 1),"
		" (SELECT signature IS NOT NULL FROM tail WHERE id = 1), (SELECT max(size) FROM checkpoint)");
	if (s.more) {
		json_int(c->out, "events", scan_int(&s, 1));
		json_time(c->out, "first_at", scan_str(&s, 2) ? scan_int(&s, 2) : INT64_MIN);
		json_time(c->out, "last_at", scan_str(&s, 3) ? scan_int(&s, 3) : INT64_MIN);
		json_str(c->out, "last_hash", scan_str(&s, 4) ? scan_str(&s, 4) : "");
		json_bool(c->out, "signed", scan_int(&s, 5) == 1);
		covered = scan_str(&s, 6) ? scan_int(&s, 6) : 0;
		json_int(c->out, "after", scan_int(&s, 1) - covered);
	}
	scan_close(&s);
}

static int checkpoints(struct call *c)
{
	char file[48];
	struct scan s;
	int64_t total = 0;

	json_array(c->out, "checkpoints");
	for (scan_open(&s, c->store,
		       "SELECT size, at, root, note, (SELECT count(*) FROM checkpoint) FROM checkpoint ORDER "
		       "BY size"
		       " DESC LIMIT 50");
	     s.more; scan_next(&s)) {
		json_object(c->out, NULL);
		json_int(c->out, "size", s.key);
		json_time(c->out, "at", scan_int(&s, 1));
		json_str(c->out, "root", scan_str(&s, 2));
		json_str(c->out, "note", scan_sentence(&s, 3));
		snprintf(file, sizeof file, "checkpoint-%lld.txt", (long long)s.key);
		json_str(c->out, "file", file);
		json_end_object(c->out);
		total = scan_int(&s, 4);
	}
	json_end_array(c->out);
	json_int(c->out, "checkpoints_total", total);
	return scan_close(&s);
}

static int frozen_ones(struct call *c)
{
	char name[400];
	struct scan s;
	int64_t at;

	json_array(c->out, "frozen");
	for (scan_open(&s, c->store,
		       "SELECT id, name, system, sheet, at, json_array_length(body, '$.rows'), hash FROM "
		       "frozen ORDER BY"
		       " id DESC LIMIT 100");
	     s.more; scan_next(&s)) {
		json_object(c->out, NULL);
		json_id(c->out, "id", 'F', s.key);
		json_str(c->out, "name", scan_str(&s, 1));
		json_str(c->out, "system", scan_str(&s, 2));
		json_str(c->out, "sheet", scan_str(&s, 3));
		json_time(c->out, "at", scan_int(&s, 4));
		json_int(c->out, "rows", scan_int(&s, 5));
		json_str(c->out, "hash", scan_str(&s, 6));
		json_bool(c->out, "whole", frozen_whole(c->store, s.key, name, &at) == 1);
		json_end_object(c->out);
	}
	json_end_array(c->out);
	return scan_close(&s);
}

static void setting(struct call *c, const char *key, const char *name)
{
	json_str(c->out, key, site_setting(c->store, name, ""));
}

int api_audit_state(struct call *c)
{
	int r;

	json_object(c->out, NULL);
	setting(c, "origin", "origin");
	setting(c, "public_key", "public-key");
	journal(c);
	r = checkpoints(c);
	if (r == 0)
		r = frozen_ones(c);
	json_end_object(c->out);
	return r < 0 ? r : 200;
}

/* --- the index */

struct indexing {
	struct proof_table table;
	struct tabular to;
};

static int json_row(void *ctx, const struct sheet_row *row)
{
	proof_json_row(&((struct indexing *)ctx)->table, row);
	return 0;
}

static int json_line(void *ctx, const struct row_proof *p)
{
	struct indexing *x = ctx;

	proof_json_line(&x->table, p);
	return x->table.json->error ? -ENOMEM : 0;
}

static int table_row(void *ctx, const struct sheet_row *row)
{
	proof_table_row(&((struct indexing *)ctx)->table, row);
	return 0;
}

static int table_line(void *ctx, const struct row_proof *p)
{
	struct indexing *x = ctx;
	const char *const *cell = proof_cells(&x->table, p);

	for (int i = 0; cell && i < PROOF_COLUMNS; i++)
		tabular_cell(&x->to, cell[i]);
	return cell ? 0 : -ENOMEM;
}

static void alone(struct tabular *t, const char *text)
{
	for (int i = 0; i < PROOF_COLUMNS; i++)
		tabular_cell(t, i == 0 ? text : "");
}

static int as_json(struct call *c, struct indexing *x, const struct proof_ask *ask)
{
	char name[80];
	int r;

	proof_json_begin(&x->table, c->out);
	r = proof_rows(c->store, ask, json_row, json_line, x);
	proof_json_end(&x->table);
	snprintf(name, sizeof name, "evidence-index-%.20s-%s.json", c->path[1], c->today);
	if (r == 0)
		attachment(c, "application/json", arena_text(c->arena, name, strlen(name)));
	return r < 0 ? r : 200;
}

static int as_table(struct call *c, struct indexing *x, const struct proof_ask *ask)
{
	struct tabular_column columns[PROOF_COLUMNS];
	const char *head[PROOF_HEAD], *foot;
	size_t heads;
	int r;

	for (int i = 0; i < PROOF_COLUMNS; i++)
		columns[i] = (struct tabular_column){proof_columns[i].key, proof_columns[i].width};
	r = tabular_begin(&x->to, c, query_text(c, "format"), "audit.index-tab", columns, PROOF_COLUMNS);
	if (r < 0)
		return r;
	heads = proof_head(&x->table, c->arena, head);
	for (size_t i = 0; i < heads; i++)
		alone(&x->to, head[i]);
	r = proof_rows(c->store, ask, table_row, table_line, x);
	if (r == 0 && (foot = proof_foot(&x->table, c->arena)))
		alone(&x->to, foot);
	if (r < 0)
		tabular_end(&x->to, "evidence-index");
	return r < 0 ? r : tabular_end(&x->to, "evidence-index");
}

int api_audit_index(struct call *c)
{
	struct indexing x = {.table = {.store = c->store,
				       .system = c->path[1],
				       .sheet = c->path[0],
				       .version = c->api->version,
				       .now = c->now,
				       .zone_minutes = c->zone_minutes,
				       .language = c->language}};
	struct proof_ask ask = {
		.system = c->path[1], .sheet = c->path[0], .item = query_text(c, "item"), .now = c->now};
	struct system_row system;
	struct asof *asof = NULL;
	int r;

	if (!sheet_named(c->path[0]) || system_named(c, c->path[1], &system) < 0)
		return problem(c, 404, "no-such-path", NULL, NULL);
	if ((r = past_open(c, &asof)))
		return r;
	x.table.asof = ask.asof = asof;
	x.table.line = arena_new(1 << 20);
	r = !x.table.line                                  ? -ENOMEM
	    : strcmp(query_text(c, "format"), "json") == 0 ? as_json(c, &x, &ask)
							   : as_table(c, &x, &ask);
	arena_free(x.table.line);
	if (r < 0)
		r = past_failed(c, asof, r);
	asof_free(asof);
	return r;
}
