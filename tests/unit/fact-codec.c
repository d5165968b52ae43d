/* fact/codec: what is packed comes back, and nothing else is accepted. */
#include "test.h"

#include "fact/fact.h"

#include <string.h>

static struct fact sample(void)
{
	struct fact f = {.when = INT64_C(1700000000123456),
			 .at = {3, 77},
			 .kind = FACT_COMMAND,
			 .source = PROTO_modbus,
			 .confidence = 90,
			 .port = 502,
			 .transport = 6,
			 .value = text_of("write\0single", 12),
			 .other = text_of("x", 1),
			 .num = {6, -1, INT64_MIN, INT64_MAX}};

	memset(&f.about, 1, sizeof f.about);
	memset(&f.peer, 2, sizeof f.peer);
	return f;
}

static bool same_text(struct text a, struct text b) { return a.n == b.n && memcmp(a.s, b.s, a.n) == 0; }

static void goes_round(void **state)
{
	uint8_t buf[FACT_PACKED_MAX];
	struct fact f = sample(), back;
	size_t n = fact_pack(&f, buf, sizeof buf);
	struct rd in = rd_of(buf, n);

	(void)state;
	assert_true(n > 0);
	assert_true(fact_unpack(&in, &back));
	assert_true(rd_empty(&in));
	assert_true(same_text(f.value, back.value) && same_text(f.other, back.other));
	back.value = f.value;
	back.other = f.other;
	assert_int_equal(back.when, f.when);
	assert_int_equal(back.at.file, 3);
	assert_int_equal(back.at.n, 77);
	assert_int_equal(back.kind, f.kind);
	assert_int_equal(back.source, f.source);
	assert_int_equal(back.confidence, 90);
	assert_int_equal(back.port, 502);
	assert_int_equal(back.transport, 6);
	assert_memory_equal(&back.about, &f.about, sizeof f.about);
	assert_memory_equal(&back.peer, &f.peer, sizeof f.peer);
	assert_memory_equal(back.num, f.num, sizeof f.num);
}

static void several_in_a_row(void **state)
{
	uint8_t buf[2 * FACT_PACKED_MAX];
	struct fact f = sample(), back;
	size_t n = fact_pack(&f, buf, sizeof buf);
	struct rd in;

	(void)state;
	f.at.n = 78;
	n += fact_pack(&f, buf + n, sizeof buf - n);
	in = rd_of(buf, n);
	assert_true(fact_unpack(&in, &back) && back.at.n == 77);
	assert_true(fact_unpack(&in, &back) && back.at.n == 78);
	assert_false(fact_unpack(&in, &back));
}

static void cut_at_every_byte(void **state)
{
	uint8_t buf[FACT_PACKED_MAX];
	struct fact f = sample(), back;
	size_t n = fact_pack(&f, buf, sizeof buf);

	(void)state;
	for (size_t cut = 0; cut < n; cut++) {
		struct rd in = rd_of(buf, cut);

		assert_false(fact_unpack(&in, &back));
		assert_int_equal(rd_used(&in), 0);
	}
}

/* One byte too many inside, a kind or source that does not exist, a confidence over 100. */
static void refused(const uint8_t *good, size_t n, size_t at, uint8_t value)
{
	uint8_t buf[FACT_PACKED_MAX];
	struct fact back;
	struct rd in;

	memcpy(buf, good, n);
	buf[at] = value;
	in = rd_of(buf, n);
	assert_false(fact_unpack(&in, &back));
}

static void hostile_fields(void **state)
{
	enum { LENGTH = 0, KIND = 4 + 8 + 8, SOURCE = KIND + 2, CONFIDENCE = SOURCE + 4 };
	uint8_t buf[FACT_PACKED_MAX];
	struct fact f = sample();
	size_t n = fact_pack(&f, buf, sizeof buf);

	(void)state;
	refused(buf, n, LENGTH, (uint8_t)(buf[LENGTH] - 1));
	refused(buf, n, LENGTH, (uint8_t)(buf[LENGTH] + 1));
	refused(buf, n, LENGTH + 3, 0xff);
	refused(buf, n, KIND, FACT_COUNT);
	refused(buf, n, SOURCE, PROTO_COUNT);
	refused(buf, n, CONFIDENCE, 101);
}

static void too_long_is_not_packed(void **state)
{
	static char much[FACT_TEXT_MAX + 1];
	uint8_t buf[FACT_PACKED_MAX];
	struct fact f = sample();

	(void)state;
	f.value = text_of(much, sizeof much);
	assert_int_equal(fact_pack(&f, buf, sizeof buf), 0);
	f.value = f.other = text_of(much, FACT_TEXT_MAX);
	assert_true(fact_pack(&f, buf, sizeof buf) > 0);
	assert_int_equal(fact_pack(&f, buf, 2 * FACT_TEXT_MAX), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(goes_round),
		cmocka_unit_test(several_in_a_row),
		cmocka_unit_test(cut_at_every_byte),
		cmocka_unit_test(hostile_fields),
		cmocka_unit_test(too_long_is_not_packed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
