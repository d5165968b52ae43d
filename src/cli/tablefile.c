#include "cli/tablefile.h"

#include "cli/site.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ROW_MEMORY = 4 << 20 };

static int cannot(const struct tablefile *t, int code)
{
	char most[24];

	snprintf(most, sizeof most, "%d", PRESS_LINES_MAX);
	if (code != -EEXIST && code != -E2BIG)
		return cli_unwritable(t->cli, t->path ? t->path : "-", code);
	return cli_say(t->cli, EXIT_NO_OUTPUT, code == -EEXIST ? "records.file-exists" : "tablefile.too-many",
		       (const struct lang_arg[]){{"subject", t->path}, {"limit", most}, {NULL, NULL}});
}

static int bad_suffix(const struct tablefile *t)
{
	return cli_say(t->cli, EXIT_USAGE, "tablefile.suffix",
		       (const struct lang_arg[]){{"subject", t->path}, {NULL, NULL}});
}

static int open_file(struct tablefile *t)
{
	int code = t->own && access(t->path, F_OK) == 0 ? -EEXIST : aside_open(&t->file, t->path);

	if (code == 0 && t->own && fchmod(t->file.fd, S_IRUSR | S_IWUSR) < 0)
		code = -errno;
	return code;
}

static void begin_xlsx(struct tablefile *t, const struct tablefile_about *about)
{
	char time[24];
	const char *const word[PRESS_TABLE_WORDS] = {
		[PRESS_TABLE_LANGUAGE] = t->cli->language == LANG_JA ? "ja" : "en",
		[PRESS_TABLE_TITLE] = about->title,
		[PRESS_TABLE_FOOT] = about->foot,
		[PRESS_TABLE_TAB] = about->tab,
		[PRESS_TABLE_TIME] = time,
		[PRESS_TABLE_CHOICES_HELP] = lang(t->cli->language, "tablefile.choices-help")};

	snprintf(time, sizeof time, "%lld", (long long)(cli_now() / 1000000));
	press_put_begin(&t->out, MIMAMORI_VERSION);
	press_put_table(&t->out, word);
}

int tablefile_open(struct tablefile *t, const struct cli *cli, const char *path,
		   const struct tablefile_about *about)
{
	int code;

	*t = (struct tablefile){.cli = cli, .path = path, .own = about->own, .file.fd = -1, .error = -EBADF};
	t->xlsx = path && strcasecmp(cli_suffix(path), "xlsx") == 0;
	if (path && !t->xlsx && strcasecmp(cli_suffix(path), "csv") != 0)
		return bad_suffix(t);
	if (path && (code = open_file(t)) < 0)
		return cannot(t, code);
	if (!(t->arena = arena_new(ROW_MEMORY)) || out_init(&t->out, t->xlsx ? -1
								     : path  ? t->file.fd
									     : STDOUT_FILENO) < 0)
		return cannot(t, -ENOMEM);
	t->error = 0;
	if (t->xlsx)
		begin_xlsx(t, about);
	else
		out_str(&t->out, "\xef\xbb\xbf");
	return EXIT_DONE;
}

static void csv_cell(struct tablefile *t, unsigned at, const char *text)
{
	out_str(&t->out, at ? "," : "");
	out_csv(&t->out, text);
}

void tablefile_column(struct tablefile *t, const struct tablefile_column *c)
{
	char width[16];
	const struct press_column column = {.text = {[PRESS_COLUMN_OF_HEADING] = c->heading,
						     [PRESS_COLUMN_OF_WIDTH] = width,
						     [PRESS_COLUMN_OF_KIND] = c->kind ? c->kind : "text",
						     [PRESS_COLUMN_OF_HIDDEN] = c->hidden ? "1" : "",
						     [PRESS_COLUMN_OF_CHOICES] = c->choices}};

	snprintf(width, sizeof width, "%u", c->width);
	if (t->columns == PRESS_COLUMNS_MAX)
		t->error = -EMSGSIZE;
	if (t->error)
		return;
	if (t->xlsx)
		press_put_column(&t->out, &column);
	else
		csv_cell(t, t->columns, c->heading);
	t->columns++;
}

static void xlsx_cell(struct tablefile *t, const char *text)
{
	if (!(t->cell[t->at] = arena_text(t->arena, text, strlen(text))))
		t->error = -ENOMEM;
	if (t->at + 1 < t->columns || t->error)
		return;
	press_put_line(&t->out, t->cell, t->columns);
	arena_reset(t->arena);
	if (t->rows >= PRESS_LINES_MAX || t->out.total > PRESS_TABLE_MAX)
		t->error = -E2BIG;
}

/* In CSV each row, the headings too, is ended by what follows it. */
void tablefile_cell(struct tablefile *t, const char *text)
{
	if (t->error || !t->columns)
		return;
	if (t->xlsx) {
		xlsx_cell(t, text ? text : "");
	} else {
		out_str(&t->out, t->at ? "" : "\r\n");
		csv_cell(t, t->at, text ? text : "");
	}
	t->at = (t->at + 1) % t->columns;
	t->rows += t->at == 0;
}

static int end_xlsx(struct tablefile *t)
{
	const struct handover h = {.path = t->path, .form = "table", .file = &t->file, .document = &t->out};
	struct press_answer answer = {0};

	press_put_end(&t->out);
	return t->out.error ? cannot(t, -t->out.error) : cli_hand_over(t->cli, &h, t->arena, &answer);
}

static int end(struct tablefile *t)
{
	int code = t->error;

	if (code == 0 && t->xlsx)
		return end_xlsx(t);
	if (code == 0) {
		out_str(&t->out, "\r\n");
		code = out_finish(&t->out);
	}
	return code < 0 ? cannot(t, code) : EXIT_DONE;
}

int tablefile_close(struct tablefile *t, int code)
{
	int kept = 0;

	if (code == EXIT_DONE)
		code = end(t);
	if (code == EXIT_DONE && t->path)
		kept = t->own ? aside_keep_new(&t->file) : aside_keep(&t->file);
	aside_drop(&t->file);
	out_clear(&t->out);
	arena_free(t->arena);
	return kept < 0 ? cannot(t, kept) : code;
}
