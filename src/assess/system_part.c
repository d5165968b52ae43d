#include "store/part.h"

static const char *const tables[] = {NULL};

const struct store_part system_part = {"system", NULL, 0, tables};
