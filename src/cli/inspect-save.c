#include "cli/inspect-save.h"

#include "cli/site.h"
#include "store/digest.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* --- digests ------------------------------------------------------------------------------------------ */

/* SHA-256 of a file as it lies on disk, so that `sha256sum` says the same; "" when it cannot be read. */
static void digest_file(const char *path, char ret_digest[DIGEST_TEXT])
{
	static unsigned char block[256 * 1024];
	unsigned char hash[HASH_BYTES];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = -1;
	struct digest d;

	ret_digest[0] = '\0';
	digest_start(&d);
	while (fd >= 0 && (n = read(fd, block, sizeof block)) > 0)
		digest_bytes(&d, block, (size_t)n);
	if (fd >= 0)
		close(fd);
	if (n != 0)
		return;
	digest_end(&d, hash);
	digest_hex(hash, ret_digest);
}

static bool size_of(const char *path, uint64_t *ret_size)
{
	struct stat st;

	if (strcmp(path, "-") == 0 || stat(path, &st) < 0 || !S_ISREG(st.st_mode))
		return false;
	*ret_size = (uint64_t)st.st_size;
	return true;
}

/* --- what is new --------------------------------------------------------------------------------------- */

static bool sizes_meet(const struct save_file *files, unsigned i, unsigned n)
{
	for (unsigned k = 0; k < n; k++)
		if (k != i && files[k].size == files[i].size)
			return true;
	return false;
}

static bool named_before(const struct save_file *files, unsigned i)
{
	for (unsigned k = 0; k < i; k++)
		if (*files[k].digest && strcmp(files[k].digest, files[i].digest) == 0)
			return true;
	return false;
}

/* Marks inputs that the site has. Only a file whose size was seen before can be one: others are not read
 * twice. */
static unsigned find_known(const struct cli *cli, struct store *site, const struct capture *c,
			   struct save_file *files, bool *known)
{
	unsigned n = capture_files(c), count = 0;

	for (unsigned i = 0; i < n; i++)
		if (!size_of(capture_file(c, i)->path, &files[i].size))
			files[i].size = UINT64_MAX >> 1;
	for (unsigned i = 0; i < n; i++) {
		if (files[i].size == UINT64_MAX >> 1)
			continue;
		if (save_has_size(site, files[i].size) || sizes_meet(files, i, n))
			digest_file(capture_file(c, i)->path, files[i].digest);
		known[i] = *files[i].digest && (save_has(site, files[i].digest) || named_before(files, i));
		count += known[i];
		if (known[i])
			cli_say(cli, 0, "save.already",
				(const struct lang_arg[]){{"subject", capture_file(c, i)->path},
							  {"site", site_path(site)},
							  {NULL, NULL}});
	}
	return count;
}

static void unread(void *ctx, const struct err *e) { cli_fail(ctx, EXIT_NO_INPUT, e); }

/* Opens the capture again without the known ones; files[] follows. */
static int leave_out(struct cli *cli, struct saving *s, const struct inspect_options *o, struct capture **c,
		     const bool *known)
{
	unsigned n = capture_files(*c), kept = 0;
	const char **paths = calloc(n + 1, sizeof *paths);
	struct capture *fresh = NULL;
	int r = paths ? 0 : -ENOMEM;

	for (unsigned i = 0; r == 0 && i < n; i++)
		if (!known[i]) {
			paths[kept] = capture_file(*c, i)->path;
			s->file[kept++] = s->file[i];
		}
	s->count = kept;
	if (r == 0)
		r = capture_open(paths, kept, &o->capture, unread, cli, &fresh);
	free(paths);
	if (r < 0 || capture_files(fresh) != kept)
		return cli_say(cli, EXIT_NO_INPUT, "error.nothing-written", NULL);
	capture_free(*c);
	*c = fresh;
	return EXIT_DONE;
}

static int find_new(struct cli *cli, struct saving *s, struct store *site, const struct inspect_options *o,
		    struct capture **c)
{
	unsigned n = capture_files(*c), known_count;
	bool *known = calloc(n + 1, sizeof *known);
	int code = EXIT_DONE;

	s->file = calloc(n + 1, sizeof *s->file);
	s->count = n;
	if (!known || !s->file) {
		free(known);
		return cli_say(cli, EXIT_NO_INPUT, "cli.memory", NULL);
	}
	known_count = find_known(cli, site, *c, s->file, known);
	if (known_count == n)
		s->path = NULL;
	else if (known_count)
		code = leave_out(cli, s, o, c, known);
	free(known);
	return code;
}

/* The report reads the list by its headings, the site also by what was said of them earlier: where that makes
 * a difference, both are told. */
static bool reads_otherwise(const struct saving *s)
{
	for (int c = 0; c < LEDGER_COLUMNS; c++)
		if (s->shown->column[c] != s->ledger.sheet.column[c])
			return true;
	return false;
}

static int read_ledger(struct cli *cli, struct saving *s, struct store *site, const char *path)
{
	int code;

	s->ledger = (struct ledger_taking){.cli = cli, .path = path, .to = stderr};
	code = ledger_take_read(&s->ledger, site, NULL);
	if (code == EXIT_DONE && !cli->quiet && reads_otherwise(s)) {
		ledger_take_columns(&s->ledger);
		ledger_take_bad(&s->ledger);
	}
	return code;
}

static int prepare(struct cli *cli, struct saving *s, struct store *site, const struct inspect_options *o,
		   struct capture **c)
{
	int code = o->ledger ? read_ledger(cli, s, site, o->ledger) : EXIT_DONE;

	if (code == EXIT_DONE)
		code = find_new(cli, s, site, o, c);
	if (code == EXIT_DONE && !s->path && o->ledger)
		code = inspect_save_ledger(cli, s, site);
	return code;
}

int inspect_save_prepare(struct cli *cli, struct saving *s, const struct inspect_options *o,
			 struct capture **capture)
{
	struct store *site = NULL;
	int code;

	s->path = o->save;
	if (o->from || o->to || o->capture.filter)
		return cli_say(cli, EXIT_USAGE, "save.whole-captures", NULL);
	code = inspect_keep_site(s);
	if (code == EXIT_DONE)
		code = cli_site_open(cli, s->path, SITE_UNSIGNED, &site);
	if (code == EXIT_DONE)
		code = prepare(cli, s, site, o, capture);
	store_free(site);
	return code;
}

/* --- the split ----------------------------------------------------------------------------------------- */

/* The parent's work while the child reads. */
static void send_digests(struct saving *s, const struct capture *c, int to)
{
	for (unsigned i = 0; i < s->count; i++) {
		uint64_t size;

		if (!*s->file[i].digest && size_of(capture_file(c, i)->path, &size))
			digest_file(capture_file(c, i)->path, s->file[i].digest);
		if (write(to, s->file[i].digest, DIGEST_TEXT) != DIGEST_TEXT)
			return; /* the child has ended */
	}
}

static int wait_for(struct cli *cli, struct saving *s, pid_t child)
{
	int status = 0;

	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	if (WIFEXITED(status))
		return WEXITSTATUS(status);
	return cli_say(cli, EXIT_NO_OUTPUT, "save.child-died",
		       (const struct lang_arg[]){{"subject", s->path}, {NULL, NULL}});
}

static int open_site(struct cli *cli, struct saving *s)
{
	int keep = 1, code = cli_site_open(cli, s->path, SITE_UNSIGNED, &s->site);

	if (code != EXIT_DONE)
		return code;
	/* a first look opens the write-ahead log, which stays open; nothing is unlinked behind the walls */
	if (sqlite3_exec(store_db(s->site), "SELECT count(*) FROM taken; PRAGMA cache_size=-16384", NULL,
			 NULL, NULL) != SQLITE_OK)
		return cli_store_failed(cli, s->site, -EIO);
	sqlite3_file_control(store_db(s->site), "main", SQLITE_FCNTL_PERSIST_WAL, &keep);
	return EXIT_DONE;
}

bool inspect_save_split(struct cli *cli, struct saving *s, const struct capture *c, int *ret_code)
{
	pid_t child, parent = getpid();
	int ends[2];

	fflush(NULL);
	if (pipe2(ends, O_CLOEXEC) < 0 || (child = fork()) < 0) {
		*ret_code = cli_say(cli, EXIT_NO_INPUT, "cli.memory", NULL);
		return false;
	}
	if (child) {
		close(ends[0]);
		signal(SIGPIPE, SIG_IGN);
		send_digests(s, c, ends[1]);
		close(ends[1]);
		*ret_code = wait_for(cli, s, child);
		return true;
	}
	prctl(PR_SET_PDEATHSIG, SIGKILL); /* who kills the command means all of it */
	if (getppid() != parent)
		_exit(EXIT_NO_OUTPUT);
	close(ends[1]);
	s->from_parent = ends[0];
	*ret_code = open_site(cli, s);
	return false;
}
