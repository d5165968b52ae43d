/* All detectors, in the order of detectors.def; NULL-terminated. */
#ifndef MIMAMORI_DETECT_DETECTORS_H
#define MIMAMORI_DETECT_DETECTORS_H

#include "detect/detector.h"

extern const struct detector *const detectors[];

#endif
