#include "capture/live.h"

#include "capture/pcaplib.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SNAPLEN = 262144, WAIT_MS = 100, RING_MB = 64, BATCH = 256, ERROR_ROOM = 256, CARD_COUNTS = 2 };

struct live {
	struct pcaplib lib;
	struct pcap *pcap;
	uint32_t link;
	uint64_t frames;
	struct pcap_stats last; /* counters of libpcap are 32 bits wide and go round */
	uint64_t received, dropped;
	int card[CARD_COUNTS]; /* files of /sys with what the card lost; -1 none */
	uint64_t card_dropped; /* in them, when it was opened */
	void (*take)(void *ctx, const struct frame *f);
	void *ctx;
};

/* libpcap's results of activating (pcap/pcap.h), as errors. */
static int error_of(int result)
{
	enum { NO_SUCH_DEVICE = -5, PERM_DENIED = -8, IFACE_NOT_UP = -9, PROMISC_PERM_DENIED = -11 };

	return result == NO_SUCH_DEVICE                                 ? -ENODEV
	       : result == PERM_DENIED || result == PROMISC_PERM_DENIED ? -EPERM
	       : result == IFACE_NOT_UP                                 ? -ENETDOWN
									: -EIO;
}

/* What a network card had no room for never reaches the kernel (Documentation/ABI/testing/sysfs-class-net-
 * statistics). libpcap reads two of them itself, by opening the files each time: not behind walls. */
static int open_count(const char *interface, const char *name)
{
	char path[128];

	if (strchr(interface, '/'))
		return -1;
	snprintf(path, sizeof path, "/sys/class/net/%.60s/statistics/%.40s", interface, name);
	return open(path, O_RDONLY | O_CLOEXEC);
}

static void open_card(struct live *l, const char *interface)
{
	l->card[0] = open_count(interface, "rx_missed_errors");
	l->card[1] = open_count(interface, "rx_fifo_errors");
}

static uint64_t card_dropped(const struct live *l)
{
	uint64_t sum = 0;
	char text[32];

	for (int i = 0; i < CARD_COUNTS; i++) {
		ssize_t n = l->card[i] < 0 ? 0 : pread(l->card[i], text, sizeof text - 1, 0);

		text[n > 0 ? n : 0] = '\0';
		sum += strtoull(text, NULL, 10);
	}
	return sum;
}

static int activate(struct live *l, const char *interface, const struct live_options *o, struct err *e)
{
	static const struct {
		int error;
		const char *key;
	} keys[] = {{-ENODEV, "no-such-interface"},
		    {-EPERM, "no-permission-to-record"},
		    {-ENETDOWN, "interface-down"},
		    {-EIO, "cannot-record"}};
	char error[ERROR_ROOM] = "";
	int r, k = 0;

	l->pcap = l->lib.create(interface, error);
	if (!l->pcap)
		return err_set(e, -EIO, interface, "cannot-record", "%s", error);
	l->lib.set_snaplen(l->pcap, o->snaplen ? (int)o->snaplen : SNAPLEN);
	l->lib.set_promisc(l->pcap, 1);
	l->lib.set_timeout(l->pcap, WAIT_MS);
	l->lib.set_buffer_size(l->pcap, (int)(o->ring_mb ? o->ring_mb : RING_MB) << 20);
	r = l->lib.activate(l->pcap);
	if (r < 0) {
		while (keys[k].error != error_of(r))
			k++;
		return err_set(e, keys[k].error, interface, keys[k].key, "%s", l->lib.strerror(r));
	}
	l->link = pcaplib_link(l->lib.datalink(l->pcap));
	if (o->no_wait && l->lib.setnonblock(l->pcap, 1, error) < 0)
		return err_set(e, -EIO, interface, "cannot-record", "%s", error);
	open_card(l, interface);
	l->card_dropped = card_dropped(l);
	return 0;
}

int live_open(const char *interface, const struct live_options *options, struct live **ret_live,
	      struct err *ret_err)
{
	static const struct live_options usual = {0};
	struct live *l = calloc(1, sizeof *l);
	int r;

	if (!l)
		return err_set(ret_err, -ENOMEM, interface, "no-memory", "%s", "");
	for (int i = 0; i < CARD_COUNTS; i++)
		l->card[i] = -1;
	r = pcaplib_load(&l->lib, interface, ret_err);
	if (r == 0)
		r = activate(l, interface, options ? options : &usual, ret_err);
	if (r < 0)
		live_free(l);
	else
		*ret_live = l;
	return r;
}

int live_fd(const struct live *l) { return l->lib.selectable_fd(l->pcap); }

static void on_frame(uint8_t *ctx, const struct pcap_header *h, const uint8_t *bytes)
{
	struct live *l = (struct live *)(void *)ctx;
	const struct frame f = {
		.when = (int64_t)h->when.tv_sec * 1000000 + h->when.tv_usec,
		.at = {0, (uint32_t)++l->frames},
		.link = l->link,
		.captured = h->captured,
		.wire = h->wire,
		.bytes = bytes,
	};

	l->take(l->ctx, &f);
}

int live_take(struct live *l, void (*take)(void *ctx, const struct frame *f), void *ctx, struct err *ret_err)
{
	enum { BREAK = -2 };
	int n;

	l->take = take;
	l->ctx = ctx;
	n = l->lib.dispatch(l->pcap, BATCH, on_frame, (uint8_t *)(void *)l);
	if (n >= 0 || n == BREAK)
		return n >= 0 ? n : 0;
	return err_set(ret_err, -EIO, "", "cannot-record", "%s", l->lib.geterr(l->pcap));
}

void live_counts(struct live *l, uint64_t *ret_received, uint64_t *ret_dropped)
{
	struct pcap_stats now;
	uint64_t card;

	if (l->lib.stats(l->pcap, &now) == 0) {
		l->received += now.received - l->last.received;
		l->dropped += now.dropped - l->last.dropped;
		l->last = now;
	}
	card = card_dropped(l);
	if (card > l->card_dropped)
		l->dropped += card - l->card_dropped;
	l->card_dropped = card; /* it begins anew when a driver is loaded again */
	*ret_received = l->received;
	*ret_dropped = l->dropped;
}

void live_free(struct live *l)
{
	if (!l)
		return;
	if (l->pcap)
		l->lib.close(l->pcap);
	pcaplib_unload(&l->lib);
	for (int i = 0; i < CARD_COUNTS; i++)
		if (l->card[i] >= 0)
			close(l->card[i]);
	free(l);
}
