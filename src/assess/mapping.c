#include "assess/mapping.h"

#include <string.h>

const struct mapping *mapping_named(const char *name)
{
	for (size_t i = 0; i < mapping_count; i++)
		if (strcmp(mappings[i].name, name) == 0)
			return &mappings[i];
	return NULL;
}

const struct mapping_term *mapping_term(const struct mapping *m, const char *id)
{
	for (size_t i = 0; i < m->term_count; i++)
		if (strcmp(m->terms[i].id, id) == 0)
			return &m->terms[i];
	return NULL;
}

const char *mapping_status_name(enum mapping_status s)
{
	static const char *const names[] = {"ours", "sourced", "unverified"};

	return names[s];
}

const char *mapping_relationship_name(enum mapping_relationship r)
{
	static const char *const names[] = {"equivalent-to", "subset-of", "superset-of", "intersects-with"};

	return names[r];
}

/* "32" and "32-3" speak of "32-3"; "3" does not. */
static bool speaks_of(const char *from, const char *item)
{
	size_t n = strlen(from);

	return strncmp(from, item, n) == 0 && (item[n] == '\0' || item[n] == '-');
}

bool mapping_maps(const struct mapping *m, const char *item, const struct mapping_term *term)
{
	for (size_t i = 0; i < m->map_count; i++)
		if (speaks_of(m->maps[i].item, item))
			for (const struct mapping_term *const *t = m->maps[i].terms; *t; t++)
				if (*t == term)
					return true;
	return false;
}
