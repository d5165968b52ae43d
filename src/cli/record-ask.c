/* A record asked for field by field on a terminal, in plain lines: title, how it is typed, an example. A
 * wrong answer is told and asked again; an empty one leaves out what need not be filled. */
#include "cli/record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *say(const struct acting *a, const char *key) { return lang(a->cli->language, key); }

/* One line without its end; NULL at the end of input. */
static char *answer(void)
{
	char *line = NULL;
	size_t room = 0;
	ssize_t n;

	fputs("> ", stderr);
	n = getline(&line, &room, stdin);
	if (n < 0) {
		free(line);
		return NULL;
	}
	line[strcspn(line, "\r\n")] = '\0';
	return line;
}

static void show_choices(const struct acting *a, const struct record_field *f)
{
	for (unsigned i = 0; i < f->choice_count; i++)
		fprintf(stderr, "   %u %s\n", i + 1, f->choices[i].title[a->cli->language]);
}

static void show_field(const struct acting *a, const struct record_field *f)
{
	enum language l = a->cli->language;
	const char *example = f->example[l];

	fprintf(stderr, "\n%s", f->title[l]);
	if (f->unit[l])
		fprintf(stderr, " [%s]", f->unit[l]);
	fprintf(stderr, "%s\n",
		f->or_reason  ? say(a, "records.ask-or-reason")
		: f->required ? ""
			      : say(a, "records.ask-optional"));
	if (f->type == RECORD_CHOICE)
		show_choices(a, f);
	else if (f->type == RECORD_CONTACT || f->type == RECORD_DEVICE)
		fprintf(stderr, "   %s\n",
			say(a, f->type == RECORD_CONTACT ? "records.ask-contact" : "records.ask-device"));
	else if (example)
		fprintf(stderr, "   %s%s\n", say(a, "records.ask-example"), example);
}

/* "2" for the second choice. */
static const char *numbered(const struct record_field *f, const char *text)
{
	char *end;
	unsigned long n = strtoul(text, &end, 10);

	return f->type == RECORD_CHOICE && *text && !*end && n >= 1 && n <= f->choice_count
		       ? f->choices[n - 1].value
		       : text;
}

static int take(struct acting *a, struct record *r, const char *name, const char *text)
{
	struct err e = {0};

	if (record_set(a->store, r, name, text, a->today, &e) == 0)
		return 0;
	record_fail(a->cli, a->store, r->kind, &e);
	return -1;
}

static int ask_field(struct acting *a, struct record *r, const struct record_field *f)
{
	for (;;) {
		char *text;
		int bad;

		show_field(a, f);
		if (!(text = answer()))
			return EXIT_USAGE;
		bad = !*text && f->required ? -1 : take(a, r, f->name, numbered(f, text));
		free(text);
		if (bad == 0)
			return EXIT_DONE;
	}
}

static int ask_common(struct acting *a, struct record *r, const char *name, bool required)
{
	char key[48];

	snprintf(key, sizeof key, "records.ask-%s", name);
	for (;;) {
		char *text;
		int bad;

		fprintf(stderr, "\n%s%s\n   %s\n", record_title(NULL, name, a->cli->language),
			required ? "" : say(a, "records.ask-optional"), say(a, key));
		if (!(text = answer()))
			return EXIT_USAGE;
		bad = !*text && required ? -1 : take(a, r, name, text);
		free(text);
		if (bad == 0)
			return EXIT_DONE;
	}
}

static bool says_less_than_yes(const struct record *r)
{
	for (unsigned i = 0; i < r->kind->field_count; i++)
		for (unsigned j = 0; r->values[i].text && j < r->kind->fields[i].choice_count; j++)
			if (r->kind->fields[i].choices[j].says != SAYS_YES &&
			    strcmp(r->kind->fields[i].choices[j].value, r->values[i].text) == 0)
				return true;
	return r->said != SAYS_YES;
}

static int ask_topic(struct acting *a, struct record *r)
{
	const struct record_kind *k = r->kind;

	while (k->topic_count && r->topic < 0) {
		unsigned long n;
		char *text;

		fprintf(stderr, "\n%s\n", say(a, "records.ask-topic"));
		for (unsigned i = 0; i < k->topic_count; i++)
			fprintf(stderr, "  %2u %s\n", i + 1, k->topics[i].title[a->cli->language]);
		if (!(text = answer()))
			return EXIT_USAGE;
		n = strtoul(text, NULL, 10);
		r->topic = n >= 1 && n <= k->topic_count ? (int)n - 1 : record_topic(k, text);
		free(text);
	}
	return EXIT_DONE;
}

static int ask_all(struct acting *a, struct record *r)
{
	int code = ask_topic(a, r);

	if (code == EXIT_DONE && r->kind->item && !*r->item)
		code = ask_common(a, r, "item", true);
	for (unsigned i = 0; code == EXIT_DONE && i < r->kind->field_count; i++)
		if (record_has_field(r->kind, r->topic, (int)i))
			code = ask_field(a, r, &r->kind->fields[i]);
	if (code == EXIT_DONE && !r->kind->unowned)
		code = ask_common(a, r, "owner", true);
	if (code == EXIT_DONE && !r->kind->unowned)
		code = ask_common(a, r, "deputy", true);
	if (code == EXIT_DONE && says_less_than_yes(r))
		code = ask_common(a, r, "because", true);
	if (code == EXIT_DONE && says_less_than_yes(r))
		code = ask_common(a, r, "plan", true);
	if (code == EXIT_DONE)
		code = ask_common(a, r, "attachment", false);
	return code;
}

int record_ask(struct acting *a, struct record *r)
{
	int code;

	fprintf(stderr, "%s\n%s\n%s\n", r->kind->title[a->cli->language], r->kind->help[a->cli->language],
		say(a, "records.ask-how"));
	code = ask_all(a, r);
	return code == EXIT_DONE ? code : cli_say(a->cli, code, "records.ask-ended", NULL);
}
