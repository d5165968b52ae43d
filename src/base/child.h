/* A helper program of ours, run to its end: bytes in on its stdin, an answer of bounded length out of its
 * stdout, files handed over as descriptors 3, 4 ... Its stderr is ours; of our environment it sees HOME
 * alone. Helpers lie beside the running program, or in ../lib/mimamori/ from there. */
#ifndef MIMAMORI_BASE_CHILD_H
#define MIMAMORI_BASE_CHILD_H

#include <stddef.h>

enum { CHILD_ARGS_MAX = 8, CHILD_HANDS_MAX = 4, CHILD_PATH = 512, CHILD_DETAIL = 64 };

struct child {
	const char *program;       /* "mimamori-press" */
	const char *const *args;   /* without the program's name, NULL-terminated, at most CHILD_ARGS_MAX */
	int hand[CHILD_HANDS_MAX]; /* descriptors it gets as 3, 4 ...; borrowed */
	unsigned hands;
	const void *in; /* what it reads */
	size_t in_size;
	char *out; /* its answer: at most out_room bytes */
	size_t out_room;
};

struct child_end {
	size_t out_size;
	char detail[CHILD_DETAIL]; /* "signal 11", "status 1" when it failed */
};

/* Where the helper is, in path; 0 or -ENOENT, path then naming the first place that was looked at. */
int child_find(const char *program, char path[CHILD_PATH]);

/* Instead of starting programs itself, a process may have another do it: fn is handed the child and the ends
 * of the pipes that become its stdin and stdout (borrowed). 0 or negative. How it ends is not known then: an
 * empty answer counts as a bad end (-ECHILD). NULL: as before. */
typedef int child_starter(const struct child *c, int in, int out);
void child_through(child_starter *fn);

/* 0: it ended with status 0. -ENOENT: it is not there; -ECHILD: it ended otherwise; -EMSGSIZE: its answer was
 * longer (it is then ended); else a negative errno. */
int child_run(const struct child *c, struct child_end *ret);

#endif
