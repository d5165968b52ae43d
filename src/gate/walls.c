/* Gate's own walls, once everything that needs more was done. What is refused here is refused in every
 * program it starts, too. */
#include "daemon/role.h"
#include "gate/gate.h"

#include <linux/capability.h>
#include <sys/syscall.h>

/* KEEP(capability, reason) and REFUSED(call, reason): docs/walls.md is made from them. */
#define KEEP(capability, reason) capability,
#define REFUSED(call, reason)
static const int kept[] = {
#include "gate/walls.def"
};
#undef KEEP
#undef REFUSED
#define KEEP(capability, reason)
#define REFUSED(call, reason) __NR_##call,
static const int refused[] = {
#include "gate/walls.def"
};

void gate_walls(struct gate *g)
{
	if (g->root)
		role_capabilities(kept, sizeof kept / sizeof *kept);
	role_refuse(refused, sizeof refused / sizeof *refused);
}
