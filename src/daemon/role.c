#include "daemon/role.h"

#include "base/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/audit.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

const char *const role_names[ROLE_COUNT] = {"sensor", "core", "web", "courier", "press"};

/* Calls that newer architectures were made without. */
#define NO_SUCH_CALL -1
#ifndef __NR_open
#define __NR_open       NO_SUCH_CALL
#define __NR_stat       NO_SUCH_CALL
#define __NR_lstat      NO_SUCH_CALL
#define __NR_access     NO_SUCH_CALL
#define __NR_readlink   NO_SUCH_CALL
#define __NR_unlink     NO_SUCH_CALL
#define __NR_rename     NO_SUCH_CALL
#define __NR_link       NO_SUCH_CALL
#define __NR_chmod      NO_SUCH_CALL
#define __NR_fork       NO_SUCH_CALL
#define __NR_alarm      NO_SUCH_CALL
#define __NR_poll       NO_SUCH_CALL
#define __NR_time       NO_SUCH_CALL
#define __NR_select     NO_SUCH_CALL
#define __NR_epoll_wait NO_SUCH_CALL
#endif
#ifndef __NR_renameat
#define __NR_renameat NO_SUCH_CALL
#endif

enum {
	SENSOR = 1 << ROLE_SENSOR,
	CORE = 1 << ROLE_CORE,
	WEB = 1 << ROLE_WEB,
	COURIER = 1 << ROLE_COURIER,
	ALL = SENSOR | CORE | WEB | COURIER,
	NEW_CALLS = 424 /* from here on the same numbers everywhere; Linux 5.1 and later */
};

#define CALL(roles, name, reason) CALL_IF(roles, name, -1, 0, 0, reason)
#define CALL_IF(roles, name, arg, mask, value, reason)
#define LIMIT(roles, resource, most, reason)
#define WORD(roles, what, reason)

#undef CALL_IF
#define CALL_IF(roles, name, arg, mask, value, reason) {roles, #name, __NR_##name, arg, mask, value, reason},
const struct role_call role_calls[] = {
#include "daemon/roles.def"
};
const size_t role_call_count = sizeof role_calls / sizeof *role_calls;
#undef CALL_IF
#define CALL_IF(roles, name, arg, mask, value, reason)

#undef LIMIT
#define LIMIT(roles, resource, most, reason) {roles, #resource, resource, most, reason},
const struct role_limit role_limits[] = {
#include "daemon/roles.def"
};
const size_t role_limit_count = sizeof role_limits / sizeof *role_limits;
#undef LIMIT
#define LIMIT(roles, resource, most, reason)

#undef WORD
#define WORD(roles, what, reason) {roles, what, reason},
const struct role_word role_words[] = {
#include "daemon/roles.def"
};
const size_t role_word_count = sizeof role_words / sizeof *role_words;

/* --- user and capabilities */

static bool is_among(int cap, const int *keep, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (keep[i] == cap)
			return true;
	return false;
}

/* Before the user is another one, who may not do it. */
static void bound_capabilities(const int *keep, size_t n)
{
	for (int cap = 0; prctl(PR_CAPBSET_READ, cap, 0, 0, 0) >= 0; cap++)
		if (!is_among(cap, keep, n))
			prctl(PR_CAPBSET_DROP, cap, 0, 0, 0);
}

void role_capabilities(const int *keep, size_t n)
{
	struct __user_cap_header_struct head = {_LINUX_CAPABILITY_VERSION_3, 0};
	struct __user_cap_data_struct now[2] = {{0, 0, 0}, {0, 0, 0}};
	uint32_t kept[2] = {0, 0};

	for (size_t i = 0; i < n; i++)
		kept[keep[i] / 32] |= 1u << keep[i] % 32;
	bound_capabilities(keep, n);
	prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
	syscall(SYS_capget, &head, now);
	for (int i = 0; i < 2; i++)
		now[i] = (struct __user_cap_data_struct){now[i].effective & kept[i],
							 now[i].permitted & kept[i], 0};
	syscall(SYS_capset, &head, now);
}

/* Whether none is left, asked of the kernel. */
static bool has_capabilities(void)
{
	struct __user_cap_header_struct head = {_LINUX_CAPABILITY_VERSION_3, 0};
	struct __user_cap_data_struct now[2] = {{1, 1, 1}, {1, 1, 1}};

	return syscall(SYS_capget, &head, now) != 0 || now[0].permitted || now[1].permitted ||
	       now[0].effective || now[1].effective;
}

/* Becomes them for good; whether there is no way back was tried. */
static bool become(uid_t uid, gid_t gid)
{
	return setgroups(0, NULL) == 0 && setresgid(gid, gid, gid) == 0 && setresuid(uid, uid, uid) == 0 &&
	       (uid == 0 || setuid(0) != 0);
}

int role_user(void)
{
	const char *as = getenv(ROLE_USER);
	static bool done;
	unsigned uid, gid;

	if (done)
		return 0;
	bound_capabilities(NULL, 0);
	if (as && geteuid() == 0 && (sscanf(as, "%u:%u", &uid, &gid) != 2 || !become(uid, gid)))
		return -EPERM;
	role_capabilities(NULL, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0); /* gone with the change of user */
	done = !has_capabilities();
	return done ? 0 : -EPERM;
}

/* --- limits */

static void wall_limits(unsigned role)
{
	for (size_t i = 0; i < role_limit_count; i++) {
		const struct role_limit *l = &role_limits[i];
		struct rlimit now;
		rlim_t most = l->most;

		if (!(l->roles & role) || getrlimit((__rlimit_resource_t)l->what, &now) < 0)
			continue;
#ifdef __SANITIZE_ADDRESS__
		if (l->what == RLIMIT_AS)
			continue;
#endif
		if (now.rlim_max < most)
			most = now.rlim_max;
		setrlimit((__rlimit_resource_t)l->what, &(struct rlimit){most, most});
	}
}

/* --- system calls */

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#if defined(ARCHITECTURE) && !defined(__SANITIZE_ADDRESS__)

enum { HEAD = 4, TAIL = 4, ONE = 6, REFUSED_MAX = 64, X32 = 0x40000000 /* its calls, on x86-64 */ };

/* A plain row is two instructions, one that looks at an argument six: is it this call, then load the
 * argument's low half, mask, compare; whoever fails goes on with the next row, the number loaded again. */
static size_t add_row(struct sock_filter *f, const struct role_call *c)
{
	const struct sock_filter plain[] = {
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)c->number, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	const struct sock_filter careful[ONE] = {
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)c->number, 0, 5),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)(offsetof(struct seccomp_data, args) +
							      8 * (size_t)(c->arg > 0 ? c->arg : 0))),
		BPF_STMT(BPF_ALU | BPF_AND | BPF_K, c->mask),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, c->value, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
	};
	size_t n = c->arg < 0 ? sizeof plain / sizeof *plain : ONE;

	for (size_t i = 0; i < n; i++)
		f[i] = c->arg < 0 ? plain[i] : careful[i];
	return n;
}

static const struct sock_filter head[HEAD] = {
	BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0),
	BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
	BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
};

static bool take(const struct sock_filter *filter, size_t n)
{
	const struct sock_fprog program = {(unsigned short)n, (struct sock_filter *)(uintptr_t)filter};

	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
}

static bool wall_calls(unsigned role)
{
	static const struct sock_filter tail[TAIL] = {
		BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, X32, 2, 0),
		BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, NEW_CALLS, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
	};
	struct sock_filter filter[HEAD + ONE * (sizeof role_calls / sizeof *role_calls) + TAIL];
	size_t n = HEAD;

	memcpy(filter, head, sizeof head);
	for (size_t i = 0; i < role_call_count; i++)
		if ((role_calls[i].roles & role) && role_calls[i].number >= 0)
			n += add_row(filter + n, &role_calls[i]);
	memcpy(filter + n, tail, sizeof tail);
	return take(filter, n + TAIL);
}

bool role_refuse(const int *calls, size_t n)
{
	struct sock_filter filter[HEAD + 2 + 2 * REFUSED_MAX + 1];
	size_t at = HEAD;

	if (n > REFUSED_MAX)
		return false;
	memcpy(filter, head, sizeof head);
	filter[at++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, X32, 0, 1);
	filter[at++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM);
	for (size_t i = 0; i < n; i++) {
		filter[at++] =
			(struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)calls[i], 0, 1);
		filter[at++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM);
	}
	filter[at++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && take(filter, at);
}
#else
static bool wall_calls(unsigned role)
{
	(void)role;
	return false;
}

bool role_refuse(const int *calls, size_t n)
{
	(void)calls;
	(void)n;
	return false;
}
#endif

unsigned role_enter(enum role role, const char *const *read, const char *write)
{
	const struct confine paths = {.read = read,
				      .write = write,
				      .calls = false,
				      .folders = write != NULL,
				      .network = role == ROLE_COURIER};
	unsigned walls = 0, one = 1u << role;

	if (role_user() < 0)
		_exit(1);
	walls |= WALL_USER;
	wall_limits(one);
	if (confine(&paths).paths)
		walls |= WALL_PATHS;
	if (wall_calls(one))
		walls |= WALL_CALLS;
	return walls;
}

int role_ready(enum role role, unsigned walls)
{
	return line_send(
		LINE_FD,
		&(struct line_message){.kind = LINE_READY, .role = (uint8_t)role, .number = (int32_t)walls});
}
