/* Series of values: silent, stuck, outside their range, broken sensors, other units, jumps; and what is none
 * of these. */
#include "detect-scene.h"
#include "detect/series.h"

#include <math.h>

enum { SENSOR = 9, HOUR = 3600 };
static struct scene s;
static uint32_t dice = 1;

static int end(void **state)
{
	(void)state;
	scene_end(&s);
	return 0;
}

static double noise(void) /* -1 .. 1 */
{
	dice = dice * 1664525 + 1013904223;
	return (double)(dice >> 8) / 8388608.0 - 1;
}

/* A temperature of a day: 20 to 30 degrees, with noise. */
static double warm(double seconds)
{
	return 25 + 4.5 * sin(seconds / 86400 * 2 * 3.14159265) + noise() * 0.5;
}

static double second(void) { return (double)(s.now / 1000000 % 86400); }

/* Values of `make` every `step` seconds for so long; what the device says besides goes on. */
static void go(double step, double seconds, double (*make)(double))
{
	for (double t = 0; t < seconds; t += step) {
		for (double left = step; left > 0; left -= 30) {
			scene_pass(&s, left < 30 ? left : 30);
			scene_sighting(&s, SENSOR);
		}
		if (make)
			scene_point(&s, SENSOR, "holding:7", make(second()));
	}
}

static void learn(double (*make)(double))
{
	scene_begin(&s, "series", false);
	go(30, 25 * HOUR, make);
	go(30, HOUR, make);
	assert_string_equal(s.log, "");
}

static double still;
static double at_still(double seconds)
{
	(void)seconds;
	return still;
}
static double near_still(double seconds)
{
	(void)seconds;
	return still + noise() * 0.001;
}

static void test_quiet(void **state)
{
	(void)state;
	learn(warm);
	go(30, 5 * 24 * HOUR, warm);
	assert_string_equal(s.log, "");
}

static void test_stuck(void **state)
{
	(void)state;
	learn(warm);
	still = 25.5;
	go(30, HOUR, at_still);
	assert_string_equal(s.log, "on series-stuck 10.0.0.9>10.0.0.9 holding:7\n");
	assert_string_equal(s.last.value[1].text, "25.5");
	go(30, HOUR, warm);
	assert_string_equal(s.log, "on series-stuck 10.0.0.9>10.0.0.9 holding:7\n"
				   "off series-stuck 10.0.0.9>10.0.0.9 holding:7\n");
	scene_forget(&s);
	go(30, 2 * HOUR, near_still); /* it hardly moves: as bad */
	assert_string_equal(s.log, "on series-stuck 10.0.0.9>10.0.0.9 holding:7\n");
}

static double contact(double seconds) { return (int)seconds / (8 * HOUR) % 2; }
static double set_point(double seconds)
{
	(void)seconds;
	return 60;
}

/* Two states, a set-point, and somebody who changes it: never stuck, never out of range. */
static void test_constant(void **state)
{
	(void)state;
	learn(set_point);
	still = 65;
	go(30, 4 * 24 * HOUR, at_still);
	assert_string_equal(s.log, "");
	scene_end(&s);
	learn(contact);
	still = 1;
	go(30, 4 * 24 * HOUR, at_still);
	assert_string_equal(s.log, "");
}

static double counted;
static double counter(double seconds)
{
	(void)seconds;
	return counted += 1 + (int)(noise() + 1);
}

static void test_counter(void **state)
{
	(void)state;
	counted = 0;
	learn(counter);
	go(30, 5 * 24 * HOUR, counter);
	still = counted; /* the machine is off */
	go(30, 5 * 24 * HOUR, at_still);
	assert_string_equal(s.log, "");
}

/* A night off and a weekend off: it stands where it stood before. */
static double machine(double seconds) { return seconds < 8 * HOUR || still != 0 ? 0 : 1400 + 30 * noise(); }
static void test_weekend(void **state)
{
	(void)state;
	still = 0;
	learn(machine);
	go(30, 24 * HOUR, machine);
	still = 1;
	go(30, 60 * HOUR, machine);
	assert_string_equal(s.log, "");
}

static void test_range(void **state)
{
	(void)state;
	learn(warm);
	still = 48.2;
	scene_point(&s, SENSOR, "holding:7", still); /* one stray value, and another: not yet */
	go(30, 60, at_still);
	assert_string_equal(s.log, "on series-range 10.0.0.9>10.0.0.9 holding:7\n");
	go(30, 10 * HOUR, at_still);
	go(30, HOUR, warm);
	assert_non_null(strstr(s.log, "off series-range 10.0.0.9>10.0.0.9 holding:7\n"));
}

static void test_single_values(void **state)
{
	(void)state;
	learn(warm);
	for (int i = 0; i < 20; i++) {
		scene_point(&s, SENSOR, "holding:7", 48.2);
		go(30, 600, warm);
	}
	assert_null(strstr(s.log, "series-range"));
}

static void test_fault_code(void **state)
{
	static const double codes[] = {-127, 85, 32767, 6553.5, NAN, INFINITY};

	(void)state;
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
		learn(warm);
		still = codes[i];
		go(30, 120, at_still);
		assert_string_equal(s.log, "on series-fault 10.0.0.9>10.0.0.9 holding:7\n");
		scene_end(&s);
	}
	/* what passes through 85 degrees has been measured */
	learn(warm);
	for (still = 36; still < 85; still += 3.5)
		go(30, 30, at_still);
	still = 85;
	go(30, 120, at_still);
	assert_non_null(strstr(s.log, "on series-range"));
	assert_null(strstr(s.log, "series-fault"));
}

static double fahrenheit(double seconds) { return warm(seconds) * 1.8 + 32; }
static double tenfold(double seconds) { return warm(seconds) * 10; }

static void test_unit(void **state)
{
	(void)state;
	learn(warm);
	go(30, 120, fahrenheit);
	assert_string_equal(s.log, "on series-unit 10.0.0.9>10.0.0.9 holding:7\n");
	assert_string_equal(s.last.value[3].text, "°C → °F");
	scene_end(&s);
	learn(warm);
	go(30, 120, tenfold);
	assert_string_equal(s.last.value[3].text, "× 10");
}

static void test_jump(void **state)
{
	(void)state;
	learn(warm);
	scene_point(&s, SENSOR, "holding:7", 11);
	go(30, HOUR / 2, warm);
	assert_non_null(strstr(s.log, "on series-jump 10.0.0.9>10.0.0.9 holding:7\n"));
	assert_null(strstr(s.log, "off"));
	go(30, HOUR, warm);
	assert_non_null(strstr(s.log, "off series-jump"));
}

static void test_silent(void **state)
{
	(void)state;
	learn(warm);
	go(30, 120, NULL);
	assert_string_equal(s.log, ""); /* four periods */
	go(30, 120, NULL);
	assert_string_equal(s.log, "on series-silent 10.0.0.9>10.0.0.9 holding:7\n");
	go(30, 24 * HOUR, NULL);
	go(30, 120, warm);
	assert_string_equal(s.log, "on series-silent 10.0.0.9>10.0.0.9 holding:7\n"
				   "off series-silent 10.0.0.9>10.0.0.9 holding:7\n");
}

/* The device itself says nothing more: that is the matter of silent-device. It comes back and is given time.
 */
static void test_unplugged(void **state)
{
	(void)state;
	learn(warm);
	scene_pass(&s, 10 * HOUR);
	assert_string_equal(s.log, "");
	go(30, 90, NULL);
	assert_string_equal(s.log, "");
	go(30, 24 * HOUR, warm);
	assert_string_equal(s.log, "");
}

/* Asked at another pace from some day on: told, and after a day of it taken for the pace. */
static void test_other_pace(void **state)
{
	(void)state;
	learn(warm);
	go(300, 30 * HOUR, warm);
	assert_string_equal(s.log, "on series-silent 10.0.0.9>10.0.0.9 holding:7\n"
				   "off series-silent 10.0.0.9>10.0.0.9 holding:7\n");
	scene_forget(&s);
	go(300, 48 * HOUR, warm);
	assert_string_equal(s.log, "");
}

static void test_as_it_likes(void **state)
{
	(void)state;
	scene_begin(&s, "series-silent", false);
	for (int i = 0; i < 3000; i++)
		go(5 + (noise() > 0.6 ? 400 * fabs(noise()) : 0), 1, warm);
	assert_string_equal(s.log, "");
}

/* A value that is moved slowly does not teach: the range stays what the first day showed. */
static double pushed;
static double poisoned(double seconds) { return warm(seconds) + (pushed += 0.0005); }
static void test_poisoned(void **state)
{
	(void)state;
	pushed = 0;
	learn(warm);
	go(30, 4 * 24 * HOUR, poisoned);
	assert_int_equal(strncmp(s.log, "on series-range", 15), 0);
}

/* What comes and goes is a few signals, not hundreds. */
static void test_chatter(void **state)
{
	(void)state;
	learn(warm);
	for (int i = 0; i < 200; i++) {
		still = 40;
		go(30, 150, at_still);
		go(30, 900, warm);
	}
	assert_in_range(s.said, 2, 20);
}

/* A broker hands on what others publish: one series, whoever was heard first. */
static void test_broker(void **state)
{
	struct fact role;

	(void)state;
	scene_begin(&s, "series", true);
	role = scene_fact(&s, FACT_ROLE, PROTO_mqtt, 1, 0);
	role.value = text_z("broker");
	s.sink.fact(s.sink.ctx, &role);
	for (int i = 0; i < 400; i++) {
		for (unsigned who = 0; who < 2; who++) {
			struct fact f = scene_fact(&s, FACT_POINT, PROTO_mqtt, who ? 1 : SENSOR, 0);
			double v = i < 200 ? warm(0) : 24;

			f.value = text_z("line1/oil");
			memcpy(f.num, &v, sizeof v);
			s.sink.fact(s.sink.ctx, &f);
		}
		scene_pass(&s, 1);
	}
	assert_string_equal(s.log, "on series-stuck 10.0.0.9>10.0.0.9 line1/oil\n");
}

/* A current about zero in a register of 16 bits. */
static double signed_word(double seconds)
{
	double v = round(3 * sin(seconds / 600) + 20 * noise());

	return v < 0 ? v + 65536 : v;
}

static void test_sign(void **state)
{
	(void)state;
	learn(signed_word);
	go(30, 24 * HOUR, signed_word);
	still = 65535; /* -1: stuck in the end, but no broken sensor */
	go(30, 600, at_still);
	assert_null(strstr(s.log, "fault"));
	assert_null(strstr(s.log, "range"));
	assert_null(strstr(s.log, "jump"));
	scene_end(&s);
	learn(warm); /* far from zero it is a code */
	still = 65535;
	go(30, 120, at_still);
	assert_string_equal(s.log, "on series-fault 10.0.0.9>10.0.0.9 holding:7\n");
}

static void publishes(unsigned who)
{
	struct fact f = scene_fact(&s, FACT_POINT, PROTO_mqtt, who, 0);

	f.value = text_z("line1/oil");
	s.sink.fact(s.sink.ctx, &f);
	scene_pass(&s, 1);
}

static void test_second_sender(void **state)
{
	(void)state;
	scene_begin(&s, "series-sender", true);
	for (int i = 0; i < 100; i++)
		publishes(SENSOR);
	publishes(66); /* once is a device that was given another address */
	assert_string_equal(s.log, "");
	publishes(SENSOR);
	publishes(66);
	assert_string_equal(s.log, "on series-sender 10.0.0.66>10.0.0.9 line1/oil\n");
	for (int i = 0; i < 20; i++) {
		publishes(SENSOR);
		publishes(66);
	}
	assert_int_equal(s.said, 5); /* more, every ten seconds */
	scene_end(&s);
	/* from the beginning: that is their way */
	scene_begin(&s, "series-sender", true);
	for (int i = 0; i < 200; i++)
		publishes(10 + (unsigned)i % 2);
	assert_string_equal(s.log, "");
	scene_end(&s);
	/* exchanged for another: the old one is silent */
	scene_begin(&s, "series-sender", true);
	for (int i = 0; i < 100; i++)
		publishes(SENSOR);
	for (int i = 0; i < 100; i++)
		publishes(66);
	scene_pass(&s, 2 * 86400.0);
	publishes(66);
	scene_pass(&s, 60);
	publishes(66);
	assert_string_equal(s.log, "");
}

/* Any number, any time, any name; more series than there is room for. */
static void test_anything(void **state)
{
	static const double odd[] = {NAN, INFINITY, -INFINITY, 1e308, -1e308, 0.0, -0.0, 5e-324};
	char name[400];

	(void)state;
	scene_begin(&s, "series", true);
	for (int i = 0; i < 60000; i++) {
		s.now += i % 7 == 0 ? -40000000 : (int64_t)(noise() * 1e7);
		memset(name, 'x' + i % 3, sizeof name);
		name[sizeof name - 1] = 0;
		snprintf(name, sizeof name, i % 3 ? "\xe6\xb8\xa9\xe5\xba\xa6/%d" : "a%d",
			 i < 30000 ? i : i % 50);
		name[strlen(name)] = i % 2 ? 'y' : '\n';
		scene_point(&s, (unsigned)(i % 5), name, odd[dice >> 3 & 7] + (i % 2 ? noise() : 0));
		if (i % 100 == 0)
			detect_tick(s.d, s.now);
	}
	assert_true(detect_counts(s.d).bytes < 64 << 20);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_quiet, end),
		cmocka_unit_test_teardown(test_stuck, end),
		cmocka_unit_test_teardown(test_constant, end),
		cmocka_unit_test_teardown(test_counter, end),
		cmocka_unit_test_teardown(test_weekend, end),
		cmocka_unit_test_teardown(test_range, end),
		cmocka_unit_test_teardown(test_single_values, end),
		cmocka_unit_test_teardown(test_fault_code, end),
		cmocka_unit_test_teardown(test_unit, end),
		cmocka_unit_test_teardown(test_jump, end),
		cmocka_unit_test_teardown(test_silent, end),
		cmocka_unit_test_teardown(test_unplugged, end),
		cmocka_unit_test_teardown(test_other_pace, end),
		cmocka_unit_test_teardown(test_as_it_likes, end),
		cmocka_unit_test_teardown(test_poisoned, end),
		cmocka_unit_test_teardown(test_chatter, end),
		cmocka_unit_test_teardown(test_broker, end),
		cmocka_unit_test_teardown(test_anything, end),
		cmocka_unit_test_teardown(test_second_sender, end),
		cmocka_unit_test_teardown(test_sign, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
