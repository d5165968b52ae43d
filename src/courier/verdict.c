#include "courier/verdict.h"

#include <string.h>

enum attempt_stage stage_of(const char *command, size_t n, enum attempt_stage before)
{
	static const struct {
		const char *verb;
		enum attempt_stage stage;
	} stages[] = {{"EHLO", STAGE_HELLO}, {"HELO", STAGE_HELLO},  {"STARTTLS", STAGE_TLS},
		      {"AUTH", STAGE_AUTH},  {"MAIL", STAGE_SENDER}, {"RCPT", STAGE_RECEIVER},
		      {"DATA", STAGE_TEXT}};

	/* What answers a challenge of AUTH is no command, whatever it looks like. */
	for (size_t i = 0; i < sizeof stages / sizeof *stages; i++) {
		size_t verb = strlen(stages[i].verb);

		if (n > verb && memcmp(command, stages[i].verb, verb) == 0 &&
		    (command[verb] == ' ' || command[verb] == '\r'))
			return stages[i].stage;
	}
	return before;
}

static void say(struct courier_result *ret, enum courier_outcome outcome, enum courier_cause cause)
{
	ret->outcome = (uint8_t)outcome;
	ret->cause = (uint8_t)cause;
}

/* The line was lost: before the text was given nothing can have arrived. */
static void lost(const struct attempt *a, struct courier_result *ret, enum courier_cause cause)
{
	say(ret, a->given ? COURIER_UNSURE : COURIER_LATER, cause);
}

/* --- what never came to a reply */

static const struct {
	CURLcode code;
	enum courier_cause cause;
} causes[] = {
	{CURLE_COULDNT_RESOLVE_HOST, COURIER_NO_NAME},
	{CURLE_COULDNT_CONNECT, COURIER_NO_ANSWER},
	{CURLE_PEER_FAILED_VERIFICATION, COURIER_CERTIFICATE},
	{CURLE_SSL_CACERT_BADFILE, COURIER_CERTIFICATE},
	{CURLE_SSL_ISSUER_ERROR, COURIER_CERTIFICATE},
	{CURLE_SSL_CONNECT_ERROR, COURIER_TLS},
	{CURLE_USE_SSL_FAILED, COURIER_TLS},
	{CURLE_SSL_CIPHER, COURIER_TLS},
	{CURLE_LOGIN_DENIED, COURIER_AUTH},
	{CURLE_RECV_ERROR, COURIER_CUT},
	{CURLE_SEND_ERROR, COURIER_CUT},
	{CURLE_GOT_NOTHING, COURIER_CUT},
	{CURLE_PARTIAL_FILE, COURIER_CUT},
	{CURLE_WEIRD_SERVER_REPLY, COURIER_NONSENSE},
	{CURLE_REMOTE_ACCESS_DENIED, COURIER_TURNED_AWAY},
	{CURLE_UNSUPPORTED_PROTOCOL, COURIER_NONSENSE},
	{CURLE_WRITE_ERROR, COURIER_NONSENSE},
	{CURLE_HTTP2, COURIER_NONSENSE},
};

static void without_reply(const struct attempt *a, struct courier_result *ret)
{
	if (a->withdrawn) {
		say(ret, a->given ? COURIER_UNSURE : COURIER_CLOSED, COURIER_UNPERMITTED);
		return;
	}
	if (a->too_much) {
		lost(a, ret, COURIER_NONSENSE);
		return;
	}
	if (a->code == CURLE_OPERATION_TIMEDOUT) {
		lost(a, ret, a->connected ? COURIER_SLOW : COURIER_NO_ANSWER);
		return;
	}
	for (size_t i = 0; i < sizeof causes / sizeof *causes; i++)
		if (causes[i].code == a->code) {
			lost(a, ret, causes[i].cause);
			return;
		}
	lost(a, ret, COURIER_FAULT);
}

/* --- mail */

static const enum courier_cause at_stage[] = {[STAGE_GREETING] = COURIER_TURNED_AWAY,
					      [STAGE_HELLO] = COURIER_TURNED_AWAY,
					      [STAGE_TLS] = COURIER_TLS,
					      [STAGE_AUTH] = COURIER_AUTH,
					      [STAGE_SENDER] = COURIER_SENDER,
					      [STAGE_RECEIVER] = COURIER_RECEIVER,
					      [STAGE_TEXT] = COURIER_TEXT_REFUSED};

/* 5xx is for good where it is about this receiver or this text; what a wrong setting causes (sender, sign-in)
 * can be put right, and the mail is wanted still. 530: it wants a sign-in first (RFC 4954 6). */
static void of_reply(const struct attempt *a, struct courier_result *ret)
{
	bool for_good = a->status >= 500 && (a->stage == STAGE_RECEIVER || a->stage == STAGE_TEXT);

	if (a->status == 530)
		say(ret, COURIER_LATER, COURIER_AUTH);
	else
		say(ret, for_good ? COURIER_REFUSED : COURIER_LATER, at_stage[a->stage]);
}

/* libcurl says by these that the last reply was a no. */
static bool was_reply(const struct attempt *a)
{
	return a->status >= 400 && !a->withdrawn && !a->too_much &&
	       (a->code == CURLE_SEND_ERROR || a->code == CURLE_WEIRD_SERVER_REPLY ||
		a->code == CURLE_LOGIN_DENIED || a->code == CURLE_REMOTE_ACCESS_DENIED ||
		a->code == CURLE_USE_SSL_FAILED);
}

static void of_mail(const struct attempt *a, struct courier_result *ret)
{
	if (a->code == CURLE_OK && a->given && a->status / 100 == 2)
		say(ret, COURIER_DONE, COURIER_NONE);
	else if (a->code == CURLE_OK)
		lost(a, ret, COURIER_NONSENSE);
	else if (was_reply(a))
		of_reply(a, ret);
	else
		without_reply(a, ret);
}

/* --- webhook */

static void of_webhook(const struct attempt *a, struct courier_result *ret)
{
	if (!a->answered || a->status < 200 || a->status > 599) {
		if (a->code == CURLE_OK)
			lost(a, ret, COURIER_NONSENSE);
		else
			without_reply(a, ret);
	} else if (a->status < 300) {
		say(ret, COURIER_DONE, COURIER_NONE);
	} else if (a->status < 400) {
		say(ret, COURIER_REFUSED, COURIER_ELSEWHERE);
	} else if (a->status == 408 || a->status == 425 || a->status == 429 || a->status >= 500) {
		say(ret, COURIER_LATER, COURIER_TURNED_AWAY);
	} else {
		say(ret, a->status == 401 || a->status == 403 ? COURIER_LATER : COURIER_REFUSED,
		    a->status == 401 || a->status == 403 ? COURIER_AUTH : COURIER_TEXT_REFUSED);
	}
}

void verdict(const struct attempt *a, struct courier_result *ret)
{
	ret->code = a->status > 0 && a->status < 1000 ? (uint32_t)a->status : 0;
	if (a->means == COURIER_WEBHOOK)
		of_webhook(a, ret);
	else
		of_mail(a, ret);
}
