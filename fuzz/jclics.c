/* J-CLICS files from anywhere: a table that might be the customer's copy (first byte even), and what another
 * site might have exported. Whatever is taken fits its bounds and may be shown; what is refused has its
 * reason. */
#include "assess/jclics.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

enum { ARENA = 16 << 20, FIELD = 400 };

static void must(bool is)
{
	if (!is)
		abort();
}

static void a_copy(const char *bytes, size_t n)
{
	struct arena *a = arena_new(ARENA);
	struct jclics_texts t;
	struct err e = {0};
	struct grid g;

	must(a != NULL);
	if (grid_read_csv(bytes, n, "fuzz", &g, &e) == 0) {
		for (size_t i = 0; i < jclics_edition_count; i++) {
			const struct jclics_edition *d = &jclics_editions[i];

			must(jclics_read(&g, d, a, &t) == 0 && t.count <= d->slots);
			for (size_t k = 0; k < t.count; k++) {
				const struct jclics_text *x = &t.text[k];

				must(x->slot >= 1 && x->slot <= d->slots && (!k || x[-1].slot < x->slot));
				must(strlen(x->question) <= JCLICS_QUESTION_MOST &&
				     text_shows(text_z(x->question)));
				must(!x->field ||
				     (strlen(x->field) <= FIELD && text_shows(text_z(x->field))));
			}
		}
		grid_clear(&g);
	}
	arena_free(a);
}

static void another_site(const char *bytes, size_t n)
{
	static struct store *store;
	static struct jclics_theirs t;
	struct err e = {0};

	must(store || store_memory(&store) == 0);
	if (jclics_theirs_read(store, bytes, n, &t, &e) < 0) {
		must(*e.key);
		return;
	}
	must(t.edition && text_shows(text_z(t.site)) && text_shows(text_z(t.as_of)));
	for (unsigned i = 0; i <= JCLICS_SLOTS_MAX; i++)
		must(t.answer[i] == 0 ||
		     ((t.answer[i] == 'y' || t.answer[i] == 'n') && i >= 1 && i <= t.edition->slots));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	char *copy = n ? malloc(n) : NULL;

	if (!copy)
		return 0;
	memcpy(copy, bytes + 1, n - 1);
	copy[n - 1] = '\0';
	if (bytes[0] & 1)
		another_site(copy, n - 1);
	else
		a_copy(copy, n - 1);
	free(copy);
	return 0;
}
