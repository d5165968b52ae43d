#include "decode/toyopuc-areas.h"

#include "base/quick.h"

#include <stdio.h>
#include <string.h>

/* By word address; bits: 16 of the area's numbers lie in one word ("M0003W" is M0030 to M003F). */
static const struct area {
	uint16_t from;
	const char *name;
	bool bits;
} basic[] =
	{
		{0x0000, "P", true},  {0x0020, "K", true},  {0x0050, "V", true},  {0x0060, "T", true},
		{0x0080, "L", true},  {0x0100, "X", true},  {0x0180, "M", true},  {0x0200, "S", false},
		{0x0600, "N", false}, {0x0800, "R", false}, {0x1000, "D", false}, {0x6000, "B", false},
},
  extended[] =
	  {
		  {0x0000, "EP", true},  {0x0100, "EK", true}, {0x0200, "EV", true}, {0x0300, "ET", true},
		  {0x0380, "EL", true},  {0x0580, "EX", true}, {0x0600, "EM", true}, {0x0800, "ES", false},
		  {0x1000, "EN", false}, {0x1800, "H", false},
},
  shared[] = {{0x0000, "GX", true}, {0x1000, "GM", true}}, buffer[] = {{0x0000, "U", false}};

#define TABLE(a) a, sizeof(a) / sizeof(a)[0]
static const struct set {
	uint8_t program;
	const char *prefix;
	const struct area *areas;
	size_t n;
} sets[] = {
	{TOYOPUC_BASIC, "", TABLE(basic)}, {0x00, "", TABLE(extended)}, {0x01, "P1-", TABLE(basic)},
	{0x02, "P2-", TABLE(basic)},       {0x03, "P3-", TABLE(basic)}, {0x07, "", TABLE(shared)},
	{0x08, "", TABLE(buffer)},
};

static const struct area *area_at(const struct set *s, unsigned word)
{
	const struct area *a = NULL;

	for (size_t i = 0; i < s->n && s->areas[i].from <= word; i++)
		a = &s->areas[i];
	return a;
}

static struct text name_in(const struct set *s, enum toyopuc_unit unit, unsigned address, char *room)
{
	static const char halves[] = {'L', 'H'};
	unsigned per_word = unit == TOYOPUC_WORD   ? 1
			    : unit == TOYOPUC_BYTE ? 2
						   : 16,
		 word = address / per_word;
	const struct area *a = area_at(s, word);
	int n;

	if (!a)
		return text_of(room, 0);
	if (unit == TOYOPUC_BIT)
		n = a->bits ? quick_fmt(room, TOYOPUC_NAME, "%s%s%04X", s->prefix, a->name,
					address - a->from * 16u)
			    : quick_fmt(room, TOYOPUC_NAME, "%s%s%04X.%X", s->prefix, a->name, word - a->from,
					address % 16);
	else if (unit == TOYOPUC_BYTE)
		n = quick_fmt(room, TOYOPUC_NAME, "%s%s%04X%c", s->prefix, a->name, word - a->from,
			      halves[address % 2]);
	else
		n = quick_fmt(room, TOYOPUC_NAME, "%s%s%04X%s", s->prefix, a->name, word - a->from,
			      a->bits ? "W" : "");
	return text_of(room, n > 0 ? (size_t)n : 0);
}

struct text toyopuc_name(unsigned program, enum toyopuc_unit unit, unsigned address, char room[TOYOPUC_NAME])
{
	for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++)
		if (sets[i].program == program)
			return name_in(&sets[i], unit, address, room);
	return text_of(room, 0);
}

/* Areas of 64 kB each, by their extended number; words are numbered on from one to the next. */
static const struct {
	uint8_t from, to, digits;
	const char *name;
} blocks[] = {{0x03, 0x06, 5, "U"}, {0x10, 0x17, 5, "EB"}, {0x40, 0x7f, 6, "FR"}};

enum { BLOCK_WORDS = 0x8000, PROGRAM_1 = 0x0d, PROGRAM_3 = 0x0f, PROGRAM_BYTES = 0x8000, BITS = 19 };

static struct text name_of_byte(enum toyopuc_unit unit, unsigned block, unsigned byte, char *room)
{
	for (size_t i = 0; i < sizeof blocks / sizeof blocks[0]; i++) {
		int n;

		if (block < blocks[i].from || block > blocks[i].to)
			continue;
		n = snprintf(room, TOYOPUC_NAME, "%s%0*X%s", blocks[i].name, blocks[i].digits,
			     (block - blocks[i].from) * BLOCK_WORDS + byte / 2,
			     unit != TOYOPUC_BYTE ? ""
			     : byte % 2           ? "H"
						  : "L");
		return text_of(room, n > 0 ? (size_t)n : 0);
	}
	if (block == 1)
		return toyopuc_name(0, unit == TOYOPUC_BYTE ? TOYOPUC_BYTE : TOYOPUC_WORD,
				    unit == TOYOPUC_BYTE ? byte : byte / 2, room);
	return text_of(room, 0);
}

struct text toyopuc_name_pc10(enum toyopuc_unit unit, uint32_t address, char room[TOYOPUC_NAME])
{
	bool bit = unit == TOYOPUC_BIT;
	unsigned block = address >> (bit ? BITS : 16), within = address & ((1u << (bit ? BITS : 16)) - 1);
	unsigned byte = bit ? within / 8 : within;
	struct text t = text_of(room, 0);

	if (block >= PROGRAM_1 && block <= PROGRAM_3 && byte < PROGRAM_BYTES)
		t = toyopuc_name(block - PROGRAM_1 + 1, unit == TOYOPUC_LONG ? TOYOPUC_WORD : unit,
				 unit == TOYOPUC_BYTE || bit ? within : within / 2, room);
	else if (!bit)
		t = name_of_byte(unit, block, byte, room);
	if (!t.n)
		t = text_of(room, (size_t)quick_fmt(room, TOYOPUC_NAME, bit ? "PC10-bit:%08X" : "PC10:%08X",
						    address));
	return t;
}
