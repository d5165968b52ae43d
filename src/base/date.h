/* Dates without a time of day: texts "2026-04-01", and the number of days since 1970-01-01. */
#ifndef MIMAMORI_BASE_DATE_H
#define MIMAMORI_BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

enum { DATE_ROOM = 11 };

/* As people type it: 2026-04-01, 2026/4/1, 2026.4.1, 2026年4月1日, digits of either width. False: no date, or
 * one that the calendar has not (2026-02-30), or not in the years 1900 to 9999. */
bool date_parse(const char *s, char ret[DATE_ROOM]);

int32_t date_days(const char *date); /* of a text that date_parse() made */
void date_text(int32_t days, char ret[DATE_ROOM]);
void date_at(int64_t us, int minutes_east, char ret[DATE_ROOM]); /* the day it is then and there */

/* The same day so many months later; its month's last day when that has no such day. */
void date_months_later(const char *date, int months, char ret[DATE_ROOM]);

#endif
