#include "decode/signin.h"

#include "decode/words.h"

void signin_user(struct signin *s, struct text user)
{
	s->user_n = (uint8_t)words_keep(user, s->user, sizeof s->user);
}

void signin_answer(struct signin *s, struct emit *e, enum login_result result)
{
	if (s->method)
		emit_login(e, s->method, s->in_clear, result, text_of(s->user, s->user_n),
			   text_of(s->secret, s->secret_n));
	explicit_bzero(s, sizeof *s);
}

void signin_secret(struct signin *s, struct emit *e, const char *method, struct text secret)
{
	if (s->method) { /* a second secret: the first was never answered */
		struct signin first = *s;

		signin_answer(&first, e, LOGIN_UNKNOWN);
	}
	s->method = method;
	s->in_clear = true;
	s->secret_n = (uint8_t)words_keep(secret, s->secret, sizeof s->secret);
}

void signin_try(struct signin *s, struct emit *e, const char *method, bool in_clear, struct text user,
		struct text secret)
{
	signin_answer(s, e, LOGIN_UNKNOWN);
	signin_user(s, user);
	signin_secret(s, e, method, secret);
	s->in_clear = in_clear;
}

static bool basic(struct signin *s, struct emit *e, struct text value)
{
	uint8_t raw[192];
	ssize_t n = words_base64(words_trim(value), raw, sizeof raw);
	struct text secret = text_of(raw, n > 0 ? (size_t)n : 0), user = words_cut(&secret, ':');

	if (n <= 0)
		return false;
	signin_try(s, e, "basic", true, user, secret);
	explicit_bzero(raw, sizeof raw);
	return true;
}

/* NTLM asks first (message 1, MS-NLMP 2.2.1) and is always sent back with a challenge: no try yet. Plain, or
 * inside SPNEGO (RFC 4178), whose head is shorter than 64 bytes. */
static bool only_asks(struct text base64)
{
	static const uint8_t ask[12] = {'N', 'T', 'L', 'M', 'S', 'S', 'P', 0, 1, 0, 0, 0};
	uint8_t head[84];
	ssize_t n;

	base64 = words_trim(base64);
	base64.n = base64.n < 112 ? base64.n : 112;
	n = words_base64(base64, head, sizeof head);
	return n > 0 && memmem(head, (size_t)n, ask, sizeof ask);
}

bool signin_authorization(struct signin *s, struct emit *e, struct text value)
{
	struct text rest = value, scheme = words_cut(&rest, ' '), none = text_of("", 0);

	if (words_same(scheme, "basic"))
		return basic(s, e, rest);
	if (words_same(scheme, "digest"))
		signin_try(s, e, "digest", false, words_parameter(rest, "username"), none);
	else if ((words_same(scheme, "ntlm") || words_same(scheme, "negotiate")) && !only_asks(rest))
		signin_try(s, e, "ntlm", false, none, none);
	else if (words_same(scheme, "bearer"))
		signin_try(s, e, "bearer", true, none, none);
	else
		return false;
	return true;
}

bool signin_plain(struct signin *s, struct emit *e, struct text base64)
{
	uint8_t raw[256];
	ssize_t n = words_base64(words_trim(base64), raw, sizeof raw);
	struct text secret = text_of(raw, n > 0 ? (size_t)n : 0), user;

	if (n <= 0)
		return false;
	words_cut(&secret, 0); /* whom to act as */
	user = words_cut(&secret, 0);
	signin_try(s, e, "plain", true, user, secret);
	explicit_bzero(raw, sizeof raw);
	return true;
}

/* Field names as devices' pages use them: a word at the start or the end of the name. */
static bool names_one(struct text name, const char *const *words)
{
	for (; *words; words++)
		if (words_start(name, *words) || words_end(name, *words))
			return true;
	return false;
}

static bool is_secret(struct text name)
{
	static const char *const words[] = {"password", "passwd", "passwort", "passphrase",
					    "pwd",      "psw",    "pass",     NULL};

	return names_one(name, words);
}

static bool is_user(struct text name)
{
	static const char *const words[] = {"user",    "username", "userid", "login",
					    "account", "uname",    "email",  NULL};

	return names_one(name, words);
}

/* The next name and value of `a=b&c=d`. */
static bool form_field(struct text *rest, struct text *ret_name, struct text *ret_value)
{
	*ret_value = words_cut(rest, '&');
	*ret_name = words_trim(words_cut(ret_value, '='));
	return ret_name->n > 0;
}

/* The next "name":"value" of JSON; anything but a string is passed over. Escapes stay as they are. */
static bool json_field(struct text *rest, struct text *ret_name, struct text *ret_value)
{
	while (rest->n > 0) {
		words_cut(rest, '"');
		*ret_name = words_cut(rest, '"');
		struct text after = words_trim(*rest);

		if (after.n == 0 || after.s[0] != ':')
			continue;
		after = words_trim(words_from(after, 1));
		if (after.n == 0 || after.s[0] != '"')
			continue;
		after = words_from(after, 1);
		*ret_value = words_cut(&after, '"');
		*rest = after;
		return true;
	}
	return false;
}

bool signin_form(struct signin *s, struct emit *e, struct text body)
{
	struct text rest = words_trim(body), name, value, user = text_of("", 0), secret = user;
	bool json = rest.n > 0 && rest.s[0] == '{', found = false;
	char user_buf[SIGNIN_TEXT], secret_buf[SIGNIN_TEXT];

	for (int i = 0; i < 64 && rest.n > 0; i++) {
		if (!(json ? json_field : form_field)(&rest, &name, &value))
			continue;
		if (!found && is_secret(name)) {
			secret = value;
			found = true;
		} else if (user.n == 0 && is_user(name)) {
			user = value;
		}
	}
	if (!found || secret.n == 0)
		return false;
	if (!json) {
		user = text_of(user_buf, words_unescape(user, user_buf, sizeof user_buf));
		secret = text_of(secret_buf, words_unescape(secret, secret_buf, sizeof secret_buf));
	}
	signin_try(s, e, "form", true, user, secret);
	explicit_bzero(secret_buf, sizeof secret_buf);
	return true;
}
