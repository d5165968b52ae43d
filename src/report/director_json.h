/* The directors' page as JSON (schema DirectorPage of data/api/director.yaml), for the API and for `director
 * show`. */
#ifndef MIMAMORI_REPORT_DIRECTOR_JSON_H
#define MIMAMORI_REPORT_DIRECTOR_JSON_H

#include "assess/director.h"
#include "base/out.h"

void director_json(struct out *o, const struct director *d);
void figure_json(struct out *o, const char *key, const struct figure *f); /* schema Figure; null for NULL */

#endif
