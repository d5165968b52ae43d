/* Remote maintenance and remote desktop services by the names their programs call: TLS server names,
 * certificates, DNS. Their web pages ("www.") are not counted: reading about a tool is not using it. */
#ifndef MIMAMORI_DECODE_REMOTENAMES_H
#define MIMAMORI_DECODE_REMOTENAMES_H

#include "base/text.h"

/* The tool's token ("teamviewer"), or NULL. */
const char *remote_tool_of(struct text host);
const char *remote_tool_of_certificate(struct text common_name, struct text organisation);

#endif
