/* One job, in a process of its own: libcurl speaks, we listen. */
#include "courier/courier.h"

#include "base/text.h"
#include "courier/mail.h"
#include "courier/verdict.h"

#include <curl/curl.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

enum { GOODBYE_SECONDS = 5, TRUST = 32, SILENCE_SECONDS = 45 };

struct work {
	const struct courier_job *job;
	const struct courier_settings *settings;
	int say, stop;
	CURL *curl;
	struct attempt attempt;
	const char *bytes; /* what is handed over */
	size_t n, at;
	char line[COURIER_WORDS]; /* the last line of the last reply */
	char error[CURL_ERROR_SIZE];
	char trust[TRUST];
	size_t heard; /* bytes of replies */
	bool goodbye, told;
};

/* --- what is told */

static void tell(struct work *w, const void *bytes, size_t n)
{
	if (write(w->say, bytes, n) != (ssize_t)n)
		_exit(1); /* nobody listens any more */
}

/* Servers repeat the address they refuse; what they say goes into the journal, where no person's address may
 * stand. What hangs together around an @ is taken out. */
static void hide_addresses(char *s)
{
	static const char ends[] = " <>()[],;:\"'";

	for (char *at = s; (at = strchr(at, '@'));) {
		char *from = at, *to = at + strcspn(at, ends);

		while (from > s && !strchr(ends, from[-1]))
			from--;
		*from = '*';
		memmove(from + 1, to, strlen(to) + 1);
		at = from + 1;
	}
}

static void put_words(struct courier_result *r, const char *words)
{
	char clean[TEXT_ROOM];

	text_clean(text_z(words), clean);
	hide_addresses(clean);
	snprintf(r->words, sizeof r->words, "%.*s", text_within(clean, (int)sizeof r->words - 1), clean);
}

static void finish(struct work *w)
{
	struct courier_result r = {.id = w->job->id};
	uint8_t bytes[WORK_HEAD + COURIER_RESULT_MAX] = {'R'};
	size_t n;

	if (w->told)
		return;
	w->told = true;
	r.at = courier_clock();
	verdict(&w->attempt, &r);
	put_words(&r, *w->line && w->attempt.status ? w->line : w->error);
	n = courier_put_result(&r, bytes + WORK_HEAD, sizeof bytes - WORK_HEAD);
	bytes[1] = (uint8_t)n;
	bytes[2] = (uint8_t)(n >> 8);
	tell(w, bytes, WORK_HEAD + n);
	alarm(GOODBYE_SECONDS);
}

/* --- what libcurl asks of us */

/* All is given at its end; a post's end is known, a mail's is asked for. */
static size_t hand_over(char *to, size_t size, size_t count, void *ctx)
{
	struct work *w = ctx;
	size_t n = w->n - w->at < size * count ? w->n - w->at : size * count;

	memcpy(to, w->bytes + w->at, n);
	w->at += n;
	if ((n == 0 || (w->job->means == COURIER_WEBHOOK && w->at == w->n)) && !w->attempt.given) {
		w->attempt.given = true;
		tell(w, "T", 1);
	}
	return n;
}

/* A line of a reply, or of an HTTP head. */
static size_t on_line(char *bytes, size_t size, size_t count, void *ctx)
{
	struct work *w = ctx;
	size_t n = size * count, keep = n < sizeof w->line ? n : sizeof w->line - 1;
	const char *line = bytes;

	w->attempt.connected = true;
	w->heard += n;
	if (w->heard > HEARD_MOST) {
		w->attempt.too_much = true;
		return 0;
	}
	if (w->goodbye)
		return n;
	if (w->job->means == COURIER_WEBHOOK && !(n > 5 && memcmp(line, "HTTP/", 5) == 0))
		return n;
	while (keep && (line[keep - 1] == '\r' || line[keep - 1] == '\n'))
		keep--;
	memcpy(w->line, line, keep);
	w->line[keep] = '\0';
	return n;
}

/* A webhook's answer has nothing to say to us beyond its status. */
static size_t on_body(char *bytes, size_t size, size_t count, void *ctx)
{
	(void)bytes;
	(void)ctx;
	return size * count;
}

/* What we say: the verb is looked at, nothing is kept (a password may follow). */
static int on_debug(CURL *curl, curl_infotype type, char *bytes, size_t n, void *ctx)
{
	struct work *w = ctx;

	(void)curl;
	if (type == CURLINFO_HEADER_OUT && w->job->means == COURIER_MAIL)
		w->attempt.stage = (uint8_t)stage_of(bytes, n, w->attempt.stage);
	if (type == CURLINFO_HEADER_OUT && n >= 4 && memcmp(bytes, "QUIT", 4) == 0) {
		w->goodbye = true; /* what is answered to it decides nothing any more */
		curl_easy_setopt(w->curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, (long)GOODBYE_SECONDS / 2);
	}
	return 0;
}

static bool heard_too_much(struct work *w)
{
	struct tcp_info info = {0};
	socklen_t room = sizeof info;
	curl_socket_t fd;

	return curl_easy_getinfo(w->curl, CURLINFO_ACTIVESOCKET, &fd) == CURLE_OK && fd != CURL_SOCKET_BAD &&
	       getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &room) == 0 &&
	       info.tcpi_bytes_received > HEARD_MOST;
}

/* Asked some times a second, and once a second at least. */
static int go_on(void *ctx, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
	struct work *w = ctx;
	struct pollfd p = {w->stop, POLLIN, 0};

	(void)a, (void)b, (void)c, (void)d;
	w->attempt.withdrawn |= poll(&p, 1, 0) > 0;
	w->attempt.too_much |= heard_too_much(w);
	return w->attempt.withdrawn || w->attempt.too_much;
}

/* --- how it is asked */

/* A list of certificates as a file without a name; libcurl with GnuTLS takes files only. */
static void set_trust(struct work *w)
{
	size_t n = strlen(w->settings->ca);
	int fd = n ? memfd_create("ca", MFD_CLOEXEC) : -1;

	if (!n) /* the machine's own list: libcurl knows where */
		return;
	snprintf(w->trust, sizeof w->trust, "/proc/self/fd/%d", fd);
	if (fd < 0 || write(fd, w->settings->ca, n) != (ssize_t)n)
		snprintf(w->trust, sizeof w->trust, "/nowhere"); /* refused rather than another list */
	curl_easy_setopt(w->curl, CURLOPT_CAINFO, w->trust);
	curl_easy_setopt(w->curl, CURLOPT_CAPATH, NULL);
}

static void set_common(struct work *w)
{
	CURL *c = w->curl;

	curl_easy_setopt(c, CURLOPT_ERRORBUFFER, w->error);
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(c, CURLOPT_PROXY, "");
	curl_easy_setopt(c, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
	curl_easy_setopt(c, CURLOPT_TIMEOUT, (long)WHOLE_SECONDS);
	curl_easy_setopt(c, CURLOPT_SERVER_RESPONSE_TIMEOUT, (long)SILENCE_SECONDS);
	curl_easy_setopt(c, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(c, CURLOPT_SSL_VERIFYHOST, 2L);
	curl_easy_setopt(c, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, on_line);
	curl_easy_setopt(c, CURLOPT_HEADERDATA, w);
	curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(c, CURLOPT_READFUNCTION, hand_over);
	curl_easy_setopt(c, CURLOPT_READDATA, w);
	curl_easy_setopt(c, CURLOPT_VERBOSE, 1L); /* to on_debug(), to nowhere else */
	curl_easy_setopt(c, CURLOPT_DEBUGFUNCTION, on_debug);
	curl_easy_setopt(c, CURLOPT_DEBUGDATA, w);
	curl_easy_setopt(c, CURLOPT_NOPROGRESS, 0L);
	curl_easy_setopt(c, CURLOPT_XFERINFOFUNCTION, go_on);
	curl_easy_setopt(c, CURLOPT_XFERINFODATA, w);
	set_trust(w);
}

/* Without TLS a password never stands in clear on the line: CRAM-MD5 or not at all. */
static void set_login(struct work *w)
{
	const struct courier_settings *s = w->settings;

	if (!*s->login)
		return;
	curl_easy_setopt(w->curl, CURLOPT_USERNAME, s->login);
	curl_easy_setopt(w->curl, CURLOPT_PASSWORD, s->password);
	if (s->tls == COURIER_NO_TLS)
		curl_easy_setopt(w->curl, CURLOPT_LOGIN_OPTIONS, "AUTH=CRAM-MD5");
}

static void set_mail(struct work *w, struct out *o)
{
	const struct courier_settings *s = w->settings;
	const char *six = strchr(s->host, ':');
	char url[COURIER_HOST_ROOM + 32], from[COURIER_SENDER_ROOM + 2], to[COURIER_ADDRESS + 2];

	snprintf(url, sizeof url, "%s://%s%s%s:%u", s->tls == COURIER_TLS_AT_ONCE ? "smtps" : "smtp",
		 six ? "[" : "", s->host, six ? "]" : "", (unsigned)s->port);
	snprintf(from, sizeof from, "<%s>", s->sender);
	snprintf(to, sizeof to, "<%s>", w->job->to);
	mail_write(w->job, s->sender, o);
	w->bytes = out_bytes(o, &w->n);
	curl_easy_setopt(w->curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	curl_easy_setopt(w->curl, CURLOPT_URL, url);
	curl_easy_setopt(w->curl, CURLOPT_USE_SSL,
			 (long)(s->tls == COURIER_NO_TLS ? CURLUSESSL_NONE : CURLUSESSL_ALL));
	curl_easy_setopt(w->curl, CURLOPT_MAIL_FROM, from);
	curl_easy_setopt(w->curl, CURLOPT_MAIL_RCPT, curl_slist_append(NULL, to));
	curl_easy_setopt(w->curl, CURLOPT_UPLOAD, 1L);
	set_login(w);
}

static void set_webhook(struct work *w)
{
	char seconds[24], signature[SIGNATURE_TEXT], line[256];
	struct curl_slist *heads = NULL;

	w->bytes = w->job->text;
	w->n = strlen(w->bytes);
	snprintf(seconds, sizeof seconds, "%lld", (long long)(courier_clock() / 1000000));
	sign_body(w->settings->key, seconds, w->bytes, signature);
	heads = curl_slist_append(heads, "Content-Type: application/json");
	heads = curl_slist_append(heads, "Expect:");
	snprintf(line, sizeof line, "X-Mimamori-Timestamp: %s", seconds);
	heads = curl_slist_append(heads, line);
	snprintf(line, sizeof line, "X-Mimamori-Signature: %s", signature);
	heads = curl_slist_append(heads, line);
	snprintf(line, sizeof line, "X-Mimamori-Message: %s", w->job->message_id);
	heads = curl_slist_append(heads, line);
	curl_easy_setopt(w->curl, CURLOPT_PROTOCOLS_STR, "https");
	curl_easy_setopt(w->curl, CURLOPT_URL, w->settings->url);
	curl_easy_setopt(w->curl, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	curl_easy_setopt(w->curl, CURLOPT_USERAGENT, "mimamori");
	curl_easy_setopt(w->curl, CURLOPT_POST, 1L);
	curl_easy_setopt(w->curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)w->n);
	curl_easy_setopt(w->curl, CURLOPT_HTTPHEADER, heads);
}

int work_ready(void) { return curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK ? 0 : -1; }

void work(const struct courier_job *j, const struct courier_settings *s, int say, int stop)
{
	static struct work w;
	double connected = 0;
	struct out o;

	w = (struct work){.job = j, .settings = s, .say = say, .stop = stop, .attempt = {.means = j->means}};
	alarm(WORK_SECONDS);
	w.attempt.code = CURLE_OUT_OF_MEMORY;
	if (out_init(&o, -1) == 0 && (w.curl = curl_easy_init())) {
		set_common(&w);
		if (j->means == COURIER_MAIL)
			set_mail(&w, &o);
		else
			set_webhook(&w);
		w.attempt.code = curl_easy_perform(w.curl);
		curl_easy_getinfo(w.curl, CURLINFO_RESPONSE_CODE, &w.attempt.status);
		curl_easy_getinfo(w.curl, CURLINFO_CONNECT_TIME, &connected);
		w.attempt.connected |= connected > 0;
		w.attempt.answered = w.attempt.status > 0;
	}
	finish(&w);
	if (w.curl)
		curl_easy_cleanup(w.curl); /* says QUIT, as long as GOODBYE_SECONDS allow */
	_exit(0);
}
