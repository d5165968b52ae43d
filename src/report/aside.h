/* A file that is written aside and then renamed: whoever opens its name sees the old one or the whole new
 * one. */
#ifndef MIMAMORI_REPORT_ASIDE_H
#define MIMAMORI_REPORT_ASIDE_H

enum { ASIDE_PATH = 1024 };

struct aside {
	char path[ASIDE_PATH], part[ASIDE_PATH];
	int fd; /* -1: not open */
};

int aside_open(struct aside *a, const char *path); /* 0 or a negative errno */
int aside_keep(struct aside *a);                   /* durable and renamed; else dropped, negative errno */
int aside_keep_new(struct aside *a);               /* the same, but -EEXIST when there is one already */
void aside_drop(struct aside *a);                  /* as if it had not been opened */

#endif
