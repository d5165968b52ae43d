/* mimamori serve: checks what it is asked for, becomes mimamori-gate, which starts the rest. A helper of it
 * waits until core answers and says where the pages are; with --detach this process does. */
#include "cli/serve.h"
#include "cli/commands.h"
#include "cli/site.h"
#include "cli/watching.h"

#include "base/child.h"
#include "base/loop.h"
#include "respond/parts.h"

#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define USUAL_MB   "1024" /* what gate takes when it is told nothing */
#define USUAL_DAYS "7"

enum { PATH_ROOM = 4096, LOG_SHOWN = 2000, UNANSWERED_MS = 30000, LOOK_US = 100000 };

static int say(const struct cli *cli, int code, const char *key, const char *subject, const char *detail)
{
	return cli_say(cli, code, key,
		       (const struct lang_arg[]){{"subject", subject}, {"detail", detail}, {NULL, NULL}});
}

/* --- the site */

/* One that is there has to be one of ours; one that is not is made by core, as the folder's owner. */
static int look_at_site(struct cli *cli, const char *site)
{
	char folder[PATH_ROOM], *slash;
	struct store *s;
	struct err e = {0};
	int r;

	if (!site || !*site)
		return cli_say(cli, EXIT_USAGE, "cli.no-site", NULL);
	if (access(site, F_OK) == 0) {
		r = site_open(site, SITE_READ, site_parts(), cli_now(), &s, &e);
		if (r == 0)
			store_free(s);
		return r == 0 || strcmp(e.key, "site-older") == 0 || strcmp(e.key, "site-busy") == 0
			       ? EXIT_DONE
			       : cli_fail(cli, EXIT_NO_INPUT, &e);
	}
	snprintf(folder, sizeof folder, "%s", site);
	slash = strrchr(folder, '/');
	if (slash)
		slash[slash == folder] = '\0';
	if (access(slash ? folder : ".", W_OK | X_OK) == 0)
		return EXIT_DONE;
	return say(cli, EXIT_NO_OUTPUT, "serve.no-folder", slash ? folder : ".", strerror(errno));
}

static int look_at_inputs(struct cli *cli, const struct serve_options *o)
{
	for (unsigned i = 0; i < o->interfaces; i++)
		if (if_nametoindex(o->interface[i]) == 0)
			return say(cli, EXIT_NO_INPUT, "serve.no-interface", o->interface[i],
				   strerror(errno));
	if (o->replay && access(o->replay, R_OK) < 0)
		return say(cli, EXIT_NO_INPUT, "serve.no-replay", o->replay, strerror(errno));
	return EXIT_DONE;
}

/* As root: who runs what reads from outside, as "UID:GID" for gate. */
static int find_user(struct cli *cli, struct serve_options *o)
{
	static const char *const usual[] = {"mimamori", "nobody"};
	static char ids[32];
	const struct passwd *p = NULL;

	if (geteuid() != 0)
		return EXIT_DONE;
	if (o->user)
		p = getpwnam(o->user);
	for (size_t i = 0; !o->user && !p && i < sizeof usual / sizeof *usual; i++)
		p = getpwnam(usual[i]);
	if (!p || p->pw_uid == 0)
		return say(cli, EXIT_USAGE, "serve.no-user", o->user ? o->user : usual[1], "");
	snprintf(ids, sizeof ids, "%u:%u", (unsigned)p->pw_uid, (unsigned)p->pw_gid);
	o->user = ids;
	return EXIT_DONE;
}

/* --- what is said when it works */

static void tell(const struct cli *cli, const char *key, const char *subject)
{
	char line[1024];

	puts(lang_fill_buf(line, sizeof line, lang(cli->language, key),
			   (const struct lang_arg[]){{"subject", subject}, {NULL, NULL}}));
}

static void tell_packets(const struct cli *cli, const struct serve_options *o)
{
	char line[1024];

	puts(lang_fill_buf(line, sizeof line, lang(cli->language, "serve.packets"),
			   (const struct lang_arg[]){{"subject", o->site},
						     {"mb", o->packets_mb ? o->packets_mb : USUAL_MB},
						     {"days", o->packets_days ? o->packets_days : USUAL_DAYS},
						     {NULL, NULL}}));
}

/* What became of each interface: sensor opens them, and may not be let. */
static void tell_interfaces(struct cli *cli, const struct serve_options *o, struct control *c)
{
	const struct request ask = {.method = METHOD_GET, .path = said_of("/api/v1/capture")};
	struct control_answer a = {0};
	struct answer_json *j = control_ask(c, &ask, UNANSWERED_MS, &a) == 0 ? answer_json(a.body) : NULL;
	char name[32], key[48];

	for (unsigned i = 0; i < o->interfaces; i++) {
		const char *state;

		snprintf(name, sizeof name, "%s", o->interface[i]);
		state = answer_text(j, "$.interfaces[%u].state", i);
		snprintf(key, sizeof key, "serve.watches-%s", state ? state : "up");
		tell(cli, key, name);
	}
	if (o->interfaces)
		tell_packets(cli, o);
	answer_json_free(j);
	free(a.body);
}

static void tell_source(struct cli *cli, const struct serve_options *o, struct control *c)
{
	tell_interfaces(cli, o, c);
	if (o->replay)
		tell(cli, "serve.replays", o->replay);
	if (!o->interfaces && !o->replay)
		tell(cli, "serve.watches-nothing", "");
}

/* The one-time link, while there is no account yet. */
static void tell_link(struct cli *cli, struct control *c, const char *address)
{
	const struct request ask = {.method = METHOD_POST, .path = said_of("/api/v1/setup-link")};
	struct control_answer a = {0};
	struct answer_json *j;
	const char *path;
	char link[512];

	if (control_ask(c, &ask, UNANSWERED_MS, &a) < 0)
		return;
	j = a.status == 201 ? answer_json(a.body) : NULL;
	path = answer_text(j, "$.link");
	if (path) {
		snprintf(link, sizeof link, "https://%s%s", address, path);
		tell(cli, "serve.set-up", link);
	}
	answer_json_free(j);
	free(a.body);
}

static void tell_pages(struct cli *cli, struct control *c, struct answer_json *j)
{
	const char *web = answer_text(j, "$.roles[2].state"), *first;
	char address[128];

	if (web && strcmp(web, "missing") == 0) {
		tell(cli, "serve.no-pages", "");
	} else if ((first = answer_text(j, "$.addresses[0]"))) {
		snprintf(address, sizeof address, "%s", first);
		tell(cli, "serve.address", address);
		tell_link(cli, c, address);
	}
}

/* Core answers and every other role works or is not there. Null: not yet. */
static struct answer_json *all_work(struct control *c)
{
	const struct request ask = {.method = METHOD_GET, .path = said_of("/status")};
	struct control_answer a = {0};
	struct answer_json *j = NULL;
	bool all = control_ask(c, &ask, UNANSWERED_MS, &a) == 0 && (j = answer_json(a.body));

	for (int i = 0; all && i < 3; i++) {
		const char *state = answer_text(j, "$.roles[%d].state", i);

		all = state && (strcmp(state, "running") == 0 || strcmp(state, "missing") == 0);
	}
	free(a.body);
	if (all)
		return j;
	answer_json_free(j);
	return NULL;
}

static bool tell_when_it_works(struct cli *cli, const struct serve_options *o)
{
	struct answer_json *j = NULL;
	struct control c;

	if (control_open(&c, o->site) < 0)
		return false;
	if ((j = all_work(&c)) && !cli->quiet) {
		tell_pages(cli, &c, j);
		tell_source(cli, o, &c);
		tell(cli, o->detach ? "serve.ends-by" : "serve.ends-here", o->site);
		fflush(stdout);
	}
	control_close(&c);
	answer_json_free(j);
	return j != NULL;
}

/* --- becoming gate */

static void add(char **args, int *n, const char *name, const char *value)
{
	if (!value || *n + 3 >= SERVE_ARGS)
		return;
	args[(*n)++] = (char *)(uintptr_t)name;
	if (*value)
		args[(*n)++] = (char *)(uintptr_t)value;
}

static void become_gate(const struct cli *cli, const struct serve_options *o, const char *path)
{
	char *args[SERVE_ARGS + 1];
	int n = 0;

	add(args, &n, "mimamori-gate", o->site);
	for (unsigned i = 0; i < o->addresses; i++)
		add(args, &n, "--listen", o->address[i]);
	add(args, &n, "--user", o->user);
	add(args, &n, "--packets-mb", o->packets_mb);
	add(args, &n, "--packets-days", o->packets_days);
	add(args, &n, "--replay", o->replay);
	add(args, &n, "--", "");
	for (unsigned i = 0; i < o->interfaces; i++)
		add(args, &n, "--interface", o->interface[i]);
	add(args, &n, "--replay", o->replay);
	add(args, &n, "--speed", o->speed);
	add(args, &n, "--ring", o->ring);
	add(args, &n, "--packets-mb", o->packets_mb);
	add(args, &n, "--packets-mb", o->packets_mb);
	add(args, &n, "--no-payload", o->no_payload ? "" : NULL);
	args[n] = NULL;
	setenv("MIMAMORI_LANG", cli->language == LANG_JA ? "ja" : "en", 1);
	execv(path, args);
	say(cli, 0, "serve.no-gate", path, strerror(errno));
	_exit(EXIT_NO_INPUT);
}

/* In the foreground: a grandchild, which gate does not know of, says it and ends. */
static void tell_aside(struct cli *cli, const struct serve_options *o)
{
	pid_t gate = getpid(), pid = fork();

	if (pid > 0)
		waitpid(pid, NULL, 0);
	if (pid != 0)
		return;
	if (fork() != 0)
		_exit(0);
	for (int64_t until = loop_clock() + UNANSWERED_MS; loop_clock() < until && kill(gate, 0) == 0;
	     usleep(LOOK_US))
		if (watching_process(o->site) == gate && tell_when_it_works(cli, o))
			break;
	_exit(0);
}

/* --- in the background */

/* What it said before it ended. */
static void show_log(const char *path)
{
	char text[LOG_SHOWN];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? 0 : read(fd, text, sizeof text);

	if (n > 0)
		fwrite(text, 1, (size_t)n, stderr);
	if (fd >= 0)
		close(fd);
}

/* The log belongs to whom the site, or its folder, belongs to. Negative: it cannot be made. */
static int open_log(const char *site, const char *log)
{
	int fd = open(log, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
	char folder[PATH_ROOM], *slash;
	struct stat st;

	if (fd < 0)
		return -errno;
	snprintf(folder, sizeof folder, "%s", site);
	slash = strrchr(folder, '/');
	if (slash)
		slash[slash == folder] = '\0';
	if (geteuid() == 0 && (stat(site, &st) == 0 || stat(slash ? folder : ".", &st) == 0) &&
	    fchown(fd, st.st_uid, st.st_gid) < 0)
		return fd; /* root's, then */
	return fd;
}

static void go_aside(int log)
{
	int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);

	setsid();
	if (nothing < 0)
		_exit(EXIT_NO_OUTPUT);
	dup2(nothing, STDIN_FILENO);
	dup2(log, STDOUT_FILENO);
	dup2(log, STDERR_FILENO);
	close_range(STDERR_FILENO + 1, ~0u, 0);
}

static int code_of_end(int status)
{
	return WIFEXITED(status) && WEXITSTATUS(status) == EXIT_REFUSED ? EXIT_REFUSED : EXIT_NO_INPUT;
}

static int detach(struct cli *cli, const struct serve_options *o, const char *path)
{
	char log[PATH_ROOM];
	int64_t until = loop_clock() + UNANSWERED_MS;
	int status = 0, to;
	pid_t pid;

	snprintf(log, sizeof log, "%s.log", o->site);
	pid = watching_process(o->site);
	if (pid != 0) { /* before its log is emptied */
		char number[16];

		snprintf(number, sizeof number, "%d", (int)pid);
		return say(cli, EXIT_REFUSED, "gate.served", o->site, number);
	}
	if ((to = open_log(o->site, log)) < 0)
		return say(cli, EXIT_NO_OUTPUT, "gate.cannot-write", log, strerror(-to));
	pid = fork();
	if (pid == 0) {
		go_aside(to);
		become_gate(cli, o, path);
	}
	close(to);
	while (pid > 0 && loop_clock() < until) {
		if (waitpid(pid, &status, WNOHANG) == pid) {
			show_log(log);
			return code_of_end(status);
		}
		if (watching_process(o->site) == pid && tell_when_it_works(cli, o))
			return EXIT_DONE;
		usleep(LOOK_US);
	}
	show_log(log);
	return say(cli, EXIT_NO_INPUT, "serve.silent", o->site, log);
}

int cli_serve(struct cli *cli, int argc, char **argv)
{
	struct serve_options o = {0};
	char path[CHILD_PATH];
	int code = serve_options(cli, argc, argv, &o);

	if (code != EXIT_DONE || o.help)
		return code;
	if ((code = look_at_site(cli, o.site)) != EXIT_DONE ||
	    (code = look_at_inputs(cli, &o)) != EXIT_DONE || (code = find_user(cli, &o)) != EXIT_DONE)
		return code;
	if (child_find("mimamori-gate", path) < 0)
		return say(cli, EXIT_NO_INPUT, "serve.no-gate", path, strerror(ENOENT));
	if (o.detach)
		return detach(cli, &o, path);
	tell_aside(cli, &o);
	become_gate(cli, &o, path);
	return EXIT_NO_INPUT;
}
