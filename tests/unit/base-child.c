/* A helper program: fed and heard at once, its files handed over, its end told. The helpers here are the
 * shell under names of ours, beside this test. */
#include "test.h"

#include "base/child.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char helper[CHILD_PATH];

static int make_helper(void **state)
{
	char path[CHILD_PATH];

	(void)state;
	snprintf(helper, sizeof helper, "test-helper-%d", (int)getpid());
	child_find(helper, path);
	return symlink("/bin/sh", path);
}

static int remove_helper(void **state)
{
	char path[CHILD_PATH];

	(void)state;
	return child_find(helper, path) == 0 ? unlink(path) : -1;
}

static int run(const char *script, const void *in, size_t n, char *out, size_t room, struct child_end *end)
{
	const char *const args[] = {"-c", script, NULL};

	return child_run(&(struct child){.program = helper,
					 .args = args,
					 .in = in,
					 .in_size = n,
					 .out = out,
					 .out_room = room},
			 end);
}

static void more_than_a_pipe_holds_goes_both_ways(void **state)
{
	enum { N = 3 << 20 };
	char *in = malloc(N), *out = malloc(N);
	struct child_end end;

	(void)state;
	for (size_t i = 0; i < N; i++)
		in[i] = (char)(i * 7 >> 3);
	assert_int_equal(run("cat", in, N, out, N, &end), 0);
	assert_int_equal(end.out_size, N);
	assert_memory_equal(in, out, N);
	free(in);
	free(out);
}

static void an_answer_that_is_too_long_ends_it(void **state)
{
	char out[100];
	struct child_end end;

	(void)state;
	assert_int_equal(run("while :; do echo aaaaaaaaaaaaaaaaaaaaa; done", "", 0, out, sizeof out, &end),
			 -EMSGSIZE);
	assert_int_equal(run("printf 123", "", 0, out, 3, &end), 0);
	assert_int_equal(end.out_size, 3);
}

static void its_end_is_told(void **state)
{
	char out[100];
	struct child_end end;

	(void)state;
	assert_int_equal(run("exit 3", "x", 1, out, sizeof out, &end), -ECHILD);
	assert_string_equal(end.detail, "status 3");
	assert_int_equal(run("kill -9 $$", "x", 1, out, sizeof out, &end), -ECHILD);
	assert_string_equal(end.detail, "signal 9");
	assert_int_equal(
		child_run(&(struct child){.program = "no-such-helper", .args = (const char *const[]){NULL}},
			  &end),
		-ENOENT);
}

static void one_that_reads_nothing_is_no_trap(void **state)
{
	enum { N = 1 << 20 };
	char *in = calloc(N, 1), out[100];
	struct child_end end;

	(void)state;
	assert_int_equal(run("exec 0<&-; echo ok", in, N, out, sizeof out, &end), 0);
	assert_int_equal(end.out_size, 3);
	free(in);
}

static void files_are_handed_over_and_no_others(void **state)
{
	char out[4096], path[] = "/tmp/mimamori-child-XXXXXX";
	const char *const args[] = {
		"-c", "echo written >&4; ls /proc/self/fd | tr '\\n' ' '; env | tr '\\n' ' '", NULL};
	int file = mkstemp(path), other = open("/dev/null", O_RDONLY), n;
	struct child c = {.program = helper,
			  .args = args,
			  .hand = {other, file},
			  .hands = 2,
			  .in = "",
			  .out = out,
			  .out_room = sizeof out - 1};
	struct child_end end;
	char back[16] = "";

	(void)state;
	setenv("SECRET_OF_OURS", "1", 1);
	assert_int_equal(child_run(&c, &end), 0);
	out[end.out_size] = '\0';
	assert_int_equal(strncmp(out, "0 1 2 3 4 ", 10), 0);
	assert_null(strstr(out, "SECRET_OF_OURS"));
	n = (int)pread(file, back, sizeof back - 1, 0);
	assert_int_equal(n, 8);
	assert_string_equal(back, "written\n");
	close(file);
	close(other);
	unlink(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(more_than_a_pipe_holds_goes_both_ways),
		cmocka_unit_test(an_answer_that_is_too_long_ends_it),
		cmocka_unit_test(its_end_is_told),
		cmocka_unit_test(one_that_reads_nothing_is_no_trap),
		cmocka_unit_test(files_are_handed_over_and_no_others),
	};

	return cmocka_run_group_tests(tests, make_helper, remove_helper);
}
