#include "cli/record-filled.h"

#include "base/out.h"
#include "cli/record.h"

#include <errno.h>
#include <string.h>

static const char *name_of(const struct record_kind *k, const char *heading)
{
	size_t n = strcspn(heading, "=");

	for (unsigned i = 0; record_column(k, i); i++) {
		const char *name = record_column(k, i);

		for (int l = 0; l < LANG_COUNT; l++) {
			const char *title = record_title(k, name, (enum language)l);

			if (strcmp(heading, title) == 0 || strcmp(heading, name) == 0 ||
			    (i == 2 && heading[n] && strncmp(heading, title, n) == 0 && !title[n]))
				return name;
		}
	}
	return NULL;
}

static const char *const *names_of(struct filled *f, const struct record_kind *k)
{
	struct headed *h = &f->headed[k != &record_kinds[0]];

	if (h->kind != k) {
		h->kind = k;
		for (unsigned c = 0; c < f->grid.rows[0].cells; c++)
			h->name[c] = name_of(k, grid_text(&f->grid, 0, c));
	}
	return h->name;
}

const char *filled_name(struct filled *f, const struct record_kind *k, unsigned column)
{
	return names_of(f, k)[column];
}

/* The column of a name; -1: none. */
static int column_of(struct filled *f, const struct record_kind *k, const char *name)
{
	const char *const *names = names_of(f, k);

	for (unsigned c = 0; c < f->grid.rows[0].cells; c++)
		if (names[c] && strcmp(names[c], name) == 0)
			return (int)c;
	return -1;
}

const char *filled_cell(struct filled *f, const struct record_kind *k, size_t row, const char *name)
{
	int c = column_of(f, k, name);

	return c < 0 ? NULL : grid_text(&f->grid, row, (unsigned)c);
}

/* A cell that begins with an apostrophe before what would be a formula: that is how export keeps spreadsheets from
 * computing it. */
static const char *meant(const char *text)
{
	return text[0] == '\'' && out_is_formula(text + 1) ? text + 1 : text;
}

static const char *flaw(unsigned flags)
{
	return flags & GRID_FORMULA  ? "cell-formula"
	       : flags & GRID_MERGED ? "cell-merged"
	       : flags & GRID_ERROR  ? "cell-error"
	       : flags & GRID_CUT    ? "cell-cut"
				     : NULL;
}

int filled_read(struct filled *f, const struct record_kind *k, size_t row, const char *name,
		const char **ret_text, struct err *e)
{
	int c = column_of(f, k, name);
	const char *key = c < 0 ? NULL : flaw(grid_flags(&f->grid, row, (unsigned)c));

	*ret_text = c < 0 ? NULL : meant(grid_text(&f->grid, row, (unsigned)c));
	return key ? err_set(e, -EINVAL, name, key, "%s", "") : 0;
}

bool filled_same(struct store *s, const struct record *r, const char *name, const char *text)
{
	static char held[RECORD_CELL];

	if (strcmp(text, record_text(r, name)) == 0)
		return true;
	for (int l = 0; l < LANG_COUNT; l++) {
		record_cell(s, r, name, (enum language)l, held, sizeof held);
		if (strcmp(text, held) == 0)
			return true;
	}
	return false;
}

const char *filled_kind(const struct filled *f)
{
	for (unsigned c = 0; c < f->grid.rows[0].cells; c++) {
		const char *heading = grid_text(&f->grid, 0, c), *equals = strchr(heading, '=');
		const char *name = equals ? name_of(&record_kinds[0], heading) : NULL;

		if (name && strcmp(name, "kind") == 0)
			return equals + 1;
	}
	return NULL;
}
