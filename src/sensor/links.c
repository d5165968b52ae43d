/* What the kernel says of interfaces that come, go, lose their cable (rtnetlink(7)): listened to on a socket
 * that is opened before the walls. */
#include "sensor/sensor.h"

#include <errno.h>
#include <linux/if.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

void links_open(struct sensor *s)
{
	const struct sockaddr_nl all = {.nl_family = AF_NETLINK, .nl_groups = RTMGRP_LINK};

	s->links = s->options.interfaces
			   ? socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE)
			   : -1;
	if (s->links >= 0 && bind(s->links, (const struct sockaddr *)&all, sizeof all) < 0) {
		sensor_say("netlink", strerror(errno));
		close(s->links);
		s->links = -1;
	}
}

/* The name in a link message, terminated, or "". */
static void name_of(const struct nlmsghdr *h, char ret[IFNAMSIZ])
{
	struct rd r = rd_of(h, h->nlmsg_len);

	ret[0] = '\0';
	rd_skip(&r, NLMSG_SPACE(sizeof(struct ifinfomsg)));
	while (rd_left(&r) >= sizeof(struct rtattr)) {
		struct rtattr a;
		struct rd value;

		memcpy(&a, r.at, sizeof a);
		if (a.rta_len < sizeof a || a.rta_len > rd_left(&r))
			return;
		value = rd_of(r.at + sizeof a, a.rta_len - sizeof a);
		if (a.rta_type == IFLA_IFNAME && rd_left(&value) <= IFNAMSIZ &&
		    memchr(value.at, 0, rd_left(&value)))
			memcpy(ret, value.at, rd_left(&value));
		rd_skip(&r, RTA_ALIGN(a.rta_len) < rd_left(&r) ? RTA_ALIGN(a.rta_len) : rd_left(&r));
	}
}

/* It can be opened now, but not by us: our rights are gone. */
static void start_again(struct port *p)
{
	if (p->told.state == RELAY_REFUSED)
		return;
	sensor_say(p->name, "it is there again");
	p->sensor->status = SENSOR_AGAIN;
	loop_stop(p->sensor->loop);
}

static void changed(struct port *p, const struct ifinfomsg *i, bool gone)
{
	bool up = i->ifi_flags & IFF_UP && i->ifi_flags & IFF_LOWER_UP;

	if (gone && i->ifi_index == p->index)
		port_state(p, RELAY_GONE, ENODEV);
	else if (!gone && up && (!p->live || i->ifi_index != p->index))
		start_again(p);
	else if (!gone && i->ifi_index == p->index && p->live)
		port_state(p, up ? RELAY_UP : RELAY_DOWN, up ? 0 : ENETDOWN);
}

static void take(struct sensor *s, const struct nlmsghdr *h)
{
	struct ifinfomsg info;
	char name[IFNAMSIZ];

	if ((h->nlmsg_type != RTM_NEWLINK && h->nlmsg_type != RTM_DELLINK) ||
	    h->nlmsg_len < NLMSG_LENGTH(sizeof info))
		return;
	memcpy(&info, NLMSG_DATA(h), sizeof info);
	name_of(h, name);
	for (unsigned i = 0; i < s->options.interfaces; i++)
		if (strcmp(s->port[i].name, name) == 0)
			changed(&s->port[i], &info, h->nlmsg_type == RTM_DELLINK);
		else if (info.ifi_index == s->port[i].index && h->nlmsg_type == RTM_NEWLINK)
			port_state(&s->port[i], RELAY_GONE, ENODEV); /* it was given another name */
}

static void on_links(void *ctx, short events)
{
	struct sensor *s = ctx;
	_Alignas(struct nlmsghdr) char bytes[16384];
	ssize_t n;

	(void)events;
	while ((n = recv(s->links, bytes, sizeof bytes, 0)) > 0) {
		unsigned left = (unsigned)n;

		for (struct nlmsghdr *h = (struct nlmsghdr *)(void *)bytes; NLMSG_OK(h, left);
		     h = NLMSG_NEXT(h, left))
			take(s, h);
	}
}

void links_watch(struct sensor *s)
{
	if (s->links >= 0)
		loop_watch(s->loop, s->links, NULL, on_links, s);
}
