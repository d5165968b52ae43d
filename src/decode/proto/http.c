/* HTTP/1.x (RFC 9110, 9112): both directions, pipelined, on any port. Heads are read line by line; bodies are
 * counted, not kept, and only texts of interest (title, UPnP and ONVIF elements, SOAP port mappings, sign-in
 * forms) are scanned on the way through. Queries, cookies and tokens are secrets: only that a sign-in was
 * tried is told. */
#include "base/hash.h"
#include "decode/decoder.h"
#include "decode/remotenames.h"
#include "decode/signin.h"
#include "decode/upnp.h"
#include "decode/words.h"
#include "decode/xml.h"

enum phase { START, HEAD, BODY, CHUNK_LINE, CHUNK, CHUNK_END, TRAILER, TO_CLOSE, LOST };
enum { LINE_MAX_KEPT = 16 * 1024, HTML_SCAN = 4096, XML_SCAN = 32 * 1024, FORM_MAX = 2048, QUEUE = 8 };
enum { IS_HEAD = 1, IS_CONNECT = 2, IS_SIGNIN = 4, IS_UPGRADE = 8, IS_FORM = 16 };
enum content { OTHER_CONTENT, HTML, XML, FORM };

struct half {
	uint8_t phase, content;
	bool chunked, has_length, encoded, proxied, title_seen, cookie;
	uint16_t status;
	uint32_t scan_left, seen;
	uint64_t left;
	struct xml xml;
};

struct mapping {
	bool asked;
	uint32_t outside, inside, seconds;
	uint8_t purpose_n, client_n;
	char purpose[48], client[48];
};

struct http {
	struct half half[2];
	uint8_t queue[QUEUE], queued; /* flags of requests without answer yet, oldest first */
	uint8_t request;              /* flags of the one being read */
	bool answered, becomes;
	bool unmatched; /* more were under way than we remember */
	uint64_t told_server, told_agent, told_host;
	struct mapping mapping;
	struct signin signin;
};

struct scene { /* what a line or element is about */
	struct talk *t;
	struct http *s;
	struct half *h;
	struct emit *e;
};

static const char *const methods[] = {"GET ",    "POST ",      "PUT ",     "HEAD ",        "OPTIONS ",
				      "DELETE ", "PATCH ",     "CONNECT ", "TRACE ",       "PROPFIND ",
				      "NOTIFY ", "SUBSCRIBE ", "REPORT ",  "UNSUBSCRIBE ", "MKCOL ",
				      "MOVE ",   "COPY ",      "LOCK "};

static bool is_request(struct rd head)
{
	for (size_t i = 0; i < sizeof methods / sizeof methods[0]; i++)
		if (rd_starts(&head, methods[i], strlen(methods[i])))
			return true;
	return false;
}

static struct smell http_smells(const struct talk *t, struct rd head)
{
	struct rd line;

	(void)t;
	if (rd_starts(&head, "HTTP/1.", 7))
		return smell(SURE, ROLE_SERVER);
	if (rd_starts(&head, "PRI * HTTP/2.0\r\n", 16))
		return smell(SURE, ROLE_CLIENT);
	if (rd_peek(&head, 0) < 'A' || rd_peek(&head, 0) > 'Z' || !is_request(head))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	if (!rd_line(&head, &line))
		return smell(LIKELY, ROLE_CLIENT);
	if (words_has(text_rd(&line), " http/1."))
		return smell(SURE, ROLE_CLIENT);
	return smell(words_has(text_rd(&line), " rtsp/") || words_has(text_rd(&line), " sip/") ? NOT_MINE
											       : LIKELY,
		     ROLE_CLIENT);
}

/* Facts that every message repeats are told when they change. */
static bool is_news(uint64_t *told, struct text value)
{
	uint64_t h = hash_bytes(value.s, value.n, 0) | 1;
	bool news = h != *told;

	*told = h;
	return news;
}

static void on_server(struct scene *c, struct text v)
{
	if (is_news(&c->s->told_server, v))
		emit_text(c->e, FACT_BANNER, SENDER, 90, v);
}

static void on_agent(struct scene *c, struct text v)
{
	if (is_news(&c->s->told_agent, v))
		emit_text(c->e, FACT_USER_AGENT, SENDER, 90, v);
}

static void on_host(struct scene *c, struct text v)
{
	struct text host = words_cut(&v, ':');

	if (!words_is_domain(host) || !is_news(&c->s->told_host, host))
		return;
	if (!c->h->proxied)
		emit_text(c->e, FACT_NAME_OF, SERVER, 80, host);
	if (remote_tool_of(host))
		emit_str(c->e, FACT_REMOTE_TOOL, CLIENT, 70, remote_tool_of(host));
}

static void on_authorization(struct scene *c, struct text v)
{
	if (signin_authorization(&c->s->signin, c->e, v))
		c->s->request |= IS_SIGNIN;
}

static void on_authenticate(struct scene *c, struct text v)
{
	struct text realm = words_parameter(v, "realm");

	if (realm.n > 0)
		emit_text(c->e, FACT_REALM, SENDER, 90, realm);
}

static void on_length(struct scene *c, struct text v)
{
	if (words_number(v, 10, &c->h->left))
		c->h->has_length = true;
}

static void on_transfer(struct scene *c, struct text v) { c->h->chunked |= words_has(v, "chunked"); }
static void on_encoding(struct scene *c, struct text v) { c->h->encoded = !words_same(v, "identity"); }
static void on_cookie(struct scene *c, struct text v)
{
	(void)v;
	c->h->cookie = true;
}

static void on_type(struct scene *c, struct text v)
{
	if (words_start(v, "text/html"))
		c->h->content = HTML;
	else if (words_has(v, "xml"))
		c->h->content = XML;
	else if (words_has(v, "x-www-form-urlencoded") || words_has(v, "json"))
		c->h->content = FORM;
}

static void on_action(struct scene *c, struct text v)
{
	memset(&c->s->mapping, 0, sizeof c->s->mapping);
	c->s->mapping.asked = words_has(v, "#addportmapping") || words_has(v, "#addanyportmapping");
}

static void on_upgrade(struct scene *c, struct text v)
{
	(void)v;
	c->s->request |= IS_UPGRADE;
}

enum { REQUEST = 1, RESPONSE = 2 };
static const struct {
	const char *name;
	int in;
	void (*read)(struct scene *c, struct text value);
} headers[] = {
	{"host", REQUEST, on_host},
	{"user-agent", REQUEST, on_agent},
	{"authorization", REQUEST, on_authorization},
	{"proxy-authorization", REQUEST, on_authorization},
	{"soapaction", REQUEST, on_action},
	{"upgrade", REQUEST, on_upgrade},
	{"server", RESPONSE, on_server},
	{"www-authenticate", RESPONSE, on_authenticate},
	{"set-cookie", RESPONSE, on_cookie},
	{"content-length", REQUEST | RESPONSE, on_length},
	{"transfer-encoding", REQUEST | RESPONSE, on_transfer},
	{"content-encoding", REQUEST | RESPONSE, on_encoding},
	{"content-type", REQUEST | RESPONSE, on_type},
};

static void header(struct scene *c, struct text line)
{
	int in = c->t->side == FROM_CLIENT ? REQUEST : RESPONSE;
	struct text name, value;

	if (!words_header(line, &name, &value))
		return;
	for (size_t i = 0; i < sizeof headers / sizeof headers[0]; i++)
		if (headers[i].in & in && words_same(name, headers[i].name)) {
			headers[i].read(c, value);
			return;
		}
}

static void begin_message(struct half *h)
{
	memset(h, 0, sizeof *h);
	h->phase = HEAD;
}

static bool request_line(struct scene *c, struct text line)
{
	struct text target = line, method = words_cut(&target, ' ');

	if (!is_request(rd_of(line.s, line.n)))
		return false;
	begin_message(c->h);
	if (c->s->unmatched && c->s->answered) { /* in step again: this one was sent after an answer */
		c->s->unmatched = false;
		c->s->queued = 0;
	}
	c->s->answered = false;
	c->s->request = words_same(method, "head") ? IS_HEAD : words_same(method, "connect") ? IS_CONNECT : 0;
	c->h->proxied = c->s->request & IS_CONNECT || words_start(target, "http://");
	if (words_end(line, " http/1.1") || words_end(line, " http/1.0"))
		return true;
	if (words_has(line, " http/"))
		return false;
	c->s->half[0].phase = c->s->half[1].phase =
		TO_CLOSE; /* HTTP/0.9: the answer is the page, nothing else */
	return true;
}

static bool status_line(struct scene *c, struct text line)
{
	struct text rest = line, version = words_cut(&rest, ' ');
	uint64_t status = 0;

	if (!words_start(version, "http/") || !words_number(words_cut(&rest, ' '), 10, &status) ||
	    status < 100 || status > 999)
		return false;
	begin_message(c->h);
	c->h->status = (uint16_t)status;
	return true;
}

static void enqueue(struct http *s)
{
	if (s->queued < QUEUE)
		s->queue[s->queued++] = s->request;
	else
		s->unmatched = true;
}

static uint8_t dequeue(struct http *s)
{
	uint8_t flags;

	if (s->queued == 0 || s->unmatched)
		return 0;
	flags = s->queue[0];
	memmove(s->queue, s->queue + 1, --s->queued);
	return flags;
}

/* How a sign-in went. A form's page comes back with 200 either way: only a cookie with a redirect says yes.
 */
static enum login_result verdict(const struct half *h, uint8_t flags)
{
	if (h->status == 401 || h->status == 403 || h->status == 407)
		return LOGIN_FAILED;
	if (h->status >= 400 || (flags & IS_FORM && !(h->cookie && h->status >= 300)))
		return LOGIN_UNKNOWN;
	return LOGIN_OK;
}

static void scan_limit(struct half *h)
{
	h->scan_left = h->encoded ? 0 : h->content == HTML ? HTML_SCAN : h->content == XML ? XML_SCAN : 0;
}

static enum heard request_head_ends(struct scene *c)
{
	struct half *h = c->h;

	scan_limit(h);
	h->phase = h->chunked ? CHUNK_LINE : h->has_length && h->left > 0 ? BODY : START;
	if (h->phase == START || h->content != FORM)
		enqueue(c->s); /* a form's flags are known when its body is read */
	return HEARD;
}

static enum heard response_head_ends(struct scene *c)
{
	struct half *h = c->h;
	uint8_t flags;
	bool none;

	if (h->status < 200 && h->status != 101) {
		h->phase = START;
		return HEARD;
	}
	flags = dequeue(c->s);
	c->s->answered = true;
	if (flags & IS_SIGNIN)
		signin_answer(&c->s->signin, c->e, verdict(h, flags));
	if (h->status == 101) /* WebSocket, h2c: what follows has no meaning for us */
		c->s->half[0].phase = c->s->half[1].phase = TO_CLOSE;
	if (flags & IS_CONNECT && h->status < 300) {
		c->s->becomes = true;
		emit_becomes(c->e, PROTO_none);
	}
	none = flags & (IS_HEAD | IS_CONNECT) || h->status == 204 || h->status == 304;
	if (h->content != HTML || h->status < 400) /* the title of an error page is no one's name */
		scan_limit(h);
	if (h->phase != TO_CLOSE)
		h->phase = none            ? START
			   : h->chunked    ? CHUNK_LINE
			   : h->has_length ? (h->left ? BODY : START)
					   : TO_CLOSE;
	return HEARD;
}

static uint32_t as_port(struct text v)
{
	uint64_t n;

	return words_number(v, 10, &n) && n <= UINT32_MAX ? (uint32_t)n : 0;
}

static void mapping_element(struct mapping *m, struct text element, struct text value)
{
	if (words_same(element, "newexternalport"))
		m->outside = as_port(value);
	else if (words_same(element, "newinternalport"))
		m->inside = as_port(value);
	else if (words_same(element, "newleaseduration"))
		m->seconds = as_port(value);
	else if (words_same(element, "newportmappingdescription"))
		m->purpose_n = (uint8_t)words_keep(value, m->purpose, sizeof m->purpose);
	else if (words_same(element, "newinternalclient"))
		m->client_n = (uint8_t)words_keep(value, m->client, sizeof m->client);
}

static void element(void *ctx, struct text name, struct text value)
{
	struct scene *c = ctx;

	if (c->h->content == XML && c->t->side == FROM_CLIENT)
		mapping_element(&c->s->mapping, name, value);
	else if (c->h->content == XML)
		upnp_element(c->e, &c->h->seen, name, value);
	else if (!c->h->title_seen && words_same(name, "title")) {
		c->h->title_seen = true;
		emit_text(c->e, FACT_TITLE, SENDER, 90, value);
	}
}

static void scan(struct scene *c, struct text bytes)
{
	if (bytes.n > c->h->scan_left)
		bytes.n = c->h->scan_left;
	c->h->scan_left -= (uint32_t)bytes.n;
	if (bytes.n > 0)
		xml_feed(&c->h->xml, bytes, element, c);
}

static void body_ends(struct scene *c)
{
	struct mapping *m = &c->s->mapping;

	if (c->t->side != FROM_CLIENT || !m->asked)
		return;
	emit_fact(c->e, (struct fact){.kind = FACT_PORT_MAP,
				      .source = PROTO_upnp_igd,
				      .confidence = 90,
				      .about = emit_who(c->e, CLIENT),
				      .peer = emit_who(c->e, SERVER),
				      .value = text_of(m->purpose, m->purpose_n),
				      .other = text_of(m->client, m->client_n),
				      .num = {m->outside, m->inside, m->seconds}});
	m->asked = false;
}

/* A form of modest size is waited for, looked at once and passed. */
static enum heard form(struct scene *c, struct rd *in)
{
	struct rd body;

	if (rd_left(in) < c->h->left)
		return MORE;
	body = rd_sub(in, (size_t)c->h->left);
	if (signin_form(&c->s->signin, c->e, text_rd(&body)))
		c->s->request |= IS_SIGNIN | IS_FORM;
	enqueue(c->s);
	c->h->phase = START;
	return HEARD;
}

static enum heard body(struct scene *c, struct rd *in)
{
	struct half *h = c->h;
	bool is_form = c->t->side == FROM_CLIENT && h->content == FORM;
	size_t n = rd_left(in) < h->left ? rd_left(in) : (size_t)h->left;
	struct rd part;

	if (is_form && h->phase == BODY && h->left <= FORM_MAX && !h->encoded)
		return form(c, in);
	if (is_form) {
		enqueue(c->s);
		h->content = OTHER_CONTENT;
	}
	part = rd_sub(in, n);
	scan(c, text_rd(&part));
	h->left -= n;
	if (h->left > 0)
		return HEARD;
	if (h->phase == BODY)
		body_ends(c);
	h->phase = h->phase == BODY ? START : CHUNK_END;
	return HEARD;
}

static enum heard to_close(struct scene *c, struct rd *in)
{
	struct rd rest = rd_rest(in);

	scan(c, text_rd(&rest));
	return c->h->scan_left > 0 ? HEARD : ENOUGH;
}

static enum heard chunk_line(struct scene *c, struct text line)
{
	struct text size = words_trim(words_cut(&line, ';'));

	if (!words_number(size, 16, &c->h->left))
		return BROKEN;
	c->h->phase = c->h->left > 0 ? CHUNK : TRAILER;
	return HEARD;
}

static enum heard start_line(struct scene *c, struct text line)
{
	bool ok = c->t->side == FROM_CLIENT ? request_line(c, line) : status_line(c, line);

	return ok ? HEARD : BROKEN;
}

static enum heard line(struct scene *c, struct rd *in)
{
	struct rd one;
	struct text text;

	if (!rd_line(in, &one))
		return rd_left(in) > LINE_MAX_KEPT ? BROKEN : MORE;
	text = text_rd(&one);
	switch ((enum phase)c->h->phase) {
	case START:
		return text.n == 0 ? HEARD : start_line(c, text);
	case HEAD:
		if (text.n > 0)
			header(c, text);
		else
			return c->t->side == FROM_CLIENT ? request_head_ends(c) : response_head_ends(c);
		return HEARD;
	case CHUNK_LINE:
		return chunk_line(c, text);
	case CHUNK_END:
		c->h->phase = CHUNK_LINE;
		return HEARD;
	default: /* TRAILER */
		if (text.n == 0) {
			body_ends(c);
			c->h->phase = START;
		}
		return HEARD;
	}
}

/* After lost bytes: wait for something that begins like a message. */
static enum heard lost(struct scene *c, struct rd *in)
{
	if (http_smells(c->t, *in).certainty == SURE)
		c->h->phase = START;
	else
		rd_skip(in, rd_left(in));
	return HEARD;
}

static enum heard step(struct scene *c, struct rd *in)
{
	switch ((enum phase)c->h->phase) {
	case BODY:
	case CHUNK:
		return body(c, in);
	case TO_CLOSE:
		return to_close(c, in);
	case LOST:
		return lost(c, in);
	default:
		return line(c, in);
	}
}

static enum heard http_decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct http *s = t->state;
	struct scene c = {t, s, &s->half[t->side], e};
	enum heard h = HEARD;

	if (t->hole && c.h->phase != TO_CLOSE) {
		c.h->phase = LOST;
		s->unmatched = true;
	}
	if (c.h->phase == START && rd_starts(in, "PRI * HTTP/2.0\r\n", 16)) {
		s->half[0].phase = s->half[1].phase = TO_CLOSE;
		return ENOUGH;
	}
	while (h == HEARD && !rd_empty(in) && !s->becomes)
		h = step(&c, in);
	return h == MORE && rd_used(in) > 0 ? HEARD : h;
}

static void http_over(struct talk *t, struct emit *e)
{
	signin_answer(&((struct http *)t->state)->signin, e, LOGIN_UNKNOWN);
}

const struct decoder decoder_http = {
	.protocol = PROTO_http,
	.on = ON_TCP,
	.ports = (const uint16_t[]){80, 8080, 8000, 8888, 81, 82, 8008, 8081, 5000, 7547, 49152, 0},
	.begins = "41-5a",
	.depth = DEPTH_IDENTITY,
	.secrecy = SECRECY_CLEAR,
	.state_size = sizeof(struct http),
	.smells = http_smells,
	.decode = http_decode,
	.over = http_over,
};
