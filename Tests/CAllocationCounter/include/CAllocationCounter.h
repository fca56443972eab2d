// Counts the allocations of the calling thread, for the guards of code that must not allocate.
#ifndef FAREGATE_ALLOCATION_COUNTER_H
#define FAREGATE_ALLOCATION_COUNTER_H

#include <stdint.h>

/// Allocations that the calling thread has made since the last reset.
uint64_t faregate_allocation_count(void);

/// Starts the calling thread's count at 0.
void faregate_reset_allocation_count(void);

#endif
