/* GET /oscal/{document}: the sheet for other programs (report/oscal.h). */
#include "serve/from_file.h"
#include "serve/system_json.h"

#include "assess/asof.h"
#include "report/oscal.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

api_handler api_oscal_get;

static unsigned level_of(const char *word)
{
	static const char *const words[] = {"poc", "core", "important"};

	for (unsigned i = 0; word && i < 3; i++)
		if (strcmp(words[i], word) == 0)
			return 1u << i;
	return 0;
}

static int refused(struct call *c, const struct oscal *ask, enum oscal_document d, int code)
{
	bool judged = d == OSCAL_POAM || d == OSCAL_MAPPING;

	if (code == -ENODATA && ask->asof && !judged)
		return problem_said(c, 409, "audit.asof-no-answers", query_text(c, "as_of"), ask->system);
	if (code == -ENODATA)
		return problem_said(c, 409, d == OSCAL_POAM ? "oscal.nothing-unmet" : "oscal.nothing-mapped",
				    ask->mapping->name, NULL);
	return code == -ENOENT ? problem(c, 404, "no-such-path", NULL, NULL) : code;
}

static int written(struct call *c, const struct oscal *ask, enum oscal_document d)
{
	char file[OSCAL_FILE];
	int r = oscal_write(ask, d, c->out);

	if (r < 0)
		return refused(c, ask, d, r);
	oscal_file(ask, d, file);
	attachment(c, "application/json", arena_text(c->arena, file, strlen(file)));
	return 200;
}

/* Tells findings with all devices they are about, records and people: of the plant, whatever the system. */
static bool is_of_evidence(enum oscal_document d) { return d == OSCAL_RESULTS || d == OSCAL_POAM; }

/* As it stood then. */
static int written_then(struct call *c, struct oscal *ask, enum oscal_document d, const char *moment)
{
	struct asof_moment m;
	struct err e = {0};
	char key[64];
	int r;

	if (asof_moment(c->store, moment, c->zone_minutes, c->now, &m, &e) < 0) {
		snprintf(key, sizeof key, "audit.%s", e.key);
		return problem_filled(c, 400, key, "as_of",
				      (const struct lang_arg[]){{"subject", moment}, {NULL, NULL}});
	}
	r = asof_open(c->store, &m, &ask->asof);
	if (r == 0)
		r = written(c, ask, d);
	asof_free(ask->asof);
	return r;
}

int api_oscal_get(struct call *c)
{
	const char *mapping = query_text(c, "mapping"), *moment = query_text(c, "as_of");
	int document = oscal_named(c->path[0]);
	struct oscal ask = {.store = c->store,
			    .system = query_text(c, "system"),
			    .sheet = query_text(c, "sheet"),
			    .now = c->now,
			    .language = c->language,
			    .version = c->api->version,
			    .level = level_of(query_text(c, "level")),
			    .mapping = mapping_named(mapping ? mapping : "csf-2.0")};
	struct system_row system;

	if (document >= 0 && viewer_restricted(&c->viewer) && is_of_evidence((enum oscal_document)document))
		return problem(c, 403, "no-role", NULL, NULL);
	if (document < 0 || !ask.mapping || system_named(c, ask.system, &system) < 0)
		return problem(c, 404, "no-such-path", NULL, NULL);
	return moment ? written_then(c, &ask, (enum oscal_document)document, moment)
		      : written(c, &ask, (enum oscal_document)document);
}
