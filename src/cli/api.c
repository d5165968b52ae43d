/* mimamori api METHOD PATH [BODY]: one request to a running serve, as the pages make them, by its control
 * socket. */
#include "cli/commands.h"
#include "cli/watching.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum { PATH_ROOM = 4096 };

static const char *const languages[LANG_COUNT] = {[LANG_JA] = "ja", [LANG_EN] = "en"};

static bool is_cores_own(const char *word)
{
	static const char *const own[] = {"/status", "/poke", "/restart"};
	size_t n = strcspn(word, "?");

	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		if (strlen(own[i]) == n && strncmp(word, own[i], n) == 0)
			return true;
	return false;
}

/* "devices?kind=plc" is "/api/v1/devices" and its query. */
static void set_target(struct request *r, const char *word, char path[PATH_ROOM])
{
	const char *query = strchr(word, '?');
	int n = (int)(query ? query - word : (long)strlen(word));
	bool whole = strncmp(word, "/api/", 5) == 0 || is_cores_own(word);

	snprintf(path, PATH_ROOM, "%s%s%.*s", whole ? "" : "/api/v1", *word == '/' ? "" : "/", n, word);
	r->path = said_of(path);
	if (query)
		r->query = said_of(query + 1);
}

static bool set_method(struct request *r, const char *word)
{
	for (int i = 0; i < METHOD_COUNT; i++)
		if (strcasecmp(word, method_names[i]) == 0) {
			r->method = (uint8_t)i;
			return true;
		}
	return false;
}

/* "@FILE", "-" for standard input, or the JSON itself. 0 or negative; *ret_bytes is to be freed. */
static int set_body(struct request *r, const char *word, char **ret_bytes)
{
	size_t n = 0;
	FILE *f;

	if (*word != '@' && strcmp(word, "-") != 0) {
		r->body = said_of(word);
		return 0;
	}
	f = *word == '@' ? fopen(word + 1, "re") : stdin;
	if (!f || !(*ret_bytes = malloc(REQUEST_BODY_MAX + 1))) {
		int code = -errno;

		if (f && f != stdin)
			fclose(f);
		return code;
	}
	n = fread(*ret_bytes, 1, REQUEST_BODY_MAX + 1, f);
	if (f != stdin)
		fclose(f);
	r->body = (struct said){*ret_bytes, n};
	return n > REQUEST_BODY_MAX ? -EFBIG : 0;
}

static int code_of(int status)
{
	if (status < 400)
		return EXIT_DONE;
	return status == 401 || status == 403   ? EXIT_REFUSED
	       : status == 404 || status >= 500 ? EXIT_NO_INPUT
						: EXIT_USAGE;
}

static int show(const struct cli *cli, const struct control_answer *a)
{
	bool text = strstr(a->content_type, "json") || strncmp(a->content_type, "text/", 5) == 0;

	fwrite(a->body, 1, a->n, stdout);
	if (text && a->n && a->body[a->n - 1] != '\n')
		putchar('\n');
	if (fflush(stdout) != 0)
		return cli_say(cli, EXIT_NO_OUTPUT, "error.cannot-write",
			       (const struct lang_arg[]){
				       {"subject", "-"}, {"detail", strerror(errno)}, {NULL, NULL}});
	return code_of(a->status);
}

int cli_api(struct cli *cli, int argc, char **argv)
{
	struct control_answer a = {0};
	struct watching_words w;
	struct request r = {0};
	struct control c;
	char path[PATH_ROOM], *bytes = NULL;
	int code, read = 0;

	if (!watching_words(cli, argc, argv, 2, 3, &w, &code))
		return code;
	if (!set_method(&r, w.word[0]))
		return cli_say(cli, EXIT_USAGE, "cli.bad-value",
			       (const struct lang_arg[]){{"subject", w.word[0]}, {NULL, NULL}});
	set_target(&r, w.word[1], path);
	r.accept_language = said_of(languages[cli->language]);
	if (w.words == 3) {
		r.content_type = said_of("application/json");
		read = set_body(&r, w.word[2], &bytes);
	}
	if (read < 0)
		code = cli_say(cli, EXIT_NO_INPUT, "serve.no-body",
			       (const struct lang_arg[]){
				       {"subject", w.word[2]}, {"detail", strerror(-read)}, {NULL, NULL}});
	else if ((code = watching_open(cli, w.site, &c)) == EXIT_DONE) {
		code = watching_ask(cli, w.site, &c, &r, &a);
		if (code == EXIT_DONE)
			code = show(cli, &a);
		control_close(&c);
	}
	free(a.body);
	free(bytes);
	return code;
}
