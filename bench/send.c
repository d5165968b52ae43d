/* A plant on a cable, for bench/live: so many devices that talk Modbus/TCP, MQTT, DNS and ARP, at so many
 * frames a second (0: as fast as it goes), for so many seconds. send INTERFACE DEVICES RATE SECONDS. Prints
 * how many were sent. Frames are built before; sendmmsg() takes them in batches. */
#include <arpa/inet.h>
#include <errno.h>
#include <net/if.h>
#include <netpacket/packet.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

enum { ROOM = 200, KINDS = 8, BATCH = 64, HEADERS = 54 };

struct frame {
	uint16_t n;
	uint8_t b[ROOM];
};

static void put16(uint8_t *p, unsigned v) { p[0] = (uint8_t)(v >> 8), p[1] = (uint8_t)v; }
static void put32(uint8_t *p, uint32_t v) { put16(p, v >> 16), put16(p + 2, v & 0xffff); }

static uint32_t ip_of(unsigned device) { return 0x0a000000u | (device / 250) << 8 | (device % 250 + 2); }

static void mac_of(uint8_t *p, unsigned device)
{
	memcpy(p, "\x00\x1b\x1b", 3); /* universally administered: each is a device for good */
	p[3] = (uint8_t)(device >> 16);
	put16(p + 4, device & 0xffff);
}

static void ethernet(struct frame *f, unsigned from, unsigned to, unsigned type)
{
	memset(f, 0, sizeof *f);
	mac_of(f->b, to);
	mac_of(f->b + 6, from);
	put16(f->b + 12, type);
	f->n = 14;
}

static void ip(struct frame *f, unsigned from, unsigned to, unsigned protocol, unsigned payload)
{
	uint8_t *p = f->b + 14;

	p[0] = 0x45;
	put16(p + 2, 20 + payload);
	p[8] = 64;
	p[9] = (uint8_t)protocol;
	put32(p + 12, ip_of(from));
	put32(p + 16, ip_of(to));
	f->n = (uint16_t)(34 + payload);
}

static void tcp(struct frame *f, unsigned from, unsigned to, unsigned sport, unsigned dport, unsigned flags,
		uint32_t seq, const void *payload, unsigned n)
{
	uint8_t *p = f->b + 34;

	ethernet(f, from, to, 0x0800);
	ip(f, from, to, 6, 20 + n);
	put16(p, sport);
	put16(p + 2, dport);
	put32(p + 4, seq);
	put32(p + 8, 1);
	p[12] = 0x50;
	p[13] = (uint8_t)flags;
	put16(p + 14, 8192);
	memcpy(p + 20, payload, n);
}

/* Device d asks its controller, one of a hundred. */
static void make(struct frame *f, unsigned d, unsigned kind, unsigned devices)
{
	static const uint8_t ask[] = {0, 1, 0, 0, 0, 6, 1, 3, 0, 0, 0, 2},
			     tell[] = {0, 1, 0, 0, 0, 7, 1, 3, 4, 0, 10, 0, 20};
	unsigned server = d % (devices < 100 ? 4 : 100), port = 20000 + d % 40000;

	switch (kind) {
	case 0: /* who has its address, and it is this device */
		ethernet(f, d, server, 0x0806);
		memcpy(f->b + 14, "\x00\x01\x08\x00\x06\x04\x00\x02", 8);
		mac_of(f->b + 22, d);
		put32(f->b + 28, ip_of(d));
		mac_of(f->b + 32, server);
		put32(f->b + 38, ip_of(server));
		f->n = 60;
		return;
	case 1:
		tcp(f, d, server, port, 502, 2, 0, "", 0);
		return;
	case 2:
		tcp(f, server, d, 502, port, 0x12, 0, "", 0);
		return;
	case 3:
	case 5:
		tcp(f, d, server, port, 502, 0x18, 1 + (kind == 5) * (uint32_t)sizeof ask, ask, sizeof ask);
		return;
	case 4:
	case 6:
		tcp(f, server, d, 502, port, 0x18, 1 + (kind == 6) * (uint32_t)sizeof tell, tell,
		    sizeof tell);
		return;
	default:
		tcp(f, d, server, port, 502, 0x10, 1 + 2 * (uint32_t)sizeof ask, "", 0);
		return;
	}
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int open_cable(const char *name)
{
	struct sockaddr_ll at = {.sll_family = AF_PACKET, .sll_ifindex = (int)if_nametoindex(name)};
	int fd = socket(AF_PACKET, SOCK_RAW, 0), room = 32 << 20;

	if (fd < 0 || bind(fd, (struct sockaddr *)&at, sizeof at) < 0) {
		perror(name);
		exit(1);
	}
	setsockopt(fd, SOL_SOCKET, SO_SNDBUFFORCE, &room, sizeof room);
	return fd;
}

int main(int argc, char **argv)
{
	unsigned devices = argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : 100, at = 0, kind = 0;
	double rate = argc > 3 ? strtod(argv[3], NULL) : 0, seconds = argc > 4 ? strtod(argv[4], NULL) : 5,
	       began;
	static struct frame frames[BATCH];
	struct mmsghdr list[BATCH] = {0};
	struct iovec pieces[BATCH];
	uint64_t sent = 0;
	int fd;

	if (argc < 2)
		return 2;
	fd = open_cable(argv[1]);
	for (began = now(); now() - began < seconds;) {
		int n;

		for (int i = 0; i < BATCH; i++) {
			make(&frames[i], at, kind, devices);
			pieces[i] = (struct iovec){frames[i].b, frames[i].n};
			list[i].msg_hdr = (struct msghdr){.msg_iov = &pieces[i], .msg_iovlen = 1};
			if (++kind == KINDS) {
				kind = 0;
				at = (at + 1) % devices;
			}
		}
		for (int done = 0; done<BATCH; done += n> 0 ? n : 0)
			if ((n = sendmmsg(fd, list + done, (unsigned)(BATCH - done), 0)) < 0 &&
			    errno != ENOBUFS && errno != EAGAIN)
				return 1;
		sent += BATCH;
		if (rate > 0)
			for (double due = began + (double)sent / rate; now() < due;)
				if (due - now() > 0.0005)
					nanosleep(&(struct timespec){0, 200000}, NULL);
	}
	printf("%llu %.0f\n", (unsigned long long)sent, (double)sent / (now() - began));
	return 0;
}
