#include "unpack/xml.h"

#include <expat.h>
#include <string.h>

enum { PIECE = 64 * 1024 };

struct reading {
	const struct xml_taker *t;
	XML_Parser parser;
	const char *wrong;
	unsigned depth;
};

static const char *local(const char *name)
{
	const char *colon = strrchr(name, ':');

	return colon ? colon + 1 : name;
}

static void give_up(struct reading *r, const char *why)
{
	if (!r->wrong)
		r->wrong = why;
	XML_StopParser(r->parser, XML_FALSE);
}

static bool stopped(struct reading *r)
{
	if (!r->t->stop || !*r->t->stop)
		return false;
	XML_StopParser(r->parser, XML_FALSE);
	return true;
}

static void on_start(void *ctx, const char *name, const char **attributes)
{
	struct reading *r = ctx;

	if (++r->depth > XML_DEPTH_MAX)
		give_up(r, "too deep");
	else if (!stopped(r))
		r->t->start(r->t->ctx, local(name), (const char *const *)attributes);
}

static void on_end(void *ctx, const char *name)
{
	struct reading *r = ctx;

	r->depth--;
	if (!stopped(r))
		r->t->end(r->t->ctx, local(name));
}

static void on_text(void *ctx, const char *s, int n)
{
	struct reading *r = ctx;

	if (r->t->text && n > 0 && !stopped(r))
		r->t->text(r->t->ctx, s, (size_t)n);
}

static void on_doctype(void *ctx, const char *name, const char *system, const char *public_id, int internal)
{
	(void)name, (void)system, (void)public_id, (void)internal;
	give_up(ctx, "a document type");
}

static void feed(struct reading *r, struct part *p)
{
	for (bool last = false; !last && !r->wrong && !stopped(r);) {
		void *piece = XML_GetBuffer(r->parser, PIECE);
		long n = piece ? p->read(p->ctx, piece, PIECE) : -1;

		if (n < 0 || n > PIECE) {
			r->wrong = "the archive is damaged";
			return;
		}
		if ((uint64_t)n > *p->budget) {
			r->wrong = "too large when unpacked";
			return;
		}
		*p->budget -= (uint64_t)n;
		last = n == 0;
		if (XML_ParseBuffer(r->parser, (int)n, last) == XML_STATUS_OK)
			continue;
		if (!r->wrong && !(r->t->stop && *r->t->stop))
			r->wrong = XML_ErrorString(XML_GetErrorCode(r->parser));
		return;
	}
}

const char *xml_read(struct part *p, const struct xml_taker *t)
{
	struct reading r = {.t = t, .parser = XML_ParserCreate(NULL)};

	if (!r.parser)
		return "memory";
	XML_SetUserData(r.parser, &r);
	XML_SetElementHandler(r.parser, on_start, on_end);
	XML_SetCharacterDataHandler(r.parser, on_text);
	XML_SetStartDoctypeDeclHandler(r.parser, on_doctype);
	feed(&r, p);
	XML_ParserFree(r.parser);
	return r.wrong;
}

const char *xml_attribute(const char *const *a, const char *name)
{
	for (; a[0]; a += 2)
		if (strcmp(local(a[0]), name) == 0)
			return a[1];
	return NULL;
}

bool xml_true(const char *value) { return value && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0); }
