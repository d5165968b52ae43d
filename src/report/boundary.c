#include "report/boundary.h"

#include "assess/pack.h"
#include "assess/sql.h"
#include "report/map_svg.h"
#include "store/site.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* One sheet of paper across: two columns and the line between. */
enum {
	WIDTH = 1000,
	MARGIN = 24,
	COLUMN = 380,
	LINE_X = 500,
	HEAD = 76,
	GAP = 24,
	ROW = 21,
	PAD = 16,
	FOOT = 40
};
enum { LINES = 40, LINE_BYTES = 256 };
#define BODY_PX 14.0

/* Text broken into lines. */
struct lines {
	char line[LINES][LINE_BYTES];
	const char *class[LINES];
	unsigned n;
};

struct drawing {
	const struct boundary *b;
	struct out *o;
	char devices[BOUNDARY_DEVICES][200]; /* of records that name none */
	unsigned named;
	int64_t all;
	double y;
	unsigned records;
	bool plain; /* measure only: nothing is written */
};

/* --- lines */

static size_t char_bytes(const char *s)
{
	size_t n = 1;

	while (n < 4 && ((unsigned char)s[n] & 0xc0) == 0x80)
		n++;
	return n;
}

/* Bytes of s that fit into so many ems; ends after a blank where there is one in Latin text. */
static size_t fits(const char *s, double ems)
{
	size_t at = 0, blank = 0;
	double used = 0;

	while (s[at] && s[at] != '\n') {
		char one[5] = {0};
		size_t n = char_bytes(s + at);

		memcpy(one, s + at, n);
		used += text_ems(one);
		if (used > ems || at + n >= LINE_BYTES)
			return blank ? blank : at;
		at += n;
		if (n > 1 || one[0] == ' ')
			blank = at;
	}
	return at;
}

static void add_lines(struct lines *l, const char *text, double width, const char *class)
{
	while (*text && l->n < LINES) {
		size_t n = fits(text, width / BODY_PX);

		if (!n && *text != '\n')
			n = char_bytes(text);
		snprintf(l->line[l->n], LINE_BYTES, "%.*s", (int)n, text);
		l->class[l->n++] = class;
		text += n;
		text += *text == '\n' || *text == ' ';
	}
}

static void draw_lines(struct drawing *d, const struct lines *l, double x, double y)
{
	for (unsigned i = 0; i < l->n; i++)
		svg_text(d->o, l->class[i], x, y + PAD + ROW * (i + 0.7), l->line[i]);
}

/* --- whose devices */

static int one_device(void *ctx, const struct pack_device *p)
{
	struct drawing *d = ctx;

	if (d->named < BOUNDARY_DEVICES)
		snprintf(d->devices[d->named++], sizeof *d->devices, "%s %s %s", p->number ? p->number : "",
			 p->maker ? p->maker : "",
			 p->model_name ? p->model_name
			 : p->name     ? p->name
				       : "");
	d->all++;
	return 0;
}

static int one_candidate(void *ctx, const struct pack_candidate *c)
{
	struct pack_device p = {.device = c->device, .number = c->number, .maker = c->maker, .name = c->name};

	p.model_name = c->model;
	return c->others || !c->sure ? 0 : one_device(ctx, &p);
}

static void add_devices(const struct drawing *d, struct lines *l)
{
	char n[24], text[200];
	enum language lang_of = d->b->language;

	if (!d->all)
		return;
	snprintf(n, sizeof n, "%lld", (long long)d->all);
	lang_fill_buf(text, sizeof text, lang(lang_of, "pack.boundary-devices"),
		      (const struct lang_arg[]){{"n", n}, {NULL, NULL}});
	add_lines(l, text, COLUMN - 2 * PAD, "b-s");
	for (unsigned i = 0; i < d->named; i++)
		add_lines(l, d->devices[i] + (*d->devices[i] == ' '), COLUMN - 2 * PAD, "b-d");
	snprintf(n, sizeof n, "%lld", (long long)(d->all - d->named));
	lang_fill_buf(text, sizeof text, lang(lang_of, "pack.boundary-more"),
		      (const struct lang_arg[]){{"n", n}, {NULL, NULL}});
	if (d->all > d->named)
		add_lines(l, text, COLUMN - 2 * PAD, "b-s");
}

/* --- one record */

static void box(struct drawing *d, double x, double y, double h, const char *class, const struct lines *l)
{
	svg_rect(d->o, class, &(struct svg_box){x, y, COLUMN, h}, 8);
	draw_lines(d, l, x + PAD, y);
}

/* The line itself, from above the boxes to below, and on it the place. */
static void line(struct drawing *d, double y, double h, const struct lines *where)
{
	double tag = where->n * ROW + 14, top = y + (h - tag) / 2;

	out_fmt(d->o, "<path class=\"b-line\" d=\"M%d %d V%d\"/>", LINE_X, (int)y - 6, (int)(y + h) + 6);
	svg_rect(d->o, "b-tag", &(struct svg_box){LINE_X - 88, top, 176, tag}, 4);
	for (unsigned i = 0; i < where->n; i++)
		svg_text(d->o, where->class[i], LINE_X, top + 7 + ROW * (i + 0.72), where->line[i]);
}

static const char *cell_of(sqlite3_stmt *st, int column)
{
	const char *s = (const char *)sqlite3_column_text(st, column);

	return s ? s : "";
}

static void collect(struct drawing *d, sqlite3_stmt *st, struct lines *theirs, struct lines *ours,
		    struct lines *where)
{
	enum language l = d->b->language;
	char key[64], text[200];

	add_lines(theirs, cell_of(st, 1), COLUMN - 2 * PAD, "b-t");
	if (sqlite3_column_type(st, 5) != SQLITE_NULL)
		add_lines(theirs, cell_of(st, 5), COLUMN - 2 * PAD, "b-d");
	else
		add_devices(d, theirs);
	add_lines(ours, cell_of(st, 2), COLUMN - 2 * PAD, "b-t");
	add_lines(where, cell_of(st, 3), 156, "b-w");
	snprintf(key, sizeof key, "pack.boundary-agreed-%.20s", cell_of(st, 4));
	add_lines(where, lang(l, key), 156, "b-a");
	if (!sqlite3_column_int(st, 7))
		return;
	lang_fill_buf(text, sizeof text, lang(l, "pack.boundary-expired"),
		      (const struct lang_arg[]){{"date", cell_of(st, 6)}, {NULL, NULL}});
	add_lines(where, text, 156, "b-x");
}

static double tallest(const struct lines *a, const struct lines *b, const struct lines *c)
{
	unsigned n = a->n > b->n ? a->n : b->n;

	return (c->n + 1 > n ? c->n + 1 : n) * ROW + 2 * PAD;
}

static void one_record(struct drawing *d, sqlite3_stmt *st)
{
	struct lines theirs = {.n = 0}, ours = {.n = 0}, where = {.n = 0};
	double h;

	collect(d, st, &theirs, &ours, &where);
	h = tallest(&theirs, &ours, &where);
	if (!d->plain) {
		box(d, MARGIN, d->y, h, "b-theirs", &theirs);
		box(d, WIDTH - MARGIN - COLUMN, d->y, h, "b-ours", &ours);
		line(d, d->y, h, &where);
	}
	d->y += h + GAP;
	d->records++;
}

static const char records_sql[] =
	"SELECT r.id, r.fields->>'theirs', r.fields->>'ours', r.fields->>'boundary', r.fields->>'agreed', "
	"(SELECT "
	"trim(coalesce(v.number, '') || ' ' || coalesce(v.maker, '') || ' ' || coalesce(v.model, v.name, "
	"'')) FROM "
	"device_shown v WHERE v.id = r.device), r.expires_on, r.expires_on < ?3 FROM record r WHERE r.kind = "
	"'responsibility-boundary' AND r.removed = 0 AND r.fields->>'vendor' = ?1 AND (?2 = 0 OR r.device IS "
	"NULL OR "
	"r.device IN (SELECT CAST(substr(w.key, 2) AS INTEGER) FROM pack p, json_each(p.why) w WHERE p.id = "
	"?2)) "
	"ORDER BY r.device IS NOT NULL, r.id LIMIT 40";

static int walk(struct drawing *d)
{
	sqlite3_stmt *st = sql_of(d->b->store, records_sql, "tit", d->b->vendor, d->b->pack, d->b->today);
	int step = SQLITE_ERROR;

	d->y = HEAD + 32;
	d->records = 0;
	while (st && (step = sqlite3_step(st)) == SQLITE_ROW)
		one_record(d, st);
	sqlite3_finalize(st);
	return st && step == SQLITE_DONE ? 0 : -EIO;
}

/* --- the whole */

static const char style[] =
	".b{font-family:\"Noto Sans JP\",\"Noto Sans CJK JP\",\"Yu Gothic UI\",\"Hiragino "
	"Sans\",Meiryo,sans-serif}"
	".b-paper{fill:#fff}.b-title{font-size:20px;font-weight:700;fill:#1a1a1c}.b-h{font-size:14px;font-"
	"weight:700;"
	"fill:#414143}.b-t{font-size:14px;fill:#1a1a1c}.b-d,.b-s{font-size:13px;fill:#4d5159}.b-d{font-"
	"weight:700}"
	".b-w{font-size:13px;font-weight:700;fill:#1a1a1c;text-anchor:middle}.b-a{font-size:12px;fill:#"
	"414143;"
	"text-anchor:middle}.b-x{font-size:12px;font-weight:700;fill:#9a4b00;text-anchor:middle}.b-theirs{"
	"fill:#f5f7fa;"
	"stroke:#767b84}.b-ours{fill:#eef3fb;stroke:#1a3e8c}.b-line{fill:none;stroke:#1a1a1c;stroke-width:3;"
	"stroke-dasharray:10 6}.b-tag{fill:#fff;stroke:#1a1a1c}@media screen and "
	"(prefers-color-scheme:dark){.b-paper,"
	".b-tag{fill:#17191c}.b-title,.b-t,.b-w{fill:#f1f3f5}.b-h,.b-d,.b-s,.b-a{fill:#c9ced6}.b-x{fill:#"
	"f0a860}"
	".b-theirs{fill:#1f2227;stroke:#7d848e}.b-ours{fill:#1b2536;stroke:#9ec1ff}.b-line,.b-tag{stroke:#"
	"f1f3f5}}";

static void begin(struct drawing *d, double height)
{
	char title[512];

	out_fmt(d->o,
		"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" "
		"class=\"b\" role=\"img\"><style>%s</style>",
		WIDTH, (int)height, WIDTH, (int)height, style);
	lang_fill_buf(title, sizeof title, lang(d->b->language, "pack.boundary-title"),
		      (const struct lang_arg[]){{"vendor", d->b->vendor}, {NULL, NULL}});
	out_str(d->o, "<title>");
	out_html(d->o, title);
	out_str(d->o, "</title>");
	svg_rect(d->o, "b-paper", &(struct svg_box){0, 0, WIDTH, height}, 0);
	svg_text(d->o, "b-title", MARGIN, 40, title);
	lang_fill_buf(title, sizeof title, lang(d->b->language, "pack.boundary-theirs"),
		      (const struct lang_arg[]){{"vendor", d->b->vendor}, {NULL, NULL}});
	svg_text(d->o, "b-h", MARGIN, HEAD + 16, title);
	svg_text(d->o, "b-h", WIDTH - MARGIN - COLUMN, HEAD + 16, lang(d->b->language, "pack.boundary-ours"));
}

static void end(struct drawing *d, double height)
{
	const char *site = site_setting(d->b->store, "name", "");
	char foot[600];

	if (!d->records)
		svg_text(d->o, "b-x", WIDTH / 2.0, HEAD + 70, lang(d->b->language, "pack.boundary-none"));
	lang_fill_buf(foot, sizeof foot,
		      lang(d->b->language, *site ? "pack.boundary-foot" : "pack.boundary-foot-unnamed"),
		      (const struct lang_arg[]){{"site", site}, {"date", d->b->today}, {NULL, NULL}});
	svg_text(d->o, "b-s", MARGIN, height - 16, foot);
	out_str(d->o, "</svg>\n");
}

int boundary_svg(const struct boundary *b, struct out *o)
{
	struct drawing d = {.b = b, .o = o, .plain = true};
	double height;
	int r = b->pack ? pack_devices(b->store, b->pack, one_device, &d)
			: pack_candidates(b->store, b->vendor, "site", one_candidate, &d);

	if (r == 0)
		r = walk(&d);
	if (r < 0)
		return r;
	height = (d.records ? d.y : HEAD + 110) + FOOT;
	d.plain = false;
	begin(&d, height);
	r = walk(&d);
	end(&d, height);
	return r;
}
