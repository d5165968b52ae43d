#include "capture/pcaplib.h"

#include <dlfcn.h>
#include <errno.h>
#include <stddef.h>
#include <string.h>

#define SYMBOL(name, member)                                                                                 \
	{                                                                                                    \
		name, offsetof(struct pcaplib, member)                                                       \
	}

static const struct {
	const char *name;
	size_t at;
} symbols[] = {
	SYMBOL("pcap_open_dead", open_dead),
	SYMBOL("pcap_compile", compile),
	SYMBOL("pcap_geterr", geterr),
	SYMBOL("pcap_freecode", freecode),
	SYMBOL("pcap_close", close),
	SYMBOL("bpf_filter", run),
	SYMBOL("pcap_create", create),
	SYMBOL("pcap_set_snaplen", set_snaplen),
	SYMBOL("pcap_set_promisc", set_promisc),
	SYMBOL("pcap_set_timeout", set_timeout),
	SYMBOL("pcap_set_buffer_size", set_buffer_size),
	SYMBOL("pcap_activate", activate),
	SYMBOL("pcap_datalink", datalink),
	SYMBOL("pcap_setnonblock", setnonblock),
	SYMBOL("pcap_get_selectable_fd", selectable_fd),
	SYMBOL("pcap_dispatch", dispatch),
	SYMBOL("pcap_stats", stats),
	SYMBOL("pcap_statustostr", strerror),
};

int pcaplib_load(struct pcaplib *lib, const char *subject, struct err *ret_err)
{
	*lib = (struct pcaplib){.handle = dlopen("libpcap.so.0.8", RTLD_NOW | RTLD_LOCAL)};
	if (!lib->handle)
		lib->handle = dlopen("libpcap.so.1", RTLD_NOW | RTLD_LOCAL);
	for (size_t i = 0; lib->handle && i < sizeof symbols / sizeof *symbols; i++) {
		void *symbol = dlsym(lib->handle, symbols[i].name);

		if (!symbol)
			pcaplib_unload(lib);
		else
			memcpy((char *)lib + symbols[i].at, &symbol, sizeof symbol);
	}
	return lib->handle ? 0 : err_set(ret_err, -ENOENT, subject, "no-libpcap", "%s", "libpcap0.8");
}

void pcaplib_unload(struct pcaplib *lib)
{
	if (lib->handle)
		dlclose(lib->handle);
	lib->handle = NULL;
}

static const struct {
	uint32_t link;
	int dlt;
} pairs[] = {{100, 11}, {101, 12}, {102, 15}, {103, 16}, {106, 19}, {246, 18}};

int pcaplib_dlt(uint32_t link)
{
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if (pairs[i].link == link)
			return pairs[i].dlt;
	return (int)link;
}

uint32_t pcaplib_link(int dlt)
{
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if (pairs[i].dlt == dlt)
			return pairs[i].link;
	return (uint32_t)dlt;
}
