/* Files as people give them: packed, piped, several, folders, and what is no capture at all. */
#include "capture-bytes.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#define SECOND INT64_C(1000000)

static struct bytes b;
static struct seen s;
static char dir[64];
static char paths[8][128];
static struct err told[8];
static unsigned told_count;

static int set_up(void **state)
{
	(void)state;
	snprintf(dir, sizeof dir, "/tmp/capture-inputs-XXXXXX");
	told_count = 0;
	return mkdtemp(dir) ? 0 : -1;
}

static int tear_down(void **state)
{
	char command[128];

	(void)state;
	snprintf(command, sizeof command, "rm -rf '%s'", dir);
	return system(command);
}

static const char *path(unsigned i, const char *name)
{
	snprintf(paths[i], sizeof paths[i], "%s/%s", dir, name);
	return paths[i];
}

static const char *file(unsigned i, const char *name, const void *bytes, size_t n)
{
	FILE *f = fopen(path(i, name), "w");

	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, n, f), n);
	fclose(f);
	return paths[i];
}

static void on_failed(void *ctx, const struct err *e)
{
	(void)ctx;
	assert_true(told_count < 8);
	told[told_count++] = *e;
}

static int open_all(const char *const *inputs, unsigned count, const struct capture_options *o,
		    struct capture **c)
{
	return capture_open(inputs, count, o, on_failed, NULL, c);
}

/* A pcap with frames at these seconds, marked from `mark` on. */
static void at_seconds(const uint32_t *seconds, unsigned n, uint8_t mark)
{
	b.n = 0;
	pcap_file(&b, 0xa1b2c3d4, 1);
	for (unsigned i = 0; i < n; i++)
		pcap_record(&b, seconds[i], 0, (uint8_t)(mark + i));
}

static void marks_are(const char *expected)
{
	assert_int_equal(s.n, strlen(expected));
	assert_memory_equal(s.mark, expected, s.n);
}

static void merged_by_time_and_stable(void **state)
{
	static const uint32_t one[] = {1, 4, 4, 9}, two[] = {2, 4, 8}, three[] = {3};
	const char *inputs[3];
	struct capture *c;

	(void)state;
	at_seconds(one, 4, 'a');
	inputs[0] = file(0, "one.pcap", b.b, b.n);
	at_seconds(two, 3, 'p');
	inputs[1] = file(1, "two.pcap", b.b, b.n);
	at_seconds(three, 1, 'x');
	inputs[2] = file(2, "three.pcap", b.b, b.n);
	for (unsigned batch = 1; batch < 9; batch++) {
		assert_int_equal(open_all(inputs, 3, NULL, &c), 0);
		see(c, batch, &s);
		marks_are("apxbcqrd");
		assert_int_equal(s.f[4].at.file, 0);
		assert_int_equal(s.f[4].at.n, 3);
		assert_int_equal(s.f[5].at.file, 1);
		assert_int_equal(s.f[5].at.n, 2);
		assert_int_equal(capture_files(c), 3);
		assert_int_equal(capture_file(c, 1)->packets, 3);
		assert_string_equal(capture_file(c, 1)->name, "two.pcap");
		capture_free(c);
	}
}

/* More files than are held open: each wakes when its time has come. */
static void many_files_sleep(void **state)
{
	enum { FILES = 300 };
	static char names[FILES][128];
	static const char *inputs[FILES];
	struct frame frames[8];
	struct capture *c;
	unsigned n, total = 0;
	int64_t before = 0;

	(void)state;
	for (unsigned i = 0; i < FILES; i++) {
		uint32_t seconds[] = {10 * (FILES - i), 10 * (FILES - i) + 15};

		at_seconds(seconds, 2, 'a');
		snprintf(names[i], sizeof names[i], "%s/%03u.pcap", dir, i);
		inputs[i] = names[i];
		file(0, names[i] + strlen(dir) + 1, b.b, b.n);
	}
	assert_int_equal(open_all(inputs, FILES, NULL, &c), 0);
	while ((n = capture_next(c, frames, 8)))
		for (unsigned i = 0; i < n; i++, total++) {
			assert_true(frames[i].when >= before);
			before = frames[i].when;
			assert_int_equal(frames[i].bytes[59], frames[i].at.n == 1 ? 'a' : 'b');
		}
	assert_int_equal(total, 2 * FILES);
	for (unsigned i = 0; i < FILES; i++) {
		assert_int_equal(capture_file(c, i)->packets, 2);
		assert_int_equal(capture_file(c, i)->last, SECOND * (10 * (FILES - i) + 15));
		assert_false(capture_file(c, i)->truncated);
	}
	capture_free(c);
}

static void only_the_time_asked_for(void **state)
{
	static const uint32_t one[] = {1, 2, 3, 4};
	struct capture_options o = {2 * SECOND, 3 * SECOND, NULL};
	const char *input;
	struct capture *c;

	(void)state;
	at_seconds(one, 4, 'a');
	input = file(0, "one.pcap", b.b, b.n);
	assert_int_equal(open_all(&input, 1, &o, &c), 0);
	see(c, 1, &s);
	marks_are("bc");
	assert_int_equal(s.f[0].at.n, 2);
	assert_int_equal(capture_file(c, 0)->packets, 4);
	capture_free(c);
}

static size_t gzip(const uint8_t *bytes, size_t n, uint8_t *out, size_t room)
{
	z_stream z = {.next_in = (uint8_t *)(uintptr_t)bytes,
		      .avail_in = (uInt)n,
		      .next_out = out,
		      .avail_out = (uInt)room};

	assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY), Z_OK);
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	deflateEnd(&z);
	return room - z.avail_out;
}

/* Kind 1: gzip; 2: gzip of two members; 3: zstd of two frames. */
static size_t pack(int kind, uint8_t *out, size_t room)
{
	size_t first = kind == 2 ? b.n / 2 : b.n, n;

	if (kind == 3) {
		n = ZSTD_compress(out, room, b.b, b.n - 40, 3);
		return n + ZSTD_compress(out + n, room - n, b.b + b.n - 40, 40, 3);
	}
	n = gzip(b.b, first, out, room);
	return kind == 2 ? n + gzip(b.b + first, b.n - first, out + n, room - n) : n;
}

static void packed_files(void **state)
{
	static const uint32_t seconds[] = {1, 2, 3};
	static uint8_t out[1 << 16];
	static const char *const formats[] = {NULL, "pcap.gz", "pcap.gz", "pcap.zst"};

	(void)state;
	for (int kind = 1; kind <= 3; kind++) {
		struct capture *c;
		const char *input;
		size_t n;

		at_seconds(seconds, 3, 'a');
		n = pack(kind, out, sizeof out);
		input = file(0, "packed", out, n);
		assert_int_equal(open_all(&input, 1, NULL, &c), 0);
		see(c, 2, &s);
		marks_are("abc");
		assert_string_equal(capture_file(c, 0)->format, formats[kind]);
		assert_int_equal(capture_file(c, 0)->input_bytes, n);
		assert_false(capture_file(c, 0)->truncated);
		capture_free(c);
		input = file(0, "cut", out, n - 6); /* the packed file is cut: what came out is read */
		assert_int_equal(open_all(&input, 1, NULL, &c), 0);
		see(c, 2, &s);
		assert_true(capture_file(c, 0)->truncated);
		capture_free(c);
	}
}

/* 1 GB of zeros in 1 MB: unpacking stops, memory does not grow. */
static void a_bomb_is_given_up(void **state)
{
	enum { PACKED = 4 << 20 };
	static uint8_t zeros[1 << 20];
	uint8_t *out = malloc(PACKED);
	z_stream z = {.next_out = out, .avail_out = PACKED};
	struct frame frames[64];
	struct capture *c;
	const char *input;
	uint64_t frames_read = 0;
	unsigned n;

	(void)state;
	assert_non_null(out);
	b.n = 0;
	pcap_file(&b, 0xa1b2c3d4, 1);
	assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY), Z_OK);
	z.next_in = b.b;
	z.avail_in = (uInt)b.n;
	assert_int_equal(deflate(&z, Z_NO_FLUSH), Z_OK);
	for (int i = 0; i < 400; i++) {
		z.next_in = zeros;
		z.avail_in = sizeof zeros;
		assert_int_equal(deflate(&z, i == 399 ? Z_FINISH : Z_NO_FLUSH),
				 i == 399 ? Z_STREAM_END : Z_OK);
	}
	input = file(0, "bomb.pcap.gz", out, PACKED - z.avail_out);
	deflateEnd(&z);
	free(out);
	assert_int_equal(open_all(&input, 1, NULL, &c), 0);
	while ((n = capture_next(c, frames, 64)))
		frames_read += n;
	assert_true(capture_file(c, 0)->truncated);
	assert_in_range(frames_read, 1, (150 << 20) / 16);
	capture_free(c);
}

static void standard_input_is_a_pipe(void **state)
{
	static const uint32_t seconds[] = {1, 2, 3};
	const char *input = "-";
	int ends[2], saved = dup(0);
	struct capture *c;

	(void)state;
	at_seconds(seconds, 3, 'a');
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], b.b, b.n), (ssize_t)b.n);
	close(ends[1]);
	dup2(ends[0], 0);
	close(ends[0]);
	assert_int_equal(open_all(&input, 1, NULL, &c), 0);
	see(c, 64, &s);
	marks_are("abc");
	assert_string_equal(capture_file(c, 0)->name, "-");
	assert_int_equal(capture_file(c, 0)->input_size, 0);
	capture_free(c);
	dup2(saved, 0);
	close(saved);
}

static void folders(void **state)
{
	static const uint32_t early[] = {1}, late[] = {2};
	const char *input = dir;
	char inner[128];
	struct capture *c;

	(void)state;
	assert_int_equal(open_all(&input, 1, NULL, &c), ERR_NOT_CAPTURE);
	assert_string_equal(told[0].key, "no-captures-in-folder");
	at_seconds(late, 1, 'l');
	file(0, "b.pcap", b.b, b.n);
	file(1, "notes.txt", "nothing here\n", 13);
	file(2, ".hidden.pcap", b.b, b.n);
	snprintf(inner, sizeof inner, "%s/a", dir);
	assert_int_equal(mkdir(inner, 0700), 0);
	at_seconds(early, 1, 'e');
	file(3, "a/inside.pcap", b.b, b.n);
	assert_int_equal(open_all(&input, 1, NULL, &c), 0);
	assert_int_equal(capture_files(c), 2);
	assert_string_equal(capture_file(c, 0)->name, "inside.pcap");
	assert_int_equal(capture_skipped(c), 1);
	assert_int_equal(told_count, 1);
	see(c, 64, &s);
	marks_are("el");
	capture_free(c);
}

static void what_is_no_capture_is_named(void **state)
{
	static const struct {
		const char *bytes;
		size_t n;
		const char *key, *detail;
	} rows[] = {
		{"", 0, "empty-file", ""},
		{"time,value\n1,2\n", 15, "text-file", ""},
		{"PK\3\4aaaaaaaaaaaa", 16, "packed", "ZIP"},
		{"snoop\0\0\0\0\0\0\2\0\0\0\4", 16, "other-capture", "snoop"},
		{"\177ELF\2\1\1\0\0\0\0\0", 12, "not-a-capture", "ELF"},
		{"%PDF-1.7\n%\xe2\xe3", 11, "not-a-capture", "PDF"},
		{"\xd4\xc3\xb2\xa1\2\0", 6, "capture-header", "pcap"},
		{"\x0a\x0d\x0d\x0a\x1c\0\0\0", 8, "capture-header", "pcapng"},
		{"\x1f\x8b\x08\0\0\0\0\0\0\0\0", 11, "packed-damaged", "gzip"},
		{"\x28\xb5\x2f\xfd\0\0\0\0", 8, "packed-damaged", "zstd"},
		{"\0\1\2\3\4\5\6\7\x8", 9, "not-a-capture", "00 01 02 03 04 05 06 07"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *input = file(0, "what", rows[i].bytes, rows[i].n);
		struct capture *c;

		told_count = 0;
		assert_int_equal(open_all(&input, 1, NULL, &c), ERR_NOT_CAPTURE);
		assert_int_equal(told_count, 1);
		assert_string_equal(told[0].key, rows[i].key);
		assert_string_equal(told[0].detail, rows[i].detail);
		assert_string_equal(told[0].subject, input);
	}
}

/* One input that cannot be read does not keep the others from it. */
static void the_others_are_read(void **state)
{
	static const uint32_t seconds[] = {1};
	const char *inputs[4];
	struct capture *c;

	(void)state;
	at_seconds(seconds, 1, 'a');
	inputs[0] = path(0, "absent.pcap");
	inputs[1] = file(1, "here.pcap", b.b, b.n);
	inputs[2] = inputs[1];
	inputs[3] = file(2, "empty.pcap", "", 0);
	assert_int_equal(open_all(inputs, 4, NULL, &c), 0);
	assert_int_equal(told_count, 3);
	assert_string_equal(told[0].key, "no-such-file");
	assert_string_equal(told[1].key, "given-twice");
	assert_string_equal(told[2].key, "empty-file");
	see(c, 64, &s);
	marks_are("a");
	capture_free(c);
	assert_int_equal(open_all(inputs, 1, NULL, &c), -ENOENT);
}

static void filters(void **state)
{
	static const uint8_t arp[] = {1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 8, 6};
	struct capture_options o = {INT64_MIN, INT64_MAX, "arp"};
	struct frame frames[4];
	struct capture *c;
	const char *input;
	int r;

	(void)state;
	b.n = 0;
	pcap_file(&b, 0xa1b2c3d4, 1);
	pcap_record(&b, 1, 0, 'a');
	pcap_record(&b, 2, 0, 'b');
	memcpy(b.b + b.n - 60, arp, sizeof arp);
	input = file(0, "one.pcap", b.b, b.n);
	r = open_all(&input, 1, &o, &c);
	if (r == -ENOENT)
		skip(); /* libpcap0.8 is not installed */
	assert_int_equal(r, 0);
	assert_int_equal(capture_next(c, frames, 4), 1);
	assert_int_equal(frames[0].at.n, 2);
	assert_int_equal(capture_next(c, frames, 4), 0);
	capture_free(c);
	o.filter = "arp und";
	told_count = 0;
	assert_int_equal(open_all(&input, 1, &o, &c), ERR_USAGE);
	assert_string_equal(told[0].key, "bad-filter");
	assert_string_not_equal(told[0].detail, "");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(merged_by_time_and_stable),
		TEST(many_files_sleep),
		TEST(only_the_time_asked_for),
		TEST(packed_files),
		TEST(a_bomb_is_given_up),
		TEST(standard_input_is_a_pipe),
		TEST(folders),
		TEST(what_is_no_capture_is_named),
		TEST(the_others_are_read),
		TEST(filters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
