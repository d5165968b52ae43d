/* libpcap, loaded when it is needed: for filters and live interfaces. The few calls used, declared here by
 * their public interface (pcap(3PCAP)), so that neither building nor plain reading needs it. */
#ifndef MIMAMORI_CAPTURE_PCAPLIB_H
#define MIMAMORI_CAPTURE_PCAPLIB_H

#include "base/err.h"

#include <stdint.h>
#include <sys/time.h>

struct pcap; /* libpcap's pcap_t */

struct pcap_program {
	unsigned count;
	void *instructions;
};

struct pcap_header {
	struct timeval when; /* the fraction is in nanoseconds when the handle was told so */
	uint32_t captured, wire;
};

struct pcap_stats {
	unsigned received, dropped, dropped_by_interface;
};

typedef void pcap_taker(uint8_t *ctx, const struct pcap_header *header, const uint8_t *bytes);

struct pcaplib {
	void *handle;
	struct pcap *(*open_dead)(int dlt, int snaplen);
	int (*compile)(struct pcap *p, struct pcap_program *ret, const char *expression, int optimize,
		       uint32_t netmask);
	char *(*geterr)(struct pcap *p);
	void (*freecode)(struct pcap_program *program);
	void (*close)(struct pcap *p);
	unsigned (*run)(const void *instructions, const uint8_t *bytes, unsigned wire, unsigned captured);

	struct pcap *(*create)(const char *interface, char *error); /* error: 256 bytes */
	int (*set_snaplen)(struct pcap *p, int bytes);
	int (*set_promisc)(struct pcap *p, int yes);
	int (*set_timeout)(struct pcap *p, int ms);
	int (*set_buffer_size)(struct pcap *p, int bytes);
	int (*activate)(struct pcap *p);
	int (*datalink)(struct pcap *p);
	int (*setnonblock)(struct pcap *p, int yes, char *error);
	int (*selectable_fd)(struct pcap *p);
	int (*dispatch)(struct pcap *p, int count, pcap_taker *take, uint8_t *ctx);
	int (*stats)(struct pcap *p, struct pcap_stats *ret);
	const char *(*strerror)(int code);
};

/* Fills lib; -ENOENT with ret_err when libpcap is not there. subject: the option that asks for it. */
int pcaplib_load(struct pcaplib *lib, const char *subject, struct err *ret_err);
void pcaplib_unload(struct pcaplib *lib);

/* libpcap's own numbers of link types (DLT) differ from those in files for some, on Linux. */
int pcaplib_dlt(uint32_t link);
uint32_t pcaplib_link(int dlt);

#endif
