/* facts FILE...: what decoding says, line by line, for people who write decoders. Not part of the product's
 * promises. */
#include "cli/commands.h"

#include "base/lang.h"
#include "capture/capture.h"
#include "decode/stack.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { SHOW_SIGHTINGS = 1, SHOW_FLOWS = 2, SHOW_FACTS = 4, SHOW_COUNTS = 8, SHOW_RADIO = 16 };

static unsigned shown = SHOW_FLOWS | SHOW_FACTS | SHOW_COUNTS;

static void show_who(const struct who *w, unsigned port)
{
	char mac[MAC_TEXT], ip[IP_TEXT];

	if (!ip_is_none(w->ip))
		printf(ip_is4(w->ip) ? " %s" : " [%s]", ip_text(w->ip, ip));
	if (!mac_is_none(w->mac))
		printf(ip_is_none(w->ip) ? " %s" : "(%s)", mac_text(w->mac, mac));
	if (port)
		printf(":%u", port);
}

static void on_sighting(void *ctx, const struct sighting *s)
{
	(void)ctx;
	if (!(shown & SHOW_SIGHTINGS))
		return;
	printf("seen  #%u", s->at.n);
	show_who(&s->from, 0);
	printf(" >");
	show_who(&s->to, 0);
	printf("  bytes %u vlan %u ttl %u%s%s%s%s\n", s->bytes, s->vlan, s->ttl, s->inner ? " inner" : "",
	       s->arp ? " arp" : "", s->wifi_from ? " wifi" : "", s->air ? " air" : "");
}

static void show_text(const char *label, struct text t)
{
	char clean[TEXT_ROOM];

	if (!t.n)
		return;
	text_clean(t, clean);
	printf("  %s\"%s\"", label, clean);
}

static void on_fact(void *ctx, const struct fact *f)
{
	double value;

	(void)ctx;
	if (!(shown & SHOW_FACTS))
		return;
	printf("fact  #%u %s %s %u", f->at.n, protocol_token(f->source), fact_field(f->kind), f->confidence);
	show_who(&f->about, 0);
	if (!ip_is_none(f->peer.ip) || !mac_is_none(f->peer.mac)) {
		printf(" >");
		show_who(&f->peer, f->port);
	}
	show_text("", f->value);
	show_text("other ", f->other);
	if (f->kind == FACT_POINT) {
		memcpy(&value, f->num, sizeof value);
		printf("  %g\n", value);
		return;
	}
	printf("  num %" PRId64 " %" PRId64 " %s %" PRId64 "\n", f->num[0], f->num[1],
	       f->kind == FACT_LOGIN ? (f->num[2] ? "tag" : "-")
	       : f->num[2]           ? "set"
				     : "0",
	       f->num[3]);
}

static void on_flow(void *ctx, const struct flow *f)
{
	static const char *const answers[] = {"unanswered", "answered", "refused"};
	static const char *const secrecies[] = {"clear", "encrypted", "unknown"};

	(void)ctx;
	if (!(shown & SHOW_FLOWS))
		return;
	printf("flow  #%u", f->first_packet.n);
	show_who(&f->client, f->client_port);
	printf(" >");
	show_who(&f->server, f->server_port);
	printf("  %u %s packets %" PRIu64 " bytes %" PRIu64 " up %" PRIu64 " %" PRIu64 " payload %" PRIu64
	       " %s %s%s%s%s\n",
	       f->transport, protocol_token(f->protocol), f->packets, f->bytes, f->packets_up, f->bytes_up,
	       f->payload, answers[f->answered], secrecies[f->encrypted], f->oriented ? " oriented" : "",
	       f->started ? " started" : "", f->bare_syn ? " bare-syn" : "");
}

static void show_counts(const struct stack_counts *n)
{
	printf("count packets %" PRIu64 " bytes %" PRIu64 " malformed %" PRIu64 " cut %" PRIu64
	       " duplicates %" PRIu64 " group %" PRIu64 "\n",
	       n->packets, n->bytes, n->malformed, n->payload_cut, n->duplicates, n->group_frames);
	printf("count fragments dropped %" PRIu64 " stream bytes dropped %" PRIu64 " flows evicted %" PRIu64
	       " talks dropped %" PRIu64 " tcp %" PRIu64 " both ways %" PRIu64 "\n",
	       n->fragments_dropped, n->stream_bytes_dropped, n->flows_evicted, n->talks_dropped,
	       n->tcp_conversations, n->tcp_two_way);
	for (unsigned i = 0; i < n->unsupported_count; i++)
		printf("count unsupported link type %u: %" PRIu64 "\n", n->unsupported[i].link,
		       n->unsupported[i].packets);
}

static void on_failure(void *ctx, const struct err *e)
{
	(void)ctx;
	fprintf(stderr, "facts: %s: %s %s\n", e->subject, e->key, e->detail);
}

static int show_inputs(const char *const *inputs, unsigned count)
{
	static const struct capture_options all = {INT64_MIN, INT64_MAX, NULL};
	static const struct decode_sink sink = {.sighting = on_sighting, .fact = on_fact, .flow = on_flow};
	struct frame frames[32];
	struct capture *c;
	struct stack *s;
	unsigned n;

	if (capture_open(inputs, count, &all, on_failure, NULL, &c) != 0)
		return EXIT_NO_INPUT;
	s = stack_new(NULL, &sink);
	if (s && shown & SHOW_RADIO)
		stack_read_radio(s);
	while (s && (n = capture_next(c, frames, 32)) > 0)
		stack_take(s, frames, n);
	if (s) {
		stack_end(s);
		if (shown & SHOW_COUNTS)
			show_counts(stack_counts(s));
	}
	stack_free(s);
	capture_free(c);
	return EXIT_DONE;
}

static unsigned shows(const char *letters)
{
	unsigned shows = 0;

	for (; *letters; letters++)
		shows |= *letters == 's'   ? SHOW_SIGHTINGS
			 : *letters == 'w' ? SHOW_FLOWS
			 : *letters == 'f' ? SHOW_FACTS
			 : *letters == 'p' ? SHOW_RADIO
					   : SHOW_COUNTS;
	return shows;
}

int cli_facts(struct cli *cli, int argc, char **argv)
{
	int first = 1;
	bool help = false, wrong = false;

	for (; first < argc && argv[first][0] == '-' && argv[first][1]; first++) {
		if (strcmp(argv[first], "--help") == 0)
			help = true;
		else if (!cli_common(cli, argc, argv, &first, &wrong))
			shown = shows(argv[first] + 1);
	}
	if (help || first >= argc) {
		fprintf(help ? stdout : stderr, "%s\n", lang(cli->language, "cli.facts-usage"));
		return help ? EXIT_DONE : EXIT_USAGE;
	}
	return show_inputs((const char *const *)argv + first, (unsigned)(argc - first));
}
