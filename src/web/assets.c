#include "web/assets.h"

#include <string.h>

static const struct web_asset *find(const char *path)
{
	size_t low = 0, high = web_asset_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(path, web_assets[middle].path);

		if (order == 0)
			return &web_assets[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

static bool is_page(const char *path)
{
	const char *last = strrchr(path, '/');

	return last && !strchr(last, '.');
}

const struct web_asset *web_asset(const char *path) { return find(is_page(path) ? "/index.html" : path); }
