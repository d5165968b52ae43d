/* mimamori device merge, undo, split, lock, unlock, state, relearn: what people say of devices. */
#include "assess/life_states.h"
#include "assess/relearn.h"
#include "base/addr.h"
#include "cli/acting.h"
#include "cli/arguments.h"
#include "cli/device.h"
#include "inventory/keep.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct ask {
	struct cli *cli;
	const char *site, *note, *because, *state;
	struct arguments words;
	int64_t device, into, id; /* id: of the merge, or of the new device */
	struct keep_address address[KEEP_ADDRESSES_MAX];
	char text[KEEP_ADDRESSES_MAX][IP_TEXT];
};

const char *keep_word(const struct cli *cli, const char *before, const char *token)
{
	char key[96];
	const char *w;

	if (!token || strcmp(cli->format, "text") != 0)
		return token;
	snprintf(key, sizeof key, "keep.%s%.60s", before, token);
	w = lang(cli->language, key);
	return w == key ? token : w;
}

static int read_ask(struct ask *a, struct cli *cli, const char *site, int argc, char **argv)
{
	const struct option_of options[] = {
		{"--note", &a->note, NULL}, {"--because", &a->because, NULL}, {NULL, NULL, NULL}};

	a->cli = cli;
	a->site = site;
	return arguments_read(cli, &a->site, argc, argv, options, &a->words);
}

/* The first word is a device; least: how many words at least. */
static int read_device(struct ask *a, int least, const char *else_key)
{
	if (a->words.count < least)
		return cli_say(a->cli, EXIT_USAGE, else_key, NULL);
	a->device = keep_number(a->words.list[0], 'd');
	return a->device ? EXIT_DONE
			 : cli_say(a->cli, EXIT_USAGE, "keep.no-device",
				   (const struct lang_arg[]){{"subject", a->words.list[0]}, {NULL, NULL}});
}

/* So many words, of which the first is a device. */
static int read_words(struct ask *a, struct cli *cli, const char *site, int argc, char **argv, int count,
		      const char *else_key)
{
	int code = read_ask(a, cli, site, argc, argv);

	if (code == EXIT_DONE)
		code = read_device(a, count, else_key);
	return code == EXIT_DONE ? arguments_most(cli, &a->words, count) : code;
}

/* On standard output, or {"id": ...} with --format json. */
static void say(const struct ask *a, const char *id, const char *key, const struct lang_arg *args)
{
	struct acting done = {.cli = a->cli};

	acting_done(&done, id, key, args);
}

static void number(char to[24], char letter, int64_t id)
{
	snprintf(to, 24, "%c%lld", letter, (long long)id);
}

/* What was said changes what findings, differences and states say. */
static int judge(struct store *s, const struct writing *w) { return life_states_judge(s, w->at, NULL, NULL); }

/* --- merge, undo */

static int act_merge(void *ctx, struct store *s, const struct writing *w, struct err *e)
{
	struct ask *a = ctx;
	int r = keep_merge(s, a->device, a->into, a->note, w->at, w->actor, &a->id, e);

	return r < 0 ? r : judge(s, w);
}

int cli_device_merge(struct cli *cli, const char *site, int argc, char **argv)
{
	static struct ask a;
	char gone[24], into[24], id[24];
	int code;

	a = (struct ask){0};
	code = read_words(&a, cli, site, argc, argv, 2, "keep.name-two");
	if (code != EXIT_DONE)
		return code;
	a.into = keep_number(a.words.list[1], 'd');
	if (!a.into)
		return cli_say(cli, EXIT_USAGE, "keep.name-two", NULL);
	code = cli_act(cli, a.site, "keep", act_merge, &a);
	number(gone, 'd', a.device);
	number(into, 'd', a.into);
	number(id, 'm', a.id);
	if (code == EXIT_DONE)
		say(&a, id, "keep.merged",
		    (const struct lang_arg[]){{"device", gone}, {"into", into}, {"id", id}, {NULL, NULL}});
	return code;
}

static int act_undo(void *ctx, struct store *s, const struct writing *w, struct err *e)
{
	struct ask *a = ctx;
	sqlite3_stmt *st = NULL;
	int r = keep_undo(s, a->id, w->at, w->actor, e);

	if (r == 0 &&
	    sqlite3_prepare_v2(store_db(s), "SELECT gone, into_device FROM device_merge WHERE id = ?1", -1,
			       &st, NULL) == SQLITE_OK) {
		sqlite3_bind_int64(st, 1, a->id);
		if (sqlite3_step(st) == SQLITE_ROW) {
			a->device = sqlite3_column_int64(st, 0);
			a->into = sqlite3_column_int64(st, 1);
		}
	}
	sqlite3_finalize(st);
	return r < 0 ? r : judge(s, w);
}

int cli_device_undo(struct cli *cli, const char *site, int argc, char **argv)
{
	static struct ask a;
	char gone[24], into[24], id[24];
	int code;

	a = (struct ask){0};
	code = read_ask(&a, cli, site, argc, argv);
	a.id = code == EXIT_DONE && a.words.count == 1 ? keep_number(a.words.list[0], 'm') : 0;
	if (code == EXIT_DONE && !a.id)
		return cli_say(cli, EXIT_USAGE, "keep.name-merge", NULL);
	if (code == EXIT_DONE)
		code = cli_act(cli, a.site, "keep", act_undo, &a);
	number(gone, 'd', a.device);
	number(into, 'd', a.into);
	number(id, 'm', a.id);
	if (code == EXIT_DONE)
		say(&a, id, "keep.undone",
		    (const struct lang_arg[]){{"device", gone}, {"into", into}, {"id", id}, {NULL, NULL}});
	return code;
}

/* --- split */

static int read_addresses(struct ask *a)
{
	for (int i = 1; i < a->words.count && i <= KEEP_ADDRESSES_MAX; i++) {
		struct keep_address *to = &a->address[i - 1];
		const char *word = a->words.list[i];
		struct mac mac;
		struct ip ip;

		if (mac_parse(word, &mac))
			*to = (struct keep_address){"mac", mac_text(mac, a->text[i - 1])};
		else if (ip_parse(word, &ip))
			*to = (struct keep_address){"ip", ip_text(ip, a->text[i - 1])};
		else
			return cli_say(a->cli, EXIT_USAGE, "keep.not-an-address",
				       (const struct lang_arg[]){{"subject", word}, {NULL, NULL}});
	}
	return EXIT_DONE;
}

static int act_split(void *ctx, struct store *s, const struct writing *w, struct err *e)
{
	struct ask *a = ctx;
	int r = keep_split(s, a->device, a->address, (size_t)a->words.count - 1, w->at, w->actor, &a->id, e);

	return r < 0 ? r : judge(s, w);
}

int cli_device_split(struct cli *cli, const char *site, int argc, char **argv)
{
	static struct ask a;
	char from[24], id[24];
	int code;

	a = (struct ask){0};
	code = read_ask(&a, cli, site, argc, argv);
	if (code == EXIT_DONE)
		code = read_device(&a, 1, "device.name-one");
	if (code == EXIT_DONE)
		code = read_addresses(&a);
	if (code == EXIT_DONE)
		code = cli_act(cli, a.site, "keep", act_split, &a);
	number(from, 'd', a.device);
	number(id, 'd', a.id);
	if (code == EXIT_DONE)
		say(&a, id, "keep.split",
		    (const struct lang_arg[]){{"device", from}, {"id", id}, {NULL, NULL}});
	return code;
}

/* --- lock, unlock */

static int act_lock(void *ctx, struct store *s, const struct writing *w, struct err *e)
{
	struct ask *a = ctx;
	char field[24];
	int r = 0;

	for (int i = 1; i < a->words.count && r == 0; i++) {
		const char *value = word_value(a->words.list[i], field, sizeof field);

		r = value ? keep_lock(s, a->device, field, value, a->note, w->at, w->actor, e)
			  : err_set(e, -EINVAL, a->words.list[i], "bad-field", "%s", "");
	}
	return r < 0 ? r : judge(s, w);
}

static int act_unlock(void *ctx, struct store *s, const struct writing *w, struct err *e)
{
	struct ask *a = ctx;
	int r = 0;

	for (int i = 1; i < a->words.count && r == 0; i++)
		r = keep_unlock(s, a->device, a->words.list[i], w->at, w->actor, e);
	return r < 0 ? r : judge(s, w);
}

static int each_field(struct cli *cli, const char *site, int argc, char **argv, bool lock)
{
	static struct ask a;
	char device[24], field[24];
	int code;

	a = (struct ask){0};
	code = read_ask(&a, cli, site, argc, argv);
	if (code == EXIT_DONE)
		code = read_device(&a, 2, lock ? "keep.name-values" : "keep.name-fields");
	if (code == EXIT_DONE)
		code = cli_act(cli, a.site, "keep", lock ? act_lock : act_unlock, &a);
	number(device, 'd', a.device);
	for (int i = 1; i < a.words.count && code == EXIT_DONE; i++) {
		const char *value = word_value(a.words.list[i], field, sizeof field);

		say(&a, device, lock ? "keep.locked" : "keep.unlocked",
		    (const struct lang_arg[]){{"device", device},
					      {"field", value ? field : a.words.list[i]},
					      {"value", value ? value : ""},
					      {NULL, NULL}});
	}
	return code;
}

int cli_device_lock(struct cli *cli, const char *site, int argc, char **argv)
{
	return each_field(cli, site, argc, argv, true);
}

int cli_device_unlock(struct cli *cli, const char *site, int argc, char **argv)
{
	return each_field(cli, site, argc, argv, false);
}

/* --- state */

static int act_state(void *ctx, struct store *s, const struct writing *w, struct err *e)
{
	struct ask *a = ctx;
	int r = life_set(s, a->device, a->state, a->because, w, e);

	return r < 0 ? r : judge(s, w);
}

int cli_device_state(struct cli *cli, const char *site, int argc, char **argv)
{
	static struct ask a;
	char device[24];
	int code;

	a = (struct ask){0};
	code = read_words(&a, cli, site, argc, argv, 2, "keep.name-state");
	if (code != EXIT_DONE)
		return code;
	a.state = a.words.list[1];
	code = cli_act(cli, a.site, "keep", act_state, &a);
	number(device, 'd', a.device);
	if (code == EXIT_DONE)
		say(&a, device, "keep.state-set",
		    (const struct lang_arg[]){
			    {"device", device}, {"state", keep_word(cli, "state-", a.state)}, {NULL, NULL}});
	return code;
}

/* --- relearn */

static int act_relearn(void *ctx, struct store *s, const struct writing *w, struct err *e)
{
	struct ask *a = ctx;

	return relearn_values(s, a->device, a->because, w, e);
}

int cli_device_relearn(struct cli *cli, const char *site, int argc, char **argv)
{
	static struct ask a;
	char device[24];
	int code;

	a = (struct ask){0};
	code = read_words(&a, cli, site, argc, argv, 1, "device.name-one");
	if (code == EXIT_DONE)
		code = cli_act(cli, a.site, "keep", act_relearn, &a);
	number(device, 'd', a.device);
	if (code == EXIT_DONE)
		say(&a, device, "keep.relearn", (const struct lang_arg[]){{"device", device}, {NULL, NULL}});
	return code;
}
