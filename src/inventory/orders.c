/* Requests and their answers: counted by who asked whom for what (command), and each that changes how a
 * controller runs kept by itself (operation). Answers name neither what a request was done to nor which of
 * several is meant: they are taken for the oldest that waits, of those that are not too old. */
#include "inventory/seen.h"

#include "inventory/key.h"

#include <string.h>

enum { SECOND_US = 1000000, ANSWER_WITHIN = 10 * SECOND_US };

static struct operated *operation_at(const struct seen *v, uint32_t row)
{
	return table_at(&v->operations, row - 1);
}
static uint64_t open_of(const struct operated *o) { return o->before + o->count - o->answered - o->refused; }

/* In the order of their commands, so that answers find them. c: NULL, no row was left for the command. */
static void wait_for_answer(struct seen *v, struct commanded *c, struct operated *o, bool is_new)
{
	uint32_t row = table_row(&v->operations, o) + 1;

	if (!c)
		return;
	if (is_new && c->newest)
		operation_at(v, c->newest)->next = row;
	if (is_new)
		c->newest = row;
	if (!c->waiting || open_of(operation_at(v, c->waiting)) == 0)
		c->waiting = row;
}

static void operate(struct seen *v, struct commanded *c, const struct fact *f)
{
	ZEROED(operated, key);
	struct operated *o;
	bool is_new;

	key.ends = ends_of(f);
	key.protocol = f->source;
	key.has_sub = f->num[1] >= 0;
	key.detail = texts_add(&v->texts, f->other);
	key.code = f->num[0];
	key.sub = f->num[1];
	key.second = f->when / SECOND_US;
	o = table_add(&v->operations, &key, &is_new);
	if (!o)
		return;
	wait_for_answer(v, c, o, is_new);
	if (is_new) {
		o->when = f->when;
		o->at = f->at;
		o->name = texts_add(&v->texts, f->value);
		o->class = (uint16_t)f->num[2];
		o->deed = (uint16_t)f->num[3];
	}
	o->count += 1 + (uint64_t)f->more;
}

static void answer_operations(struct seen *v, struct commanded *c, const struct order_waiting *w)
{
	uint64_t left = 1 + (uint64_t)w->more;

	while (c->waiting && left) {
		struct operated *o = operation_at(v, c->waiting);
		bool late = o->next && w->when - o->when > ANSWER_WITHIN;
		uint64_t taken = late ? 0 : open_of(o) < left ? open_of(o) : left;

		*(w->refused ? &o->refused : &o->answered) += taken;
		left -= taken;
		if (!o->next || (!late && open_of(o)))
			return;
		c->waiting = o->next;
	}
}

static void request(struct seen *v, struct commanded *c, const struct order_waiting *w, struct text name)
{
	if (c->count == 0) {
		c->first = w->when;
		c->at = w->at;
		c->name = texts_add(&v->texts, name);
		c->class = w->class;
		c->deed = w->deed;
	}
	c->count += 1 + (uint64_t)w->more;
}

/* count = answered + refused + what nobody answered */
static void answer(struct seen *v, struct commanded *c, const struct order_waiting *w)
{
	*(w->refused ? &c->refused : &c->answered) += 1 + (uint64_t)w->more;
	answer_operations(v, c, w);
}

/* Counts it; NULL, no row was left for it. */
static struct commanded *order(struct seen *v, const struct order_waiting *w, struct text name, uint64_t hash)
{
	struct commanded *c = table_add_hashed(&v->commands, &w->key, hash);

	if (c && w->kind == FACT_ANSWER)
		answer(v, c, w);
	else if (c)
		request(v, c, w, name);
	return c;
}

void seen_ordered(void *seen, const void *waiting, uint64_t hash)
{
	const struct order_waiting *w = waiting;

	order(seen, w, text_of(w->name, w->name_n), hash);
}

static struct order_waiting order_of(const struct fact *f)
{
	ZEROED(order_waiting, w);

	w.key.ends = ends_of(f);
	w.key.protocol = f->source;
	w.key.has_sub = f->num[1] >= 0;
	w.key.code = f->num[0];
	w.key.sub = f->num[1];
	w.when = f->when;
	w.at = f->at;
	w.more = f->more;
	w.kind = f->kind;
	if (f->kind == FACT_ANSWER) {
		w.refused = f->num[2] != 0;
		return w;
	}
	w.class = (uint16_t)f->num[2];
	w.deed = (uint16_t)f->num[3];
	return w;
}

/* Operations are kept by themselves and at once, behind what was asked before them; the others when there are some. */
void seen_request(struct seen *v, const struct fact *f)
{
	bool operation = f->kind == FACT_COMMAND && deed_is_operation((enum deed)f->num[3]);
	struct order_waiting w = order_of(f);
	uint64_t hash = key_hash(&v->commands, &w.key, sizeof w.key);

	if (!operation && f->value.n <= ORDER_NAME) {
		w.name_n = (uint8_t)f->value.n;
		if (w.name_n)
			memcpy(w.name, f->value.s, w.name_n);
		batch_add(&v->ordering, &w, hash);
		return;
	}
	batch_make_now(&v->ordering);
	if (operation)
		operate(v, order(v, &w, f->value, hash), f);
	else
		order(v, &w, f->value, hash);
}

static struct commanded *command_again(struct seen *v, const struct operated *o, uint32_t name)
{
	ZEROED(commanded, key);
	struct commanded *c;
	bool is_new;

	key.ends = o->ends;
	key.protocol = o->protocol;
	key.has_sub = o->has_sub;
	key.code = o->code;
	key.sub = o->sub;
	c = table_add(&v->commands, &key, &is_new);
	if (c && is_new) {
		c->before = true;
		c->first = o->when;
		c->at = o->at;
		c->name = name;
		c->class = o->class;
		c->deed = o->deed;
	}
	return c;
}

static void operation_again(struct seen *v, const struct operated *o, const struct texts *texts)
{
	struct operated key = *o, *again;
	uint32_t name = texts_add(&v->texts, texts_get(texts, o->name));
	struct commanded *c = command_again(v, o, name);
	bool is_new;

	key.detail = o->detail ? texts_add(&v->texts, texts_get(texts, o->detail)) : 0;
	again = table_add(&v->operations, &key, &is_new);
	if (!again || !is_new)
		return;
	again->before = open_of(o);
	again->when = o->when;
	again->at = o->at;
	again->name = name;
	again->class = o->class;
	again->deed = o->deed;
	wait_for_answer(v, c, again, true);
}

void seen_orders_again(struct seen *v, const struct table *operations, const struct texts *texts, int64_t now)
{
	for (uint32_t i = 0; i < operations->count; i++) {
		const struct operated *o = table_at(operations, i);

		if (open_of(o) && now - o->when <= ANSWER_WITHIN)
			operation_again(v, o, texts);
	}
}
