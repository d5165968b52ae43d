#include "report/parts.h"

#include <errno.h>

int report_ready(const struct report_input *in) { return in->pseudonymise ? -ENOTSUP : 0; }
