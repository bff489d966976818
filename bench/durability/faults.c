/* Lets the n-th operation on files below one folder fail, or kills the process there. Loaded before the C library
   (LD_PRELOAD), so that it meets every write that Python and SQLite make. Built and driven by faults.py. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum { NONE, ONE_FAILS, ALL_FAIL, FULL, SYNC_FAILS, KILL_BEFORE, KILL_AFTER };
enum { GROWS, SYNCS, OTHER };

static long wanted, seen;
static int mode;
static char top[PATH_MAX];

void fault_arm(const char *folder, int how, long at)
{
    snprintf(top, sizeof top, "%s/", folder);
    mode = how;
    wanted = at;
    seen = 0;
}

long fault_seen(void) { return seen; }

static int below(const char *path) { return strncmp(path, top, strlen(top)) == 0; }

static int below_at(int dir, const char *path)
{
    char link[64], there[PATH_MAX];
    ssize_t length;

    if (path[0] == '/' || dir == AT_FDCWD)
        return below(path);
    snprintf(link, sizeof link, "/proc/self/fd/%d", dir);
    length = readlink(link, there, sizeof there - 2);
    if (length < 0)
        return 0;
    there[length] = '/';
    there[length + 1] = 0;
    return below(there);
}

static int below_fd(int fd) { return below_at(fd, ""); }

static void end(void) { kill(getpid(), SIGKILL); pause(); }

/* Whether the operation is to fail; then errno says how. Sets *last where it is to be the last one of this process. */
static int fails(int kind, int inside, int *last)
{
    int hit;

    *last = 0;
    if (mode == NONE || !inside || (mode == SYNC_FAILS && kind != SYNCS))
        return 0;
    seen++;
    hit = seen == wanted;
    switch (mode) {
    case ONE_FAILS:
    case SYNC_FAILS:
        errno = EIO;
        return hit;
    case ALL_FAIL:
        errno = EIO;
        return seen >= wanted;
    case FULL:
        errno = ENOSPC;
        return seen >= wanted && kind == GROWS;
    case KILL_BEFORE:
        if (hit)
            end();
        return 0;
    case KILL_AFTER:
        *last = hit;
        return 0;
    }
    return 0;
}

#define REAL(name) static __typeof__(&name) real; if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)
#define DONE(call) do { __typeof__(call) got = (call); if (last) end(); return got; } while (0)

/* A disk that becomes full takes the first half of what is written; a process that is killed has written half. */
#define WRITES(name, half, whole) do { int last; REAL(name); \
    if (fails(GROWS, below_fd(fd), &last)) { \
        if (mode == FULL && seen == wanted && size > 1) return half; \
        return -1; } \
    if (last && size > 1) { half; end(); } \
    DONE(whole); } while (0)

ssize_t write(int fd, const void *data, size_t size) { WRITES(write, real(fd, data, size / 2), real(fd, data, size)); }
ssize_t pwrite(int fd, const void *data, size_t size, off_t at)
{ WRITES(pwrite, real(fd, data, size / 2, at), real(fd, data, size, at)); }
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at)
{ WRITES(pwrite64, real(fd, data, size / 2, at), real(fd, data, size, at)); }

#define TRIED(name, kind, inside, call) do { int last; REAL(name); \
    if (fails(kind, inside, &last)) \
        return -1; \
    DONE(call); } while (0)

ssize_t writev(int fd, const struct iovec *parts, int count)
{ TRIED(writev, GROWS, below_fd(fd), real(fd, parts, count)); }
int fsync(int fd) { TRIED(fsync, SYNCS, below_fd(fd), real(fd)); }
int fdatasync(int fd) { TRIED(fdatasync, SYNCS, below_fd(fd), real(fd)); }
int ftruncate(int fd, off_t size) { TRIED(ftruncate, GROWS, below_fd(fd), real(fd, size)); }
int ftruncate64(int fd, off64_t size) { TRIED(ftruncate64, GROWS, below_fd(fd), real(fd, size)); }
int fallocate(int fd, int how, off_t at, off_t size) { TRIED(fallocate, GROWS, below_fd(fd), real(fd, how, at, size)); }
int fallocate64(int fd, int how, off64_t at, off64_t size)
{ TRIED(fallocate64, GROWS, below_fd(fd), real(fd, how, at, size)); }
int mkdir(const char *path, mode_t bits) { TRIED(mkdir, GROWS, below(path), real(path, bits)); }
int mkdirat(int dir, const char *path, mode_t bits)
{ TRIED(mkdirat, GROWS, below_at(dir, path), real(dir, path, bits)); }
int rename(const char *from, const char *to) { TRIED(rename, OTHER, below(to), real(from, to)); }
int renameat(int a, const char *from, int b, const char *to)
{ TRIED(renameat, OTHER, below_at(b, to), real(a, from, b, to)); }
int unlink(const char *path) { TRIED(unlink, OTHER, below(path), real(path)); }
int unlinkat(int dir, const char *path, int how) { TRIED(unlinkat, OTHER, below_at(dir, path), real(dir, path, how)); }
int rmdir(const char *path) { TRIED(rmdir, OTHER, below(path), real(path)); }

#define OPENS(name, inside, call) do { int last; mode_t bits = 0; REAL(name); \
    if (how & (O_CREAT | O_TMPFILE)) { va_list more; va_start(more, how); bits = va_arg(more, mode_t); va_end(more); } \
    if (fails(how & O_CREAT ? GROWS : OTHER, (how & (O_CREAT | O_WRONLY | O_RDWR)) && (inside), &last)) \
        return -1; \
    DONE(call); } while (0)

int open(const char *path, int how, ...) { OPENS(open, below(path), real(path, how, bits)); }
int open64(const char *path, int how, ...) { OPENS(open64, below(path), real(path, how, bits)); }
int openat(int dir, const char *path, int how, ...) { OPENS(openat, below_at(dir, path), real(dir, path, how, bits)); }
int openat64(int dir, const char *path, int how, ...)
{ OPENS(openat64, below_at(dir, path), real(dir, path, how, bits)); }
