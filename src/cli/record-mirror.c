/* mimamori record-mirror: a capture for a person who has none yet. Listens, sends nothing; says what was
 * lost, and whether the port looks like a mirror port. */
#include "base/confine.h"
#include "capture/live.h"
#include "capture/write.h"
#include "cli/commands.h"
#include "cli/mirror.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netpacket/packet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

enum { MINUTES_MAX = 7 * 24 * 60, SPARE_BYTES = 256 << 20, SPARE_PERCENT = 5, NAMES_ROOM = 200 };

struct recording {
	struct cli *cli;
	const char *interface, *output;
	unsigned minutes; /* 0: until stopped */
	bool help;
	struct live *live;
	struct writer writer;
	struct mirror mirror;
	int fd;
	uint64_t received, dropped;
	int64_t last; /* time of the last frame */
};

static volatile sig_atomic_t stop;

static void on_signal(int number)
{
	(void)number;
	stop = 1;
}

static int say(const struct recording *r, int code, const char *key, const char *subject, const char *detail)
{
	return cli_say(r->cli, code, key,
		       (const struct lang_arg[]){{"subject", subject}, {"detail", detail}, {NULL, NULL}});
}

/* --- options */

static bool take_minutes(struct recording *r, const char *v)
{
	char *end;
	unsigned long n = strtoul(v, &end, 10);

	r->minutes = (unsigned)n;
	return *v >= '0' && *v <= '9' && !*end && n > 0 && n <= MINUTES_MAX;
}

static int one_option(struct recording *r, int argc, char **argv, int *at)
{
	static const char *const names[] = {"-i",   "-o",       "--minutes", "--help", "--lang",
					    "--tz", "--format", "--quiet",   NULL};
	const char *arg = argv[*at], *v, *nearest;
	bool wrong = false;

	if (strcmp(arg, "--help") == 0 || strcmp(arg, "-h") == 0)
		r->help = true;
	else if ((v = cli_value(argc, argv, at, "-i", &wrong)))
		r->interface = v;
	else if ((v = cli_value(argc, argv, at, "-o", &wrong)))
		r->output = v;
	else if ((v = cli_value(argc, argv, at, "--minutes", &wrong)))
		wrong |= !take_minutes(r, v);
	else if (!cli_common(r->cli, argc, argv, at, &wrong)) {
		nearest = cli_nearest(arg, names);
		return cli_say(r->cli, EXIT_USAGE, nearest ? "cli.unknown-option-near" : "cli.unknown-option",
			       (const struct lang_arg[]){{"subject", arg}, {"near", nearest}, {NULL, NULL}});
	}
	return wrong ? say(r, EXIT_USAGE, "cli.bad-value", arg, "") : EXIT_DONE;
}

/* The interfaces of this machine, for the one who does not know their names. */
static const char *interfaces(char names[NAMES_ROOM])
{
	struct if_nameindex *all = if_nameindex();
	size_t n = 0;

	names[0] = '\0';
	for (struct if_nameindex *i = all; i && i->if_index; i++)
		if (n + strlen(i->if_name) + 2 < NAMES_ROOM)
			n += (size_t)snprintf(names + n, NAMES_ROOM - n, "%s%s", n ? " " : "", i->if_name);
	if (all)
		if_freenameindex(all);
	return names;
}

static int read_options(struct recording *r, int argc, char **argv)
{
	char names[NAMES_ROOM];
	int code = EXIT_DONE;

	for (int at = 1; code == EXIT_DONE && at < argc; at++)
		code = argv[at][0] == '-' ? one_option(r, argc, argv, &at)
					  : say(r, EXIT_USAGE, "cli.bad-value", argv[at], "");
	if (code != EXIT_DONE || r->help)
		return code;
	if (!r->interface || !r->output)
		return say(r, EXIT_USAGE, "record.what", interfaces(names), "");
	return EXIT_DONE;
}

/* --- opening */

/* The file, and whatever goes wrong from here on, belongs to the person who called sudo. */
static bool give_up_root(void)
{
	const char *uid = getenv("SUDO_UID"), *gid = getenv("SUDO_GID");
	unsigned long u = uid ? strtoul(uid, NULL, 10) : 0, g = gid ? strtoul(gid, NULL, 10) : 0;

	if (geteuid() != 0 || !u || !g)
		return true;
	return setgroups(0, NULL) == 0 && setgid((gid_t)g) == 0 && setuid((uid_t)u) == 0;
}

static void own_mac(struct recording *r)
{
	struct ifaddrs *all = NULL;

	if (getifaddrs(&all) < 0)
		return;
	for (const struct ifaddrs *i = all; i; i = i->ifa_next) {
		struct sockaddr_ll link;

		if (!i->ifa_addr || i->ifa_addr->sa_family != AF_PACKET ||
		    strcmp(i->ifa_name, r->interface) != 0)
			continue;
		memcpy(&link, i->ifa_addr, sizeof link);
		r->mirror.own = mac_of(link.sll_addr);
	}
	freeifaddrs(all);
}

static int output_failed(const struct recording *r, int error)
{
	const char *key = error == EEXIST ? "record.exists"
			  : r->fd < 0     ? "error.cannot-write"
					  : "record.cannot-write";

	return say(r, EXIT_NO_OUTPUT, key, r->output, strerror(error));
}

static bool ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), e = strlen(end);

	return n > e && strcmp(s + n - e, end) == 0;
}

static int open_all(struct recording *r)
{
	char names[NAMES_ROOM];
	struct err e = {0};
	int code = live_open(r->interface, NULL, &r->live, &e);

	if (code == -ENODEV)
		err_set(&e, code, r->interface, "no-such-interface", "%s", interfaces(names));
	if (code < 0)
		return cli_fail(r->cli, code == -EPERM ? EXIT_REFUSED : EXIT_NO_INPUT, &e);
	own_mac(r);
	if (!give_up_root())
		return output_failed(r, EPERM);
	r->fd = open(r->output, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (r->fd < 0)
		return output_failed(r, errno);
	if (writer_init(&r->writer, r->fd, ends_with(r->output, ".pcap"), r->interface) < 0)
		return output_failed(r, ENOMEM);
	return EXIT_DONE;
}

/* --- recording */

static int64_t seconds_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec;
}

static void on_frame(void *ctx, const struct frame *f)
{
	struct recording *r = ctx;

	r->last = f->when;
	mirror_take(&r->mirror, f);
	writer_frame(&r->writer, f, NULL);
}

/* A plant's PC must not be left without space. */
static bool disk_nearly_full(const struct recording *r)
{
	struct statvfs s;
	uint64_t spare;

	if (fstatvfs(r->fd, &s) < 0)
		return false;
	spare = (uint64_t)s.f_blocks * s.f_frsize / 100 * SPARE_PERCENT;
	return (uint64_t)s.f_bavail * s.f_frsize < (spare < SPARE_BYTES ? spare : SPARE_BYTES);
}

struct numbers {
	char packets[24], megabytes[24], dropped[24], time[24];
};

static const struct lang_arg *counted(const struct recording *r, int64_t seconds, struct numbers *n,
				      struct lang_arg args[6])
{
	unsigned whole = (unsigned)(seconds % (1000 * 3600));

	snprintf(n->packets, sizeof n->packets, "%llu", (unsigned long long)r->mirror.frames);
	snprintf(n->megabytes, sizeof n->megabytes, "%.1f", (double)r->mirror.bytes / 1e6);
	snprintf(n->dropped, sizeof n->dropped, "%llu", (unsigned long long)r->dropped);
	snprintf(n->time, sizeof n->time, "%u:%02u:%02u", whole / 3600, whole / 60 % 60, whole % 60);
	args[0] = (struct lang_arg){"packets", n->packets};
	args[1] = (struct lang_arg){"megabytes", n->megabytes};
	args[2] = (struct lang_arg){"dropped", n->dropped};
	args[3] = (struct lang_arg){"time", n->time};
	args[4] = (struct lang_arg){"subject", r->output};
	args[5] = (struct lang_arg){NULL, NULL};
	return args;
}

static void show_progress(const struct recording *r, int64_t seconds)
{
	struct numbers n;
	struct lang_arg args[6];
	char line[512];

	if (r->cli->quiet || !isatty(STDERR_FILENO))
		return;
	fprintf(stderr, "\r%s \033[K",
		lang_fill_buf(line, sizeof line, lang(r->cli->language, "record.progress"),
			      counted(r, seconds, &n, args)));
}

/* Until the time is over, somebody stops it, the disk is full or the interface is gone. */
static int record(struct recording *r, int64_t *ret_seconds)
{
	const int64_t begin = seconds_now();
	int64_t shown = begin, now = begin;
	struct err e = {0};
	int code = EXIT_DONE;

	while (!stop && code == EXIT_DONE && !(r->minutes && now - begin >= (int64_t)r->minutes * 60)) {
		if (live_take(r->live, on_frame, r, &e) < 0) {
			snprintf(e.subject, sizeof e.subject, "%s", r->interface);
			code = cli_fail(r->cli, EXIT_NO_INPUT, &e);
		}
		now = seconds_now();
		if (now != shown) {
			shown = now;
			live_counts(r->live, &r->received, &r->dropped);
			show_progress(r, now - begin);
			writer_flush(&r->writer);
			if (disk_nearly_full(r))
				code = say(r, EXIT_NO_OUTPUT, "record.disk-nearly-full", r->output, "");
		}
		if (r->writer.error)
			code = EXIT_NO_OUTPUT;
	}
	*ret_seconds = now - begin;
	return code;
}

static const char *verdict_key(const struct recording *r)
{
	static const char *const keys[] = {[MIRROR_NONE] = "record.mirror-none",
					   [MIRROR_ORDINARY] = "record.mirror-ordinary",
					   [MIRROR_ONE_WAY] = "record.mirror-one-way",
					   [MIRROR_GOOD] = "record.mirror-good",
					   [MIRROR_UNKNOWN] = "record.mirror-unknown"};

	return keys[mirror_verdict(&r->mirror)];
}

static int finish(struct recording *r, int code, int64_t seconds)
{
	struct numbers n;
	struct lang_arg args[6];
	char pairs[24];

	live_counts(r->live, &r->received, &r->dropped);
	writer_statistics(&r->writer, r->last, r->received, r->dropped);
	if (writer_finish(&r->writer) < 0 || fsync(r->fd) < 0)
		code = output_failed(r, r->writer.error ? -r->writer.error : errno);
	if (!r->cli->quiet && isatty(STDERR_FILENO))
		fputc('\n', stderr);
	cli_say(r->cli, 0, "record.done", counted(r, seconds, &n, args));
	if (r->dropped)
		cli_say(r->cli, 0, "record.dropped", args);
	snprintf(pairs, sizeof pairs, "%u", r->mirror.pair_count);
	say(r, 0, verdict_key(r), r->interface, pairs);
	return code;
}

static void listen_to_signals(void)
{
	struct sigaction act = {.sa_handler = on_signal};

	sigaction(SIGINT, &act, NULL);
	sigaction(SIGTERM, &act, NULL);
	sigaction(SIGHUP, &act, NULL);
	act.sa_handler = SIG_IGN; /* a limit on file sizes is an error like a full disk */
	sigaction(SIGXFSZ, &act, NULL);
}

static int run(struct recording *r)
{
	int64_t seconds = 0;
	int code = open_all(r);

	if (code != EXIT_DONE)
		return code;
#ifndef __SANITIZE_ADDRESS__
	confine(&(struct confine){(const char *const[]){NULL}, NULL, NULL, true, false, false});
#endif
	if (!r->cli->quiet)
		say(r, 0, "record.begun", r->interface, r->output);
	code = record(r, &seconds);
	return finish(r, code, seconds);
}

int cli_record_mirror(struct cli *cli, int argc, char **argv)
{
	static struct recording r; /* the table of pairs is large for a stack */
	int code;

	r = (struct recording){.cli = cli, .fd = -1};
	code = read_options(&r, argc, argv);
	if (code == EXIT_DONE && r.help)
		puts(lang(cli->language, "record.usage"));
	else if (code == EXIT_DONE) {
		listen_to_signals();
		code = run(&r);
	}
	if (r.fd >= 0)
		close(r.fd);
	writer_clear(&r.writer);
	live_free(r.live);
	return code;
}
