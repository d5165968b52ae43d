/* What core and mimamori-courier read of each other: jobs, results, settings; bytes of a taken-over
 * neighbour. What is read whole is written again to the same bytes (words of a result are cleaned first), and
 * what a job holds makes a mail of plain ASCII lines whose headers are the ones that were meant. The first
 * byte chooses. */
#include "respond/courier.h"
#include "respond/courier_settings.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void must(bool kept)
{
	if (!kept)
		abort();
}

static void same(const uint8_t *made, size_t made_n, struct rd body)
{
	must(made_n == rd_left(&body) && memcmp(made, body.at, made_n) == 0);
}

static void job(struct rd body)
{
	static uint8_t made[COURIER_JOB_MAX];
	static struct courier_job j;

	if (!courier_read_job(body, &j))
		return;
	must(!strpbrk(j.to, "\r\n <>,") && !strpbrk(j.name, "\r\n") && !strpbrk(j.subject, "\r\n") &&
	     !strpbrk(j.message_id, "\r\n <>"));
	same(made, courier_put_job(&j, made, sizeof made), body);
}

static void result(struct rd body)
{
	uint8_t made[COURIER_RESULT_MAX];
	struct courier_result r, again;
	size_t size;

	if (!courier_read_result(body, &r))
		return;
	must(!strpbrk(r.words, "\r\n\x1b") && r.outcome < COURIER_OUTCOMES && r.cause < COURIER_CAUSES);
	size = courier_put_result(&r, made, sizeof made);
	must(size && courier_read_result(rd_of(made, size), &again));
	/* what was cut may end with a blank, which goes */
	must(strncmp(r.words, again.words, strlen(again.words)) == 0 &&
	     strspn(r.words + strlen(again.words), " ") == strlen(r.words + strlen(again.words)));
}

static void settings(struct rd body)
{
	static uint8_t made[COURIER_SETTINGS_MAX];
	static struct courier_settings s;

	if (!courier_read_settings(body, &s))
		return;
	must(!s.mail || (*s.host && !strpbrk(s.host, "/@?# \r\n") && courier_address_ok(s.sender)));
	must(!s.webhook || (strncmp(s.url, "https://", 8) == 0 && *s.key));
	must(!strpbrk(s.login, "\r\n") && !strpbrk(s.password, "\r\n"));
	same(made, courier_put_settings(&s, made, sizeof made), body);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	static void (*const kinds[])(struct rd) = {job, result, settings};

	if (n)
		kinds[bytes[0] % 3](rd_of(bytes + 1, n - 1));
	return 0;
}
