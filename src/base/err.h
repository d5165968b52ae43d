/* What went wrong, in words a person can act on. Functions that can fail return 0 or a negative errno-like
 * code; those whose failure is told to a person also fill a struct err. The one who handles it prints it,
 * once. */
#ifndef MIMAMORI_BASE_ERR_H
#define MIMAMORI_BASE_ERR_H

struct err {
	int code;          /* negative errno, or one of enum err_code */
	char subject[512]; /* the file, option or thing it is about */
	char key[48];      /* key of the sentence in data/lang, e.g. "not-a-capture" */
	char detail[256];  /* fills {detail} of the sentence; may be empty */
};

enum err_code {
	ERR_NOT_CAPTURE = -1000, /* the file is no capture */
	ERR_DAMAGED = -1001,     /* a capture with an impossible inside */
	ERR_UNSUPPORTED = -1002,
	ERR_LIMIT = -1003, /* a bound of ours was reached */
	ERR_USAGE = -1004,
};

int err_set(struct err *e, int code, const char *subject, const char *key, const char *format, ...)
	__attribute__((format(printf, 5, 6))); /* returns code; e may be NULL */

#endif
