/* SITE.db.packets: files 000001.pcapng, 000002.pcapng ..., made here, written by sensor, read by core, the
 * oldest deleted here. Their names are all that gate knows of them. */
#include "gate/gate.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAME_ROOM = 24, FILES_MOST = 10000, NUMBER_MOST = 999999 };

static void name_of(unsigned number, char name[NAME_ROOM])
{
	snprintf(name, NAME_ROOM, "%06u.pcapng", number);
}

/* The number of a name that is one of ours, else 0. */
static unsigned number_of(const char *name)
{
	char again[NAME_ROOM];
	unsigned number = 0;

	if (sscanf(name, "%6u", &number) != 1)
		return 0;
	name_of(number, again);
	return strcmp(name, again) == 0 ? number : 0;
}

static void look(struct packets *p)
{
	int copy = dup(p->folder);
	DIR *d = copy < 0 ? NULL : fdopendir(copy);

	for (struct dirent *e; d && (e = readdir(d));) {
		unsigned number = number_of(e->d_name);

		if (!number)
			continue;
		if (!p->oldest || number < p->oldest)
			p->oldest = number;
		if (number > p->newest)
			p->newest = number;
	}
	if (d)
		closedir(d);
}

int packets_open(struct packets *p, const char *site)
{
	char path[GATE_PATH];

	if (snprintf(path, sizeof path, "%s.packets", site) >= (int)sizeof path)
		return -ENAMETOOLONG;
	if (mkdir(path, 0700) < 0 && errno != EEXIST)
		return -errno;
	p->folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	if (p->folder < 0)
		return -errno;
	if (geteuid() == 0 && fchown(p->folder, p->owner.uid, p->owner.gid) < 0)
		return -errno;
	unlinkat(p->folder, "replay", 0);
	if (p->replay && symlinkat(p->replay, p->folder, "replay") < 0)
		gate_say("gate.packet-owner", "replay", strerror(errno));
	p->oldest = p->newest = 0;
	look(p);
	return 0;
}

int packets_next(struct packets *p, unsigned *ret_number)
{
	char name[NAME_ROOM];
	int fd;

	if (p->folder < 0)
		return -ENOENT;
	if (p->newest >= NUMBER_MOST)
		return -EOVERFLOW;
	name_of(p->newest + 1, name);
	fd = openat(p->folder, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		return -errno;
	if (geteuid() == 0 && fchown(fd, p->owner.uid, p->owner.gid) < 0)
		gate_say("gate.packet-owner", name, strerror(errno));
	*ret_number = ++p->newest;
	if (!p->oldest)
		p->oldest = p->newest;
	return fd;
}

/* What all take, and when the newest was written. */
static uint64_t weigh(const struct packets *p, int64_t *ret_newest)
{
	uint64_t bytes = 0;
	struct stat st;
	char name[NAME_ROOM];

	for (unsigned n = p->oldest; n && n <= p->newest; n++) {
		name_of(n, name);
		if (fstatat(p->folder, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
			continue;
		bytes += (uint64_t)st.st_size;
		*ret_newest = st.st_mtim.tv_sec;
	}
	return bytes;
}

static bool is_over(const struct packets *p)
{
	int64_t newest = 0;
	uint64_t bytes = weigh(p, &newest);
	char name[NAME_ROOM];
	struct stat st;

	name_of(p->oldest, name);
	if (fstatat(p->folder, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
		return true; /* a gap: passed over */
	return p->newest - p->oldest >= FILES_MOST || bytes > p->bytes_most ||
	       newest - st.st_mtim.tv_sec > p->seconds_most;
}

unsigned packets_trim(struct packets *p)
{
	char name[NAME_ROOM];

	if (p->folder < 0 || !p->oldest || p->oldest >= p->newest || !is_over(p))
		return 0;
	name_of(p->oldest, name);
	if (unlinkat(p->folder, name, 0) < 0 && errno != ENOENT) {
		gate_say("gate.packet-kept", name, strerror(errno));
		return 0;
	}
	return p->oldest++;
}
