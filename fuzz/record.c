/* Texts that people or their tables put into records: any bytes under any name of any kind. What is taken can
 * be shown, and taking again what is kept changes nothing. */
#include "assess/record.h"
#include "base/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static const char today[] = "2026-11-29";

static const char *name_of(const struct record_kind *k, unsigned at)
{
	unsigned common = 0;

	while (record_common[common])
		common++;
	at %= common + k->field_count;
	return at < common ? record_common[at] : k->fields[at - common].name;
}

static void check(struct store *s, struct record *r, const char *name)
{
	char *once = strdup(record_text(r, name));
	struct err e = {0};

	if (!once)
		return;
	if (!text_is_utf8(text_z(once)))
		abort();
	if (record_set(s, r, name, once, today, &e) < 0 || strcmp(record_text(r, name), once) != 0)
		abort();
	free(once);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	static struct store *s;
	struct record r;
	struct err e = {0};
	const struct record_kind *k;
	const char *name;
	char *text;

	if (n < 3 || (!s && store_memory(&s) < 0) || !(text = malloc(n)))
		return 0;
	memcpy(text, bytes + 3, n - 3);
	text[n - 3] = '\0';
	k = &record_kinds[bytes[0] % record_kind_count];
	record_init(&r, k, k->topic_count ? bytes[2] % (int)k->topic_count : -1);
	name = name_of(k, bytes[1]);
	/* files of this machine are no input */
	if (strcmp(name, "attachment") != 0 && record_set(s, &r, name, text, today, &e) == 0)
		check(s, &r, name);
	record_clear(&r);
	free(text);
	return 0;
}
