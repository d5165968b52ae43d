#include "serve/controller_json.h"

#include "decode/commands.h"

#include <string.h>

const char *controller_protocols(struct call *c)
{
	struct out o;
	const char *text, *comma = "";
	size_t n;

	if (out_init(&o, -1) < 0)
		return "''";
	for (enum protocol p = PROTO_none + 1; p < PROTO_COUNT; p++)
		if (command_tables[p].count) {
			out_fmt(&o, "%s'%s'", comma, protocol_token(p));
			comma = ", ";
		}
	text = out_bytes(&o, &n);
	text = text ? arena_text(c->arena, text, n) : NULL;
	out_clear(&o);
	return text && *text ? text : "''";
}

/* Those of the words that have a table of commands; and what the one of them asks that asks least. */
static void protocols(struct out *o, const char *words)
{
	enum sign_in least = SIGN_IN_UNKNOWN;

	json_array(o, "protocols");
	while (words && *words) {
		size_t n = strcspn(words, " ");
		char token[64] = "";
		enum protocol p;

		memcpy(token, words, n < sizeof token ? n : sizeof token - 1);
		p = protocol_of(token);
		if (command_tables[p].count) {
			enum sign_in asks = (enum sign_in)command_tables[p].sign_in;

			json_str(o, NULL, token);
			if (least == SIGN_IN_UNKNOWN || (asks != SIGN_IN_UNKNOWN && asks < least))
				least = asks;
		}
		words += n + (words[n] == ' ');
	}
	json_end_array(o);
	json_str(o, "sign_in", sign_in_token(least));
}

void json_gravity(struct out *o, const struct scan *s, int column)
{
	json_str(o, "gravity",
		 scan_null(s, column) ? NULL : gravity_token((enum gravity)scan_int(s, column)));
}

void json_controller(struct call *c, const char *key, const struct scan *s)
{
	static const int device[] = {0, 1, 2, 3, 4};
	static const char *const counts[] = {"writers", "operators", "programmers", "unapproved"};
	struct out *o = c->out;

	json_object(o, key);
	json_end(c, "device", s, device);
	json_column(o, "maker", s, 5);
	json_column(o, "model", s, 6);
	json_column(o, "firmware", s, 7);
	protocols(o, scan_str(s, 8));
	for (int i = 0; i < 4; i++)
		json_number(o, counts[i], s, 9 + i);
	json_flag(o, "approved", s, 13);
	json_number(o, "refused", s, 14);
	json_number(o, "operations", s, 15);
	json_when(o, "last", s, 16);
	json_gravity(o, s, 17);
	json_end_object(o);
}

void json_operation(struct call *c, const struct scan *s)
{
	static const int client[] = {8, 9, 10, 11, 12}, server[] = {13, 14, 15, 16, 17};
	struct out *o = c->out;

	json_object(o, NULL);
	json_column(o, "protocol", s, 1);
	json_number(o, "code", s, 2);
	json_number(o, "sub", s, 3);
	json_column(o, "name", s, 4);
	json_column(o, "class", s, 5);
	json_column(o, "deed", s, 6);
	json_column(o, "detail", s, 7);
	json_end(c, "client", s, client);
	json_end(c, "server", s, server);
	json_when(o, "at", s, 18);
	json_packet(o, "packet", scan_int(s, 19));
	json_number(o, "count", s, 20);
	json_number(o, "answered", s, 21);
	json_number(o, "refused", s, 22);
	json_gravity(o, s, 23);
	json_end_object(o);
}
