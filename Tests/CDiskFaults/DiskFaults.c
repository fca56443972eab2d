// Stands in front of the C library's file calls in a whole process (LD_PRELOAD) and lets one of them fail, for tests of
// the real binary. Only files below FAREGATE_FAULT_FOLDER are touched.
//
//   FAREGATE_FAULT=write:3         the third write fails with an I/O error, after half of its bytes
//   FAREGATE_FAULT=sync:2:ever     the second fsync or fdatasync and all after it fail
//   FAREGATE_FAULT=full:40000      so many bytes are written, then the disk is full
//
// Build: cc -shared -fPIC -O2 -o libdiskfaults.so DiskFaults.c -ldl
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static atomic_long writes, syncs, written;

// Whether this call is the one to fail: kind and number from FAREGATE_FAULT.
static int fails(const char *kind, long count) {
    const char *fault = getenv("FAREGATE_FAULT");
    size_t length = strlen(kind);
    if (fault == NULL || strncmp(fault, kind, length) != 0 || fault[length] != ':') return 0;
    char *rest;
    long first = strtol(fault + length + 1, &rest, 10);
    return count == first || (count > first && strcmp(rest, ":ever") == 0);
}

static int is_watched(int descriptor) {
    const char *folder = getenv("FAREGATE_FAULT_FOLDER");
    if (folder == NULL) return 0;
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return strncmp(path, folder, strlen(folder)) == 0;
}

// How many of `size` bytes may be written; -1 and errno if none.
static ssize_t allowed(size_t size) {
    if (fails("write", ++writes)) {
        errno = EIO;
        return size > 1 ? (ssize_t)(size / 2) : -1;
    }
    const char *fault = getenv("FAREGATE_FAULT");
    if (fault == NULL || strncmp(fault, "full:", 5) != 0) return (ssize_t)size;
    long left = strtol(fault + 5, NULL, 10) - written;
    if (left <= 0) {
        errno = ENOSPC;
        return -1;
    }
    return left < (long)size ? left : (ssize_t)size;
}

ssize_t pwrite(int descriptor, const void *bytes, size_t size, off_t offset) {
    ssize_t (*real)(int, const void *, size_t, off_t) = dlsym(RTLD_NEXT, "pwrite");
    if (!is_watched(descriptor)) return real(descriptor, bytes, size, offset);
    ssize_t count = allowed(size);
    if (count < 0) return -1;
    ssize_t done = real(descriptor, bytes, (size_t)count, offset);
    if (done > 0) written += done;
    // A failing write leaves its first half behind, as disks do.
    if (fails("write", writes)) {
        errno = EIO;
        return -1;
    }
    return done;
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t size, off64_t offset) {
    return pwrite(descriptor, bytes, size, (off_t)offset);
}

static int sync_with(const char *name, int descriptor) {
    int (*real)(int) = dlsym(RTLD_NEXT, name);
    if (is_watched(descriptor) && fails("sync", ++syncs)) {
        errno = EIO;
        return -1;
    }
    return real(descriptor);
}

int fsync(int descriptor) { return sync_with("fsync", descriptor); }

int fdatasync(int descriptor) { return sync_with("fdatasync", descriptor); }
