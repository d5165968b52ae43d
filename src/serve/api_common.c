/* What needs no sign-in: is it running, the API's document. */
#include "serve/handler.h"

#include "store/site.h"

api_handler api_health, api_openapi;

static const char *health_of(const struct api *a)
{
	if (a->read_only)
		return "read-only";
	return a->watching && !a->watching->sensor ? "starting" : "ok";
}

int api_health(struct call *c)
{
	struct out *o = c->out;

	json_object(o, NULL);
	json_str(o, "status", health_of(c->api));
	json_str(o, "site", site_setting(c->store, "name", ""));
	json_str(o, "version", c->api->version);
	json_time(o, "at", c->now);
	json_end_object(o);
	return 200;
}

int api_openapi(struct call *c)
{
	out_put(c->out, openapi_json, openapi_json_size);
	return 200;
}
