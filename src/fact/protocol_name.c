#include "fact/protocol_name.h"

#include <stdio.h>

const char *protocol_name(enum protocol p, enum language l)
{
	char key[96];
	const char *name;

	snprintf(key, sizeof key, "protocols.%.70s", protocol_token(p));
	name = lang(l, key);
	return name == key ? protocol_title(p) : name;
}
