/* Hours of a week as people (or their tables) type them. What is taken is written, read back as the same, and
 * covers the same minutes; what is refused names a piece of the text. */
#include "assess/hours.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void must(bool kept)
{
	if (!kept)
		abort();
}

static void count(void *ctx, unsigned from, unsigned to)
{
	unsigned *minutes = ctx;

	must(from < HOURS_WEEK && to > from && to - from <= HOURS_WEEK);
	*minutes += to - from;
}

/* Gaps and what is covered are the whole week. */
static void whole(const struct hours *h)
{
	struct hours_week w = {{0}};
	unsigned gaps = 0, covered = 0;

	hours_add(&w, h);
	hours_gaps(&w, count, &gaps);
	for (unsigned m = 0; m < HOURS_WEEK; m += 1)
		covered += hours_cover(h, m);
	must(gaps + covered == HOURS_WEEK);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	char text[700], once[HOURS_TEXT], twice[HOURS_TEXT];
	struct hours h, again;
	struct err e = {0};

	if (n >= sizeof text)
		return 0;
	memcpy(text, bytes, n);
	text[n] = '\0';
	if (hours_parse("hours", text, &h, &e) < 0) {
		must(*e.key != '\0');
		return 0;
	}
	must(h.count > 0 && h.count <= HOURS_SPANS);
	for (unsigned i = 0; i < h.count; i++)
		must(h.span[i].days && h.span[i].days < 0x80 && h.span[i].from < HOURS_DAY &&
		     h.span[i].to > h.span[i].from && h.span[i].to <= h.span[i].from + HOURS_DAY);
	must(hours_write(&h, once, sizeof once));
	must(hours_parse("hours", once, &again, &e) == 0 && hours_write(&again, twice, sizeof twice));
	must(strcmp(once, twice) == 0);
	hours_show(&h, LANG_JA, once, sizeof once);
	hours_show(&h, LANG_EN, once, sizeof once);
	whole(&h);
	return 0;
}
