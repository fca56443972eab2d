// The data files shipped inside the binary: editions (stations, links, fares) and tariffs.
#ifndef FAREGATE_FARE_DATA_H
#define FAREGATE_FARE_DATA_H

#include <stddef.h>

/// One embedded file: its path below the source folder, and its bytes, which live as long as the process.
typedef struct {
    const char *_Nonnull path;
    const unsigned char *_Nonnull bytes;
    size_t count;
} faregate_resource;

/// How many files are embedded.
size_t faregate_resource_count(void);

/// The file at `index`, which must be below `faregate_resource_count()`.
faregate_resource faregate_resource_at(size_t index);

#endif
