/* What core and mimamori-courier say to each other about one message: a job (send this) and its result. Both
 * sides read as hostile: core because courier talks to the outside, courier because it must not be made to
 * write headers (a subject with a line feed is refused, not cleaned). No address of a mail server and no
 * secret stands in a job: courier has them from its settings (respond/courier_settings.h, COURIER_SETTINGS).
 *
 * The same job may be sent twice, after a crash between sending and recording; its message_id is the same
 * then, so that a mailbox shows it once. */
#ifndef MIMAMORI_RESPOND_COURIER_H
#define MIMAMORI_RESPOND_COURIER_H

#include "base/rd.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Kinds of messages on the channel (base/channel.h); settings and whatever else the two need come after. */
enum courier_kind { COURIER_JOB = 1, COURIER_RESULT = 2, COURIER_SETTINGS = 3 };
enum courier_means { COURIER_MAIL, COURIER_WEBHOOK, COURIER_MEANS };
extern const char *const courier_means_names[COURIER_MEANS]; /* mail webhook */

enum courier_outcome {
	COURIER_DONE,    /* the server took it (2xx): not that somebody has read it */
	COURIER_LATER,   /* not now: no connection, 4xx, too slow; to be tried again */
	COURIER_REFUSED, /* for good: 5xx, an address that is none */
	COURIER_UNSURE,  /* the line was lost after the text was sent: it may have arrived */
	COURIER_CLOSED,  /* nobody permitted sending by this means, or no server is set */
	COURIER_OUTCOMES
};
extern const char *const courier_outcome_names[COURIER_OUTCOMES]; /* done later refused unsure closed */

/* Why, for people: data/lang/courier.yaml has a sentence cause-NAME for each. */
enum courier_cause {
	COURIER_NONE,         /* nothing to explain */
	COURIER_NO_NAME,      /* the server's name leads nowhere */
	COURIER_NO_ANSWER,    /* nobody listens there, or the way is blocked */
	COURIER_SLOW,         /* time was up */
	COURIER_TLS,          /* no TLS where it was asked for, or none that both speak */
	COURIER_CERTIFICATE,  /* not who it should be, expired, or signed by nobody we trust */
	COURIER_AUTH,         /* user or password were refused */
	COURIER_SENDER,       /* the server does not take mail from this sender */
	COURIER_RECEIVER,     /* this address was refused */
	COURIER_TEXT_REFUSED, /* the mail or the report as such */
	COURIER_TURNED_AWAY,  /* the server is busy, or speaks to nobody like us */
	COURIER_CUT,          /* the connection ended too early */
	COURIER_NONSENSE,     /* what came is no such server */
	COURIER_ELSEWHERE,    /* HTTP: it points to another address, which is not followed */
	COURIER_BAD_ADDRESS,  /* no address that mail can be sent to */
	COURIER_UNPERMITTED,  /* nobody permitted it, or the permission was withdrawn */
	COURIER_UNSET,        /* no server is set */
	COURIER_FAULT,        /* our own trouble: memory, a process that ended */
	COURIER_CAUSES
};
extern const char *const courier_cause_names[COURIER_CAUSES];

enum { /* bytes with the terminating zero */
       COURIER_ID = 128,
       COURIER_ADDRESS = 320,
       COURIER_NAME = 512,
       COURIER_SUBJECT = 256,
       COURIER_TEXT = 16384,
       COURIER_WORDS = 256,
       COURIER_JOB_MAX = 2 + 8 + 8 + COURIER_ID + COURIER_ADDRESS + COURIER_NAME + COURIER_SUBJECT +
			 COURIER_TEXT + 5 * 4,
       COURIER_RESULT_MAX = 8 + 8 + 1 + 1 + 4 + COURIER_WORDS + 4
};

struct courier_job {
	int64_t id; /* row of message_to; the result has it again */
	uint8_t means;
	int64_t at;                    /* us, when the message was made: its Date, the same at each try */
	char message_id[COURIER_ID];   /* "n1.12@SITE", without brackets: [A-Za-z0-9.@-] */
	char to[COURIER_ADDRESS];      /* an address, one line; of a webhook "" */
	char name[COURIER_NAME];       /* of the person, one line; may be "" */
	char subject[COURIER_SUBJECT]; /* one line, at most 60 characters */
	char text[COURIER_TEXT]; /* UTF-8, lines end with LF; of a webhook the JSON to be signed and posted */
};

struct courier_result {
	int64_t id;
	int64_t at; /* us, by courier's clock: shown, never relied on */
	uint8_t outcome, cause;
	uint32_t code;             /* SMTP reply or HTTP status; 0 none */
	char words[COURIER_WORDS]; /* what the server said, one clean line; "" */
};

/* Into bytes; the length, 0: it does not fit or is not sendable (courier_job_fits()). */
size_t courier_put_job(const struct courier_job *j, uint8_t *bytes, size_t room);
size_t courier_put_result(const struct courier_result *r, uint8_t *bytes, size_t room);
/* False: it is not exactly one, or holds what must not be in a header. Words of a result are cleaned. */
bool courier_read_job(struct rd body, struct courier_job *ret);
bool courier_read_result(struct rd body, struct courier_result *ret);

bool courier_job_fits(const struct courier_job *j);

#endif
