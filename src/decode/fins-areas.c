#include "decode/fins-areas.h"

#include "base/quick.h"

enum { TIMERS_CS = 0x89, TIMERS_CV = 0x81, FLAGS_CS = 9, FLAGS_CV = 1, AUX_CV = 0x0b00 };

/* Size 4: the word and the forced states of its bits; of bits with forced states one byte holds both. */
static const struct fins_area areas[256] = {
	[0x00] = {"CIO", 1, true},  [0x40] = {"CIO", 1, true},  [0x80] = {"CIO", 2, false},
	[0xc0] = {"CIO", 4, false}, [0x01] = {"T", 1, false},   [0x41] = {"T", 1, false},
	[0x81] = {"T", 2, false},   [0x02] = {"D", 1, true},    [0x82] = {"D", 2, false},
	[0x09] = {"T", 1, false},   [0x49] = {"T", 1, false},   [0x89] = {"T", 2, false},
	[0x30] = {"CIO", 1, true},  [0x31] = {"W", 1, true},    [0x32] = {"H", 1, true},
	[0x33] = {"A", 1, true},    [0x70] = {"CIO", 1, true},  [0x71] = {"W", 1, true},
	[0x72] = {"H", 1, true},    [0xb0] = {"CIO", 2, false}, [0xb1] = {"W", 2, false},
	[0xb2] = {"H", 2, false},   [0xb3] = {"A", 2, false},   [0xf0] = {"CIO", 4, false},
	[0xf1] = {"W", 4, false},   [0xf2] = {"H", 4, false},   [0x0a] = {"EM", 1, true},
	[0x98] = {"EM", 2, false},  [0xbc] = {"DR", 2, false},  [0x20] = {"E0_", 1, true},
	[0x21] = {"E1_", 1, true},  [0x22] = {"E2_", 1, true},  [0x23] = {"E3_", 1, true},
	[0x24] = {"E4_", 1, true},  [0x25] = {"E5_", 1, true},  [0x26] = {"E6_", 1, true},
	[0x27] = {"E7_", 1, true},  [0x28] = {"E8_", 1, true},  [0x29] = {"E9_", 1, true},
	[0x2a] = {"EA_", 1, true},  [0x2b] = {"EB_", 1, true},  [0x2c] = {"EC_", 1, true},
	[0xa0] = {"E0_", 2, false}, [0xa1] = {"E1_", 2, false}, [0xa2] = {"E2_", 2, false},
	[0xa3] = {"E3_", 2, false}, [0xa4] = {"E4_", 2, false}, [0xa5] = {"E5_", 2, false},
	[0xa6] = {"E6_", 2, false}, [0xa7] = {"E7_", 2, false}, [0xa8] = {"E8_", 2, false},
	[0xa9] = {"E9_", 2, false}, [0xaa] = {"EA_", 2, false}, [0xab] = {"EB_", 2, false},
	[0xac] = {"EC_", 2, false}, [0x90] = {"E0_", 2, false}, [0x91] = {"E1_", 2, false},
	[0x92] = {"E2_", 2, false}, [0x93] = {"E3_", 2, false}, [0x94] = {"E4_", 2, false},
	[0x95] = {"E5_", 2, false}, [0x96] = {"E6_", 2, false}, [0x97] = {"E7_", 2, false},
};

struct fins_at fins_at(struct rd *r)
{
	struct fins_at at;

	at.area = rd_u8(r);
	at.word = rd_be16(r);
	at.bit = rd_u8(r);
	return at;
}

const struct fins_area *fins_area(unsigned code)
{
	return code < 256 && areas[code].name ? &areas[code] : NULL;
}

/* Counters lie behind the timers of the same area, the auxiliary area of CV controllers behind CIO. */
static const char *at_base(const struct fins_at *at, const struct fins_area *a, unsigned *word)
{
	bool cv = at->area == TIMERS_CV || (at->area & 0xbf) == FLAGS_CV;
	unsigned counters = cv ? 0x0800 : 0x8000;

	if ((cv || at->area == TIMERS_CS || (at->area & 0xbf) == FLAGS_CS) && *word >= counters) {
		*word -= counters;
		return "C";
	}
	if ((at->area & 0x3f) == 0 && *word >= AUX_CV) {
		*word -= AUX_CV;
		return "A";
	}
	return a->name;
}

struct text fins_name(const struct fins_at *at, unsigned i, char room[FINS_POINT])
{
	const struct fins_area *a = fins_area(at->area);
	bool bits = a && a->bit && at->bit < 16;
	unsigned bit = bits ? at->bit + i : 0, word = (at->word + (bits ? bit / 16 : i)) & 0xffff;
	const char *base = a ? at_base(at, a, &word) : NULL;
	int n;

	if (!base)
		n = quick_fmt(room, FINS_POINT, "area %02x %u", at->area, word);
	else if (bits)
		n = quick_fmt(room, FINS_POINT, "%s%u.%02u", base, word, bit % 16);
	else
		n = quick_fmt(room, FINS_POINT, "%s%u", base, word);
	return text_of(room, n > 0 ? (size_t)n : 0);
}
