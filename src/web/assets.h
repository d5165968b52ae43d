/*
 * The pages, as files that are served as they are: web/app, built and gzipped by tools/pages.py into a table
 * of the program.
 *
 * Every browser takes gzip; a client that does not say so is answered 406 rather than unpacked for. Rows are
 * sorted by path, so web_asset() searches by halves. A page's own address (/devices/d3) is no file: the
 * browser part reads it, so every path whose last part has no dot is answered with /index.html. Nothing is
 * ever opened by a name that came from outside.
 */
#ifndef MIMAMORI_WEB_ASSETS_H
#define MIMAMORI_WEB_ASSETS_H

#include <stdbool.h>
#include <stddef.h>

struct web_asset {
	const char *path;         /* as asked for: "/index.html", "/made/main-1f3c.js" */
	const char *content_type; /* with charset where it is text */
	const char *etag;         /* quoted, of the content before gzip */
	bool lasting;             /* its name changes with its content: may be kept for a year (immutable) */
	const unsigned char *gz;
	size_t size; /* of gz */
};

extern const struct web_asset web_assets[];
extern const size_t web_asset_count;

/* The file of a path (no query, as decoded once); /index.html for the address of a page; NULL when there is
 * none. */
const struct web_asset *web_asset(const char *path);

#endif
