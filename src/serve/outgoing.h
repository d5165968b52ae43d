/* What leaves the site, as core knows it (core/courier.c owns one): how it went lately, and what an act wants
 * sent for trial. Handlers of core's one thread read it and may ask; a reader process has the state of the
 * moment it began. NULL in struct api: this program sends nothing (the command line on a file). */
#ifndef MIMAMORI_SERVE_OUTGOING_H
#define MIMAMORI_SERVE_OUTGOING_H

#include "respond/courier.h"

enum { OUTGOING_KEPT = 16, OUTGOING_ASKED = 4, OUTGOING_TO = 128 };

struct outgoing_job {
	uint64_t job; /* counted since core began */
	uint8_t means;
	bool waiting;
	char to[OUTGOING_TO]; /* a contact, "c3"; "" the webhook */
	int64_t at;           /* us, when it was handed to courier */
	struct courier_result result;
};

struct outgoing {
	bool up;      /* courier runs and listens */
	bool missing; /* its program is not there */
	uint64_t jobs;
	struct outgoing_job kept[OUTGOING_KEPT];  /* job n lies at n % OUTGOING_KEPT */
	struct courier_job asked[OUTGOING_ASKED]; /* for trial */
	unsigned asks;
};

/* Ids of jobs that are nobody's message: from here on. */
#define OUTGOING_OWN (INT64_C(1) << 62)

/* Keeps that it is on its way; the number it is told by. */
uint64_t outgoing_note(struct outgoing *o, uint8_t means, const char *to, int64_t at);
struct outgoing_job *outgoing_find(struct outgoing *o, uint64_t job); /* NULL: forgotten */
/* The number, or 0: too many are waiting. */
uint64_t outgoing_ask(struct outgoing *o, const struct courier_job *j, const char *to, int64_t at);

#endif
