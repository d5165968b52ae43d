#include "cli/progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

static long long seconds_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec;
}

struct progress progress_of(const struct cli *cli, const struct capture *c)
{
	return (struct progress){
		.cli = cli, .capture = c, .shown = seconds_now(), .on = !cli->quiet && isatty(STDERR_FILENO)};
}

/* Percent of the bytes on disk; -1 when an input flows and nobody knows its length. */
static int percent(const struct capture *c)
{
	uint64_t passed = 0, size = 0;

	for (unsigned i = 0; i < capture_files(c); i++) {
		const struct capture_file *f = capture_file(c, i);

		if (!f->input_size)
			return -1;
		passed += f->input_bytes;
		size += f->input_size;
	}
	return size ? (int)(passed * 100 / size) : -1;
}

void progress_show(struct progress *p)
{
	long long now = seconds_now();
	char packets[24], share[16], line[256];
	int whole = percent(p->capture);
	const struct lang_arg args[] = {{"packets", packets}, {"percent", share}, {NULL, NULL}};

	if (now == p->shown)
		return;
	p->shown = now;
	p->visible = true;
	snprintf(packets, sizeof packets, "%llu", (unsigned long long)p->frames);
	snprintf(share, sizeof share, "%d", whole);
	fprintf(stderr, "\r%s\033[K",
		lang_fill_buf(line, sizeof line,
			      lang(p->cli->language, whole < 0 ? "cli.progress-flowing" : "cli.progress"),
			      args));
}

void progress_end(struct progress *p)
{
	if (p->visible)
		fputs("\r\033[K", stderr);
	p->visible = false;
}
