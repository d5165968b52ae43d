#include "cli/acting.h"

#include "assess/evidence.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int acting_open(struct acting *a, struct cli *cli, const char *site, enum site_mode mode)
{
	int code;

	*a = (struct acting){.cli = cli};
	if ((code = cli_site_open(cli, site, mode, &a->store)) != EXIT_DONE)
		return code;
	a->writing = (struct writing){.at = cli_now(), .actor = cli_actor(cli), .today = a->today};
	date_at(a->writing.at, site_zone(a->store), a->today);
	return EXIT_DONE;
}

int acting_begin(struct acting *a)
{
	int code = site_begin(a->store);

	return code < 0 ? cli_store_failed(a->cli, a->store, code) : EXIT_DONE;
}

int acting_exit(int code)
{
	return code == -EACCES || code == -ENOKEY || code == -EEXIST || code == -EBUSY ? EXIT_REFUSED
	       : code == -EIO || code == -ENOMEM || code == -ENOSPC                    ? EXIT_NO_OUTPUT
										       : EXIT_USAGE;
}

int acting_fail(const struct cli *cli, struct store *s, const char *topic, const struct err *e,
		const struct lang_arg *more)
{
	struct lang_arg args[12] = {{"subject", e->subject}, {"detail", e->detail}};
	char key[80], sentence[2048];

	if (strcmp(e->key, "store") == 0 && s)
		return cli_say(cli, acting_exit(e->code), "cli.store-failed",
			       (const struct lang_arg[]){
				       {"subject", site_path(s)}, {"detail", e->detail}, {NULL, NULL}});
	for (int i = 0; more && more[i].name && i < 9; i++) {
		args[i + 2] = more[i];
		if (strcmp(more[i].name, "subject") == 0)
			args[0] = more[i];
	}
	snprintf(key, sizeof key, "%s.%s", topic, e->key);
	lang_fill_buf(sentence, sizeof sentence, lang(cli->language, key), args);
	return cli_say(cli, acting_exit(e->code), "contact.and-nothing",
		       (const struct lang_arg[]){{"sentence", sentence}, {NULL, NULL}});
}

/* What the room refused, in the words of its topic; else the store's own. */
static int refused(struct cli *cli, struct store *s, const char *topic, int code, const struct err *e)
{
	char key[96];

	if (!e->key[0])
		return cli_store_failed(cli, s, code);
	snprintf(key, sizeof key, "%s.%s", topic, e->key);
	return cli_say(
		cli, code == -EACCES || code == -ENOKEY || code == -EBUSY ? EXIT_REFUSED : EXIT_USAGE, key,
		(const struct lang_arg[]){{"subject", e->subject}, {"detail", e->detail}, {NULL, NULL}});
}

int cli_act(struct cli *cli, const char *site, const char *topic, act_fn *fn, void *ctx)
{
	struct err e = {0};
	struct acting a;
	int code = acting_open(&a, cli, site, SITE_WRITE), r;

	if (code != EXIT_DONE)
		return code;
	r = site_begin(a.store);
	if (r == 0)
		r = fn(ctx, a.store, &a.writing, &e);
	if (r == 0)
		r = site_commit(a.store);
	if (r < 0)
		code = refused(cli, a.store, topic, r, &e);
	if (r < 0)
		site_rollback(a.store);
	store_free(a.store);
	return code;
}

int acting_done(const struct acting *a, const char *id, const char *key, const struct lang_arg *args)
{
	struct out o;

	if (a->cli->quiet || out_init(&o, STDOUT_FILENO) < 0)
		return EXIT_DONE;
	if (strcmp(a->cli->format, "json") == 0) {
		json_object(&o, NULL);
		json_str(&o, "id", id);
		json_end_object(&o);
	} else {
		lang_fill(&o, lang(a->cli->language, key), args);
	}
	out_char(&o, '\n');
	out_finish(&o);
	out_clear(&o);
	return EXIT_DONE;
}

const char *word_value(const char *word, char *name, size_t room)
{
	const char *equals = strchr(word, '=');

	if (!equals || equals == word || (size_t)(equals - word) >= room)
		return NULL;
	memcpy(name, word, (size_t)(equals - word));
	name[equals - word] = '\0';
	return equals + 1;
}
