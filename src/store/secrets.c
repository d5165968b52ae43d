/* One line for the kind of file, then "NAME HEX" a line. */
#include "store/secrets.h"

#include "store/files.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEAD "mimamori-secrets-1\n"

enum { NAME = 32, FILE_MAX = 16 << 10 };

struct secrets {
	struct one {
		char name[NAME], value[SECRET_VALUE];
	} list[SECRETS_MAX];
	size_t count;
};

static bool take_line(struct secrets *s, const char *line)
{
	struct one *o = &s->list[s->count];
	const char *blank = strchr(line, ' ');
	size_t n = 0;

	if (!blank || s->count == SECRETS_MAX || blank - line >= NAME)
		return false;
	snprintf(o->name, NAME, "%.*s", (int)(blank - line), line);
	if (sodium_hex2bin((unsigned char *)o->value, SECRET_VALUE - 1, blank + 1, strlen(blank + 1), NULL,
			   &n, NULL) != 0)
		return false;
	o->value[n] = '\0';
	s->count++;
	return true;
}

static int parse(char *text, struct secrets *ret)
{
	char *line;

	if (strncmp(text, HEAD, strlen(HEAD)) != 0)
		return -EINVAL;
	text += strlen(HEAD);
	while ((line = strsep(&text, "\n")))
		if (*line && !take_line(ret, line))
			return -EINVAL;
	return 0;
}

static int load(const char *path, struct secrets *ret)
{
	char *text = NULL;
	size_t n = 0;
	int r = file_read(path, FILE_MAX, &text, &n);

	*ret = (struct secrets){0};
	if (r == -ENOENT)
		return 0;
	if (r == 0)
		r = parse(text, ret);
	if (text)
		sodium_memzero(text, n);
	free(text);
	return r == -EFBIG ? -EINVAL : r;
}

int secret_read(const char *site, const char *name, char *ret, size_t room)
{
	struct secrets s = {0};
	char *path = NULL;
	int r = !site ? -EROFS : asprintf(&path, "%s.secrets", site) < 0 ? -ENOMEM : load(path, &s);

	*ret = '\0';
	for (size_t i = 0; r == 0 && i < s.count; i++)
		if (strcmp(s.list[i].name, name) == 0)
			snprintf(ret, room, "%s", s.list[i].value);
	sodium_memzero(&s, sizeof s);
	free(path);
	return r;
}

/* --- writing */

static int put(struct secrets *s, const char *name, const char *value)
{
	size_t i = 0;

	while (i < s->count && strcmp(s->list[i].name, name) != 0)
		i++;
	if (!value) {
		if (i < s->count)
			s->list[i] = s->list[--s->count];
		return 0;
	}
	if (i == SECRETS_MAX)
		return -ENOSPC;
	if (strlen(value) >= SECRET_VALUE)
		return -EMSGSIZE;
	snprintf(s->list[i].name, NAME, "%s", name);
	snprintf(s->list[i].value, SECRET_VALUE, "%s", value);
	s->count += i == s->count;
	return 0;
}

/* Whoever owns the site owns its secrets, also when root wrote them. */
static int give_to_owner(int fd, const char *site)
{
	struct stat st;

	return geteuid() != 0 || (stat(site, &st) == 0 && fchown(fd, st.st_uid, st.st_gid) == 0) ? 0 : -errno;
}

static int write_whole(int fd, const struct secrets *s)
{
	char hex[2 * SECRET_VALUE + 1], line[NAME + sizeof hex + 2];
	int r = write(fd, HEAD, strlen(HEAD)) == (ssize_t)strlen(HEAD) ? 0 : -EIO;

	for (size_t i = 0; r == 0 && i < s->count; i++) {
		int n;

		sodium_bin2hex(hex, sizeof hex, (const unsigned char *)s->list[i].value,
			       strlen(s->list[i].value));
		n = snprintf(line, sizeof line, "%s %s\n", s->list[i].name, hex);
		r = write(fd, line, (size_t)n) == n ? 0 : errno ? -errno : -EIO;
	}
	sodium_memzero(hex, sizeof hex);
	sodium_memzero(line, sizeof line);
	return r == 0 && fsync(fd) < 0 ? -errno : r;
}

static int store(const char *path, const char *site, const struct secrets *s)
{
	char *aside = NULL;
	int fd, r;

	if (asprintf(&aside, "%s.making-XXXXXX", path) < 0)
		return -ENOMEM;
	fd = mkstemp(aside); /* 0600 */
	r = fd < 0 ? -errno : give_to_owner(fd, site);
	if (r == 0)
		r = write_whole(fd, s);
	if (r == 0 && file_take_name(aside, path, true) < 0)
		r = -errno;
	if (fd >= 0)
		close(fd);
	if (r < 0 && fd >= 0)
		unlink(aside);
	free(aside);
	return r;
}

int secret_write(const char *site, const char *name, const char *value)
{
	struct secrets s = {0};
	char *path = NULL;
	int r = !site                                                          ? -EROFS
		: sodium_init() < 0 || asprintf(&path, "%s.secrets", site) < 0 ? -ENOMEM
									       : load(path, &s);

	if (r == 0)
		r = put(&s, name, value);
	if (r == 0)
		r = store(path, site, &s);
	sodium_memzero(&s, sizeof s);
	free(path);
	return r;
}
