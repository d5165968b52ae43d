#include "cli/asking.h"

#include "cli/site.h"
#include "respond/parts.h"
#include "serve/api.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const languages[LANG_COUNT] = {[LANG_JA] = "ja", [LANG_EN] = "en"};

/* --- in this process */

static int on_file(struct cli *cli, const char *site, const struct request *r, struct control_answer *ret)
{
	struct api api = {.version = MIMAMORI_VERSION, .began = cli_now(), .inline_slow = true};
	struct api_answer a;
	const char *bytes;
	int code = cli_site_open(cli, site, r->method == METHOD_GET ? SITE_READ : SITE_WRITE, &api.store);

	if (code != EXIT_DONE)
		return code;
	if (api_open(&api) < 0 || api_serve(&api, r, cli_now(), NULL, &a) < 0) {
		code = cli_say(cli, EXIT_NO_OUTPUT, "cli.memory", NULL);
	} else {
		bytes = out_bytes(&a.body, &ret->n);
		ret->status = a.head.status;
		ret->body = strndup(bytes ? bytes : "", ret->n);
		api_answer_clear(&a);
	}
	api_end(&api);
	store_free(api.store);
	return code;
}

/* --- either way */

static int ask(struct cli *cli, const char *site, const struct request *r, struct control_answer *ret)
{
	struct control c;
	int code = control_open(&c, site);

	if (code == -ENOENT || code == -ECONNREFUSED)
		return on_file(cli, site, r, ret);
	if (code < 0)
		return watching_open(cli, site, &c); /* says why not */
	code = watching_ask(cli, site, &c, r, ret);
	control_close(&c);
	return code;
}

static int refused(struct cli *cli, int status, struct answer_json *j)
{
	const char *detail = answer_text(j, "$.detail");

	return cli_say(cli,
		       status == 401 || status == 403 ? EXIT_REFUSED
		       : status >= 500                ? EXIT_NO_OUTPUT
						      : EXIT_USAGE,
		       "user.refused",
		       (const struct lang_arg[]){{"detail", detail ? detail : "?"}, {NULL, NULL}});
}

int site_ask(struct cli *cli, const char *site, const char *method, const char *path, const char *body,
	     struct answer_json **ret_json)
{
	struct request r = {.via = VIA_CONTROL};
	struct control_answer a = {0};
	const char *query = strchr(path, '?');
	char target[512];
	int code;

	*ret_json = NULL;
	if (!site || !*site)
		return cli_say(cli, EXIT_USAGE, "cli.no-site", NULL);
	while (r.method < METHOD_COUNT && strcmp(method_names[r.method], method) != 0)
		r.method++;
	snprintf(target, sizeof target, "/api/v1%.*s", (int)(query ? query - path : (long)strlen(path)),
		 path);
	r.query = said_of(query ? query + 1 : NULL);
	r.path = said_of(target);
	r.accept_language = said_of(languages[cli->language]);
	if (body) {
		r.body = said_of(body);
		r.content_type = said_of("application/json");
	}
	code = ask(cli, site, &r, &a);
	if (code == EXIT_DONE && a.n)
		*ret_json = answer_json(a.body);
	free(a.body);
	if (code == EXIT_DONE && a.status >= 400) {
		code = refused(cli, a.status, *ret_json);
		answer_json_free(*ret_json);
		*ret_json = NULL;
	}
	return code;
}
