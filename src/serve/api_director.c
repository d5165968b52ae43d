/* GET /director, /director/figures/{name} and /director.pdf: the page for executives, the rows behind a
 * figure, the page on paper. */
#include "assess/director.h"
#include "report/director_json.h"
#include "report/director_paper.h"
#include "report/director_rows.h"
#include "report/director_words.h"
#include "serve/from_file.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

api_handler api_director, api_director_rows, api_director_print;

/* The page, or NULL: *ret_status is what was told. */
static const struct director *page_of(struct call *c, int *ret_status)
{
	const struct director_of of = {query_text(c, "system"), c->now, c->zone_minutes};
	struct director *d = arena_get(c->arena, 1, sizeof *d);
	int r = d ? director_load(c->store, &of, c->arena, d) : -ENOMEM;

	*ret_status = r == -ENOENT ? problem(c, 404, "no-such-path", "system", NULL) : r < 0 ? r : 0;
	return r < 0 ? NULL : d;
}

int api_director(struct call *c)
{
	int status;
	const struct director *d = page_of(c, &status);

	if (d)
		director_json(c->out, d);
	return d ? 200 : status;
}

static void row(struct call *c, const struct figure *f, const char *id)
{
	char ja[1200], en[1200];

	figure_row_words(c->store, f->of, id, LANG_JA, c->zone_minutes, ja, sizeof ja);
	figure_row_words(c->store, f->of, id, LANG_EN, c->zone_minutes, en, sizeof en);
	json_object(c->out, NULL);
	json_str(c->out, "id", id);
	json_pair(c->out, "words", *ja ? ja : NULL, en);
	json_end_object(c->out);
}

int api_director_rows(struct call *c)
{
	int status;
	const struct director *d = page_of(c, &status);
	const struct figure *f = d ? figure_named(&d->figures, c->path[0]) : NULL;

	if (!d)
		return status;
	if (!f)
		return problem(c, 404, "no-such-path", NULL, NULL);
	json_object(c->out, NULL);
	figure_json(c->out, "figure", f);
	json_array(c->out, "items");
	for (size_t i = 0; i < f->rows; i++)
		row(c, f, f->row[i]);
	json_end_array(c->out);
	json_int(c->out, "total", (int64_t)f->total);
	json_end_object(c->out);
	return 200;
}

static int printed(struct call *c, const struct director *d, int fd)
{
	struct press_answer answer = {0};
	struct out document;
	int status;

	if (out_init(&document, -1) < 0)
		return -ENOMEM;
	status = director_paper(d, c->language, c->api->version, &document);
	if (status == 0)
		status = press_prints(c, "director", &document, fd, -1, &answer);
	out_clear(&document);
	return status ? status : file_to_body(c, fd);
}

int api_director_print(struct call *c)
{
	int status, fd;
	const struct director *d = page_of(c, &status);
	char name[80];

	if (!d)
		return status;
	fd = file_in_memory("director");
	if (fd < 0)
		return -ENOMEM;
	status = printed(c, d, fd);
	close(fd);
	if (status)
		return status;
	snprintf(name, sizeof name, "director-%.20s-%s.pdf", query_text(c, "system"), d->today);
	attachment(c, "application/pdf", name);
	return 200;
}
