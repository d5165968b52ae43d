/* How a decoder speaks. Each call makes one fact about the frame at hand: time, packet number and source
 * protocol are filled in. Texts are borrowed for the call and may be raw; who stores them cleans them.
 * Secrets (passwords, communities, cookies, tokens) never go through emit_text(): only through emit_login(),
 * which keeps none. */
#ifndef MIMAMORI_DECODE_EMIT_H
#define MIMAMORI_DECODE_EMIT_H

#include "decode/agreed.h"
#include "fact/fact.h"

struct walk;
struct walk_names;
struct emit; /* one per frame, made by the stack */

/* Who a fact is about. SENDER and RECEIVER are those of this frame (MAC where the frame shows it, and IP);
 * CLIENT and SERVER those of the conversation. */
enum about { SENDER, RECEIVER, CLIENT, SERVER, ABOUTS };

struct who emit_who(const struct emit *e, enum about about);
int64_t emit_now(const struct emit *e); /* when the frame was captured, us: the only clock there is */

void emit_text(struct emit *e, enum fact_kind kind, enum about about, int confidence, struct text value);
void emit_str(struct emit *e, enum fact_kind kind, enum about about, int confidence, const char *value);
void emit_fmt(struct emit *e, enum fact_kind kind, enum about about, int confidence, const char *format, ...)
	__attribute__((format(printf, 5, 6)));
/* "key=value", value up to its first NUL: what announcements repeat all day is written without printf. key: a
 * short word of ours. */
void emit_pair(struct emit *e, enum fact_kind kind, enum about about, int confidence, const char *key,
	       struct text value);
void emit_text_of(struct emit *e, enum fact_kind kind, const struct who *about, int confidence,
		  struct text value);
/* Any fact: when, at, source (if 0), port and transport are filled in. */
void emit_fact(struct emit *e, struct fact f);

/* Among equals (BACnet, KNX) each message says who asks: from here on the sender (or the receiver) of this
 * frame is the client of what is said, whoever began the conversation. Until the frame's end. */
void emit_asks(struct emit *e, enum about asker);

/* A request and its answer: always client -> server of the conversation. sub -1 = none. name: static or
 * borrowed text. */
void emit_command(struct emit *e, enum protocol p, int64_t code, int64_t sub, enum command_class c,
		  const char *name);
/* As emit_command(), with class, deed and name of data/commands (decode/commands.h). detail: what it is done
 * to, short, without secrets ("D100 x4", "MAIN"); passed on only where the request has a deed. */
void emit_request(struct emit *e, enum protocol p, int64_t code, int64_t sub, struct text detail);
void emit_answer(struct emit *e, enum protocol p, int64_t code, int64_t sub, bool refused);
/* The same where both sides ask (FINS, FL-net, ECHONET Lite, SECS): by whom, of the one opposite. */
void emit_request_by(struct emit *e, enum about asker, enum protocol p, int64_t code, int64_t sub,
		     struct text detail);
void emit_answer_by(struct emit *e, enum about who, enum protocol p, int64_t code, int64_t sub, bool refused);

/* A sign-in. user and secret are looked at once (against the published defaults; a keyed tag that dies with
 * the process, to tell "the same secret on two devices") and forgotten. Empty texts = not seen. method: basic
 * digest plain ... static. */
void emit_login(struct emit *e, const char *method, bool in_clear, enum login_result result, struct text user,
		struct text secret);

/* A value of a point. name is e.g. a topic, or a topic with "#field", or an address as its maker's people
 * write it
 * ("holding:100", "D100", "DB1.DBW4"). set: the one opposite set it (the client, where about is SERVER);
 * else it was read or told. emit_point(): of no known type, not set. */
void emit_value(struct emit *e, enum about about, struct text name, double value, enum point_type type,
		bool set);
void emit_point(struct emit *e, enum about about, struct text name, double value);
/* As emit_value(), of what the plant's people named: nothing where the name says that it is a password. */
void emit_tag(struct emit *e, enum about about, struct text name, double value, enum point_type type,
	      bool set);

/* What this conversation agrees on and another carries (decode/agreed.h): AGREED_ROOM zeroed bytes, kept by the stack
 * until they are ended or must give way; NULL without memory. Found again by any of its keys, also from other
 * conversations; *ret_which: by which. */
void *emit_agree(struct emit *e, const struct agreed_key keys[AGREED_KEYS]);
void *emit_agreed(const struct emit *e, const struct agreed_key *key, unsigned *ret_which);
void *emit_agreed_unname(struct emit *e, const struct agreed_key *key);
void emit_agreed_end(struct emit *e, void *room);

/* How far the same two ends walked in conversations of this protocol before (decode/walks.h), to be gone on with and
 * kept; NULL: nowhere to keep it. */
struct walk *emit_walked(struct emit *e);
struct walk_names *emit_walked_names(struct emit *e);

/* So many bytes of a message that is too long were given up: counted, and told as a limit. */
void emit_unheard(struct emit *e, uint64_t bytes);

/* The conversation turns out to be encrypted, or in clear, whatever its protocol usually is. */
void emit_secrecy(struct emit *e, enum protocol p, bool encrypted);
/* From the next byte on the conversation is another protocol (STARTTLS): it is smelled anew. */
void emit_becomes(struct emit *e, enum protocol p);

#endif
