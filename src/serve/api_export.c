/* GET /sheets/{sheet}/{system}/export: the sheet as A3 PDF, XLSX, CSV or JSON. */
#include "serve/from_file.h"
#include "serve/past.h"
#include "serve/system_json.h"

#include "assess/sheet.h"
#include "report/print.h"
#include "report/print_all.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

api_handler api_sheet_export, api_sheet_rows;

static struct print print_of(const struct call *c, struct asof *asof, const char *form)
{
	return (struct print){.store = asof ? asof_store(asof) : c->store,
			      .asof = asof,
			      .system = c->path[1],
			      .sheet = c->path[0],
			      .now = c->now,
			      .zone_minutes = c->zone_minutes,
			      .language = c->language,
			      .version = c->api->version,
			      .form = form};
}

static const char *file_name(struct call *c, const char *suffix)
{
	char name[120];

	snprintf(name, sizeof name, "%.40s-%.20s-%s.%s", c->path[0], c->path[1], c->today, suffix);
	return arena_text(c->arena, name, strlen(name));
}

static bool every_column(const struct call *c) { return strcmp(query_text(c, "columns"), "all") == 0; }

static int as_csv(struct call *c, struct asof *asof)
{
	struct print p = print_of(c, asof, "csv");
	int r = every_column(c) ? print_all_csv(&p, c->out) : print_csv(&p, c->out);

	attachment(c, "text/csv; charset=utf-8", file_name(c, "csv"));
	return r < 0 ? r : 200;
}

static int all_json(struct call *c, struct asof *asof)
{
	struct print p = print_of(c, asof, "json");
	int r = print_all_json(&p, c->out);

	attachment(c, "application/json", file_name(c, "json"));
	return r < 0 ? r : 200;
}

/* The rows as the page has them open the moment themselves. */
static int as_json(struct call *c, struct asof *asof)
{
	int status = every_column(c) ? all_json(c, asof) : api_sheet_rows(c);

	if (status == 200)
		attachment(c, "application/json", file_name(c, "json"));
	return status;
}

/* The annex is a PDF of its own: asked for with part=annex. */
static int printed(struct call *c, const char *form, const struct out *document, int fd, int annex)
{
	const char *part = query_text(c, "part");
	bool second = part && strcmp(part, "annex") == 0;
	struct press_answer answer = {0};
	int status = press_prints(c, form, document, fd, annex, &answer), r;

	if (status)
		return status;
	if (second && !answer.annexed)
		return problem(c, 404, "no-such-path", "part", NULL);
	r = file_to_body(c, second ? annex : fd);
	return r < 0 ? r : 200;
}

static int as_document(struct call *c, struct asof *asof, const char *form)
{
	bool pdf = strcmp(form, "pdf") == 0;
	struct print p = print_of(c, asof, form);
	int fd = file_in_memory("sheet"), annex = pdf ? file_in_memory("annex") : -1, status;
	struct out document;

	if (fd < 0 || (pdf && annex < 0) || out_init(&document, -1) < 0)
		return -ENOMEM;
	status = print_document(&p, &document);
	if (status == 0)
		status = printed(c, form, &document, fd, annex);
	out_clear(&document);
	close(fd);
	if (annex >= 0)
		close(annex);
	if (status == 200)
		attachment(c,
			   pdf ? "application/pdf"
			       : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
			   file_name(c, form));
	return status;
}

int api_sheet_export(struct call *c)
{
	const char *format = query_text(c, "format");
	struct system_row system;
	struct asof *asof = NULL;
	int r;

	if (!sheet_named(c->path[0]) || system_named(c, c->path[1], &system) < 0)
		return problem(c, 404, "no-such-path", NULL, NULL);
	if (every_column(c) &&
	    viewer_restricted(&c->viewer)) /* findings are told there by number, all of them */
		return problem(c, 403, "no-role", "columns", NULL);
	if ((r = past_open(c, &asof)))
		return r;
	r = strcmp(format, "json") == 0  ? as_json(c, asof)
	    : strcmp(format, "csv") == 0 ? as_csv(c, asof)
					 : as_document(c, asof, format);
	r = r < 0 ? past_failed(c, asof, r) : r;
	asof_free(asof);
	return r;
}
