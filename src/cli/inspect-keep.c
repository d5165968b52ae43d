/* The keeper of inspect --save: the only process of the command that ever opens SITE.db.key, and the only one
 * that opens no input. */
#include "cli/inspect-save.h"
#include "cli/site.h"
#include "store/journal.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

struct keeper {
	struct cli *cli;
	const char *path;
	bool made; /* the site was asked for, and is there */
	int64_t seq;
	unsigned char hash[HASH_BYTES]; /* the journal's end before anything was saved */
};

static int make_site(struct keeper *k)
{
	struct store *site = NULL;
	int code = cli_site_open(k->cli, k->path, SITE_CREATE, &site), r;

	if (code != EXIT_DONE)
		return code;
	r = journal_tail(site, &k->seq, k->hash);
	code = r < 0 ? cli_store_failed(k->cli, site, r) : EXIT_DONE;
	store_free(site);
	k->made = code == EXIT_DONE;
	return code;
}

/* One byte asks, one answers. No question: the worker ended before it came to that. */
static void serve(struct keeper *k, int line)
{
	unsigned char byte;
	ssize_t n;

	while ((n = read(line, &byte, 1)) < 0 && errno == EINTR)
		;
	if (n == 1) {
		byte = (unsigned char)make_site(k);
		if (write(line, &byte, 1) != 1)
			k->made = false; /* the worker has ended */
	}
}

static int end_of(struct keeper *k, pid_t worker)
{
	int status = 0;

	while (waitpid(worker, &status, 0) < 0 && errno == EINTR)
		;
	if (WIFEXITED(status))
		return WEXITSTATUS(status);
	return cli_say(k->cli, EXIT_NO_OUTPUT, "save.child-died",
		       (const struct lang_arg[]){{"subject", k->path}, {NULL, NULL}});
}

/* Opening and closing takes the side files of the reader's connection away. Signed is only what a run left
 * that ended well. */
static int close_site(struct keeper *k, int code)
{
	bool well = code == EXIT_DONE || code == EXIT_FOUND;
	const struct lang_arg args[] = {{"subject", k->path}, {NULL, NULL}};
	struct store *site = NULL;
	int opened = cli_site_open(k->cli, k->path, well ? SITE_WRITE : SITE_UNSIGNED, &site), r = 0;

	if (opened != EXIT_DONE)
		return well ? opened : code;
	sqlite3_exec(store_db(site), "SELECT count(*) FROM taken", NULL, NULL, NULL);
	if (well)
		r = journal_sign(site, k->seq, k->hash);
	store_free(site);
	if (r == -EBADMSG)
		return cli_say(k->cli, EXIT_REFUSED, "save.rewritten", args);
	return r < 0 ? cli_say(k->cli, code, "save.unsigned", args) : code;
}

static void become_worker(struct saving *s, const int line[2], pid_t keeper)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL); /* who kills the command means all of it */
	if (getppid() != keeper)
		_exit(EXIT_NO_OUTPUT);
	close(line[0]);
	s->keeper = line[1];
}

bool inspect_keep(struct cli *cli, struct saving *s, const char *path, int *ret_code)
{
	struct keeper k = {.cli = cli, .path = path};
	pid_t worker, keeper = getpid();
	int line[2];

	fflush(NULL);
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, line) < 0 || (worker = fork()) < 0) {
		*ret_code = cli_say(cli, EXIT_NO_INPUT, "cli.memory", NULL);
		return false;
	}
	if (worker == 0) {
		become_worker(s, line, keeper);
		*ret_code = EXIT_DONE;
		return false;
	}
	signal(SIGPIPE, SIG_IGN);
	close(line[1]);
	serve(&k, line[0]);
	close(line[0]);
	*ret_code = end_of(&k, worker);
	if (k.made)
		*ret_code = close_site(&k, *ret_code);
	return true;
}

int inspect_keep_site(struct saving *s)
{
	unsigned char byte = 0;
	ssize_t n = write(s->keeper, &byte, 1);

	while (n == 1 && (n = read(s->keeper, &byte, 1)) < 0 && errno == EINTR)
		n = 1;
	close(s->keeper);
	s->keeper = -1;
	return n == 1 ? byte : EXIT_NO_OUTPUT;
}
