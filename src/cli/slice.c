/* mimamori slice: the packets behind a line of a report, as a capture that Wireshark opens. */
#include "base/confine.h"
#include "cli/commands.h"
#include "cli/inspect.h"
#include "cli/selection.h"

#include "capture/write.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BATCH = 64 };

struct slice {
	struct cli *cli;
	const char *inputs[INPUTS_MAX];
	unsigned input_count;
	const char *output, *report;
	struct selection selection;
	struct capture *capture;
	struct writer writer;
	char *part; /* where the output is written before it has its name; NULL: standard output */
	int fd;
	long *files; /* of the capture's files, the number in the report; -1 not in it */
	bool help;
};

static const char *const option_names[] = {"--device", "--flow", "--finding", "--packets", "--report", "-o",
					   "--help",   "--lang", "--tz",      "--format",  "--quiet",  NULL};

static int say(const struct slice *s, int code, const char *key, const char *subject, const char *detail)
{
	return cli_say(s->cli, code, key,
		       (const struct lang_arg[]){{"subject", subject}, {"detail", detail}, {NULL, NULL}});
}

/* --- options */

static bool wants(struct slice *s, int argc, char **argv, int *at, bool *ret_wrong)
{
	static const struct {
		const char *name;
		enum wanted wanted;
	} options[] = {{"--device", WANT_DEVICE},
		       {"--flow", WANT_FLOW},
		       {"--finding", WANT_FINDING},
		       {"--packets", WANT_PACKETS}};

	for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
		const char *v = cli_value(argc, argv, at, options[i].name, ret_wrong);

		if (!v)
			continue;
		*ret_wrong |= !*v || s->selection.wanted;
		s->selection.wanted = options[i].wanted;
		s->selection.id = v;
		return true;
	}
	return false;
}

static int one_option(struct slice *s, int argc, char **argv, int *at)
{
	const char *arg = argv[*at], *v, *nearest;
	bool wrong = false;

	if (strcmp(arg, "--help") == 0 || strcmp(arg, "-h") == 0)
		s->help = true;
	else if ((v = cli_value(argc, argv, at, "-o", &wrong)))
		s->output = v;
	else if ((v = cli_value(argc, argv, at, "--report", &wrong)))
		s->report = v;
	else if (!wants(s, argc, argv, at, &wrong) && !cli_common(s->cli, argc, argv, at, &wrong)) {
		nearest = cli_nearest(arg, option_names);
		return cli_say(s->cli, EXIT_USAGE, nearest ? "cli.unknown-option-near" : "cli.unknown-option",
			       (const struct lang_arg[]){{"subject", arg}, {"near", nearest}, {NULL, NULL}});
	}
	return wrong ? say(s, EXIT_USAGE, "cli.bad-value", arg, "") : EXIT_DONE;
}

static int read_options(struct slice *s, int argc, char **argv)
{
	int code = EXIT_DONE;

	for (int at = 1; code == EXIT_DONE && at < argc; at++) {
		if (argv[at][0] == '-' && argv[at][1])
			code = one_option(s, argc, argv, &at);
		else if (s->input_count < INPUTS_MAX)
			s->inputs[s->input_count++] = argv[at];
		else
			code = say(s, EXIT_USAGE, "cli.bad-value", argv[at], "");
	}
	if (code != EXIT_DONE || s->help)
		return code;
	if (!s->input_count || !s->selection.wanted || !s->output)
		return say(s, EXIT_USAGE, "slice.what", "", "");
	if (s->selection.wanted == WANT_FINDING)
		for (unsigned i = 0; i < s->input_count; i++)
			if (strcmp(s->inputs[i], "-") == 0)
				return say(s, EXIT_USAGE, "slice.read-twice", "-", "");
	return EXIT_DONE;
}

/* --- what is wanted */

static int resolve(struct slice *s)
{
	struct inspect_options o = {.input_count = 1};
	char *folder = NULL;
	struct err e = {0};
	int code;

	if (s->selection.wanted == WANT_PACKETS) {
		code = selection_packets(&s->selection, s->selection.id, &e);
	} else {
		o.inputs[0] = s->inputs[0];
		folder = s->report ? strdup(s->report) : inspect_default_folder(&o);
		if (!folder)
			return say(s, EXIT_NO_INPUT, "cli.memory", "", "");
		code = selection_resolve(&s->selection, folder, &e);
	}
	free(folder);
	if (code < 0)
		return cli_fail(s->cli, code == ERR_USAGE ? EXIT_USAGE : EXIT_NO_INPUT, &e);
	return EXIT_DONE;
}

static void input_failed(void *ctx, const struct err *e)
{
	const struct slice *s = ctx;

	cli_fail(s->cli, EXIT_NO_INPUT, e);
}

static int open_inputs(struct slice *s)
{
	static const struct capture_options all = {INT64_MIN, INT64_MAX, NULL};

	if (capture_open(s->inputs, s->input_count, &all, input_failed, s, &s->capture) < 0)
		return EXIT_NO_INPUT;
	free(s->files);
	s->files = calloc(capture_files(s->capture), sizeof *s->files);
	if (!s->files)
		return say(s, EXIT_NO_INPUT, "cli.memory", "", "");
	for (unsigned i = 0; i < capture_files(s->capture); i++) {
		s->files[i] = selection_file(&s->selection, s->capture, i);
		if (s->files[i] < 0)
			say(s, 0, "slice.file-not-in-report", capture_file(s->capture, i)->name, "");
	}
	return EXIT_DONE;
}

/* Each frame of the inputs, numbered as in the report. */
static void each_frame(struct slice *s, void (*take)(struct slice *s, const struct frame *f))
{
	struct frame frames[BATCH];
	unsigned n;

	while ((n = capture_next(s->capture, frames, BATCH)))
		for (unsigned i = 0; i < n && !s->writer.error; i++) {
			long file = s->files[frames[i].at.file];

			frames[i].at.file = file < 0 ? UINT32_MAX : (uint32_t)file;
			take(s, &frames[i]);
		}
}

/* --- output */

static int output_failed(const struct slice *s, int error)
{
	return say(s, EXIT_NO_OUTPUT, "error.cannot-write", s->output, strerror(error));
}

static bool is_input(const struct slice *s, const struct stat *out)
{
	struct stat in;

	for (unsigned i = 0; i < s->input_count; i++)
		if (stat(s->inputs[i], &in) == 0 && in.st_dev == out->st_dev && in.st_ino == out->st_ino)
			return true;
	return false;
}

static bool ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), e = strlen(end);

	return n > e && strcmp(s + n - e, end) == 0;
}

static int open_output(struct slice *s)
{
	struct stat st;

	if (strcmp(s->output, "-") == 0) {
		s->fd = dup(STDOUT_FILENO);
	} else {
		if (stat(s->output, &st) == 0 && (S_ISDIR(st.st_mode) || is_input(s, &st)))
			return output_failed(s, S_ISDIR(st.st_mode) ? EISDIR : EEXIST);
		if (asprintf(&s->part, "%s.part", s->output) < 0)
			return output_failed(s, ENOMEM);
		s->fd = open(s->part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	}
	if (s->fd < 0)
		return output_failed(s, errno);
	if (writer_init(&s->writer, s->fd, ends_with(s->output, ".pcap") || ends_with(s->output, ".cap"),
			NULL) < 0)
		return output_failed(s, ENOMEM);
	return EXIT_DONE;
}

/* From here on hostile bytes are read: nothing else can be opened but the inputs, nothing written but beside
 * the output. */
static void walls(const struct slice *s)
{
	static const char *read[INPUTS_MAX + 1];
	const char *slash = strrchr(s->output, '/');
	char *beside = slash ? strndup(s->output, (size_t)(slash - s->output + 1)) : strdup(".");

	memcpy(read, s->inputs, s->input_count * sizeof *read);
	read[s->input_count] = NULL;
#ifndef __SANITIZE_ADDRESS__
	confine(&(struct confine){read, beside, NULL, true, false, false});
#endif
	free(beside);
}

static void write_frame(struct slice *s, const struct frame *f)
{
	char comment[64];
	bool named = false;

	if (!selection_takes(&s->selection, f, &named))
		return;
	snprintf(comment, sizeof comment, "%s%u:%u", named && s->selection.wanted == WANT_FINDING ? "* " : "",
		 f->at.file, f->at.n);
	writer_frame(&s->writer, f, comment);
}

static void learn_frame(struct slice *s, const struct frame *f) { selection_learn(&s->selection, f); }

static int close_output(struct slice *s)
{
	int error = writer_finish(&s->writer);

	if (error == 0 && close(s->fd) < 0)
		error = -errno;
	s->fd = -1;
	if (error == ERR_UNSUPPORTED)
		return say(s, EXIT_NO_OUTPUT, "slice.mixed-links", s->output, "");
	if (error == 0 && s->writer.frames && s->part && rename(s->part, s->output) < 0)
		error = -errno;
	if (error)
		return output_failed(s, -error);
	if (!s->writer.frames)
		return say(s, EXIT_NO_INPUT, "slice.nothing", s->selection.id, "");
	free(s->part);
	s->part = NULL;
	return EXIT_DONE;
}

static int tell(const struct slice *s)
{
	char count[24];

	snprintf(count, sizeof count, "%llu", (unsigned long long)s->writer.frames);
	return s->cli->quiet ? EXIT_DONE : say(s, EXIT_DONE, "slice.written", s->output, count);
}

static int slice(struct slice *s)
{
	int code = resolve(s);

	if (code == EXIT_DONE)
		code = open_inputs(s);
	if (code == EXIT_DONE)
		code = open_output(s);
	if (code != EXIT_DONE)
		return code;
	walls(s);
	if (s->selection.wanted == WANT_FINDING) {
		each_frame(s, learn_frame);
		selection_learned(&s->selection);
		capture_free(s->capture);
		s->capture = NULL;
		code = open_inputs(s);
	}
	if (code != EXIT_DONE)
		return code;
	each_frame(s, write_frame);
	code = close_output(s);
	return code == EXIT_DONE ? tell(s) : code;
}

int cli_slice(struct cli *cli, int argc, char **argv)
{
	static struct slice s; /* the inputs' table is large for a stack */
	int code;

	s = (struct slice){.cli = cli, .fd = -1};
	code = read_options(&s, argc, argv);
	if (code == EXIT_DONE && s.help)
		puts(lang(cli->language, "slice.usage"));
	else if (code == EXIT_DONE)
		code = slice(&s);
	if (s.part)
		unlink(s.part);
	if (s.fd >= 0)
		close(s.fd);
	free(s.part);
	free(s.files);
	writer_clear(&s.writer);
	capture_free(s.capture);
	selection_clear(&s.selection);
	return code;
}
