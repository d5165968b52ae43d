/* The customer's own copy of the official sheet, kept in the site only. */
#include "store/part.h"

static const struct event_kind events[] = {
	/* {"sheet", "rows": [{"item", "title", "mark", "lead", "levels"}]}: all of it at once, in place of
	   what was there */
	{"wording-imported",
	 "DELETE FROM wording WHERE sheet = json_extract(?1, '$.sheet');"
	 "INSERT INTO wording SELECT json_extract(?1, '$.sheet'), json_extract(value, '$.item'),"
	 " json_extract(value, '$.title'), json_extract(value, '$.mark'), json_extract(value, '$.lead'),"
	 " json_extract(value, '$.levels'), ?2 FROM json_each(?1, '$.rows')"},
};

static const char *const tables[] = {"wording(sheet, item, title, mark, levels) BY sheet, item", NULL};

const struct store_part wording_part = {"wording", events, sizeof events / sizeof *events, tables};
