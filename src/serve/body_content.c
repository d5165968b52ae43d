/* A file in a body: `csv` as text, or `base64`. */
#include "serve/act.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

char *body_content(struct call *c, size_t *ret_n)
{
	const char *text = body_text(c, "base64"), *csv = body_text(c, "csv");
	size_t room = text ? strlen(text) : 0;
	char *bytes;

	if (csv) {
		*ret_n = strlen(csv);
		return strdup(csv);
	}
	if (!text || !(bytes = malloc(room + 1)))
		return NULL;
	if (sodium_base642bin((unsigned char *)bytes, room, text, room, "\r\n", ret_n, NULL,
			      sodium_base64_VARIANT_ORIGINAL) == 0)
		return bytes;
	free(bytes);
	return NULL;
}
