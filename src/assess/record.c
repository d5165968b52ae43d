#include "assess/record.h"

#include "assess/record_value.h"
#include "assess/sheet.h"

#include <errno.h>
#include <fcntl.h>
#include <sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *const record_common[] = {"system", "device",  "item", "owner",      "deputy", "date",
				     "says",   "because", "plan", "attachment", NULL};

void record_init(struct record *r, const struct record_kind *k, int topic)
{
	*r = (struct record){.kind = k, .topic = topic};
	snprintf(r->kind_name, sizeof r->kind_name, "%s", k->name);
	snprintf(r->system, sizeof r->system, "site");
}

void record_clear(struct record *r)
{
	free(r->because);
	free(r->no_deputy);
	free(r->attachment);
	for (int i = 0; i < RECORD_FIELDS_MAX; i++)
		free(r->values[i].text);
	*r = (struct record){.topic = -1};
}

bool record_valid(const struct record *r, const char *today)
{
	return !r->removed && (!*r->expires_on || strcmp(r->expires_on, today) >= 0);
}

static void put(char **to, char *text)
{
	free(*to);
	*to = text;
}

static int bad(const char *name, const char *key, const char *detail, struct err *e)
{
	return err_set(e, -EINVAL, name, key, "%s", detail);
}

/* --- what every record has */

static int set_system(struct store *s, struct record *r, const char *text, struct err *e)
{
	sqlite3_stmt *st = NULL;
	char *end;
	long long id = *text == 's' ? strtoll(text + 1, &end, 10) : 0;
	bool there = strcmp(text, "site") == 0 || !*text;

	if (id > 0 && (!*end || *end == ' ') &&
	    sqlite3_prepare_v2(store_db(s), "SELECT 1 FROM system WHERE id = ?1", -1, &st, NULL) ==
		    SQLITE_OK) {
		sqlite3_bind_int64(st, 1, id);
		there = sqlite3_step(st) == SQLITE_ROW;
	}
	sqlite3_finalize(st);
	if (!there)
		return bad("system", "bad-system", text, e);
	if (id > 0)
		snprintf(r->system, sizeof r->system, "s%lld", id);
	else
		snprintf(r->system, sizeof r->system, "site");
	return 0;
}

static int set_device(struct store *s, struct record *r, const char *text, struct err *e)
{
	static const struct record_field device = {.name = "device", .type = RECORD_DEVICE};
	char *shown;
	int code;

	r->device = 0;
	if (!*text)
		return 0;
	if (*text != 'd')
		return bad("device", "bad-device", text, e);
	if ((code = value_of(s, &device, text, "", &shown, e)) < 0)
		return code;
	r->device = strtoll(shown + 1, NULL, 10);
	free(shown);
	return 0;
}

static bool is_item(const char *text)
{
	for (size_t i = 0; i < sheet_count; i++)
		if (sheet_item(sheets[i].name, text))
			return true;
	return text[0] == 'A' && text[1] >= '1' && text[1] <= '9' &&
	       strspn(text + 1, "0123456789") == strlen(text + 1);
}

static int set_item(struct record *r, const char *text, struct err *e)
{
	if (*text && (strlen(text) >= sizeof r->item || !is_item(text)))
		return bad("item", "bad-item", text, e);
	snprintf(r->item, sizeof r->item, "%s", text);
	return 0;
}

static int set_deputy(struct store *s, struct record *r, const char *text, struct err *e)
{
	const char *why = value_none(text);
	char *reason = NULL;
	int64_t id = 0;
	int code = why     ? value_text("deputy", why, RECORD_TEXT_MOST, false, &reason, e)
		   : *text ? value_contact(s, "deputy", text, &id, e)
			   : 0;

	if (code < 0)
		return code;
	put(&r->no_deputy, reason);
	r->deputy = id;
	return 0;
}

static int set_says(struct record *r, const char *text, struct err *e)
{
	static const char *const words[][4] = {[SAYS_YES] = {"yes", "はい", "できている", NULL},
					       [SAYS_PARTLY] = {"partly", "一部", "一部できている", NULL},
					       [SAYS_NO] = {"no", "いいえ", "できていない", NULL}};

	for (int says = SAYS_YES; says <= SAYS_NO; says++)
		for (const char *const *word = words[says]; *word; word++)
			if (strcmp(text, *word) == 0) {
				r->said = (enum record_says)says;
				return 0;
			}
	return bad("says", "bad-says", text, e);
}

/* A regular file only: a pipe or device named in somebody's table would be waited for. */
static int hash_file(const char *path, char ret_hex[65])
{
	unsigned char bytes[16384], hash[32];
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY), error = 0;
	struct stat st;
	ssize_t n = 0;
	SHA2_CTX sha;

	if (fd < 0)
		return -errno;
	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode) || st.st_size > RECORD_FILE_MOST)
		error = S_ISREG(st.st_mode) ? -EFBIG : -EINVAL;
	SHA256Init(&sha);
	while (!error && (n = read(fd, bytes, sizeof bytes)) > 0)
		SHA256Update(&sha, bytes, (size_t)n);
	if (!error && n < 0)
		error = -errno;
	close(fd);
	SHA256Final(hash, &sha);
	for (int i = 0; i < 32; i++)
		snprintf(ret_hex + 2 * i, 3, "%02x", hash[i]);
	return error;
}

static int set_attachment(struct record *r, const char *text, struct err *e)
{
	char hash[65] = "", *path = NULL;
	int code = *text ? value_text("attachment", text, RECORD_TEXT_MOST, false, &path, e) : 0;

	if (code < 0)
		return code;
	if (path && (code = hash_file(path, hash)) < 0) {
		free(path);
		return bad("attachment", "bad-attachment", strerror(-code), e);
	}
	put(&r->attachment, path);
	memcpy(r->attachment_hash, hash, sizeof hash);
	return 0;
}

static int set_date(char to[DATE_ROOM], const char *name, const char *text, const char *today, struct err *e)
{
	to[0] = '\0';
	return *text ? value_date(name, text, today, to, e) : 0;
}

static int set_because(struct record *r, const char *text, struct err *e)
{
	char *because = NULL;
	int code = *text ? value_text("because", text, RECORD_LONG_MOST, true, &because, e) : 0;

	if (code == 0)
		put(&r->because, because);
	return code;
}

static int set_owner(struct store *s, struct record *r, const char *text, struct err *e)
{
	r->owner = 0;
	return *text ? value_contact(s, "owner", text, &r->owner, e) : 0;
}

/* --- fields */

static int set_field(struct store *s, struct record *r, int field, const char *text, const char *today,
		     struct err *e)
{
	const struct record_field *f = &r->kind->fields[field];
	const char *why = f->or_reason ? value_none(text) : NULL;
	char *value = NULL, *reason = NULL;
	int code = 0;

	if (!record_has_field(r->kind, r->topic, field))
		return *text ? bad(f->name, "not-asked", r->topic < 0 ? "" : r->kind->topics[r->topic].name,
				   e)
			     : 0;
	if (!why && *text)
		code = value_of(s, f, text, today, &value, e);
	if (code == 0 && value && f->or_reason)
		why = value_none(value); /* what is left of "; none: why" */
	if (code == 0 && why)
		code = value_text(f->name, why, RECORD_TEXT_MOST, false, &reason, e);
	if (reason || (value && !*value) || code < 0) {
		free(value);
		value = reason;
	}
	if (code < 0)
		return code;
	put(&r->values[field].text, value);
	r->values[field].none = reason != NULL;
	return 0;
}

int record_set(struct store *s, struct record *r, const char *name, const char *text, const char *today,
	       struct err *e)
{
	int field = record_field(r->kind, name);

	if (field >= 0)
		return set_field(s, r, field, text, today, e);
	if (strcmp(name, "system") == 0)
		return set_system(s, r, text, e);
	if (strcmp(name, "device") == 0)
		return set_device(s, r, text, e);
	if (strcmp(name, "item") == 0)
		return set_item(r, text, e);
	if (strcmp(name, "owner") == 0)
		return set_owner(s, r, text, e);
	if (strcmp(name, "deputy") == 0)
		return set_deputy(s, r, text, e);
	if (strcmp(name, "date") == 0)
		return set_date(r->made_on, name, text, today, e);
	if (strcmp(name, "plan") == 0)
		return set_date(r->plan_on, name, text, today, e);
	if (strcmp(name, "says") == 0)
		return set_says(r, *text ? text : "yes", e);
	if (strcmp(name, "because") == 0)
		return set_because(r, text, e);
	if (strcmp(name, "attachment") == 0)
		return set_attachment(r, text, e);
	return bad(name, "no-such-field", r->kind->name, e);
}

/* --- the other way */

static const char *contact_text(int64_t id)
{
	static char text[24];

	snprintf(text, sizeof text, "c%lld", (long long)id);
	return id ? text : "";
}

static const char *none_text(const char *why)
{
	static char text[RECORD_TEXT_MOST * 4 + 16];

	snprintf(text, sizeof text, "none: %s", why);
	return text;
}

static const char *field_text(const struct record_value *v)
{
	return !v->text ? "" : v->none ? none_text(v->text) : v->text;
}

static const char *device_text(int64_t id)
{
	static char text[24];

	snprintf(text, sizeof text, "d%lld", (long long)id);
	return id ? text : "";
}

const char *record_text(const struct record *r, const char *name)
{
	int field = record_field(r->kind, name);
	const struct {
		const char *name, *text;
	} common[] = {{"system", r->system},
		      {"device", device_text(r->device)},
		      {"item", r->item},
		      {"owner", contact_text(r->owner)},
		      {"date", r->made_on},
		      {"plan", r->plan_on},
		      {"says", record_says_name(r->said)},
		      {"because", r->because},
		      {"attachment", r->attachment}};

	if (field >= 0)
		return field_text(&r->values[field]);
	if (strcmp(name, "deputy") == 0)
		return r->no_deputy ? none_text(r->no_deputy) : contact_text(r->deputy);
	for (size_t i = 0; i < sizeof common / sizeof *common; i++)
		if (strcmp(common[i].name, name) == 0)
			return common[i].text ? common[i].text : "";
	return "";
}
