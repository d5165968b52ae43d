/* mimamori sheet mapping: where the sheet is at home in other catalogues (data/mappings). */
#include "cli/sheet.h"

#include "assess/mapping.h"
#include "cli/table.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static int list(struct cli *cli)
{
	static const char *const columns[] = {"mapping",    "title",      "edition", "#maps",
					      "unverified", "+publisher", "+source", NULL};
	struct table *t = table_new(cli, "mapping", columns);
	enum language l = cli->language;

	if (!t)
		return cli_say(cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	table_wrap(t, 4);
	for (size_t i = 0; i < mapping_count; i++) {
		const struct mapping *m = &mappings[i];

		table_cell(t, m->name);
		table_cell(t, m->title[l]);
		table_cell(t, m->edition[l]);
		table_number(t, (int64_t)m->map_count);
		table_cell(t, m->unverified[l]);
		table_cell(t, m->publisher);
		table_cell(t, m->source[l]);
	}
	return table_print(t, NULL);
}

static void joined(const struct mapping_map *m, char *to, size_t room)
{
	size_t n = 0;

	for (const struct mapping_term *const *t = m->terms; *t && n < room; t++)
		n += (size_t)snprintf(to + n, room - n, "%s%s", n ? ", " : "", (*t)->id);
}

static const char *title_of(const struct cli *cli, const char *sheet, const char *item)
{
	const struct sheet_item *sub = sheet_item(sheet, item);
	const struct sheet_group *g = sheet_group(sheet, item);

	if (sub)
		return cli->language == LANG_JA ? sub->title_ja : sub->title_en;
	return !g ? NULL : cli->language == LANG_JA ? g->title_ja : g->title_en;
}

/* What is unverified is said before the rows: who reads one row has read it. */
static void warned(const struct cli *cli, const struct mapping *m)
{
	if (strcmp(cli->format, "text") != 0)
		return;
	printf("%s %s\n%s\n", m->title[cli->language], m->edition[cli->language], m->source[cli->language]);
	if (m->unverified[cli->language])
		printf("%s %s\n", lang(cli->language, "mapping.unverified"), m->unverified[cli->language]);
	putchar('\n');
}

static int show(struct cli *cli, const struct mapping *m)
{
	static const char *const columns[] = {"item", "title", "relationship", "to", "status", "+note", NULL};
	struct table *t = table_new(cli, "mapping", columns);
	char to[400];

	if (!t)
		return cli_say(cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	warned(cli, m);
	table_width(t, 1, 50);
	for (size_t i = 0; i < m->map_count; i++) {
		joined(&m->maps[i], to, sizeof to);
		table_cell(t, m->maps[i].item);
		table_cell(t, title_of(cli, SHEET_NAME, m->maps[i].item));
		table_cell(t, mapping_relationship_name(m->maps[i].relationship));
		table_cell(t, to);
		table_cell(t, mapping_status_name(m->maps[i].status));
		table_cell(t, m->maps[i].note[cli->language]);
	}
	return table_print(t, lang(cli->language, "mapping.structure"));
}

/* Needs no site. */
int cli_sheet_mapping(struct cli *cli, const char *site, int argc, char **argv)
{
	const struct option_of options[] = {{NULL, NULL, NULL}};
	const struct mapping *m;
	struct arguments a;
	int code = arguments_read(cli, &site, argc, argv, options, &a);

	if (code == EXIT_DONE)
		code = arguments_most(cli, &a, 1);
	if (code != EXIT_DONE || a.count == 0)
		return code == EXIT_DONE ? list(cli) : code;
	m = mapping_named(a.list[0]);
	return m ? show(cli, m)
		 : cli_say(cli, EXIT_USAGE, "oscal.no-mapping",
			   (const struct lang_arg[]){{"subject", a.list[0]}, {NULL, NULL}});
}

/* --- sheet show 32-3 */

/* "SR 4.3, SR 1.6 (unverified)"; false: it is mapped to nothing there. */
static bool mapped_by(const struct cli *cli, const struct mapping *m, const char *item, char *to, size_t room)
{
	bool doubt = false;
	size_t n = 0;

	for (size_t i = 0; i < m->term_count && n < room; i++) {
		if (!mapping_maps(m, item, &m->terms[i]))
			continue;
		doubt |= m->terms[i].status == MAPPING_UNVERIFIED;
		n += (size_t)snprintf(to + n, room - n, "%s%s", n ? ", " : "", m->terms[i].id);
	}
	if (doubt && n < room)
		snprintf(to + n, room - n, "%s", lang(cli->language, "mapping.doubt"));
	return n > 0;
}

void cli_sheet_mapped(const struct cli *cli, struct out *o, const struct sheet_row *row)
{
	char ids[400];

	lang_fill(o, lang(cli->language, "mapping.row"),
		  (const struct lang_arg[]){{"csf", row->category}, {"csf2", row->csf2}, {NULL, NULL}});
	out_char(o, '\n');
	for (size_t i = 0; i < mapping_count; i++)
		if (mapped_by(cli, &mappings[i], row->item, ids, sizeof ids))
			out_fmt(o, "  %s  %s\n", mappings[i].title[cli->language], ids);
}

/* --- sheet show --by */

static void group_cells(struct table *t, const struct cli *cli, const struct group_count *g)
{
	char items[1600] = "", others[200] = "";
	size_t n = 0, m = 0;

	for (unsigned i = 0; i < g->asked && n < sizeof items; i++)
		n += (size_t)snprintf(items + n, sizeof items - n, "%s%s", n ? " " : "", g->items[i]);
	for (size_t i = 0; g->group && g->others[i] && m < sizeof others; i++)
		m += (size_t)snprintf(others + m, sizeof others - m, "%s%s", m ? " " : "", g->others[i]);
	table_cell(t, g->id);
	table_cell(t, g->label[cli->language]);
	table_number(t, g->rows);
	table_number(t, g->asked);
	for (int v = 0; v < GROUP_VERDICTS; v++)
		table_number(t, g->verdict[v]);
	table_number(t, g->decided);
	table_cell(t, others);
	table_cell(t, g->group);
	table_cell(t, items);
}

int cli_sheet_groups(struct cli *cli, struct store *s, struct asof *asof, const char *system,
		     const char *sheet, bool csf2)
{
	static const char *const columns[] = {"category", "about",     "#rows",    "#asked",  "#met",
					      "#partly",  "#not_met",  "#unknown", "#person", "#decided",
					      "others",   "+function", "+items",   NULL};
	struct arena *a = arena_new(4 << 20);
	struct group_counts counts;
	struct table *t = table_new(cli, "mapping", columns);
	int code = a && t ? mapping_groups(s, cli_now(), asof, system, sheet, csf2, a, &counts) : -ENOMEM;

	for (size_t i = 0; code == 0 && i < counts.count; i++)
		group_cells(t, cli, &counts.list[i]);
	if (code == 0)
		code = table_print(t, NULL);
	else {
		table_free(t);
		code = code == -ENOENT
			       ? cli_say(cli, EXIT_USAGE, "sheet-export.no-system",
					 (const struct lang_arg[]){
						 {"subject", system}, {"detail", sheet}, {NULL, NULL}})
			       : cli_store_failed(cli, s, code);
	}
	arena_free(a);
	return code;
}
