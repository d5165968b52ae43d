#include "decode/emit.h"

#include "decode/commands.h"
#include "decode/secret.h"
#include "decode/speech.h"
#include "decode/walks.h"
#include "decode/words.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>

struct who emit_who(const struct emit *e, enum about about) { return *e->who[about]; }

static enum about opposite_of(enum about about)
{
	static const uint8_t opposite[] = {
		[SENDER] = RECEIVER, [RECEIVER] = SENDER, [CLIENT] = SERVER, [SERVER] = CLIENT};

	return (enum about)opposite[about];
}

/* Who stands opposite. */
static const struct who *other_than(const struct emit *e, enum about about)
{
	return e->who[opposite_of(about)];
}

int64_t emit_now(const struct emit *e) { return e->when; }

static struct text shortened(struct text t)
{
	if (t.n > FACT_TEXT_MAX)
		t.n = FACT_TEXT_MAX;
	return t;
}

void emit_fact(struct emit *e, struct fact f)
{
	f.when = e->when;
	f.at = e->at;
	if (!f.source)
		f.source = (uint16_t)e->source;
	f.port = e->server_port;
	f.transport = e->transport;
	f.value = shortened(f.value);
	f.other = shortened(f.other);
	e->home->sink->fact(e->home->sink->ctx, &f);
}

void emit_text_of(struct emit *e, enum fact_kind kind, const struct who *about, int confidence,
		  struct text value)
{
	emit_fact(e, (struct fact){.kind = (uint16_t)kind,
				   .confidence = (uint8_t)confidence,
				   .about = *about,
				   .value = value});
}

void emit_text(struct emit *e, enum fact_kind kind, enum about about, int confidence, struct text value)
{
	emit_text_of(e, kind, e->who[about], confidence, value);
}

void emit_str(struct emit *e, enum fact_kind kind, enum about about, int confidence, const char *value)
{
	emit_text(e, kind, about, confidence, text_z(value));
}

void emit_fmt(struct emit *e, enum fact_kind kind, enum about about, int confidence, const char *format, ...)
{
	char buf[FACT_TEXT_MAX];
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(buf, sizeof buf, format, args);
	va_end(args);
	if (n > 0)
		emit_text(e, kind, about, confidence,
			  text_of(buf, (size_t)n < sizeof buf ? (size_t)n : sizeof buf - 1));
}

void emit_pair(struct emit *e, enum fact_kind kind, enum about about, int confidence, const char *key,
	       struct text value)
{
	char buf[FACT_TEXT_MAX];
	size_t n = strlen(key), room = sizeof buf - 2 - n;
	size_t taken = value.n ? strnlen(value.s, value.n < room ? value.n : room) : 0;

	memcpy(buf, key, n);
	buf[n++] = '=';
	if (taken)
		memcpy(buf + n, value.s, taken);
	emit_text(e, kind, about, confidence, text_of(buf, n + taken));
}

void emit_asks(struct emit *e, enum about asker)
{
	bool sender = asker == SENDER;

	e->who[CLIENT] = e->who[sender ? SENDER : RECEIVER];
	e->who[SERVER] = e->who[sender ? RECEIVER : SENDER];
}

void emit_command(struct emit *e, enum protocol p, int64_t code, int64_t sub, enum command_class c,
		  const char *name)
{
	emit_fact(e, (struct fact){.kind = FACT_COMMAND,
				   .source = (uint16_t)p,
				   .confidence = 90,
				   .about = *e->who[CLIENT],
				   .peer = *e->who[SERVER],
				   .value = name ? text_z(name) : text_of("", 0),
				   .num = {code, sub, (int64_t)c}});
}

void emit_request_by(struct emit *e, enum about asker, enum protocol p, int64_t code, int64_t sub,
		     struct text detail)
{
	const struct command_word *w;

	if (tally_counts(e, asker, p, code, sub, TALLY_REQUEST))
		return;
	w = command_word(p, code, sub);
	emit_fact(e, (struct fact){.kind = FACT_COMMAND,
				   .source = (uint16_t)p,
				   .confidence = 90,
				   .about = *e->who[asker],
				   .peer = *other_than(e, asker),
				   .value = text_z(w->name),
				   .other = w->deed ? detail : text_of("", 0),
				   .num = {code, sub, w->class, w->deed}});
}

void emit_request(struct emit *e, enum protocol p, int64_t code, int64_t sub, struct text detail)
{
	emit_request_by(e, CLIENT, p, code, sub, detail);
}

void emit_answer_by(struct emit *e, enum about who, enum protocol p, int64_t code, int64_t sub, bool refused)
{
	if (tally_counts(e, opposite_of(who), p, code, sub, refused ? TALLY_REFUSED : TALLY_ANSWERED))
		return;
	emit_fact(e, (struct fact){.kind = FACT_ANSWER,
				   .source = (uint16_t)p,
				   .confidence = 90,
				   .about = *other_than(e, who),
				   .peer = *e->who[who],
				   .num = {code, sub, refused}});
}

void emit_answer(struct emit *e, enum protocol p, int64_t code, int64_t sub, bool refused)
{
	emit_answer_by(e, SERVER, p, code, sub, refused);
}

void emit_login(struct emit *e, const char *method, bool in_clear, enum login_result result, struct text user,
		struct text secret)
{
	struct fact f = {.kind = FACT_LOGIN,
			 .confidence = 90,
			 .about = *e->who[CLIENT],
			 .peer = *e->who[SERVER],
			 .value = text_z(method),
			 .num = {(int64_t)result, in_clear}};

	if (secret.n) {
		f.num[2] = (int64_t)secret_tag(secret);
		f.num[3] = secret_default(user, secret);
	}
	emit_fact(e, f);
}

static void tell_as_fact(struct emit *e, enum about about, const struct reading *r)
{
	struct fact f = {.kind = FACT_POINT,
			 .confidence = 90,
			 .about = *r->about,
			 .value = r->name,
			 .num = {0, r->type, r->set},
			 .note = r->note};

	memcpy(f.num, &r->value, sizeof r->value);
	if (r->set)
		f.peer = *other_than(e, about);
	emit_fact(e, f);
}

void emit_value(struct emit *e, enum about about, struct text name, double value, enum point_type type,
		bool set)
{
	const struct decode_sink *sink = e->home->sink;
	struct reading r = {.when = e->when,
			    .at = e->at,
			    .about = e->who[about],
			    .name = shortened(name),
			    .value = value,
			    .note = e->note,
			    .source = (uint16_t)e->source,
			    .type = (uint8_t)type,
			    .set = set};

	if (!isfinite(value)) /* bytes that are no number, or a sensor that has none */
		return;
	if (sink->reading)
		sink->reading(sink->ctx, &r);
	else
		tell_as_fact(e, about, &r);
}

void emit_point(struct emit *e, enum about about, struct text name, double value)
{
	emit_value(e, about, name, value, POINT_UNKNOWN, false);
}

void emit_tag(struct emit *e, enum about about, struct text name, double value, enum point_type type,
	      bool set)
{
	if (!words_is_secret(name))
		emit_value(e, about, name, value, type, set);
}

void emit_secrecy(struct emit *e, enum protocol p, bool encrypted)
{
	(void)p;
	e->secrecy_said = true;
	e->encrypted = encrypted;
}

void emit_becomes(struct emit *e, enum protocol p)
{
	e->becomes_said = true;
	e->becomes = p;
}

void *emit_agree(struct emit *e, const struct agreed_key keys[AGREED_KEYS])
{
	return e->home->agreements ? agreed_make(e->home->agreements, keys, e->home->dropped) : NULL;
}

void *emit_agreed(const struct emit *e, const struct agreed_key *key, unsigned *ret_which)
{
	return e->home->agreements ? agreed_find(*e->home->agreements, key, ret_which) : NULL;
}

void *emit_agreed_unname(struct emit *e, const struct agreed_key *key)
{
	return e->home->agreements ? agreed_unname(*e->home->agreements, key) : NULL;
}

void emit_agreed_end(struct emit *e, void *room) { agreed_end(*e->home->agreements, room); }

static struct walks_ends ends_of(const struct emit *e)
{
	return (struct walks_ends){.client = e->who[CLIENT]->ip,
				   .server = e->who[SERVER]->ip,
				   .protocol = e->source,
				   .when = e->when};
}

struct walk *emit_walked(struct emit *e)
{
	const struct walks_ends ends = ends_of(e);

	return e->home->walks ? walks_of(e->home->walks, &ends) : NULL;
}

struct walk_names *emit_walked_names(struct emit *e)
{
	const struct walks_ends ends = ends_of(e);

	return e->home->walks ? walks_names_of(e->home->walks, &ends) : NULL;
}

void emit_unheard(struct emit *e, uint64_t bytes)
{
	if (e->home->unheard)
		*e->home->unheard += bytes;
}
