#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>

int err_set(struct err *e, int code, const char *subject, const char *key, const char *format, ...)
{
	va_list ap;

	if (!e)
		return code;
	e->code = code;
	snprintf(e->subject, sizeof e->subject, "%s", subject ? subject : "");
	snprintf(e->key, sizeof e->key, "%s", key);
	va_start(ap, format);
	vsnprintf(e->detail, sizeof e->detail, format, ap);
	va_end(ap);
	return code;
}
