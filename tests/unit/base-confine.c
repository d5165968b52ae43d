/* base/confine: what the walls forbid fails, what they allow works. Each case is a child of its own. */
#include "test.h"

#include "base/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum outcome { PASSED, FAILED, NO_WALL };

static char folder[] = "/tmp/mimamori-confine-XXXXXX";

/* Runs act() behind walls in a child: its outcome. */
static enum outcome behind_walls(enum outcome (*act)(struct confined))
{
	const char *const read[] = {"/usr/share/zoneinfo", NULL};
	int status;
	pid_t child = fork();

	if (child == 0)
		_exit((int)act(confine(&(struct confine){read, folder, NULL, true, false, false})));
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	if (WEXITSTATUS(status) == NO_WALL)
		skip();
	return (enum outcome)WEXITSTATUS(status);
}

static enum outcome open_elsewhere(struct confined done)
{
	if (!done.paths)
		return NO_WALL;
	return open("/etc/passwd", O_RDONLY) < 0 && errno == EACCES &&
			       open("/tmp/x-mimamori", O_CREAT | O_WRONLY, 0600) < 0
		       ? PASSED
		       : FAILED;
}

static enum outcome write_where_allowed(struct confined done)
{
	char path[64], to[64];
	int fd;

	(void)done;
	snprintf(path, sizeof path, "%s/a", folder);
	snprintf(to, sizeof to, "%s/b", folder);
	fd = open(path, O_CREAT | O_WRONLY, 0600);
	return fd >= 0 && write(fd, "x", 1) == 1 && rename(path, to) == 0 && unlink(to) == 0 ? PASSED
											     : FAILED;
}

static enum outcome sockets_and_programs(struct confined done)
{
	char *const argv[] = {(char *)(uintptr_t) "true", NULL};

	if (!done.calls)
		return NO_WALL;
	if (socket(AF_INET, SOCK_STREAM, 0) >= 0 || errno != EPERM)
		return FAILED;
	execv("/bin/true", argv);
	return errno == EPERM ? PASSED : FAILED;
}

static void other_paths_are_closed(void **state)
{
	(void)state;
	assert_int_equal(behind_walls(open_elsewhere), PASSED);
}

static void the_folder_stays_open(void **state)
{
	(void)state;
	assert_int_equal(behind_walls(write_where_allowed), PASSED);
}

static void no_socket_and_no_program(void **state)
{
	(void)state;
	assert_int_equal(behind_walls(sockets_and_programs), PASSED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(other_paths_are_closed),
		cmocka_unit_test(the_folder_stays_open),
		cmocka_unit_test(no_socket_and_no_program),
	};
	int r;

	if (!mkdtemp(folder))
		return 1;
	r = cmocka_run_group_tests(tests, NULL, NULL);
	rmdir(folder);
	return r;
}
