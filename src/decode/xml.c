#include "decode/xml.h"

#include "decode/words.h"

enum mode { IN_TEXT, TAG_START, IN_NAME, IN_TAG, IN_QUOTE, IN_APOSTROPHE, IN_BANG, IN_COMMENT };

/* Where entity e of the text begins decodes to one character: returns it and how long it was, 0 when it is
 * none. */
static char entity(struct text t, size_t *ret_n)
{
	static const struct {
		const char *name;
		char c;
	} known[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
	struct text body = t;
	uint64_t code = 0;

	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
		if (words_start(t, known[i].name)) {
			*ret_n = strlen(known[i].name);
			return known[i].c;
		}
	if (!words_start(t, "&#"))
		return 0;
	body = words_cut(&body, ';');
	*ret_n = body.n + 1;
	body = words_from(body, 2);
	if (body.n > 1 && (body.s[0] == 'x' || body.s[0] == 'X')
		    ? !words_number(words_from(body, 1), 16, &code)
		    : !words_number(body, 10, &code))
		return 0;
	return code >= 32 && code < 127 ? (char)code : 0;
}

static struct text decoded(char *s, size_t n)
{
	size_t out = 0, skip = 0;

	for (size_t i = 0; i < n; i += skip) {
		char c = s[i] == '&' ? entity(text_of(s + i, n - i), &skip) : 0;

		if (!c) {
			c = s[i];
			skip = 1;
		}
		s[out++] = c;
	}
	return words_trim(text_of(s, out));
}

static void tell(struct xml *x, xml_sink *fn, void *ctx)
{
	struct text value = decoded(x->text, x->text_n);

	if (value.n > 0)
		fn(ctx, text_of(x->open, x->open_n), value);
}

static void tag_ends(struct xml *x, xml_sink *fn, void *ctx)
{
	bool same = x->name_n == x->open_n && memcmp(x->name, x->open, x->name_n) == 0;

	if (x->closing && x->leaf && same)
		tell(x, fn, ctx);
	x->leaf = !x->closing;
	if (x->leaf) {
		memcpy(x->open, x->name, x->name_n);
		x->open_n = x->name_n;
	}
	x->text_n = 0;
	x->mode = IN_TEXT;
}

static void name_byte(struct xml *x, char c)
{
	if (c == ':')
		x->name_n = 0;
	else if (x->name_n < XML_NAME)
		x->name[x->name_n++] = c;
}

static void tag_starts(struct xml *x, char c)
{
	x->closing = c == '/';
	x->name_n = 0;
	x->dashes = 0;
	x->mode = c == '!' || c == '?' ? IN_BANG : IN_NAME;
	if (x->mode == IN_NAME && !x->closing)
		name_byte(x, c);
}

/* <!-- ... --> ends only at -->; <!DOCTYPE ...> and <?xml ...?> at the next >. */
static void bang_byte(struct xml *x, char c)
{
	if (x->mode == IN_BANG && c == '-' && ++x->dashes == 2) {
		x->mode = IN_COMMENT;
		x->dashes = 0;
	} else if (x->mode == IN_BANG && c == '>') {
		x->mode = IN_TEXT;
	} else if (x->mode == IN_COMMENT) {
		if (c == '>' && x->dashes >= 2)
			x->mode = IN_TEXT;
		x->dashes = c == '-' ? (uint8_t)(x->dashes < 2 ? x->dashes + 1 : 2) : 0;
	}
}

void xml_feed(struct xml *x, struct text bytes, xml_sink *fn, void *ctx)
{
	for (size_t i = 0; i < bytes.n; i++) {
		char c = bytes.s[i];

		switch ((enum mode)x->mode) {
		case IN_TEXT:
			if (c == '<')
				x->mode = TAG_START;
			else if (x->leaf && x->text_n < XML_TEXT)
				x->text[x->text_n++] = c;
			break;
		case TAG_START:
			tag_starts(x, c);
			break;
		case IN_NAME:
			if (c == '>')
				tag_ends(x, fn, ctx);
			else if (c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '/')
				x->mode = IN_TAG;
			else
				name_byte(x, c);
			break;
		case IN_TAG:
			if (c == '>')
				tag_ends(x, fn, ctx);
			else if (c == '"' || c == '\'')
				x->mode = c == '"' ? IN_QUOTE : IN_APOSTROPHE;
			break;
		case IN_QUOTE:
		case IN_APOSTROPHE:
			if (c == (x->mode == IN_QUOTE ? '"' : '\''))
				x->mode = IN_TAG;
			break;
		case IN_BANG:
		case IN_COMMENT:
			bang_byte(x, c);
			break;
		}
	}
}

/* Is this, from just after '<' (and '/'), a tag of that local name? Returns where the name ends, 0 when it is
 * not. */
static size_t tag_named(struct text t, const char *name)
{
	size_t n = strlen(name), from = 0;

	for (size_t i = 0; i < t.n && i < XML_NAME && t.s[i] != '>' && t.s[i] != ' '; i++)
		if (t.s[i] == ':')
			from = i + 1;
	if (t.n < from + n + 1 || memcmp(t.s + from, name, n) != 0)
		return 0;
	return memchr(" \t\r\n/>", t.s[from + n], 6) ? from + n : 0;
}

/* The '>' that ends a tag, not one inside an attribute's quotes; NULL when it is not there. */
static const char *tag_close(struct text t)
{
	char quote = 0;

	for (size_t i = 0; i < t.n; i++) {
		if (quote)
			quote = t.s[i] == quote ? 0 : quote;
		else if (t.s[i] == '"' || t.s[i] == '\'')
			quote = t.s[i];
		else if (t.s[i] == '>')
			return t.s + i;
	}
	return NULL;
}

bool xml_inner(struct text document, const char *name, struct text *ret_inside)
{
	const char *start = NULL;

	for (size_t i = 0; i + 1 < document.n; i++) {
		struct text tag = words_from(document, i + 1);
		size_t end;

		if (document.s[i] != '<')
			continue;
		if (start && tag.s[0] == '/' && tag_named(words_from(tag, 1), name)) {
			*ret_inside = words_trim(text_of(start, (size_t)(document.s + i - start)));
			return true;
		}
		end = start ? 0 : tag_named(tag, name);
		if (end) {
			const char *close = tag_close(words_from(tag, end));

			if (!close)
				return false;
			if (close[-1] != '/')
				start = close + 1;
			i = (size_t)(close - document.s); /* a '<' inside the tag's quotes is no tag */
		}
	}
	return false;
}
