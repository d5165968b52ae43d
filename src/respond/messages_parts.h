/* What the files of messages share; inside the room only. */
#ifndef MIMAMORI_RESPOND_MESSAGES_PARTS_H
#define MIMAMORI_RESPOND_MESSAGES_PARTS_H

#include "assess/roster.h"
#include "respond/messages.h"

#include "base/lang.h"
#include "base/out.h"

enum {
	MESSAGE_SUBJECT = COURIER_SUBJECT,
	MESSAGE_TRIES = 10,
	MESSAGE_LINK_ROOM = 32,
	MESSAGE_LINK_DAYS = 7,
	MESSAGE_TEST_HOURS = 24,
	MINUTE = 60 * 1000 * 1000, /* us */
};
#define HOUR (INT64_C(60) * MINUTE)
#define DAY  (INT64_C(24) * HOUR)

/* A row of message. */
struct message {
	int64_t id, about, deed, at, due, digest; /* 0: NULL */
	int severity;
	char cause[12], what[16], system[24], subject[MESSAGE_SUBJECT], state[16], part[16];
};
int message_get(struct store *s, int64_t id, struct message *ret); /* 0 or -ENOENT */

/* Whom it goes to; of a page nobody. */
struct message_receiver {
	int64_t id, message, contact, instead_of;
	char means[12];
	struct contact who;
	bool vendor;
};

/* One step of a run of messages_step(): who writes, what was written. */
struct telling {
	struct store *s;
	int64_t now;
	struct writing w; /* by the program itself */
	struct err *e;
	int events;
	bool mail, webhook; /* may go out now */
	int64_t hour; /* messages of alarms in the last hour, as counted and made since; -1 not counted yet */
	int64_t digest; /* the one that gathers now; 0 not looked for yet */
	int digest_severity;
	bool more; /* a bound was reached: another step goes on */
};

/* messages_new.c: rows for what is new; 0 or negative. */
int messages_find(struct telling *t);
/* Once sending is permitted: more that waited than may go out in an hour become one. */
int messages_gather_held(struct telling *t);
/* Makes one: sets m->id. */
int message_make(struct telling *t, struct message *m);
/* What it is about, in one line of at most 60 characters. */
void message_subject(struct store *s, const struct message *m, enum language l, char *to, size_t room);

/* The same for somebody who may not know what it is about: a vendor. */
void message_subject_plain(const struct message *m, enum language l, char *to, size_t room);

/* messages_call.c: tells the next ones, or says that nobody is left. */
int message_call(struct telling *t, const struct message *m);
int message_end(struct telling *t, int64_t id, const char *state);
/* The receiver of a test, and nobody after. */
int message_address(struct telling *t, const struct message *m, int64_t contact, const char *means,
		    const char *part, int64_t instead_of, const char *state, const char *why);
int64_t message_minutes(struct store *s, int severity); /* to wait for an acknowledgement, us */

/* messages_job.c: what courier is to send; 0, or negative: it cannot be made (the person is gone). */
int message_job(struct store *s, int64_t receiver, int64_t now, struct courier_job *ret);
/* Its words in one language. to NULL: as a page shows it, without names, numbers and links. */
int message_words(struct store *s, const struct message *m, const struct message_receiver *to, int64_t now,
		  enum language l, struct out *o);

int64_t message_setting(struct store *s, const char *key);
enum language message_language(struct store *s); /* of the site */

#endif
