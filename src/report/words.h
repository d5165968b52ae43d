/* How numbers, times and items are written for people. All fill and return buf. */
#ifndef MIMAMORI_REPORT_WORDS_H
#define MIMAMORI_REPORT_WORDS_H

#include "base/lang.h"

#include <stdint.h>

enum { WORD_TEXT = 64 };

char *grouped(char buf[WORD_TEXT], int64_t n);                         /* 2,313,479 */
char *local_minute(char buf[WORD_TEXT], int64_t us, int zone_minutes); /* 2026-11-20 09:00 */
char *local_second(char buf[WORD_TEXT], int64_t us, int zone_minutes); /* 2026-11-20 09:00:12 */
/* 2026-11-20 09:00 to 09:40 (Japan time, UTC+9) */
char *span_text(char *buf, size_t room, int64_t first, int64_t last, int zone_minutes, enum language l);
char *zone_name(char buf[WORD_TEXT], int zone_minutes, enum language l); /* 日本時間 UTC+9 */
char *item_mark(char buf[WORD_TEXT], const char *item, enum language l); /* 25-1: 25-① in Japanese */

#endif
