#include "decode/kv-devices.h"
#include "base/quick.h"
#include "decode/words.h"

enum counting { DECIMAL, HEXADECIMAL, RELAYS };
enum { DIGITS_MAX = 7, BITS = 16 };

static const struct family {
	const char *name;
	uint8_t counting, format; /* format: where the word names none */
} families[] = {
	{"R", RELAYS, KV_BIT},   {"MR", RELAYS, KV_BIT},     {"LR", RELAYS, KV_BIT},
	{"CR", RELAYS, KV_BIT},  {"B", HEXADECIMAL, KV_BIT}, {"VB", HEXADECIMAL, KV_BIT},
	{"DM", DECIMAL, KV_U16}, {"EM", DECIMAL, KV_U16},    {"FM", DECIMAL, KV_U16},
	{"ZF", DECIMAL, KV_U16}, {"W", HEXADECIMAL, KV_U16}, {"TM", DECIMAL, KV_U16},
	{"Z", DECIMAL, KV_U16},  {"T", DECIMAL, KV_U32},     {"TC", DECIMAL, KV_U32},
	{"TS", DECIMAL, KV_U32}, {"C", DECIMAL, KV_U32},     {"CC", DECIMAL, KV_U32},
	{"CS", DECIMAL, KV_U32}, {"AT", DECIMAL, KV_U32},    {"CM", DECIMAL, KV_U16},
	{"VM", DECIMAL, KV_U16}, {"X", HEXADECIMAL, KV_BIT}, {"Y", HEXADECIMAL, KV_BIT},
	{"M", DECIMAL, KV_BIT},  {"L", DECIMAL, KV_BIT},     {"D", DECIMAL, KV_U16},
	{"E", DECIMAL, KV_U16},  {"F", DECIMAL, KV_U16},
};

enum { FAMILIES = sizeof families / sizeof families[0] };

bool kv_format_of(struct text suffix, enum kv_format *ret_format)
{
	static const char letters[] = {
		[KV_U16] = 'U', [KV_S16] = 'S', [KV_U32] = 'D', [KV_S32] = 'L', [KV_HEX] = 'H'};

	for (unsigned f = KV_U16; f <= KV_HEX && suffix.n == 1; f++)
		if (letters[f] == suffix.s[0]) {
			*ret_format = (enum kv_format)f;
			return true;
		}
	return false;
}

static bool number_of(struct text digits, const struct family *f, uint32_t *ret_number)
{
	uint64_t n;

	if (!digits.n || digits.n > DIGITS_MAX ||
	    !words_number(digits, f->counting == HEXADECIMAL ? 16 : 10, &n))
		return false;
	if (f->counting == RELAYS && n % 100 >= BITS)
		return false;
	*ret_number = (uint32_t)(f->counting == RELAYS ? n / 100 * BITS + n % 100 : n);
	return true;
}

/* The longest name that a number follows: "W1F" and "B1F" are hexadecimal, "CC1" is no C of the number C1. */
static bool family_of(struct text word, struct kv_device *d)
{
	size_t best = 0;

	for (unsigned i = 0; i < FAMILIES; i++) {
		size_t n = strlen(families[i].name);
		uint32_t number;

		if (n <= best || word.n <= n || memcmp(word.s, families[i].name, n) != 0 ||
		    !number_of(words_from(word, n), &families[i], &number))
			continue;
		best = n;
		d->family = (uint8_t)i;
		d->number = number;
	}
	return best > 0;
}

bool kv_device_of(struct text word, struct kv_device *ret_device)
{
	struct text suffix = word, name = words_cut(&suffix, '.');
	enum kv_format format;

	*ret_device = (struct kv_device){0, 0, 0};
	if (!family_of(name, ret_device))
		return false;
	ret_device->format = families[ret_device->family].format;
	if (name.n == word.n)
		return true;
	if (!kv_format_of(suffix, &format))
		return false;
	ret_device->format = (uint8_t)format;
	return true;
}

/* Formats of words step over the bits that they hold, those of 32 bits over two words. */
static unsigned step(const struct kv_device *d)
{
	const struct family *f = &families[d->family];

	if (f->format == KV_BIT && d->format != KV_BIT)
		return d->format == KV_U32 || d->format == KV_S32 ? 2 * BITS : BITS;
	return f->format == KV_U16 && (d->format == KV_U32 || d->format == KV_S32) ? 2 : 1;
}

struct text kv_name(const struct kv_device *d, unsigned i, char room[KV_NAME])
{
	const struct family *f = &families[d->family];
	uint32_t number = d->number + i * step(d);
	int n;

	if (f->counting == RELAYS)
		n = quick_fmt(room, KV_NAME, "%s%u%02u", f->name, number / BITS, number % BITS);
	else
		n = quick_fmt(room, KV_NAME, f->counting == HEXADECIMAL ? "%s%X" : "%s%u", f->name, number);
	return text_of(room, n > 0 ? (size_t)n : 0);
}

bool kv_value(struct text word, enum kv_format format, double *ret_value)
{
	uint64_t n;

	if (format != KV_HEX)
		return words_double(word, ret_value);
	if (!words_number(word, 16, &n))
		return false;
	*ret_value = (double)n;
	return true;
}
