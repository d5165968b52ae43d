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

struct pcaplib {
	void *handle;
	struct pcap *(*open_dead)(int dlt, int snaplen);
	int (*compile)(struct pcap *p, struct pcap_program *ret, const char *expression, int optimize,
		       uint32_t netmask);
	char *(*geterr)(struct pcap *p);
	void (*freecode)(struct pcap_program *program);
	void (*close)(struct pcap *p);
	unsigned (*run)(const void *instructions, const uint8_t *bytes, unsigned wire, unsigned captured);
};

/* Fills lib; -ENOENT with ret_err when libpcap is not there. subject: the option that asks for it. */
int pcaplib_load(struct pcaplib *lib, const char *subject, struct err *ret_err);
void pcaplib_unload(struct pcaplib *lib);

#endif
