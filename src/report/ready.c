#include "report/mask.h"
#include "report/parts.h"

#include <errno.h>

int report_ready(const struct report_input *in)
{
	static const char done[] = "INSERT INTO setting(key, value) VALUES ('pseudonymised', 1)";
	int r;

	if (!in->pseudonymise ||
	    scan_one(in->store, "SELECT value FROM setting WHERE key = 'pseudonymised'", 0) == 1)
		return 0;
	r = mask_store(in->store);
	if (r == 0 && sqlite3_exec(store_db(in->store), done, NULL, NULL, NULL) != SQLITE_OK)
		r = -EIO;
	return r;
}
