/* Syslog (RFC 3164, RFC 5424; over TCP framed as RFC 6587). The line is told whole; what an access point's
 *log says of stations names the radio hop between them (radiolog.h).
 *
 *	<pri>Mmm dd hh:mm:ss host tag: text		<pri>1 time host app process id data text
 */
#include "decode/decoder.h"
#include "decode/radiolog.h"
#include "decode/words.h"

#include <strings.h>

enum { PRI_MAX = 191, LINE_MAX_BYTES = 8192, SEVERITY_BITS = 3 };

static const uint16_t ports[] = {514, 601, 0};

struct line {
	unsigned pri;
	struct text time, host, text;
	bool has_pri, new_form;
};

/* "<34>": leaves r behind it. */
static bool read_pri(struct rd *r, unsigned *ret_pri)
{
	struct rd look = *r;
	unsigned pri = 0, digits = 0;

	if (rd_u8(&look) != '<')
		return false;
	for (; rd_peek(&look, 0) >= '0' && rd_peek(&look, 0) <= '9' && digits < 4; digits++)
		pri = pri * 10 + (unsigned)(rd_u8(&look) - '0');
	if (digits < 1 || digits > 3 || pri > PRI_MAX || rd_u8(&look) != '>')
		return false;
	*ret_pri = pri;
	*r = look;
	return true;
}

static bool is_month(struct text t)
{
	static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";

	for (const char *m = months; *m; m += 3)
		if (t.n >= 3 && strncasecmp(t.s, m, 3) == 0)
			return true;
	return false;
}

static struct smell smells(const struct talk *t, struct rd head)
{
	struct rd r = head;
	unsigned pri;
	bool form;

	if (t->transport == 6)
		while (rd_peek(&r, 0) >= '0' && rd_peek(&r, 0) <= '9')
			rd_skip(&r, 1);
	if (r.at > head.at)
		rd_skip(&r, 1);
	if (!read_pri(&r, &pri)) /* some devices leave the priority out */
		return smell(t->transport != 6 && t->to_port == ports[0] && text_is_plain(text_rd(&head))
				     ? LIKELY
				     : NOT_MINE,
			     ROLE_CLIENT);
	form = rd_starts(&r, "1 ", 2) || is_month(text_rd(&r));
	if (form || talk_on_port(t, ports[0]))
		return smell(SURE, ROLE_CLIENT);
	return smell(t->transport == 6 ? NOT_MINE : LIKELY, ROLE_CLIENT);
}

/* --- the parts of a line
 * ----------------------------------------------------------------------------------------------- */

static void read_new(struct text rest, struct line *l)
{
	(void)words_cut(&rest, ' ');
	l->time = words_cut(&rest, ' ');
	l->host = words_cut(&rest, ' ');
	for (int i = 0; i < 3; i++)
		(void)words_cut(&rest, ' ');
	l->new_form = true;
	if (l->host.n == 1 && l->host.s[0] == '-')
		l->host.n = 0;
}

/* "Oct 11 22:14:15 " is 16 bytes; many devices leave it out, or the host. */
static void read_old(struct text rest, struct line *l)
{
	struct text host;

	if (!is_month(rest) || rest.n < 17 || rest.s[9] != ':' || rest.s[15] != ' ')
		return;
	rest = words_from(rest, 16);
	host = words_cut(&rest, ' ');
	if (host.n && host.s[host.n - 1] != ':' && !memchr(host.s, '[', host.n))
		l->host = host;
}

static struct line read_line(struct rd r)
{
	struct line l = {.pri = 13};

	l.has_pri = read_pri(&r, &l.pri);
	l.text = words_trim(text_rd(&r));
	if (rd_starts(&r, "1 ", 2))
		read_new(l.text, &l);
	else
		read_old(l.text, &l);
	return l;
}

/* --- its clock
 * ---------------------------------------------------------------------------------------------------------
 */

static bool digits(struct text t, size_t at, size_t n, int64_t *ret_v)
{
	uint64_t v;

	if (at + n > t.n || !words_number(text_of(t.s + at, n), 10, &v))
		return false;
	*ret_v = (int64_t)v;
	return true;
}

/* Days since 1970 of a date of the Gregorian calendar. */
static int64_t days(int64_t y, int64_t m, int64_t d)
{
	y -= m <= 2;
	m += m <= 2 ? 9 : -3;
	return y * 365 + y / 4 - y / 100 + y / 400 + (m * 153 + 2) / 5 + d - 1 - 719468;
}

/* 2026-11-20T09:00:00.123456+09:00 (RFC 5424 6.2.3); false without a zone. */
static bool read_time(struct text t, int64_t *ret_us)
{
	int64_t y, mo, d, h, mi, s, zh = 0, zm = 0, us = 0, scale = 100000;
	size_t at = 19;

	if (!digits(t, 0, 4, &y) || !digits(t, 5, 2, &mo) || !digits(t, 8, 2, &d) || !digits(t, 11, 2, &h) ||
	    !digits(t, 14, 2, &mi) || !digits(t, 17, 2, &s) || mo < 1 || mo > 12 || d < 1 || d > 31)
		return false;
	if (at < t.n && t.s[at] == '.')
		for (at++; at < t.n && t.s[at] >= '0' && t.s[at] <= '9'; at++, scale /= 10)
			us += (t.s[at] - '0') * scale;
	if (at >= t.n || (t.s[at] != 'Z' && (!digits(t, at + 1, 2, &zh) || !digits(t, at + 4, 2, &zm))))
		return false;
	s += ((days(y, mo, d) * 24 + h) * 60 + mi) * 60;
	s += t.s[at] == 'Z' ? 0 : (zh * 60 + zm) * (t.s[at] == '-' ? 60 : -60);
	*ret_us = s * 1000000 + us;
	return true;
}

static void tell_clock(struct emit *e, struct text time)
{
	struct fact f = {.kind = FACT_CLOCK, .confidence = 60};
	int64_t us;

	if (!read_time(time, &us))
		return;
	f.about = emit_who(e, SENDER);
	f.num[0] = us - emit_now(e);
	emit_fact(e, f);
}

/* --- what is told
 * ------------------------------------------------------------------------------------------------------ */

static void tell_station(struct emit *e, struct text line)
{
	struct fact f = {.kind = FACT_MEDIUM, .confidence = 90, .value = text_z("wifi")};

	if (!radiolog_station(line, &f.about.mac))
		return;
	f.peer = emit_who(e, SENDER);
	emit_fact(e, f);
	emit_str(e, FACT_ROLE, SENDER, 80, "access-point");
}

static void tell(struct emit *e, const struct line *l)
{
	struct fact f = {.kind = FACT_LOG, .confidence = 90, .value = l->text};

	if (l->text.n == 0)
		return;
	f.about = emit_who(e, SENDER);
	f.peer = emit_who(e, RECEIVER);
	f.num[0] = l->pri >> SEVERITY_BITS;
	f.num[1] = l->pri & 7;
	emit_fact(e, f);
	if (l->host.n && !words_is_address(l->host))
		emit_text(e, FACT_NAME, SENDER, 60, words_cut(&(struct text){l->host.s, l->host.n}, '.'));
	if (l->new_form)
		tell_clock(e, l->time);
	tell_station(e, l->text);
}

/* One line of a stream: counted ("34 <13>...") or ended by LF. */
static enum heard next_line(struct rd *in, struct rd *ret_line)
{
	struct rd r = *in;
	unsigned n = 0, count = 0;

	for (; rd_peek(&r, 0) >= '0' && rd_peek(&r, 0) <= '9' && count < 5; count++)
		n = n * 10 + (unsigned)(rd_u8(&r) - '0');
	if (count == 0) {
		if (rd_line(in, ret_line))
			return HEARD;
		return rd_left(in) > LINE_MAX_BYTES ? BROKEN : MORE;
	}
	if (rd_u8(&r) != ' ')
		return rd_ok(&r) ? BROKEN : MORE;
	*ret_line = rd_sub(&r, n);
	if (!rd_ok(&r))
		return n > LINE_MAX_BYTES ? BROKEN : MORE;
	*in = r;
	return HEARD;
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct rd r;
	struct line l;
	enum heard heard = HEARD;

	if (t->transport == 6)
		heard = next_line(in, &r);
	else
		r = rd_rest(in);
	if (heard == BROKEN && t->hole) {
		(void)rd_rest(in);
		return HEARD;
	}
	if (heard != HEARD)
		return heard;
	l = read_line(r);
	if (l.has_pri || t->transport != 6)
		tell(e, &l);
	return HEARD;
}

const struct decoder decoder_syslog = {
	.protocol = PROTO_syslog,
	.on = ON_UDP | ON_TCP,
	.ports = ports,
	.begins = "30-39 3c",
	.depth = DEPTH_IDENTITY,
	.secrecy = SECRECY_CLEAR,
	.smells = smells,
	.decode = decode,
};
