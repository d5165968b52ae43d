/* Contacts and their keys: names stand in no event and can be erased; a signature fits its bytes and its key
 * alone. */
#include "site-scene.h"

#include "assess/people.h"

#include <errno.h>
#include <stdlib.h>

static const char phrase[] = "月曜日は朝礼がある";

static void key(int64_t contact)
{
	struct err e = {0};

	assert_int_equal(site_begin(site), 0);
	assert_int_equal(person_key_make(site, contact, phrase, &now, &e), 0);
	assert_int_equal(site_commit(site), 0);
}

static bool file_holds(const char *word)
{
	static const char *const ends[] = {"", "-wal"};
	bool found = false;

	for (int i = 0; i < 2; i++) {
		char path[100];
		char *bytes = malloc(1 << 22);
		FILE *f;
		size_t n = 0;

		snprintf(path, sizeof path, "%s%s", scene_path, ends[i]);
		if ((f = fopen(path, "rb"))) {
			n = fread(bytes, 1, 1 << 22, f);
			fclose(f);
		}
		found |= memmem(bytes, n, word, strlen(word)) != NULL;
		free(bytes);
	}
	return found;
}

static void names_stand_in_no_event(void **state)
{
	int64_t c = person("山田太郎", "ot");

	(void)state;
	assert_int_equal(c, 1);
	assert_string_equal(ask("SELECT name FROM contact"), "山田太郎");
	assert_string_equal(ask("SELECT count(*) FROM event WHERE body LIKE '%山田%'"), "0");
	assert_string_equal(ask("SELECT length(commitment) FROM contact"), "64");
	assert_int_equal(contact_find(site, "c1"), 1);
	assert_int_equal(contact_find(site, "c1 山田太郎"), 1);
	assert_int_equal(contact_find(site, "山田太郎"), 1);
	assert_int_equal(contact_find(site, "c10"), 0);
	assert_int_equal(contact_find(site, "cat"), 0);
	person("山田太郎", "it");
	assert_int_equal(contact_find(site, "山田太郎"), 0); /* two of that name: ask for the number */
}

static void erased_leaves_no_name_in_the_file(void **state)
{
	struct err e = {0};
	int64_t c = person("NAMEGONEFOREVER", "vendor");
	struct contact back;

	(void)state;
	key(c);
	assert_true(file_holds("NAMEGONEFOREVER"));
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(contact_erase(site, c, &now, &e), 0);
	assert_int_equal(site_commit(site), 0);
	assert_int_equal(contact_wipe(site), 0);
	assert_false(file_holds("NAMEGONEFOREVER"));
	assert_int_equal(contact_get(site, c, &back), 0);
	assert_true(back.erased);
	assert_string_equal(back.name, "");
	assert_string_equal(ask("SELECT count(*) FROM person_key"), "0");
	assert_string_equal(ask("SELECT count(*) FROM contact WHERE salt IS NULL AND erased = 1"), "1");
	assert_int_equal(contact_find(site, "c1"), 0);
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(contact_edit(site, &back, &now, &e), -EINVAL); /* no name */
	snprintf(back.name, sizeof back.name, "x");
	assert_int_equal(contact_edit(site, &back, &now, &e), -ENOENT);
	site_rollback(site);
}

static void away_from_the_first_to_the_last_day(void **state)
{
	struct err e = {0};
	struct contact c;

	(void)state;
	person("A", "ot");
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(contact_be_away(site, 1, "2026-12-28", "2026-12-01", &now, &e), -EINVAL);
	assert_int_equal(contact_be_away(site, 1, "2026-12-28", "2027-01-05", &now, &e), 0);
	assert_int_equal(site_commit(site), 0);
	assert_int_equal(contact_get(site, 1, &c), 0);
	assert_false(contact_away(&c, "2026-12-27"));
	assert_true(contact_away(&c, "2026-12-28"));
	assert_true(contact_away(&c, "2027-01-05"));
	assert_false(contact_away(&c, "2027-01-06"));
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(contact_be_away(site, 1, NULL, NULL, &now, &e), 0);
	assert_int_equal(site_commit(site), 0);
	assert_int_equal(contact_get(site, 1, &c), 0);
	assert_false(contact_away(&c, "2026-12-28"));
}

static void a_signature_fits_its_bytes_and_key_alone(void **state)
{
	char sig[PERSON_SIGN_HEX], mine[PERSON_KEY_HEX], other[PERSON_KEY_HEX], again[PERSON_KEY_HEX];
	struct contact c;

	(void)state;
	person("A", "ot");
	person("B", "it");
	assert_int_equal(person_sign(site, 1, phrase, "x", 1, sig), -ENOKEY);
	key(1);
	key(2);
	person_public_key(site, 1, mine);
	person_public_key(site, 2, other);
	assert_int_equal(strlen(mine), 64);
	assert_string_not_equal(mine, other);
	assert_int_equal(person_sign(site, 1, "月曜日は朝礼がない", "decision 32-3", 13, sig), -EACCES);
	assert_int_equal(person_sign(site, 9, phrase, "decision 32-3", 13, sig), -ENOENT);
	assert_int_equal(person_sign(site, 1, phrase, "decision 32-3", 13, sig), 0);
	assert_true(person_verify(mine, "decision 32-3", 13, sig));
	assert_false(person_verify(mine, "decision 32-4", 13, sig));
	assert_false(person_verify(other, "decision 32-3", 13, sig));
	assert_false(person_verify("", "decision 32-3", 13, sig));
	assert_false(person_verify(mine, "decision 32-3", 13, "00"));
	sig[5] = sig[5] == '0' ? '1' : '0';
	assert_false(person_verify(mine, "decision 32-3", 13, sig));
	key(1); /* a new one in place of the old */
	person_public_key(site, 1, again);
	assert_string_not_equal(mine, again);
	assert_true(person_had_key(site, 1, mine));
	assert_true(person_had_key(site, 1, again));
	assert_false(person_had_key(site, 1, other));
	assert_int_equal(contact_get(site, 1, &c), 0);
	assert_string_equal(c.public_key, again);
	assert_false(file_holds(phrase));
}

static void a_key_is_made_by_its_owner_with_a_long_passphrase(void **state)
{
	struct writing as_other = {now.at, "c2", now.today}, as_me = {now.at, "c1", now.today};
	struct err e = {0};

	(void)state;
	person("A", "ot");
	person("B", "it");
	assert_int_equal(site_begin(site), 0);
	assert_int_equal(person_key_make(site, 1, phrase, &as_other, &e), -EACCES);
	assert_int_equal(person_key_make(site, 1, "short", &as_me, &e), -EINVAL);
	assert_string_equal(e.key, "passphrase-length");
	assert_int_equal(person_key_make(site, 7, phrase, &now, &e), -ENOENT);
	assert_int_equal(person_key_make(site, 1, phrase, &as_me, &e), 0);
	site_rollback(site);
	assert_string_equal(ask("SELECT count(*) FROM person_key"), "0");
}

static void what_cannot_be_shown_is_refused(void **state)
{
	struct contact c = {0};
	struct err e = {0};
	char longest[400];

	(void)state;
	memset(longest, 'x', sizeof longest - 1);
	longest[sizeof longest - 1] = '\0';
	assert_int_equal(contact_set(&c, "name", "a\nb", &e), -EINVAL);
	assert_int_equal(contact_set(&c, "name", "a\xe2\x80\xae b", &e), -EINVAL); /* U+202E */
	assert_int_equal(contact_set(&c, "name", "\xff\xfe", &e), -EINVAL);
	assert_int_equal(contact_set(&c, "name", longest, &e), -EINVAL);
	assert_int_equal(contact_set(&c, "side", "boss", &e), -EINVAL);
	assert_int_equal(contact_set(&c, "nmae", "x", &e), -EINVAL);
	assert_string_equal(e.key, "no-such-field");
}

int main(void)
{
#define SCENE(test) cmocka_unit_test_setup_teardown(test, scene_open, scene_close)
	const struct CMUnitTest tests[] = {
		SCENE(names_stand_in_no_event),
		SCENE(erased_leaves_no_name_in_the_file),
		SCENE(away_from_the_first_to_the_last_day),
		SCENE(a_signature_fits_its_bytes_and_key_alone),
		SCENE(a_key_is_made_by_its_owner_with_a_long_passphrase),
		SCENE(what_cannot_be_shown_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
