/* Reading a message and the settings that messages are told by. */
#include "respond/messages_parts.h"

#include "assess/setting.h"
#include "assess/sql.h"
#include "store/site.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

int64_t message_setting(struct store *s, const char *key)
{
	const struct setting *t = setting_named(key);

	return strtoll(site_setting(s, t->key, t->otherwise), NULL, 10);
}

enum language message_language(struct store *s)
{
	return strcmp(site_setting(s, "language", "ja"), "en") == 0 ? LANG_EN : LANG_JA;
}

int message_get(struct store *s, int64_t id, struct message *ret)
{
	sqlite3_stmt *st =
		sql_of(s,
		       "SELECT about, deed, at, due, digest, severity, cause, what, system, subject, "
		       "state, part FROM message WHERE id = ?1",
		       "i", id);
	int r = -ENOENT;

	*ret = (struct message){.id = id};
	if (st && sqlite3_step(st) == SQLITE_ROW) {
		ret->about = sqlite3_column_int64(st, 0);
		ret->deed = sqlite3_column_int64(st, 1);
		ret->at = sqlite3_column_int64(st, 2);
		ret->due = sqlite3_column_int64(st, 3);
		ret->digest = sqlite3_column_int64(st, 4);
		ret->severity = sqlite3_column_int(st, 5);
		sql_text(st, 6, ret->cause, sizeof ret->cause);
		sql_text(st, 7, ret->what, sizeof ret->what);
		sql_text(st, 8, ret->system, sizeof ret->system);
		sql_text(st, 9, ret->subject, sizeof ret->subject);
		sql_text(st, 10, ret->state, sizeof ret->state);
		sql_text(st, 11, ret->part, sizeof ret->part);
		r = 0;
	}
	sqlite3_finalize(st);
	return r;
}
