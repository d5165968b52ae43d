/* An id of another catalogue as the API shows it (schema MappingTerm). Inside the room only. */
#ifndef MIMAMORI_SERVE_MAPPING_JSON_H
#define MIMAMORI_SERVE_MAPPING_JSON_H

#include "assess/mapping.h"
#include "base/out.h"

void json_mapping_term(struct out *o, const struct mapping_term *t);

#endif
