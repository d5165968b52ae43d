/* Texts as a search compares them. */
#include "test.h"

#include "base/fold.h"

#include <string.h>

static const char *folded(const char *s)
{
	static char out[512];

	fold(s, strlen(s), out, sizeof out);
	return out;
}

#define SAME(a, b)                                                                                           \
	do {                                                                                                 \
		char first[512];                                                                             \
		memcpy(first, folded(a), sizeof first);                                                      \
		assert_string_equal(first, folded(b));                                                       \
	} while (0)

static void same(void **state)
{
	(void)state;
	SAME("ＰＬＣ－１", "plc-1");
	SAME("ｾﾝｻｰ", "センサー");
	SAME("センサー", "センサ");
	SAME("せんさー", "ｾﾝｻ");
	SAME("サーバールーム", "ｻｰﾊﾞｰﾙｰﾑ");
	SAME("ｶﾞｽﾒｰﾀｰ 盤", "ガスメータ　盤");
	SAME("か\xe3\x82\x99す", "ガス"); /* decomposed */
	SAME("ポンプ", "ﾎﾟﾝﾌﾟ");
	SAME("ヴ", "ｳﾞ");
	SAME("  A  B ", "a b");
	SAME("ÄÖ Ω Ж", "äö ω ж");
	SAME("1号機−2", "１号機－２");
	assert_string_equal(folded("センサー盤"), "センサ盤");
	assert_string_equal(folded("ー"), "ー"); /* no word before it */
	assert_string_equal(folded("コーヒー"), "コーヒ");
	assert_string_equal(folded("プレス"), "プレス");
}

static void different(void **state)
{
	(void)state;
	assert_string_not_equal(folded("ビール"), "ビル");
	assert_string_not_equal(folded("ハ"), "バ");
}

static void hostile(void **state)
{
	static const char *const bad[] = {"\xff", "\xe3\x82", "a\xc0\x80", "\xf4\x90\x80\x80", "\xe3\x81"};
	char out[8], long_text[400];

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_true(fold(bad[i], strlen(bad[i]), out, sizeof out) < sizeof out);
	memset(long_text, 'x', sizeof long_text);
	assert_int_equal(fold(long_text, sizeof long_text, out, sizeof out), 7);
	assert_int_equal(fold("センサ", 9, out, sizeof out), 6); /* cut at a character */
	assert_int_equal(fold("", 0, out, sizeof out), 0);
	for (size_t n = 0; n < 14; n++) /* never longer than what came */
		assert_true(fold("ｶﾞｱーか\xe3\x82\x99", n, long_text, sizeof long_text) <= n);
}

static void finds(void **state)
{
	const char *text = "温度センサ 3号機 192.168.1.31";

	(void)state;
	assert_true(fold_finds("センサ", text, strlen(text)));
	assert_true(fold_finds("号機 温度", text, strlen(text)));
	assert_true(fold_finds("", text, strlen(text)));
	assert_false(fold_finds("温度 湿度", text, strlen(text)));
	assert_false(fold_finds("温度 31x", text, strlen(text)));
	for (size_t from = 0; text[from]; from++) /* every piece of it, also its ends; nothing longer */
		for (size_t length = 1; from + length <= strlen(text); length++) {
			char word[64];

			memcpy(word, text + from, length);
			word[length] = '\0';
			assert_true(strchr(word, ' ') || fold_finds(word, text, strlen(text)));
			assert_int_equal(fold_finds(word, text, from + length - 1) && !strchr(word, ' '),
					 !strchr(word, ' ') &&
						 memmem(text, from + length - 1, word, length) != NULL);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(same), cmocka_unit_test(different),
					   cmocka_unit_test(hostile), cmocka_unit_test(finds)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
