/* mimamori risk table, zones: to the terminal, or as CSV, XLSX or JSON with -o. */
#include "cli/arguments.h"
#include "cli/handover.h"
#include "cli/risk.h"
#include "cli/table.h"
#include "cli/tablefile.h"
#include "report/risk_export.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct kind {
	const char *title; /* of data/lang */
	const struct risk_column *columns;
	unsigned count;
	int (*rows)(const struct risk_export *x);
};

/* What stands behind "c-". */
static const char *column_name(const struct risk_column *c) { return strchr(c->key, '-') + 1; }

static void table_sink(void *ctx, const char *text) { table_text(ctx, text ? text : ""); }
static void file_sink(void *ctx, const char *text) { tablefile_cell(ctx, text); }

static int to_terminal(struct cli *cli, const struct kind *k, struct risk_export *x)
{
	const char *columns[RISK_TABLE_COLUMNS + 1] = {0};
	char names[RISK_TABLE_COLUMNS][32];
	struct table *t;
	int e;

	for (unsigned i = 0; i < k->count; i++) {
		snprintf(names[i], sizeof names[i], "%s%s", k->columns[i].number ? "#" : "",
			 column_name(&k->columns[i]));
		columns[i] = names[i];
	}
	t = table_new(cli, "risk", columns);
	if (!t)
		return cli_say(cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	for (unsigned i = 0; i < k->count; i++)
		if (!k->columns[i].number)
			table_wrap(t, (int)i);
	x->cell = table_sink;
	x->ctx = t;
	e = k->rows(x);
	if (e < 0) {
		table_free(t);
		return cli_store_failed(cli, x->store, e);
	}
	return table_print(t, lang(cli->language, "risk.none-table"));
}

static int to_file(struct cli *cli, const struct kind *k, struct risk_export *x, const char *path)
{
	const char *title = lang(cli->language, k->title);
	struct tablefile t;
	int code = tablefile_open(
		&t, cli, path, &(struct tablefile_about){.title = title, .foot = "mimamori", .tab = title});
	int e = 0;

	if (code != EXIT_DONE)
		return code;
	for (unsigned i = 0; i < k->count; i++)
		tablefile_column(&t,
				 &(struct tablefile_column){.heading = lang(cli->language, k->columns[i].key),
							    .width = k->columns[i].width});
	x->notes = true;
	x->cell = file_sink;
	x->ctx = &t;
	e = k->rows(x);
	return tablefile_close(&t, e < 0 ? cli_store_failed(cli, x->store, e) : EXIT_DONE);
}

/* {"notes": [...], "rows": [{...}]}: names as in --format json, null what is empty. */
struct json_rows {
	struct out *o;
	const struct kind *k;
	unsigned at;
	bool note; /* the row at hand begins with "#" */
	bool rows; /* the notes are over */
};

static void begin_rows(struct json_rows *j)
{
	if (!j->rows) {
		json_end_array(j->o);
		json_array(j->o, "rows");
	}
	j->rows = true;
}

static void json_sink(void *ctx, const char *text)
{
	struct json_rows *j = ctx;
	const struct risk_column *column = &j->k->columns[j->at];

	if (j->at == 0) {
		j->note = text && strncmp(text, "# ", 2) == 0;
		if (!j->note) {
			begin_rows(j);
			json_object(j->o, NULL);
		} else {
			json_str(j->o, NULL, text + 2);
		}
	}
	if (!j->note && column->number && text)
		json_int(j->o, column_name(column), strtoll(text, NULL, 10));
	else if (!j->note)
		json_str(j->o, column_name(column), text);
	j->at = (j->at + 1) % j->k->count;
	if (j->at == 0 && !j->note)
		json_end_object(j->o);
}

static int write_json(const struct kind *k, struct risk_export *x, struct out *o)
{
	struct json_rows j = {.o = o, .k = k};
	int e;

	x->notes = true;
	x->cell = json_sink;
	x->ctx = &j;
	json_object(o, NULL);
	json_array(o, "notes");
	e = k->rows(x);
	begin_rows(&j);
	json_end_array(o);
	json_end_object(o);
	out_char(o, '\n');
	return e;
}

static int to_json(struct cli *cli, const struct kind *k, struct risk_export *x, const char *path)
{
	struct aside file;
	struct out o;
	int e, r = aside_open(&file, path);

	if (r < 0)
		return cli_unwritable(cli, path, r);
	if (out_init(&o, file.fd) < 0) {
		aside_drop(&file);
		return cli_say(cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	}
	e = write_json(k, x, &o);
	r = out_finish(&o);
	out_clear(&o);
	r = e == 0 && r == 0 ? aside_keep(&file) : r;
	aside_drop(&file);
	return e < 0 ? cli_store_failed(cli, x->store, e) : r < 0 ? cli_unwritable(cli, path, r) : EXIT_DONE;
}

/* What is ours and what nobody verified is said where no file says it. */
static void say_unverified(const struct cli *cli, const char *const text[LANG_COUNT])
{
	if (!cli->quiet)
		cli_say(cli, 0, "risk.note",
			(const struct lang_arg[]){{"subject", text[cli->language]}, {NULL, NULL}});
}

static int run(struct cli *cli, const char *site, int argc, char **argv, const struct kind *k,
	       const char *const unverified[LANG_COUNT])
{
	const char *system = NULL, *output = NULL;
	const struct option_of options[] = {
		{"--system", &system, NULL}, {"-o", &output, NULL}, {NULL, NULL, NULL}};
	struct arguments w;
	struct store *s = NULL;
	struct worst *worst = NULL;
	int64_t now = cli_now();
	int code = arguments_read(cli, &site, argc, argv, options, &w);

	if (code == EXIT_DONE)
		code = arguments_most(cli, &w, 0);
	if (code == EXIT_DONE)
		code = risk_open(cli, site, system, &s, &worst);
	if (code == EXIT_DONE) {
		struct risk_export x = {.store = s,
					.worst = worst,
					.language = cli->language,
					.system = system,
					.now = now,
					.zone_minutes = cli_zone_minutes(cli, now),
					.version = MIMAMORI_VERSION};

		code = !output                                       ? to_terminal(cli, k, &x)
		       : strcasecmp(cli_suffix(output), "json") == 0 ? to_json(cli, k, &x, output)
								     : to_file(cli, k, &x, output);
		if (code == EXIT_DONE && !output)
			say_unverified(cli, unverified);
	}
	worst_free(worst);
	store_free(s);
	return code;
}

int cli_risk_table(struct cli *cli, const char *site, int argc, char **argv)
{
	static const struct kind k = {"risk.title-table", risk_table_columns, RISK_TABLE_COLUMNS,
				      risk_export_table};

	return run(cli, site, argc, argv, &k, risk_levels.unverified);
}

int cli_risk_zones(struct cli *cli, const char *site, int argc, char **argv)
{
	static const struct kind k = {"risk.title-zones", risk_zone_columns, RISK_ZONE_COLUMNS,
				      risk_export_zones};

	return run(cli, site, argc, argv, &k, risk_levels.zones_unverified);
}
