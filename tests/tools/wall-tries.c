/* Makes a running program try what its walls should refuse, by stepping it through one system call after the
 * other (ptrace), and says what the kernel answered: wall-tries ROLE PID SITE.db. ROLE: gate sensor core web
 *courier.
 *
 *	CALL<TAB>WHAT<TAB>refused|allowed<TAB>ERRNO<TAB>expected refused|allowed
 *
 * What is expected comes from the tables themselves (daemon/roles.def, gate/walls.def) for calls, and from
 *here for paths. Arguments are such that a call that is allowed does nothing. Exit status 77: this machine
 *cannot. */
#include "daemon/role.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__x86_64__)

enum { GATE = ROLE_COUNT, SKIP = 77, SCRATCH = 4096 };

#define REFUSED(call, reason) __NR_##call,
#define KEEP(capability, reason)
static const int gate_refuses[] = {
#include "gate/walls.def"
};

static int tracee;
static struct user_regs_struct before;

static bool step(struct user_regs_struct *r)
{
	int status;

	return ptrace(PTRACE_SETREGS, tracee, 0, r) == 0 && ptrace(PTRACE_SINGLESTEP, tracee, 0, 0) == 0 &&
	       waitpid(tracee, &status, 0) == tracee && WIFSTOPPED(status) &&
	       ptrace(PTRACE_GETREGS, tracee, 0, r) == 0;
}

/* The program waits in a system call, so its next instruction lies behind a `syscall`: it is stepped through
 * again. */
static long call(long number, const unsigned long long a[6])
{
	struct user_regs_struct r = before;

	r.rip -= 2;
	r.rax = (unsigned long long)number;
	r.orig_rax = ~0ull;
	r.rdi = a[0], r.rsi = a[1], r.rdx = a[2], r.r10 = a[3], r.r8 = a[4], r.r9 = a[5];
	return step(&r) ? (long)r.rax : -EIO;
}

/* A text below the stack of the program; its address there. */
static unsigned long long put(const char *text)
{
	unsigned long long at = (before.rsp - SCRATCH) & ~15ull;
	struct iovec here = {(void *)(uintptr_t)text, strlen(text) + 1},
		     there = {(void *)(uintptr_t)at, here.iov_len};

	return process_vm_writev(tracee, &here, 1, &there, 1, 0) < 0 ? 0 : at;
}

static bool begin(int pid)
{
	int status;
	long code;

	tracee = pid;
	if (ptrace(PTRACE_ATTACH, pid, 0, 0) < 0 || waitpid(pid, &status, 0) != pid ||
	    ptrace(PTRACE_GETREGS, pid, 0, &before) < 0)
		return false;
	code = ptrace(PTRACE_PEEKTEXT, pid, (void *)(uintptr_t)(before.rip - 2), 0);
	if ((code & 0xffff) != 0x050f)
		fprintf(stderr, "process %d does not wait in a system call\n", pid);
	return (code & 0xffff) == 0x050f;
}

static void end(void)
{
	ptrace(PTRACE_SETREGS, tracee, 0, &before);
	ptrace(PTRACE_DETACH, tracee, 0, 0);
}

enum path { NO_PATH, PASSWD, SITE, KEY, TMP, NOWHERE, SECRETS, HOSTS, PATHS };

static const struct
try {
	const char *name, *what;
	int number;
	unsigned long long a[6];
	enum path path;
	int path_at;  /* which argument it is */
	unsigned may; /* paths: set of 1 << role that may; calls: ~0, asked of the table */
}
tries[] = {
	{"openat", "read /etc/passwd", __NR_openat, {(unsigned)AT_FDCWD, 0, O_RDONLY}, PASSWD, 1, 1u << GATE},
	{"openat",
	 "read the site",
	 __NR_openat,
	 {(unsigned)AT_FDCWD, 0, O_RDONLY},
	 SITE,
	 1,
	 1u << GATE | 1u << ROLE_CORE},
	{"openat",
	 "read the site's private key",
	 __NR_openat,
	 {(unsigned)AT_FDCWD, 0, O_RDONLY},
	 KEY,
	 1,
	 1u << GATE | 1u << ROLE_CORE},
	{"openat",
	 "read passwords of servers (SITE.db.secrets)",
	 __NR_openat,
	 {(unsigned)AT_FDCWD, 0, O_RDONLY},
	 SECRETS,
	 1,
	 1u << GATE | 1u << ROLE_CORE},
	{"openat",
	 "read /etc/hosts",
	 __NR_openat,
	 {(unsigned)AT_FDCWD, 0, O_RDONLY},
	 HOSTS,
	 1,
	 1u << GATE | 1u << ROLE_COURIER},
	{"openat",
	 "make a file in /tmp",
	 __NR_openat,
	 {(unsigned)AT_FDCWD, 0, O_WRONLY | O_CREAT, 0600},
	 TMP,
	 1,
	 1u << GATE},
	{"unlink", "delete a file", __NR_unlink, {0}, NOWHERE, 0, ~0u},
	{"execve", "run another program", __NR_execve, {0}, NOWHERE, 0, ~0u},
	{"execveat", "run another program", __NR_execveat, {(unsigned)-1}, NOWHERE, 1, ~0u},
	{"clone", "fork", __NR_clone, {CLONE_SIGHAND}, NO_PATH, 0, ~0u},
	{"clone", "fork with other namespaces", __NR_clone, {CLONE_NEWUSER | CLONE_SIGHAND}, NO_PATH, 0, ~0u},
	{"clone3", "the same, newer", __NR_clone3, {0, 0}, NO_PATH, 0, ~0u},
	{"socket", "TCP", __NR_socket, {AF_INET, SOCK_STREAM, 12345}, NO_PATH, 0, ~0u},
	{"socket", "frames", __NR_socket, {AF_PACKET, SOCK_RAW | 0xf000, 0}, NO_PATH, 0, ~0u},
	{"socket", "local", __NR_socket, {AF_UNIX, SOCK_STREAM, 12345}, NO_PATH, 0, ~0u},
	{"connect", "speak to somebody", __NR_connect, {(unsigned)-1, 0, 0}, NO_PATH, 0, ~0u},
	{"bind", "listen somewhere", __NR_bind, {(unsigned)-1, 0, 0}, NO_PATH, 0, ~0u},
	{"listen", "listen somewhere", __NR_listen, {(unsigned)-1, 0}, NO_PATH, 0, ~0u},
	{"kill", "signal another process", __NR_kill, {1, 0}, NO_PATH, 0, ~0u},
	{"tkill", "signal another process", __NR_tkill, {1, 0}, NO_PATH, 0, ~0u},
	{"ptrace", "look into a process", __NR_ptrace, {PTRACE_PEEKDATA, 1}, NO_PATH, 0, ~0u},
	{"process_vm_readv",
	 "read another's memory",
	 __NR_process_vm_readv,
	 {1, 0, 0, 0, 0, 1},
	 NO_PATH,
	 0,
	 ~0u},
	{"process_vm_writev",
	 "write another's memory",
	 __NR_process_vm_writev,
	 {1, 0, 0, 0, 0, 1},
	 NO_PATH,
	 0,
	 ~0u},
	{"mmap",
	 "memory as code",
	 __NR_mmap,
	 {0, 0, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, (unsigned)-1},
	 NO_PATH,
	 0,
	 ~0u},
	{"mprotect", "memory becomes code", __NR_mprotect, {1, 4096, PROT_READ | PROT_EXEC}, NO_PATH, 0, ~0u},
	{"memfd_create", "a file in memory", __NR_memfd_create, {0, 0xffff}, NO_PATH, 0, ~0u},
	{"setuid", "become root", __NR_setuid, {(unsigned)-1}, NO_PATH, 0, ~0u},
	{"setresuid",
	 "become root",
	 __NR_setresuid,
	 {(unsigned)-1, (unsigned)-1, (unsigned)-1},
	 NO_PATH,
	 0,
	 ~0u},
	{"capset", "take capabilities", __NR_capset, {0, 0}, NO_PATH, 0, ~0u},
	{"prctl", "change its own walls", __NR_prctl, {9999}, NO_PATH, 0, ~0u},
	{"seccomp", "change its own walls", __NR_seccomp, {9999}, NO_PATH, 0, ~0u},
	{"chroot", "another root", __NR_chroot, {0}, NOWHERE, 0, ~0u},
	{"mount", "change the file system", __NR_mount, {0}, NOWHERE, 0, ~0u},
	{"umount2", "change the file system", __NR_umount2, {0, 0xffff}, NOWHERE, 0, ~0u},
	{"unshare", "namespaces", __NR_unshare, {0x7}, NO_PATH, 0, ~0u},
	{"setns", "namespaces", __NR_setns, {(unsigned)-1, 0}, NO_PATH, 0, ~0u},
	{"bpf", "programs for the kernel", __NR_bpf, {9999, 0, 0}, NO_PATH, 0, ~0u},
	{"perf_event_open",
	 "measure the kernel",
	 __NR_perf_event_open,
	 {0, 0, 0, 0, 0xffff},
	 NO_PATH,
	 0,
	 ~0u},
	{"userfaultfd", "pages of its own making", __NR_userfaultfd, {0xffff}, NO_PATH, 0, ~0u},
	{"io_uring_setup", "a second way to every call", __NR_io_uring_setup, {0, 0}, NO_PATH, 0, ~0u},
	{"keyctl", "keys of the kernel", __NR_keyctl, {9999}, NO_PATH, 0, ~0u},
	{"init_module", "a module", __NR_init_module, {0, 0, 0}, NO_PATH, 0, ~0u},
	{"kexec_load", "another kernel", __NR_kexec_load, {0, 0, 0, 0xffff}, NO_PATH, 0, ~0u},
	{"reboot", "stop the machine", __NR_reboot, {0, 0, 0}, NO_PATH, 0, ~0u},
	{"clock_settime", "set the clock", __NR_clock_settime, {9999, 0}, NO_PATH, 0, ~0u},
	{"getpid", "(allowed: the method works)", __NR_getpid, {0}, NO_PATH, 0, ~0u},
};

/* Is the call, with these arguments, in the table? */
static bool table_allows(unsigned role, const struct try *t)
{
	if (role == GATE) {
		for (size_t i = 0; i < sizeof gate_refuses / sizeof *gate_refuses; i++)
			if (gate_refuses[i] == t->number)
				return false;
		return true;
	}
	for (size_t i = 0; i < role_call_count; i++) {
		const struct role_call *c = &role_calls[i];

		if ((c->roles & 1u << role) && c->number == t->number &&
		    (c->arg < 0 || ((uint32_t)t->a[c->arg] & c->mask) == c->value))
			return true;
	}
	return false;
}

static bool expected(unsigned role, const struct try *t)
{
	return table_allows(role, t) && (t->may == ~0u || (t->may >> role & 1));
}

static void tell(unsigned role, const struct try *t, const char *site)
{
	static const char passwd[] = "/etc/passwd", tmp[] = "/tmp/mimamori-wall-try",
			  nowhere[] = "/nowhere/at/all";
	unsigned long long a[6];
	char key[4096], secrets[4096];
	long r;
	bool refused;

	snprintf(key, sizeof key, "%s.key", site);
	snprintf(secrets, sizeof secrets, "%s.secrets", site);
	memcpy(a, t->a, sizeof a);
	if (t->path)
		a[t->path_at] = put((const char *[PATHS]){NULL, passwd, site, key, tmp, nowhere, secrets,
							  "/etc/hosts"}[t->path]);
	r = call(t->number, a);
	if (t->path == TMP)
		unlink(tmp);
	if (r >= 0 && t->number == __NR_openat)
		call(__NR_close, (const unsigned long long[6]){(unsigned long long)r});
	refused = r == -EPERM || r == -EACCES || r == -ENOSYS;
	printf("%s\t%s\t%s\t%s\t%s\n", t->name, t->what, refused ? "refused" : "allowed",
	       r < 0 ? strerrorname_np((int)-r) : "0", expected(role, t) ? "allowed" : "refused");
}

int main(int argc, char **argv)
{
	unsigned role = GATE;

	if (argc != 4)
		return 2;
	for (unsigned i = 0; i < ROLE_COUNT; i++)
		if (strcmp(argv[1], role_names[i]) == 0)
			role = i;
	if (!begin((int)strtol(argv[2], NULL, 10)))
		return SKIP;
	for (size_t i = 0; i < sizeof tries / sizeof *tries; i++)
		tell(role, &tries[i], argv[3]);
	end();
	return 0;
}
#else
int main(void) { return 77; }
#endif
