// A child that never outlives its parent. In C: Swift's Glibc module has neither fork(2) nor prctl(2).
#ifndef FAREGATE_CCHILDPROCESS_H
#define FAREGATE_CCHILDPROCESS_H

#include <sys/types.h>

/// Starts a program by its path, with nothing to read and its words in a file. The kernel kills it with SIGKILL when the
/// thread that has started it ends, however that comes.
///
/// Returns its process, or -1 with errno; a program that cannot be run ends with exit code 127.
pid_t faregate_start_child(char *const * arguments, char *const * environment, const char * log);

#endif
