/* Requests to a site, without core: api SITE.db < lines; each line is
 * "WHO<TAB>METHOD<TAB>PATH<TAB>QUERY<TAB>LANGUAGE<TAB> IF-NONE-MATCH<TAB>BODY", the answer one JSON object a
 * line. WHO: local, none, or ROLES[@SYSTEMS] as bits and numbers: "64@1,2" is a vendor of s1 and s2, "4" is
 * IT of the whole site. Times are those of the last argument. */
#include "serve/api.h"
#include "respond/parts.h"
#include "serve/viewer.h"
#include "store/site.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool viewer_read(char *who, struct viewer *v)
{
	char *at = strchr(who, '@'), *end;

	*v = (struct viewer){0};
	snprintf(v->from, sizeof v->from, "test");
	snprintf(v->actor, sizeof v->actor, "%s", strcmp(who, "local") ? "c1" : "local");
	if (strcmp(who, "none") == 0)
		return false;
	if (strcmp(who, "local") == 0)
		v->site_roles = ROLES_ALL;
	else if (!at)
		v->site_roles = (uint32_t)strtoul(who, NULL, 10);
	for (char *s = at ? at + 1 : NULL; s && *s && v->systems < VIEWER_SYSTEMS; s = *end ? end + 1 : end)
		v->system[v->systems++] =
			(struct viewer_system){strtoll(s, &end, 10), (uint32_t)strtoul(who, NULL, 10)};
	return true;
}

/* Bodies that are no text, for who asks: into the files 0, 1 ... of the folder $API_BODIES. */
static void keep_body(const char *body, size_t n)
{
	static unsigned count;
	const char *folder = getenv("API_BODIES");
	char path[400];
	FILE *f;

	snprintf(path, sizeof path, "%s/%u", folder ? folder : "", count++);
	if (!folder || !(f = fopen(path, "wb")))
		return;
	fwrite(body, 1, n, f);
	fclose(f);
}

static void write_answer(const struct api_answer *a)
{
	const struct response *h = &a->head;
	size_t n;
	const char *body = out_bytes((struct out *)(uintptr_t)&a->body, &n);
	bool text = h->content_type.s && memmem(h->content_type.s, h->content_type.n, "json", 4);
	const struct {
		const char *name;
		struct said value;
	} heads[] = {{"content_type", h->content_type},
		     {"etag", h->etag},
		     {"cache", h->cache},
		     {"location", h->location},
		     {"disposition", h->disposition},
		     {"allow", h->allow}};
	struct out o;

	keep_body(body, n);
	out_init(&o, 1);
	json_object(&o, NULL);
	json_int(&o, "status", h->status);
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
		if (heads[i].value.s)
			json_text(&o, heads[i].name, heads[i].value.s, heads[i].value.n);
	json_int(&o, "length", (int64_t)n);
	if (text && n)
		json_raw(&o, "body", body, body[n - 1] == '\n' ? n - 1 : n);
	else if (n && n < 1 << 20 && !memchr(body, 0, n) && h->content_type.s &&
		 memmem(h->content_type.s, h->content_type.n, "text/", 5))
		json_text(&o, "text", body, n);
	json_end_object(&o);
	out_char(&o, '\n');
	out_finish(&o);
	out_clear(&o);
}

/* api routes: the table, for tests that compare it with the document. */
static int print_routes(void)
{
	for (size_t i = 0; i < api_route_count; i++)
		printf("%s\t%s\t%s\t%u\t%u\n", api_routes[i].id, method_names[api_routes[i].method],
		       api_routes[i].path, api_routes[i].roles, api_routes[i].flags);
	return 0;
}

int main(int argc, char **argv)
{
	struct api api = {.version = MIMAMORI_VERSION, .inline_slow = true};
	int64_t now = argc > 2 ? strtoll(argv[2], NULL, 10) : 1795910400000000;
	struct err e = {0};
	char *line = NULL;
	size_t room = 0;

	if (argc == 2 && strcmp(argv[1], "routes") == 0)
		return print_routes();
	if (argc < 2 || site_open(argv[1], SITE_WRITE, site_parts(), now, &api.store, &e) < 0 ||
	    api_open(&api) < 0) {
		fprintf(stderr, "%s %s\n", e.key, e.detail);
		return 3;
	}
	while (getline(&line, &room, stdin) > 0) {
		struct request r = {.via = VIA_CONTROL};
		struct api_answer answer;
		struct viewer v;
		char *rest = line, *field[7];
		bool known;

		line[strcspn(line, "\n")] = '\0';
		for (int i = 0; i < 7; i++)
			field[i] = strsep(&rest, "\t");
		for (r.method = 0; r.method < METHOD_COUNT - 1 && strcmp(field[1], method_names[r.method]);
		     r.method++)
			;
		known = viewer_read(field[0], &v);
		r.via = known ? VIA_CONTROL : VIA_WEB;
		r.path = said_of(field[2]);
		r.query = said_of(field[3]);
		r.accept_language = said_of(field[4]);
		r.if_none_match = field[5] && *field[5] ? said_of(field[5]) : (struct said){0};
		r.body = field[6] && *field[6] ? said_of(field[6]) : (struct said){0};
		if (api_serve(&api, &r, now, known ? &v : NULL, &answer) != API_DONE)
			return 4;
		write_answer(&answer);
		api_answer_clear(&answer);
	}
	free(line);
	api_close();
	viewers_free(api.viewers);
	store_free(api.store);
	return 0;
}
