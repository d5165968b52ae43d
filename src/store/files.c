#include "store/files.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void sync_folder_of(const char *path)
{
	char *copy = strdup(path);
	int fd = copy ? open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;

	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
	free(copy);
}

int file_take_name(const char *aside, const char *path, bool over)
{
	int r = over ? rename(aside, path) : renameat2(AT_FDCWD, aside, AT_FDCWD, path, RENAME_NOREPLACE);

	if (r < 0 && !over &&
	    (errno == EINVAL || errno == ENOSYS)) /* a file system that cannot: as near as it gets */
		r = access(path, F_OK) == 0 ? (errno = EEXIST, -1) : rename(aside, path);
	if (r == 0)
		sync_folder_of(path);
	return r;
}

static int write_all(int fd, const char *bytes, size_t n)
{
	while (n > 0) {
		ssize_t done = write(fd, bytes, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return -1;
		bytes += done;
		n -= (size_t)done;
	}
	return fsync(fd);
}

int file_new(const char *path, const void *bytes, size_t n, unsigned mode)
{
	char *aside = NULL;
	int fd, r, error;

	if (asprintf(&aside, "%s.making-XXXXXX", path) < 0)
		return -1;
	fd = mkstemp(aside);
	r = fd < 0 ? -1 : fchmod(fd, mode);
	if (r == 0)
		r = write_all(fd, bytes, n);
	if (r == 0)
		r = file_take_name(aside, path, false);
	error = errno;
	if (fd >= 0) {
		close(fd);
		unlink(aside); /* gone already when it took its name */
	}
	free(aside);
	errno = error;
	return r;
}

static int read_all(int fd, size_t max, char **ret_bytes, size_t *ret_n)
{
	char *bytes = malloc(max + 2);
	size_t n = 0;

	while (bytes && n <= max) {
		ssize_t got = read(fd, bytes + n, max + 1 - n);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			break;
		n += (size_t)got;
	}
	if (!bytes)
		return -ENOMEM;
	if (n > max) {
		free(bytes);
		return -EFBIG;
	}
	bytes[n] = '\0';
	*ret_bytes = bytes;
	*ret_n = n;
	return 0;
}

int file_read(const char *path, size_t max, char **ret_bytes, size_t *ret_n)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK), r;

	if (fd < 0)
		return -errno;
	if (fstat(fd, &st) == 0 && S_ISDIR(st.st_mode))
		r = -EISDIR;
	else
		r = read_all(fd, max, ret_bytes, ret_n);
	close(fd);
	return r;
}
