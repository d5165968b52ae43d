#include "cli/watching.h"

#include "cli/site.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PATIENCE_MS = 60000, PATH_ROOM = 96, JSON_TEXT = 1024, FILE_PATH = 4096 };

static int show_usage(const struct cli *cli, const char *command, FILE *to)
{
	char key[64];

	snprintf(key, sizeof key, "cli.%s-usage", command);
	fprintf(to, "%s\n", lang(cli->language, key));
	return to == stdout ? EXIT_DONE : EXIT_USAGE;
}

static int take_word(struct cli *cli, int argc, char **argv, int *at, int most, struct watching_words *ret)
{
	bool wrong = false;

	if (cli_is_site(argv[*at]) && !ret->site)
		ret->site = argv[*at];
	else if (argv[*at][0] == '-' && argv[*at][1]) {
		if (!cli_common(cli, argc, argv, at, &wrong) || wrong)
			return cli_say(cli, EXIT_USAGE, "cli.unknown-option",
				       (const struct lang_arg[]){{"subject", argv[*at]}, {NULL, NULL}});
	} else if (ret->words < most)
		ret->word[ret->words++] = argv[*at];
	else
		return show_usage(cli, argv[0], stderr);
	return EXIT_DONE;
}

bool watching_words(struct cli *cli, int argc, char **argv, int least, int most, struct watching_words *ret,
		    int *ret_code)
{
	*ret = (struct watching_words){0};
	*ret_code = EXIT_DONE;
	for (int i = 1; i < argc; i++)
		if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) {
			show_usage(cli, argv[0], stdout);
			return false;
		}
	for (int at = 1; *ret_code == EXIT_DONE && at < argc; at++)
		*ret_code = take_word(cli, argc, argv, &at, most, ret);
	if (*ret_code != EXIT_DONE)
		return false;
	if (!ret->site)
		ret->site = getenv("MIMAMORI_SITE");
	if (ret->words < least)
		*ret_code = show_usage(cli, argv[0], stderr);
	else if (!ret->site || !*ret->site)
		*ret_code = cli_say(cli, EXIT_USAGE, "cli.no-site", NULL);
	return *ret_code == EXIT_DONE;
}

static int tell(const struct cli *cli, const char *site, int r)
{
	const struct lang_arg args[] = {{"subject", site}, {"detail", strerror(-r)}, {NULL, NULL}};

	if (r == -ENOENT || r == -ECONNREFUSED)
		return cli_say(cli, EXIT_NO_INPUT, "serve.nobody", args);
	if (r == -EACCES || r == -EPERM)
		return cli_say(cli, EXIT_REFUSED, "serve.not-yours", args);
	/* who may not ask is hung up on */
	return cli_say(cli, EXIT_NO_INPUT,
		       r == -EPIPE || r == -ECONNRESET ? "serve.hung-up" : "serve.no-answer", args);
}

int watching_open(struct cli *cli, const char *site, struct control *ret)
{
	int r = control_open(ret, site);

	return r < 0 ? tell(cli, site, r) : EXIT_DONE;
}

int watching_ask(struct cli *cli, const char *site, struct control *c, const struct request *r,
		 struct control_answer *ret)
{
	int code = control_ask(c, r, PATIENCE_MS, ret);

	return code < 0 ? tell(cli, site, code) : EXIT_DONE;
}

pid_t watching_process(const char *site)
{
	struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
	char path[FILE_PATH];
	int fd, r;

	if (snprintf(path, sizeof path, "%s.pid", site) >= (int)sizeof path)
		return 0;
	fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0)
		return errno == EACCES ? -1 : 0;
	r = fcntl(fd, F_GETLK, &whole);
	close(fd);
	if (r < 0 || whole.l_type == F_UNLCK)
		return 0;
	return whole.l_pid > 0 ? whole.l_pid : -1;
}

/* --- JSON: SQLite reads it */

struct answer_json {
	sqlite3 *db;
	sqlite3_stmt *ask;
	char text[JSON_TEXT];
};

struct answer_json *answer_json(const char *text)
{
	struct answer_json *j = calloc(1, sizeof *j);

	if (!j || sqlite3_open(":memory:", &j->db) != SQLITE_OK ||
	    sqlite3_prepare_v2(j->db, "SELECT json_extract(?1, ?2) WHERE json_valid(?1)", -1, &j->ask,
			       NULL) != SQLITE_OK ||
	    sqlite3_bind_text(j->ask, 1, text, -1, SQLITE_TRANSIENT) != SQLITE_OK) {
		answer_json_free(j);
		return NULL;
	}
	return j;
}

void answer_json_free(struct answer_json *j)
{
	if (!j)
		return;
	sqlite3_finalize(j->ask);
	sqlite3_close(j->db);
	free(j);
}

const char *answer_text(struct answer_json *j, const char *format, ...)
{
	char path[PATH_ROOM];
	const char *found = NULL, *text;
	va_list args;

	va_start(args, format);
	vsnprintf(path, sizeof path, format, args);
	va_end(args);
	if (!j)
		return NULL;
	sqlite3_bind_text(j->ask, 2, path, -1, SQLITE_TRANSIENT);
	if (sqlite3_step(j->ask) == SQLITE_ROW && (text = (const char *)sqlite3_column_text(j->ask, 0))) {
		snprintf(j->text, sizeof j->text, "%s", text);
		found = j->text;
	}
	sqlite3_reset(j->ask);
	return found;
}
