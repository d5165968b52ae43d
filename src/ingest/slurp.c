#include "ingest/slurp.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static int fill(int fd, size_t max, char **ret_bytes, size_t *ret_n)
{
	size_t room = 64 * 1024, n = 0;
	char *bytes = malloc(room), *more;
	ssize_t got = 0;

	while (bytes && (got = read(fd, bytes + n, room - n)) > 0) {
		n += (size_t)got;
		if (n > max) {
			free(bytes);
			return -EFBIG;
		}
		if (n < room)
			continue;
		room *= 2;
		if (!(more = realloc(bytes, room)))
			free(bytes);
		bytes = more;
	}
	if (!bytes)
		return -ENOMEM;
	if (got < 0) {
		free(bytes);
		return -errno;
	}
	*ret_bytes = bytes;
	*ret_n = n;
	return 0;
}

int slurp(const char *path, size_t max, char **ret_bytes, size_t *ret_n)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), r;

	if (fd < 0)
		return -errno;
	r = fill(fd, max, ret_bytes, ret_n);
	close(fd);
	return r;
}
