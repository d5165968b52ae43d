#include "fact/fact.h"

static const struct {
	const char *token, *title;
} protocols[PROTO_COUNT] = {
	[PROTO_none] = {"unknown", "unknown"},
#define PROTOCOL(symbol, token, title) [PROTO_##symbol] = {token, title},
#include "fact/protocols.def"
#undef PROTOCOL
};

static const struct {
	const char *field;
	enum fact_fold fold;
	const char *doc;
} kinds[FACT_COUNT] = {
#define FACT(symbol, field, fold, doc) [FACT_##symbol] = {field, FOLD_##fold, doc},
#include "fact/fact.def"
#undef FACT
};

static const char *const classes[CLASS_COUNT] = {"read", "write", "control", "program", "diagnose", "other"};

const char *protocol_token(enum protocol p) { return protocols[p < PROTO_COUNT ? p : PROTO_none].token; }
const char *protocol_title(enum protocol p) { return protocols[p < PROTO_COUNT ? p : PROTO_none].title; }
const char *command_class_token(enum command_class c) { return classes[c < CLASS_COUNT ? c : CLASS_OTHER]; }

enum protocol protocol_of(const char *token)
{
	for (enum protocol p = PROTO_none + 1; p < PROTO_COUNT; p++)
		if (strcmp(protocols[p].token, token) == 0)
			return p;
	return PROTO_none;
}

const char *fact_field(enum fact_kind k) { return kinds[k].field; }
enum fact_fold fact_fold(enum fact_kind k) { return kinds[k].fold; }
const char *fact_doc(enum fact_kind k) { return kinds[k].doc; }
