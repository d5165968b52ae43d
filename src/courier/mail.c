#include "courier/mail.h"

#include "base/text.h"

#include <nettle/base64.h>
#include <string.h>
#include <time.h>

enum {
	WORD_BYTES = 39, /* of an encoded word: with its frame 64 letters, and the line less than 76 (RFC 2047
			    2) */
	PLAIN_MOST = 70,
	LINE_BYTES = 57 /* of a line of the body: 76 letters (RFC 2045 6.8) */
};

static void put_base64(struct out *o, const char *bytes, size_t n)
{
	char letters[BASE64_ENCODE_RAW_LENGTH(LINE_BYTES)];

	base64_encode_raw(letters, n, (const uint8_t *)bytes);
	out_put(o, letters, BASE64_ENCODE_RAW_LENGTH(n));
}

/* --- headers */

static bool is_plain(const char *s)
{
	return text_is_plain(text_z(s)) && strlen(s) <= PLAIN_MOST && !strstr(s, "=?") && *s != ' ';
}

/* Encoded words, one a line, none of which ends within a character. */
static void put_encoded(struct out *o, const char *s)
{
	while (*s) {
		int n = text_within(s, WORD_BYTES);

		out_str(o, "=?UTF-8?B?");
		put_base64(o, s, (size_t)n);
		out_str(o, "?=");
		s += n;
		if (*s)
			out_str(o, "\r\n ");
	}
}

static void put_receiver(struct out *o, const struct courier_job *j)
{
	out_str(o, "To: ");
	if (*j->name) {
		put_encoded(o, j->name);
		out_str(o, "\r\n ");
	}
	out_fmt(o, "<%s>\r\n", j->to);
}

/* RFC 5322 3.3, in English whatever the locale. */
static void put_date(struct out *o, int64_t us)
{
	static const char days[] = "SunMonTueWedThuFriSat", months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	time_t at = (time_t)(us / 1000000);
	struct tm t;

	if (us < 0 || !gmtime_r(&at, &t))
		return;
	out_fmt(o, "Date: %.3s, %d %.3s %d %02d:%02d:%02d +0000\r\n", days + 3 * t.tm_wday, t.tm_mday,
		months + 3 * t.tm_mon, t.tm_year + 1900, t.tm_hour, t.tm_min, t.tm_sec);
}

/* --- body */

/* With CR LF for each LF: in base64 line ends are part of the text (RFC 2045 6.8). */
static void put_body(struct out *o, const char *text)
{
	char line[LINE_BYTES];
	size_t n = 0;

	for (const char *at = text; *at; at++) {
		const char *as = *at == '\n' ? "\r\n" : (const char[]){*at, '\0'};

		for (; *as; as++) {
			line[n++] = *as;
			if (n == LINE_BYTES) {
				put_base64(o, line, n);
				out_str(o, "\r\n");
				n = 0;
			}
		}
	}
	if (n)
		put_base64(o, line, n);
	out_str(o, "\r\n");
}

void mail_write(const struct courier_job *j, const char *sender, struct out *o)
{
	out_fmt(o, "From: mimamori <%s>\r\n", sender);
	put_receiver(o, j);
	out_str(o, "Subject: ");
	if (is_plain(j->subject))
		out_str(o, j->subject);
	else
		put_encoded(o, j->subject);
	out_str(o, "\r\n");
	put_date(o, j->at);
	out_fmt(o, "Message-ID: <%s>\r\n", j->message_id);
	/* RFC 3834 5: nobody's holiday answers this; Exchange wants to be told in its own words. */
	out_str(o, "Auto-Submitted: auto-generated\r\nX-Auto-Response-Suppress: All\r\n"
		   "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\n"
		   "Content-Transfer-Encoding: base64\r\n\r\n");
	put_body(o, j->text);
}
