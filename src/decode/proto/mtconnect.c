/* MTConnect's adapters (SHDR; MTConnect standard part 1, annex), from a machine tool to its agent, over TCP, named by
 * content. The agent itself speaks HTTP. From memory of the standard; no public capture was at hand.
 *
 *	* PING LF                     asked by the agent; * PONG 10000 LF is the answer, * name: value LF others
 *	2023-01-01T00:00:00.0Z|name|value|name|value ... LF
 */
#include "decode/decoder.h"
#include "decode/words.h"

#include <math.h>

enum { POINTS_MAX = 64, LINE_MAX_BYTES = 8192 };

static const uint16_t ports[] = {7878, 0};

/* "2023-01-01T00:00:00...|" */
static bool is_dated(struct text line)
{
	static const char form[] = "0000-00-00T00:00:00";

	if (line.n < sizeof form || !words_has(line, "|"))
		return false;
	for (size_t i = 0; i < sizeof form - 1; i++) {
		bool digit = line.s[i] >= '0' && line.s[i] <= '9';

		if (form[i] == '0' ? !digit : line.s[i] != form[i])
			return false;
	}
	return true;
}

static struct smell smells(const struct talk *t, struct rd head)
{
	struct rd line;

	if (!rd_line(&head, &line))
		return smell(NOT_MINE, ROLE_UNKNOWN);
	if (words_same(text_rd(&line), "* ping"))
		return smell(SURE, ROLE_CLIENT);
	if (words_start(text_rd(&line), "* pong "))
		return smell(SURE, ROLE_SERVER);
	if (is_dated(text_rd(&line)) || (rd_starts(&line, "* ", 2) && words_has(text_rd(&line), ":")))
		return smell(talk_on_port(t, ports[0]) ? SURE : LIKELY, ROLE_SERVER);
	return smell(NOT_MINE, ROLE_UNKNOWN);
}

static void hear_values(struct emit *e, struct text line)
{
	double value;

	(void)words_cut(&line, '|');
	for (int i = 0; i < POINTS_MAX && line.n; i++) {
		struct text name = words_trim(words_cut(&line, '|')),
			    text = words_trim(words_cut(&line, '|'));

		if (name.n && words_double(text, &value) && isfinite(value))
			emit_value(e, SERVER, name, value, POINT_UNKNOWN, false);
	}
}

/* "* manufacturer: OKUMA" */
static void hear_order(struct emit *e, struct text line)
{
	static const struct {
		const char *name;
		uint16_t kind;
	} fields[] = {{"manufacturer", FACT_MAKER},
		      {"serialnumber", FACT_SERIAL},
		      {"station", FACT_LOCATION},
		      {"device", FACT_NAME}};
	struct text value = words_from(line, 2), name = words_trim(words_cut(&value, ':'));

	value = words_trim(value);
	for (size_t i = 0; i < sizeof fields / sizeof fields[0] && value.n; i++)
		if (words_same(name, fields[i].name))
			emit_text(e, (enum fact_kind)fields[i].kind, SERVER, 80, value);
}

static enum heard decode(struct talk *t, struct rd *in, struct emit *e)
{
	struct rd line;

	if (!rd_line(in, &line))
		return rd_left(in) > LINE_MAX_BYTES ? BROKEN : MORE;
	if (t->side == FROM_CLIENT)
		return HEARD;
	if (is_dated(text_rd(&line)))
		hear_values(e, text_rd(&line));
	else if (rd_starts(&line, "* ", 2))
		hear_order(e, text_rd(&line));
	return HEARD;
}

const struct decoder decoder_mtconnect = {
	.protocol = PROTO_mtconnect,
	.on = ON_TCP,
	.ports = ports,
	.begins = "2a 30-39",
	.depth = DEPTH_VALUES,
	.secrecy = SECRECY_CLEAR,
	.smells = smells,
	.decode = decode,
};
