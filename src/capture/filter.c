#include "capture/filter.h"
#include "capture/pcaplib.h"

#include <errno.h>
#include <stdlib.h>

enum { PROGRAMS = 64, SNAPLEN = 262144 };

struct program {
	uint32_t link;
	bool ok;
	struct pcap_program code;
};

struct filter {
	const char *expression;
	struct pcaplib lib;
	struct program programs[PROGRAMS];
	unsigned count, last; /* last: the one used last */
};

int filter_open(const char *expression, struct filter **ret_filter, struct err *ret_err)
{
	struct filter *f = calloc(1, sizeof *f);
	int r;

	if (!f)
		return err_set(ret_err, -ENOMEM, "--filter", "no-memory", "%s", "");
	f->expression = expression;
	r = pcaplib_load(&f->lib, "--filter", ret_err);
	if (r < 0) {
		free(f);
		return r;
	}
	*ret_filter = f;
	return 0;
}

static bool compile(struct filter *f, struct program *p, struct err *ret_err)
{
	const struct pcaplib *lib = &f->lib;
	struct pcap *dead = lib->open_dead(pcaplib_dlt(p->link), SNAPLEN);
	enum { ANY_NETMASK = (int)0xffffffffu };

	if (!dead)
		return false;
	p->ok = lib->compile(dead, &p->code, f->expression, 1, (uint32_t)ANY_NETMASK) == 0;
	if (!p->ok)
		err_set(ret_err, ERR_USAGE, f->expression, "bad-filter", "%s", lib->geterr(dead));
	lib->close(dead);
	return p->ok;
}

static struct program *program_of(struct filter *f, uint32_t link, struct err *ret_err)
{
	struct program *p = &f->programs[f->last];

	if (f->count && p->link == link)
		return p;
	for (f->last = 0; f->last < f->count; f->last++)
		if (f->programs[f->last].link == link)
			return &f->programs[f->last];
	if (f->count == PROGRAMS) {
		f->last = 0;
		return NULL;
	}
	p = &f->programs[f->count++];
	p->link = link;
	compile(f, p, ret_err);
	return p;
}

bool filter_speaks(struct filter *f, uint32_t link, struct err *ret_err)
{
	const struct program *p = program_of(f, link, ret_err);

	return p && p->ok;
}

bool filter_takes(struct filter *f, const struct frame *frame)
{
	const struct program *p = program_of(f, frame->link, NULL);

	return p && p->ok && f->lib.run(p->code.instructions, frame->bytes, frame->wire, frame->captured);
}

void filter_free(struct filter *f)
{
	if (!f)
		return;
	for (unsigned i = 0; i < f->count; i++)
		if (f->programs[i].ok)
			f->lib.freecode(&f->programs[i].code);
	pcaplib_unload(&f->lib);
	free(f);
}
