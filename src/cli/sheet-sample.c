/* mimamori sheet sample: ten rows with every proof, into a folder. */
#include "base/confine.h"
#include "cli/sheet.h"
#include "report/sampling_packets.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct sampling_to {
	struct cli *cli;
	struct sample sample;
	const char *output, *rows, *by;
	char part[1024]; /* written aside, then renamed */
};

/* --- files, in folders one deep or two */

static int make_folders(char *path, size_t from)
{
	for (char *c = path + from; (c = strchr(c, '/')); c++) {
		*c = '\0';
		if (mkdir(path, 0700) < 0 && errno != EEXIST)
			return -errno;
		*c = '/';
	}
	return 0;
}

static int put(void *ctx, const char *name, const void *bytes, size_t n)
{
	const struct sampling_to *t = ctx;
	char path[1200];
	const char *from = bytes;
	int fd, r = 0;

	if (snprintf(path, sizeof path, "%s/%s", t->part, name) >= (int)sizeof path)
		return -ENAMETOOLONG;
	if ((r = make_folders(path, strlen(t->part) + 1)) < 0)
		return r;
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return -errno;
	while (n > 0 && r == 0) {
		ssize_t wrote = write(fd, from, n);

		if (wrote < 0 && errno != EINTR)
			r = -errno;
		from += wrote > 0 ? wrote : 0;
		n -= wrote > 0 ? (size_t)wrote : 0;
	}
	if (close(fd) < 0 && r == 0)
		r = -errno;
	return r;
}

/* --- packets: hostile bytes are read by a process that can open nothing but them */

static int cut_inside(struct sample_cutting *k)
{
	const char *read[CUT_FILES + 1] = {NULL};

	for (unsigned i = 0; i < k->files; i++)
		read[i] = k->path[i];
#ifndef __SANITIZE_ADDRESS__
	confine(&(struct confine){read, NULL, NULL, true, false, false});
#else
	(void)read;
#endif
	return sample_cut(k);
}

static int cut(void *ctx, struct sample_cutting *k)
{
	pid_t child = fork();
	int status = 0;

	(void)ctx;
	if (child < 0)
		return -errno;
	if (child == 0)
		_exit(cut_inside(k) < 0);
	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			return -errno;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : -EIO;
}

/* --- words */

static int refuse(const struct sampling_to *t, const char *key, const char *subject, int most)
{
	char detail[24];

	snprintf(detail, sizeof detail, "%d", most);
	return cli_say(t->cli, EXIT_USAGE, key,
		       (const struct lang_arg[]){{"subject", subject}, {"detail", detail}, {NULL, NULL}});
}

static int read_words(struct sampling_to *t)
{
	char *end = NULL;
	long rows = t->rows ? strtol(t->rows, &end, 10) : 10;

	if (rows < 1 || rows > SAMPLE_ROWS || (end && *end))
		return refuse(t, "audit.bad-rows", t->rows, SAMPLE_ROWS);
	t->sample.rows = (unsigned)rows;
	if (t->by && strcmp(t->by, "verdict") == 0)
		t->sample.by = SAMPLE_BY_VERDICT;
	else if (t->by && strcmp(t->by, "function") == 0)
		t->sample.by = SAMPLE_BY_FUNCTION;
	else if (t->by)
		return refuse(t, "audit.bad-by", t->by, 0);
	if (access(t->output, F_OK) == 0)
		return refuse(t, "audit.folder-there", t->output, 0);
	return EXIT_DONE;
}

static int failed(const struct sampling_to *t, const struct err *e, int usage)
{
	char key[64];

	snprintf(key, sizeof key, "audit.%s", e->key);
	return cli_say(
		t->cli, usage, key,
		(const struct lang_arg[]){{"subject", e->subject}, {"detail", e->detail}, {NULL, NULL}});
}

static void told(const struct sampling_to *t, const struct sample_told *d)
{
	const unsigned value[] = {t->sample.picks, d->files,  (unsigned)d->packets,
				  d->events,       d->proven, d->lacks};
	char n[6][24];

	for (int i = 0; i < 6; i++)
		snprintf(n[i], sizeof n[i], "%u", value[i]);
	if (t->cli->quiet)
		return;
	cli_say(t->cli, 0, "audit.sample-done",
		(const struct lang_arg[]){{"subject", t->output},
					  {"n", n[0]},
					  {"files", n[1]},
					  {"packets", n[2]},
					  {"events", n[3]},
					  {"proven", n[4]},
					  {NULL, NULL}});
	if (d->lacks)
		cli_say(t->cli, 0, "audit.sample-lacks",
			(const struct lang_arg[]){{"n", n[5]}, {NULL, NULL}});
}

/* --- all of it */

static int remove_one(const char *path, const struct stat *st, int what, struct FTW *where)
{
	(void)st;
	(void)what;
	(void)where;
	return remove(path);
}

static int write_folder(struct sampling_to *t)
{
	struct sample_told d;
	struct err e = {0};
	int r;

	if (snprintf(t->part, sizeof t->part, "%s.part", t->output) >= (int)sizeof t->part ||
	    mkdir(t->part, 0700) < 0)
		return cli_say(t->cli, EXIT_NO_OUTPUT, "error.cannot-write",
			       (const struct lang_arg[]){
				       {"subject", t->output}, {"detail", strerror(errno)}, {NULL, NULL}});
	r = sample_write(&t->sample, put, t, &d, &e);
	if (r == 0 && rename(t->part, t->output) < 0)
		r = err_set(&e, -errno, t->output, "store", "%s", strerror(errno));
	if (r < 0) {
		nftw(t->part, remove_one, 16, FTW_DEPTH | FTW_PHYS); /* what was begun and failed goes */
		return failed(t, &e, EXIT_NO_OUTPUT);
	}
	told(t, &d);
	return EXIT_DONE;
}

int cli_sheet_sample(struct cli *cli, const char *site, int argc, char **argv)
{
	static struct sampling_to t;
	bool nameless = false;
	const struct option_of options[] = {{"-o", &t.output, NULL},
					    {"--system", &t.sample.system, NULL},
					    {"--sheet", &t.sample.sheet, NULL},
					    {"--rows", &t.rows, NULL},
					    {"--seed", &t.sample.seed, NULL},
					    {"--by", &t.by, NULL},
					    {"--no-names", NULL, &nameless},
					    {NULL, NULL, NULL}};
	struct arguments words;
	struct err e = {0};
	int code;

	t = (struct sampling_to){
		.cli = cli,
		.output = "sample-of-rows",
		.sample = {.system = "site", .sheet = SHEET_NAME, .version = MIMAMORI_VERSION, .cut = cut}};
	code = arguments_read(cli, &site, argc, argv, options, &words);
	t.sample.names = !nameless;
	t.sample.now = cli_now();
	t.sample.zone_minutes = cli_zone_minutes(cli, t.sample.now);
	t.sample.captures = (const char *const *)words.list;
	t.sample.capture_count = (unsigned)words.count;
	if (code == EXIT_DONE)
		code = read_words(&t);
	if (code == EXIT_DONE)
		code = cli_site_open(cli, site, SITE_READ, &t.sample.store);
	if (code != EXIT_DONE)
		return code;
	code = sample_choose(&t.sample, &e) < 0 ? failed(&t, &e, EXIT_USAGE) : write_folder(&t);
	sample_clear(&t.sample);
	store_free(t.sample.store);
	return code;
}
