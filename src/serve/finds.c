#include "serve/finds.h"

#include "base/fold.h"

#include <errno.h>

enum { FINDS_ROOM = 4096 };

static size_t add(char *to, size_t n, sqlite3_value *v)
{
	const char *text = (const char *)sqlite3_value_text(v);

	if (!text || n + 2 >= FINDS_ROOM)
		return n;
	n += fold(text, (size_t)sqlite3_value_bytes(v), to + n, FINDS_ROOM - n - 1);
	to[n++] = '\n';
	return n;
}

static void finds(sqlite3_context *x, int n, sqlite3_value **v)
{
	const char *query = (const char *)sqlite3_value_text(v[0]);
	char text[FINDS_ROOM];
	size_t length = 0;

	for (int i = 1; i < n; i++)
		length = add(text, length, v[i]);
	sqlite3_result_int(x, query && fold_finds(query, text, length));
}

int finds_register(struct store *s)
{
	return sqlite3_create_function(store_db(s), "finds", -1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL,
				       finds, NULL, NULL) == SQLITE_OK
		       ? 0
		       : -ENOMEM;
}
