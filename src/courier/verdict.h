/* What became of one attempt, judged from what libcurl and the server said. A function of its argument: no
 * connection, no clock. *Done* only when the server said so (2xx) after it was given the whole text; where
 * the line was lost in between, nobody knows, and that is what is said. */
#ifndef MIMAMORI_COURIER_VERDICT_H
#define MIMAMORI_COURIER_VERDICT_H

#include "respond/courier.h"

#include <curl/curl.h>

/* The command of SMTP that was answered last. */
enum attempt_stage {
	STAGE_GREETING,
	STAGE_HELLO,
	STAGE_TLS,
	STAGE_AUTH,
	STAGE_SENDER,
	STAGE_RECEIVER,
	STAGE_TEXT
};

struct attempt {
	uint8_t means; /* enum courier_means */
	CURLcode code;
	long status;    /* of the last reply: SMTP or HTTP; 0 none */
	uint8_t stage;  /* enum attempt_stage; of mail */
	bool connected; /* the server was reached */
	bool given;     /* the whole text was handed over */
	bool answered;  /* HTTP: a status came after it */
	bool too_much;  /* we broke off: more came than any server has to say */
	bool withdrawn; /* we broke off: the permission ended */
};

enum attempt_stage stage_of(const char *command, size_t n, enum attempt_stage before);
void verdict(const struct attempt *a, struct courier_result *ret); /* outcome, cause, code */

#endif
