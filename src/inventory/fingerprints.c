#include "inventory/fingerprints.h"

#include <string.h>

enum { GROUPS = 8, TEXT_LOOKED_AT = 400, BRANCHES_MAX = 256, STEPS_MAX = 20000 };
enum op { CHAR, ANY, SET, FIRST, OTHER, JUMP, SAVE, BEGIN, END, WORD, MATCH };

struct run {
	const struct fingerprint_step *code;
	const char *s; /* as matched: lower case when case is ignored */
	size_t n;
	unsigned steps; /* left, over all starting places */
};

struct state {
	uint16_t at; /* place in the program */
	uint16_t pos;
	uint16_t save[GROUPS * 2]; /* position + 1 */
};

static bool is_word(char c)
{
	return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_';
}

static bool at_boundary(const struct run *r, size_t pos)
{
	bool before = pos > 0 && is_word(r->s[pos - 1]), after = pos < r->n && is_word(r->s[pos]);

	return before != after;
}

/* One step that takes a character or looks at the place; false: this way fails. */
static bool step(const struct run *r, const struct fingerprint_step *i, struct state *st)
{
	unsigned char c = st->pos < r->n ? (unsigned char)r->s[st->pos] : 0;

	st->at++;
	switch ((enum op)i->op) {
	case CHAR:
		return st->pos++ < r->n && c == i->a;
	case ANY:
		return st->pos++ < r->n && c != '\n';
	case SET:
		return st->pos++ < r->n && fingerprint_sets[i->to][c / 8] >> c % 8 & 1;
	case BEGIN:
		return st->pos == 0;
	case END:
		return st->pos == r->n || (st->pos + 1u == r->n && c == '\n');
	case WORD:
		return at_boundary(r, st->pos);
	case SAVE:
		st->save[i->a] = (uint16_t)(st->pos + 1);
		return true;
	default:
		return false;
	}
}

/* Tries one way, keeping the others for later (at most BRANCHES_MAX of them). */
static bool match_at(struct run *r, size_t pos, struct state *st)
{
	struct state later[BRANCHES_MAX];
	unsigned waiting = 0;

	memset(st, 0, sizeof *st);
	st->pos = (uint16_t)pos;
	for (; r->steps; r->steps--) {
		const struct fingerprint_step *i = &r->code[st->at];

		if (i->op == MATCH)
			return true;
		if (i->op == JUMP) {
			st->at = i->to;
		} else if (i->op == FIRST ||
			   i->op == OTHER) { /* FIRST: what follows is tried first; OTHER: the other way is */
			if (waiting == BRANCHES_MAX)
				return false;
			later[waiting] = *st;
			later[waiting++].at = i->op == FIRST ? i->to : (uint16_t)(st->at + 1);
			st->at = i->op == FIRST ? (uint16_t)(st->at + 1) : i->to;
		} else if (!step(r, i, st)) {
			if (!waiting)
				return false;
			*st = later[--waiting];
		}
	}
	return false;
}

static bool holds(const char *s, size_t n, const char *literal)
{
	return *literal == '\0' || memmem(s, n, literal, strlen(literal)) != NULL;
}

static void tell(const struct fingerprint *f, struct text t, const struct state *st,
		 struct fingerprint_match *m)
{
	memset(m, 0, sizeof *m);
	for (unsigned i = 0; i < f->told_count; i++) {
		const struct fingerprint_told *told = &fingerprint_told[f->told + i];
		unsigned from = st->save[told->group * 2], to = st->save[told->group * 2 + 1];

		if (told->value)
			m->field[told->field] = text_z(told->value);
		else if (from && to >= from)
			m->field[told->field] = text_of(t.s + from - 1, to - from);
	}
}

bool fingerprint_find(enum fingerprint_database db, struct text t, struct fingerprint_match *ret_match)
{
	uint16_t at = 0;

	return fingerprint_find_at(db, t, ret_match, &at);
}

bool fingerprint_find_at(enum fingerprint_database db, struct text t, struct fingerprint_match *ret_match,
			 uint16_t *at)
{
	char lower[TEXT_LOOKED_AT];
	unsigned i = *at ? *at - 1u : fingerprint_ranges[db].first, end = fingerprint_ranges[db].end;

	if (t.n > TEXT_LOOKED_AT)
		t.n = TEXT_LOOKED_AT;
	for (size_t k = 0; k < t.n; k++)
		lower[k] = (char)(t.s[k] >= 'A' && t.s[k] <= 'Z' ? t.s[k] | 0x20 : t.s[k]);
	for (; i < end; i++) {
		const struct fingerprint *f = &fingerprints[i];
		struct run r = {&fingerprint_steps[f->start], f->ignore_case ? lower : t.s, t.n, STEPS_MAX};
		struct state st;

		if (!holds(r.s, r.n, f->literal))
			continue;
		for (size_t pos = 0; pos <= (f->anchored ? 0 : t.n) && r.steps; pos++)
			if (match_at(&r, pos, &st)) {
				tell(f, t, &st, ret_match);
				*at = (uint16_t)(i + 1);
				return true;
			}
	}
	*at = (uint16_t)(end + 1);
	return false;
}
