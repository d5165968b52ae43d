/* mimamori status: how the serve of a site fares. */
#include "cli/commands.h"
#include "cli/watching.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROLES_MOST = 8, ADDRESSES_MOST = 4 };

static void line(const struct cli *cli, const char *key, const struct lang_arg *args)
{
	char text[1024];

	puts(lang_fill_buf(text, sizeof text, lang(cli->language, key), args));
}

static void copy(char *to, size_t room, const char *from) { snprintf(to, room, "%s", from ? from : ""); }

/* "files, system calls, user", or which of them do not stand. */
static void words_of_walls(const struct cli *cli, struct answer_json *j, int i, char *to, size_t room)
{
	static const char *const walls[] = {"paths", "calls", "user"};
	char key[32];
	size_t n = 0;

	*to = '\0';
	for (int w = 0; w < 3; w++) {
		const char *stands = answer_text(j, "$.roles[%d].walls.%s", i, walls[w]);

		if (stands && *stands == '1')
			continue;
		snprintf(key, sizeof key, "serve.no-wall-%s", walls[w]);
		n += (size_t)snprintf(to + n, room - n, "%s%s", n ? " " : "", lang(cli->language, key));
		if (n >= room)
			return;
	}
	if (!n)
		snprintf(to, room, "%s", lang(cli->language, "serve.walls-stand"));
}

static bool tell_role(const struct cli *cli, struct answer_json *j, int i)
{
	char name[32], state[32], pid[16], restarts[16], walls[256] = "", key[64];

	copy(name, sizeof name, answer_text(j, "$.roles[%d].name", i));
	if (!*name)
		return false;
	copy(state, sizeof state, answer_text(j, "$.roles[%d].state", i));
	copy(pid, sizeof pid, answer_text(j, "$.roles[%d].pid", i));
	copy(restarts, sizeof restarts, answer_text(j, "$.roles[%d].restarts", i));
	if (strcmp(state, "running") == 0)
		words_of_walls(cli, j, i, walls, sizeof walls);
	snprintf(key, sizeof key, "serve.role-%s", state);
	line(cli, key,
	     (const struct lang_arg[]){{"role", name},
				       {"process", pid},
				       {"restarts", restarts},
				       {"walls", walls},
				       {NULL, NULL}});
	return true;
}

static void tell_storage(const struct cli *cli, struct answer_json *j)
{
	char readable[8], writable[8], problem[512];

	copy(readable, sizeof readable, answer_text(j, "$.storage.readable"));
	copy(writable, sizeof writable, answer_text(j, "$.storage.writable"));
	copy(problem, sizeof problem, answer_text(j, "$.storage.problem"));
	if (*writable == '1')
		return;
	line(cli, *readable == '1' ? "serve.storage-read-only" : "serve.storage-none",
	     (const struct lang_arg[]){{"detail", problem}, {NULL, NULL}});
}

static void tell_detecting(const struct cli *cli, struct answer_json *j)
{
	char alarms[24], signals[24], blind[8];

	copy(alarms, sizeof alarms, answer_text(j, "$.detecting.alarms"));
	copy(signals, sizeof signals, answer_text(j, "$.detecting.signals"));
	copy(blind, sizeof blind, answer_text(j, "$.detecting.blind"));
	if (!*alarms)
		return;
	line(cli, "serve.status-alarms",
	     (const struct lang_arg[]){{"alarms", alarms}, {"signals", signals}, {NULL, NULL}});
	if (*blind == '1')
		line(cli, "serve.status-blind", (const struct lang_arg[]){{NULL, NULL}});
}

static void tell(const struct cli *cli, const char *site, struct answer_json *j)
{
	char value[256];

	copy(value, sizeof value, answer_text(j, "$.began"));
	line(cli, "serve.status-since",
	     (const struct lang_arg[]){{"subject", site}, {"time", value}, {NULL, NULL}});
	for (int i = 0; i < ADDRESSES_MOST; i++) {
		copy(value, sizeof value, answer_text(j, "$.addresses[%d]", i));
		if (*value)
			line(cli, "serve.address",
			     (const struct lang_arg[]){{"subject", value}, {NULL, NULL}});
	}
	tell_storage(cli, j);
	tell_detecting(cli, j);
	for (int i = 0; i < ROLES_MOST && tell_role(cli, j, i); i++)
		;
}

int cli_status(struct cli *cli, int argc, char **argv)
{
	const struct request ask = {.method = METHOD_GET, .path = said_of("/status")};
	struct control_answer a = {0};
	struct watching_words w;
	struct answer_json *j;
	struct control c;
	int code;

	if (!watching_words(cli, argc, argv, 0, 0, &w, &code) ||
	    (code = watching_open(cli, w.site, &c)) != EXIT_DONE)
		return code;
	code = watching_ask(cli, w.site, &c, &ask, &a);
	if (code == EXIT_DONE && strcmp(cli->format, "json") == 0)
		puts(a.body);
	else if (code == EXIT_DONE && (j = answer_json(a.body))) {
		tell(cli, w.site, j);
		answer_json_free(j);
	}
	free(a.body);
	control_close(&c);
	return code;
}
