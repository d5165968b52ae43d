/* GET /digest and /digest/export: what happened in a month, or in each month of a fiscal year. */
#include "assess/digest.h"
#include "report/director_digest.h"
#include "serve/from_file.h"
#include "serve/tabular.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

api_handler api_digest, api_digest_export;

/* NULL: *ret_status is what was told. */
static const struct digest *loaded(struct call *c, int *ret_status)
{
	const struct digest_asked asked = {.month = query_text(c, "month"),
					   .year = query_text(c, "year"),
					   .system = query_text(c, "system"),
					   .sheet = "jssec-2.1",
					   .now = c->now,
					   .zone_minutes = c->zone_minutes};
	struct digest *d = arena_get(c->arena, 1, sizeof *d);
	int r = d ? digest_load(c->store, &asked, c->arena, d) : -ENOMEM;

	*ret_status = r == -EINVAL   ? problem(c, 400, "bad-parameter", asked.month ? "month" : "year",
                                             asked.month ? asked.month : asked.year)
		      : r == -ENOENT ? problem(c, 404, "no-such-path", "system", NULL)
				     : r;
	return r < 0 ? NULL : d;
}

int api_digest(struct call *c)
{
	int status;
	const struct digest *d = loaded(c, &status);

	if (d)
		digest_json(c->out, d);
	return d ? 200 : status;
}

static void name_of(const struct digest *d, char name[40])
{
	snprintf(name, 40, "digest-%s", d->months == 1 ? d->month[0].month : d->year);
}

static void handed(struct call *c, const struct digest *d, const char *type, const char *suffix)
{
	char name[60], stem[40];

	name_of(d, stem);
	snprintf(name, sizeof name, "%s.%s", stem, suffix);
	attachment(c, type, name);
}

static void cell(void *ctx, const char *text) { tabular_cell(ctx, text); }

static int as_table(struct call *c, const struct digest *d, const char *format)
{
	struct tabular_column columns[DIGEST_COLUMNS];
	struct tabular t;
	char name[40];
	int r;

	for (int i = 0; i < DIGEST_COLUMNS; i++)
		columns[i] = (struct tabular_column){digest_columns[i].key, digest_columns[i].width};
	r = tabular_begin(&t, c, format, "digest.foot", columns, DIGEST_COLUMNS);
	if (r < 0)
		return r;
	digest_table(d, c->language, cell, &t);
	name_of(d, name);
	return tabular_end(&t, name);
}

static int as_paper(struct call *c, const struct digest *d)
{
	struct press_answer answer = {0};
	struct out document;
	int fd = file_in_memory("digest"), status;

	if (fd < 0 || out_init(&document, -1) < 0)
		return -ENOMEM;
	status = digest_paper(d, c->language, c->api->version, c->zone_minutes, &document);
	if (status == 0)
		status = press_prints(c, "director", &document, fd, -1, &answer);
	out_clear(&document);
	if (status == 0)
		status = file_to_body(c, fd);
	close(fd);
	if (status)
		return status;
	handed(c, d, "application/pdf", "pdf");
	return 200;
}

int api_digest_export(struct call *c)
{
	const char *format = query_text(c, "format");
	int status;
	const struct digest *d = loaded(c, &status);

	if (!d)
		return status;
	if (strcmp(format, "pdf") == 0)
		return as_paper(c, d);
	if (strcmp(format, "json") != 0)
		return as_table(c, d, format);
	digest_json(c->out, d);
	handed(c, d, "application/json", "json");
	return 200;
}
