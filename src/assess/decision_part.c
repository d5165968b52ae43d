#include "store/part.h"

static const char *const tables[] = {NULL};

const struct store_part decision_part = {"decision", NULL, 0, tables};
