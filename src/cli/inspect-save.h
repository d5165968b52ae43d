/* inspect --save SITE.db: what a run saw goes into a site.
 *
 * The command splits in two. The child stands behind the walls, reads the hostile bytes and writes through
 * the file that it opened before; it can open nothing else. The parent reads no packet: it counts the SHA-256
 * of the captures meanwhile (for the child, by a pipe) and closes the site when the child has ended, which
 * lets SQLite take its side files away and is where the key may be used. */
#ifndef MIMAMORI_CLI_INSPECT_SAVE_H
#define MIMAMORI_CLI_INSPECT_SAVE_H

#include "assess/life.h"
#include "cli/inspect.h"
#include "inventory/save.h"

struct saving {
	const char *path;       /* SITE.db; NULL: nothing is saved */
	struct save_file *file; /* of the inputs that are new to the site */
	unsigned count;
	struct store *site; /* the child's */
	int from_parent;    /* the pipe's end in the child, -1 none */
	struct saved saved;
	struct life life;
	bool done;
};

/* Makes or opens the site and leaves captures out that it has. EXIT_DONE or an exit code, told; s->path is
 * NULL afterwards when there is nothing new. May open the capture again without some inputs. */
int inspect_save_prepare(struct cli *cli, struct saving *s, const struct inspect_options *o,
			 struct capture **capture);

/* Splits. True in the parent, when the child has ended: *ret_code is the command's. False in the child (and
 * when the split failed: *ret_code is not EXIT_DONE then): the site is open. */
bool inspect_save_split(struct cli *cli, struct saving *s, const struct capture *c, int *ret_code);

/* In the child, after the run was written and judged: one transaction. */
int inspect_save(struct cli *cli, struct saving *s, const struct capture *c);
void inspect_save_tell(const struct cli *cli, const struct saving *s);
void inspect_save_clear(struct saving *s);

#endif
