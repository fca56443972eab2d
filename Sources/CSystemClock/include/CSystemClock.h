// What the kernel says of its clock: Swift's Glibc module has no <sys/timex.h>.
#ifndef FAREGATE_CSYSTEMCLOCK_H
#define FAREGATE_CSYSTEMCLOCK_H

#include <stdbool.h>

/// Whether a time service keeps the system's clock (adjtimex(2): neither TIME_ERROR nor STA_UNSYNC).
bool faregate_clock_is_synchronised(void);

#endif
