/* mimamori journal checkpoint, prove and verify --proof: what is kept outside of the file, and looked at
 * without it. */
#include "cli/journal.h"

#include "base/text.h"
#include "cli/qr.h"
#include "report/words.h"
#include "respond/parts.h"
#include "store/checkpoint.h"
#include "store/files.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <syslog.h>
#include <unistd.h>

static int told(struct cli *cli, int code, const char *key, const char *subject, const char *detail)
{
	return cli_say(cli, code, key,
		       (const struct lang_arg[]){{"subject", subject}, {"detail", detail}, {NULL, NULL}});
}

/* A new file, or standard output. Nothing is overwritten. */
static int put(struct cli *cli, const char *path, const char *text)
{
	if (!path) {
		fputs(text, stdout);
		return fflush(stdout) == 0 ? EXIT_DONE : EXIT_NO_OUTPUT;
	}
	if (file_new(path, text, strlen(text), 0644) < 0)
		return told(cli, EXIT_NO_OUTPUT, errno == EEXIST ? "error.exists" : "error.cannot-write",
			    path, strerror(errno));
	return cli->quiet ? EXIT_DONE : told(cli, EXIT_DONE, "journal.written", path, "");
}

/* One line to the local log, which may send it on. The note's lines are joined by spaces. */
static int to_syslog(struct cli *cli, const char *note)
{
	char line[1024];

	if (access("/dev/log", W_OK) < 0)
		return told(cli, EXIT_NO_OUTPUT, "journal.no-syslog", "/dev/log", strerror(errno));
	snprintf(line, sizeof line, "%s", note);
	for (char *s = line; *s; s++)
		if (*s == '\n')
			*s = ' ';
	openlog("mimamori", LOG_NDELAY, LOG_AUTHPRIV);
	syslog(LOG_NOTICE, "checkpoint %s", line);
	closelog();
	return EXIT_DONE;
}

int journal_checkpoint(struct cli *cli, const char *site, int argc, char **argv)
{
	const char *path = NULL;
	bool log = false, qr = false;
	const struct option_of options[] = {
		{"-o", &path, NULL}, {"--syslog", NULL, &log}, {"--qr", NULL, &qr}, {NULL, NULL, NULL}};
	struct store *s = NULL;
	struct err e = {0};
	char *note = NULL;
	int code = journal_options(cli, &site, argc, argv, options, NULL);

	if (code == EXIT_DONE)
		code = cli_site_open(cli, site, SITE_WRITE, &s);
	if (code != EXIT_DONE)
		return code;
	if (checkpoint_make(s, cli_now(), cli_actor(cli), &note, &e) < 0)
		code = cli_fail(cli, strcmp(e.key, "site-no-room") == 0 ? EXIT_NO_OUTPUT : EXIT_REFUSED, &e);
	if (code == EXIT_DONE)
		code = put(cli, path, note);
	if (code == EXIT_DONE && qr)
		code = qr_print(cli, note);
	if (code == EXIT_DONE && log)
		code = to_syslog(cli, note);
	free(note);
	store_free(s);
	return code;
}

/* --- prove */

static int prove(struct cli *cli, struct store *s, int64_t seq, const char *path)
{
	char *note = checkpoint_covering(s, seq);
	struct err e = {0};
	struct out o;
	int r = 0, code;

	if (!note && seq <= site_events(s))
		r = checkpoint_make(s, cli_now(), cli_actor(cli), &note, &e);
	else if (!note)
		r = err_set(&e, -ENOENT, site_path(s), "no-such-event", "%lld", (long long)seq);
	if (r < 0)
		return cli_fail(cli,
				r == -ENOENT && strcmp(e.key, "key-absent") != 0 ? EXIT_USAGE : EXIT_REFUSED,
				&e);
	if (out_init(&o, -1) < 0) {
		free(note);
		return told(cli, EXIT_NO_OUTPUT, "cli.memory", "", "");
	}
	r = checkpoint_prove(s, seq, note, &o, &e);
	code = r < 0 ? cli_fail(cli, EXIT_NO_INPUT, &e) : put(cli, path, out_bytes(&o, NULL));
	out_clear(&o);
	free(note);
	return code;
}

int journal_prove(struct cli *cli, const char *site, int argc, char **argv)
{
	const char *path = NULL, *number = NULL;
	const struct option_of options[] = {{"-o", &path, NULL}, {NULL, NULL, NULL}};
	struct store *s = NULL;
	int64_t seq;
	int code = journal_options(cli, &site, argc, argv, options, &number);

	if (code == EXIT_DONE)
		code = journal_number(cli, number ? number : "", &seq);
	if (code == EXIT_DONE)
		code = cli_site_open(cli, site, SITE_WRITE, &s);
	if (code != EXIT_DONE)
		return code;
	code = prove(cli, s, seq, path);
	store_free(s);
	return code;
}

/* --- notes and proofs from outside */

int journal_note(struct cli *cli, const char *path, char **ret_text, struct note *ret)
{
	size_t n;
	int r = file_read(path, NOTE_MAX, ret_text, &n);

	if (r < 0)
		return told(cli, EXIT_NO_INPUT, "error.cannot-open", path, strerror(-r));
	if (note_read(rd_of(*ret_text, n), ret) == 0)
		return EXIT_DONE;
	free(*ret_text);
	*ret_text = NULL;
	return told(cli, EXIT_NO_INPUT, "journal.no-checkpoint", path, "");
}

/* Which key, and whether anybody but the proof vouches for it. */
static int vouched(struct cli *cli, const struct proof *p, const struct proved *d, const char *path)
{
	struct note outside;
	char *text = NULL;
	int code;

	if (!path) {
		puts(lang(cli->language, "journal.proof-alone"));
		return EXIT_DONE;
	}
	if ((code = journal_note(cli, path, &text, &outside)) != EXIT_DONE)
		return code;
	if (strcmp(outside.origin, p->checkpoint.origin) != 0 || !note_signed_by(&outside, d->public_key) ||
	    (outside.size == p->checkpoint.size && memcmp(outside.root, p->checkpoint.root, HASH_BYTES) != 0))
		code = EXIT_FOUND;
	puts(lang(cli->language, code                                 ? "journal.proof-other"
				 : outside.size == p->checkpoint.size ? "journal.proof-same"
								      : "journal.proof-key"));
	free(text);
	return code;
}

static void show(struct cli *cli, const struct proof *p, const struct proved *d)
{
	char seq[24], size[24], key[PUBLIC_HEX], kind[TEXT_ROOM], actor[TEXT_ROOM], body[TEXT_ROOM],
		when[WORD_TEXT] = "";
	struct out o;

	if (out_init(&o, STDOUT_FILENO) < 0)
		return;
	snprintf(seq, sizeof seq, "%lld", (long long)d->seq);
	snprintf(size, sizeof size, "%llu", (unsigned long long)p->checkpoint.size);
	key_hex(d->public_key, key);
	text_clean(text_of(d->kind.start, rd_left(&d->kind)), kind);
	text_clean(text_of(d->actor.start, rd_left(&d->actor)), actor);
	text_clean(text_of(d->body.start, rd_left(&d->body)), body);
	if (d->shown)
		out_fmt(&o, "%s  %s  %s  %s  %s\n", seq,
			local_second(when, d->at, cli_zone_minutes(cli, d->at)), kind, actor, body);
	lang_fill(&o, lang(cli->language, "journal.proof-good"),
		  (const struct lang_arg[]){{"seq", seq},
					    {"size", size},
					    {"key", key},
					    {"site", p->checkpoint.origin},
					    {NULL, NULL}});
	out_char(&o, '\n');
	out_finish(&o);
	out_clear(&o);
}

int journal_verify_proof(struct cli *cli, const char *path, const char *outside)
{
	struct proof *p = malloc(sizeof *p);
	struct proved d;
	char *text = NULL;
	size_t n;
	int r = p ? file_read(path, NOTE_MAX, &text, &n) : -ENOMEM, code;

	if (r < 0)
		code = told(cli, EXIT_NO_INPUT, "error.cannot-open", path, strerror(-r));
	else if (proof_read(rd_of(text, n), p) < 0 || proof_check(p, &d) < 0)
		code = told(cli, EXIT_NO_INPUT, "journal.no-proof", path, "");
	else if (d.wrong)
		code = told(cli, EXIT_FOUND, "journal.proof-bad", path, d.wrong);
	else {
		show(cli, p, &d);
		code = vouched(cli, p, &d, outside);
	}
	free(text);
	free(p);
	return code;
}
