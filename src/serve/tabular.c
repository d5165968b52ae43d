#include "serve/tabular.h"
#include "serve/from_file.h"

#include "report/words.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { ROW_BYTES = 1 << 20 };

static void begin_xlsx(struct tabular *t, const char *title)
{
	struct call *c = t->call;
	char time[24], foot[100];
	const char *const word[PRESS_TABLE_WORDS] = {[PRESS_TABLE_LANGUAGE] =
							     c->language == LANG_JA ? "ja" : "en",
						     [PRESS_TABLE_TITLE] = lang(c->language, title),
						     [PRESS_TABLE_FOOT] = foot,
						     [PRESS_TABLE_TAB] = lang(c->language, title),
						     [PRESS_TABLE_TIME] = time,
						     [PRESS_TABLE_CHOICES_HELP] = ""};

	snprintf(time, sizeof time, "%lld", (long long)(c->now / 1000000));
	snprintf(foot, sizeof foot, "mimamori %.20s  %s", c->api->version, c->today);
	press_put_begin(&t->document, c->api->version);
	press_put_table(&t->document, word);
}

/* What is told by tabular_when(): the heading says of which zone, for a file is read elsewhere, too. */
static bool is_time(const char *key)
{
	static const char *const times[] = {"api.column-at", "api.column-first", "api.column-last",
					    "api.column-evidence-first", "api.column-evidence-last"};

	for (size_t i = 0; i < sizeof times / sizeof *times; i++)
		if (strcmp(times[i], key) == 0)
			return true;
	return false;
}

static const char *title(const struct call *c, const char *key, char room[2 * WORD_TEXT])
{
	char zone[WORD_TEXT];
	const struct lang_arg args[] = {{"column", lang(c->language, key)},
					{"zone", zone_name(zone, c->zone_minutes, c->language)},
					{NULL, NULL}};

	if (!is_time(key))
		return lang(c->language, key);
	lang_fill_buf(room, 2 * WORD_TEXT, lang(c->language, "api.column-of-zone"), args);
	return room;
}

static void heading(struct tabular *t, const struct tabular_column *column, bool first)
{
	char room[2 * WORD_TEXT];
	const char *text = title(t->call, column->key, room);
	char width[16];
	const struct press_column press = {.text = {[PRESS_COLUMN_OF_HEADING] = text,
						    [PRESS_COLUMN_OF_WIDTH] = width,
						    [PRESS_COLUMN_OF_KIND] = "text",
						    [PRESS_COLUMN_OF_HIDDEN] = "",
						    [PRESS_COLUMN_OF_CHOICES] = ""}};

	snprintf(width, sizeof width, "%u", column->width);
	if (t->xlsx) {
		press_put_column(&t->document, &press);
		return;
	}
	out_str(t->call->out, first ? "\xef\xbb\xbf" : ",");
	out_csv(t->call->out, text);
}

int tabular_begin(struct tabular *t, struct call *c, const char *format, const char *title,
		  const struct tabular_column *columns, unsigned count)
{
	*t = (struct tabular){.call = c, .xlsx = strcmp(format, "xlsx") == 0, .columns = count};
	t->row = arena_new(ROW_BYTES);
	if (!t->row || out_init(&t->document, -1) < 0) {
		arena_free(t->row);
		return -ENOMEM;
	}
	if (t->xlsx)
		begin_xlsx(t, title);
	for (unsigned i = 0; i < count; i++)
		heading(t, &columns[i], i == 0);
	if (!t->xlsx)
		out_str(c->out, "\r\n");
	return 0;
}

static void end_row(struct tabular *t)
{
	t->at = 0;
	t->lines++;
	if (!t->xlsx) {
		out_str(t->call->out, "\r\n");
		return;
	}
	if (t->lines > PRESS_LINES_MAX || t->document.total > PRESS_TABLE_MAX)
		t->failed = true;
	else
		press_put_line(&t->document, t->cell, t->columns);
	arena_reset(t->row);
}

void tabular_cell(struct tabular *t, const char *text)
{
	if (t->failed)
		return;
	if (t->xlsx) {
		t->cell[t->at] = arena_text(t->row, text ? text : "", text ? strlen(text) : 0);
		t->failed = !t->cell[t->at];
	} else {
		out_str(t->call->out, t->at ? "," : "");
		out_csv(t->call->out, text ? text : "");
	}
	if (++t->at == t->columns)
		end_row(t);
}

void tabular_number(struct tabular *t, int64_t n)
{
	char text[24];

	snprintf(text, sizeof text, "%lld", (long long)n);
	tabular_cell(t, text);
}

void tabular_when(struct tabular *t, int64_t us)
{
	char text[WORD_TEXT];

	tabular_cell(t, us == INT64_MIN ? NULL : local_second(text, us, t->call->zone_minutes));
}

static int bound(struct tabular *t)
{
	struct press_answer answer = {0};
	int fd = file_in_memory("table"), status;

	if (fd < 0)
		return -ENOMEM;
	press_put_end(&t->document);
	status = press_prints(t->call, "table", &t->document, fd, -1, &answer);
	if (status == 0 && (status = file_to_body(t->call, fd)) == 0)
		status = 200;
	close(fd);
	return status;
}

int tabular_end(struct tabular *t, const char *name)
{
	int status = t->failed ? problem(t->call, 413, "too-many-rows", NULL, NULL)
		     : t->xlsx ? bound(t)
			       : 200;
	char file[80];

	snprintf(file, sizeof file, "%.40s-%s.%s", name, t->call->today, t->xlsx ? "xlsx" : "csv");
	if (status == 200)
		attachment(t->call,
			   t->xlsx ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
				   : "text/csv; charset=utf-8",
			   file);
	out_clear(&t->document);
	arena_free(t->row);
	return status;
}
