/* What a program does to one folder: written down in a log, and made to fail where a test asks for it.
 *
 * Loaded before libc (LD_PRELOAD). Nothing happens until the program calls power_begin or power_fault. Files are known
 * by their path: the kernel tells the path of a handle, also after the file was moved. A handle of a file that was
 * removed writes nowhere, and is passed over.
 *
 * One entry of the log: struct entry, the path, the other path (or the text of a mark), the data.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { WRITING = 1, MAKING = 2, SYNCING = 4, NAMING = 8 }; /* what may be made to fail */
enum { SHORT = -1 };                                       /* instead of an errno: only half is written */

struct entry {
    char what; /* Create, Write, Truncate, Sync, reName, Link, Unlink, maKe folder, Mark, unfOllowed */
    char pad[3];
    uint32_t path, other, data; /* bytes that follow */
    int64_t at;                 /* where in the file; the new size for Truncate */
};

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static char root[PATH_MAX]; /* empty: nobody asked for anything */
static int out = -1;        /* the log */
static int fault_classes, fault_errno, fault_first, fault_last, calls;

#define REAL(name) ((__typeof__(&name))real(#name))

static void *real(const char *name) {
    void *found = dlsym(RTLD_NEXT, name);
    if (!found) abort();
    return found;
}

static void put(const void *data, size_t size) {
    const char *from = data;
    while (size) {
        long done = syscall(SYS_write, out, from, size);
        if (done <= 0) abort(); /* half a log would prove nothing */
        from += done, size -= (size_t)done;
    }
}

static void note(char what, const char *path, const char *other, int64_t at, const void *data, size_t size) {
    if (out < 0) return;
    int kept = errno;
    struct entry head = {what, {0}, (uint32_t)strlen(path), (uint32_t)strlen(other), (uint32_t)size, at};
    put(&head, sizeof head), put(path, head.path), put(other, head.other), put(data, size);
    errno = kept;
}

/* ---------------------------------------------------------------- for the test */

void power_begin(const char *folder, const char *log) {
    snprintf(root, sizeof root, "%s", folder);
    out = (int)syscall(SYS_openat, AT_FDCWD, log, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
    if (out < 0) abort();
}

void power_mark(const char *text) { note('M', "", text, 0, "", 0); }

void power_end(void) {
    if (out >= 0) syscall(SYS_close, out);
    out = -1;
    root[0] = 0;
    fault_classes = 0;
}

/* Let calls number first to last of these classes fail, counted from now on. */
void power_fault(const char *folder, int classes, int number, int first, int last) {
    snprintf(root, sizeof root, "%s", folder);
    fault_errno = number, fault_first = first, fault_last = last, calls = 0, fault_classes = classes;
}

int power_calls(void) { return calls; } /* how many could have failed */

/* ---------------------------------------------------------------- whose file is it */

static int ours(const char *path) {
    size_t length = strlen(root);
    return length && !strncmp(path, root, length) && (path[length] == '/' || !path[length]);
}

/* The whole path of a name in a folder; empty when it is none of ours. */
static const char *named(int folder, const char *name, char *whole) {
    int kept = errno;
    char base[PATH_MAX] = "";
    whole[0] = 0;
    if (root[0] && name[0] == '/') {
        snprintf(whole, PATH_MAX, "%s", name);
    } else if (root[0]) {
        char link[64];
        snprintf(link, sizeof link, folder == AT_FDCWD ? "/proc/self/cwd" : "/proc/self/fd/%d", folder);
        ssize_t size = readlink(link, base, sizeof base - 1);
        size_t used = size > 0 ? (size_t)size : 0;
        if (used + strlen(name) + 2 < PATH_MAX) {
            memcpy(whole, base, used);
            snprintf(whole + used, PATH_MAX - used, "/%s", name);
        }
    }
    if (!ours(whole)) whole[0] = 0;
    errno = kept;
    return whole;
}

/* The path of an open handle; empty when it is none of ours, or was removed. */
static const char *held(int handle, char *whole) {
    int kept = errno;
    char link[64];
    struct stat told;
    whole[0] = 0;
    if (root[0]) {
        snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
        ssize_t size = readlink(link, whole, PATH_MAX - 1);
        whole[size > 0 ? size : 0] = 0;
        if (!ours(whole) || fstat(handle, &told) || !told.st_nlink) whole[0] = 0;
    }
    errno = kept;
    return whole;
}

/* 0, or what this call must fail with. */
static int fault(int class, const char *path) {
    if (!path[0] || !(class & fault_classes)) return 0;
    calls++;
    return calls >= fault_first && calls <= fault_last ? fault_errno : 0;
}

#define BEGIN(class, path)                                 \
    pthread_mutex_lock(&turn);                             \
    int wrong = fault(class, path);                        \
    if (wrong > 0) {                                       \
        pthread_mutex_unlock(&turn);                       \
        errno = wrong;                                     \
        return -1;                                         \
    }
#define END(answer)                                        \
    pthread_mutex_unlock(&turn);                           \
    return answer

/* ---------------------------------------------------------------- opened, made */

static int opened(const char *function, int folder, const char *name, int flags, mode_t mode) {
    int (*at)(int, const char *, int, ...) = (int (*)(int, const char *, int, ...))real(function);
    char whole[PATH_MAX];
    struct stat told;
    if (!named(folder, name, whole)[0] || (flags & O_TMPFILE) == O_TMPFILE || !(flags & (O_CREAT | O_TRUNC)))
        return at(folder, name, flags, mode);
    BEGIN(MAKING, whole)
    int kept = errno, missing = stat(whole, &told) != 0;
    errno = kept;
    int handle = at(folder, name, flags, mode);
    if (handle >= 0 && missing) note('C', whole, "", 0, "", 0);
    if (handle >= 0 && !missing && flags & O_TRUNC) note('T', whole, "", 0, "", 0);
    END(handle);
}

#define OPENING(name, ...)                                 \
    int name(__VA_ARGS__, int flags, ...) {                \
        va_list more;                                      \
        va_start(more, flags);                             \
        mode_t mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(more, mode_t) : 0; \
        va_end(more);
OPENING(open, const char *path) return opened("openat", AT_FDCWD, path, flags, mode); }
OPENING(open64, const char *path) return opened("openat64", AT_FDCWD, path, flags, mode); }
OPENING(openat, int folder, const char *path) return opened("openat", folder, path, flags, mode); }
OPENING(openat64, int folder, const char *path) return opened("openat64", folder, path, flags, mode); }
int creat(const char *path, mode_t mode) { return opened("openat", AT_FDCWD, path, O_CREAT | O_TRUNC | O_WRONLY, mode); }
int creat64(const char *path, mode_t mode) { return creat(path, mode); }

static FILE *streamed(const char *function, const char *path, const char *how) {
    char whole[PATH_MAX];
    FILE *(*make)(const char *, const char *) = (FILE * (*)(const char *, const char *)) real(function);
    if (named(AT_FDCWD, path, whole)[0] && strpbrk(how, "wa+")) note('O', whole, "", 0, "", 0); /* libc writes it unseen */
    return make(path, how);
}

FILE *fopen(const char *path, const char *how) { return streamed("fopen", path, how); }
FILE *fopen64(const char *path, const char *how) { return streamed("fopen64", path, how); }

int mkdirat(int folder, const char *name, mode_t mode) {
    char whole[PATH_MAX];
    BEGIN(MAKING, named(folder, name, whole))
    int answer = REAL(mkdirat)(folder, name, mode);
    if (!answer && whole[0]) note('K', whole, "", 0, "", 0);
    END(answer);
}

int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }

/* ---------------------------------------------------------------- written */

static void wrote(const char *path, int64_t at, const void *data, ssize_t size) {
    if (path[0] && size > 0) note('W', path, "", at, data, (size_t)size);
}

static size_t half(size_t size) { return size > 1 ? size / 2 : size; }

ssize_t write(int handle, const void *data, size_t size) {
    char whole[PATH_MAX];
    BEGIN(WRITING, held(handle, whole))
    ssize_t done = REAL(write)(handle, data, wrong == SHORT ? half(size) : size);
    if (whole[0] && done > 0) wrote(whole, lseek(handle, 0, SEEK_CUR) - done, data, done);
    END(done);
}

ssize_t pwrite(int handle, const void *data, size_t size, off_t at) {
    char whole[PATH_MAX];
    BEGIN(WRITING, held(handle, whole))
    ssize_t done = REAL(pwrite)(handle, data, wrong == SHORT ? half(size) : size, at);
    wrote(whole, at, data, done);
    END(done);
}

ssize_t pwrite64(int handle, const void *data, size_t size, off64_t at) { return pwrite(handle, data, size, at); }

ssize_t writev(int handle, const struct iovec *parts, int count) {
    char whole[PATH_MAX];
    if (!held(handle, whole)[0]) return REAL(writev)(handle, parts, count);
    ssize_t sum = 0; /* one part after the other: a short answer is allowed at any time */
    for (int part = 0; part < count; part++) {
        ssize_t done = write(handle, parts[part].iov_base, parts[part].iov_len);
        if (done < 0) return sum ? sum : done;
        sum += done;
        if ((size_t)done < parts[part].iov_len) break;
    }
    return sum;
}

int ftruncate(int handle, off_t size) {
    char whole[PATH_MAX];
    BEGIN(WRITING, held(handle, whole))
    int answer = REAL(ftruncate)(handle, size);
    if (!answer && whole[0]) note('T', whole, "", size, "", 0);
    END(answer);
}

int ftruncate64(int handle, off64_t size) { return ftruncate(handle, size); }

int truncate(const char *path, off_t size) {
    int handle = open(path, O_WRONLY | O_CLOEXEC);
    if (handle < 0) return -1;
    int answer = ftruncate(handle, size), kept = errno;
    close(handle);
    errno = kept;
    return answer;
}

int truncate64(const char *path, off64_t size) { return truncate(path, size); }

/* Whoever asks for these has another way, which we can follow. */
#define REFUSED(declared, name, handle, number, ...)       \
    declared {                                             \
        char whole[PATH_MAX];                              \
        if (held(handle, whole)[0]) { number; }            \
        return REAL(name)(__VA_ARGS__);                    \
    }
#define NOT_HERE errno = ENOSYS; return -1
REFUSED(int fallocate(int handle, int mode, off_t at, off_t size), fallocate, handle, NOT_HERE, handle, mode, at, size)
REFUSED(int posix_fallocate(int handle, off_t at, off_t size), posix_fallocate, handle, return ENOSYS, handle, at, size)
REFUSED(ssize_t sendfile(int to, int from, off_t *at, size_t size), sendfile, to, NOT_HERE, to, from, at, size)
REFUSED(ssize_t sendfile64(int to, int from, off64_t *at, size_t size), sendfile64, to, NOT_HERE, to, from, at, size)
REFUSED(ssize_t copy_file_range(int from, off64_t *in, int to, off64_t *at, size_t size, unsigned how), copy_file_range,
        to, NOT_HERE, from, in, to, at, size, how)

void *mmap(void *near, size_t size, int access, int how, int handle, off_t at) {
    char whole[PATH_MAX];
    if (handle >= 0 && access & PROT_WRITE && how & MAP_SHARED && held(handle, whole)[0]) note('O', whole, "", 0, "", 0);
    return REAL(mmap)(near, size, access, how, handle, at);
}

void *mmap64(void *near, size_t size, int access, int how, int handle, off64_t at) {
    return mmap(near, size, access, how, handle, at);
}

/* ---------------------------------------------------------------- to the disk */

int fsync(int handle) {
    char whole[PATH_MAX];
    BEGIN(SYNCING, held(handle, whole))
    int answer = REAL(fsync)(handle);
    if (!answer && whole[0]) note('S', whole, "", 0, "", 0);
    END(answer);
}

int fdatasync(int handle) { return fsync(handle); }

/* sync_file_range and msync promise nothing about what is there after a power cut; they are not written down. */

/* ---------------------------------------------------------------- named anew */

int renameat2(int from, const char *before, int to, const char *after, unsigned how) {
    char one[PATH_MAX], other[PATH_MAX];
    named(to, after, other);
    BEGIN(NAMING, named(from, before, one))
    int answer = REAL(renameat2)(from, before, to, after, how);
    if (!answer && (one[0] || other[0])) note(how & RENAME_EXCHANGE ? 'O' : 'N', one, other, 0, "", 0);
    END(answer);
}

int renameat(int from, const char *before, int to, const char *after) { return renameat2(from, before, to, after, 0); }
int rename(const char *before, const char *after) { return renameat2(AT_FDCWD, before, AT_FDCWD, after, 0); }

int linkat(int from, const char *before, int to, const char *after, int how) {
    char one[PATH_MAX], other[PATH_MAX];
    named(from, before, one);
    BEGIN(NAMING, named(to, after, other))
    int answer = REAL(linkat)(from, before, to, after, how);
    if (!answer && other[0]) note('L', one, other, 0, "", 0);
    END(answer);
}

int link(const char *before, const char *after) { return linkat(AT_FDCWD, before, AT_FDCWD, after, 0); }

int unlinkat(int folder, const char *name, int how) {
    char whole[PATH_MAX];
    BEGIN(NAMING, named(folder, name, whole))
    int answer = REAL(unlinkat)(folder, name, how);
    if (!answer && whole[0]) note('U', whole, "", 0, "", 0);
    END(answer);
}

int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return unlinkat(AT_FDCWD, path, AT_REMOVEDIR); }
int remove(const char *path) { return unlinkat(AT_FDCWD, path, 0); }
