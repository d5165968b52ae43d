/* The JSON half of base/out.h (RFC 8259). */
#include "base/out.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void quoted(struct out *o, const char *s, size_t n)
{
	static const char hex[] = "0123456789abcdef";
	const char *from = s, *end = s + n;

	out_char(o, '"');
	for (; s < end; s++) {
		unsigned char c = (unsigned char)*s;
		char u[6] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};

		if (c >= 0x20 && c != '"' && c != '\\' && c != '<' && c != 0x7f)
			continue; /* "<" is escaped so that "</script>" cannot end an embedded document */
		out_put(o, from, (size_t)(s - from));
		if (c == '"' || c == '\\') {
			out_char(o, '\\');
			out_char(o, (char)c);
		} else {
			out_put(o, u, sizeof u);
		}
		from = s + 1;
	}
	out_put(o, from, (size_t)(end - from));
	out_char(o, '"');
}

static void member(struct out *o, const char *key)
{
	if (!o->first)
		out_char(o, ',');
	o->first = false;
	if (key) {
		out_char(o, '"');
		out_str(o, key);
		out_put(o, "\":", 2);
	}
}

static void open(struct out *o, const char *key, char c)
{
	member(o, key);
	out_char(o, c);
	o->depth++;
	o->first = true;
}

static void close(struct out *o, char c)
{
	out_char(o, c);
	o->depth--;
	o->first = false;
}

void json_object(struct out *o, const char *key) { open(o, key, '{'); }
void json_array(struct out *o, const char *key) { open(o, key, '['); }
void json_end_object(struct out *o) { close(o, '}'); }
void json_end_array(struct out *o) { close(o, ']'); }

void json_text(struct out *o, const char *key, const char *s, size_t n)
{
	member(o, key);
	quoted(o, s, n);
}

void json_str(struct out *o, const char *key, const char *value)
{
	if (value)
		json_text(o, key, value, strlen(value));
	else
		json_null(o, key);
}

void json_raw(struct out *o, const char *key, const char *json, size_t n)
{
	member(o, key);
	out_put(o, json, n);
}

void json_int(struct out *o, const char *key, int64_t value)
{
	member(o, key);
	out_int(o, value);
}

void json_real(struct out *o, const char *key, double value)
{
	char text[40];
	int n = snprintf(text, sizeof text, "%.10g", value);

	if (!isfinite(value) || n < 0)
		json_null(o, key);
	else
		json_raw(o, key, text, (size_t)n);
}

void json_bool(struct out *o, const char *key, bool value)
{
	member(o, key);
	out_str(o, value ? "true" : "false");
}

void json_null(struct out *o, const char *key)
{
	member(o, key);
	out_str(o, "null");
}

void json_time(struct out *o, const char *key, int64_t us)
{
	if (us == INT64_MIN) {
		json_null(o, key);
		return;
	}
	member(o, key);
	out_char(o, '"');
	out_time(o, us);
	out_char(o, '"');
}
