/* SSDP (UPnP Device Architecture 1.1, 1): who announces itself, who answers a search, who searches. */
#include "decode/decoder.h"
#include "decode/upnp.h"
#include "decode/words.h"

static struct smell ssdp_smells(const struct talk *t, struct rd head)
{
	if (rd_starts(&head, "M-SEARCH * HTTP/1", 17))
		return smell(SURE, ROLE_CLIENT);
	if (rd_starts(&head, "NOTIFY * HTTP/1", 15))
		return smell(SURE, ROLE_UNKNOWN);
	if (rd_starts(&head, "HTTP/1.", 7))
		return smell(talk_on_port(t, 1900) ? SURE : LIKELY, ROLE_SERVER);
	return smell(NOT_MINE, ROLE_UNKNOWN);
}

static void location(struct emit *e, struct text url)
{
	url = words_cut(&url, '?');
	if (url.n > 0)
		emit_pair(e, FACT_PROPERTY, SENDER, 90, "upnp-location",
			  text_of(url.s, url.n < 300 ? url.n : 300));
}

static void type(struct emit *e, struct text t)
{
	if (words_same(t, "upnp:rootdevice") || words_same(t, "ssdp:all") || words_start(t, "uuid:"))
		return;
	emit_text(e, FACT_SERVICE_TYPE, SENDER, 90, t);
	upnp_type(e, SENDER, t);
}

/* "uuid:4d696e69-444c-164e-9d41-b827eb54e939::upnp:rootdevice" */
static void unique_name(struct emit *e, struct text usn)
{
	if (!words_start(usn, "uuid:"))
		return;
	usn = words_from(usn, 5);
	usn = words_cut(&usn, ':');
	if (usn.n > 0 && usn.n <= 64)
		emit_pair(e, FACT_PROPERTY, SENDER, 90, "uuid", usn);
}

static void banner(struct emit *e, struct text v) { emit_text(e, FACT_BANNER, SENDER, 80, v); }
static void agent(struct emit *e, struct text v) { emit_text(e, FACT_USER_AGENT, SENDER, 80, v); }

static const struct {
	const char *name;
	bool searcher; /* in an M-SEARCH; else in an announcement or answer */
	void (*read)(struct emit *e, struct text value);
} headers[] = {{"server", false, banner},   {"nt", false, type},           {"st", false, type},
	       {"usn", false, unique_name}, {"location", false, location}, {"al", false, location},
	       {"user-agent", true, agent}};

static enum heard ssdp_decode(struct talk *t, struct rd *in, struct emit *e)
{
	bool searcher = rd_starts(in, "M-SEARCH", 8);
	struct text name, value;
	struct rd line;

	if (ssdp_smells(t, *in).certainty == NOT_MINE)
		return BROKEN;
	while (rd_line(in, &line) && !rd_empty(&line)) {
		if (!words_header(text_rd(&line), &name, &value) || value.n == 0)
			continue;
		for (size_t i = 0; i < sizeof headers / sizeof headers[0]; i++)
			if (headers[i].searcher == searcher && words_same(name, headers[i].name))
				headers[i].read(e, value);
	}
	rd_skip(in, rd_left(in));
	return HEARD;
}

const struct decoder decoder_ssdp = {
	.protocol = PROTO_ssdp,
	.on = ON_UDP,
	.ports = (const uint16_t[]){1900, 0},
	.begins = "48 4d 4e",
	.depth = DEPTH_IDENTITY,
	.secrecy = SECRECY_CLEAR,
	.smells = ssdp_smells,
	.decode = ssdp_decode,
};
