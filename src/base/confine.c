#include "base/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Landlock by its numbers (linux/landlock.h, Documentation/userspace-api/landlock.rst): Debian 12's headers
 * know less than its kernels may. */
enum { LANDLOCK_CREATE = 444, LANDLOCK_ADD = 445, LANDLOCK_RESTRICT = 446 };
enum { PATH_BENEATH = 1, ASK_VERSION = 1 };

#define NET_BIND    (UINT64_C(1) << 0)
#define NET_CONNECT (UINT64_C(1) << 1)

#define FS_EXECUTE    (UINT64_C(1) << 0)
#define FS_WRITE_FILE (UINT64_C(1) << 1)
#define FS_READ_FILE  (UINT64_C(1) << 2)
#define FS_READ_DIR   (UINT64_C(1) << 3)
#define FS_REMOVE_DIR (UINT64_C(1) << 4)
#define FS_REMOVE     (UINT64_C(1) << 5)
#define FS_MAKE_DIR   (UINT64_C(1) << 7)
#define FS_MAKE_REG   (UINT64_C(1) << 8)
#define FS_REFER      (UINT64_C(1) << 13)
#define FS_TRUNCATE   (UINT64_C(1) << 14)

struct ruleset {
	uint64_t fs, net;
};

struct beneath {
	uint64_t allowed;
	int32_t fd;
} __attribute__((packed));

/* What a kernel of this ABI can forbid: 13 rights at first, then renaming across folders, truncation, device
 * controls. */
static uint64_t rights_of(int abi)
{
	unsigned bits = abi >= 5 ? 16 : abi >= 3 ? 15 : abi >= 2 ? 14 : 13;

	return (UINT64_C(1) << bits) - 1;
}

static void allow(int rules, const char *path, uint64_t rights)
{
	struct beneath b = {rights, open(path, O_PATH | O_CLOEXEC)};
	struct stat st;

	if (b.fd < 0)
		return;
	if (fstat(b.fd, &st) == 0 && !S_ISDIR(st.st_mode))
		b.allowed &= FS_READ_FILE | FS_WRITE_FILE | FS_TRUNCATE;
	(void)syscall(LANDLOCK_ADD, rules, PATH_BENEATH, &b, 0);
	close(b.fd);
}

static bool wall_paths(const struct confine *c)
{
	long abi = syscall(LANDLOCK_CREATE, NULL, 0, ASK_VERSION);
	struct ruleset set = {.fs = abi > 0 ? rights_of((int)abi) : 0,
			      .net = abi < 4      ? 0
				     : c->network ? NET_BIND
						  : NET_BIND | NET_CONNECT};
	uint64_t write = FS_READ_FILE | FS_READ_DIR | FS_WRITE_FILE | FS_MAKE_REG | FS_REMOVE | FS_TRUNCATE;
	int rules;
	bool done;

	if (abi < 1)
		return false;
	rules = (int)syscall(LANDLOCK_CREATE, &set, abi >= 4 ? sizeof set : sizeof set.fs, 0);
	if (rules < 0)
		return false;
	for (const char *const *p = c->read; p && *p; p++)
		allow(rules, *p, FS_READ_FILE | FS_READ_DIR);
	if (c->folders)
		write |= FS_MAKE_DIR | FS_REMOVE_DIR | FS_REFER;
	if (c->write)
		allow(rules, c->write, write & set.fs);
	if (c->remove)
		allow(rules, c->remove, FS_REMOVE_DIR);
	done = syscall(LANDLOCK_RESTRICT, rules, 0) == 0;
	close(rules);
	return done;
}

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#ifdef ARCHITECTURE
#define REFUSE(call)                                                                                         \
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (call), 0, 1),                                                   \
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM)

static bool wall_calls(void)
{
	static struct sock_filter filter[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1), /* the x32 calls of x86-64 */
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
		/* no other program */
		REFUSE(__NR_execve),
		REFUSE(__NR_execveat),
		/* nothing leaves, nothing comes in */
		REFUSE(__NR_socket),
		REFUSE(__NR_socketpair),
		REFUSE(__NR_connect),
		REFUSE(__NR_bind),
		REFUSE(__NR_io_uring_setup),
		/* no hand on other processes, on the kernel, on the file system's shape */
		REFUSE(__NR_ptrace),
		REFUSE(__NR_process_vm_readv),
		REFUSE(__NR_process_vm_writev),
		REFUSE(__NR_bpf),
		REFUSE(__NR_perf_event_open),
		REFUSE(__NR_userfaultfd),
		REFUSE(__NR_keyctl),
		REFUSE(__NR_mount),
		REFUSE(__NR_unshare),
		REFUSE(__NR_setns),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	const struct sock_fprog program = {sizeof filter / sizeof *filter, filter};

	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
}
#else
static bool wall_calls(void) { return false; }
#endif

struct confined confine(const struct confine *c)
{
	struct confined done = {false, false};

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return done;
	done.paths = wall_paths(c);
	done.calls = c->calls && wall_calls();
	return done;
}

void confine_limits(const struct confine_limit *limits, size_t n)
{
	for (size_t i = 0; i < n; i++) {
#ifdef __SANITIZE_ADDRESS__
		if (limits[i].what == RLIMIT_AS)
			continue;
#endif
		setrlimit((__rlimit_resource_t)limits[i].what,
			  &(struct rlimit){limits[i].most, limits[i].most});
	}
}
