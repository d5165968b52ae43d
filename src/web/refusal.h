/* Why a request gets no further than web: a status, a sentence in data/lang/http.yaml (title and what to do),
 * the word that /metrics counts it under. */
#ifndef MIMAMORI_WEB_REFUSAL_H
#define MIMAMORI_WEB_REFUSAL_H

/* X(name, status, sentence, word, close the connection, seconds to wait) */
#define REFUSALS(X)                                                                                          \
	X(MALFORMED, 400, "http.malformed", "malformed", 1, 0)                                               \
	X(FRAMING, 400, "http.framing", "framing", 1, 0)                                                     \
	X(TARGET, 400, "http.target", "target", 1, 0)                                                        \
	X(HOST, 400, "http.host", "host", 1, 0)                                                              \
	X(SIGN_IN, 401, "http.sign-in", "sign_in", 0, 0)                                                     \
	X(CROSS_SITE, 403, "http.cross-site", "cross_site", 0, 0)                                            \
	X(NOT_FOUND, 404, "http.not-found", "not_found", 0, 0)                                               \
	X(METHOD, 405, "http.method", "method", 0, 0)                                                        \
	X(NOT_GZIP, 406, "http.not-gzip", "not_gzip", 0, 0)                                                  \
	X(SLOW, 408, "http.slow", "slow", 1, 0)                                                              \
	X(BODY_SIZE, 413, "http.body-size", "body_size", 1, 0)                                               \
	X(EXPECTATION, 417, "http.expectation", "expectation", 1, 0)                                         \
	X(TOO_OFTEN, 429, "http.too-often", "too_often", 0, 30)                                              \
	X(HEAD_SIZE, 431, "http.head-size", "head_size", 1, 0)                                               \
	X(NO_ROOM, 503, "http.no-room", "no_room", 1, 5)                                                     \
	X(NO_CORE, 503, "http.no-core", "no_core", 0, 2)                                                     \
	X(CORE_SLOW, 504, "http.core-slow", "core_slow", 0, 5)                                               \
	X(BAD_ANSWER, 502, "http.bad-answer", "bad_answer", 1, 0)                                            \
	X(VERSION, 505, "http.version", "version", 1, 0)

enum refusal {
	REFUSAL_NONE,
#define X(name, status, sentence, word, close, wait) REFUSAL_##name,
	REFUSALS(X)
#undef X
		REFUSAL_COUNT
};

struct refusal_words {
	unsigned short status, wait;
	const char *sentence, *word;
	int close;
};
extern const struct refusal_words refusals[REFUSAL_COUNT];

#endif
