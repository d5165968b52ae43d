/* What UPnP and ONVIF words imply: shared by SSDP, HTTP (device descriptions) and WS-Discovery. Nothing
 * fails. */
#ifndef MIMAMORI_DECODE_UPNP_H
#define MIMAMORI_DECODE_UPNP_H

#include "decode/emit.h"

/* A device or service type ("urn:schemas-upnp-org:device:InternetGatewayDevice:1"): its kind and role, if it
 * implies one. */
void upnp_type(struct emit *e, enum about about, struct text type);

/* One leaf element of a UPnP device description, an ONVIF answer or a SOAP body about the sender. seen is a
 * set of those told before, zero at the start of a document: only the first of each counts (embedded devices
 * follow). */
void upnp_element(struct emit *e, uint32_t *seen, struct text element, struct text value);

#endif
