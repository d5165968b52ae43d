#include "capture/pcaplib.h"

#include <dlfcn.h>
#include <errno.h>
#include <stddef.h>
#include <string.h>

static const struct {
	const char *name;
	size_t at;
} symbols[] = {
	{"pcap_open_dead", offsetof(struct pcaplib, open_dead)},
	{"pcap_compile", offsetof(struct pcaplib, compile)},
	{"pcap_geterr", offsetof(struct pcaplib, geterr)},
	{"pcap_freecode", offsetof(struct pcaplib, freecode)},
	{"pcap_close", offsetof(struct pcaplib, close)},
	{"bpf_filter", offsetof(struct pcaplib, run)},
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
