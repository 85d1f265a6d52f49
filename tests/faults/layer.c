/*
 * A layer between a program and its files (LD_PRELOAD): the n-th operation below a folder fails, or the power goes at it, or the
 * program is held there.
 *
 *   FAULT_ROOT  the folder, absolute; the program runs in it, so that relative paths are below it too
 *   FAULT_KIND  what happens, see `kinds` below
 *   FAULT_AT    at which of the operations that can fail so, counted from 1; 0 only counts; the largest number of all: at the end
 *   FAULT_ON    if set, every such operation from the n-th on fails: a full disk stays full
 *   FAULT_WITHIN  if set, only operations on paths with this in them can fail
 *   FAULT_LOG   a file for what was met: `fault OPERATION PATH` where something failed, and at the end `count N` and a line
 *               `OPERATION N` for each; beside it `.held` appears where the program is held, until `.go` is there, and `.kept` is
 *               a folder of files that the program removed or replaced, for the time when the power goes
 *
 * Only what the standard library of Rust calls is wrapped; operations that look at a descriptor count where the file was
 * opened below the folder. What would be forced to the disk is only remembered: the power of the machine does not go, and a real
 * disk takes its time.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum operation { OPEN, CREATE, READ, WRITE, SYNC, MKDIR, RMDIR, UNLINK, RENAME, STAT, OPENDIR, READDIR, LINK, CHMOD, RESOLVE, SLEEP, OPERATIONS };

static const char *const names[OPERATIONS] = {"open", "create", "read", "write", "sync", "mkdir", "rmdir", "unlink",
                                              "rename", "stat", "opendir", "readdir", "link", "chmod", "resolve", "sleep"};

#define OF(operation) (1u << (operation))
#define CHANGES (OF(CREATE) | OF(MKDIR) | OF(RMDIR) | OF(UNLINK) | OF(RENAME) | OF(LINK) | OF(CHMOD))
#define NAMED (OF(OPEN) | OF(STAT) | OF(OPENDIR) | OF(RESOLVE) | CHANGES)

enum action { FAIL, VANISH, HALF, KILL, TEAR, HOLD, LOSE_DATA, LOSE_NAMES, LOSE_HALF };

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
    {"held", CHANGES | OF(WRITE) | OF(SYNC), 0, HOLD},                      /* before the operation, until it may go on */
    /* The power goes. Of files that were not forced to the disk nothing is left but their names; of names in folders that were not
     * forced there, none is lost, or all, or the later half. */
    {"data-lost", CHANGES | OF(WRITE) | OF(SYNC), 0, LOSE_DATA},
    {"names-lost", CHANGES | OF(WRITE) | OF(SYNC), 0, LOSE_NAMES},
    {"half-lost", CHANGES | OF(WRITE) | OF(SYNC), 0, LOSE_HALF},
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

/* A change of names that can be taken back as long as its folder was not forced to the disk. */
struct change {
    enum operation operation;
    char *path, *from; /* absolute; `from` of RENAME */
    char *kept;        /* the file that was there before, under another name */
    dev_t device;
    ino_t folder;
    int is_durable;
};

static struct change changes[65536];
static int changed;
/* Files with bytes that were not forced to the disk, by descriptors of our own. */
static struct stat dirty[4096];
static int dirty_files[4096];
static int dirtied;
static pthread_mutex_t recording = PTHREAD_MUTEX_INITIALIZER;

static int loses(void) {
    return kind && kind->action >= LOSE_DATA;
}

__attribute__((constructor)) static void begin(void) {
    const char *wanted = getenv("FAULT_KIND"), *number = getenv("FAULT_AT");
    root = getenv("FAULT_ROOT");
    at = number ? atol(number) : 0;
    on = getenv("FAULT_ON") != NULL;
    within = getenv("FAULT_WITHIN");
    for (size_t i = 0; wanted && i < sizeof kinds / sizeof *kinds; i++)
        if (!strcmp(kinds[i].name, wanted)) kind = &kinds[i];
    struct rlimit files;
    if (loses() && !getrlimit(RLIMIT_NOFILE, &files)) {
        files.rlim_cur = files.rlim_max;
        setrlimit(RLIMIT_NOFILE, &files);
    }
}

/* A file beside the log. */
static char *beside(const char *ending, char *path) {
    snprintf(path, PATH_MAX, "%s%s", getenv("FAULT_LOG"), ending);
    return path;
}

static void note(const char *text) {
    const char *log = getenv("FAULT_LOG");
    int file = log ? REAL(open)(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644) : -1;
    if (file < 0) return;
    if (REAL(write)(file, text, strlen(text)) < 0) abort();
    REAL(close)(file);
}

static void lose_power(void);

__attribute__((destructor)) static void end(void) {
    char line[64];
    if (loses() && at == LONG_MAX) lose_power();
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

/* The absolute path of a name in a folder. */
static char *absolute(int folder, const char *path, char *whole) {
    char around[PATH_MAX] = "";
    if (*path == '/') around[0] = 0;
    else if (folder == AT_FDCWD) { if (!getcwd(around, sizeof around)) abort(); }
    else path_of(folder, around);
    if (snprintf(whole, PATH_MAX, "%s%s%s", around, *around ? "/" : "", path) >= PATH_MAX) abort();
    return whole;
}

/* Keeps a file that is going to be removed or replaced. */
static char *keep(int folder, const char *path) {
    static atomic_int number;
    char whole[PATH_MAX], kept[PATH_MAX], within_kept[PATH_MAX + 16];
    if (!loses() || !is_below(folder, path)) return NULL;
    REAL(mkdir)(beside(".kept", kept), 0755);
    snprintf(within_kept, sizeof within_kept, "%s/%d", kept, atomic_fetch_add(&number, 1));
    return REAL(linkat)(AT_FDCWD, absolute(folder, path, whole), AT_FDCWD, within_kept, 0) ? NULL : strdup(within_kept);
}

/* Remembers a change of names; the first operand is the result of the operation, and is given back. */
static int record(int result, enum operation operation, int folder, const char *path, const char *from, char *kept) {
    char whole[PATH_MAX], around[PATH_MAX];
    struct stat found;
    int before = errno;
    if (result < 0 || !loses() || !is_below(folder, path)) return result;
    strcpy(around, absolute(folder, path, whole));
    *strrchr(around, '/') = 0;
    if (REAL(stat)(around, &found)) memset(&found, 0, sizeof found);
    pthread_mutex_lock(&recording);
    if (changed == sizeof changes / sizeof *changes) abort();
    changes[changed++] = (struct change){operation, strdup(whole), from ? strdup(absolute(AT_FDCWD, from, around)) : NULL, kept,
                                         found.st_dev, found.st_ino, 0};
    pthread_mutex_unlock(&recording);
    errno = before;
    return result;
}

/* Remembers that a file has bytes that were not forced to the disk. */
static void soil(int file) {
    struct stat found;
    if (!loses() || fstat(file, &found)) return;
    pthread_mutex_lock(&recording);
    int i = 0;
    while (i < dirtied && (dirty[i].st_ino != found.st_ino || dirty[i].st_dev != found.st_dev)) i++;
    if (i == dirtied) {
        if (dirtied == sizeof dirty_files / sizeof *dirty_files) abort();
        dirty_files[dirtied] = fcntl(file, F_DUPFD_CLOEXEC, 0);
        dirty[dirtied++] = found;
    }
    pthread_mutex_unlock(&recording);
}

/* A file is on the disk with its bytes, a folder with its names; without a file, everything is. */
static void settle(int file) {
    struct stat found = {0};
    if (!loses() || (file >= 0 && fstat(file, &found))) return;
    pthread_mutex_lock(&recording);
    for (int i = 0; i < changed; i++)
        if (file < 0 || (changes[i].folder == found.st_ino && changes[i].device == found.st_dev)) changes[i].is_durable = 1;
    for (int i = dirtied - 1; i >= 0; i--)
        if (file < 0 || (dirty[i].st_ino == found.st_ino && dirty[i].st_dev == found.st_dev)) {
            REAL(close)(dirty_files[i]);
            dirty[i] = dirty[--dirtied];
            dirty_files[i] = dirty_files[dirtied];
        }
    pthread_mutex_unlock(&recording);
}

static void take_back(struct change *change) {
    switch (change->operation) {
    case CREATE:
    case LINK: REAL(unlink)(change->path); break;
    case MKDIR: REAL(rmdir)(change->path); break;
    case RMDIR: REAL(mkdir)(change->path, 0755); break;
    case UNLINK: break;
    case RENAME: REAL(rename)(change->path, change->from); break;
    default: abort();
    }
    if (change->kept) REAL(linkat)(AT_FDCWD, change->kept, AT_FDCWD, change->path, 0);
}

static void lose_power(void) {
    pthread_mutex_lock(&recording);
    int open = 0, lost = 0;
    for (int i = 0; i < changed; i++) open += !changes[i].is_durable;
    int wanted = kind->action == LOSE_DATA ? 0 : kind->action == LOSE_NAMES ? open : (open + 1) / 2;
    for (int i = changed - 1; i >= 0 && lost < wanted; i--)
        if (!changes[i].is_durable) {
            take_back(&changes[i]);
            lost++;
        }
    for (int i = 0; i < dirtied; i++)
        if (ftruncate(dirty_files[i], 0)) abort();
    raise(SIGKILL);
}

/* Waits until the program may go on. */
static void hold(void) {
    char path[PATH_MAX];
    REAL(close)(REAL(open)(beside(".held", path), O_WRONLY | O_CREAT | O_CLOEXEC, 0644));
    struct timespec pause = {0, 2000000};
    while (REAL(access)(beside(".go", path), F_OK)) REAL(nanosleep)(&pause, NULL);
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
    if (loses()) lose_power();
    if (kind->action == HOLD) {
        hold();
        return 0;
    }
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

/* A file that was opened; one that is new is a change of names. */
static int made(int file, int flags, int folder, const char *path) {
    int below = is_below(folder, path);
    if (file >= 0 && below && flags & (O_CREAT | O_TRUNC)) {
        if (flags & O_EXCL) record(0, CREATE, folder, path, NULL, NULL);
        soil(file);
    }
    return opened(file, below);
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
    return made(REAL(open64)(path, flags, mode), flags, AT_FDCWD, path);
}

int open(const char *path, int flags, ...) {
    MODE(flags)
    if (named(way(flags), AT_FDCWD, path)) return -1;
    return made(REAL(open)(path, flags, mode), flags, AT_FDCWD, path);
}

int openat64(int folder, const char *path, int flags, ...) {
    MODE(flags)
    if (named(way(flags), folder, path)) return -1;
    return made(REAL(openat64)(folder, path, flags, mode), flags, folder, path);
}

int close(int file) {
    opened(file, 0);
    return REAL(close)(file);
}

ssize_t read(int file, void *bytes, size_t length) {
    return held(READ, file) ? -1 : REAL(read)(file, bytes, length);
}

ssize_t write(int file, const void *bytes, size_t length) {
    if (!held(WRITE, file)) {
        if (is_open_below(file)) soil(file);
        return REAL(write)(file, bytes, length);
    }
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
    if (held(SYNC, file)) return -1;
    settle(file);
    return 0;
}

int syncfs(int file) {
    if (held(SYNC, file)) return -1;
    settle(-1);
    return 0;
}

int fdatasync(int file) {
    if (held(SYNC, file)) return -1;
    settle(file);
    return 0;
}

int mkdir(const char *path, mode_t mode) {
    return named(MKDIR, AT_FDCWD, path) ? -1 : record(REAL(mkdir)(path, mode), MKDIR, AT_FDCWD, path, NULL, NULL);
}

int rmdir(const char *path) {
    return named(RMDIR, AT_FDCWD, path) ? -1 : record(REAL(rmdir)(path), RMDIR, AT_FDCWD, path, NULL, NULL);
}

int unlink(const char *path) {
    if (named(UNLINK, AT_FDCWD, path)) return -1;
    char *kept = keep(AT_FDCWD, path);
    return record(REAL(unlink)(path), UNLINK, AT_FDCWD, path, NULL, kept);
}

int unlinkat(int folder, const char *path, int flags) {
    enum operation operation = flags & AT_REMOVEDIR ? RMDIR : UNLINK;
    if (named(operation, folder, path)) return -1;
    char *kept = operation == UNLINK ? keep(folder, path) : NULL;
    return record(REAL(unlinkat)(folder, path, flags), operation, folder, path, NULL, kept);
}

int rename(const char *old, const char *new) {
    if (named(RENAME, AT_FDCWD, new)) return -1;
    char *kept = keep(AT_FDCWD, new);
    return record(REAL(rename)(old, new), RENAME, AT_FDCWD, new, old, kept);
}

int link(const char *old, const char *new) {
    return named(LINK, AT_FDCWD, new) ? -1 : record(REAL(link)(old, new), LINK, AT_FDCWD, new, NULL, NULL);
}

int linkat(int old_folder, const char *old, int folder, const char *new, int flags) {
    return named(LINK, folder, new) ? -1 : record(REAL(linkat)(old_folder, old, folder, new, flags), LINK, folder, new, NULL, NULL);
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

/* Who waits before a step is tried again waits here for no time, but it is counted. */
int clock_nanosleep(clockid_t clock, int flags, const struct timespec *pause, struct timespec *rest) {
    atomic_fetch_add(&counts[SLEEP], 1);
    return kind && kind->action != HOLD ? 0 : REAL(clock_nanosleep)(clock, flags, pause, rest);
}

int nanosleep(const struct timespec *pause, struct timespec *rest) {
    atomic_fetch_add(&counts[SLEEP], 1);
    return kind && kind->action != HOLD ? 0 : REAL(nanosleep)(pause, rest);
}
