/* What was seen: when, by which source, about whom, kind and fields. The only words decode/ may speak; a fact
 * has no history and no opinion. Facts are borrowed for the call that delivers them; who wants to keep one
 * copies it. */
#ifndef MIMAMORI_FACT_FACT_H
#define MIMAMORI_FACT_FACT_H

#include "base/addr.h"
#include "base/rd.h"
#include "base/text.h"

#include <stdint.h>

enum protocol {
	PROTO_none, /* nothing named it */
#define PROTOCOL(symbol, token, title) PROTO_##symbol,
#include "fact/protocols.def"
#undef PROTOCOL
	PROTO_COUNT
};

enum fact_kind {
#define FACT(symbol, field, fold, doc) FACT_##symbol,
#include "fact/fact.def"
#undef FACT
	FACT_COUNT
};

enum fact_fold { FOLD_KEEP, FOLD_FIELD, FOLD_EVENT };

/* A frame of an input: index into capture.files and the 1-based number Wireshark shows. n 0 = none. */
struct packet {
	uint32_t file;
	uint32_t n;
};

enum { FACT_NUMS = 4 };

struct fact {
	int64_t when; /* us since 1970 UTC, by the capture's clock */
	struct packet at;
	uint16_t kind;      /* enum fact_kind */
	uint16_t source;    /* enum protocol that said so */
	uint8_t confidence; /* 0..100; 90 the device says so itself, 60 implied, 30 a hint */
	uint16_t port;      /* server port, where a service is meant; else 0 */
	uint8_t transport;  /* IP protocol number of that service: 6, 17; else 0 */
	struct who about, peer;
	struct text value, other; /* raw bytes from the wire: whoever shows them cleans them */
	int64_t num[FACT_NUMS];
	uint32_t *
		note; /* kept with the conversation for whoever listens, 0 at first (decode_sink.soon); or NULL */
	uint32_t more; /* equal ones that this one stands for, besides itself (decode/relay.h); decoders leave
			  it 0 */
};

typedef void fact_sink(void *ctx, const struct fact *f);

/* A value of a process: what a fact of FACT_POINT tells, and no more, for whoever takes millions of them. */
struct reading {
	int64_t when;
	struct packet at;
	const struct who *about;
	struct text name;
	double value;
	uint32_t *note; /* as a fact's */
	uint16_t source;
	uint8_t type; /* enum point_type */
	bool set;     /* somebody sets it */
};

enum command_class {
	CLASS_READ,
	CLASS_WRITE,
	CLASS_CONTROL,
	CLASS_PROGRAM,
	CLASS_DIAGNOSE,
	CLASS_OTHER,
	CLASS_COUNT
};
/* What a request can do to equipment (deeds.def). */
enum deed {
	DEED_none,
#define DEED(symbol, token, class, gravity, group) DEED_##symbol,
#include "fact/deeds.def"
	DEED_COUNT
};
/* Which of them a question and a detector tell together. */
enum deed_group {
	DEED_GROUP_NONE,
#define DEED_GROUP(symbol, check, detector, severity) DEED_GROUP_##symbol,
#include "fact/deeds.def"
	DEED_GROUPS
};
/* How pages and reports mark it. */
enum gravity { GRAVITY_LOOK, GRAVITY_CHANGE, GRAVITY_GRAVE, GRAVITY_COUNT };

/* What a value seems to be stored as; a guess where the protocol does not say. */
enum point_type {
	POINT_UNKNOWN,
	POINT_BOOL,
	POINT_INT8,
	POINT_UINT8,
	POINT_INT16,
	POINT_UINT16,
	POINT_INT32,
	POINT_UINT32,
	POINT_INT64,
	POINT_UINT64,
	POINT_FLOAT,
	POINT_DOUBLE,
	POINT_TYPES
};

enum login_result { LOGIN_UNKNOWN, LOGIN_OK, LOGIN_FAILED };

const char *protocol_token(enum protocol p); /* PROTO_none: "unknown" */
const char *protocol_title(enum protocol p);
enum protocol protocol_of(const char *token); /* PROTO_none when there is none */
const char *command_class_token(enum command_class c);
const char *deed_token(enum deed d); /* DEED_none: "" */
/* One that changes how equipment runs is kept by itself, with time and packet. The others (setting values,
 * holding them, calling methods, reading files) a controller is asked all day: they are counted. */
bool deed_is_operation(enum deed d);
enum gravity deed_gravity(enum deed d);
enum deed_group deed_group(enum deed d);
const char *deed_group_detector(enum deed_group g); /* its name, static; DEED_GROUP_NONE: NULL */
enum deed deed_of(const char *token);               /* DEED_none when there is none */
const char *gravity_token(enum gravity g);
const char *point_type_token(enum point_type t);

const char *fact_field(enum fact_kind k);
enum fact_fold fact_fold(enum fact_kind k);
const char *fact_doc(enum fact_kind k);

/* The codec in which facts cross from sensor to core; the reader treats the bytes as hostile. Pack returns
 * the length, or 0 when cap is too small or a text is longer than FACT_TEXT_MAX. Unpack returns false on
 * anything that is not exactly one well-formed fact; texts then borrow from in. */
enum { FACT_TEXT_MAX = 4096, FACT_PACKED_MAX = 2 * FACT_TEXT_MAX + 160 };
size_t fact_pack(const struct fact *f, uint8_t *buf, size_t cap);
bool fact_unpack(struct rd *in, struct fact *ret_fact);

#endif
