#include "assess/wifi.h"

#include "assess/ask.h"
#include "inventory/rows.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const char *const grades[] = {"red", "orange", "yellow", "green"};

const char *wifi_grade_token(int64_t grade)
{
	return grade >= 0 && grade < GRADE_NOTE ? grades[grade] : "unknown";
}

const char *wifi_whose_token(int64_t greatest)
{
	return greatest == WIFI_OURS ? "ours" : greatest == WIFI_OTHERS ? "others" : "unsettled";
}

const struct wifi_reason *wifi_reason_named(const char *name)
{
	for (size_t i = 0; name && i < wifi_reason_count; i++)
		if (strcmp(wifi_reasons[i].name, name) == 0)
			return &wifi_reasons[i];
	return NULL;
}

struct asking {
	struct rows rows;
	const struct wifi_reason *reason;
};

static int holds(void *ctx, sqlite3_stmt *row)
{
	struct asking *a = ctx;

	if (sqlite3_column_type(row, 0) == SQLITE_NULL)
		rows_null(&a->rows);
	else
		rows_int(&a->rows, sqlite3_column_int64(row, 0));
	rows_copy(&a->rows, (const char *)sqlite3_column_text(row, 1));
	rows_word(&a->rows, a->reason->name);
	rows_int(&a->rows, a->reason->grade);
	if (sqlite3_column_type(row, 2) == SQLITE_NULL)
		rows_null(&a->rows);
	else
		rows_int(&a->rows, sqlite3_column_int64(row, 2));
	rows_next(&a->rows);
	return 0;
}

static int unfinished(struct run *r, const struct wifi_reason *why)
{
	char sql[160];

	snprintf(sql, sizeof sql, "INSERT INTO limit_ VALUES ('wifi %.60s (stopped)', 0, 0)", why->name);
	return sqlite3_exec(r->db, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : -EIO;
}

static int ask_reason(struct run *r, const struct wifi_reason *why)
{
	struct asking a = {.reason = why};
	int asked, ended, e = rows_begin(&a.rows, r->store, "access_point_reason", 5);

	if (e < 0)
		return e;
	asked = ask(r->db, why->question, r->steps, holds, &a);
	ended = rows_end(&a.rows);
	if (asked < 0 || ended < 0)
		return asked < 0 ? asked : ended;
	return asked == ASKED_STOPPED ? unfinished(r, why) : 0;
}

/* Captures at a wire have no access points: then nothing is asked. What is others' is not judged. */
int wifi_make(struct run *r)
{
	int e = sqlite3_exec(r->db,
			     "DELETE FROM access_point_reason; DELETE FROM limit_ WHERE table_name LIKE "
			     "'wifi % (stopped)'",
			     NULL, NULL, NULL) == SQLITE_OK
			? 0
			: -EIO;

	if (e < 0 || ask_number(r->db, "SELECT COUNT(*) FROM (SELECT 1 FROM access_point LIMIT 1)", 0) == 0)
		return e;
	e = wifi_whose(r->store);
	for (size_t i = 0; i < wifi_reason_count && e == 0; i++)
		if (wifi_reasons[i].question)
			e = ask_reason(r, &wifi_reasons[i]);
	if (e == 0 && sqlite3_exec(r->db,
				   "DELETE FROM access_point_reason WHERE grade < 6 AND bssid IN (SELECT "
				   "bssid FROM access_point_reason WHERE grade = 6)",
				   NULL, NULL, NULL) != SQLITE_OK)
		e = -EIO;
	return e;
}
