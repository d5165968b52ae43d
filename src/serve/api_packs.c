/* Packs for vendors: lists, one with its answers, its files, the boundary drawing. */
#include "serve/from_file.h"
#include "serve/pack_json.h"

#include "assess/pack_file.h"
#include "assess/sql.h"
#include "report/boundary.h"
#include "report/press_table.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

api_handler api_vendors_list, api_packs_candidates, api_packs_list, api_packs_get, api_packs_file,
	api_packs_boundary;

/* --- vendors there are: as records, packs and devices name them */

static const char vendors_sql[] =
	"WITH named AS (SELECT fields->>'name' AS name, id, kind FROM record WHERE kind = 'vendor' AND "
	"removed = 0 "
	"UNION ALL SELECT fields->>'party', id, kind FROM record WHERE kind = 'contract' AND removed = 0 "
	"UNION ALL "
	"SELECT fields->>'vendor', id, kind FROM record WHERE kind = 'responsibility-boundary' AND removed = "
	"0 UNION "
	"ALL SELECT vendor, NULL, 'pack' FROM pack UNION ALL SELECT maker, NULL, 'device' FROM device_shown "
	"WHERE "
	"maker IS NOT NULL) SELECT name, group_concat(DISTINCT 'r' || id), sum(kind = 'device'), sum(kind = "
	"'pack'), "
	"sum(kind = 'responsibility-boundary'), sum(kind IN ('vendor', 'contract', 'pack')) FROM named WHERE "
	"name IS "
	"NOT NULL GROUP BY name ORDER BY sum(kind <> 'device') > 0 DESC, name LIMIT 1000";

static void ids_json(struct out *o, const char *key, const char *joined)
{
	json_array(o, key);
	while (joined && *joined) {
		size_t n = strcspn(joined, ",");

		json_text(o, NULL, joined, n);
		joined += n + (joined[n] == ',');
	}
	json_end_array(o);
}

int api_vendors_list(struct call *c)
{
	sqlite3_stmt *st = sql_of(c->store, vendors_sql, "");
	int64_t n = 0;

	items_begin(c);
	for (; st && sqlite3_step(st) == SQLITE_ROW; n++) {
		json_object(c->out, NULL);
		json_str(c->out, "name", (const char *)sqlite3_column_text(st, 0));
		ids_json(c->out, "records", (const char *)sqlite3_column_text(st, 1));
		json_int(c->out, "devices", sqlite3_column_int64(st, 2));
		json_int(c->out, "packs", sqlite3_column_int64(st, 3));
		json_int(c->out, "boundaries", sqlite3_column_int64(st, 4));
		json_end_object(c->out);
	}
	sqlite3_finalize(st);
	return st ? items_end(c, n) : -EIO;
}

/* --- candidates, and any other device that is looked for: a person chooses */

struct told_so_far {
	struct call *c;
	int64_t n;
};

static int one_candidate(void *ctx, const struct pack_candidate *d)
{
	struct told_so_far *l = ctx;
	struct out *o = l->c->out;

	json_object(o, NULL);
	json_id(o, "id", 'd', d->device);
	json_str(o, "number", d->number);
	json_str(o, "name", d->name);
	json_str(o, "maker", d->maker);
	json_str(o, "model", d->model);
	json_str(o, "firmware", d->firmware);
	json_words(o, "why", d->why);
	json_bool(o, "sure", d->sure);
	json_bool(o, "others", d->others);
	json_end_object(o);
	l->n++;
	return 0;
}

int api_packs_candidates(struct call *c)
{
	struct told_so_far l = {.c = c};
	const char *vendor = query_text(c, "vendor");
	int r;

	items_begin(c);
	r = pack_candidates(c->store, vendor ? vendor : "", query_text(c, "system"), one_candidate, &l);
	return r < 0 ? r : items_end(c, l.n);
}

/* --- packs */

static int one_pack(void *ctx, const struct pack *p)
{
	struct told_so_far *l = ctx;

	if (!pack_staff_sees(l->c, p) && !pack_vendor_sees(l->c, p))
		return 0;
	json_pack_short(l->c, p);
	l->n++;
	return 0;
}

int api_packs_list(struct call *c)
{
	struct told_so_far l = {.c = c};
	int r;

	items_begin(c);
	r = pack_each(c->store, NULL, one_pack, &l);
	return r < 0 ? r : items_end(c, l.n);
}

int api_packs_get(struct call *c)
{
	struct pack p;
	int status = pack_of_path(c, &p), r;

	if (status)
		return status;
	r = json_pack_whole(c, &p);
	return r < 0 ? r : 200;
}

/* --- its files */

struct table {
	struct call *c;
	struct out document; /* of XLSX */
	bool xlsx;
	unsigned cells;
};

static int put_column(void *ctx, const struct pack_column *column)
{
	struct table *t = ctx;
	char width[16];
	const struct press_column press = {
		.text = {[PRESS_COLUMN_OF_HEADING] = column->heading,
			 [PRESS_COLUMN_OF_WIDTH] = width,
			 [PRESS_COLUMN_OF_KIND] = column->kind,
			 [PRESS_COLUMN_OF_HIDDEN] = column->hidden ? "1" : "",
			 [PRESS_COLUMN_OF_CHOICES] = column->choices ? column->choices : ""}};

	snprintf(width, sizeof width, "%u", column->width);
	if (t->xlsx) {
		press_put_column(&t->document, &press);
		return 0;
	}
	out_str(t->c->out, t->cells++ ? "," : "\xef\xbb\xbf");
	out_csv(t->c->out, column->heading);
	return 0;
}

static int put_line(void *ctx, const char *const *cell, unsigned columns)
{
	struct table *t = ctx;

	if (t->xlsx) {
		press_put_line(&t->document, cell, columns);
		return 0;
	}
	out_str(t->c->out, "\r\n");
	for (unsigned i = 0; i < columns; i++) {
		out_str(t->c->out, i ? "," : "");
		out_csv(t->c->out, cell[i]);
	}
	return 0;
}

static void begin_xlsx(struct table *t, const struct pack *p)
{
	struct call *c = t->c;
	enum language l = c->language;
	char time[24], title[700], foot[200], id[24];
	const char *kind =
		lang(l, p->kind == PACK_QUESTIONS ? "pack.kind-questions" : "pack.kind-requirements");
	const struct lang_arg args[] = {
		{"vendor", p->vendor}, {"kind", kind}, {"pack", id}, {"due", p->due_on}, {NULL, NULL}};
	const char *const word[PRESS_TABLE_WORDS] = {[PRESS_TABLE_LANGUAGE] = l == LANG_JA ? "ja" : "en",
						     [PRESS_TABLE_TITLE] = title,
						     [PRESS_TABLE_FOOT] = foot,
						     [PRESS_TABLE_TAB] = lang(l, "pack.file-tab"),
						     [PRESS_TABLE_TIME] = time,
						     [PRESS_TABLE_CHOICES_HELP] =
							     lang(l, "pack.choices-help")};

	snprintf(id, sizeof id, "p%lld", (long long)p->id);
	snprintf(time, sizeof time, "%lld", (long long)(c->now / 1000000));
	lang_fill_buf(title, sizeof title, lang(l, "pack.file-title"), args);
	lang_fill_buf(foot, sizeof foot, lang(l, "pack.file-foot"), args);
	press_put_begin(&t->document, c->api->version);
	press_put_table(&t->document, word);
}

static int bind_xlsx(struct table *t)
{
	struct press_answer answer = {0};
	int fd = file_in_memory("pack"), status;

	if (fd < 0)
		return -ENOMEM;
	press_put_end(&t->document);
	status = press_prints(t->c, "table", &t->document, fd, -1, &answer);
	if (status == 0 && (status = file_to_body(t->c, fd)) == 0)
		status = 200;
	close(fd);
	return status;
}

static int table_file(struct call *c, const struct pack *p, bool xlsx)
{
	struct table t = {.c = c, .xlsx = xlsx};
	const struct pack_writer w = {put_column, put_line, &t};
	int r = out_init(&t.document, -1);

	if (r < 0)
		return r;
	if (xlsx)
		begin_xlsx(&t, p);
	r = pack_table(c->store, p->id, c->language, &w);
	if (r == 0 && xlsx)
		r = bind_xlsx(&t);
	else if (r == 0) {
		out_str(c->out, "\r\n");
		r = 200;
	}
	out_clear(&t.document);
	return r;
}

int api_packs_file(struct call *c)
{
	static const struct {
		const char *format, *type;
	} types[] = {{"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
		     {"csv", "text/csv; charset=utf-8"},
		     {"json", "application/json"}};
	const char *format = query_text(c, "format");
	char name[80];
	struct pack p;
	size_t i = 0;
	int r = pack_of_path(c, &p);

	if (r)
		return r;
	while (i < 2 && strcmp(types[i].format, format) != 0)
		i++;
	if (i == 2)
		r = pack_json(c->store, p.id, c->out) < 0 ? -EIO : 200;
	else
		r = table_file(c, &p, i == 0);
	snprintf(name, sizeof name, "%s-p%lld.%s", pack_kind_name(p.kind), (long long)p.id, types[i].format);
	if (r == 200)
		attachment(c, types[i].type, name);
	return r;
}

int api_packs_boundary(struct call *c)
{
	struct boundary b = {.store = c->store, .language = c->language};
	char name[80];
	struct pack p;
	int r = pack_of_path(c, &p);

	if (r)
		return r;
	b.vendor = p.vendor;
	b.pack = p.id;
	snprintf(b.today, sizeof b.today, "%s", c->today);
	snprintf(name, sizeof name, "boundary-p%lld.svg", (long long)p.id);
	r = boundary_svg(&b, c->out);
	attachment(c, "image/svg+xml", name);
	return r < 0 ? r : 200;
}
