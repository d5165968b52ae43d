/* mimamori user: who may sign in to mimamori serve. Everything goes by the API (asking.h). */
#include "cli/arguments.h"
#include "cli/asking.h"
#include "cli/commands.h"
#include "cli/passphrase.h"
#include "cli/table.h"

#include "assess/role.h"
#include "base/out.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ACCOUNTS_SHOWN = 1000 };

/* --- naming */

static int usage(struct cli *cli, const char *key, const char *subject)
{
	return cli_say(cli, EXIT_USAGE, key, (const struct lang_arg[]){{"subject", subject}, {NULL, NULL}});
}

static void say(const struct cli *cli, const char *key, const char *subject, const char *detail)
{
	char line[1024];

	if (!cli->quiet)
		puts(lang_fill_buf(
			line, sizeof line, lang(cli->language, key),
			(const struct lang_arg[]){{"subject", subject}, {"detail", detail}, {NULL, NULL}}));
}

/* "a3" of a number or a sign-in name. EXIT_DONE, or told. */
static int named(struct cli *cli, const char *site, const char *word, char id[24])
{
	struct answer_json *j;
	int code = site_ask(cli, site, "GET", "/accounts", NULL, &j);
	bool found = false;

	for (int i = 0; code == EXIT_DONE && !found && i < ACCOUNTS_SHOWN; i++) {
		const char *one = answer_text(j, "$.items[%d].id", i);

		if (!one)
			break;
		snprintf(id, 24, "%s", one);
		one = answer_text(j, "$.items[%d].login", i);
		found = strcmp(id, word) == 0 || (one && strcmp(one, word) == 0);
	}
	answer_json_free(j);
	return code != EXIT_DONE || found ? code : usage(cli, "user.no-such", word);
}

/* The account of the first word. */
static int first(struct cli *cli, const char *site, const struct arguments *w, char id[24])
{
	return w->count ? named(cli, site, w->list[0], id) : usage(cli, "user.which", "");
}

/* --- list */

static void cell(struct table *t, struct answer_json *j, const char *name, int i)
{
	char path[64];

	snprintf(path, sizeof path, "$.items[%d].%s", i, name);
	table_cell(t, answer_text(j, "%s", path));
}

/* "it, vendor@s1" */
static void roles_cell(struct table *t, struct answer_json *j, int i)
{
	char text[600] = "", role[32], system[32];

	for (int k = 0; k < 100; k++) {
		const char *v = answer_text(j, "$.items[%d].roles[%d].role", i, k);
		size_t n = strlen(text);

		if (!v || n > sizeof text - 80)
			break;
		snprintf(role, sizeof role, "%s", v);
		v = answer_text(j, "$.items[%d].roles[%d].system", i, k);
		snprintf(system, sizeof system, "%s", v ? v : "site");
		snprintf(text + n, sizeof text - n, "%s%s%s%s", n ? ", " : "", role,
			 strcmp(system, "site") == 0 ? "" : "@", strcmp(system, "site") == 0 ? "" : system);
	}
	table_text(t, text);
}

static int list(struct cli *cli, const char *site, const struct arguments *w, const char *file)
{
	static const char *const columns[] = {"account", "login", "name",     "state", "roles",
					      "codes",   "last",  "sessions", NULL};
	struct table *t = table_new(cli, "user", columns);
	struct answer_json *j;
	int code = site_ask(cli, site, "GET", "/accounts", NULL, &j);

	(void)w;
	(void)file;
	for (int i = 0; code == EXIT_DONE && t && i < ACCOUNTS_SHOWN && answer_text(j, "$.items[%d].id", i);
	     i++) {
		cell(t, j, "id", i);
		cell(t, j, "login", i);
		table_cell(t, answer_text(j, "$.items[%d].contact.name", i));
		cell(t, j, "state", i);
		roles_cell(t, j, i);
		cell(t, j, "totp", i);
		cell(t, j, "signed_in", i);
		cell(t, j, "sessions", i);
	}
	answer_json_free(j);
	if (code == EXIT_DONE && t)
		return table_print(t, lang(cli->language, "user.none"));
	table_free(t);
	return code;
}

/* --- bodies */

/* role=it or it, vendor@s1: one of a list of roles. False: no such role. */
static bool put_role(struct out *o, const char *word)
{
	char role[32];
	size_t n = strcspn(word, "@");

	if (n >= sizeof role)
		return false;
	memcpy(role, word, n);
	role[n] = '\0';
	if (!role_named(role))
		return false;
	json_object(o, NULL);
	json_str(o, "role", role);
	json_str(o, "system", word[n] ? word + n + 1 : "site");
	json_end_object(o);
	return true;
}

static int put_roles(struct cli *cli, struct out *o, const struct arguments *w, int from)
{
	int code = EXIT_DONE;

	json_array(o, "roles");
	for (int i = from; i < w->count && code == EXIT_DONE; i++)
		if (!strchr(w->list[i], '=') && !put_role(o, w->list[i]))
			code = usage(cli, "user.no-role", w->list[i]);
	json_end_array(o);
	return code;
}

static int send_body(struct cli *cli, const char *site, const char *method, const char *path, struct out *o,
		     struct answer_json **ret)
{
	int code;

	json_end_object(o);
	code = o->error ? cli_say(cli, EXIT_NO_OUTPUT, "cli.memory", NULL)
			: site_ask(cli, site, method, path, out_bytes(o, NULL), ret);
	out_clear(o);
	return code;
}

/* --- links */

static int tell_link(struct cli *cli, struct answer_json *j, const char *path)
{
	const char *link = answer_text(j, "%s", path);
	struct out o;

	if (strcmp(cli->format, "json") == 0 && out_init(&o, STDOUT_FILENO) == 0) {
		json_object(&o, NULL);
		json_str(&o, "link", link);
		json_end_object(&o);
		out_char(&o, '\n');
		out_finish(&o);
		out_clear(&o);
	} else if (link) {
		char line[400];

		puts(lang_fill_buf(line, sizeof line, lang(cli->language, "user.link"),
				   (const struct lang_arg[]){{"subject", link}, {NULL, NULL}}));
	}
	return EXIT_DONE;
}

static int invite(struct cli *cli, const char *site, const char *id)
{
	struct answer_json *j;
	char path[64];
	int code;

	snprintf(path, sizeof path, "/accounts/%s/invite", id);
	code = site_ask(cli, site, "POST", path, NULL, &j);
	if (code == EXIT_DONE)
		tell_link(cli, j, "$.path");
	answer_json_free(j);
	return code;
}

/* Without a name: the first administrator's. */
static int link_to(struct cli *cli, const char *site, const struct arguments *w, const char *file)
{
	struct answer_json *j;
	char id[24];
	int code;

	(void)file;
	if (w->count) {
		code = first(cli, site, w, id);
		return code == EXIT_DONE ? invite(cli, site, id) : code;
	}
	code = site_ask(cli, site, "POST", "/setup-link", NULL, &j);
	if (code == EXIT_DONE)
		tell_link(cli, j, "$.link");
	answer_json_free(j);
	return code;
}

/* --- add, role */

static int add(struct cli *cli, const char *site, const struct arguments *w, const char *file)
{
	struct answer_json *j = NULL;
	struct out o;
	char id[24];
	int code = EXIT_DONE;

	(void)file;
	if (!w->count)
		return usage(cli, "user.which", "");
	if (out_init(&o, -1) < 0)
		return cli_say(cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	json_object(&o, NULL);
	json_str(&o, "login", w->list[0]);
	for (int i = 1; i < w->count; i++) {
		const char *equals = strchr(w->list[i], '=');
		char name[32];

		if (!equals || (size_t)(equals - w->list[i]) >= sizeof name)
			continue;
		snprintf(name, sizeof name, "%.*s", (int)(equals - w->list[i]), w->list[i]);
		json_str(&o, name, equals + 1);
	}
	code = put_roles(cli, &o, w, 1);
	if (code != EXIT_DONE) {
		out_clear(&o);
		return code;
	}
	code = send_body(cli, site, "POST", "/accounts", &o, &j);
	if (code == EXIT_DONE) {
		snprintf(id, sizeof id, "%s", answer_text(j, "$.id") ?: "");
		say(cli, "user.added", w->list[0], id);
		code = invite(cli, site, id);
	}
	answer_json_free(j);
	return code;
}

static int change(struct cli *cli, const char *site, const char *id, struct out *o, const char *key,
		  const char *who)
{
	struct answer_json *j;
	char path[64];
	int code;

	snprintf(path, sizeof path, "/accounts/%s", id);
	code = send_body(cli, site, "PATCH", path, o, &j);
	if (code == EXIT_DONE)
		say(cli, key, who, "");
	answer_json_free(j);
	return code;
}

static int role(struct cli *cli, const char *site, const struct arguments *w, const char *file)
{
	struct out o;
	char id[24];
	int code = first(cli, site, w, id);

	(void)file;
	if (code != EXIT_DONE)
		return code;
	if (out_init(&o, -1) < 0)
		return cli_say(cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	json_object(&o, NULL);
	code = put_roles(cli, &o, w, 1);
	if (code == EXIT_DONE)
		return change(cli, site, id, &o, "user.roles-set", w->list[0]);
	out_clear(&o);
	return code;
}

static int set_state(struct cli *cli, const char *site, const struct arguments *w, const char *state,
		     const char *key)
{
	struct out o;
	char id[24];
	int code = first(cli, site, w, id);

	if (code != EXIT_DONE)
		return code;
	if (out_init(&o, -1) < 0)
		return cli_say(cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	json_object(&o, NULL);
	json_str(&o, "state", state);
	return change(cli, site, id, &o, key, w->list[0]);
}

static int lock(struct cli *cli, const char *site, const struct arguments *w, const char *file)
{
	(void)file;
	return set_state(cli, site, w, "locked", "user.locked");
}

static int unlock(struct cli *cli, const char *site, const struct arguments *w, const char *file)
{
	(void)file;
	return set_state(cli, site, w, "open", "user.unlocked");
}

static int passwd(struct cli *cli, const char *site, const struct arguments *w, const char *file)
{
	char password[PASSPHRASE_ROOM], id[24];
	struct out o;
	int code = first(cli, site, w, id);

	if (code == EXIT_DONE)
		code = passphrase_read(cli, file, "user.ask-password", true, password);
	if (code != EXIT_DONE)
		return code;
	if (out_init(&o, -1) < 0)
		return cli_say(cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	json_object(&o, NULL);
	json_str(&o, "password", password);
	code = change(cli, site, id, &o, "user.password-set", w->list[0]);
	passphrase_wipe(password);
	return code;
}

/* Takes one-time codes away: a lost phone. */
static int totp(struct cli *cli, const char *site, const struct arguments *w, const char *file)
{
	struct answer_json *j;
	char path[64], id[24];
	int code;

	(void)file;
	if (w->count != 2 || strcmp(w->list[1], "off") != 0)
		return usage(cli, "user.totp-off", "");
	if ((code = first(cli, site, w, id)) != EXIT_DONE)
		return code;
	snprintf(path, sizeof path, "/accounts/%s/totp", id);
	code = site_ask(cli, site, "DELETE", path, NULL, &j);
	if (code == EXIT_DONE)
		say(cli, "user.codes-off", w->list[0], "");
	answer_json_free(j);
	return code;
}

/* --- sessions */

static int end_session(struct cli *cli, const char *site, const char *id)
{
	struct answer_json *j;
	char path[64];
	int code;

	snprintf(path, sizeof path, "/sessions/%.24s", id);
	code = site_ask(cli, site, "DELETE", path, NULL, &j);
	if (code == EXIT_DONE)
		say(cli, "user.session-ended", id, "");
	answer_json_free(j);
	return code;
}

static int sessions(struct cli *cli, const char *site, const struct arguments *w, const char *file)
{
	static const char *const columns[] = {"session", "login",  "began", "expires",
					      "origin",  "factor", "agent", NULL};
	static const char *const members[] = {"id", "login", "began", "expires", "origin", "factor", "agent"};
	struct answer_json *j;
	struct table *t;
	int code;

	(void)file;
	if (w->count == 2 && strcmp(w->list[0], "end") == 0)
		return end_session(cli, site, w->list[1]);
	if ((code = site_ask(cli, site, "GET", "/sessions", NULL, &j)) != EXIT_DONE)
		return code;
	t = table_new(cli, "user", columns);
	for (int i = 0; t && i < ACCOUNTS_SHOWN && answer_text(j, "$.items[%d].id", i); i++)
		for (size_t k = 0; k < sizeof members / sizeof *members; k++)
			cell(t, j, members[k], i);
	answer_json_free(j);
	return t ? table_print(t, lang(cli->language, "user.no-sessions"))
		 : cli_say(cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
}

/* A new code for the envelope. */
static int emergency(struct cli *cli, const char *site, const struct arguments *w, const char *file)
{
	struct answer_json *j;
	int code = site_ask(cli, site, "POST", "/emergency-code", NULL, &j);

	(void)w;
	(void)file;
	if (code == EXIT_DONE) {
		const char *text = answer_text(j, "$.code");
		char line[400];

		puts(lang_fill_buf(line, sizeof line, lang(cli->language, "user.emergency"),
				   (const struct lang_arg[]){{"subject", text ? text : "?"}, {NULL, NULL}}));
	}
	answer_json_free(j);
	return code;
}

/* --- verbs */

typedef int verb_fn(struct cli *cli, const char *site, const struct arguments *w, const char *password_file);

static int run(struct cli *cli, const char *site, int argc, char **argv, verb_fn *act)
{
	const char *file = NULL;
	const struct option_of options[] = {{act == passwd ? "--password-file" : NULL, &file, NULL},
					    {NULL, NULL, NULL}};
	struct arguments words;
	int code = arguments_read(cli, &site, argc, argv, options, &words);

	return code == EXIT_DONE ? act(cli, site, &words, file) : code;
}

#define VERB(act)                                                                                            \
	static int run_##act(struct cli *cli, const char *site, int argc, char **argv)                       \
	{                                                                                                    \
		return run(cli, site, argc, argv, act);                                                      \
	}
VERB(list)
VERB(add)
VERB(link_to)
VERB(role)
VERB(lock)
VERB(unlock)
VERB(passwd)
VERB(totp)
VERB(sessions)
VERB(emergency)
#undef VERB

int cli_user(struct cli *cli, int argc, char **argv)
{
	static const struct verb verbs[] = {
		{"list", run_list},           {"add", run_add},   {"link", run_link_to},
		{"role", run_role},           {"lock", run_lock}, {"unlock", run_unlock},
		{"passwd", run_passwd},       {"totp", run_totp}, {"sessions", run_sessions},
		{"emergency", run_emergency}, {NULL, NULL}};

	return cli_noun(cli, "user", verbs, argc, argv);
}
