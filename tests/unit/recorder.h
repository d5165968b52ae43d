/* A stand-in for the stack in the unit tests of decoders: hands bytes to one decoder as the stack would and
 *writes down, one line each, what it emits. Include it once in a test program.
 *
 *	struct play p = play_of(&decoder_http, 80);
 *	play_z(&p, FROM_CLIENT, "GET / HTTP/1.1\r\n\r\n");
 *	assert_true(play_said(&p, "banner server nginx"));
 *
 * A line: field, about (client server sender receiver, or an address), value, and for events what else they
 *hold. */
#ifndef MIMAMORI_TESTS_RECORDER_H
#define MIMAMORI_TESTS_RECORDER_H

#include "decode/commands.h"
#include "decode/decoder.h"
#include "decode/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct emit {
	enum side side;
	int64_t now;
	bool becomes, turned; /* turned: the server's side asks */
	struct walk *walked;  /* in other conversations; NULL: none is kept */
	struct walk_names *walked_names;
	size_t n;
	char log[60000];
};

struct play {
	const struct decoder *d;
	struct talk t;
	struct emit e;
	enum heard last;
	bool enough[2];
	size_t kept_n[2];
	_Alignas(16) uint8_t state[DECODER_STATE_MAX];
	uint8_t kept[2][2 * DECODER_KEEP];
};

__attribute__((format(printf, 2, 3))) static inline void note(struct emit *e, const char *format, ...)
{
	va_list ap;
	int n;

	va_start(ap, format);
	n = vsnprintf(e->log + e->n, sizeof e->log - e->n, format, ap);
	va_end(ap);
	if (n > 0 && (size_t)n < sizeof e->log - e->n)
		e->n += (size_t)n;
}

static inline const char *about_word(const struct emit *e, const struct who *w)
{
	static char address[IP_TEXT + MAC_TEXT + 1], mac[MAC_TEXT];
	struct who client = emit_who(e, CLIENT), server = emit_who(e, SERVER);

	if (memcmp(w, &client, sizeof client) == 0)
		return "client";
	if (memcmp(w, &server, sizeof server) == 0)
		return "server";
	ip_text(w->ip, address);
	if (!mac_is_none(w->mac))
		snprintf(address + strlen(address), sizeof mac + 1, "/%s", mac_text(w->mac, mac));
	return address;
}

struct who emit_who(const struct emit *e, enum about about)
{
	static const uint8_t four[2][4] = {{10, 0, 0, 1}, {10, 0, 0, 2}},
			     mac[2][6] = {{2, 0, 0, 0, 0, 1}, {2, 0, 0, 0, 0, 2}};
	int server = about == (e->turned ? CLIENT : SERVER) || (about == SENDER && e->side == FROM_SERVER) ||
		     (about == RECEIVER && e->side == FROM_CLIENT);

	return (struct who){mac_of(mac[server]), ip_of4(four[server])};
}

void emit_asks(struct emit *e, enum about asker)
{
	e->turned = (asker == SENDER) == (e->side == FROM_SERVER);
}

int64_t emit_now(const struct emit *e) { return e->now; }

void emit_text_of(struct emit *e, enum fact_kind kind, const struct who *about, int confidence,
		  struct text value)
{
	assert_in_range(confidence, 1, 100);
	note(e, "%s %s %.*s\n", fact_field(kind), about_word(e, about), (int)value.n, value.n ? value.s : "");
}

void emit_text(struct emit *e, enum fact_kind kind, enum about about, int confidence, struct text value)
{
	struct who w = emit_who(e, about);

	emit_text_of(e, kind, &w, confidence, value);
}

void emit_str(struct emit *e, enum fact_kind kind, enum about about, int confidence, const char *value)
{
	emit_text(e, kind, about, confidence, text_z(value));
}

void emit_fmt(struct emit *e, enum fact_kind kind, enum about about, int confidence, const char *format, ...)
{
	char buf[1024];
	va_list ap;

	va_start(ap, format);
	vsnprintf(buf, sizeof buf, format, ap);
	va_end(ap);
	emit_str(e, kind, about, confidence, buf);
}

void emit_pair(struct emit *e, enum fact_kind kind, enum about about, int confidence, const char *key,
	       struct text value)
{
	emit_fmt(e, kind, about, confidence, "%s=%.*s", key, (int)value.n, value.n ? value.s : "");
}

/* "point server D100 = 5", and where it is known "point server D100 = 5 uint16", "... set" for what somebody
 * set. */
static inline void note_point(struct emit *e, const struct who *w, struct text name, double value, int type,
			      bool set)
{
	note(e, "point %s %.*s = %.10g%s%s%s\n", about_word(e, w), (int)name.n, name.s, value,
	     type ? " " : "", type ? point_type_token((enum point_type)type) : "", set ? " set" : "");
}

void emit_fact(struct emit *e, struct fact f)
{
	double value;

	memcpy(&value, &f.num[0], sizeof value);
	if (f.kind == FACT_POINT) {
		note_point(e, &f.about, f.value, value, (int)f.num[1], f.num[2]);
		return;
	}
	note(e, "%s %s ", fact_field((enum fact_kind)f.kind), about_word(e, &f.about));
	note(e, "%s %.*s | %.*s |", about_word(e, &f.peer), (int)f.value.n, f.value.n ? f.value.s : "",
	     (int)f.other.n, f.other.n ? f.other.s : "");
	for (int i = 0; i < FACT_NUMS; i++)
		note(e, " %lld", (long long)f.num[i]);
	note(e, "\n");
}

static const char *const class_words[] = {"read", "write", "control", "program", "diagnose", "other"};

void emit_command(struct emit *e, enum protocol p, int64_t code, int64_t sub, enum command_class c,
		  const char *name)
{
	note(e, "command %s %lld %lld %s %s\n", protocol_token(p), (long long)code, (long long)sub,
	     class_words[c], name);
}

/* A second line tells what it can do: "deed stop MAIN". */
void emit_request(struct emit *e, enum protocol p, int64_t code, int64_t sub, struct text detail)
{
	const struct command_word *w = command_word(p, code, sub);

	emit_command(e, p, code, sub, (enum command_class)w->class, w->name);
	if (w->deed)
		note(e, "deed %s%s%.*s\n", deed_token((enum deed)w->deed), detail.n ? " " : "", (int)detail.n,
		     detail.n ? detail.s : "");
}

/* As the same of client and server; "by server" behind where it was not the client who asked. */
void emit_request_by(struct emit *e, enum about asker, enum protocol p, int64_t code, int64_t sub,
		     struct text detail)
{
	struct who who = emit_who(e, asker), client = emit_who(e, CLIENT);

	emit_request(e, p, code, sub, detail);
	if (memcmp(&who, &client, sizeof who) != 0)
		note(e, "by server\n");
}

void emit_answer(struct emit *e, enum protocol p, int64_t code, int64_t sub, bool refused)
{
	note(e, "answer %s %lld %lld %s\n", protocol_token(p), (long long)code, (long long)sub,
	     refused ? "refused" : "answered");
}

void emit_answer_by(struct emit *e, enum about who, enum protocol p, int64_t code, int64_t sub, bool refused)
{
	struct who by = emit_who(e, who), server = emit_who(e, SERVER);

	emit_answer(e, p, code, sub, refused);
	if (memcmp(&by, &server, sizeof by) != 0)
		note(e, "by client\n");
}

void emit_login(struct emit *e, const char *method, bool in_clear, enum login_result result, struct text user,
		struct text secret)
{
	static const char *const words[] = {"unknown", "ok", "failed"};

	note(e, "login %s %s %s %.*s/%.*s\n", method, in_clear ? "clear" : "encrypted", words[result],
	     (int)user.n, user.n ? user.s : "", (int)secret.n, secret.n ? secret.s : "");
}

void emit_value(struct emit *e, enum about about, struct text name, double value, enum point_type type,
		bool set)
{
	struct who w = emit_who(e, about);

	if (value - value != 0) /* as decode/emit.c: no number, no point */
		return;
	note_point(e, &w, name, value, (int)type, set);
}

void emit_tag(struct emit *e, enum about about, struct text name, double value, enum point_type type,
	      bool set)
{
	if (!words_is_secret(name)) /* likewise */
		emit_value(e, about, name, value, type, set);
}

void emit_point(struct emit *e, enum about about, struct text name, double value)
{
	emit_value(e, about, name, value, POINT_UNKNOWN, false);
}

void emit_secrecy(struct emit *e, enum protocol p, bool encrypted)
{
	note(e, "secrecy %s %s\n", protocol_token(p), encrypted ? "encrypted" : "clear");
}

void emit_becomes(struct emit *e, enum protocol p)
{
	note(e, "becomes %s\n", protocol_token(p));
	e->becomes = true;
}

static struct agreements *agreed_here; /* of all plays of a test, as of all conversations of a capture */
static uint64_t agreed_dropped;

struct walk *emit_walked(struct emit *e);
struct walk *emit_walked(struct emit *e) { return e->walked; }
struct walk_names *emit_walked_names(struct emit *e);
struct walk_names *emit_walked_names(struct emit *e) { return e->walked_names; }

void *emit_agree(struct emit *e, const struct agreed_key keys[AGREED_KEYS])
{
	(void)e;
	return agreed_make(&agreed_here, keys, &agreed_dropped);
}

void *emit_agreed(const struct emit *e, const struct agreed_key *key, unsigned *ret_which)
{
	(void)e;
	return agreed_find(agreed_here, key, ret_which);
}

void emit_unheard(struct emit *e, uint64_t bytes) { note(e, "unheard %llu\n", (unsigned long long)bytes); }

void *emit_agreed_unname(struct emit *e, const struct agreed_key *key)
{
	(void)e;
	return agreed_unname(agreed_here, key);
}

void emit_agreed_end(struct emit *e, void *room)
{
	(void)e;
	agreed_end(agreed_here, room);
}

static inline void agreed_forget(void)
{
	agreed_free(agreed_here);
	agreed_here = NULL;
}

/* A conversation over UDP (one datagram a call) when the decoder is on no TCP, else over TCP. */
static inline struct play play_of(const struct decoder *d, uint16_t server_port)
{
	struct play p;

	memset(&p, 0, sizeof p);
	p.d = d;
	assert_true(d->state_size <= DECODER_STATE_MAX);
	memset(p.state, 0xa5, d->state_size); /* what another conversation left */
	memset(p.state, 0, decoder_clears(d));
	p.t.state = p.state;
	p.t.transport = d->on & ON_TCP ? 6 : 17;
	p.t.client_port = 50000;
	p.t.server_port = server_port;
	p.e.now = 1700000000000000;
	return p;
}

static inline struct talk *play_side(struct play *p, enum side side)
{
	p->t.state = p->state; /* the play may have been copied */
	p->t.side = p->e.side = side;
	p->e.turned = false;
	p->t.from_port = side == FROM_CLIENT ? p->t.client_port : p->t.server_port;
	p->t.to_port = side == FROM_CLIENT ? p->t.server_port : p->t.client_port;
	return &p->t;
}

static inline struct smell play_smell(struct play *p, enum side side, const void *bytes, size_t n)
{
	struct talk t = *play_side(p, side);

	t.state = NULL;
	return p->d->smells(&t, rd_of(bytes, n));
}

/* Gives what is kept of this side to the decoder until it wants more. */
static inline void play_on(struct play *p, enum side side)
{
	size_t used = 0;

	while (used < p->kept_n[side] && !p->enough[side] && !p->e.becomes) {
		/* an exact copy, so that a sanitizer sees a read past the end */
		size_t n = p->kept_n[side] - used;
		uint8_t *copy = malloc(n);
		struct rd in;

		memcpy(copy, p->kept[side] + used, n);
		in = rd_of(copy, n);
		p->last = p->d->decode(play_side(p, side), &in, &p->e);
		p->t.hole = false;
		used += rd_used(&in);
		if (p->last == MORE)
			assert_int_equal(rd_used(&in), 0);
		if (p->last == HEARD)
			assert_true(rd_used(&in) > 0);
		p->enough[side] |= p->last == ENOUGH;
		free(copy);
		if (p->last == BROKEN || p->last == ENOUGH)
			used = p->kept_n[side];
		if (p->last != HEARD || p->t.transport != 6)
			break;
	}
	if (p->t.transport != 6)
		used = p->kept_n[side];
	p->kept_n[side] -= used;
	memmove(p->kept[side], p->kept[side] + used, p->kept_n[side]);
}

static inline enum heard play_bytes(struct play *p, enum side side, const void *bytes, size_t n)
{
	if (p->e.becomes || p->enough[side])
		return p->last;
	assert_true(p->kept_n[side] + n <= sizeof p->kept[side]);
	memcpy(p->kept[side] + p->kept_n[side], bytes, n);
	p->kept_n[side] += n;
	play_on(p, side);
	return p->last;
}

static inline enum heard play_z(struct play *p, enum side side, const char *z)
{
	return play_bytes(p, side, z, strlen(z));
}

/* The conversation is closed. */
static inline void play_over(struct play *p)
{
	if (p->d->over)
		p->d->over(play_side(p, FROM_CLIENT), &p->e);
}

/* The same a byte at a time, as a slow line would bring it. */
static inline enum heard play_slowly(struct play *p, enum side side, const void *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		play_bytes(p, side, (const uint8_t *)bytes + i, 1);
	return p->last;
}

/* Did it say exactly this line? */
static inline bool play_said(const struct play *p, const char *line)
{
	size_t n = strlen(line);

	for (const char *s = p->e.log; (s = strstr(s, line)); s++)
		if ((s == p->e.log || s[-1] == '\n') && s[n] == '\n')
			return true;
	fprintf(stderr, "not said: %s\nbut:\n%s", line, p->e.log);
	return false;
}

/* How often does this text stand in what it said? */
static inline int play_count(const struct play *p, const char *text)
{
	int n = 0;

	for (const char *s = p->e.log; (s = strstr(s, text)); s++)
		n++;
	return n;
}

/* Bytes from hexadecimal with spaces; returns how many. */
static inline size_t bytes_of(const char *hex, uint8_t *out, size_t cap)
{
	size_t n = 0;
	unsigned v;

	for (; *hex; hex += 2) {
		while (*hex == ' ' || *hex == '\n' || *hex == '\t')
			hex++;
		if (!*hex)
			break;
		assert_true(n < cap && sscanf(hex, "%2x", &v) == 1);
		out[n++] = (uint8_t)v;
	}
	return n;
}

#endif
