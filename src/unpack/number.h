/* Numbers of cells as text. A format that shows a date or a time gives ISO 8601 (ECMA-376 18.17.4, the serial
 * dates of the 1900 and 1904 systems); one of zeros alone ("0000") keeps them, because equipment numbers are
 * written so; anything else is shown as at general format. */
#ifndef MIMAMORI_UNPACK_NUMBER_H
#define MIMAMORI_UNPACK_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { NUMBER_TEXT = 64, FORMAT_GENERAL = 0, FORMAT_DATE = 255 };

/* FORMAT_GENERAL, FORMAT_DATE, or how many digits are shown at least. */
uint8_t number_format(unsigned id);              /* one of the formats built in (18.8.30) */
uint8_t number_format_of_code(const char *code); /* one of the workbook's own */

/* value: as it stands in the file. Returns the length; a value that is no number is given back as it is. */
size_t number_text(const char *value, uint8_t format, bool from_1904, char buf[NUMBER_TEXT]);

#endif
