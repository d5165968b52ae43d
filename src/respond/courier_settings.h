/* What mimamori-courier needs to know: the mail server, the webhook, and their secrets. Core sends all of it
 * when a channel begins and whenever anything changed (COURIER_SETTINGS); courier keeps it in memory only. An
 * empty one means that nothing may be sent: what is under way is broken off. */
#ifndef MIMAMORI_RESPOND_COURIER_SETTINGS_H
#define MIMAMORI_RESPOND_COURIER_SETTINGS_H

#include "base/rd.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum courier_tls { COURIER_STARTTLS, COURIER_TLS_AT_ONCE, COURIER_NO_TLS, COURIER_TLS_MODES };
extern const char *const courier_tls_names[COURIER_TLS_MODES]; /* starttls tls none, as in table courier */

enum { /* bytes with the terminating zero */
       COURIER_HOST_ROOM = 254,
       COURIER_LOGIN_ROOM = 201,
       COURIER_PASSWORD_ROOM = 501,
       COURIER_SENDER_ROOM = 255,
       COURIER_CA_ROOM = 60001,
       COURIER_URL_ROOM = 501,
       COURIER_KEY_ROOM = 201,
       COURIER_SETTINGS_MAX = COURIER_HOST_ROOM + COURIER_LOGIN_ROOM + COURIER_PASSWORD_ROOM +
			      COURIER_SENDER_ROOM + COURIER_CA_ROOM + COURIER_URL_ROOM + COURIER_KEY_ROOM +
			      7 * 4 + 4 + 2
};

/* Everything "": not set. */
struct courier_settings {
	bool mail, webhook;           /* may be sent: set, and permitted */
	char host[COURIER_HOST_ROOM]; /* a name or an address */
	uint16_t port;
	uint8_t tls;                    /* enum courier_tls */
	char login[COURIER_LOGIN_ROOM]; /* "": nobody signs in */
	char password[COURIER_PASSWORD_ROOM];
	char sender[COURIER_SENDER_ROOM]; /* the address mail comes from */
	char ca[COURIER_CA_ROOM];         /* PEM; "": the machine's own list */
	char url[COURIER_URL_ROOM];       /* https://... */
	char key[COURIER_KEY_ROOM];       /* signs what is posted there */
};

/* What people may write, each as a key of data/lang/courier.yaml, or NULL: fine. */
const char *courier_host_wrong(const char *host);
const char *courier_sender_wrong(const char *sender);
const char *courier_url_wrong(const char *url);
bool courier_address_ok(const char *address); /* that SMTP takes without extensions: ASCII, one @ */

/* The length, or 0: it does not fit. */
size_t courier_put_settings(const struct courier_settings *s, uint8_t *bytes, size_t room);
/* False: not exactly one, or one with what could not have been set. */
bool courier_read_settings(struct rd body, struct courier_settings *ret);

#endif
