#include "decode/terminal.h"

#include "decode/words.h"

enum stage { GREETING, USER, USER_GIVEN, SECRET, SECRET_GIVEN, OVER };
enum { ESC = 27, PATIENCE = 16 * 1024 };

static const char *const user_prompts[] = {
	"login:", "username:", "user name:", "user:", "userid:", "account:", "login name:", NULL};
static const char *const secret_prompts[] = {"password:", "passwd:", "passcode:", "pass:", NULL};
static const char *const refusals[] = {"incorrect",    "failed", "failure",      "denied",    "invalid",
				       "bad password", "wrong",  "not accepted", "try again", NULL};
static const char *const welcomes[] = {"welcome", "built-in shell", "logged in", "successful", NULL};

static bool ends_in(struct text line, const char *const *words)
{
	for (; *words; words++)
		if (words_end(line, *words))
			return true;
	return false;
}

static bool has_one(struct text line, const char *const *words)
{
	for (; *words; words++)
		if (words_has(line, *words))
			return true;
	return false;
}

static struct text line_of(const struct terminal *t) { return words_trim(text_of(t->line, t->line_n)); }

bool terminal_is_prompt(struct text text)
{
	text = words_trim(text);
	return ends_in(text, user_prompts) || ends_in(text, secret_prompts);
}

/* A shell's prompt: the line as it stands ends in one of these. "%" alone begins an error message of Cisco's.
 */
static bool is_shell(struct text line)
{
	char last = line.n ? line.s[line.n - 1] : 0;

	return last == '$' || last == '#' || last == '>' || (last == '%' && line.n > 1);
}

/* What was shown before the first prompt, and the host's name as in "plc7 login:". */
static void greeting_ends(struct terminal *t, struct text line, struct emit *e)
{
	struct text banner = words_trim(text_of(t->banner, t->banner_n)), host = line;

	t->greeted = true;
	if (banner.n > 0)
		emit_text(e, FACT_BANNER, SERVER, 80, banner);
	if (!words_end(line, " login:"))
		return;
	host.n -= strlen(" login:");
	host = words_trim(host);
	if (host.n > 0 && !memchr(host.s, ' ', host.n) && host.s[0] != '(')
		emit_text(e, FACT_NAME, SERVER, 60, host);
}

static void result(struct terminal *t, struct emit *e, enum login_result r)
{
	if (t->stage == USER_GIVEN) { /* let in, or refused, without being asked for a password */
		struct text none = text_of("", 0);
		char user[SIGNIN_TEXT];
		size_t n = words_keep(text_of(t->signin.user, t->signin.user_n), user, sizeof user);

		signin_try(&t->signin, e, "none", true, text_of(user, n), none);
	}
	signin_answer(&t->signin, e, r);
	t->stage = r == LOGIN_OK ? OVER : GREETING;
}

static bool waits_for_result(const struct terminal *t)
{
	return t->stage == SECRET_GIVEN || t->stage == USER_GIVEN;
}

static void prompt(struct terminal *t, struct emit *e)
{
	struct text line = line_of(t);
	bool user = ends_in(line, user_prompts) && !words_start(line, "last "),
	     secret = ends_in(line, secret_prompts);

	if (!user && !secret)
		return;
	if (!t->greeted)
		greeting_ends(t, line, e);
	if (t->stage == SECRET_GIVEN)
		result(t, e, LOGIN_FAILED);
	t->stage = user ? USER : SECRET;
	t->typed_n = 0;
}

static void line_ends(struct terminal *t, struct emit *e)
{
	struct text line = line_of(t);

	if (waits_for_result(t) && words_start(line, "last ")) /* also "Last failed login" */
		result(t, e, LOGIN_OK);
	else if (waits_for_result(t) && has_one(line, refusals))
		result(t, e, LOGIN_FAILED);
	else if (waits_for_result(t) && has_one(line, welcomes))
		result(t, e, LOGIN_OK);
	if (!t->greeted && line.n > 0 && t->banner_n + line.n + 1 < sizeof t->banner) {
		t->banner_n = (uint8_t)(t->banner_n + words_keep(line, t->banner + t->banner_n, line.n));
		t->banner[t->banner_n++] = '\n';
	}
	t->line_n = 0;
}

/* Control sequences (ECMA-48) show nothing: ESC x, or ESC [ ... letter. */
static bool in_escape(struct terminal *t, char c)
{
	if (c == ESC)
		t->escape = 1;
	else if (t->escape == 1)
		t->escape = c == '[' ? 2 : 0;
	else if (t->escape == 2)
		t->escape = c >= '@' && c <= '~' ? 0 : 2;
	else
		return false;
	return true;
}

static void shows_one(struct terminal *t, char c, struct emit *e)
{
	if (in_escape(t, c))
		return;
	if (c == '\n' || c == '\r') {
		line_ends(t, e);
		return;
	}
	if (c >= 0 && c < ' ' && c != '\t') /* NUL after CR (RFC 854), bells, backspaces */
		return;
	if (t->line_n < sizeof t->line)
		t->line[t->line_n++] = c;
	if (c == ':')
		prompt(t, e);
}

bool terminal_shows(struct terminal *t, struct text text, struct emit *e)
{
	t->shown += (uint32_t)text.n;
	for (size_t i = 0; i < text.n && t->stage != OVER; i++)
		shows_one(t, text.s[i], e);
	if (waits_for_result(t) && is_shell(line_of(t)))
		result(t, e, LOGIN_OK);
	if (t->shown > PATIENCE)
		t->stage = OVER;
	return t->stage == OVER;
}

static void typed_line(struct terminal *t, struct emit *e)
{
	struct text typed = text_of(t->typed, t->typed_n);

	if (t->stage == USER && typed.n > 0) {
		signin_user(&t->signin, typed);
		t->stage = USER_GIVEN;
	} else if (t->stage == SECRET) {
		signin_secret(&t->signin, e, "password", typed);
		t->stage = SECRET_GIVEN;
	}
	t->line_n = 0;
	explicit_bzero(t->typed, sizeof t->typed);
	t->typed_n = 0;
}

void terminal_types(struct terminal *t, struct text text, struct emit *e)
{
	for (size_t i = 0; i < text.n && t->stage != OVER; i++) {
		char c = text.s[i];

		if (c == '\r' || c == '\n') {
			if (t->typed_n > 0 || c == '\r')
				typed_line(t, e);
		} else if (c == 8 || c == 127) {
			t->typed_n = (uint8_t)(t->typed_n - (t->typed_n > 0));
		} else if (c && t->typed_n < sizeof t->typed) {
			t->typed[t->typed_n++] = c;
		}
	}
}

void terminal_user(struct terminal *t, struct text user)
{
	signin_user(&t->signin, user);
	t->stage = USER_GIVEN;
}

bool terminal_is_over(const struct terminal *t) { return t->stage == OVER; }
