#include "decode/melsec.h"
#include "base/quick.h"
#include "decode/words.h"

static const struct melsec_area areas[] = {
	{"SM", 1, false, 0x91, 0x02},   {"SD", 16, false, 0xa9, 0x21}, {"X", 1, true, 0x9c, 0x10},
	{"Y", 1, true, 0x9d, 0x11},     {"M", 1, false, 0x90, 0x01},   {"L", 1, false, 0x92, 0x03},
	{"F", 1, false, 0x93, 0x04},    {"V", 1, false, 0x94, 0},      {"B", 1, true, 0xa0, 0x14},
	{"S", 1, false, 0x98, 0x08},    {"D", 16, false, 0xa8, 0x20},  {"W", 16, true, 0xb4, 0x30},
	{"TS", 1, false, 0xc1, 0},      {"TC", 1, false, 0xc0, 0},     {"TN", 16, false, 0xc2, 0x42},
	{"STS", 1, false, 0xc7, 0},     {"STC", 1, false, 0xc6, 0},    {"STN", 16, false, 0xc8, 0x4a},
	{"CS", 1, false, 0xc4, 0},      {"CC", 1, false, 0xc3, 0},     {"CN", 16, false, 0xc5, 0x46},
	{"SB", 1, true, 0xa1, 0x15},    {"SW", 16, true, 0xb5, 0x31},  {"DX", 1, true, 0xa2, 0},
	{"DY", 1, true, 0xa3, 0},       {"Z", 16, false, 0xcc, 0x60},  {"LZ", 32, false, 0x62, 0x62},
	{"R", 16, false, 0xaf, 0x27},   {"ZR", 16, false, 0xb0, 0},    {"RD", 16, false, 0x2c, 0},
	{"LTS", 1, false, 0x51, 0},     {"LTC", 1, false, 0x50, 0},    {"LSTS", 1, false, 0x59, 0},
	{"LSTC", 1, false, 0x58, 0},    {"LCS", 1, false, 0x55, 0},    {"LCC", 1, false, 0x54, 0},
	{"LCN", 32, false, 0x56, 0x56}, {"G", 16, false, 0xab, 0},     {"HG", 16, false, 0x2e, 0},
};

enum { AREAS = sizeof areas / sizeof areas[0] };
enum { STATUS = 203, REMOTE_RUN = 0x1001, REMOTE_STOP, REMOTE_PAUSE, REMOTE_RESET = 0x1006 };

const struct melsec_area *melsec_area_at(unsigned index) { return &areas[index < AREAS ? index : 0]; }

int melsec_area_of_slmp(unsigned code)
{
	for (int i = 0; i < (int)AREAS; i++)
		if (code && areas[i].slmp == code)
			return i;
	return -1;
}

int melsec_area_of_melsoft(unsigned code)
{
	for (int i = 0; i < (int)AREAS; i++)
		if (code && areas[i].melsoft == code)
			return i;
	return -1;
}

int melsec_area_named(struct text name)
{
	for (int i = 0; i < (int)AREAS; i++)
		if (strlen(areas[i].name) == name.n && memcmp(areas[i].name, name.s, name.n) == 0)
			return i;
	return -1;
}

void melsec_begin(struct melsec_asked *q) { memset(q, 0, offsetof(struct melsec_asked, places)); }

bool melsec_add(struct melsec_asked *q, int area, uint32_t address, unsigned count, enum melsec_unit unit)
{
	if (area < 0 || q->n_places >= MELSEC_PLACES || count == 0)
		return false;
	q->places[q->n_places++] =
		(struct melsec_place){address, (uint16_t)count, (uint8_t)area, (uint8_t)unit};
	return true;
}

void melsec_value(struct melsec_asked *q, uint32_t value)
{
	if (q->n_values < MELSEC_VALUES)
		q->values[q->n_values++] = value;
}

uint64_t melsec_span(const struct melsec_place *p)
{
	static const uint8_t unit_bits[] = {[MELSEC_BIT] = 1, [MELSEC_WORD] = 16, [MELSEC_DOUBLE] = 32};
	unsigned each = unit_bits[p->unit] / melsec_area_at(p->area)->bits;

	return (uint64_t)p->count * (each ? each : 1);
}

unsigned melsec_units(const struct melsec_asked *q)
{
	unsigned n = 0;

	for (unsigned i = 0; i < q->n_places; i++)
		n += q->places[i].count;
	return n;
}

/* How many of the area's own places one unit covers: a word of M is sixteen of them, a double of D two. */
static unsigned step(const struct melsec_area *a, unsigned unit)
{
	unsigned bits = unit == MELSEC_BIT ? 1 : unit == MELSEC_WORD ? 16 : 32;

	return bits > a->bits ? bits / a->bits : 1;
}

struct text melsec_name(char buf[MELSEC_NAME], const struct melsec_asked *q, const struct melsec_place *p,
			unsigned i)
{
	const struct melsec_area *a = melsec_area_at(p->area);
	uint32_t address = p->address + i * step(a, p->unit);
	bool group = a->bits == 1 && p->unit != MELSEC_BIT, other = q->network || q->station != 0xff;
	struct spell w = spell_in(buf, MELSEC_NAME);

	if (other) {
		spell_z(&w, "net");
		spell_u(&w, q->network);
		spell_z(&w, "-st");
		spell_u(&w, q->station);
		spell_char(&w, ':');
	}
	if (group)
		spell_z(&w, p->unit == MELSEC_WORD ? "K4" : "K8");
	spell_z(&w, a->name);
	spell_number(&w, address, a->hex ? 16 : 10);
	return text_of(buf, spell_n(&w));
}

struct text melsec_detail(char buf[MELSEC_DETAIL], const struct melsec_asked *q)
{
	char name[MELSEC_NAME];
	struct text first;
	int n;

	if (q->n_places == 0)
		return text_of("", 0);
	first = melsec_name(name, q, &q->places[0], 0);
	n = quick_fmt(buf, MELSEC_DETAIL, "%.*s", (int)first.n, first.s);
	if (q->places[0].count > 1)
		n += quick_fmt(buf + n, (size_t)(MELSEC_DETAIL - n), " x%u", q->places[0].count);
	if (q->n_places > 1)
		n += quick_fmt(buf + n, (size_t)(MELSEC_DETAIL - n), " +%u", q->n_places - 1u);
	return text_of(buf, (size_t)n);
}

static enum point_type type_of(unsigned unit)
{
	return unit == MELSEC_BIT ? POINT_BOOL : unit == MELSEC_WORD ? POINT_UINT16 : POINT_UINT32;
}

void melsec_tell(struct emit *e, const struct melsec_asked *q)
{
	char buf[MELSEC_NAME];
	unsigned v = 0;

	for (unsigned i = 0; i < q->n_places; i++)
		for (unsigned k = 0; k < q->places[i].count && v < q->n_values; k++)
			emit_value(e, SERVER, melsec_name(buf, q, &q->places[i], k), q->values[v++],
				   type_of(q->places[i].unit), q->sets);
}

/* The value of SD203 among those that were read; -1: it is not there. */
static int status_of(const struct melsec_asked *q)
{
	unsigned v = 0;

	for (unsigned i = 0; i < q->n_places; v += q->places[i++].count) {
		const struct melsec_place *p = &q->places[i];
		uint32_t at = STATUS - p->address;

		if (p->unit == MELSEC_WORD && p->address <= STATUS && at < p->count && v + at < q->n_values &&
		    strcmp(melsec_area_at(p->area)->name, "SD") == 0)
			return (int)q->values[v + at];
	}
	return -1;
}

enum melsec_run melsec_run_of(const struct melsec_asked *q, enum melsec_run before)
{
	int status = -1;

	if (q->network || q->station != 0xff)
		return before;
	if (q->command == REMOTE_RUN)
		return MELSEC_RUNS;
	if (q->command == REMOTE_STOP || q->command == REMOTE_PAUSE)
		return MELSEC_STANDS;
	if (q->command == REMOTE_RESET)
		return MELSEC_UNTOLD;
	if (!q->sets)
		status = status_of(q);
	if (status < 0)
		return before;
	return (status & 15) == 0 ? MELSEC_RUNS : MELSEC_STANDS;
}

bool melsec_is_program(struct text file) { return words_end(file, ".prg") || words_end(file, ".qpg"); }

struct text melsec_while_running(char buf[MELSEC_DETAIL], struct text detail)
{
	int n = quick_fmt(buf, MELSEC_DETAIL, "%.*s, while it runs", (int)(detail.n < 64 ? detail.n : 64),
			  detail.n ? detail.s : "");

	return text_of(buf, (size_t)n);
}

void melsec_tell_model(struct emit *e, struct rd room, int confidence)
{
	struct text t = text_rd(&room);

	while (t.n > 0 && (t.s[t.n - 1] == ' ' || t.s[t.n - 1] == '\0'))
		t.n--;
	if (!rd_ok(&room) || t.n < 2 || !text_is_plain(t))
		return;
	emit_text(e, FACT_MODEL, SENDER, confidence, t);
	emit_str(e, FACT_MAKER, SENDER, 60, "Mitsubishi Electric");
}
