/* WS-Discovery (2005 draft and OASIS 1.1) over UDP: types, scopes and addresses in Hello, ProbeMatches and
 * ResolveMatches; what ONVIF cameras and Windows' printers put there. A Probe names what is looked for, not
 * what its sender is. */
#include "decode/decoder.h"
#include "decode/words.h"
#include "decode/xml.h"

enum { HEAD = 2048 };

static bool is_discovery(struct text t)
{
	return words_has(t, "schemas.xmlsoap.org/ws/2005/04/discovery") ||
	       words_has(t, "docs.oasis-open.org/ws-dd/ns/discovery");
}

static struct smell ws_smells(const struct talk *t, struct rd head)
{
	struct text text = text_of((const char *)head.at, rd_left(&head) < HEAD ? rd_left(&head) : HEAD);

	if (rd_peek(&head, 0) != '<')
		return smell(NOT_MINE, ROLE_UNKNOWN);
	if (is_discovery(text))
		return smell(SURE, ROLE_UNKNOWN);
	return smell(talk_on_port(t, 3702) && words_has(text, "envelope") ? LIKELY : NOT_MINE, ROLE_UNKNOWN);
}

/* Local names of types and what they imply (ONVIF Core 7.3.2; WSD Device and Print profiles). */
static void type(struct emit *e, struct text word)
{
	static const struct {
		const char *local, *kind;
		uint8_t confidence;
	} known[] = {{"networkvideotransmitter", "camera", 90},
		     {"networkvideodisplay", "hmi", 30},
		     {"networkvideostorage", "nas", 60},
		     {"networkvideoanalytics", "server", 40},
		     {"printdevicetype", "printer", 90},
		     {"scandevicetype", "printer", 80},
		     {"printerservicetype", "printer", 90},
		     {"scannerservicetype", "printer", 80},
		     {"computer", "pc", 60}};
	struct text local = word;

	while (local.n > 0 && memchr(local.s, ':', local.n))
		words_cut(&local, ':');
	if (words_same(local, "device") || local.n == 0)
		return;
	emit_text(e, FACT_SERVICE_TYPE, SENDER, 90, word);
	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
		if (words_same(local, known[i].local))
			emit_str(e, FACT_KIND, SENDER, known[i].confidence, known[i].kind);
}

/* onvif://www.onvif.org/name/AXIS%20M1065 */
static void scope(struct emit *e, struct text word)
{
	static const struct {
		const char *prefix;
		enum fact_kind kind;
	} known[] = {{"name/", FACT_DESCRIPTION},
		     {"hardware/", FACT_MODEL},
		     {"location/", FACT_LOCATION},
		     {"mac/", FACT_PROPERTY}};
	static const char base[] = "onvif://www.onvif.org/";
	char value[200];
	struct text path;

	if (!words_start(word, base))
		return;
	path = words_from(word, sizeof base - 1);
	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
		struct text part;

		if (!words_start(path, known[i].prefix))
			continue;
		part = words_from(path, strlen(known[i].prefix));
		part = text_of(value, words_unescape(part, value, sizeof value));
		if (part.n > 0 && known[i].kind == FACT_PROPERTY)
			emit_fmt(e, FACT_PROPERTY, SENDER, 90, "mac=%.*s", (int)part.n, part.s);
		else if (part.n > 0)
			emit_text(e, known[i].kind, SENDER, 90, part);
	}
}

static void each_word(struct emit *e, struct text list, void (*fn)(struct emit *e, struct text word))
{
	for (unsigned i = 0; i < 64 && list.n > 0; i++) {
		size_t n = 0;

		list = words_trim(list);
		while (n < list.n && !memchr(" \t\r\n", list.s[n], 4))
			n++;
		if (n > 0)
			fn(e, text_of(list.s, n));
		list = words_from(list, n);
	}
}

static void address(struct emit *e, struct text word)
{
	word = words_cut(&word, '?');
	emit_fmt(e, FACT_PROPERTY, SENDER, 80, "ws-address=%.*s", (int)(word.n < 300 ? word.n : 300), word.s);
}

static enum heard ws_decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct rd all = rd_rest(in);
	struct text document = text_rd(&all), action, part;

	(void)t;
	if (!is_discovery(document))
		return BROKEN;
	if (!xml_inner(document, "Action", &action) ||
	    !(words_end(action, "/hello") || words_end(action, "/probematches") ||
	      words_end(action, "/resolvematches")))
		return HEARD;
	if (xml_inner(document, "Types", &part))
		each_word(e, part, type);
	if (xml_inner(document, "Scopes", &part))
		each_word(e, part, scope);
	if (xml_inner(document, "XAddrs", &part))
		each_word(e, part, address);
	return HEARD;
}

const struct decoder decoder_ws_discovery = {
	.protocol = PROTO_ws_discovery,
	.on = ON_UDP,
	.ports = (const uint16_t[]){3702, 0},
	.begins = "3c",
	.depth = DEPTH_IDENTITY,
	.secrecy = SECRECY_CLEAR,
	.smells = ws_smells,
	.decode = ws_decode,
};
