#include "press/walls.h"

#include "base/confine.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#ifdef __SANITIZE_ADDRESS__
enum { SANITIZED = true };

/* The font libraries keep their caches to the end, and the leak checker could not live behind these walls. */
const char *__asan_default_options(void);
const char *__asan_default_options(void) { return "detect_leaks=0"; }
#else
enum { SANITIZED = false };
#endif

enum { HOME_PATHS = 3, PATH_ROOM = 512 };

/* A sheet needs 60 MB, half a second and 1 MB; the bounds are far above and still small. */
static const struct {
	int what;
	rlim_t most;
} limits[] = {
	{RLIMIT_CPU, 30}, {RLIMIT_FSIZE, 64 << 20},     {RLIMIT_NOFILE, 64},
	{RLIMIT_CORE, 0}, {RLIMIT_AS, (rlim_t)1 << 30}, /* last: the sanitizers reserve terabytes and go
							   without */
};

static void limit(void)
{
	size_t count = sizeof limits / sizeof *limits - (SANITIZED ? 1 : 0);

	for (size_t i = 0; i < count; i++)
		setrlimit((__rlimit_resource_t)limits[i].what,
			  &(struct rlimit){limits[i].most, limits[i].most});
}

/* Opening what must be closed by now: the proof that the wall stands. */
static bool path_is_closed(void)
{
	int fd = open("/etc/passwd", O_RDONLY | O_CLOEXEC);

	if (fd >= 0)
		close(fd);
	return fd < 0;
}

static bool socket_is_refused(void)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd >= 0)
		close(fd);
	return fd < 0;
}

struct walls walls_up(const char *scratch)
{
	static const char *const nothing[] = {NULL};
	static const char *const below_home[HOME_PATHS] = {".fonts", ".local/share/fonts",
							   ".cache/fontconfig"};
	static char home[HOME_PATHS][PATH_ROOM];
	const char *of = getenv("HOME");
	const char *fonts[] = {"/usr/share/fonts",
			       "/usr/local/share/fonts",
			       "/etc/fonts",
			       "/usr/share/fontconfig",
			       "/var/cache/fontconfig",
			       home[0],
			       home[1],
			       home[2],
			       NULL};

	for (int i = 0; i < HOME_PATHS; i++)
		snprintf(home[i], PATH_ROOM, "%s/%s", of ? of : "", below_home[i]);
	limit();
	confine(&(struct confine){scratch ? nothing : fonts, scratch, NULL, true});
	return (struct walls){path_is_closed(), socket_is_refused()};
}
