/*
 * A layer between a program and its files (LD_PRELOAD): the n-th operation below a folder fails.
 *
 *   FAULT_ROOT  the folder, absolute; the program runs in it, so that relative paths are below it too
 *   FAULT_KIND  what happens, see `kinds` below
 *   FAULT_AT    at which of the operations that can fail so, counted from 1; 0 only counts
 *   FAULT_ON    if set, every such operation from the n-th on fails: a full disk stays full
 *   FAULT_WITHIN  if set, only operations on paths with this in them can fail
 *   FAULT_LOG   a file for what was met: `fault OPERATION PATH` where something failed, and at the end `count N` and a line
 *               `OPERATION N` for each
 *
 * Only what the standard library of Rust calls is wrapped; operations that look at a descriptor count where the file was
 * opened below the folder.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum operation { OPEN, CREATE, READ, WRITE, SYNC, MKDIR, RMDIR, UNLINK, RENAME, STAT, OPENDIR, READDIR, LINK, CHMOD, RESOLVE, OPERATIONS };

static const char *const names[OPERATIONS] = {"open", "create", "read", "write", "sync", "mkdir", "rmdir", "unlink",
                                              "rename", "stat", "opendir", "readdir", "link", "chmod", "resolve"};

#define OF(operation) (1u << (operation))
#define CHANGES (OF(CREATE) | OF(MKDIR) | OF(RMDIR) | OF(UNLINK) | OF(RENAME) | OF(LINK) | OF(CHMOD))
#define NAMED (OF(OPEN) | OF(STAT) | OF(OPENDIR) | OF(RESOLVE) | CHANGES)

enum action { FAIL, VANISH, HALF, KILL, TEAR };

static const struct kind {
    const char *name;
    unsigned operations;
    int error;
    enum action action;
} kinds[] = {
    {"broken", OF(OPERATIONS) - 1, EIO, FAIL},
    {"full", OF(CREATE) | OF(WRITE) | OF(SYNC) | OF(MKDIR) | OF(LINK), ENOSPC, FAIL},
    {"denied", NAMED, EACCES, FAIL},
    {"read-only", CHANGES, EROFS, FAIL},
    {"interrupted", OF(OPEN) | OF(CREATE) | OF(READ) | OF(WRITE) | OF(SYNC), EINTR, FAIL},
    {"vanished", OF(OPEN) | OF(STAT) | OF(RENAME) | OF(UNLINK), 0, VANISH}, /* the file is removed before it is looked at */
    {"half", OF(WRITE), 0, HALF},                                           /* fewer bytes are written than were asked for */
    {"killed", CHANGES | OF(WRITE), 0, KILL},                               /* before the operation */
    {"torn", OF(WRITE), 0, TEAR},                                           /* killed after half of the bytes */
};

static const struct kind *kind;
static const char *root;
static const char *within;
static long at;
static int on;
static atomic_long met;
static atomic_long counts[OPERATIONS];
static atomic_char ours[65536];

#define REAL(name) ((__typeof__(&name))real(#name))

static void *real(const char *name) {
    return dlsym(RTLD_NEXT, name);
}

__attribute__((constructor)) static void begin(void) {
    const char *wanted = getenv("FAULT_KIND"), *number = getenv("FAULT_AT");
    root = getenv("FAULT_ROOT");
    at = number ? atol(number) : 0;
    on = getenv("FAULT_ON") != NULL;
    within = getenv("FAULT_WITHIN");
    for (size_t i = 0; wanted && i < sizeof kinds / sizeof *kinds; i++)
        if (!strcmp(kinds[i].name, wanted)) kind = &kinds[i];
}

static void note(const char *text) {
    const char *log = getenv("FAULT_LOG");
    int file = log ? REAL(open)(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644) : -1;
    if (file < 0) return;
    if (REAL(write)(file, text, strlen(text)) < 0) abort();
    REAL(close)(file);
}

__attribute__((destructor)) static void end(void) {
    char line[64];
    snprintf(line, sizeof line, "count %ld\n", atomic_load(&met));
    note(line);
    for (int i = 0; i < OPERATIONS; i++) {
        snprintf(line, sizeof line, "%s %ld\n", names[i], atomic_load(&counts[i]));
        note(line);
    }
}

static int is_open_below(int file) {
    return file >= 0 && file < (int)sizeof ours && atomic_load(&ours[file]);
}

static int is_below(int folder, const char *path) {
    if (!root || !path) return 0;
    if (!*path || (*path != '/' && folder != AT_FDCWD)) return is_open_below(folder);
    size_t length = strlen(root);
    return *path == '/' ? !strncmp(path, root, length) && (path[length] == '/' || !path[length]) : strncmp(path, "..", 2);
}

static int opened(int file, int below) {
    if (file >= 0 && file < (int)sizeof ours) atomic_store(&ours[file], below);
    return file;
}

/* The file of a descriptor. */
static const char *path_of(int file, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = REAL(readlink)(link, path, PATH_MAX - 1);
    path[length < 0 ? 0 : length] = 0;
    return path;
}

/* What a person could take away while the program runs: the author's files. */
static int can_vanish(const char *path) {
    struct stat found;
    return (strstr(path, "content/") || strstr(path, "themes/")) && !REAL(lstat)(path, &found) && S_ISREG(found.st_mode);
}

/* Counts an operation and says whether it is to fail. */
static int fails(enum operation operation, int folder, const char *path, char *whole) {
    atomic_fetch_add(&counts[operation], 1);
    if (!kind || !(kind->operations & OF(operation))) return 0;
    if (kind->action == VANISH && !can_vanish(path)) return 0;
    int relative = folder >= 0 && *path != '/';
    if (within && !strstr(path, within) && !(relative && strstr(path_of(folder, whole), within))) return 0;
    long number = atomic_fetch_add(&met, 1) + 1;
    if (!at || !(on ? number >= at : number == at)) return 0;
    char line[2 * PATH_MAX];
    snprintf(line, sizeof line, "fault %s %s%s%s\n", names[operation], relative ? path_of(folder, whole) : "",
             relative && *path ? "/" : "", path);
    note(line);
    if (kind->action == KILL) raise(SIGKILL);
    if (kind->action == VANISH) REAL(unlink)(path);
    errno = kind->error;
    return kind->action != VANISH;
}

/* Whether an operation on a path is to fail. */
static int named(enum operation operation, int folder, const char *path) {
    char whole[PATH_MAX];
    return is_below(folder, path) && fails(operation, folder, path, whole);
}

/* Whether an operation on an open file is to fail. */
static int held(enum operation operation, int file) {
    char whole[PATH_MAX];
    return is_open_below(file) && fails(operation, file, "", whole);
}

static enum operation way(int flags) {
    return flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC) ? CREATE : flags & O_DIRECTORY ? OPENDIR : OPEN;
}

#define MODE(flags)                                                                                                                        \
    mode_t mode = 0;                                                                                                                       \
    if ((flags) & O_CREAT) {                                                                                                               \
        va_list rest;                                                                                                                      \
        va_start(rest, flags);                                                                                                             \
        mode = va_arg(rest, mode_t);                                                                                                       \
        va_end(rest);                                                                                                                      \
    }

int open64(const char *path, int flags, ...) {
    MODE(flags)
    if (named(way(flags), AT_FDCWD, path)) return -1;
    return opened(REAL(open64)(path, flags, mode), is_below(AT_FDCWD, path));
}

int open(const char *path, int flags, ...) {
    MODE(flags)
    if (named(way(flags), AT_FDCWD, path)) return -1;
    return opened(REAL(open)(path, flags, mode), is_below(AT_FDCWD, path));
}

int openat64(int folder, const char *path, int flags, ...) {
    MODE(flags)
    if (named(way(flags), folder, path)) return -1;
    return opened(REAL(openat64)(folder, path, flags, mode), is_below(folder, path));
}

int close(int file) {
    opened(file, 0);
    return REAL(close)(file);
}

ssize_t read(int file, void *bytes, size_t length) {
    return held(READ, file) ? -1 : REAL(read)(file, bytes, length);
}

ssize_t write(int file, const void *bytes, size_t length) {
    if (!held(WRITE, file)) return REAL(write)(file, bytes, length);
    if (kind->action == FAIL) return -1;
    ssize_t written = REAL(write)(file, bytes, (length + 1) / 2);
    if (kind->action == TEAR) raise(SIGKILL);
    return written;
}

ssize_t writev(int file, const struct iovec *parts, int count) {
    if (!is_open_below(file)) return REAL(writev)(file, parts, count);
    return write(file, parts[0].iov_base, parts[0].iov_len);
}

int fsync(int file) {
    return held(SYNC, file) ? -1 : REAL(fsync)(file);
}

int fdatasync(int file) {
    return held(SYNC, file) ? -1 : REAL(fdatasync)(file);
}

int mkdir(const char *path, mode_t mode) {
    return named(MKDIR, AT_FDCWD, path) ? -1 : REAL(mkdir)(path, mode);
}

int rmdir(const char *path) {
    return named(RMDIR, AT_FDCWD, path) ? -1 : REAL(rmdir)(path);
}

int unlink(const char *path) {
    return named(UNLINK, AT_FDCWD, path) ? -1 : REAL(unlink)(path);
}

int unlinkat(int folder, const char *path, int flags) {
    return named(flags & AT_REMOVEDIR ? RMDIR : UNLINK, folder, path) ? -1 : REAL(unlinkat)(folder, path, flags);
}

int rename(const char *old, const char *new) {
    return named(RENAME, AT_FDCWD, new) ? -1 : REAL(rename)(old, new);
}

int link(const char *old, const char *new) {
    return named(LINK, AT_FDCWD, new) ? -1 : REAL(link)(old, new);
}

int linkat(int old_folder, const char *old, int folder, const char *new, int flags) {
    return named(LINK, folder, new) ? -1 : REAL(linkat)(old_folder, old, folder, new, flags);
}

int chmod(const char *path, mode_t mode) {
    return named(CHMOD, AT_FDCWD, path) ? -1 : REAL(chmod)(path, mode);
}

int fchmod(int file, mode_t mode) {
    return held(CHMOD, file) ? -1 : REAL(fchmod)(file, mode);
}

int statx(int folder, const char *path, int flags, unsigned mask, struct statx *found) {
    return named(STAT, folder, path) ? -1 : REAL(statx)(folder, path, flags, mask, found);
}

int stat64(const char *path, struct stat64 *found) {
    return named(STAT, AT_FDCWD, path) ? -1 : REAL(stat64)(path, found);
}

int lstat64(const char *path, struct stat64 *found) {
    return named(STAT, AT_FDCWD, path) ? -1 : REAL(lstat64)(path, found);
}

char *realpath(const char *path, char *resolved) {
    return named(RESOLVE, AT_FDCWD, path) ? NULL : REAL(realpath)(path, resolved);
}

ssize_t readlink(const char *path, char *target, size_t length) {
    return named(RESOLVE, AT_FDCWD, path) ? -1 : REAL(readlink)(path, target, length);
}

DIR *opendir(const char *path) {
    if (named(OPENDIR, AT_FDCWD, path)) return NULL;
    DIR *folder = REAL(opendir)(path);
    if (folder) opened(dirfd(folder), is_below(AT_FDCWD, path));
    return folder;
}

int closedir(DIR *folder) {
    opened(dirfd(folder), 0);
    return REAL(closedir)(folder);
}

struct dirent64 *readdir64(DIR *folder) {
    return held(READDIR, dirfd(folder)) ? NULL : REAL(readdir64)(folder);
}
