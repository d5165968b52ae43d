/* mimamori courier: where messages leave the site. Everything goes by the API (asking.h). Passwords and keys
 * are typed or read from a file, never arguments, which every user of the machine can read. */
#include "cli/arguments.h"
#include "cli/asking.h"
#include "cli/commands.h"
#include "cli/passphrase.h"
#include "cli/table.h"

#include "base/out.h"
#include "store/files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { CA_MOST = 60000, WAITS = 150, WAIT_MS = 500, JOBS_SHOWN = 16 };

struct wish {
	const char *password_file, *key_file;
	bool password, key;
};

static int usage(struct cli *cli, const char *key, const char *subject)
{
	return cli_say(cli, EXIT_USAGE, key, (const struct lang_arg[]){{"subject", subject}, {NULL, NULL}});
}

static void say(const struct cli *cli, const char *key)
{
	if (!cli->quiet)
		puts(lang(cli->language, key));
}

/* --- show */

static void row(const struct cli *cli, struct table *t, const char *key, const char *value)
{
	char name[64];

	snprintf(name, sizeof name, "courier.t-%s", key);
	table_cell(t, lang(cli->language, name));
	table_text(t, value ? value : "");
}

static const char *filled(const struct cli *cli, const char *key, const char *subject, const char *detail,
			  char *buf, size_t room)
{
	return lang_fill_buf(
		buf, room, lang(cli->language, key),
		(const struct lang_arg[]){{"subject", subject}, {"detail", detail}, {NULL, NULL}});
}

/* "set on 2026-11-29T..." or nothing. */
static void since(const struct cli *cli, struct table *t, const char *key, struct answer_json *j,
		  const char *member)
{
	const char *at = answer_text(j, "$.%s", member);
	char line[200], when[64];

	snprintf(when, sizeof when, "%s", at ? at : "");
	row(cli, t, key, at ? filled(cli, "courier.since", when, "", line, sizeof line) : NULL);
}

static void server(const struct cli *cli, struct table *t, struct answer_json *j)
{
	const char *host = answer_text(j, "$.host");
	char line[400] = "";
	size_t n;

	if (host) {
		snprintf(line, sizeof line, "%s", host);
		n = strlen(line);
		snprintf(line + n, sizeof line - n, ":%s", answer_text(j, "$.port"));
	}
	row(cli, t, "server", line);
}

static void permitted(const struct cli *cli, struct table *t, struct answer_json *j)
{
	char when[64], line[700];
	const char *v = answer_text(j, "$.permitted");

	snprintf(when, sizeof when, "%s", v ? v : "");
	if (v && !(v = answer_text(j, "$.permitted_by.name")))
		v = answer_text(j, "$.permitted_by.id");
	row(cli, t, "permitted", v ? filled(cli, "courier.by", when, v, line, sizeof line) : NULL);
}

static int print(struct cli *cli, struct answer_json *j)
{
	static const char *const columns[] = {"what", "value", NULL};
	struct table *t = table_new(cli, "courier", columns);
	char state[64];

	if (!t)
		return cli_say(cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	server(cli, t, j);
	row(cli, t, "tls", answer_text(j, "$.tls"));
	row(cli, t, "user", answer_text(j, "$.user"));
	since(cli, t, "password", j, "password_set");
	row(cli, t, "from", answer_text(j, "$.from"));
	row(cli, t, "ca",
	    lang(cli->language, answer_text(j, "$.ca") ? "courier.own-ca" : "courier.machine-ca"));
	row(cli, t, "webhook", answer_text(j, "$.webhook"));
	since(cli, t, "key", j, "webhook_key_set");
	permitted(cli, t, j);
	snprintf(state, sizeof state, "courier.state-%s", answer_text(j, "$.state"));
	row(cli, t, "state", lang(cli->language, state));
	return table_print(t, NULL);
}

static int show(struct cli *cli, const char *site, const struct arguments *w, const struct wish *wish)
{
	struct answer_json *j;
	int code = arguments_most(cli, w, 0);

	(void)wish;
	if (code == EXIT_DONE)
		code = site_ask(cli, site, "GET", "/courier", NULL, &j);
	if (code != EXIT_DONE)
		return code;
	code = print(cli, j);
	answer_json_free(j);
	return code;
}

/* --- set */

/* ca=FILE: what stands in it. */
static int put_file(struct cli *cli, struct out *o, const char *path)
{
	char *text = NULL;
	size_t n = 0;
	int r = *path ? file_read(path, CA_MOST, &text, &n) : 0;

	if (r < 0)
		return cli_say(
			cli, EXIT_NO_INPUT, "courier.no-file",
			(const struct lang_arg[]){{"subject", path}, {"detail", strerror(-r)}, {NULL, NULL}});
	json_str(o, "ca", text && *text ? text : NULL);
	free(text);
	return EXIT_DONE;
}

/* NAME=VALUE; an empty value takes it away. */
static int put_word(struct cli *cli, struct out *o, const char *word)
{
	static const char *const names[] = {"host", "tls", "user", "from", "webhook"};
	const char *value = strchr(word, '=');
	size_t n = value ? (size_t)(value - word) : 0;

	if (!value)
		return usage(cli, "courier.what", word);
	value++;
	if (n == 4 && memcmp(word, "port", n) == 0)
		return json_int(o, "port", strtol(value, NULL, 10)), EXIT_DONE;
	if (n == 2 && memcmp(word, "ca", n) == 0)
		return put_file(cli, o, value);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strlen(names[i]) == n && memcmp(word, names[i], n) == 0)
			return json_str(o, names[i], *value ? value : NULL), EXIT_DONE;
	return usage(cli, "courier.what", word);
}

static int put_secret(struct cli *cli, struct out *o, const char *member, bool wanted, const char *file,
		      const char *prompt)
{
	char typed[PASSPHRASE_ROOM];
	int code;

	if (!wanted && !file)
		return EXIT_DONE;
	if ((code = passphrase_read(cli, file, prompt, false, typed)) == EXIT_DONE)
		json_str(o, member, typed);
	passphrase_wipe(typed);
	return code;
}

static int put_all(struct cli *cli, struct out *o, const struct arguments *w, const struct wish *wish)
{
	int code = EXIT_DONE;

	for (int i = 0; i < w->count && code == EXIT_DONE; i++)
		code = put_word(cli, o, w->list[i]);
	if (code == EXIT_DONE)
		code = put_secret(cli, o, "password", wish->password, wish->password_file,
				  "courier.ask-password");
	if (code == EXIT_DONE)
		code = put_secret(cli, o, "webhook_key", wish->key, wish->key_file, "courier.ask-key");
	return code;
}

static int set(struct cli *cli, const char *site, const struct arguments *w, const struct wish *wish)
{
	struct answer_json *j = NULL;
	struct out o;
	int code;

	if (!w->count && !wish->password && !wish->key && !wish->password_file && !wish->key_file)
		return usage(cli, "courier.usage", "");
	if (out_init(&o, -1) < 0)
		return cli_say(cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	json_object(&o, NULL);
	code = put_all(cli, &o, w, wish);
	json_end_object(&o);
	if (code == EXIT_DONE)
		code = site_ask(cli, site, "PUT", "/courier", out_bytes(&o, NULL), &j);
	if (o.buf)
		explicit_bzero(o.buf, o.used);
	out_clear(&o);
	if (code == EXIT_DONE)
		say(cli, answer_text(j, "$.permitted") ? "courier.set-permitted" : "courier.set");
	answer_json_free(j);
	return code;
}

/* --- permit, withdraw */

static int simple(struct cli *cli, const char *site, const struct arguments *w, const char *method,
		  const char *done)
{
	struct answer_json *j = NULL;
	int code = arguments_most(cli, w, 0);

	if (code == EXIT_DONE)
		code = site_ask(cli, site, method, "/courier/permit", NULL, &j);
	if (code == EXIT_DONE)
		say(cli, done);
	answer_json_free(j);
	return code;
}

static int permit(struct cli *cli, const char *site, const struct arguments *w, const struct wish *wish)
{
	(void)wish;
	return simple(cli, site, w, "POST", "courier.permitted");
}

static int withdraw(struct cli *cli, const char *site, const struct arguments *w, const struct wish *wish)
{
	(void)wish;
	return simple(cli, site, w, "DELETE", "courier.withdrawn");
}

/* --- test */

static int tell_end(const struct cli *cli, struct answer_json *j, int i)
{
	char key[64], line[700], said[400];
	const char *v = answer_text(j, "$.jobs[%d].result", i);
	bool sent = v && strcmp(v, "sent") == 0;

	snprintf(key, sizeof key, "courier.result-%s", v ? v : "waiting");
	fputs(lang(cli->language, key), stdout);
	v = answer_text(j, "$.jobs[%d].why.%s", i, cli->language == LANG_JA ? "ja" : "en");
	printf("%s%s\n", cli->language == LANG_JA ? "：" : ": ", v ? v : "");
	if ((v = answer_text(j, "$.jobs[%d].said", i))) {
		snprintf(said, sizeof said, "%s", v);
		puts(filled(cli, "courier.said", said, "", line, sizeof line));
	}
	return sent ? EXIT_DONE : EXIT_NO_OUTPUT;
}

/* Where job n is told and has ended; -1. */
static int ended_job(struct answer_json *j, long job)
{
	for (int i = 0; i < JOBS_SHOWN; i++) {
		const char *n = answer_text(j, "$.jobs[%d].job", i);

		if (!n)
			return -1;
		if (strtol(n, NULL, 10) != job)
			continue;
		n = answer_text(j, "$.jobs[%d].result", i);
		return n && strcmp(n, "waiting") != 0 ? i : -1;
	}
	return -1;
}

static int wait_for(struct cli *cli, const char *site, long job)
{
	const struct timespec pause = {0, WAIT_MS * 1000000L};
	struct answer_json *j;
	int code = EXIT_DONE, i = -1;

	for (int n = 0; n < WAITS && code == EXIT_DONE && i < 0; n++) {
		nanosleep(&pause, NULL);
		if ((code = site_ask(cli, site, "GET", "/courier", NULL, &j)) != EXIT_DONE)
			break;
		if ((i = ended_job(j, job)) >= 0)
			code = tell_end(cli, j, i);
		answer_json_free(j);
	}
	return code == EXIT_DONE && i < 0 ? EXIT_NO_OUTPUT : code;
}

static int test(struct cli *cli, const char *site, const struct arguments *w, const struct wish *wish)
{
	struct answer_json *j = NULL;
	const char *job;
	long number = 0;
	struct out o;
	bool webhook;
	int code;

	(void)wish;
	if (w->count != 1)
		return usage(cli, "courier.usage", "");
	if (out_init(&o, -1) < 0)
		return cli_say(cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	webhook = strcmp(w->list[0], "webhook") == 0;
	json_object(&o, NULL);
	json_str(&o, "what", webhook ? "webhook" : "mail");
	if (!webhook)
		json_str(&o, "contact", w->list[0]);
	json_end_object(&o);
	code = site_ask(cli, site, "POST", "/courier/test", out_bytes(&o, NULL), &j);
	out_clear(&o);
	if (code == EXIT_DONE && (job = answer_text(j, "$.job")))
		number = strtol(job, NULL, 10);
	answer_json_free(j);
	return code == EXIT_DONE ? wait_for(cli, site, number) : code;
}

/* --- */

typedef int verb_fn(struct cli *cli, const char *site, const struct arguments *w, const struct wish *wish);

static int run(struct cli *cli, const char *site, int argc, char **argv, verb_fn *act)
{
	struct wish wish = {0};
	const struct option_of none[] = {{NULL, NULL, NULL}},
			       setting[] = {{"--password", NULL, &wish.password},
					    {"--password-file", &wish.password_file, NULL},
					    {"--key", NULL, &wish.key},
					    {"--key-file", &wish.key_file, NULL},
					    {NULL, NULL, NULL}};
	struct arguments words;
	int code = arguments_read(cli, &site, argc, argv, act == set ? setting : none, &words);

	return code == EXIT_DONE ? act(cli, site, &words, &wish) : code;
}

#define RUN(verb)                                                                                            \
	static int run_##verb(struct cli *cli, const char *site, int argc, char **argv)                      \
	{                                                                                                    \
		return run(cli, site, argc, argv, verb);                                                     \
	}
RUN(show)
RUN(set)
RUN(permit)
RUN(withdraw)
RUN(test)

int cli_courier(struct cli *cli, int argc, char **argv)
{
	static const struct verb verbs[] = {{"show", run_show},     {"set", run_set},
					    {"permit", run_permit}, {"withdraw", run_withdraw},
					    {"test", run_test},     {NULL, NULL}};

	return cli_noun(cli, "courier", verbs, argc, argv);
}
