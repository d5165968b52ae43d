/* The rows of what controllers are asked and what they tell: command, operation, point. */
#include "inventory/model.h"

static void code_row(struct rows *r, int64_t code, int64_t sub, bool has_sub)
{
	rows_int(r, code);
	if (has_sub)
		rows_int(r, sub);
	else
		rows_null(r);
}

static bool is_met(const struct model *m, const struct who *w)
{
	return model_device(m, w) || model_outside(m, w);
}

/* Asked in an earlier period, answered in this one: joins what is kept of it, whose ends are the same. Who did not
 * send anything in this period is not known in it. */
static bool is_answered(const struct model *m, const struct ends *e, uint64_t answers)
{
	return answers && is_met(m, &e->client) && is_met(m, &e->server);
}

static void command_row(struct rows *r, const struct model *m, const struct commanded *c)
{
	rows_word(r, protocol_token(c->protocol));
	code_row(r, c->code, c->sub, c->has_sub);
	rows_text(r, texts_get(&m->seen->texts, c->name));
	rows_word(r, command_class_token(c->class));
	ends_row(r, m, &c->ends);
	rows_ip(r, c->ends.client.ip);
	rows_ip(r, c->ends.server.ip);
	rows_int(r, (int64_t)c->count);
	rows_int(r, (int64_t)c->answered);
	rows_int(r, (int64_t)c->refused);
	rows_packet(r, c->at);
	rows_int(r, c->first);
	rows_id(r, model_outside(m, &c->ends.client));
	rows_id(r, model_outside(m, &c->ends.server));
	rows_str(r, deed_token((enum deed)c->deed));
	rows_next(r);
}

int write_commands(struct model *m)
{
	struct rows r;

	if (rows_begin(&r, m->store, "command", 17) < 0)
		return r.error;
	for (uint32_t i = 0; i < m->seen->commands.count; i++) {
		const struct commanded *c = table_at(&m->seen->commands, i);

		/* else only its answer was recorded */
		if (c->count || (c->before && is_answered(m, &c->ends, c->answered + c->refused)))
			command_row(&r, m, c);
	}
	return rows_end(&r);
}

static void operation_row(struct rows *r, const struct model *m, const struct operated *o)
{
	rows_word(r, protocol_token(o->protocol));
	code_row(r, o->code, o->sub, o->has_sub);
	rows_text(r, texts_get(&m->seen->texts, o->name));
	rows_word(r, command_class_token(o->class));
	rows_word(r, deed_token((enum deed)o->deed));
	rows_text(r, texts_get(&m->seen->texts, o->detail));
	ends_row(r, m, &o->ends);
	rows_id(r, model_outside(m, &o->ends.client));
	rows_id(r, model_outside(m, &o->ends.server));
	rows_ip(r, o->ends.client.ip);
	rows_ip(r, o->ends.server.ip);
	rows_int(r, o->when);
	rows_packet(r, o->at);
	rows_int(r, (int64_t)o->count);
	rows_int(r, (int64_t)o->answered);
	rows_int(r, (int64_t)o->refused);
	rows_next(r);
}

int write_operations(struct model *m)
{
	struct rows r;

	if (rows_begin(&r, m->store, "operation", 18) < 0)
		return r.error;
	for (uint32_t i = 0; i < m->seen->operations.count; i++) {
		const struct operated *o = table_at(&m->seen->operations, i);

		if (o->count || is_answered(m, &o->ends, o->answered + o->refused))
			operation_row(&r, m, o);
	}
	return rows_end(&r);
}

static void point_row(struct rows *r, const struct model *m, const struct measured *p, uint32_t device)
{
	rows_int(r, device);
	rows_text(r, texts_get(&m->seen->texts, p->name));
	rows_word(r, protocol_token(p->protocol));
	rows_int(r, (int64_t)p->count);
	rows_real(r, p->least);
	rows_real(r, p->most);
	rows_real(r, p->last_value);
	rows_int(r, p->first);
	rows_int(r, p->last);
	rows_packet(r, p->at);
	rows_word(r, point_type_token((enum point_type)p->type));
	rows_int(r, (int64_t)p->writes);
	if (p->spans_count >= POINT_SPANS_LEAST)
		rows_int(r, p->spans / p->spans_count);
	else
		rows_null(r);
	rows_next(r);
}

int write_points(struct model *m)
{
	struct rows r;

	if (rows_begin(&r, m->store, "point", 13) < 0)
		return r.error;
	for (uint32_t i = 0; i < m->seen->points.count; i++) {
		const struct measured *p = table_at(&m->seen->points, i);
		uint32_t device = model_device(m, &p->about);

		if (device && p->count)
			point_row(&r, m, p, device);
	}
	return rows_end(&r);
}
