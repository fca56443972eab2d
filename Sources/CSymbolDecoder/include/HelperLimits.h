// What the helper process gives up before it touches a stranger's bytes. In C: prctl and getrlimit's macros are not
// Swift's.
#ifndef FAREGATE_HELPERLIMITS_H
#define FAREGATE_HELPERLIMITS_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Ends with its parent; has no descriptors but 0, 1 and 2 and can open none; writes no file, leaves no core, gains no
/// privileges, starts no thread or process unless it is root's; may use `bytes` more of address space than now.
/// Returns 0, or the error's number.
int32_t faregate_helper_confine(uint64_t bytes);

/// Lets the process use so many seconds of processor time from now on; beyond that the system ends it.
int32_t faregate_helper_allow_seconds(uint64_t seconds);

#ifdef __cplusplus
}
#endif

#endif
