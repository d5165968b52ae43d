/* All integers little-endian; a text is | length, 4 | bytes |. Anything left over is refused. */
#include "respond/courier.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

const char *const courier_means_names[COURIER_MEANS] = {"mail", "webhook"};
const char *const courier_outcome_names[COURIER_OUTCOMES] = {"done", "later", "refused", "unsure", "closed"};
const char *const courier_cause_names[COURIER_CAUSES] = {
	"none",     "no-name",   "no-answer",   "slow",        "tls",         "certificate",
	"auth",     "sender",    "receiver",    "text",        "turned-away", "cut",
	"nonsense", "elsewhere", "bad-address", "unpermitted", "unset",       "fault"};

enum { SUBJECT_MOST = 60 /* characters */ };

/* --- what may be sent */

static bool is_id(const char *s)
{
	static const char all[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.@-";
	const char *at = strchr(s, '@');

	return strspn(s, all) == strlen(s) && at && at != s && at[1] && !strchr(at + 1, '@');
}

static size_t characters(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}

/* One line that can stand in a header. */
static bool is_line(const char *s) { return !strpbrk(s, "\r\n") && text_shows(text_z(s)); }

/* Without blanks, brackets, commas and controls: nobody gets a second receiver into it. */
static bool is_address(const char *s)
{
	const char *at = strrchr(s, '@');

	return is_line(s) && !strpbrk(s, " \t<>,;:\"()[]\\") && at && at != s && at[1];
}

static bool is_text(const char *s)
{
	while (*s) {
		size_t n = strcspn(s, "\n");

		if (!text_shows(text_of(s, n)))
			return false;
		s += n + (s[n] == '\n');
	}
	return true;
}

bool courier_job_fits(const struct courier_job *j)
{
	if (j->id <= 0 || j->means >= COURIER_MEANS || !is_id(j->message_id) || !is_text(j->text) ||
	    !*j->text)
		return false;
	if (j->means == COURIER_WEBHOOK)
		return !*j->to && !*j->name && !*j->subject;
	return is_address(j->to) && is_line(j->name) && *j->subject && is_line(j->subject) &&
	       characters(j->subject) <= SUBJECT_MOST;
}

/* --- bytes */

struct writer {
	uint8_t *at, *end;
	bool full;
};

static void put(struct writer *w, uint64_t v, unsigned bytes)
{
	if ((size_t)(w->end - w->at) < bytes) {
		w->full = true;
		return;
	}
	for (unsigned i = 0; i < bytes; i++, v >>= 8)
		*w->at++ = (uint8_t)v;
}

static void put_text(struct writer *w, const char *s)
{
	size_t n = strlen(s);

	put(w, n, 4);
	if (w->full || (size_t)(w->end - w->at) < n) {
		w->full = true;
		return;
	}
	memcpy(w->at, s, n);
	w->at += n;
}

/* Terminated; false when it does not fit or a zero stands in it. */
static bool get_text(struct rd *r, char *to, size_t room)
{
	uint32_t n = rd_le32(r);
	const uint8_t *p = n < room ? rd_bytes(r, n) : NULL;

	*to = '\0';
	if (!p || memchr(p, '\0', n))
		return false;
	memcpy(to, p, n);
	to[n] = '\0';
	return true;
}

size_t courier_put_job(const struct courier_job *j, uint8_t *bytes, size_t room)
{
	struct writer w = {bytes, bytes + room, false};

	if (!courier_job_fits(j))
		return 0;
	put(&w, (uint64_t)j->id, 8);
	put(&w, j->means, 1);
	put(&w, (uint64_t)j->at, 8);
	put_text(&w, j->message_id);
	put_text(&w, j->to);
	put_text(&w, j->name);
	put_text(&w, j->subject);
	put_text(&w, j->text);
	return w.full ? 0 : (size_t)(w.at - bytes);
}

bool courier_read_job(struct rd body, struct courier_job *ret)
{
	bool whole;

	ret->id = (int64_t)rd_le64(&body);
	ret->means = rd_u8(&body);
	ret->at = (int64_t)rd_le64(&body);
	whole = get_text(&body, ret->message_id, sizeof ret->message_id) &&
		get_text(&body, ret->to, sizeof ret->to) && get_text(&body, ret->name, sizeof ret->name) &&
		get_text(&body, ret->subject, sizeof ret->subject) &&
		get_text(&body, ret->text, sizeof ret->text);
	return whole && rd_ok(&body) && rd_empty(&body) && courier_job_fits(ret);
}

size_t courier_put_result(const struct courier_result *r, uint8_t *bytes, size_t room)
{
	struct writer w = {bytes, bytes + room, false};

	if (r->outcome >= COURIER_OUTCOMES || r->cause >= COURIER_CAUSES)
		return 0;
	put(&w, (uint64_t)r->id, 8);
	put(&w, (uint64_t)r->at, 8);
	put(&w, r->outcome, 1);
	put(&w, r->cause, 1);
	put(&w, r->code, 4);
	put_text(&w, r->words);
	return w.full ? 0 : (size_t)(w.at - bytes);
}

bool courier_read_result(struct rd body, struct courier_result *ret)
{
	char words[COURIER_WORDS], clean[TEXT_ROOM];
	bool whole;

	ret->id = (int64_t)rd_le64(&body);
	ret->at = (int64_t)rd_le64(&body);
	ret->outcome = rd_u8(&body);
	ret->cause = rd_u8(&body);
	ret->code = rd_le32(&body);
	whole = get_text(&body, words, sizeof words);
	text_clean(text_z(words), clean);
	snprintf(ret->words, sizeof ret->words, "%.*s", text_within(clean, (int)sizeof ret->words - 1),
		 clean);
	return whole && rd_ok(&body) && rd_empty(&body) && ret->outcome < COURIER_OUTCOMES &&
	       ret->cause < COURIER_CAUSES;
}
