/* A sign-in at a character terminal (Telnet, rlogin): from what the server shows and what the client types,
 * whether a login was tried and how it went. Works a character at a time, with or without echo; keeps the
 * last line, the line being typed and the first text shown, nothing of what follows a login. State is a
 * value; nothing fails. */
#ifndef MIMAMORI_DECODE_TERMINAL_H
#define MIMAMORI_DECODE_TERMINAL_H

#include "decode/signin.h"

struct terminal {
	uint8_t stage, escape; /* private */
	uint8_t line_n, typed_n, banner_n;
	bool greeted;
	uint32_t shown;
	char line[80], typed[SIGNIN_TEXT], banner[200];
	struct signin signin;
};

/* What the server shows. True: nothing more is wanted (signed in, or long since no prompt). */
bool terminal_shows(struct terminal *t, struct text text, struct emit *e);
/* What the client types. */
void terminal_types(struct terminal *t, struct text text, struct emit *e);
/* The user name was given by the protocol itself. */
void terminal_user(struct terminal *t, struct text user);
bool terminal_is_over(const struct terminal *t);

/* Does this text end in a login or password prompt? For smells(). */
bool terminal_is_prompt(struct text text);

#endif
