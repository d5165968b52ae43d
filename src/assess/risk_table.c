#include "assess/risk_table.h"

#include "assess/attack.h"
#include "assess/first_parts.h"
#include "assess/grid.h"
#include "assess/risk_parts.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* --- levels */

unsigned risk_importance(const struct worst_case *c)
{
	enum worst_effect gravest = EFFECT_NONE;
	bool unknown = false;
	const enum worst_effect all[] = {c->safety, c->core, c->quality, c->delivery};

	if (c->harm == WORST_INJURY && c->safety > EFFECT_LIMITED)
		gravest = EFFECT_LIMITED;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		unknown |= all[i] == EFFECT_UNKNOWN;
		if (all[i] != EFFECT_UNKNOWN && all[i] < gravest)
			gravest = all[i];
	}
	if (gravest == EFFECT_SERIOUS)
		return risk_levels.importance[0];
	return unknown ? 0 : risk_levels.importance[gravest == EFFECT_LIMITED ? 1 : 2];
}

unsigned risk_threat_level(enum first_reach r) { return r < REACH_UNSEEN ? risk_levels.threat[r] : 0; }

char risk_rank(unsigned importance, unsigned threat, unsigned vulnerability)
{
	if (!importance || !threat || !vulnerability)
		return '\0';
	return risk_levels.rank[importance - 1][threat - 1][vulnerability - 1];
}

const char *risk_threat_title(unsigned threat, enum language l)
{
	const struct grid_def *g = grid_named("threats");

	for (unsigned i = 0; g && i < g->line_count; i++)
		if (g->lines[i].number == threat)
			return g->lines[i].title[l];
	return "";
}

/* --- what is there, by device */

/* The plus keeps SQLite from its index over check_name, under which a common flaw has as many rows as
 * devices. */
static const char flaws_sql[] =
	"SELECT w.device, f.id, w.check_name, w.control IS NOT NULL FROM weakness w JOIN finding f ON "
	"f.device = w.device "
	"AND +f.check_name = w.check_name ORDER BY w.device, w.severity, w.check_name, f.id";
static const char controls_sql[] = "SELECT device, control FROM control_held WHERE held = 1 ORDER BY device";
static const char assumed_sql[] = "SELECT device, attack FROM assumption WHERE state = 'accepted' AND device "
				  "IS NOT NULL UNION ALL SELECT peer, attack "
				  "FROM assumption WHERE state = 'accepted' AND peer IS NOT NULL ORDER BY 1";
static const char kinds_sql[] =
	"SELECT id, dense_rank() OVER (ORDER BY kind, maker, model) FROM device_shown ORDER BY id";

static unsigned threats_of_check(const char *name)
{
	for (size_t i = 0; i < check_count; i++)
		if (strcmp(checks[i].name, name) == 0)
			return checks[i].threats;
	return 0;
}

static int more(void **list, size_t count, size_t *room, size_t size)
{
	void *p;

	if (count < *room)
		return 0;
	*room = *room ? *room * 2 : 256;
	p = realloc(*list, *room * size);
	if (!p)
		return -ENOMEM;
	*list = p;
	return 0;
}

static int flaw_row(struct risk_seen *x, sqlite3_stmt *st)
{
	if (more((void **)&x->flaw, x->flaws, &x->flaw_room, sizeof *x->flaw) < 0)
		return -ENOMEM;
	x->flaw[x->flaws++] =
		(struct risk_flaw){.device = sqlite3_column_int64(st, 0),
				   .finding = sqlite3_column_int64(st, 1),
				   .threats = threats_of_check((const char *)sqlite3_column_text(st, 2)),
				   .covered = sqlite3_column_int(st, 3)};
	return 0;
}

static int control_row(struct risk_seen *x, sqlite3_stmt *st)
{
	const struct control *k = control_named((const char *)sqlite3_column_text(st, 1));

	if (!k)
		return 0;
	if (more((void **)&x->control, x->controls, &x->control_room, sizeof *x->control) < 0)
		return -ENOMEM;
	x->control[x->controls++] = (struct risk_control){.device = sqlite3_column_int64(st, 0),
							  .control = (unsigned)(k - controls)};
	return 0;
}

static int assumed_row(struct risk_seen *x, sqlite3_stmt *st)
{
	const struct attack *a = attack_find((const char *)sqlite3_column_text(st, 1));

	if (!a)
		return 0;
	if (more((void **)&x->assumed, x->assumptions, &x->assumed_room, sizeof *x->assumed) < 0)
		return -ENOMEM;
	x->assumed[x->assumptions++] = (struct risk_assumed){sqlite3_column_int64(st, 0), a->threats};
	return 0;
}

static int each(struct risk_seen *x, struct store *s, const char *sql,
		int (*fn)(struct risk_seen *x, sqlite3_stmt *st))
{
	sqlite3_stmt *st = NULL;
	int e = -EIO, r = SQLITE_ERROR;

	if (sqlite3_prepare_v2(store_db(s), sql, -1, &st, NULL) == SQLITE_OK)
		for (e = 0; e == 0 && (r = sqlite3_step(st)) == SQLITE_ROW;)
			e = fn(x, st);
	sqlite3_finalize(st);
	return e < 0 ? e : r == SQLITE_DONE ? 0 : -EIO;
}

int risk_seen_read(struct risk_seen *x, struct store *s)
{
	int e = each(x, s, flaws_sql, flaw_row);

	e = e < 0 ? e : each(x, s, controls_sql, control_row);
	return e < 0 ? e : each(x, s, assumed_sql, assumed_row);
}

void risk_seen_clear(struct risk_seen *x)
{
	free(x->flaw);
	free(x->control);
	free(x->assumed);
}

/* The first of a device; devices are asked in rising order or at random. */
size_t risk_flaw_at(const struct risk_seen *x, int64_t device)
{
	size_t low = 0, high = x->flaws;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (x->flaw[mid].device < device)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* --- one asset and threat */

struct entry {
	int64_t device, worst;
	uint32_t kind, controls;
	uint8_t threat, importance, level, vulnerability, reach;
	char rank;
};

struct making {
	struct choosing x;
	struct risk_seen seen;
	size_t at_flaw, at_control, at_assumed; /* where the device at hand begins */
	uint32_t *kind;                         /* by device */
	struct entry *entry;
	size_t entries, room;
	struct risk_table *t;
};

/* 3 a flaw that nothing covers, 2 all are covered, 1 no flaw and a control at work; 0 nothing was measured.
 */
static unsigned vulnerability(unsigned open, unsigned shut, uint32_t held)
{
	if (open)
		return risk_levels.vulnerability[0];
	if (shut)
		return risk_levels.vulnerability[1];
	return held ? risk_levels.vulnerability[2] : 0;
}

static int put(struct making *m, const struct candidate *c, unsigned threat)
{
	unsigned open = 0, shut = 0, assumed = 0, bit = 1u << threat;
	const struct worst_case *w = c->worst == SIZE_MAX ? NULL : &m->x.worst->list[c->worst];
	uint32_t held = 0;
	struct entry *e;

	for (size_t i = m->at_flaw; i < m->seen.flaws && m->seen.flaw[i].device == c->device; i++)
		if (m->seen.flaw[i].threats & bit)
			*(m->seen.flaw[i].covered ? &shut : &open) += 1;
	for (size_t i = m->at_control; i < m->seen.controls && m->seen.control[i].device == c->device; i++)
		if (controls[m->seen.control[i].control].threats & bit)
			held |= 1u << m->seen.control[i].control;
	for (size_t i = m->at_assumed; i < m->seen.assumptions && m->seen.assumed[i].device == c->device; i++)
		assumed |= m->seen.assumed[i].threats;
	if (!open && !shut && !held && !(assumed & bit))
		return 0;
	if (more((void **)&m->entry, m->entries, &m->room, sizeof *m->entry) < 0)
		return -ENOMEM;
	e = &m->entry[m->entries++];
	*e = (struct entry){.device = c->device,
			    .worst = w ? w->record : 0,
			    .kind = m->kind[c->device],
			    .controls = held,
			    .threat = (uint8_t)threat,
			    .importance = (uint8_t)(w ? risk_importance(w) : 0),
			    .level = (uint8_t)risk_threat_level(c->reach),
			    .vulnerability = (uint8_t)vulnerability(open, shut, held),
			    .reach = (uint8_t)c->reach};
	e->rank = risk_rank(e->importance, e->level, e->vulnerability);
	return 0;
}

static int one_asset(struct making *m, const struct candidate *c)
{
	size_t before = m->entries;
	int e = 0;

	while (m->at_flaw < m->seen.flaws && m->seen.flaw[m->at_flaw].device < c->device)
		m->at_flaw++;
	while (m->at_control < m->seen.controls && m->seen.control[m->at_control].device < c->device)
		m->at_control++;
	while (m->at_assumed < m->seen.assumptions && m->seen.assumed[m->at_assumed].device < c->device)
		m->at_assumed++;
	for (unsigned t = 1; t <= RISK_THREATS && e == 0; t++)
		e = put(m, c, t);
	m->t->assets += m->entries > before;
	return e;
}

/* --- alike ones are one row */

static int by(int64_t a, int64_t b) { return (a > b) - (a < b); }

static int alike(const struct entry *a, const struct entry *b)
{
	int d = by(a->rank ? a->rank : 'Z', b->rank ? b->rank : 'Z');

	d = d ? d : by(b->importance, a->importance);
	d = d ? d : by(b->vulnerability, a->vulnerability);
	d = d ? d : by(b->level, a->level);
	d = d ? d : by(a->threat, b->threat);
	d = d ? d : by(a->kind, b->kind);
	d = d ? d : by(a->worst, b->worst);
	d = d ? d : by(a->controls, b->controls);
	return d ? d : by(a->reach, b->reach);
}

static int compare(const void *p, const void *q)
{
	const struct entry *a = p, *b = q;
	int d = alike(a, b);

	return d ? d : by(a->device, b->device);
}

/* Findings of one more device of a row. */
static void add_flaws(struct making *m, struct risk_row *r, int64_t device)
{
	for (size_t i = risk_flaw_at(&m->seen, device); i < m->seen.flaws && m->seen.flaw[i].device == device;
	     i++) {
		if (!(m->seen.flaw[i].threats & 1u << r->threat))
			continue;
		if (r->flaws_kept < RISK_FLAWS)
			r->flaws[r->flaws_kept++] = m->seen.flaw[i].finding;
		r->flaws_total++;
	}
}

static struct risk_row *row_add(struct making *m, const struct entry *e)
{
	struct risk_table *t = m->t;
	struct risk_row *r;

	if (t->count >= RISK_ROWS_MOST || more((void **)&t->row, t->count, &t->room, sizeof *t->row) < 0)
		return NULL;
	r = &t->row[t->count++];
	*r = (struct risk_row){.device = e->device,
			       .threat = e->threat,
			       .importance = e->importance,
			       .level = e->level,
			       .vulnerability = e->vulnerability,
			       .reach = (enum first_reach)e->reach,
			       .worst = e->worst,
			       .controls = e->controls,
			       .rank = e->rank};
	return r;
}

static void rows(struct making *m)
{
	bool big = m->t->assets > RISK_SINGLE_MOST;
	struct risk_row *r = NULL;

	if (m->entries) /* an empty list has no place in memory */
		qsort(m->entry, m->entries, sizeof *m->entry, compare);
	for (size_t i = 0; i < m->entries; i++) {
		const struct entry *e = &m->entry[i];

		if (!r || !big || alike(&m->entry[i - 1], e) != 0)
			r = row_add(m, e);
		if (!r) {
			m->t->dropped++;
			continue;
		}
		if (r->count < RISK_DEVICES)
			r->devices[r->count] = e->device;
		r->count++;
		add_flaws(m, r, e->device);
	}
}

static int kinds(struct making *m)
{
	sqlite3_stmt *st = NULL;
	int e = -EIO;

	m->kind = calloc((size_t)m->x.last + 1, sizeof *m->kind);
	if (!m->kind)
		return -ENOMEM;
	if (sqlite3_prepare_v2(store_db(m->x.store), kinds_sql, -1, &st, NULL) == SQLITE_OK)
		for (e = 0; sqlite3_step(st) == SQLITE_ROW;)
			if (sqlite3_column_int64(st, 0) <= m->x.last)
				m->kind[sqlite3_column_int64(st, 0)] = (uint32_t)sqlite3_column_int64(st, 1);
	sqlite3_finalize(st);
	return e;
}

int risk_table_read(struct store *s, const struct worst *w, const char *system, struct risk_table **ret)
{
	struct making m = {.x = {.store = s, .worst = w}, .t = calloc(1, sizeof *m.t)};
	int e = m.t ? first_gather(&m.x, system) : -ENOMEM;

	*ret = m.t;
	e = e < 0 ? e : risk_seen_read(&m.seen, s);
	e = e < 0 ? e : kinds(&m);
	for (int64_t d = 1; e == 0 && d <= m.x.last; d++)
		if (m.x.of[d].asked && !m.x.of[d].retired)
			e = one_asset(&m, &m.x.of[d]);
	if (e == 0)
		rows(&m);
	risk_seen_clear(&m.seen);
	free(m.kind);
	free(m.entry);
	free(m.x.of);
	return e;
}

void risk_table_free(struct risk_table *t)
{
	if (t)
		free(t->row);
	free(t);
}
