/* Rows by the value of a column. */
#include "store/held-own.h"

#include "base/hash.h"

#include <stdlib.h>
#include <string.h>

/* A value of the column, and whose hash it has. */
struct value {
	int64_t integer;
	const char *text;
	size_t n;
};

static bool value_of(const struct held_column *c, uint32_t row, struct value *ret)
{
	*ret = (struct value){0};
	if (c->type == HELD_TEXT) {
		ret->text = c->text[row];
		ret->n = ret->text ? c->length[row] : 0;
		return ret->text != NULL;
	}
	ret->integer = c->integer[row];
	return ret->integer != INT64_MIN;
}

static uint32_t value_hash(const struct value *v)
{
	return (uint32_t)(v->text ? hash_bytes(v->text, v->n, 0) : hash_mix((uint64_t)v->integer));
}

static bool is_same(const struct value *a, const struct value *b)
{
	if (!a->text)
		return a->integer == b->integer;
	return a->n == b->n && (a->text == b->text || memcmp(a->text, b->text, a->n) == 0);
}

/* The slot of the group of this value, or the free one where it would be. While the index is made, start[g + 1] is the
 * first row of group g. */
static uint32_t *slot_of(const struct held_index *x, const struct held_column *c, const uint32_t *first,
			 const struct value *v)
{
	uint32_t at = value_hash(v) & x->mask;
	struct value other;

	for (; x->slot[at]; at = (at + 1) & x->mask)
		if (value_of(c, first[x->slot[at] - 1], &other) && is_same(v, &other))
			break;
	return &x->slot[at];
}

void held_index_free(struct held_index *x)
{
	if (!x)
		return;
	free(x->slot);
	free(x->start);
	free(x->row);
	free(x);
}

static struct held_index *index_new(uint32_t rows)
{
	struct held_index *x = calloc(1, sizeof *x);

	if (!x)
		return NULL;
	for (x->mask = 15; x->mask < rows * 2; x->mask = x->mask * 2 + 1)
		;
	x->slot = calloc((size_t)x->mask + 1, sizeof *x->slot);
	x->start = calloc((size_t)rows + 2, sizeof *x->start);
	x->row = malloc(((size_t)rows + 1) * sizeof *x->row);
	return x;
}

/* Most texts are few words, each of them one copy (held.c): what was found by its address is not looked up again. */
enum { NEAR = 64 };
struct near {
	const char *text;
	uint32_t group;
};

static struct near *near_of(struct near all[NEAR], const struct value *v)
{
	return &all[v->text ? hash_mix((uint64_t)(uintptr_t)v->text) & (NEAR - 1) : 0];
}

/* Each row's group into of[], the first row of each into first[], their numbers into start. */
static void groups_count(struct held_index *x, const struct held *h, const struct held_column *c,
			 uint32_t *of, uint32_t *first)
{
	struct near all[NEAR] = {{0}}, *near;
	struct value v;

	for (uint32_t i = 0; i < h->rows; i++) {
		uint32_t *slot;

		of[i] = UINT32_MAX;
		if (!value_of(c, i, &v))
			continue;
		near = near_of(all, &v);
		if (v.text && near->text == v.text) {
			of[i] = near->group;
			x->start[near->group + 1]++;
			continue;
		}
		slot = slot_of(x, c, first, &v);
		if (!*slot) {
			first[x->groups] = i;
			*slot = ++x->groups;
		}
		of[i] = *slot - 1;
		x->start[*slot]++;
		*near = (struct near){v.text, of[i]};
	}
}

static void groups_fill(struct held_index *x, uint32_t rows, const uint32_t *of, uint32_t *next)
{
	for (uint32_t g = 0; g < x->groups; g++) {
		next[g] = x->start[g];
		x->start[g + 1] += x->start[g];
	}
	for (uint32_t i = 0; i < rows; i++)
		if (of[i] != UINT32_MAX)
			x->row[next[of[i]]++] = i;
}

const struct held_index *held_index_of(struct held *h, unsigned column)
{
	struct held_column *c = &h->column[column];
	uint32_t *scratch;

	if (c->index)
		return c->index;
	h->asked = true;
	scratch = malloc(((size_t)h->rows + 1) * 2 * sizeof *scratch);
	c->index = index_new(h->rows);
	if (!scratch || !c->index || !c->index->slot || !c->index->start || !c->index->row) {
		free(scratch);
		held_index_free(c->index);
		return c->index = NULL;
	}
	groups_count(c->index, h, c, scratch, scratch + h->rows);
	groups_fill(c->index, h->rows, scratch, scratch + h->rows);
	free(scratch);
	return c->index;
}

static uint32_t find(const struct held *h, unsigned column, const struct value *v, const uint32_t **ret_row)
{
	const struct held_column *c = &h->column[column];
	const struct held_index *x = c->index;
	uint32_t at = value_hash(v) & x->mask;
	struct value other;

	for (; x->slot[at]; at = (at + 1) & x->mask) {
		uint32_t g = x->slot[at] - 1;

		if (!value_of(c, x->row[x->start[g]], &other) || !is_same(v, &other))
			continue;
		*ret_row = x->row + x->start[g];
		return x->start[g + 1] - x->start[g];
	}
	*ret_row = NULL;
	return 0;
}

uint32_t held_find_int(const struct held *h, unsigned column, int64_t v, const uint32_t **ret_row)
{
	return find(h, column, &(struct value){.integer = v}, ret_row);
}

uint32_t held_find_text(const struct held *h, unsigned column, const char *text, size_t n,
			const uint32_t **ret_row)
{
	return find(h, column, &(struct value){.text = text, .n = n}, ret_row);
}

enum { SAMPLE = 64 };

/* How many different values there are, by rows that are evenly spread. */
static uint32_t values_about(const struct held_column *c, uint32_t rows)
{
	uint32_t step = rows / SAMPLE ? rows / SAMPLE : 1, different = 0, looked = 0;
	struct value seen[SAMPLE], v;

	for (uint32_t i = 0; i < rows && looked < SAMPLE; i += step, looked++) {
		uint32_t k = 0;

		if (!value_of(c, i, &v))
			continue;
		while (k < different && !is_same(&seen[k], &v))
			k++;
		if (k == different)
			seen[different++] = v;
	}
	if (different * 4 < looked)
		return different;
	return different < looked ? different * 4 : rows; /* many: more than were looked at */
}

double held_rows_of_value(const struct held *h, unsigned column)
{
	struct held_column *c = &h->column[column];

	if (c->key)
		return 1;
	if (c->index)
		return (double)h->rows / (c->index->groups + 1.0);
	if (c->values_of != h->rows) {
		c->values = values_about(c, h->rows);
		c->values_of = h->rows;
	}
	return (double)h->rows / (c->values + 1.0);
}
