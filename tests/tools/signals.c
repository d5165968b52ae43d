/* signals FILE...: what detectors say of captures, line by line, as on a site that is no longer learnt. For
 * tests of detectors against recorded attacks and quiet recordings. */
#include "capture/capture.h"
#include "decode/stack.h"
#include "detect/detect.h"

#include <inttypes.h>
#include <stdio.h>

static void show_who(const struct who *w)
{
	char text[IP_TEXT];

	if (!ip_is_none(w->ip))
		printf("%s", ip_text(w->ip, text));
	else
		printf("%s", mac_is_none(w->mac) ? "-" : mac_text(w->mac, text));
}

static void on_signal(void *ctx, const struct signal *s)
{
	static const char *const words[] = {"on", "more", "off"};

	(void)ctx;
	printf("%s %s ", words[s->what], s->detector);
	show_who(&s->by);
	printf(" > ");
	show_who(&s->on);
	printf(" %s #%u x%u%s%s", s->key[0] ? s->key : "-", s->packet.n, s->count,
	       s->learning ? " learning" : "", s->claimed ? " claimed" : "");
	for (unsigned i = 0; i < s->values; i++)
		printf(" %s=%s", s->value[i].name, s->value[i].text);
	putchar('\n');
}

static void on_failure(void *ctx, const struct err *e)
{
	(void)ctx;
	fprintf(stderr, "signals: %s: %s\n", e->subject, e->key);
}

/* A second at a time, as a sensor tells. */
static int64_t tell(struct detect *d, struct stack *s, int64_t told, int64_t now)
{
	if (now / 1000000 == told / 1000000)
		return told;
	stack_tell(s);
	detect_tick(d, now);
	return now;
}

int main(int argc, char **argv)
{
	static const struct capture_options all = {INT64_MIN, INT64_MAX, NULL};
	const struct detect_options o = {.signal = on_signal, .taught = true};
	struct detect *d = detect_new(&o);
	struct decode_sink sink = detect_sink(d);
	struct stack *s = stack_new(NULL, &sink);
	struct capture *c;
	struct frame frame;
	int64_t told = 0;

	if (capture_open((const char *const *)argv + 1, (unsigned)argc - 1, &all, on_failure, NULL, &c) != 0)
		return 3;
	while (capture_next(c, &frame, 1) > 0) {
		stack_take(s, &frame, 1);
		told = tell(d, s, told, frame.when);
	}
	stack_end(s);
	detect_tick(d, told + 1000000);
	stack_free(s);
	capture_free(c);
	detect_free(d);
	return 0;
}
