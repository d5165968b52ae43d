#include "cli/handover.h"

#include "base/child.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *cli_suffix(const char *path)
{
	const char *dot = strrchr(path, '.'), *slash = strrchr(path, '/');

	return dot && (!slash || dot > slash) ? dot + 1 : "";
}

static int say(const struct cli *cli, const char *key, const char *subject, const char *detail)
{
	return cli_say(cli, EXIT_NO_OUTPUT, key,
		       (const struct lang_arg[]){{"subject", subject}, {"detail", detail}, {NULL, NULL}});
}

int cli_unwritable(const struct cli *cli, const char *path, int code)
{
	return say(cli, "error.cannot-write", path, strerror(-code));
}

static int press_failed(const struct cli *cli, const char *subject, int code, const struct child_end *end)
{
	char path[CHILD_PATH];

	if (code == -ENOENT) {
		child_find("mimamori-press", path);
		return say(cli, "press.absent", path, "");
	}
	return say(cli, "press.ended", subject, *end->detail ? end->detail : strerror(-code));
}

/* The answer is checked like any other bytes. */
static int press(const struct cli *cli, const struct handover *h, const char *scratch, struct arena *a,
		 struct press_answer *answer)
{
	static char heard[PRESS_ANSWER_MAX];
	const char *const args[] = {h->form, scratch, NULL};
	struct child c = {.program = "mimamori-press",
			  .args = args,
			  .hand = {h->file->fd, h->annex ? h->annex->fd : -1},
			  .hands = h->annex ? 2 : 1,
			  .in = h->document->buf,
			  .in_size = h->document->used,
			  .out = heard,
			  .out_room = sizeof heard};
	struct child_end end;
	char key[64];
	int code = child_run(&c, &end);

	if (code == 0)
		code = press_read_answer(rd_of(heard, end.out_size), a, answer);
	if (code < 0)
		return press_failed(cli, h->path, code, &end);
	if (!answer->failed)
		return EXIT_DONE;
	snprintf(key, sizeof key, "press.%s", answer->failed);
	return say(cli, key, h->path, answer->detail);
}

/* libxlsxwriter needs a folder of its own for a moment; it lies where the temporary files are. */
int cli_hand_over(const struct cli *cli, const struct handover *h, struct arena *a,
		  struct press_answer *ret_answer)
{
	const char *tmp = getenv("TMPDIR");
	char scratch[512];
	int code;

	if (strcmp(h->form, "pdf") == 0 || strcmp(h->form, "director") == 0)
		return press(cli, h, NULL, a, ret_answer);
	snprintf(scratch, sizeof scratch, "%s/mimamori-press-XXXXXX", tmp && *tmp ? tmp : "/tmp");
	if (!mkdtemp(scratch))
		return cli_unwritable(cli, scratch, -errno);
	code = press(cli, h, scratch, a, ret_answer);
	rmdir(scratch);
	return code;
}
