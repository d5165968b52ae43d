#include "cli/inspect-save.h"

#include "cli/site.h"

#include <errno.h>
#include <fcntl.h>
#include <sha2.h>
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
	SHA2_CTX c;

	ret_digest[0] = '\0';
	SHA256Init(&c);
	while (fd >= 0 && (n = read(fd, block, sizeof block)) > 0)
		SHA256Update(&c, block, (size_t)n);
	if (fd >= 0)
		close(fd);
	if (n != 0)
		return;
	SHA256Final(hash, &c);
	for (int i = 0; i < HASH_BYTES; i++)
		snprintf(ret_digest + 2 * i, 3, "%02x", hash[i]);
}

/* What flowed in has no file: what was counted in it stands for it. */
static void digest_stream(const struct capture_file *f, char ret_digest[DIGEST_TEXT])
{
	char text[512];
	int n = snprintf(text, sizeof text, "stream %s %llu %llu %lld %lld", f->format,
			 (unsigned long long)f->packets, (unsigned long long)f->bytes, (long long)f->first,
			 (long long)f->last);

	hash_hex(text, (size_t)n, ret_digest);
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

static int prepare(struct cli *cli, struct saving *s, struct store *site, const struct inspect_options *o,
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

int inspect_save_prepare(struct cli *cli, struct saving *s, const struct inspect_options *o,
			 struct capture **capture)
{
	struct store *site = NULL;
	int code;

	s->path = o->save;
	if (o->from || o->to || o->capture.filter)
		return cli_say(cli, EXIT_USAGE, "save.whole-captures", NULL);
	code = cli_site_open(cli, s->path, SITE_CREATE, &site);
	if (code != EXIT_DONE)
		return code;
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

/* Opening and closing takes the side files of the child's connection away. */
static void tidy(struct cli *cli, const char *path)
{
	struct store *site;
	struct err e;

	(void)cli;
	if (site_open(path, SITE_WRITE, NULL, cli_now(), &site, &e) == 0) {
		sqlite3_exec(store_db(site), "SELECT count(*) FROM event", NULL, NULL, NULL);
		store_free(site);
	}
}

static int wait_for(struct cli *cli, struct saving *s, pid_t child)
{
	int status = 0;

	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	tidy(cli, s->path);
	if (WIFEXITED(status))
		return WEXITSTATUS(status);
	return cli_say(cli, EXIT_NO_OUTPUT, "save.child-died",
		       (const struct lang_arg[]){{"subject", s->path}, {NULL, NULL}});
}

static int open_site(struct cli *cli, struct saving *s)
{
	int keep = 1, code = cli_site_open(cli, s->path, SITE_WRITE, &s->site);

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

static void receive_digests(struct saving *s, const struct capture *c)
{
	for (unsigned i = 0; i < s->count; i++) {
		size_t n = 0;
		ssize_t got = 1;

		while (n < DIGEST_TEXT &&
		       (got = read(s->from_parent, s->file[i].digest + n, DIGEST_TEXT - n)) > 0)
			n += (size_t)got;
		if (n < DIGEST_TEXT || !*s->file[i].digest) {
			digest_stream(capture_file(c, i), s->file[i].digest);
			s->file[i].size = 0;
		}
	}
}

/* --- the transaction ----------------------------------------------------------------------------------- */

/* A stream cannot be known before it was read, and another process may have been faster. */
static bool known_meanwhile(const struct cli *cli, const struct saving *s, const struct capture *c)
{
	bool known = false;

	for (unsigned i = 0; i < s->count; i++)
		if (save_has(s->site, s->file[i].digest)) {
			cli_say(cli, 0, "save.already",
				(const struct lang_arg[]){{"subject", capture_file(c, i)->path},
							  {"site", s->path},
							  {NULL, NULL}});
			known = true;
		}
	return known;
}

static int write_all(struct cli *cli, struct saving *s)
{
	int64_t now = cli_now();
	int r = save_run(s->site, s->file, s->count, now, cli_actor(cli), &s->saved);

	return r < 0 ? r : assess_site(s->site, now, "mimamori", &s->life);
}

int inspect_save(struct cli *cli, struct saving *s, const struct capture *c)
{
	int r = store_join(s->site), code;

	receive_digests(s, c);
	if (r == 0)
		r = site_begin(s->site);
	if (r == 0 && known_meanwhile(cli, s, c)) {
		site_rollback(s->site);
		return EXIT_DONE;
	}
	if (r == 0)
		r = write_all(cli, s);
	if (r == 0)
		r = site_commit(s->site);
	s->done = r == 0;
	if (r == 0)
		return EXIT_DONE;
	code = cli_store_failed(cli, s->site, r);
	site_rollback(s->site);
	return code;
}

/* --- told ---------------------------------------------------------------------------------------------- */

static void number(char buf[24], int64_t v) { snprintf(buf, 24, "%lld", (long long)v); }

static int64_t ask_count(struct store *s, const char *verdict)
{
	sqlite3_stmt *st = NULL;
	int64_t v = 0;

	if (sqlite3_prepare_v2(store_db(s),
			       "SELECT count(*) FROM answer WHERE system = 'site' AND verdict = ?1", -1, &st,
			       NULL) == SQLITE_OK) {
		sqlite3_bind_text(st, 1, verdict, -1, SQLITE_STATIC);
		if (sqlite3_step(st) == SQLITE_ROW)
			v = sqlite3_column_int64(st, 0);
	}
	sqlite3_finalize(st);
	return v;
}

static void say(struct out *o, const struct cli *cli, const char *key, const struct lang_arg *args)
{
	lang_fill(o, lang(cli->language, key), args);
	out_char(o, '\n');
}

static void tell_sheet(struct out *o, const struct cli *cli, const struct saving *s)
{
	static const char *const verdicts[] = {"met", "partly", "not-met", "unknown", "person"};
	bool any = false;

	out_str(o, lang(cli->language, "save.sheet"));
	for (size_t i = 0; i < sizeof verdicts / sizeof *verdicts; i++) {
		int64_t n = ask_count(s->site, verdicts[i]);
		char key[32];

		if (n == 0)
			continue;
		snprintf(key, sizeof key, "verdict.%s", verdicts[i]);
		out_fmt(o, "%s%s %lld",
			!any                       ? ""
			: cli->language == LANG_JA ? "／"
						   : ", ",
			lang(cli->language, key), (long long)n);
		any = true;
	}
	out_char(o, '\n');
}

static void tell(struct out *o, const struct cli *cli, const struct saving *s)
{
	char n[7][24];
	const int64_t values[7] = {s->saved.fresh, s->saved.known, s->saved.changed, s->saved.closed,
				   s->life.opened, s->life.closed, s->life.open};
	const struct lang_arg args[] = {{"site", s->path}, {"new", n[0]},      {"known", n[1]},
					{"changed", n[2]}, {"services", n[3]}, {"opened", n[4]},
					{"closed", n[5]},  {"open", n[6]},     {NULL, NULL}};

	for (int i = 0; i < 7; i++)
		number(n[i], values[i]);
	say(o, cli, "save.done", args);
	say(o, cli, "save.devices", args);
	if (s->saved.closed)
		say(o, cli, "save.services-closed", args);
	say(o, cli, "save.findings", args);
	tell_sheet(o, cli, s);
}

/* With the summary where the summary is; where data go to stdout, to people on stderr. */
void inspect_save_tell(const struct cli *cli, const struct saving *s)
{
	bool text = strcmp(cli->format, "text") == 0;
	struct out o;

	if (!s->done || cli->quiet || out_init(&o, text ? STDOUT_FILENO : STDERR_FILENO) < 0)
		return;
	tell(&o, cli, s);
	out_finish(&o);
	out_clear(&o);
}

void inspect_save_clear(struct saving *s)
{
	store_free(s->site);
	free(s->file);
	if (s->from_parent >= 0)
		close(s->from_parent);
}
