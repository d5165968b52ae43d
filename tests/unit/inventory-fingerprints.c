/* The little machine for known texts: it finds what the collection's own examples promise, and hostile texts
 * cost little. */
#include "test.h"

#include "inventory/fingerprints.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const databases[] = {"ssh", "http", "realm", "title", "snmp", "telnet",
					"ftp", "smtp", "dhcp",  "mdns",  "rtsp"};

static int database_of(const char *word)
{
	for (int i = 0; i < FP_DATABASES; i++)
		if (strcmp(word, databases[i]) == 0)
			return i;
	return -1;
}

static bool is(struct text t, const char *s) { return t.n == strlen(s) && memcmp(t.s, s, t.n) == 0; }

static void groups_and_constants_are_told(void **state)
{
	struct fingerprint_match m;
	uint16_t found = 0, none = 0;

	(void)state;
	assert_true(fingerprint_find(FP_SNMP, text_z("3Com IntelliJack NJ220"), &m));
	assert_true(is(m.field[FP_MAKER], "3Com"));
	assert_true(is(m.field[FP_MODEL], "NJ220"));
	assert_true(is(m.field[FP_KIND], "switch"));
	assert_true(fingerprint_find(FP_MDNS, text_z("model=MacBookPro5,1"), &m));
	assert_true(is(m.field[FP_MAKER], "Apple"));
	assert_false(fingerprint_find(FP_MDNS, text_z("xmodel=MacBookPro5,1"), &m));
	assert_false(fingerprint_find(FP_SSH, text_z(""), &m));
	/* what was remembered of a text says the same of it again */
	for (int again = 0; again < 2; again++) {
		assert_true(fingerprint_find_at(FP_MDNS, text_z("model=MacBookPro5,1"), &m, &found));
		assert_false(fingerprint_find_at(FP_MDNS, text_z("xmodel=MacBookPro5,1"), &m, &none));
		assert_true(found && none && found < none);
	}
}

static void every_example_of_the_collection_is_found(void **state)
{
	static char line[16384];
	FILE *f = fopen(SOURCE_ROOT "/data/fingerprints/recog.tsv", "r");
	unsigned found = 0, missed = 0;

	(void)state;
	assert_non_null(f);
	while (fgets(line, sizeof line, f)) {
		struct fingerprint_match m;
		char *example = strrchr(line, '\t'), *tab = strchr(line, '\t');

		assert_non_null(example);
		example++;
		example[strcspn(example, "\n")] = '\0';
		if (!*example || strlen(example) > 400)
			continue;
		*tab = '\0';
		assert_true(database_of(line) >= 0);
		if (fingerprint_find((enum fingerprint_database)database_of(line), text_z(example), &m))
			found++;
		else
			missed++;
	}
	fclose(f);
	assert_true(found > 1200);
	assert_true(missed * 20 < found); /* patterns that need more than the machine knows */
}

static void hostile_texts_end_soon(void **state)
{
	static char text[4096];
	struct fingerprint_match m;

	(void)state;
	for (int c = 0; c < 256; c += 5) {
		memset(text, c, sizeof text);
		for (int db = 0; db < FP_DATABASES; db++)
			fingerprint_find((enum fingerprint_database)db, text_of(text, sizeof text), &m);
	}
	for (size_t i = 0; i < sizeof text; i++)
		text[i] = "Server/1.0 (x) "[i % 15];
	for (int db = 0; db < FP_DATABASES; db++)
		fingerprint_find((enum fingerprint_database)db, text_of(text, sizeof text), &m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(groups_and_constants_are_told),
		cmocka_unit_test(every_example_of_the_collection_is_found),
		cmocka_unit_test(hostile_texts_end_soon),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
