/* A file takes its name: what was written aside becomes the file, whole or not at all, and stays so when the
 * power fails. */
#ifndef MIMAMORI_STORE_FILES_H
#define MIMAMORI_STORE_FILES_H

#include <stdbool.h>
#include <stddef.h>

/* Renames, and writes the folder to disk. over: replaces what is there; else -1 with errno EEXIST. 0, or -1
 * with errno. */
int file_take_name(const char *aside, const char *path, bool over);

/* Writes bytes to a new file of this mode, to disk; -1 with errno, EEXIST when there is one. Nothing is left
 * then. */
int file_new(const char *path, const void *bytes, size_t n, unsigned mode);

/* Reads a small whole file: at most max bytes, terminated, on the heap. 0 or negative errno; -EFBIG larger.
 */
int file_read(const char *path, size_t max, char **ret_bytes, size_t *ret_n);

#endif
