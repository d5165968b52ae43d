/* A model written by hand: x_TABLE takes a row with only the columns that matter; what is missing and may not
 * be is 0 or ''. */
#ifndef MIMAMORI_TESTS_MODEL_H
#define MIMAMORI_TESTS_MODEL_H

#include "store/store.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static inline void model_exec(struct store *s, const char *sql)
{
	char *why = NULL;

	if (sqlite3_exec(store_db(s), sql, NULL, NULL, &why) != SQLITE_OK) {
		fprintf(stderr, "%s\n%s\n", sql, why);
		abort();
	}
}

static inline void model_easy(struct store *s, const char *table)
{
	char sql[4096] = "", values[2048] = "";
	sqlite3_stmt *st;

	snprintf(sql, sizeof sql, "SELECT name, type, \"notnull\", pk FROM pragma_table_info('%s')", table);
	if (sqlite3_prepare_v2(store_db(s), sql, -1, &st, NULL) != SQLITE_OK)
		abort();
	while (sqlite3_step(st) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(st, 0);
		bool must = sqlite3_column_int(st, 2) && !sqlite3_column_int(st, 3);
		const char *zero = sqlite3_column_text(st, 1)[0] == 'I' ? "0" : "''";
		size_t n = strlen(values);

		snprintf(values + n, sizeof values - n, must ? "%scoalesce(NEW.%s, %s)" : "%sNEW.%s",
			 n ? ", " : "", name, zero);
	}
	sqlite3_finalize(st);
	snprintf(sql, sizeof sql,
		 "CREATE TEMP VIEW x_%s AS SELECT * FROM %s; CREATE TEMP TRIGGER i_%s INSTEAD OF INSERT ON "
		 "x_%s BEGIN"
		 " INSERT INTO %s VALUES (%s); END",
		 table, table, table, table, table, values);
	model_exec(s, sql);
}

static inline struct store *model_new(void)
{
	struct store *s;
	sqlite3_stmt *st;
	char(*names)[64] = calloc(160, sizeof *names);
	int n = 0;

	if (!names || store_memory(&s) < 0 ||
	    sqlite3_prepare_v2(store_db(s), "SELECT name FROM sqlite_schema WHERE type = 'table'", -1, &st,
			       NULL) != SQLITE_OK)
		abort();
	for (; n < 160 && sqlite3_step(st) == SQLITE_ROW; n++)
		snprintf(names[n], sizeof *names, "%s", sqlite3_column_text(st, 0));
	sqlite3_finalize(st);
	for (int i = 0; i < n; i++)
		model_easy(s, names[i]);
	free(names);
	return s;
}

static inline char *model_read(const char *path)
{
	FILE *f = fopen(path, "rb");
	char *text = f ? calloc(1, 1 << 20) : NULL;

	if (text && fread(text, 1, (1 << 20) - 1, f) == 0)
		*text = '\0';
	if (f)
		fclose(f);
	return text;
}

static inline int64_t model_number(struct store *s, const char *sql)
{
	sqlite3_stmt *st;
	int64_t v;

	if (sqlite3_prepare_v2(store_db(s), sql, -1, &st, NULL) != SQLITE_OK ||
	    sqlite3_step(st) != SQLITE_ROW) {
		fprintf(stderr, "%s: %s\n", sql, store_error(s));
		abort();
	}
	v = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return v;
}

/* The first column of the first row, on the heap; "" when there is no row. */
static inline char *model_text(struct store *s, const char *sql)
{
	sqlite3_stmt *st;
	char *v;

	if (sqlite3_prepare_v2(store_db(s), sql, -1, &st, NULL) != SQLITE_OK)
		abort();
	v = strdup(sqlite3_step(st) == SQLITE_ROW && sqlite3_column_text(st, 0)
			   ? (const char *)sqlite3_column_text(st, 0)
			   : "");
	sqlite3_finalize(st);
	return v;
}

#endif
