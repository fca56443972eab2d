#define _GNU_SOURCE
#include "HelperLimits.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

static int limit(__rlimit_resource_t resource, rlim_t most) {
    const struct rlimit both = {most, most};
    return setrlimit(resource, &both) == 0 ? 0 : errno;
}

/// The address space in use, in bytes; 0 where the system does not say.
static uint64_t address_space(void) {
    unsigned long pages = 0;
    FILE *file = fopen("/proc/self/statm", "re");
    if (!file) return 0;
    if (fscanf(file, "%lu", &pages) != 1) pages = 0;
    fclose(file);
    return (uint64_t)pages * (uint64_t)sysconf(_SC_PAGESIZE);
}

int32_t faregate_helper_confine(uint64_t bytes) {
    const uint64_t used = address_space();
    if (used == 0) return EIO;
    if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0) return errno;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return errno;
    if (close_range(3, ~0U, 0) != 0) return errno;
    int error = limit(RLIMIT_NOFILE, 3);
    if (!error) error = limit(RLIMIT_FSIZE, 0);
    if (!error) error = limit(RLIMIT_CORE, 0);
    if (!error) error = limit(RLIMIT_NPROC, 0);
    if (!error) error = limit(RLIMIT_AS, used + bytes);
    return error;
}

int32_t faregate_helper_allow_seconds(uint64_t seconds) {
    struct rusage usage;
    struct rlimit both;
    if (getrusage(RUSAGE_SELF, &usage) != 0 || getrlimit(RLIMIT_CPU, &both) != 0) return errno;
    // The limit counts from the start of the process; whole seconds, so that one more makes sure of them.
    both.rlim_cur = (rlim_t)usage.ru_utime.tv_sec + (rlim_t)usage.ru_stime.tv_sec + 2 + (rlim_t)seconds;
    return setrlimit(RLIMIT_CPU, &both) == 0 ? 0 : errno;
}
