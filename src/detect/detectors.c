#include "detect/detectors.h"

#include <stddef.h>

#define DETECTOR(symbol) extern const struct detector symbol##_detector;
#include "detect/detectors.def"
#undef DETECTOR

const struct detector *const detectors[] = {
#define DETECTOR(symbol) &symbol##_detector,
#include "detect/detectors.def"
#undef DETECTOR
	NULL};
