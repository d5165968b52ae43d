/* GET /reports/report.html and inspect.json: as mimamori inspect writes them, of the site as it is now. */
#include "serve/from_file.h"

#include "report/report.h"

#include <errno.h>
#include <unistd.h>

api_handler api_report_html, api_report_inspect;

static struct report_input input_of(const struct call *c)
{
	return (struct report_input){.store = c->store,
				     .version = c->api->version,
				     .zone_minutes = c->zone_minutes,
				     .language = c->language};
}

int api_report_html(struct call *c)
{
	const struct report_input in = input_of(c);

	attachment(c, "text/html; charset=utf-8", "report.html");
	return report_html(&in, c->out) < 0 ? -EIO : 200;
}

int api_report_inspect(struct call *c)
{
	const struct report_input in = input_of(c);

	attachment(c, "application/json", "inspect.json");
	return report_json(&in, c->out) < 0 ? -EIO : 200;
}
