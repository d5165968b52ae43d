/* What is written can be read again, frame by frame, and a file is whole wherever writing had to stop. */
#include "capture-bytes.h"

#include "capture/write.h"

#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FRAMES = 50 };

static uint8_t payload[1600];

static struct frame frame_of(unsigned i)
{
	return (struct frame){.when = INT64_C(1700000000000000) + i,
			      .link = i % 10 == 9 ? LINK_LINUX_SLL : LINK_ETHERNET,
			      .captured = 1 + i * 31 % 1500,
			      .wire = 2000,
			      .bytes = payload};
}

static int scratch(char path[32])
{
	snprintf(path, 32, "/tmp/capture-write-XXXXXX");
	return mkstemp(path);
}

static unsigned read_back(const char *path, bool expect_links)
{
	struct frame frames[8];
	struct capture *c;
	unsigned total = 0, n;

	assert_int_equal(capture_open(&path, 1, NULL, NULL, NULL, &c), 0);
	while ((n = capture_next(c, frames, 8)))
		for (unsigned i = 0; i < n; i++, total++) {
			struct frame f = frame_of(total);

			assert_int_equal(frames[i].when, f.when);
			assert_int_equal(frames[i].captured, f.captured);
			assert_int_equal(frames[i].wire, f.wire);
			if (expect_links)
				assert_int_equal(frames[i].link, f.link);
			assert_memory_equal(frames[i].bytes, payload, f.captured);
		}
	assert_false(capture_file(c, 0)->truncated);
	capture_free(c);
	return total;
}

static void pcapng_with_two_link_types(void **state)
{
	char path[32];
	struct writer w;
	int fd = scratch(path);

	(void)state;
	for (size_t i = 0; i < sizeof payload; i++)
		payload[i] = (uint8_t)i;
	assert_int_equal(writer_init(&w, fd, false, "eth0"), 0);
	for (unsigned i = 0; i < FRAMES; i++) {
		struct frame f = frame_of(i);

		assert_int_equal(writer_frame(&w, &f, i % 3 ? NULL : "a comment"), 0);
	}
	writer_statistics(&w, 0, FRAMES, 3);
	assert_int_equal(writer_finish(&w), 0);
	assert_int_equal(w.frames, FRAMES);
	writer_clear(&w);
	close(fd);
	assert_int_equal(read_back(path, true), FRAMES);
	unlink(path);
}

static void pcap_takes_one_link_type(void **state)
{
	char path[32];
	struct writer w;
	int fd = scratch(path);

	(void)state;
	assert_int_equal(writer_init(&w, fd, true, NULL), 0);
	for (unsigned i = 0; i < 9; i++) {
		struct frame f = frame_of(i);

		assert_int_equal(writer_frame(&w, &f, "dropped"), 0);
	}
	assert_int_equal(writer_frame(&w, &(struct frame){.link = LINK_RAW}, NULL), ERR_UNSUPPORTED);
	assert_int_equal(writer_finish(&w), ERR_UNSUPPORTED);
	writer_clear(&w);
	close(fd);
	unlink(path);
	fd = scratch(path);
	assert_int_equal(writer_init(&w, fd, true, NULL), 0); /* no frames: still a pcap */
	assert_int_equal(writer_finish(&w), 0);
	writer_clear(&w);
	close(fd);
	assert_int_equal(read_back(path, false), 0);
	unlink(path);
}

/* The disk is full after any number of bytes: what is there is whole blocks. */
static void a_full_disk_leaves_a_whole_file(void **state)
{
	struct rlimit before, limit;

	(void)state;
	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &before);
	limit = before;
	for (limit.rlim_cur = 100; limit.rlim_cur < 9000; limit.rlim_cur += 37)
		for (int classic = 0; classic < 2; classic++) {
			char path[32];
			struct writer w;
			struct stat st;
			int fd = scratch(path);

			setrlimit(RLIMIT_FSIZE, &limit);
			assert_int_equal(writer_init(&w, fd, classic, NULL), 0);
			for (unsigned i = 0; i < 9; i++) {
				struct frame f = frame_of(i);

				writer_frame(&w, &f, NULL);
				if (i == 4)
					writer_flush(&w);
			}
			writer_finish(&w);
			setrlimit(RLIMIT_FSIZE, &before);
			assert_int_equal(fstat(fd, &st), 0);
			assert_int_equal(st.st_size, w.safe);
			assert_true(read_back(path, false) <= 9);
			writer_clear(&w);
			close(fd);
			unlink(path);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pcapng_with_two_link_types),
		cmocka_unit_test(pcap_takes_one_link_type),
		cmocka_unit_test(a_full_disk_leaves_a_whole_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
