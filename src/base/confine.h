/* Walls around a process that is about to read hostile bytes (DESIGN 3.1.4): from then on it may open for
 * reading only beneath the paths named, write only beneath one folder, and may neither run programs nor make
 * sockets. Landlock (its ABI is probed) and a seccomp filter; what the kernel does not offer is left out and
 * said in the result. Cannot be undone. */
#ifndef MIMAMORI_BASE_CONFINE_H
#define MIMAMORI_BASE_CONFINE_H

#include <stdbool.h>
#include <stddef.h>

struct confine {
	const char *const
		*read;      /* files or folders, NULL-terminated; one that does not exist is passed over */
	const char *write;  /* a folder that exists, or NULL: nothing can be written but what is open */
	const char *remove; /* a folder in which empty folders may be removed, or NULL */
	bool calls;   /* with the seccomp filter; the leak checker of the sanitizers cannot live inside it */
	bool folders; /* make and remove folders beneath `write`, and give files a second name there */
	bool network; /* may connect by TCP, as far as its system calls allow; else it may not, where the
			 kernel can forbid it */
};

struct confined {
	bool paths, calls; /* which of the walls stand */
};

/* How much of what (RLIMIT_...) the process may have, for good. Under the sanitizers, which reserve
 * terabytes, address space is left out. */
struct confine_limit {
	int what;
	unsigned long most;
};
void confine_limits(const struct confine_limit *limits, size_t n);

struct confined confine(const struct confine *c);

#endif
