/* One scope: its devices by kind and layer, and what functions are there. */
#include "assess/grid_parts.h"

#include "assess/sql.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* --- the devices */

static const char *const layers[GRID_LAYERS] = {"device", "lan", "server", "wan", "cloud"};

static struct grid_kind_row *kind_row(struct grid_judging *j, const char *name)
{
	for (unsigned i = 0; i < j->kinds; i++)
		if (strcmp(j->kind[i].name, name) == 0)
			return &j->kind[i];
	if (j->kinds == GRID_KINDS_MAX || marks_init(&j->kind[j->kinds].devices, j->scope) < 0)
		return NULL;
	snprintf(j->kind[j->kinds].name, sizeof j->kind[0].name, "%s", name);
	return &j->kind[j->kinds++];
}

static void take_device(struct grid_judging *j, int64_t id, const char *kind, const char *layer)
{
	struct grid_kind_row *row = kind_row(j, kind ? kind : "unknown");

	marks_set(&j->members, id);
	if (row) {
		marks_set(&row->devices, id);
		row->count++;
	}
	for (int i = 0; layer && i < GRID_LAYERS; i++)
		if (strcmp(layer, layers[i]) == 0)
			marks_set(&j->layer[i], id);
}

static int by_count(const void *a, const void *b)
{
	const struct grid_kind_row *x = a, *y = b;

	return x->count != y->count ? (x->count < y->count) - (x->count > y->count)
				    : strcmp(x->name, y->name);
}

static int devices(struct grid_judging *j)
{
	sqlite3_stmt *st =
		sql_of(j->store,
		       "SELECT id, kind, layer FROM device_shown d WHERE ?1 = 0 OR EXISTS (SELECT "
		       "1 FROM system_device m WHERE m.system = ?1 AND m.device = d.id) ORDER BY id",
		       "i", j->number);
	int r;

	while (st && (r = sqlite3_step(st)) == SQLITE_ROW)
		take_device(j, sqlite3_column_int64(st, 0), (const char *)sqlite3_column_text(st, 1),
			    (const char *)sqlite3_column_text(st, 2));
	sqlite3_finalize(st);
	qsort(j->kind, j->kinds, sizeof j->kind[0], by_count);
	return st && r == SQLITE_DONE ? 0 : -EIO;
}

static int begin(struct grid_judging *j, const char *system, int64_t now, const char *today)
{
	int e = 0;

	snprintf(j->system, sizeof j->system, "%s", system);
	snprintf(j->today, sizeof j->today, "%s", today);
	j->now = now;
	j->number = strcmp(system, "site") == 0 ? 0 : system_number(system);
	if (strcmp(system, "site") != 0 &&
	    (!j->number ||
	     !sql_number(j->store, 0, "SELECT count(*) FROM system WHERE id = ?1", "i", j->number)))
		return -ENOENT;
	j->scope = sql_number(j->store, 0, "SELECT max(id) FROM device", "") + 1;
	e |= marks_init(&j->members, j->scope) | marks_init(&j->selected, j->scope);
	for (int i = 0; i < GRID_LAYERS; i++)
		e |= marks_init(&j->layer[i], j->scope);
	return e ? -ENOMEM : devices(j);
}

int grid_judge(struct store *s, const char *system, int64_t now, const char *today, struct grid_judging **ret)
{
	struct grid_judging *j = calloc(1, sizeof *j);
	int r;

	if (!j)
		return -ENOMEM;
	j->store = s;
	if ((r = begin(j, system, now, today)) < 0) {
		grid_judging_free(j);
		return r;
	}
	*ret = j;
	return 0;
}

void grid_judging_free(struct grid_judging *j)
{
	if (!j)
		return;
	free(j->members.bit);
	free(j->selected.bit);
	for (int i = 0; i < GRID_LAYERS; i++)
		free(j->layer[i].bit);
	for (unsigned i = 0; i < j->kinds; i++)
		free(j->kind[i].devices.bit);
	for (unsigned i = 0; i < j->kept_count; i++)
		grid_bits_clear(&j->kept[i].bits);
	free(j);
}

const char *grid_kind(const struct grid_judging *j, unsigned n, int64_t *ret_devices)
{
	if (n >= j->kinds)
		return NULL;
	if (ret_devices)
		*ret_devices = j->kind[n].count;
	return j->kind[n].name;
}

/* --- which are meant */

static void select_kind(struct grid_judging *j, const char *kind)
{
	for (unsigned i = 0; i < j->kinds; i++)
		if (strcmp(j->kind[i].name, kind) == 0)
			memcpy(j->selected.bit, j->kind[i].devices.bit, marks_bytes(&j->selected));
}

static void select_layers(struct grid_judging *j, unsigned of)
{
	for (int l = 0; l < GRID_LAYERS; l++)
		for (size_t i = 0; of & 1u << l && i < marks_bytes(&j->selected); i++)
			j->selected.bit[i] |= (uint8_t)marks_byte(&j->layer[l], i);
}

/* The devices that are meant, and how many. */
static int64_t meant(struct grid_judging *j, struct grid_of of)
{
	memset(j->selected.bit, 0, marks_bytes(&j->selected));
	if (of.kind)
		select_kind(j, of.kind);
	else if (of.line && of.line->layers)
		select_layers(j, of.line->layers);
	else
		memcpy(j->selected.bit, j->members.bit, marks_bytes(&j->selected));
	return marks_common(&j->selected, NULL, NULL);
}

const struct marks *grid_select(struct grid_judging *j, struct grid_of of)
{
	if (meant(j, of) == 0)
		marks_set(&j->selected, j->scope);
	return &j->selected;
}

int64_t grid_devices(struct grid_judging *j, struct grid_of of) { return meant(j, of); }

int64_t grid_here(struct grid_judging *j, struct grid_of of, const char *life)
{
	sqlite3_stmt *st = sql_of(j->store, "SELECT device FROM device_life WHERE state = ?1", "t", life);
	int64_t n = 0;
	int r;

	meant(j, of);
	while (st && (r = sqlite3_step(st)) == SQLITE_ROW)
		n += marks_has(&j->selected, sqlite3_column_int64(st, 0));
	sqlite3_finalize(st);
	return st && r == SQLITE_DONE ? n : -EIO;
}

/* --- what is said */

static enum grid_state state_of(const struct grid_number *n)
{
	return n->lack ? GRID_LACK : n->unknown || !n->have ? GRID_UNKNOWN : GRID_HAVE;
}

/* One byte of the answer of several bindings: who has, who lacks. */
struct byte_of {
	unsigned have, lack, measured;
};

static struct byte_of byte_at(const struct grid_bits *const *bits, const struct grid_function *f, size_t i)
{
	struct byte_of b = {0};

	for (unsigned k = 0; k < f->binding_count; k++) {
		b.have |= marks_byte(&bits[k]->have, i);
		b.lack |= marks_byte(&bits[k]->lack, i);
		if (f->bindings[k].of != GRID_RECORD)
			b.measured |= marks_byte(&bits[k]->have, i);
	}
	b.have &= ~b.lack;
	b.measured &= b.have;
	return b;
}

static int bits_of(struct grid_judging *j, const struct grid_function *f, const struct grid_bits **ret)
{
	int r = f->binding_count > GRID_BOUND_MAX ? -EIO : 0;

	for (unsigned k = 0; k < f->binding_count && r == 0; k++)
		r = grid_bits_of(j, &f->bindings[k], &ret[k]);
	return r;
}

int grid_judge_function(struct grid_judging *j, const struct grid_function *f, struct grid_of of,
			struct grid_said *ret)
{
	const struct grid_bits *bits[GRID_BOUND_MAX] = {0};
	const struct marks *select;
	unsigned measured = 0;
	int r = bits_of(j, f, bits);

	*ret = (struct grid_said){0};
	if (r < 0)
		return r;
	select = grid_select(j, of);
	for (size_t i = 0; i < marks_bytes(select); i++) {
		unsigned s = marks_byte(select, i);
		struct byte_of b = byte_at(bits, f, i);

		ret->devices.have += __builtin_popcount(s & b.have);
		ret->devices.lack += __builtin_popcount(s & b.lack);
		ret->devices.unknown += __builtin_popcount(s & ~(b.have | b.lack));
		measured |= s & b.measured;
	}
	ret->state = state_of(&ret->devices);
	ret->by = !ret->devices.have ? GRID_BY_NOTHING : measured ? GRID_BY_MEASURE : GRID_BY_RECORD;
	return 0;
}

int grid_judge_binding(struct grid_judging *j, const struct grid_binding *b, struct grid_of of,
		       struct grid_said *ret)
{
	const struct grid_function alone = {.bindings = b, .binding_count = 1};

	return grid_judge_function(j, &alone, of, ret);
}

int grid_judge_document(struct grid_judging *j, const struct grid_function *f, struct grid_said *ret)
{
	int r = grid_judge_function(j, f, (struct grid_of){NULL, NULL}, ret);

	if (r < 0)
		return r;
	ret->state = !f->binding_count   ? GRID_NONE
		     : ret->devices.lack ? GRID_LACK
		     : ret->devices.have ? GRID_HAVE
					 : GRID_UNKNOWN;
	return 0;
}
