/* The mail that is made, and what is said of how it went. */
#include "courier/courier.h"
#include "courier/mail.h"
#include "courier/verdict.h"
#include "test.h"

static const struct courier_job plain = {.id = 7,
					 .at = INT64_C(1764446400000000), /* 2025-11-29 20:00:00 UTC */
					 .message_id = "n1.7@plant",
					 .to = "yamada@example.co.jp",
					 .subject = "a test",
					 .text = "one\ntwo\n"};

static const char *made(const struct courier_job *j, struct out *o)
{
	assert_int_equal(out_init(o, -1), 0);
	mail_write(j, "mimamori@example.co.jp", o);
	return out_bytes(o, NULL);
}

static void a_plain_mail(void **state)
{
	struct out o;

	(void)state;
	assert_string_equal(made(&plain, &o), "From: mimamori <mimamori@example.co.jp>\r\n"
					      "To: <yamada@example.co.jp>\r\n"
					      "Subject: a test\r\n"
					      "Date: Sat, 29 Nov 2025 20:00:00 +0000\r\n"
					      "Message-ID: <n1.7@plant>\r\n"
					      "Auto-Submitted: auto-generated\r\n"
					      "X-Auto-Response-Suppress: All\r\n"
					      "MIME-Version: 1.0\r\n"
					      "Content-Type: text/plain; charset=UTF-8\r\n"
					      "Content-Transfer-Encoding: base64\r\n\r\n"
					      "b25lDQp0d28NCg==\r\n");
	out_clear(&o);
}

/* No line over 78 characters, whatever the length; no encoded word over 75 (RFC 2047 2). */
static void long_words(void **state)
{
	struct courier_job j = plain;
	const char *at;
	struct out o;

	(void)state;
	j.subject[0] = '\0';
	for (int i = 0; i < 60; i++)
		snprintf(j.subject + strlen(j.subject), 4, "警");
	for (int i = 0; i < 160; i++)
		snprintf(j.name + strlen(j.name), 4, "名");
	memset(j.text, 'x', 5000);
	for (at = made(&j, &o); *at;) {
		const char *end = strstr(at, "\r\n");

		assert_non_null(end);
		assert_true(end - at <= 76);
		assert_null(memchr(at, '\n', (size_t)(end - at)));
		at = end + 2;
	}
	assert_non_null(strstr(out_bytes(&o, NULL), "Subject: =?UTF-8?B?6K2m6K2m"));
	out_clear(&o);
}

/* A job with a line feed where one line is meant is no job: it is refused before any mail is made of it. */
static void no_second_header(void **state)
{
	static const char *const bad[] = {"a\r\nBcc: x@example.org", "a\nb", "a\rb", "\xe2\x80\xae", "\xff"};
	uint8_t bytes[COURIER_JOB_MAX];

	(void)state;
	assert_true(courier_job_fits(&plain));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct courier_job s = plain, n = plain, t = plain, m = plain;

		snprintf(s.subject, sizeof s.subject, "%s", bad[i]);
		snprintf(n.name, sizeof n.name, "%s", bad[i]);
		snprintf(t.to, sizeof t.to, "%s@example.org", bad[i]);
		snprintf(m.message_id, sizeof m.message_id, "%s@x", bad[i]);
		assert_int_equal(courier_put_job(&s, bytes, sizeof bytes), 0);
		assert_int_equal(courier_put_job(&n, bytes, sizeof bytes), 0);
		assert_int_equal(courier_put_job(&t, bytes, sizeof bytes), 0);
		assert_int_equal(courier_put_job(&m, bytes, sizeof bytes), 0);
	}
}

static void what_servers_are_called(void **state)
{
	(void)state;
	assert_null(courier_host_wrong("mail.example.co.jp"));
	assert_null(courier_host_wrong("192.0.2.25"));
	assert_null(courier_host_wrong("2001:db8::25"));
	assert_non_null(courier_host_wrong(""));
	assert_non_null(courier_host_wrong("mail/../x"));
	assert_non_null(courier_host_wrong("a@b"));
	assert_non_null(courier_host_wrong("fe80::1%eth0"));
	assert_true(courier_address_ok("a.b+c@example.co.jp"));
	assert_false(courier_address_ok("a b@example.co.jp"));
	assert_false(courier_address_ok("a@b@c"));
	assert_false(courier_address_ok("\"a\"@b"));
	assert_false(courier_address_ok("山田@example.co.jp"));
	assert_null(courier_url_wrong("https://example.co.jp:8443/a?b=c%20d"));
	assert_non_null(courier_url_wrong("http://example.co.jp/"));
	assert_non_null(courier_url_wrong("https://u:p@example.co.jp/"));
	assert_non_null(courier_url_wrong("https:///x"));
	assert_non_null(courier_url_wrong("https://a b/"));
}

static void settings_cross(void **state)
{
	static struct courier_settings s = {.mail = true,
					    .webhook = true,
					    .port = 587,
					    .tls = COURIER_STARTTLS},
				       back;
	static uint8_t bytes[COURIER_SETTINGS_MAX];
	size_t n;

	(void)state;
	snprintf(s.host, sizeof s.host, "localhost");
	snprintf(s.sender, sizeof s.sender, "m@example.jp");
	snprintf(s.url, sizeof s.url, "https://example.jp/");
	snprintf(s.key, sizeof s.key, "k");
	memset(s.ca, 'c', sizeof s.ca - 1);
	n = courier_put_settings(&s, bytes, sizeof bytes);
	assert_true(n > 0);
	assert_true(courier_read_settings(rd_of(bytes, n), &back));
	assert_memory_equal(&s, &back, sizeof s);
	for (size_t cut = 0; cut < n; cut += 1 + n / 500)
		assert_false(courier_read_settings(rd_of(bytes, cut), &back));
	bytes[4] = 9; /* no such TLS */
	assert_false(courier_read_settings(rd_of(bytes, n), &back));
}

static void verdicts(void **state)
{
	static const struct {
		struct attempt a;
		enum courier_outcome outcome;
		enum courier_cause cause;
	} table[] = {
		{{.code = CURLE_OK, .status = 250, .given = true}, COURIER_DONE, COURIER_NONE},
		/* libcurl is content, the text was never asked for: never "sent" */
		{{.code = CURLE_OK, .status = 250}, COURIER_LATER, COURIER_NONSENSE},
		{{.code = CURLE_OK, .status = 354, .given = true}, COURIER_UNSURE, COURIER_NONSENSE},
		{{.code = CURLE_SEND_ERROR, .status = 550, .stage = STAGE_RECEIVER},
		 COURIER_REFUSED,
		 COURIER_RECEIVER},
		{{.code = CURLE_SEND_ERROR, .status = 451, .stage = STAGE_RECEIVER},
		 COURIER_LATER,
		 COURIER_RECEIVER},
		{{.code = CURLE_SEND_ERROR, .status = 550, .stage = STAGE_SENDER},
		 COURIER_LATER,
		 COURIER_SENDER},
		{{.code = CURLE_SEND_ERROR, .status = 530, .stage = STAGE_SENDER},
		 COURIER_LATER,
		 COURIER_AUTH},
		{{.code = CURLE_LOGIN_DENIED, .status = 535, .stage = STAGE_AUTH},
		 COURIER_LATER,
		 COURIER_AUTH},
		{{.code = CURLE_WEIRD_SERVER_REPLY, .status = 554, .stage = STAGE_TEXT, .given = true},
		 COURIER_REFUSED,
		 COURIER_TEXT_REFUSED},
		{{.code = CURLE_WEIRD_SERVER_REPLY, .status = 452, .stage = STAGE_TEXT, .given = true},
		 COURIER_LATER,
		 COURIER_TEXT_REFUSED},
		{{.code = CURLE_WEIRD_SERVER_REPLY, .status = 554, .stage = STAGE_GREETING},
		 COURIER_LATER,
		 COURIER_TURNED_AWAY},
		{{.code = CURLE_PEER_FAILED_VERIFICATION, .status = 220, .stage = STAGE_TLS},
		 COURIER_LATER,
		 COURIER_CERTIFICATE},
		{{.code = CURLE_OPERATION_TIMEDOUT, .connected = true}, COURIER_LATER, COURIER_SLOW},
		{{.code = CURLE_OPERATION_TIMEDOUT}, COURIER_LATER, COURIER_NO_ANSWER},
		{{.code = CURLE_OPERATION_TIMEDOUT, .connected = true, .given = true, .status = 354},
		 COURIER_UNSURE,
		 COURIER_SLOW},
		{{.code = CURLE_RECV_ERROR, .given = true, .status = 354}, COURIER_UNSURE, COURIER_CUT},
		{{.code = CURLE_ABORTED_BY_CALLBACK, .withdrawn = true}, COURIER_CLOSED, COURIER_UNPERMITTED},
		{{.code = CURLE_ABORTED_BY_CALLBACK, .withdrawn = true, .given = true},
		 COURIER_UNSURE,
		 COURIER_UNPERMITTED},
		{{.means = COURIER_WEBHOOK, .code = CURLE_OK, .status = 204, .answered = true},
		 COURIER_DONE,
		 COURIER_NONE},
		{{.means = COURIER_WEBHOOK, .code = CURLE_RECV_ERROR, .status = 200, .answered = true},
		 COURIER_DONE,
		 COURIER_NONE},
		{{.means = COURIER_WEBHOOK, .code = CURLE_OK, .status = 301, .answered = true},
		 COURIER_REFUSED,
		 COURIER_ELSEWHERE},
		{{.means = COURIER_WEBHOOK, .code = CURLE_OK, .status = 503, .answered = true},
		 COURIER_LATER,
		 COURIER_TURNED_AWAY},
		{{.means = COURIER_WEBHOOK, .code = CURLE_GOT_NOTHING, .given = true},
		 COURIER_UNSURE,
		 COURIER_CUT},
	};

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct courier_result r = {0};

		verdict(&table[i].a, &r);
		if (r.outcome != table[i].outcome || r.cause != table[i].cause)
			fail_msg("row %zu: %s, %s", i, courier_outcome_names[r.outcome],
				 courier_cause_names[r.cause]);
	}
}

static void stages(void **state)
{
	(void)state;
	assert_int_equal(stage_of("MAIL FROM:<a>\r\n", 15, STAGE_AUTH), STAGE_SENDER);
	assert_int_equal(stage_of("DATA\r\n", 6, STAGE_RECEIVER), STAGE_TEXT);
	assert_int_equal(stage_of("TUFJTCBGUk9N\r\n", 14, STAGE_AUTH),
			 STAGE_AUTH); /* an answer to a challenge */
	assert_int_equal(stage_of("MAILx", 5, STAGE_AUTH), STAGE_AUTH);
}

/* As `openssl dgst -sha256 -hmac key` of "1700000000.{}" says. */
static void signatures(void **state)
{
	char s[SIGNATURE_TEXT];

	(void)state;
	sign_body("key", "1700000000", "{}", s);
	assert_string_equal(s, "v1=9d713ed406bb7076d4123f0dc2c39d2df5c654ed4b0cd56b52c8b4c940bd63ae");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_plain_mail),     cmocka_unit_test(long_words),
		cmocka_unit_test(no_second_header), cmocka_unit_test(what_servers_are_called),
		cmocka_unit_test(settings_cross),   cmocka_unit_test(verdicts),
		cmocka_unit_test(stages),           cmocka_unit_test(signatures)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
