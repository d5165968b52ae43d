#include "report/aside.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int aside_open(struct aside *a, const char *path)
{
	const char *slash = strrchr(path, '/');
	int folder = slash ? (int)(slash - path) + 1 : 0, n;
	struct stat st;
	mode_t mask;

	a->fd = -1;
	if (stat(path, &st) == 0 && !S_ISREG(st.st_mode))
		return S_ISDIR(st.st_mode) ? -EISDIR : -EINVAL;
	n = snprintf(a->part, sizeof a->part, "%.*s.%s.XXXXXX", folder, path, path + folder);
	if (n < 0 || (size_t)n >= sizeof a->part)
		return -ENAMETOOLONG;
	snprintf(a->path, sizeof a->path, "%s", path);
	a->fd = mkostemp(a->part, O_CLOEXEC);
	if (a->fd < 0)
		return -errno;
	mask = umask(0); /* mkostemp asks for 0600; a report is as readable as its owner's other files */
	umask(mask);
	fchmod(a->fd, 0666 & ~mask);
	return 0;
}

static int keep(struct aside *a, bool over)
{
	int code = fsync(a->fd) < 0 && errno != EINVAL ? -errno : 0;

	if (code == 0 && (over ? rename(a->part, a->path) : link(a->part, a->path)) < 0)
		code = -errno;
	if (code < 0) {
		aside_drop(a);
		return code;
	}
	if (!over)
		unlink(a->part);
	close(a->fd);
	a->fd = -1;
	return 0;
}

int aside_keep(struct aside *a) { return keep(a, true); }

int aside_keep_new(struct aside *a) { return keep(a, false); }

void aside_drop(struct aside *a)
{
	if (a->fd < 0)
		return;
	unlink(a->part);
	close(a->fd);
	a->fd = -1;
}
