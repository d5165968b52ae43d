/* The tree against its definition (RFC 6962 section 2.1), and notes and proofs as text. */
#include "test.h"

#include "store/checkpoint.h"
#include "store/merkle_levels.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LEAVES = 70 };

static unsigned char events[LEAVES][HASH_BYTES];

static void fill(void)
{
	for (int i = 0; i < LEAVES; i++)
		for (int j = 0; j < HASH_BYTES; j++)
			events[i][j] = (unsigned char)(i * 7 + j);
}

/* MTH of the RFC, word for word: slow and plain. */
static void definition(int from, int n, unsigned char ret[HASH_BYTES])
{
	unsigned char left[HASH_BYTES], right[HASH_BYTES];
	int k = 1;

	if (n == 1) {
		merkle_leaf(events[from], ret);
		return;
	}
	while (k * 2 < n)
		k *= 2;
	definition(from, k, left);
	definition(from + k, n - k, right);
	merkle_node(left, right, ret);
}

static void roots_are_those_of_the_definition(void **state)
{
	static const char empty[] = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
	unsigned char root[HASH_BYTES], expected[HASH_BYTES];
	struct merkle m = {0};
	char hex[HASH_HEX];

	(void)state;
	fill();
	merkle_root(&m, root);
	digest_hex(root, hex);
	assert_string_equal(hex, empty);
	for (int n = 1; n <= LEAVES; n++) {
		merkle_add(&m, events[n - 1]);
		merkle_root(&m, root);
		definition(0, n, expected);
		assert_memory_equal(root, expected, HASH_BYTES);
	}
}

static void every_path_leads_to_the_root_and_no_other(void **state)
{
	unsigned char root[HASH_BYTES], got[HASH_BYTES];

	(void)state;
	fill();
	for (uint64_t n = 1; n <= LEAVES; n++)
		for (uint64_t i = 0; i < n; i++) {
			struct merkle_prover p;

			merkle_prove_start(&p, i, n);
			for (uint64_t l = 0; l < n; l++)
				merkle_prove_add(&p, events[l]);
			definition(0, (int)n, root);
			assert_true(merkle_path_root(&p.path, events[i], got));
			assert_memory_equal(got, root, HASH_BYTES);
			if (merkle_path_root(&p.path, events[(i + 1) % LEAVES], got))
				assert_memory_not_equal(got, root, HASH_BYTES);
			if (p.path.count) {
				p.path.count--;
				assert_false(merkle_path_root(&p.path, events[i], got) &&
					     memcmp(got, root, HASH_BYTES) == 0);
			}
			p.path.index = n;
			assert_false(merkle_path_root(&p.path, events[i], got));
		}
}

static void all_paths_at_once_are_the_same(void **state)
{
	(void)state;
	fill();
	for (uint64_t n = 1; n <= LEAVES; n++) {
		struct merkle_levels m;

		assert_int_equal(merkle_levels_begin(&m, n), 0);
		for (uint64_t l = 0; l < n; l++)
			merkle_levels_add(&m, events[l]);
		merkle_levels_end(&m);
		for (uint64_t i = 0; i < n; i++) {
			struct merkle_prover p;
			struct merkle_path path;

			merkle_prove_start(&p, i, n);
			for (uint64_t l = 0; l < n; l++)
				merkle_prove_add(&p, events[l]);
			merkle_levels_path(&m, i, &path);
			assert_int_equal(path.count, p.path.count);
			assert_int_equal(path.size, n);
			assert_int_equal(path.index, i);
			assert_memory_equal(path.hashes, p.path.hashes, path.count * HASH_BYTES);
		}
		merkle_levels_free(&m);
	}
}

static char site[64];

static struct site_key a_key(void)
{
	struct site_key k;
	char file[80];

	snprintf(site, sizeof site, "/tmp/mimamori-key-%d.db", (int)getpid());
	snprintf(file, sizeof file, "%s.key", site);
	unlink(file);
	assert_int_equal(key_make(site, &k), 0);
	assert_int_equal(key_load(site, &k), 0);
	unlink(file);
	return k;
}

static void a_note_is_read_as_written_and_any_changed_byte_is_noticed(void **state)
{
	struct site_key k = a_key(), other = a_key();
	unsigned char root[HASH_BYTES] = {1, 2, 3};
	char *text;
	struct note n;
	struct out o;
	size_t size;

	(void)state;
	assert_int_equal(out_init(&o, -1), 0);
	note_write(&o, "mimamori/00112233", 4711, root, &k);
	text = (char *)(uintptr_t)out_bytes(&o, &size);
	assert_int_equal(note_read(rd_of(text, size), &n), 0);
	assert_string_equal(n.origin, "mimamori/00112233");
	assert_int_equal(n.size, 4711);
	assert_memory_equal(n.root, root, HASH_BYTES);
	assert_true(note_signed_by(&n, k.public_key));
	assert_false(note_signed_by(&n, other.public_key));
	for (size_t i = 0; i < size; i++)
		for (int bit = 0; bit < 8; bit++) {
			text[i] = (char)(text[i] ^ 1 << bit);
			if (note_read(rd_of(text, size), &n) == 0 && note_signed_by(&n, k.public_key))
				fail_msg("byte %zu bit %d of %s", i, bit, text);
			text[i] = (char)(text[i] ^ 1 << bit);
		}
	for (size_t i = 0; i < size; i++)
		if (note_read(rd_of(text, i), &n) == 0)
			fail_msg("the first %zu of %zu bytes", i, size);
	out_clear(&o);
}

/* A checkpoint that another tool made, with a second signature of a kind that is not known here. */
static void other_signatures_are_passed_over(void **state)
{
	static const char text[] =
		"example.com/log\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\nan extension\n\n"
		"\xe2\x80\x94 example.com/log Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/"
		"Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n\xe2\x80\x94 witness.example AAAAAAAA\n";
	struct note n;

	(void)state;
	assert_int_equal(note_read(rd_of(text, sizeof text - 1), &n), 0);
	assert_int_equal(n.size, 20852163);
	assert_int_equal(n.signature_count, 1);
}

static void what_is_no_note_is_refused(void **state)
{
	static const char *const bad[] = {
		"",
		"\n",
		"a\n1\n",
		"a b\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n\xe2\x80\x94 a AAAAAAAA\n",
		"a\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n\xe2\x80\x94 a AAAAAAAA\n",
		"a\n-1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n\xe2\x80\x94 a AAAAAAAA\n",
		"a\n1\nCsUYapGGPo4dkMgIAUqom\n\n\xe2\x80\x94 a AAAAAAAA\n",
		"a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n",
		"a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n- a AAAAAAAA\n",
		"a\r\n1\r\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\r\n\r\n\xe2\x80\x94 a AAAAAAAA\r\n",
	};
	struct note n;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (note_read(rd_of(bad[i], strlen(bad[i])), &n) == 0)
			fail_msg("taken: %s", bad[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(roots_are_those_of_the_definition),
		cmocka_unit_test(every_path_leads_to_the_root_and_no_other),
		cmocka_unit_test(all_paths_at_once_are_the_same),
		cmocka_unit_test(a_note_is_read_as_written_and_any_changed_byte_is_noticed),
		cmocka_unit_test(other_signatures_are_passed_over),
		cmocka_unit_test(what_is_no_note_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
