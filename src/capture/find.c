/* From what was given on the command line to files. */

#include "capture/input.h"

#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FOLDER_DEPTH = 8 };

static void tell(struct finder *f, int error, const char *path)
{
	static const struct {
		int error;
		const char *key;
	} keys[] = {{ENOENT, "no-such-file"},
		    {ENOTDIR, "no-such-file"},
		    {EACCES, "no-permission"},
		    {EPERM, "no-permission"},
		    {ENOMEM, "no-memory"}};
	const char *key = "cannot-open";
	struct err e;

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (keys[i].error == error)
			key = keys[i].key;
	err_set(&e, -error, path, key, "%s", strerror(error));
	f->failed(f->ctx, &e);
}

/* One file, by an open descriptor. Returns 1 when it is a capture that is read. */
static unsigned one_file(struct finder *f, int fd, const char *path, bool in_folder)
{
	struct err e = {0};
	int r = f->found(f->ctx, fd, path, &e);

	if (r == 0)
		return 1;
	if (in_folder && r == ERR_NOT_CAPTURE)
		f->skipped++;
	else
		f->failed(f->ctx, &e);
	return 0;
}

static int by_name(const FTSENT **a, const FTSENT **b) { return strcmp((*a)->fts_name, (*b)->fts_name); }

static unsigned folder_entry(struct finder *f, FTS *walk, FTSENT *entry)
{
	int fd;

	if (entry->fts_level > 0 && entry->fts_name[0] == '.') {
		fts_set(walk, entry, FTS_SKIP);
	} else if (entry->fts_info == FTS_D && entry->fts_level >= FOLDER_DEPTH) {
		fts_set(walk, entry, FTS_SKIP);
	} else if (entry->fts_info == FTS_DNR || entry->fts_info == FTS_ERR) {
		tell(f, entry->fts_errno, entry->fts_path);
	} else if (entry->fts_info == FTS_F && S_ISREG(entry->fts_statp->st_mode)) {
		fd = open(entry->fts_accpath, O_RDONLY | O_CLOEXEC);
		if (fd >= 0)
			return one_file(f, fd, entry->fts_path, true);
		tell(f, errno, entry->fts_path);
	}
	return 0;
}

static void folder(struct finder *f, const char *path)
{
	char copy[4096];
	char *roots[] = {copy, NULL};
	FTS *walk = NULL;
	FTSENT *entry;
	unsigned captures = 0;
	struct err e;

	if (strlen(path) < sizeof copy) {
		memcpy(copy, path, strlen(path) + 1);
		walk = fts_open(roots, FTS_LOGICAL | FTS_NOCHDIR, by_name);
	}
	if (!walk) {
		tell(f, strlen(path) < sizeof copy ? errno : ENAMETOOLONG, path);
		return;
	}
	while ((entry = fts_read(walk)))
		captures += folder_entry(f, walk, entry);
	fts_close(walk);
	if (!captures) {
		err_set(&e, ERR_NOT_CAPTURE, path, "no-captures-in-folder", "%s", "");
		f->failed(f->ctx, &e);
	}
}

void find_inputs(struct finder *f, const char *given)
{
	bool standard = strcmp(given, "-") == 0;
	int fd = standard ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0) : open(given, O_RDONLY | O_CLOEXEC);
	struct stat st;

	if (fd < 0) {
		tell(f, errno, given);
	} else if (fstat(fd, &st) == 0 && S_ISDIR(st.st_mode)) {
		close(fd);
		folder(f, given);
	} else {
		one_file(f, fd, given, false);
	}
}
