/* mimamori-courier: the only program of ours that speaks to the outside, and only when a person permitted it
 * (DESIGN 3.1.4). Core hands it jobs (respond/courier.h) and settings; it hands back what became of each. No
 * database, no files but the machine's list of certificates and its addresses of name servers.
 *
 *	main.c   line, walls, channel to core      mail.c     the mail as it is sent
 *	queue.c  jobs that wait, one at a time     work.c     one job: a process of its own, libcurl
 *	         for each server                   verdict.c  what became of it
 *
 * Each job runs in a forked process inside the same walls: what a lying server sends is read where nothing
 *but this one job can be spoiled, libcurl may block there as it likes, and it ends by itself after
 *WORK_SECONDS.
 */
#ifndef MIMAMORI_COURIER_COURIER_H
#define MIMAMORI_COURIER_COURIER_H

#include "base/channel.h"
#include "base/loop.h"
#include "respond/courier.h"
#include "respond/courier_settings.h"

enum {
	COURIER_WAITING = 32, /* jobs that wait, for each means; core hands out no more (core/courier.c) */
	COURIER_QUEUE = 1 << 20,
	COURIER_MESSAGE = (int)COURIER_SETTINGS_MAX, /* the largest */
	CONNECT_SECONDS = 10,
	WHOLE_SECONDS = 60,
	WORK_SECONDS = 70, /* then the kernel ends it */
	WORK_HEAD = 3,
	HEARD_MOST = 256 << 10 /* bytes of one server */
};

struct courier;

/* One server: mail or webhook. */
struct outlet {
	struct courier *courier;
	uint8_t means;
	struct courier_job waiting[COURIER_WAITING];
	unsigned first, count;
	int64_t running; /* id of the job that is being sent; 0 none */
	int said, stop;  /* pipes: what the worker says; closed: it breaks off. -1 */
	uint8_t bytes[COURIER_RESULT_MAX + WORK_HEAD]; /* what it said so far */
	size_t n;
	bool given; /* it handed the text over */
};

struct courier {
	struct loop *loop;
	struct channel core; /* fd -1 */
	struct courier_settings settings;
	struct outlet outlet[COURIER_MEANS];
};

int64_t courier_clock(void); /* us since 1970: when it was, for results and signatures */

/* queue.c */
void outlets_begin(struct courier *c);
void outlet_take(struct courier *c, const struct courier_job *j);
void outlets_stop(struct courier *c); /* breaks off what runs, forgets what waits */
void outlets_settings(struct courier *c, const struct courier_settings *s);
void courier_answer(struct courier *c, const struct courier_result *r);

/* work.c. In the worker: writes 'T' when the text was handed over, then 'R', a length (2 bytes) and a result,
 * and ends. */
void work(const struct courier_job *j, const struct courier_settings *s, int say, int stop)
	__attribute__((noreturn));
int work_ready(void); /* before the walls */

/* sign.c: "v1=" and HMAC-SHA256 over "SECONDS.BODY", hex. */
enum { SIGNATURE_TEXT = 3 + 64 + 1 };
void sign_body(const char *key, const char *seconds, const char *body, char ret[SIGNATURE_TEXT]);

#endif
