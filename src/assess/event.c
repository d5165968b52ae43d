#include "assess/event.h"

#include "store/journal.h"

#include <errno.h>
#include <string.h>

void event_begin(struct event_body *b)
{
	*b = (struct event_body){0};
	b->error = out_init(&b->o, -1);
	if (b->error)
		b->o = (struct out){.fd = -1, .error = ENOMEM};
	json_object(&b->o, NULL);
}

int event_failed(struct store *s, int code, struct err *e)
{
	return err_set(e, code, "", "store", "%s", code == -ENOMEM ? strerror(ENOMEM) : store_error(s));
}

int event_told(struct event_body *b, struct store *s, const char *kind, const struct writing *w,
	       struct err *e)
{
	int r = b->error;

	json_end_object(&b->o);
	if (r == 0)
		r = b->o.error ? -ENOMEM
			       : journal_append(s, w->at, kind, w->actor, out_bytes(&b->o, NULL), NULL);
	out_clear(&b->o);
	return r < 0 ? event_failed(s, r, e) : 0;
}
