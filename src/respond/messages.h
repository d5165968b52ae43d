/* The outbox: who is told what, by whom it is acknowledged, and what happens when nobody does. One message
 * (n1, n2 ...) per alarm and gravity, and per step of an incident that wants telling; to the person on duty
 * (roster.h), or the deputy when absent. Without acknowledgement within some minutes the next one is told:
 * second, responsible, deputy, everybody of side csirt. Every step is an event of the journal; the tables
 * message and message_to (model.sql) are made of them.
 *
 * Nothing leaves before a person has permitted it: table courier has a row whose `permitted` is set (PUT
 * /courier). Until then a message's receivers are *held*, pages say so, and they go out once it is permitted,
 *if they still matter. A message is sent at least once: what was handed out and not recorded before a crash
 *is handed out again with the same Message-ID.
 *
 * How core uses it, with its own clock (the wall's, us):
 *
 *	messages_wake(m)                      whatever changed: alarms, incidents, contacts, settings
 *	if (messages_pending(m, now))         no database; false most of the time
 *		messages_step(m, site, now, &e)     in the transaction in which alarms are written, or one of
 *its own
 *	... commit ...
 *	messages_jobs(m, site, now, give, ctx)  what is to be sent now; give() hands it to courier
 *	messages_result(m, site, result, now, &e)  in a transaction, for each result
 *	messages_lost(m)                      courier is gone: what it had is handed out again
 *
 * Settings: tell-from (severity from which people are told; medium), tell-minutes (wait for
 * acknowledgement; 10; critical: half of it), tell-most (messages in an hour, then one digest; 20),
 * page-address (https://..., for links; "" no link). */
#ifndef MIMAMORI_RESPOND_MESSAGES_H
#define MIMAMORI_RESPOND_MESSAGES_H

#include "assess/writing.h"
#include "base/err.h"
#include "respond/courier.h"
#include "store/store.h"

#include <stdbool.h>
#include <stdint.h>

struct messages;

struct messages *messages_new(void); /* NULL: no memory */
void messages_free(struct messages *m);

void messages_wake(struct messages *m);
bool messages_pending(const struct messages *m, int64_t now);
/* New messages, escalation, what is over; in a transaction. Number of events written, or negative and err
 * (the caller rolls back and calls messages_wake()). */
int messages_step(struct messages *m, struct store *s, int64_t now, struct err *e);

/* Hands out what is to be sent and is not out already. give() negative: courier takes no more now; the rest
 * comes at the next call. Outside of any transaction. 0 or negative. */
int messages_jobs(struct messages *m, struct store *s, int64_t now,
		  int (*give)(void *ctx, const struct courier_job *j), void *ctx);
/* 1 recorded, 0 a result of nothing that is out (a lie, or late), negative. In a transaction. */
int messages_result(struct messages *m, struct store *s, const struct courier_result *r, int64_t now,
		    struct err *e);
void messages_lost(struct messages *m);

/* --- acts; in a transaction, errors of data/lang/people.yaml */

/* Somebody took it: by "page" "command" "wallboard" "link". Acknowledging twice is no error and no event.
 * -ENOENT. */
int message_acknowledge(struct store *s, int64_t id, int64_t contact, const char *via,
			const struct writing *w, struct err *e);
/* By the link of a mail. Whose it is, or -ENOENT: used up, over, or never made. */
int message_of_link(struct store *s, const char *token, int64_t *ret_message, int64_t *ret_contact);
/* A message to try whether the person is reached: *ret_id. -EINVAL err: no mail address, erased. */
int message_test(struct store *s, int64_t contact, const struct writing *w, int64_t *ret_id, struct err *e);
/* When the person last acknowledged a test, us; 0 never. */
int64_t message_tested(struct store *s, int64_t contact);

bool messages_permitted(struct store *s); /* by whoever set mail server or webhook */

#endif
