/* Core's end of mimamori-courier: hands it settings and jobs, takes results. What is to be said to whom is
 * respond/messages.h; this is the way out. Courier knows the mail server only while a person permits it:
 * within a tenth of a second after the permission ends it is told to break off. */
#ifndef MIMAMORI_CORE_COURIER_H
#define MIMAMORI_CORE_COURIER_H

struct core;

int core_courier_begin(struct core *c); /* -ENOMEM */
void core_courier_end(struct core *c);
void core_courier_given(struct core *c, int fd); /* a fresh channel; takes fd */
void core_courier_gone(struct core *c);          /* it ended */
void core_courier_missing(struct core *c);
/* Somebody changed something of this topic (core_changed()); NULL: anything. */
void core_courier_changed(struct core *c, const char *topic);

#endif
