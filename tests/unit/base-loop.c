/* base/loop: who can be read is called, who wants to write, too; handlers come and go while they run; timers.
 */
#include "test.h"

#include "base/loop.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

static struct loop *loop;
static int pipes[LOOP_WATCHES + 1][2];
static unsigned called[LOOP_WATCHES + 1];

static void begin(int n)
{
	loop = loop_new();
	for (int i = 0; i < n; i++) {
		assert_int_equal(pipe(pipes[i]), 0);
		called[i] = 0;
	}
}

static void end(int n)
{
	for (int i = 0; i < n; i++) {
		close(pipes[i][0]);
		close(pipes[i][1]);
	}
	loop_free(loop);
}

static void on_read(void *ctx, short events)
{
	unsigned *n = ctx;
	char c;

	assert_true(events & POLLIN);
	assert_int_equal(read(pipes[n - called][0], &c, 1), 1);
	if (++*n == 3)
		loop_stop(loop);
}

static void test_reads(void **state)
{
	(void)state;
	begin(2);
	loop_watch(loop, pipes[0][0], NULL, on_read, &called[0]);
	loop_watch(loop, pipes[1][0], NULL, on_read, &called[1]);
	assert_int_equal(write(pipes[0][1], "ab", 2), 2);
	assert_int_equal(write(pipes[1][1], "abc", 3), 3);
	assert_int_equal(loop_run(loop), 0);
	assert_int_equal(called[1], 3);
	assert_int_equal(called[0], 2);
	end(2);
}

/* The first one called takes the other away, who could be read, too: nobody is called for a watch that is
 * gone. */
static void forget_other(void *ctx, short events)
{
	unsigned *n = ctx, me = (unsigned)(n - called);

	(void)events;
	++*n;
	loop_forget(loop, pipes[!me][0]);
	loop_forget(loop, pipes[me][0]);
}

static void stop(void *ctx)
{
	++*(unsigned *)ctx;
	loop_stop(loop);
}

static void test_forgets(void **state)
{
	(void)state;
	begin(3);
	loop_watch(loop, pipes[0][0], NULL, forget_other, &called[0]);
	loop_watch(loop, pipes[1][0], NULL, forget_other, &called[1]);
	loop_every(loop, 30, stop, &called[2]);
	assert_int_equal(write(pipes[0][1], "a", 1), 1);
	assert_int_equal(write(pipes[1][1], "a", 1), 1);
	assert_int_equal(loop_run(loop), 0);
	assert_int_equal(called[0] + called[1], 1);
	end(3);
}

static bool wants(void *ctx) { return *(unsigned *)ctx < 5; }

static void on_write(void *ctx, short events)
{
	assert_true(events & POLLOUT);
	++*(unsigned *)ctx;
}

static void test_writes_while_wanted(void **state)
{
	(void)state;
	begin(2);
	loop_watch(loop, pipes[0][1], wants, on_write, &called[0]);
	loop_every(loop, 20, stop, &called[1]);
	assert_int_equal(loop_run(loop), 0);
	assert_int_equal(called[0], 5);
	end(2);
}

static void test_bounds(void **state)
{
	(void)state;
	begin(LOOP_WATCHES + 1);
	for (int i = 0; i < LOOP_WATCHES; i++)
		assert_int_equal(loop_watch(loop, pipes[i][0], NULL, on_read, &called[i]), 0);
	assert_int_equal(loop_watch(loop, pipes[LOOP_WATCHES][0], NULL, on_read, called), -ENOSPC);
	assert_int_equal(loop_watch(loop, pipes[3][0], NULL, on_read, &called[3]), 0); /* the same again */
	loop_forget(loop, pipes[5][0]);
	assert_int_equal(loop_watch(loop, pipes[LOOP_WATCHES][0], NULL, on_read, called), 0);
	for (int i = 0; i < LOOP_TIMERS; i++)
		assert_int_equal(loop_every(loop, 1000, stop, called), i);
	assert_int_equal(loop_every(loop, 1000, stop, called), -ENOSPC);
	loop_forget_timer(loop, 7);
	loop_forget_timer(loop, -1);
	loop_forget_timer(loop, LOOP_TIMERS);
	assert_int_equal(loop_every(loop, 1000, stop, called), 7);
	end(LOOP_WATCHES + 1);
}

static void count(void *ctx) { ++*(unsigned *)ctx; }

static void test_timers(void **state)
{
	int64_t began = loop_clock();

	(void)state;
	begin(2);
	loop_every(loop, 10, count, &called[0]);
	loop_every(loop, 105, stop, &called[1]);
	assert_int_equal(loop_run(loop), 0);
	assert_true(loop_clock() - began >= 105);
	assert_true(called[0] >= 2 &&
		    called[0] <= 11); /* a busy machine skips, and never catches up in a burst */
	end(2);
}

/* The other side is gone: told, not spun on in silence. */
static void on_end(void *ctx, short events)
{
	assert_true(events & POLLHUP);
	++*(unsigned *)ctx;
	loop_stop(loop);
}

static void test_end(void **state)
{
	(void)state;
	begin(1);
	loop_watch(loop, pipes[0][0], NULL, on_end, &called[0]);
	close(pipes[0][1]);
	assert_int_equal(loop_run(loop), 0);
	assert_int_equal(called[0], 1);
	close(pipes[0][0]);
	loop_free(loop);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reads),
		cmocka_unit_test(test_forgets),
		cmocka_unit_test(test_writes_while_wanted),
		cmocka_unit_test(test_bounds),
		cmocka_unit_test(test_timers),
		cmocka_unit_test(test_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
