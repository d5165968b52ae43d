#include "serve/from_file.h"

#include "base/child.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

int file_in_memory(const char *name) { return memfd_create(name, MFD_CLOEXEC); }

int file_to_body(struct call *c, int fd)
{
	char buf[65536];
	off_t at = 0;
	ssize_t n;

	while ((n = pread(fd, buf, sizeof buf, at)) > 0) {
		out_put(c->out, buf, (size_t)n);
		at += n;
	}
	return n < 0 ? -errno : c->out->error ? -ENOMEM : 0;
}

void attachment(struct call *c, const char *content_type, const char *name)
{
	char head[200];

	snprintf(head, sizeof head, "attachment; filename=\"%.150s\"", name);
	c->answer.content_type = said_of(content_type);
	c->answer.disposition = said_of(arena_text(c->arena, head, strlen(head)));
}

static int failed(struct call *c, int code, const struct child_end *end)
{
	if (code == -ENOENT)
		return problem(c, 503, "no-press", NULL, NULL);
	return problem(c, 500, "press-ended", NULL, *end->detail ? end->detail : strerror(-code));
}

/* A folder for what libxlsxwriter writes on the way: gate makes one of its own, and ours is not used then. */
static int with_folder(struct child *child, const char *args[3], struct child_end *end)
{
	const char *tmp = getenv("TMPDIR");
	char scratch[512];
	int code;

	snprintf(scratch, sizeof scratch, "%s/mimamori-press-XXXXXX", tmp && *tmp ? tmp : "/tmp");
	args[1] = mkdtemp(scratch) ? scratch : "-";
	code = child_run(child, end);
	if (args[1] == scratch)
		rmdir(scratch);
	return code;
}

int press_prints(struct call *c, const char *form, const struct out *document, int fd, int annex,
		 struct press_answer *ret)
{
	static char heard[PRESS_ANSWER_MAX];
	const char *args[3] = {form, NULL, NULL};
	struct child child = {.program = "mimamori-press",
			      .args = args,
			      .hand = {fd, annex},
			      .hands = annex >= 0 ? 2 : 1,
			      .in = document->buf,
			      .in_size = document->used,
			      .out = heard,
			      .out_room = sizeof heard};
	struct child_end end = {0};
	char key[64];
	bool folder = strcmp(form, "pdf") != 0 && strcmp(form, "director") != 0;
	int code = folder ? with_folder(&child, args, &end) : child_run(&child, &end);

	if (code == 0)
		code = press_read_answer(rd_of(heard, end.out_size), c->arena, ret);
	if (code < 0)
		return failed(c, code, &end);
	if (!ret->failed)
		return 0;
	snprintf(key, sizeof key, "press.%s", ret->failed);
	return problem_said(c, 500, key, form, ret->detail);
}
