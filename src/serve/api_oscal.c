/* GET /oscal/{document}: the sheet for other programs (report/oscal.h). */
#include "serve/from_file.h"
#include "serve/system_json.h"

#include "report/oscal.h"

#include <errno.h>
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
	if (code == -ENODATA)
		return problem_said(c, 409, d == OSCAL_POAM ? "oscal.nothing-unmet" : "oscal.nothing-mapped",
				    ask->mapping->name, NULL);
	return code == -ENOENT ? problem(c, 404, "no-such-path", NULL, NULL) : code;
}

int api_oscal_get(struct call *c)
{
	const char *mapping = query_text(c, "mapping");
	int document = oscal_named(c->path[0]);
	const struct oscal ask = {.store = c->store,
				  .system = query_text(c, "system"),
				  .sheet = query_text(c, "sheet"),
				  .now = c->now,
				  .language = c->language,
				  .version = c->api->version,
				  .level = level_of(query_text(c, "level")),
				  .mapping = mapping_named(mapping ? mapping : "csf-2.0")};
	struct system_row system;
	char file[OSCAL_FILE];
	int r;

	if (document < 0 || !ask.mapping || system_named(c, ask.system, &system) < 0)
		return problem(c, 404, "no-such-path", NULL, NULL);
	r = oscal_write(&ask, (enum oscal_document)document, c->out);
	if (r < 0)
		return refused(c, &ask, (enum oscal_document)document, r);
	oscal_file(&ask, (enum oscal_document)document, file);
	attachment(c, "application/json", arena_text(c->arena, file, strlen(file)));
	return 200;
}
