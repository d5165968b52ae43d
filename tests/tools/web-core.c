/* Plays gate and core for tests of mimamori-web alone: web-core PROGRAM FOLDER PORT. Starts the program with
 *its line, hands it a listening socket on 127.0.0.1:PORT and a socket to this "core", which answers by the
 *rules below. Says "ready WALLS" on stdout. Commands on stdin, a line each, answered with "ok":
 *
 *	event TOPIC | down | up | hold | reset     core tells an event; goes; comes; answers nothing; answers
 *again stop                                       LINE_STOP; "ended STATUS" follows
 *
 * The end of stdin is "stop". */
#include "base/loop.h"
#include "base/out.h"
#include "daemon/line.h"
#include "serve/message.h"

#include <arpa/inet.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static struct loop *loop;
static struct channel channel = {.fd = -1};
static int line;
static pid_t web;
static uint64_t seq = 100, asked;
static uint32_t version = 1;
static int held, signed_out;
static char large[4 << 20];

static int good(const struct request *r)
{
	return !signed_out && (said_is(r->session, "good") || said_is(r->bearer, "mm_good"));
}

static void answer(const struct request *r, unsigned status, const char *type, const char *body)
{
	struct response a = {
		.id = r->id, .status = (uint16_t)status, .content_type = said_of(type), .version = version};

	message_answer(&channel, &a, body, strlen(body));
}

static void session(const struct request *r)
{
	struct response a = {.id = r->id, .status = 200, .content_type = said_of("application/json")};
	const char *body = good(r) ? "{\"signed_in\":true}" : "{\"signed_in\":false}";

	if (r->method == METHOD_POST && !memmem(r->body.s, r->body.n, "right", 5)) {
		answer(r, 401, "application/problem+json", "{\"status\":401}");
		return;
	}
	if (r->method == METHOD_POST)
		a.cookie = said_of("__Host-mimamori=good; Path=/; Secure; HttpOnly; SameSite=Strict");
	message_answer(&channel, &a, body, strlen(body));
}

static void summary(const struct request *r)
{
	char etag[32], body[6000];
	struct response a = {.id = r->id,
			     .status = 200,
			     .content_type = said_of("application/json"),
			     .shared = 1,
			     .version = version,
			     .cache = said_of("private, no-cache")};

	if (!good(r)) {
		answer(r, 401, "application/problem+json", "{\"status\":401}");
		return;
	}
	snprintf(etag, sizeof etag, "\"s-%u\"", version);
	a.etag = said_of(etag);
	if (r->if_none_match.s && memmem(r->if_none_match.s, r->if_none_match.n, etag, strlen(etag))) {
		a.status = 304;
		a.shared = 0;
		message_answer(&channel, &a, NULL, 0);
		return;
	}
	memset(body, ' ', sizeof body);
	body[0] = '{';
	body[sizeof body - 1] = '}';
	message_answer(&channel, &a, body, sizeof body);
}

static void echo(const struct request *r)
{
	struct response a = {.id = r->id, .status = 200, .content_type = said_of("application/json")};
	const char *body;
	struct out o;
	size_t n;

	out_init(&o, -1);
	json_object(&o, NULL);
	json_str(&o, "method", method_names[r->method]);
#define X(name)                                                                                              \
	if (r->name.s && r->name.n < 4096)                                                                   \
		json_text(&o, #name, r->name.s, r->name.n);
	REQUEST_TEXTS(X)
#undef X
	json_int(&o, "body_bytes", (int64_t)r->body.n);
	json_end_object(&o);
	body = out_bytes(&o, &n);
	message_answer(&channel, &a, body, n);
	out_clear(&o);
}

static void odd(const struct request *r)
{
	struct response a = {.id = r->id,
			     .status = 200,
			     .content_type = said_of("text/plain\r\nX-Evil: 1"),
			     .location = said_of("/x\r\nSet-Cookie: evil=1"),
			     .disposition = said_of("attachment; filename=\"a\"")};

	if (said_is(r->query, "status"))
		a.status = 999;
	message_answer(&channel, &a, "odd", 3);
}

static void count(const struct request *r)
{
	char body[64];

	snprintf(body, sizeof body, "%llu", (unsigned long long)asked);
	answer(r, 200, "text/plain", body);
}

static void big(const struct request *r)
{
	struct response a = {.id = r->id, .status = 200, .content_type = said_of("application/octet-stream")};

	message_answer(&channel, &a, large, sizeof large - 5);
}

static void numbers(const struct request *r)
{
	if (good(r))
		answer(r, 200, "text/plain; version=0.0.4", "mimamori_core_up 1\n");
	else
		answer(r, 401, "application/problem+json", "{\"status\":401}");
}

/* Answers half of what it says, then goes. */
static void half(const struct request *r)
{
	struct response a = {.id = r->id,
			     .status = 200,
			     .content_type = said_of("text/plain"),
			     .more = 1,
			     .body = said_of("half")};

	message_response(&channel, &a);
	channel_flush(&channel);
	loop_forget(loop, channel.fd);
	channel_close(&channel);
}

static void silent(const struct request *r) { (void)r; }

static const struct {
	const char *path;
	void (*fn)(const struct request *r);
} rules[] = {{"/api/v1/session", session}, {"/api/v1/summary", summary}, {"/api/v1/odd", odd},
	     {"/api/v1/count", count},     {"/api/v1/large", big},       {"/api/v1/metrics", numbers},
	     {"/api/v1/half", half},       {"/api/v1/silent", silent}};

static void asked_for(const struct request *r)
{
	asked++;
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
		if (said_is(r->path, rules[i].path)) {
			rules[i].fn(r);
			return;
		}
	if ((r->path.n >= 12 && memcmp(r->path.s, "/api/v1/echo", 12) == 0) ||
	    said_is(r->path, "/api/v1/ledger"))
		echo(r);
	else if (said_is(r->bearer, "mm_bad") || said_is(r->path, "/api/v1/devices"))
		answer(r, good(r) ? 200 : 401, "application/json", "{}");
	else
		answer(r, 404, "application/problem+json", "{\"status\":404}");
}

static void on_core(void *ctx, short events)
{
	struct request r;
	struct rd body;
	uint8_t kind;
	int n = 1, more;

	(void)ctx;
	if (events & POLLOUT)
		channel_flush(&channel);
	while (channel.fd >= 0 && (n = channel_fill(&channel)) > 0)
		while (channel.fd >= 0 && (more = channel_next(&channel, &kind, &body)) > 0)
			if (!held && kind == MESSAGE_REQUEST && message_read_request(body, &r))
				asked_for(&r);
	if (channel.fd >= 0)
		channel_flush(&channel);
	if (channel.fd >= 0 && n < 0) {
		loop_forget(loop, channel.fd);
		channel_close(&channel);
	}
}

static bool waits(void *ctx)
{
	(void)ctx;
	return channel_waits(&channel);
}

static void up(void)
{
	struct line_message m = {.kind = LINE_CORE, .hands = 1};
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0)
		exit(1);
	m.fd[0] = pair[1];
	line_send(line, &m);
	close(pair[1]);
	channel_open(&channel, pair[0], MESSAGE_MAX, 64 << 20);
	loop_watch(loop, pair[0], waits, on_core, NULL);
}

static void down(void)
{
	if (channel.fd < 0)
		return;
	loop_forget(loop, channel.fd);
	channel_close(&channel);
}

static void listen_at(int port)
{
	struct sockaddr_in at = {.sin_family = AF_INET,
				 .sin_port = htons((uint16_t)port),
				 .sin_addr = {htonl(INADDR_LOOPBACK)}};
	struct line_message m = {.kind = LINE_LISTEN, .hands = 1};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &(int){1}, sizeof(int));
	if (bind(fd, (struct sockaddr *)&at, sizeof at) < 0 || listen(fd, 4096) < 0) {
		perror("web-core: listen");
		exit(1);
	}
	m.fd[0] = fd;
	line_send(line, &m);
	close(fd);
}

static void start(char **argv)
{
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) < 0)
		exit(1);
	web = fork();
	if (web == 0) {
		dup2(pair[1], LINE_FD);
		execl(argv[1], argv[1], argv[2], (char *)NULL);
		_exit(127);
	}
	close(pair[1]);
	line = pair[0];
}

static void ended(void)
{
	int status = 0;

	waitpid(web, &status, 0);
	printf("ended %d\n", WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
	fflush(stdout);
	exit(0);
}

static void on_line(void *ctx, short events)
{
	struct line_message m;

	(void)ctx;
	(void)events;
	if (line_receive(line, &m) <= 0)
		ended();
	if (m.kind == LINE_READY) {
		printf("ready %d %d\n", m.number, (int)web);
		fflush(stdout);
	}
}

static void tell(const char *topic)
{
	struct event_message e = {++seq, ++version, said_of(topic)};

	message_event(&channel, &e);
	channel_flush(&channel);
}

static void command(char *word)
{
	if (strncmp(word, "event ", 6) == 0)
		tell(word + 6);
	else if (strcmp(word, "down") == 0)
		down();
	else if (strcmp(word, "up") == 0)
		up();
	else if (strcmp(word, "hold") == 0)
		held = 1;
	else if (strcmp(word, "reset") == 0)
		held = 0;
	else if (strcmp(word, "out") == 0 || strcmp(word, "in") == 0)
		signed_out = *word == 'o';
	else if (strncmp(word, "flood ", 6) == 0)
		for (long n = strtol(word + 6, NULL, 10); n > 0; n--)
			tell("devices");
	else if (strcmp(word, "stop") == 0)
		line_send(line, &(struct line_message){.kind = LINE_STOP});
	printf("ok\n");
	fflush(stdout);
}

static void on_stdin(void *ctx, short events)
{
	static char text[4096];
	static size_t have;
	ssize_t n = read(STDIN_FILENO, text + have, sizeof text - have - 1);
	char *end;

	(void)ctx;
	(void)events;
	if (n <= 0) {
		loop_forget(loop, STDIN_FILENO);
		command((char[]){"stop"});
		return;
	}
	have += (size_t)n;
	text[have] = '\0';
	while ((end = strchr(text, '\n'))) {
		*end = '\0';
		command(text);
		have -= (size_t)(end + 1 - text);
		memmove(text, end + 1, have + 1);
	}
}

int main(int argc, char **argv)
{
	if (argc != 4)
		return 2;
	signal(SIGPIPE, SIG_IGN);
	memset(large, 'x', sizeof large);
	loop = loop_new();
	start(argv);
	listen_at((int)strtol(argv[3], NULL, 10));
	up();
	loop_watch(loop, line, NULL, on_line, NULL);
	loop_watch(loop, STDIN_FILENO, NULL, on_stdin, NULL);
	return loop_run(loop) < 0;
}
