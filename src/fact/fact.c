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

static const struct {
	const char *token;
	enum gravity gravity;
	enum deed_group group;
} deeds[DEED_COUNT] = {
	[DEED_none] = {"", GRAVITY_LOOK, DEED_GROUP_NONE},
#define DEED(symbol, token, class, gravity, group)                                                           \
	[DEED_##symbol] = {token, GRAVITY_##gravity, DEED_GROUP_##group},
#include "fact/deeds.def"
};

static const char *const deed_groups[DEED_GROUPS] = {
#define DEED_GROUP(symbol, check, detector, severity) [DEED_GROUP_##symbol] = detector,
#include "fact/deeds.def"
};

static const char *const point_types[POINT_TYPES] = {"unknown", "bool",   "int8",  "uint8",
						     "int16",   "uint16", "int32", "uint32",
						     "int64",   "uint64", "float", "double"};

const char *protocol_token(enum protocol p) { return protocols[p < PROTO_COUNT ? p : PROTO_none].token; }
const char *protocol_title(enum protocol p) { return protocols[p < PROTO_COUNT ? p : PROTO_none].title; }
const char *command_class_token(enum command_class c) { return classes[c < CLASS_COUNT ? c : CLASS_OTHER]; }

const char *deed_token(enum deed d) { return deeds[d < DEED_COUNT ? d : DEED_none].token; }
enum gravity deed_gravity(enum deed d) { return deeds[d < DEED_COUNT ? d : DEED_none].gravity; }

enum deed_group deed_group(enum deed d) { return deeds[d < DEED_COUNT ? d : DEED_none].group; }
const char *deed_group_detector(enum deed_group g) { return g < DEED_GROUPS ? deed_groups[g] : NULL; }

enum deed deed_of(const char *token)
{
	for (enum deed d = DEED_none + 1; d < DEED_COUNT; d++)
		if (strcmp(deeds[d].token, token) == 0)
			return d;
	return DEED_none;
}

const char *gravity_token(enum gravity g)
{
	static const char *const tokens[GRAVITY_COUNT] = {"look", "change", "grave"};

	return tokens[g < GRAVITY_COUNT ? g : GRAVITY_LOOK];
}

bool deed_is_operation(enum deed d)
{
	return d != DEED_none && d != DEED_write && d != DEED_force && d != DEED_call && d != DEED_file_read;
}

const char *point_type_token(enum point_type t) { return point_types[t < POINT_TYPES ? t : POINT_UNKNOWN]; }

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
