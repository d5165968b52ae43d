/* All files of a report into one folder: aside first, renamed one by one, inspect.json last, so that a folder
 * with an inspect.json is a whole report. */
#include "report/parts.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct {
	const char *name;
	int (*write)(const struct report_input *, struct out *);
} files[] = {
	{"devices.csv", report_devices_csv},   {"flows.csv", report_flows_csv},
	{"findings.csv", report_findings_csv}, {"operations.csv", report_operations_csv},
	{"points.csv", report_points_csv},     {"map.svg", report_map},
	{"report.html", report_html},          {"inspect.json", report_json},
};

enum { FILES = sizeof files / sizeof *files };

static int failed(struct err *e, int code, const char *folder, const char *name)
{
	char path[512];

	snprintf(path, sizeof path, name ? "%s/%s" : "%s", folder, name);
	return err_set(e, code, path, "cannot-write", "%s", strerror(code < 0 && code > -1000 ? -code : EIO));
}

static const char *part_name(char buf[64], const char *name)
{
	snprintf(buf, 64, ".%s.part", name);
	return buf;
}

/* ".map.svg.part": left behind by a run that was killed. */
static bool is_leftover(const char *name)
{
	char part[64];

	for (unsigned i = 0; i < FILES; i++)
		if (strcmp(part_name(part, files[i].name), name) == 0)
			return true;
	return false;
}

/* An existing folder is taken when nothing is in it or it holds an earlier report. */
static int usable(int folder, const char *path, struct err *e)
{
	int copy = dup(folder), others = 0;
	DIR *d = copy < 0 ? NULL : fdopendir(copy);
	struct dirent *entry;
	bool earlier = false;

	if (!d)
		return failed(e, -errno, path, NULL);
	while ((entry = readdir(d))) {
		const char *name = entry->d_name;

		earlier |= strcmp(name, "inspect.json") == 0;
		others += strcmp(name, ".") != 0 && strcmp(name, "..") != 0 && !is_leftover(name);
	}
	closedir(d);
	if (others && !earlier)
		return err_set(e, -ENOTEMPTY, path, "folder-in-use", "%s", "inspect.json");
	return 0;
}

static int open_folder(const char *path, bool *ret_made, struct err *e)
{
	int folder, r;

	*ret_made = mkdir(path, 0777) == 0;
	if (!*ret_made && errno != EEXIST)
		return failed(e, -errno, path, NULL);
	folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder < 0)
		return failed(e, -errno, path, NULL);
	r = *ret_made ? 0 : usable(folder, path, e);
	if (r < 0) {
		close(folder);
		return r;
	}
	return folder;
}

static int write_aside(const struct report_input *in, int folder, unsigned i)
{
	char part[64];
	int fd = openat(folder, part_name(part, files[i].name),
			O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666),
	    r, e;
	struct out o;

	if (fd < 0)
		return -errno;
	r = out_init(&o, fd);
	if (r == 0) {
		r = files[i].write(in, &o);
		e = out_finish(&o);
		r = e ? e : r; /* a full disk explains what came of it */
		out_clear(&o);
	}
	if (r == 0 && fsync(fd) < 0 && errno != EINVAL)
		r = -errno;
	if (close(fd) < 0 && r == 0)
		r = -errno;
	return r;
}

static void remove_parts(int folder)
{
	char part[64];

	for (unsigned i = 0; i < FILES; i++)
		unlinkat(folder, part_name(part, files[i].name), 0);
}

static int write_all(const struct report_input *in, int folder, const char *path, struct err *e)
{
	char part[64];
	int r;

	for (unsigned i = 0; i < FILES; i++) {
		r = write_aside(in, folder, i);
		if (r < 0)
			return failed(e, r, path, files[i].name);
	}
	for (unsigned i = 0; i < FILES; i++)
		if (renameat(folder, part_name(part, files[i].name), folder, files[i].name) < 0)
			return failed(e, -errno, path, files[i].name);
	return 0;
}

int report_folder_open(const char *path, struct report_folder *ret_folder, struct err *e)
{
	bool made;
	int fd = open_folder(path, &made, e);

	if (fd < 0)
		return fd;
	*ret_folder = (struct report_folder){path, fd, made};
	return 0;
}

int report_folder_write(const struct report_folder *f, const struct report_input *in, struct err *e)
{
	int r = write_all(in, f->fd, f->path, e);

	if (r < 0)
		remove_parts(f->fd);
	return r;
}

void report_folder_close(struct report_folder *f, bool written)
{
	if (f->fd < 0)
		return;
	close(f->fd);
	if (!written && f->made)
		rmdir(f->path);
	f->fd = -1;
}

int report_write(const struct report_input *in, const char *path, struct err *e)
{
	struct report_folder f;
	int r = report_folder_open(path, &f, e);

	if (r < 0)
		return r;
	r = report_folder_write(&f, in, e);
	report_folder_close(&f, r == 0);
	return r;
}
