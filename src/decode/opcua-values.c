/* Values read, written, monitored; methods called. */
#include "decode/opcua-services.h"

#include "base/quick.h"
#include "decode/words.h"

#include <math.h>

enum { ATTRIBUTE_VALUE = 13, DATA_CHANGE = 811, POINTS_MAX = 64, NODES_MAX = 4096 };

/* --- values
 * ----------------------------------------------------------------------------------------------------------
 */

/* Points of one message: what a value is called, and how many may still be told. */
struct telling {
	struct emit *e;
	struct text name;
	bool written;
	unsigned left;
};

static void tell_point(void *ctx, int index, const struct opcua_scalar *s)
{
	struct telling *t = ctx;
	char buf[OPCUA_NAME + 16];
	int n;

	if (!s->is_number || !isfinite(s->number) || !t->name.n || !t->left)
		return;
	t->left--;
	if (index < 0) {
		emit_tag(t->e, SERVER, t->name, s->number, s->type, t->written);
		return;
	}
	n = quick_fmt(buf, sizeof buf, "%.*s[%d]", (int)t->name.n, t->name.s, index);
	emit_tag(t->e, SERVER, text_of(buf, (size_t)n), s->number, s->type, t->written);
}

/* The server's own nodes about its build (OPC 10000-5, 6.3.4; numbers of the standard's NodeIds.csv). */
static const struct {
	const char *name;
	uint16_t kind;
} build_info[] = {{"i=2261", FACT_MODEL}, {"i=2263", FACT_MAKER}, {"i=2264", FACT_FIRMWARE}};

static void tell_text(void *ctx, int index, const struct opcua_scalar *s)
{
	struct telling *t = ctx;

	if (index >= 0 || s->is_number || rd_empty(&s->text))
		return;
	for (size_t i = 0; i < sizeof build_info / sizeof build_info[0]; i++)
		if (words_same(t->name, build_info[i].name))
			emit_text(t->e, (enum fact_kind)build_info[i].kind, SERVER, 90, text_rd(&s->text));
}

static void tell_value(void *ctx, int index, const struct opcua_scalar *s)
{
	tell_point(ctx, index, s);
	tell_text(ctx, index, s);
}

/* "NAME" or "NAME (+3)": what a request is about, of the nodes it names. */
static void detail(char out[OPCUA_NAME + 16], const char *first, uint32_t count)
{
	if (count > 1)
		quick_fmt(out, OPCUA_NAME + 16, "%s (+%u)", first, count - 1);
	else
		quick_fmt(out, OPCUA_NAME + 16, "%s", first);
}

/* A node's name, terminated; empty when it is too long. */
static struct text name_of(struct rd *r, char out[OPCUA_NAME])
{
	struct opcua_node node = opcua_node(r);
	size_t n = opcua_node_text(&node, out);

	out[n < OPCUA_NAME ? n : 0] = 0;
	return text_of(out, n);
}

/* One step: a client takes hundreds of values with one request when it begins, and that is no walk. */
static void walks(struct opcua_kept *k, struct emit *e, char service, struct text node, uint32_t attribute)
{
	char what[OPCUA_NAME + 16];
	int n = quick_fmt(what, sizeof what, "%c%u %.*s", service, attribute, (int)node.n, node.s);

	if (node.n)
		walk_name(&k->walk, e, what, (size_t)n);
}

/* view: node, time 8, version 4 | most 4 | [node, direction 4, kind node, 1, classes 4, results 4] (5.8.2) */
void opcua_ask_browse(struct opcua_kept *k, struct emit *e, struct rd r)
{
	char name[OPCUA_NAME];
	uint32_t n;

	(void)opcua_node(&r);
	rd_skip(&r, 16);
	n = opcua_count(&r);
	for (uint32_t i = 0; i < n && i < NODES_MAX && rd_ok(&r); i++) {
		struct text node = name_of(&r, name);

		rd_skip(&r, 4);
		(void)opcua_node(&r);
		rd_skip(&r, 9);
		if (rd_ok(&r))
			walks(k, e, 'b', node, 0);
	}
}

/* age 8 | times 4 | [node, attribute 4, range, encoding] (5.10.2) */
void opcua_ask_read(struct opcua_kept *k, struct emit *e, uint32_t id, struct rd r)
{
	struct opcua_asked *a = opcua_ask(k, id, OPCUA_READ);
	char name[OPCUA_NAME];
	uint32_t n;

	rd_skip(&r, 12);
	n = opcua_count(&r);
	for (uint32_t i = 0; i < n && i < NODES_MAX && rd_ok(&r); i++) {
		struct text node = name_of(&r, name);
		uint32_t attribute = rd_le32(&r);

		(void)opcua_string(&r);
		rd_skip(&r, 2);
		(void)opcua_string(&r);
		if (i == 0 && rd_ok(&r))
			walks(k, e, 'r', node, attribute);
		if (!rd_ok(&r) || !opcua_ask_name(k, a, attribute == ATTRIBUTE_VALUE ? node : text_of("", 0)))
			return;
	}
}

void opcua_hear_read(struct opcua_kept *k, const struct opcua_asked *a, struct emit *e, struct rd r)
{
	struct telling t = {.e = e, .left = POINTS_MAX};
	uint32_t n = opcua_count(&r);

	size_t at = a->at;

	for (uint32_t i = 0; i < n && i < NODES_MAX && rd_ok(&r); i++) {
		t.name = opcua_next_name(k, a, &at);
		opcua_data_value(&r, tell_value, &t);
	}
}

/* [node, attribute 4, range, value] (5.10.4) */
void opcua_ask_write(struct emit *e, struct rd r)
{
	char name[OPCUA_NAME] = "", what[OPCUA_NAME + 16];
	uint32_t n = opcua_count(&r);

	(void)name_of(&r, name);
	detail(what, name, n);
	emit_request(e, PROTO_opc_ua, OPCUA_WRITE, -1, text_z(what));
}

/* [status 4], one of each node that was to be written: only what was taken has that value now. */
void opcua_hear_write(const struct opcua_kept *k, const struct opcua_asked *a, struct emit *e, struct rd r)
{
	struct telling t = {.e = e, .written = true, .left = POINTS_MAX};
	struct rd asked = opcua_body_of(k, a);
	uint32_t n = opcua_count(&asked), results = opcua_count(&r);
	char name[OPCUA_NAME];

	for (uint32_t i = 0; i < n && i < results && i < NODES_MAX && rd_ok(&asked); i++) {
		struct text node = name_of(&asked, name);
		uint32_t attribute = rd_le32(&asked), status = rd_le32(&r);

		(void)opcua_string(&asked);
		t.name = attribute == ATTRIBUTE_VALUE && rd_ok(&r) && !opcua_is_bad(status) ? node
											    : text_of("", 0);
		opcua_data_value(&asked, tell_point, &t);
	}
}

/* [object, method, arguments] (5.11.2) */
void opcua_ask_call(struct emit *e, struct rd r)
{
	char object[OPCUA_NAME] = "", method[OPCUA_NAME] = "", both[2 * OPCUA_NAME + 8];
	uint32_t n = opcua_count(&r);

	(void)name_of(&r, object);
	(void)name_of(&r, method);
	if (n > 1)
		quick_fmt(both, sizeof both, "%s %s (+%u)", object, method, n - 1);
	else
		quick_fmt(both, sizeof both, "%s %s", object, method);
	emit_request(e, PROTO_opc_ua, OPCUA_CALL, -1, text_z(both));
}

/* [parent, reference, node, name's namespace 2, name, class 4, attributes, type] (5.8.2); [node, 1] (5.8.4) */
void opcua_ask_nodes(struct emit *e, uint32_t type, struct rd r)
{
	char name[OPCUA_NAME] = "", what[OPCUA_NAME + 16];
	uint32_t n = opcua_count(&r);
	struct text node;

	node = name_of(&r, name);
	if (type == OPCUA_ADD_NODES) {
		struct rd called;

		(void)opcua_node(&r);
		(void)opcua_node(&r);
		rd_skip(&r, 2);
		called = opcua_string(&r);
		node = text_rd(&called);
		name[0] = 0;
		if (rd_ok(&r) && node.n < OPCUA_NAME)
			quick_fmt(name, sizeof name, "%.*s", (int)node.n, node.s);
	}
	detail(what, name, n);
	emit_request(e, PROTO_opc_ua, type, -1, text_z(what));
}

/* subscription 4 | times 4 | [node, attribute 4, range, encoding, mode 4, handle 4, interval 8, filter, queue
 * 4, oldest 1] (5.12.2) */
void opcua_ask_items(struct opcua_kept *k, struct rd r)
{
	char name[OPCUA_NAME];
	struct rd filter;
	uint32_t n;

	rd_skip(&r, 8);
	n = opcua_count(&r);
	for (uint32_t i = 0; i < n && i < NODES_MAX && rd_ok(&r); i++) {
		struct text node = name_of(&r, name);
		uint32_t attribute = rd_le32(&r), handle;

		(void)opcua_string(&r);
		rd_skip(&r, 2);
		(void)opcua_string(&r);
		rd_skip(&r, 4);
		handle = rd_le32(&r);
		rd_skip(&r, 8);
		(void)opcua_extension(&r, &filter);
		rd_skip(&r, 5);
		if (rd_ok(&r) && attribute == ATTRIBUTE_VALUE)
			opcua_keep_item(k, handle, node);
	}
}

/* [handle 4, value] of one notification (7.25.2) */
static void hear_change(struct opcua_kept *k, struct telling *t, struct rd r)
{
	uint32_t n = opcua_count(&r);
	char unknown[24];

	for (uint32_t i = 0; i < n && i < NODES_MAX && rd_ok(&r) && t->left; i++) {
		uint32_t handle = rd_le32(&r);
		bool has_value = rd_peek(&r, 0) >= 0 && rd_peek(&r, 0) & 1;

		t->name = has_value ? opcua_item_of(k, handle) : text_of("", 0);
		if (has_value && !t->name.n)
			t->name = text_of(unknown,
					  (size_t)quick_fmt(unknown, sizeof unknown, "handle=%u", handle));
		opcua_data_value(&r, tell_point, t);
	}
}

/* subscription 4 | [number 4] | more 1 | number 4 | time 8 | [notification] (5.13.5) */
void opcua_hear_publish(struct opcua_kept *k, struct emit *e, struct rd r)
{
	struct telling t = {.e = e, .left = POINTS_MAX};
	uint32_t n;

	rd_skip(&r, 4);
	n = opcua_count(&r);
	for (uint32_t i = 0; i < n && rd_ok(&r); i++)
		rd_skip(&r, 4);
	rd_skip(&r, 13);
	n = opcua_count(&r);
	for (uint32_t i = 0; i < n && i < NODES_MAX && rd_ok(&r); i++) {
		struct rd body;

		if (opcua_extension(&r, &body) == DATA_CHANGE)
			hear_change(k, &t, body);
	}
}
