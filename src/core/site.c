/* The site's file: opened for writing, else for reading, else not; tried again until it can be written to. */
#include "core/core.h"

#include "base/err.h"
#include "respond/parts.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static int try(struct core *c, enum site_mode mode, struct store **ret)
{
	struct err e = {0};
	int r = site_open(c->site, mode, site_parts(), core_now(), ret, &e);

	if (r < 0)
		snprintf(c->problem, sizeof c->problem, "%s %.200s", e.key, e.detail);
	else
		sqlite3_exec(store_db(*ret), "PRAGMA temp_store=MEMORY", NULL, NULL, NULL);
	return r;
}

static bool is_file_written_to(struct store *s) { return site_begin(s) == 0 && (site_rollback(s), true); }

/* A file that others may read only opens, and fails at the first write. */
static int try_writing(struct core *c, struct store **ret)
{
	int r = try(c, SITE_CREATE, ret);

	if (r < 0 || is_file_written_to(*ret))
		return r;
	snprintf(c->problem, sizeof c->problem, "%s", store_error(*ret));
	store_free(*ret);
	*ret = NULL;
	return -EROFS;
}

static void take(struct core *c, struct store *s, bool read_only)
{
	c->store = c->api.store = s;
	c->read_only = read_only;
	if (api_open(&c->api) < 0)
		fprintf(stderr, "mimamori-core: %s\n", strerror(ENOMEM));
	core_changed(c, NULL);
	core_alarms_site(c);
}

/* SQLite gave log and shared memory the rights of a file that could not be written to; now it can. */
static void open_helpers(const char *site)
{
	static const char *const names[] = {"-wal", "-shm"};
	char path[PATH_MAX];
	struct stat st;

	for (size_t i = 0; stat(site, &st) == 0 && i < sizeof names / sizeof *names; i++)
		if (snprintf(path, sizeof path, "%s%s", site, names[i]) < (int)sizeof path)
			chmod(path, st.st_mode & 0666);
}

/* The old connection goes first: opening a file looks into it, and closing any descriptor of a file gives up
 * all locks that the process has on it. */
void core_open_site(struct core *c)
{
	struct store *s = NULL;

	if (c->store && !c->read_only)
		return;
	api_close();
	store_free(c->store);
	c->store = c->api.store = NULL;
	if (c->read_only)
		open_helpers(c->site);
	if (try_writing(c, &s) == 0) {
		*c->problem = '\0';
		take(c, s, false);
	} else if (try(c, SITE_READ, &s) == 0) {
		take(c, s, true);
	}
}
